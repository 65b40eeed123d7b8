// Two bookings in one room: they share it by staff's word, or the room is given over with the reason.
import { NativeSelect } from '@mantine/core';
import type { Booking, OperationInput, RoomHolder } from '@nightlatch/api';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useCallback, useState } from 'react';
import { useCommand } from '../api/use-command.ts';
import { useAnnounce } from '../parts/announcements.tsx';
import { DecisionDialog } from '../parts/decision-dialog.tsx';
import { useTexts } from '../texts/use-texts.ts';
import { useKeepBooking } from './keep-booking.ts';
import classes from './revoke-dialog.module.css';

type Props = { booking: Booking; other: RoomHolder; onClose: () => void };

/** Says that both belong together. */
export const ShareRoomDialog = ({ booking, other, onClose }: Props) => {
  const texts = useTexts();
  const words = texts.room.share;
  const announce = useAnnounce();
  const keep = useKeepBooking(booking);
  const done = useCallback(
    (changed: Booking) => {
      keep(changed);
      announce(words.done);
      onClose();
    },
    [keep, announce, onClose, words],
  );
  const share = useCommand('shareRoom', done);
  return (
    <DecisionDialog
      heading={words.heading}
      lead={words.lead(nameOf(booking), other.guestName)}
      confirm={words.confirm}
      testId="share-room"
      text={{ label: texts.revoke.note, hint: texts.revoke.noteHint }}
      pending={share.pending}
      error={share.error}
      onConfirm={(note) =>
        void share.run({
          params: { locationId: booking.locationId, bookingId: booking.id },
          body: { withBookingId: other.bookingId, ...(note === '' ? {} : { note }) },
        })
      }
      onClose={onClose}
    />
  );
};

type Reason = OperationInput<'overrideRoom'>['body']['reason'];

/** Gives the room to this booking; the other guest's keys end. */
export const OverrideRoomDialog = ({ booking, other, onClose }: Props) => {
  const texts = useTexts();
  const words = texts.room.override;
  const announce = useAnnounce();
  const keep = useKeepBooking(booking);
  const [reason, setReason] = useState<Reason>('guest_has_left');
  const done = useCallback(
    (changed: Booking) => {
      keep(changed);
      announce(words.done);
      onClose();
    },
    [keep, announce, onClose, words],
  );
  const override = useCommand('overrideRoom', done);
  return (
    <DecisionDialog
      heading={words.heading}
      lead={words.lead(nameOf(booking), booking.roomNumber ?? texts.unknown)}
      confirm={words.confirm}
      testId="override-room"
      danger
      text={{ label: words.why, hint: words.whyHint, required: true }}
      pending={override.pending}
      error={override.error}
      onConfirm={(note) =>
        void override.run({
          params: { locationId: booking.locationId, bookingId: booking.id },
          body: { reason, note },
        })
      }
      onClose={onClose}
    >
      <p className={classes.warning}>
        <IconAlertTriangle size={20} aria-hidden="true" />
        <span>{words.warning(other.guestName)}</span>
      </p>
      <NativeSelect
        label={texts.revoke.reason}
        value={reason}
        // The options are the reasons of the catalogue.
        onChange={(event) => setReason(event.currentTarget.value as Reason)}
        data={Object.entries(words.reasons).map(([value, label]) => ({ value, label }))}
        data-testid="override-room-reason"
      />
    </DecisionDialog>
  );
};

const nameOf = ({ guest }: Booking): string => `${guest.firstName} ${guest.lastName}`.trim();
