// Who works here: roles, invitations, taking a role away.
import { Button, NativeSelect, TextInput } from '@mantine/core';
import type { Invitation, NewInvitation, StaffMember } from '@nightlatch/api';
import { useQuery } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import { describeError } from '../api/describe-error.ts';
import { ActionDialog } from '../parts/action-dialog.tsx';
import { Panel } from '../parts/panel.tsx';
import { ProblemAlert } from '../parts/problem-alert.tsx';
import { SecretOnce } from '../parts/secret-once.tsx';
import { useSession } from '../session/session.ts';
import { useCurrentLocation } from '../shell/current-location.ts';
import { useTexts } from '../texts/use-texts.ts';
import { Loaded } from './loaded.tsx';
import classes from './rows.module.css';
import { SettingsForm } from './settings-form.tsx';
import { settingsQueries } from './settings-queries.ts';
import { SignInPolicyForm } from './sign-in-policy-form.tsx';
import { useSave } from './use-save.ts';

/** Roles given at a location; a brand's administrators are managed at the brand. */
const ROLES = ['front_desk', 'location_admin', 'viewer'] as const;
type GivenRole = (typeof ROLES)[number];
const roleOf = (text: string): GivenRole => ROLES.find((one) => one === text) ?? 'front_desk';

/** The topic. */
export const StaffTopic = () => {
  const words = useTexts().settings;
  const { location } = useCurrentLocation();
  const staff = useQuery(settingsQueries.staff(location.id));
  return (
    <>
      <InviteForm />
      <Loaded query={staff} heading={words.topics.staff.name}>
        {(all) => <StaffList all={all} />}
      </Loaded>
      <Invitations />
      <SignInPolicyForm />
    </>
  );
};

const InviteForm = () => {
  const texts = useTexts();
  const words = texts.settings.staff;
  const { location, time } = useCurrentLocation();
  const [name, setName] = useState('');
  const [email, setEmail] = useState('');
  const [role, setRole] = useState<GivenRole>('front_desk');
  const [made, setMade] = useState<{ link: NewInvitation; who: string }>();
  const done = useCallback(
    (link: NewInvitation) => {
      setMade({ link, who: name });
      setName('');
      setEmail('');
    },
    [name],
  );
  const invite = useSave('inviteStaff', settingsQueries.staff(location.id).queryKey, done, words.invited);
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
          testId="invitation-link"
        />
      )}
      <SettingsForm
        heading={words.invite}
        lead={words.inviteLead}
        dirty={name !== '' || email !== ''}
        pending={invite.pending}
        error={invite.error}
        invalid={name.trim() === '' || !emailOk}
        save={words.makeLink}
        onSave={() =>
          void invite.run({
            params: { locationId: location.id },
            body: { name: name.trim(), email: email.trim(), role },
          })
        }
        testId="invite-form"
      >
        <TextInput
          label={words.name}
          value={name}
          autoComplete="off"
          error={refused.name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <TextInput
          type="email"
          label={words.email}
          value={email}
          autoComplete="off"
          error={email !== '' && !emailOk ? words.emailWrong : refused.email}
          onChange={(event) => setEmail(event.currentTarget.value)}
        />
        <RoleSelect label={words.role} description={words.roleHints[role]} value={role} onChange={setRole} />
      </SettingsForm>
    </>
  );
};

const RoleSelect = (props: {
  label: string;
  description?: string;
  value: GivenRole;
  onChange: (role: GivenRole) => void;
  hideLabel?: boolean;
}) => {
  const texts = useTexts();
  return (
    <NativeSelect
      {...(props.hideLabel ? { 'aria-label': props.label } : { label: props.label })}
      description={props.description}
      value={props.value}
      data={ROLES.map((role) => ({ value: role, label: texts.role[role] }))}
      onChange={(event) => props.onChange(roleOf(event.currentTarget.value))}
    />
  );
};

const StaffList = ({ all }: { all: readonly StaffMember[] }) => {
  const words = useTexts().settings.staff;
  return (
    <Panel heading={words.heading} flush>
      <ul>
        {all.map((one) => (
          <StaffRow key={one.id} member={one} />
        ))}
      </ul>
    </Panel>
  );
};

