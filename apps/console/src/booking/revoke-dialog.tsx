// Revoke Key: says what will happen and until when the key could still open, asks for the reason, sends.

import { NativeSelect, Textarea } from '@mantine/core';
import type { Booking, DigitalKey, RevokeKey } from '@nightlatch/api';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useCallback, useRef, useState } from 'react';
import { describeError } from '../api/describe-error.ts';
import { useCommand } from '../api/use-command.ts';
import { ActionDialog } from '../parts/action-dialog.tsx';
import { useAnnounce } from '../parts/announcements.tsx';
import { ProblemAlert } from '../parts/problem-alert.tsx';
import { useCurrentLocation } from '../shell/current-location.ts';
import { useTexts } from '../texts/use-texts.ts';
import { useKeepKey } from './keep-booking.ts';
import { couldOpen } from './key-facts.ts';
import classes from './revoke-dialog.module.css';

type Props = { booking: Booking; digitalKey: DigitalKey; onClose: () => void };

/** The dialog. */
export const RevokeDialog = ({ booking, digitalKey, onClose }: Props) => {
  const texts = useTexts();
  const words = texts.revoke;
  const { time } = useCurrentLocation();
  const announce = useAnnounce();
  const keep = useKeepKey(booking);
  const [reason, setReason] = useState<RevokeKey['reason'] | ''>('');
  const [note, setNote] = useState('');
  const [missing, setMissing] = useState(false);
  const field = useRef<HTMLSelectElement>(null);
  const done = useCallback(
    (key: DigitalKey) => {
      keep(key);
      announce(words.done);
      onClose();
    },
    [keep, announce, onClose, words],
  );
  const revoke = useCommand('revokeKey', done);
  const confirm = (): void => {
    setMissing(reason === '');
    if (reason === '') field.current?.focus();
    else {
      void revoke.run({
        params: { locationId: booking.locationId, keyId: digitalKey.id },
        body: { reason, ...(note.trim() === '' ? {} : { note: note.trim() }) },
      });
    }
  };
  const worst = couldOpen(digitalKey, Date.now());
  const refusal = revoke.error === undefined ? undefined : describeError(revoke.error, texts, time.instant);
  return (
    <ActionDialog
      heading={words.heading}
      confirm={words.confirm}
      confirmTestId="revoke-confirm"
      danger
      pending={revoke.pending}
      onConfirm={confirm}
      onClose={onClose}
    >
      {refusal && <ProblemAlert error={revoke.error} />}
      <p>{words.lead(digitalKey.guestName, digitalKey.roomNumber ?? texts.unknown)}</p>
      <div className={classes.what}>
        <h3>{words.whatHappens}</h3>
        <ol>
          <li>{words.steps.now}</li>
          {worst.kind === 'until' && <li>{words.steps.phone}</li>}
          {worst.kind === 'until' && <li>{words.steps.locks}</li>}
        </ol>
      </div>
      {digitalKey.state !== 'waiting' && (
        <p className={worst.kind === 'until' ? classes.warning : classes.soft} data-testid="revoke-worst-case">
          {worst.kind === 'until' && <IconAlertTriangle size={20} aria-hidden="true" />}
          <span>{worst.kind === 'until' ? words.couldOpen(time.instant(worst.until)) : words.neverDelivered}</span>
        </p>
      )}
      <NativeSelect
        ref={field}
        label={words.reason}
        required
        value={reason}
        error={missing ? words.reasonMissing : refusal?.fields.reason}
        onChange={(event) => {
          // The options are the reasons of the catalogue, and the empty one.
          setReason(event.currentTarget.value as RevokeKey['reason'] | '');
          setMissing(false);
        }}
        data={[
          { value: '', label: words.chooseReason, disabled: true },
          ...Object.entries(words.reasons).map(([value, label]) => ({ value, label })),
        ]}
        data-first-focus
        data-testid="revoke-reason"
      />
      <Textarea
        label={words.note}
        description={words.noteHint}
        rows={2}
        maxLength={500}
        value={note}
        error={refusal?.fields.note}
        onChange={(event) => setNote(event.currentTarget.value)}
        data-testid="revoke-note"
      />
    </ActionDialog>
  );
};
