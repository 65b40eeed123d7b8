// Reissue: a new key in place of this one, after a confirmation.
import type { Booking, DigitalKey } from '@nightlatch/api';
import { useCallback } from 'react';
import { useCommand } from '../api/use-command.ts';
import { ActionDialog } from '../parts/action-dialog.tsx';
import { useAnnounce } from '../parts/announcements.tsx';
import { ProblemAlert } from '../parts/problem-alert.tsx';
import { useTexts } from '../texts/use-texts.ts';
import { useKeepKey } from './keep-booking.ts';

type Props = { booking: Booking; digitalKey: DigitalKey; onClose: () => void };

/** The dialog. */
export const ReissueDialog = ({ booking, digitalKey, onClose }: Props) => {
  const texts = useTexts();
  const words = texts.reissue;
  const announce = useAnnounce();
  const keep = useKeepKey(booking);
  const done = useCallback(
    (key: DigitalKey) => {
      keep(key);
      announce(words.done);
      onClose();
    },
    [keep, announce, onClose, words],
  );
  const reissue = useCommand('reissueKey', done);
  return (
    <ActionDialog
      heading={words.heading}
      confirm={words.confirm}
      confirmTestId="reissue-confirm"
      pending={reissue.pending}
      onConfirm={() => void reissue.run({ params: { locationId: booking.locationId, keyId: digitalKey.id } })}
      onClose={onClose}
    >
      {reissue.error !== undefined && <ProblemAlert error={reissue.error} />}
      <p>{words.lead(digitalKey.guestName, booking.roomNumber ?? texts.unknown)}</p>
      {digitalKey.state !== 'ended' && <p>{words.body}</p>}
    </ActionDialog>
  );
};
