// Who administers the brand: seen, invited and removed by whoever administers it.
import { Button, TextInput } from '@mantine/core';
import type { NewInvitation, StaffMember } from '@nightlatch/api';
import { type QueryKey, useQuery } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import { describeError } from '../api/describe-error.ts';
import { ActionDialog } from '../parts/action-dialog.tsx';
import { Panel } from '../parts/panel.tsx';
import { ProblemAlert } from '../parts/problem-alert.tsx';
import { SecretOnce } from '../parts/secret-once.tsx';
import { useSession } from '../session/session.ts';
import { Loaded } from '../settings/loaded.tsx';
import classes from '../settings/rows.module.css';
import { SettingsForm } from '../settings/settings-form.tsx';
import { settingsQueries } from '../settings/settings-queries.ts';
import { useSave } from '../settings/use-save.ts';
import { useCurrentLocation } from '../shell/current-location.ts';
import { useTexts } from '../texts/use-texts.ts';

/** The people, and the form to invite another. */
export const BrandAdministrators = ({ brandId }: { brandId: string }) => {
  const words = useTexts().brandAdministrators;
  const query = settingsQueries.brandAdministrators(brandId);
  const all = useQuery(query);
  return (
    <>
      <Loaded query={all} heading={words.heading}>
        {(people) => (
          <Panel heading={words.heading} flush testId="brand-administrators">
            <p className={`${classes.body} ${classes.soft}`}>{words.lead}</p>
            <ul>
              {people.map((one) => (
                <Row key={one.id} member={one} brandId={brandId} queryKey={query.queryKey} />
              ))}
            </ul>
          </Panel>
        )}
      </Loaded>
      <Invite brandId={brandId} queryKey={query.queryKey} />
    </>
  );
};

type Of = { brandId: string; queryKey: QueryKey };

const Row = ({ member, brandId, queryKey }: Of & { member: StaffMember }) => {
  const texts = useTexts();
  const words = texts.settings.staff;
  const { me } = useSession();
  const [asks, setAsks] = useState(false);
  const close = useCallback(() => setAsks(false), []);
  const remove = useSave('removeBrandAdministrator', queryKey, close, texts.brandAdministrators.removed);
  return (
    <li className={classes.row} data-testid="brand-administrator">
      <div className={classes.grow}>
        <strong>{member.id === me.id ? words.you(member.name) : member.name}</strong>
        <p className={classes.soft}>{member.email}</p>
      </div>
      <Button variant="default" onClick={() => setAsks(true)} aria-label={words.removeWho(member.name)}>
        {words.remove}
      </Button>
      {asks && (
        <ActionDialog
          heading={words.removeWho(member.name)}
          confirm={words.remove}
          confirmTestId="confirm-remove-administrator"
          danger
          pending={remove.pending}
          onConfirm={() => void remove.run({ params: { brandId, staffId: member.id } })}
          onClose={close}
        >
          <ProblemAlert error={remove.error} />
          <p>{texts.brandAdministrators.removeBody(member.name)}</p>
        </ActionDialog>
      )}
    </li>
  );
};

const Invite = ({ brandId, queryKey }: Of) => {
  const texts = useTexts();
  const words = texts.settings.staff;
  const { time } = useCurrentLocation();
  const [name, setName] = useState('');
  const [email, setEmail] = useState('');
  const [made, setMade] = useState<{ link: NewInvitation; who: string }>();
  const done = useCallback(
    (link: NewInvitation) => {
      setMade({ link, who: name });
      setName('');
      setEmail('');
    },
    [name],
  );
  const invite = useSave('inviteBrandAdministrator', queryKey, done, words.invited);
  const refused = invite.error === undefined ? {} : describeError(invite.error, texts).fields;
  const emailOk = /^[^\s@]+@[^\s@]+$/.test(email.trim());
  return (
    <>
      {made && (
        <SecretOnce
          label={words.link(made.who)}
          hint={words.linkHint(time.instant(made.link.expiresAt))}
          value={new URL(made.link.url, window.location.origin).href}
          onHide={() => setMade(undefined)}
          testId="brand-invitation-link"
        />
      )}
      <SettingsForm
        heading={texts.brandAdministrators.invite}
        lead={texts.brandAdministrators.inviteLead}
        dirty={name !== '' || email !== ''}
        pending={invite.pending}
        error={invite.error}
        invalid={name.trim() === '' || !emailOk}
        save={words.makeLink}
        onSave={() => void invite.run({ params: { brandId }, body: { name: name.trim(), email: email.trim() } })}
        testId="brand-invite-form"
      >
        <TextInput
          label={words.name}
          value={name}
          autoComplete="off"
          error={refused.name}
          onChange={(event) => setName(event.currentTarget.value)}
          data-testid="brand-invite-name"
        />
        <TextInput
          type="email"
          label={words.email}
          value={email}
          autoComplete="off"
          error={email !== '' && !emailOk ? words.emailWrong : refused.email}
          onChange={(event) => setEmail(event.currentTarget.value)}
          data-testid="brand-invite-email"
        />
      </SettingsForm>
    </>
  );
};
