// Suspend or resume a key: says what happens, takes a note for the record.
import { Textarea } from '@mantine/core';
import type { Booking, DigitalKey } from '@nightlatch/api';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useCallback, useState } from 'react';
import { commandLater, useCommand } from '../api/use-command.ts';
import { ActionDialog } from '../parts/action-dialog.tsx';
import { useAnnounce } from '../parts/announcements.tsx';
import { ProblemAlert } from '../parts/problem-alert.tsx';
import { useCurrentLocation } from '../shell/current-location.ts';
import { useTexts } from '../texts/use-texts.ts';
import { useKeepKey } from './keep-booking.ts';
import { couldOpen } from './key-facts.ts';
import classes from './revoke-dialog.module.css';

type Props = { action: 'suspend' | 'resume'; booking: Booking; digitalKey: DigitalKey; onClose: () => void };

/** The dialog. */
export const SuspendDialog = ({ action, booking, digitalKey, onClose }: Props) => {
  const texts = useTexts();
  const words = texts[action];
  const { time } = useCurrentLocation();
  const announce = useAnnounce();
  const keep = useKeepKey(booking);
  const [note, setNote] = useState('');
  const done = useCallback(
    (key: DigitalKey) => {
      keep(key);
      const resume = commandLater('resumeKey', { params: { locationId: booking.locationId, keyId: key.id }, body: {} });
      // Only this way round: a phone that has got its key back could open for a while whatever is said here (decision 100).
      const undo = async (): Promise<string> => {
        keep(await resume());
        return texts.resume.done;
      };
      announce(words.done, action === 'suspend' ? undo : undefined);
      onClose();
    },
    [keep, announce, onClose, words, action, booking.locationId, texts],
  );
  const command = useCommand(action === 'suspend' ? 'suspendKey' : 'resumeKey', done);
  const worst = couldOpen(digitalKey, Date.now());
  return (
    <ActionDialog
      heading={words.heading}
      confirm={words.confirm}
      confirmTestId={`${action}-confirm`}
      pending={command.pending}
      onConfirm={() =>
        void command.run({
          params: { locationId: booking.locationId, keyId: digitalKey.id },
          body: note.trim() === '' ? {} : { note: note.trim() },
        })
      }
      onClose={onClose}
    >
      {command.error !== undefined && <ProblemAlert error={command.error} />}
      <p>{words.lead(digitalKey.guestName, digitalKey.roomNumber ?? texts.unknown)}</p>
      {action === 'suspend' && worst.kind === 'until' && (
        <p className={classes.warning}>
          <IconAlertTriangle size={20} aria-hidden="true" />
          <span>{texts.revoke.couldOpen(time.instant(worst.until))}</span>
        </p>
      )}
      <Textarea
        label={texts.revoke.note}
        description={texts.revoke.noteHint}
        value={note}
        maxLength={500}
        autosize
        minRows={2}
        onChange={(event) => setNote(event.currentTarget.value)}
      />
    </ActionDialog>
  );
};
