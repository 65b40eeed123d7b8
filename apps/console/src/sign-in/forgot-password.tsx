// Asks for a link by e-mail that sets a new password. What it answers is the same whether anybody has this address.
import { Button, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useCommand } from '../api/use-command.ts';
import { PageHeading } from '../parts/page-heading.tsx';
import { ProblemAlert } from '../parts/problem-alert.tsx';
import { useSpoken } from '../texts/use-texts.ts';
import classes from './sign-in-page.module.css';

/** In the place of the sign-in form. */
const ForgotPassword = (props: { email: string; onBack: () => void }) => {
  const { texts, language } = useSpoken();
  const words = texts.account.password;
  const [email, setEmail] = useState(props.email);
  const [missing, setMissing] = useState(false);
  const [sent, setSent] = useState<string>();
  const send = useCommand('forgetPassword', () => setSent(email.trim()));
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const typed = email.trim();
    // As short as an address can be: the server takes nothing shorter.
    setMissing(typed.length < 3);
    if (typed.length >= 3) void send.run({ body: { email: typed, language } });
  };
  if (sent !== undefined)
    return (
      <>
        <PageHeading title={words.sentHeading} />
        <p data-testid="password-link-sent">{words.sentBody(sent)}</p>
        <p>{words.sentElse}</p>
        <Button size="md" fullWidth onClick={props.onBack}>
          {words.backToSignIn}
        </Button>
      </>
    );
  return (
    <>
      <PageHeading title={words.forgotHeading} />
      <p>{words.forgotBody}</p>
      <form onSubmit={submit} noValidate className={classes.form}>
        <ProblemAlert error={send.error} />
        <TextInput
          label={texts.signIn.email}
          type="email"
          name="email"
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          size="md"
          value={email}
          error={missing ? texts.signIn.emailMissing : undefined}
          onChange={(event) => setEmail(event.currentTarget.value)}
          data-testid="forgot-email"
        />
        <Button type="submit" size="md" fullWidth loading={send.pending} data-testid="forgot-send">
          {words.send}
        </Button>
      </form>
      <Button variant="subtle" onClick={props.onBack} data-testid="forgot-back">
        {words.backToSignIn}
      </Button>
    </>
  );
};
export default ForgotPassword;
