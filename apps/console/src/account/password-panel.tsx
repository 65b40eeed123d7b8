// One's own password: changed by showing the one that is there, or set after a sign-in with a passkey.
import { Button, PasswordInput } from '@mantine/core';
import { ApiProblem } from '@nightlatch/api';
import { useState } from 'react';
import { queries } from '../api/queries.ts';
import { ActionDialog } from '../parts/action-dialog.tsx';
import { Panel } from '../parts/panel.tsx';
import { ProblemAlert } from '../parts/problem-alert.tsx';
import { useSession } from '../session/session.ts';
import rows from '../settings/rows.module.css';
import { useSave } from '../settings/use-save.ts';
import { useTexts } from '../texts/use-texts.ts';
import classes from './account-page.module.css';
import { NewPasswordField, SHORTEST_PASSWORD } from './new-password-field.tsx';

/** The panel. */
export const PasswordPanel = () => {
  const words = useTexts().account.password;
  const { me } = useSession();
  const [asks, setAsks] = useState(false);
  return (
    <Panel heading={words.heading} flush testId="password">
      <div className={`${rows.body} ${classes.body}`}>
        <p className={classes.lead}>{me.hasPassword ? words.lead : words.leadNone}</p>
        <Button variant="default" onClick={() => setAsks(true)} data-testid="password-change">
          {me.hasPassword ? words.change : words.set}
        </Button>
      </div>
      {asks && <ChangeDialog onClose={() => setAsks(false)} />}
    </Panel>
  );
};

const ChangeDialog = ({ onClose }: { onClose: () => void }) => {
  const words = useTexts().account.password;
  const { me } = useSession();
  const [current, setCurrent] = useState('');
  const [next, setNext] = useState('');
  const [tried, setTried] = useState(false);
  const change = useSave('changePassword', queries.me().queryKey, onClose, words.changed);
  // Whoever came in with a passkey has shown more than the password.
  const asksCurrent = me.hasPassword && me.signedInBy !== 'passkey';
  const missing = asksCurrent && current === '';
  const short = next.length < SHORTEST_PASSWORD;
  const wrong = change.error instanceof ApiProblem && change.error.problem.code === 'password_wrong';
  return (
    <ActionDialog
      heading={me.hasPassword ? words.change : words.set}
      confirm={words.save}
      confirmTestId="password-save"
      pending={change.pending}
      onConfirm={() => {
        setTried(true);
        if (missing || short) return;
        void change.run({ body: { ...(asksCurrent ? { currentPassword: current } : {}), newPassword: next } });
      }}
      onClose={onClose}
    >
      {!wrong && <ProblemAlert error={change.error} />}
      {/* So that a password manager files the password under the right name. */}
      <input type="hidden" name="email" autoComplete="username" value={me.email} readOnly />
      {asksCurrent && (
        <PasswordInput
          label={words.current}
          autoComplete="current-password"
          data-first-focus
          value={current}
          error={tried && missing ? words.currentMissing : wrong ? <WrongPassword /> : undefined}
          onChange={(event) => setCurrent(event.currentTarget.value)}
          data-testid="password-current"
        />
      )}
      <NewPasswordField value={next} tried={tried} onChange={setNext} />
    </ActionDialog>
  );
};

const WrongPassword = () => <span role="alert">{useTexts().problem.password_wrong}</span>;
