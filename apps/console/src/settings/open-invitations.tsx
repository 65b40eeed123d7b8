// Invitations that nobody has taken up yet, each with its way to withdraw it: asked for first, as it never comes back.
import { Button } from '@mantine/core';
import type { Invitation, OperationInput } from '@nightlatch/api';
import type { QueryKey, UseQueryResult } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import { ActionDialog } from '../parts/action-dialog.tsx';
import { Panel } from '../parts/panel.tsx';
import { ProblemAlert } from '../parts/problem-alert.tsx';
import { useCurrentLocation } from '../shell/current-location.ts';
import { useTexts } from '../texts/use-texts.ts';
import classes from './rows.module.css';
import { useSave } from './use-save.ts';

type Withdrawing = 'withdrawInvitation' | 'withdrawBrandInvitation';

type Of<O extends Withdrawing> = {
  operation: O;
  /** What the server gets for an invitation's id. */
  input: (invitationId: string) => OperationInput<O>;
  /** Read again after one was withdrawn. */
  queryKey: QueryKey;
};

/** The list; nothing where none is open. */
export const OpenInvitations = <O extends Withdrawing>(props: Of<O> & { query: UseQueryResult<Invitation[]> }) => {
  const words = useTexts().settings.staff;
  const { query, ...of } = props;
  if (!query.error && !query.data?.length) return null;
  return (
    <Panel heading={words.open} flush testId="open-invitations">
      {query.error && (
        <div className={classes.problem}>
          <ProblemAlert error={query.error} onRetry={() => void query.refetch()} />
        </div>
      )}
      <ul>
        {query.data?.map((one) => (
          <InvitationRow key={one.id} invitation={one} {...of} />
        ))}
      </ul>
    </Panel>
  );
};

const InvitationRow = <O extends Withdrawing>(props: Of<O> & { invitation: Invitation }) => {
  const { invitation } = props;
  const texts = useTexts();
  const words = texts.settings.staff;
  const { time } = useCurrentLocation();
  const [asks, setAsks] = useState(false);
  const close = useCallback(() => setAsks(false), []);
  const withdraw = useSave<Withdrawing>(props.operation, props.queryKey, close, words.withdrawn);
  const heading = texts.invitations.withdrawFor(invitation.name);
  return (
    <li className={classes.row} data-testid="invitation-row">
      <div className={classes.grow}>
        <strong>{invitation.name}</strong>
        <p className={classes.soft}>
          {[invitation.email, texts.role[invitation.role], words.until(time.instant(invitation.expiresAt))].join(' · ')}
        </p>
      </div>
      <Button size="xs" variant="default" aria-label={heading} onClick={() => setAsks(true)} data-testid="withdraw">
        {words.withdraw}
      </Button>
      {asks && (
        <ActionDialog
          heading={heading}
          confirm={texts.invitations.withdrawConfirm}
          confirmTestId="withdraw-confirm"
          danger
          pending={withdraw.pending}
          onConfirm={() => {
            // Made for the operation that was named with it: which one that is, only the caller knows.
            void withdraw.run(props.input(invitation.id) as OperationInput<Withdrawing>);
          }}
          onClose={close}
        >
          <ProblemAlert error={withdraw.error} />
          <p>{words.withdrawBody(invitation.name)}</p>
        </ActionDialog>
      )}
    </li>
  );
};
