// Invite a companion on the guest's behalf: who and how long; then the link, as a code to scan and a text to copy, shown once.
import { Checkbox, TextInput } from '@mantine/core';
import type { Booking, CreatedCompanionInvitation, DigitalKey } from '@nightlatch/api';
import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import { describeError } from '../api/describe-error.ts';
import { queries } from '../api/queries.ts';
import { useCommand } from '../api/use-command.ts';
import { ActionDialog } from '../parts/action-dialog.tsx';
import { useAnnounce } from '../parts/announcements.tsx';
import { ProblemAlert } from '../parts/problem-alert.tsx';
import { QrCode } from '../parts/qr-code.tsx';
import { SecretOnce } from '../parts/secret-once.tsx';
import { useCurrentLocation } from '../shell/current-location.ts';
import { useTexts } from '../texts/use-texts.ts';
import { fromWallTime, toWallTime } from '../time/wall-clock.ts';
import { WallTimeField } from '../time/wall-time-field.tsx';

type Props = { booking: Booking; digitalKey: DigitalKey; onClose: () => void };
type Fault = { readonly field: 'name' | 'until'; readonly words: string };

/** The dialog. What was typed stays when the server refuses. */
export const InviteDialog = ({ booking, digitalKey, onClose }: Props) => {
  const texts = useTexts();
  const words = texts.invitations;
  const { location, time } = useCurrentLocation();
  const announce = useAnnounce();
  const cache = useQueryClient();
  const [name, setName] = useState('');
  const [withKey, setWithKey] = useState(true);
  const [until, setUntil] = useState(() =>
    digitalKey.validUntil === null ? '' : toWallTime(Date.parse(digitalKey.validUntil), location.timeZone),
  );
  const [fault, setFault] = useState<Fault>();
  const [made, setMade] = useState<CreatedCompanionInvitation>();
  const done = useCallback(
    (created: CreatedCompanionInvitation) => {
      void cache.invalidateQueries({ queryKey: queries.booking(booking.locationId, booking.id).queryKey });
      announce(words.done);
      setMade(created);
    },
    [cache, booking.locationId, booking.id, announce, words],
  );
  const invite = useCommand('inviteForGuest', done);
  if (made) return <MadeDialog made={made} onClose={onClose} />;
  const confirm = (): void => {
    const end = withKey ? undefined : fromWallTime(until, location.timeZone);
    const wrong: Fault | undefined =
      name.trim() === ''
        ? { field: 'name', words: words.nameMissing }
        : !withKey && end === undefined
          ? { field: 'until', words: texts.validity.endMissing }
          : end !== undefined && end <= Date.now()
            ? { field: 'until', words: texts.validity.endPast }
            : undefined;
    setFault(wrong);
    if (wrong) return;
    void invite.run({
      params: { locationId: booking.locationId, keyId: digitalKey.id },
      body: { name: name.trim(), ...(end === undefined ? {} : { validUntil: new Date(end).toISOString() }) },
    });
  };
  const refusal = invite.error === undefined ? undefined : describeError(invite.error, texts, time.instant);
  const errorAt = (field: Fault['field'], server: string): string | undefined =>
    fault?.field === field ? fault.words : refusal?.fields[server];
  return (
    <ActionDialog
      heading={words.inviteHeading}
      confirm={words.make}
      confirmTestId="invite-confirm"
      pending={invite.pending}
      onConfirm={confirm}
      onClose={onClose}
    >
      {refusal && <ProblemAlert error={invite.error} />}
      <p>{words.inviteLead(digitalKey.guestName)}</p>
      <TextInput
        label={words.name}
        value={name}
        maxLength={100}
        autoComplete="off"
        required
        error={errorAt('name', 'name')}
        onChange={(event) => {
          setName(event.currentTarget.value);
          setFault(undefined);
        }}
        data-first-focus
        data-testid="invite-name"
      />
      <Checkbox
        label={words.withKey}
        checked={withKey}
        onChange={(event) => setWithKey(event.currentTarget.checked)}
        data-testid="invite-with-key"
      />
      {!withKey && (
        <WallTimeField
          label={texts.keys.issueDialog.until}
          value={until}
          error={errorAt('until', 'validUntil')}
          onChange={(value) => {
            setUntil(value);
            setFault(undefined);
          }}
          testId="invite-until"
        />
      )}
    </ActionDialog>
  );
};

const MadeDialog = ({ made, onClose }: { made: CreatedCompanionInvitation; onClose: () => void }) => {
  const texts = useTexts();
  const words = texts.invitations;
  const { time } = useCurrentLocation();
  const url = new URL(made.url, window.location.origin).href;
  return (
    <ActionDialog heading={words.made(made.invitation.name)} pending={false} dismiss={texts.close} onClose={onClose}>
      <p>{words.scan}</p>
      <QrCode text={url} label={words.qrLabel} testId="invite-qr" />
      <SecretOnce
        label={texts.link.url}
        value={url}
        hint={`${texts.link.expires(time.instant(made.invitation.expiresAt))} ${texts.link.once}`}
        onHide={onClose}
        testId="invite-url"
      />
    </ActionDialog>
  );
};