const StaffRow = ({ member }: { member: StaffMember }) => {
  const texts = useTexts();
  const words = texts.settings.staff;
  const { me } = useSession();
  const { location } = useCurrentLocation();
  const [asks, setAsks] = useState<'remove' | GivenRole>();
  const close = useCallback(() => setAsks(undefined), []);
  const { queryKey } = settingsQueries.staff(location.id);
  const set = useSave('setStaffRole', queryKey, close, words.roleChanged);
  const remove = useSave('removeStaff', queryKey, close, words.removed);
  const params = { locationId: location.id, staffId: member.id };
  const atBrand = member.role === 'brand_admin';
  const command = asks === 'remove' ? remove : set;
  return (
    <li className={classes.row} data-testid="staff-row">
      <div className={classes.grow}>
        <strong>{member.id === me.id ? words.you(member.name) : member.name}</strong>
        <p className={classes.soft}>{member.email}</p>
        <p className={classes.soft} data-testid="staff-passkeys">
          {[
            member.passkeys === 0 ? texts.account.passkey.noneShort : texts.account.passkey.count(member.passkeys),
            ...(member.secondFactor ? [texts.account.secondFactor.withApp] : []),
          ].join(' · ')}
        </p>
      </div>
      {member.id !== me.id && (member.passkeys > 0 || member.secondFactor) && <ResetSignIn member={member} />}
      {atBrand ? (
        <p className={classes.soft}>{words.atBrand}</p>
      ) : (
        <div className={classes.actions}>
          <RoleSelect
            label={words.roleOf(member.name)}
            hideLabel
            value={roleOf(member.role)}
            onChange={(role) => setAsks(role)}
          />
          <Button variant="default" onClick={() => setAsks('remove')} aria-label={words.removeWho(member.name)}>
            {words.remove}
          </Button>
        </div>
      )}
      {asks && (
        <ActionDialog
          heading={asks === 'remove' ? words.removeWho(member.name) : words.changeRole}
          confirm={asks === 'remove' ? words.remove : words.changeRole}
          confirmTestId="staff-confirm"
          danger={asks === 'remove'}
          pending={command.pending}
          onConfirm={() =>
            void (asks === 'remove' ? remove.run({ params }) : set.run({ params, body: { role: asks } }))
          }
          onClose={close}
        >
          <ProblemAlert error={command.error} />
          <p>
            {asks === 'remove' ? words.removeBody(member.name) : words.changeRoleBody(member.name, texts.role[asks])}
          </p>
        </ActionDialog>
      )}
    </li>
  );
};

const ResetSignIn = ({ member }: { member: StaffMember }) => {
  const words = useTexts().account.secondFactor;
  const { location } = useCurrentLocation();
  const [asks, setAsks] = useState(false);
  const close = useCallback(() => setAsks(false), []);
  const reset = useSave('resetStaffSignIn', settingsQueries.staff(location.id).queryKey, close, words.resetDone);
  return (
    <>
      <Button
        variant="default"
        onClick={() => setAsks(true)}
        aria-label={words.resetWho(member.name)}
        data-testid="staff-reset"
      >
        {words.reset}
      </Button>
      {asks && (
        <ActionDialog
          heading={words.resetWho(member.name)}
          confirm={words.reset}
          confirmTestId="staff-reset-confirm"
          danger
          pending={reset.pending}
          onConfirm={() => void reset.run({ params: { locationId: location.id, staffId: member.id } })}
          onClose={close}
        >
          <ProblemAlert error={reset.error} />
          <p>{words.resetBody(member.name)}</p>
        </ActionDialog>
      )}
    </>
  );
};

const Invitations = () => {
  const words = useTexts().settings.staff;
  const { location } = useCurrentLocation();
  const open = useQuery(settingsQueries.invitations(location.id));
  if (open.data?.length === 0) return null;
  return (
    <Panel heading={words.open} flush>
      {open.error && (
        <div className={classes.problem}>
          <ProblemAlert error={open.error} onRetry={() => void open.refetch()} />
        </div>
      )}
      <ul>
        {open.data?.map((one) => (
          <InvitationRow key={one.id} invitation={one} />
        ))}
      </ul>
    </Panel>
  );
};

const nothing = (): void => undefined;

const InvitationRow = ({ invitation }: { invitation: Invitation }) => {
  const texts = useTexts();
  const words = texts.settings.staff;
  const { location, time } = useCurrentLocation();
  const withdraw = useSave('withdrawInvitation', settingsQueries.staff(location.id).queryKey, nothing, words.withdrawn);
  return (
    <li className={classes.row} data-testid="invitation-row">
      <div className={classes.grow}>
        <strong>{invitation.name}</strong>
        <p className={classes.soft}>
          {[invitation.email, texts.role[invitation.role], words.until(time.instant(invitation.expiresAt))].join(' · ')}
        </p>
        <ProblemAlert error={withdraw.error} />
      </div>
      <Button
        size="xs"
        variant="default"
        loading={withdraw.pending}
        onClick={() => void withdraw.run({ params: { locationId: location.id, invitationId: invitation.id } })}
      >
        {words.withdraw}
      </Button>
    </li>
  );
};
