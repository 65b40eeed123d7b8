// Redeems the link by which somebody sets a new password; the secret stood in the fragment and reaches no server's log.
import { Button } from '@mantine/core';
import { ApiProblem } from '@nightlatch/api';
import { type FormEvent, useState } from 'react';
import { NewPasswordField, SHORTEST_PASSWORD } from '../account/new-password-field.tsx';
import { useCommand } from '../api/use-command.ts';
import { ProblemAlert } from '../parts/problem-alert.tsx';
import { useTexts } from '../texts/use-texts.ts';
import { OutsideFrame } from './outside-frame.tsx';
import classes from './sign-in-page.module.css';

const PasswordLinkPage = ({ secret, onDone }: { secret: string; onDone: () => void }) => {
  const words = useTexts().account.password;
  const [password, setPassword] = useState('');
  const [tried, setTried] = useState(false);
  const [done, setDone] = useState(false);
  const reset = useCommand('resetPassword', () => setDone(true));
  const code = reset.error instanceof ApiProblem ? reset.error.problem.code : undefined;
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setTried(true);
    if (password.length >= SHORTEST_PASSWORD) void reset.run({ body: { secret, newPassword: password } });
  };
  const toSignIn = (
    <Button size="md" fullWidth onClick={onDone} data-testid="password-link-on">
      {words.backToSignIn}
    </Button>
  );
  if (done)
    return (
      <OutsideFrame title={words.changed} testId="password-link">
        <p role="status">{words.resetDone}</p>
        {toSignIn}
      </OutsideFrame>
    );
  if (code === 'link_used' || code === 'link_expired' || code === 'not_found')
    return (
      <OutsideFrame title={words.deadHeading} testId="password-link">
        <p role="alert">{code === 'link_used' ? words.deadUsed : words.deadExpired}</p>
        {toSignIn}
      </OutsideFrame>
    );
  return (
    <OutsideFrame title={words.resetHeading} testId="password-link">
      <p>{words.resetLead}</p>
      <form onSubmit={submit} noValidate className={classes.form}>
        <ProblemAlert error={reset.error} />
        <NewPasswordField value={password} tried={tried} onChange={setPassword} />
        <Button type="submit" size="md" fullWidth loading={reset.pending} data-testid="password-link-save">
          {words.save}
        </Button>
      </form>
    </OutsideFrame>
  );
};
export default PasswordLinkPage;
