// Who works here: roles, invitations, taking a role away.
import { Button, NativeSelect } from '@mantine/core';
import type { StaffMember } from '@nightlatch/api';
import { useQuery } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import { ActionDialog } from '../parts/action-dialog.tsx';
import { Panel } from '../parts/panel.tsx';
import { ProblemAlert } from '../parts/problem-alert.tsx';
import { useSession } from '../session/session.ts';
import { useCurrentLocation } from '../shell/current-location.ts';
import { useTexts } from '../texts/use-texts.ts';
import { LocationCompanyAccount } from './company-account.tsx';
import { InviteForm } from './invite-form.tsx';
import { Loaded } from './loaded.tsx';
import { OpenInvitations } from './open-invitations.tsx';
import classes from './rows.module.css';
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
  const invitations = useQuery(settingsQueries.invitations(location.id));
  return (
    <>
      <InviteStaff />
      <Loaded query={staff} heading={words.topics.staff.name}>
        {(all) => <StaffList all={all} />}
      </Loaded>
      <OpenInvitations
        query={invitations}
        operation="withdrawInvitation"
        input={(invitationId) => ({ params: { locationId: location.id, invitationId } })}
        queryKey={settingsQueries.staff(location.id).queryKey}
      />
      <SignInPolicyForm locationId={location.id} />
      <LocationCompanyAccount locationId={location.id} />
    </>
  );
};

const InviteStaff = () => {
  const words = useTexts().settings.staff;
  const { location } = useCurrentLocation();
  const [role, setRole] = useState<GivenRole>('front_desk');
  return (
    <InviteForm
      operation="inviteStaff"
      input={(who) => ({ params: { locationId: location.id }, body: { ...who, role } })}
      queryKey={settingsQueries.staff(location.id).queryKey}
      heading={words.invite}
      lead={words.inviteLead}
      testId="invite-form"
    >
      <RoleSelect label={words.role} description={words.roleHints[role]} value={role} onChange={setRole} />
    </InviteForm>
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
