// Accept an ID without images, with the reason for the record.
import type { Booking } from '@nightlatch/api';
import { useCallback } from 'react';
import { useCommand } from '../api/use-command.ts';
import { useAnnounce } from '../parts/announcements.tsx';
import { DecisionDialog } from '../parts/decision-dialog.tsx';
import { useTexts } from '../texts/use-texts.ts';
import { useKeepBooking } from './keep-booking.ts';

/** The dialog. */
export const OverrideIdDialog = ({ booking, onClose }: { booking: Booking; onClose: () => void }) => {
  const texts = useTexts();
  const words = texts.arrival;
  const announce = useAnnounce();
  const keep = useKeepBooking(booking);
  const done = useCallback(
    (changed: Booking) => {
      keep(changed);
      announce(words.override.done);
      onClose();
    },
    [keep, announce, onClose, words],
  );
  const override = useCommand('overrideIdVerification', done);
  return (
    <DecisionDialog
      heading={words.override.heading}
      lead={words.override.lead}
      confirm={words.override.confirm}
      testId="override-id"
      text={{ label: texts.revoke.reason, hint: words.reasonForRecord, required: true }}
      pending={override.pending}
      error={override.error}
      onConfirm={(reason) =>
        void override.run({ params: { locationId: booking.locationId, bookingId: booking.id }, body: { reason } })
      }
      onClose={onClose}
    />
  );
};
