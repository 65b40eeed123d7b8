// Change the validity of a key in force: another end, or the booking's end again.
import { Checkbox } from '@mantine/core';
import type { Booking, DigitalKey } from '@nightlatch/api';
import { useCallback, useState } from 'react';
import { describeError } from '../api/describe-error.ts';
import { useCommand } from '../api/use-command.ts';
import { ActionDialog } from '../parts/action-dialog.tsx';
import { useAnnounce } from '../parts/announcements.tsx';
import { ProblemAlert } from '../parts/problem-alert.tsx';
import { useCurrentLocation } from '../shell/current-location.ts';
import { useTexts } from '../texts/use-texts.ts';
import { fromWallTime, toWallTime } from '../time/wall-clock.ts';
import { WallTimeField } from '../time/wall-time-field.tsx';
import { useKeepKey } from './keep-booking.ts';

type Props = { booking: Booking; digitalKey: DigitalKey; onClose: () => void };

/** The dialog. What was typed stays when the server refuses. */
export const ValidityDialog = ({ booking, digitalKey, onClose }: Props) => {
  const texts = useTexts();
  const words = texts.changeValidity;
  const { location, time } = useCurrentLocation();
  const announce = useAnnounce();
  const keep = useKeepKey(booking);
  const [until, setUntil] = useState(() =>
    toWallTime(Date.parse(digitalKey.validUntil ?? booking.proposedValidity.validUntil), location.timeZone),
  );
  const [follow, setFollow] = useState(false);
  const [fault, setFault] = useState<'endMissing' | 'endPast'>();
  const done = useCallback(
    (key: DigitalKey) => {
      keep(key);
      announce(words.done);
      onClose();
    },
    [keep, announce, onClose, words],
  );
  const change = useCommand('changeKeyValidity', done);
  const confirm = (): void => {
    const end = fromWallTime(until, location.timeZone);
    const wrong = follow ? undefined : end === undefined ? 'endMissing' : end <= Date.now() ? 'endPast' : undefined;
    setFault(wrong);
    if (wrong !== undefined) return;
    const validUntil = follow || end === undefined ? null : new Date(end).toISOString();
    void change.run({ params: { locationId: booking.locationId, keyId: digitalKey.id }, body: { validUntil } });
  };
  const refusal = change.error === undefined ? undefined : describeError(change.error, texts, time.instant);
  return (
    <ActionDialog
      heading={words.heading}
      confirm={words.confirm}
      confirmTestId="validity-confirm"
      pending={change.pending}
      onConfirm={confirm}
      onClose={onClose}
    >
      {refusal && <ProblemAlert error={change.error} />}
      <p>{words.lead(digitalKey.guestName, digitalKey.roomNumber ?? texts.unknown)}</p>
      <WallTimeField
        label={texts.keys.issueDialog.until}
        value={until}
        disabled={follow}
        error={fault === undefined ? refusal?.fields.validUntil : texts.validity[fault]}
        onChange={(value) => {
          setUntil(value);
          setFault(undefined);
        }}
        firstFocus
        testId="validity-until"
      />
      <Checkbox
        label={words.follow}
        checked={follow}
        onChange={(event) => setFollow(event.currentTarget.checked)}
        data-testid="validity-follow"
      />
    </ActionDialog>
  );
};
