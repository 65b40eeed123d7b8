// Sign-in with e-mail and password; in a demo its sign-ins are one click away.

import { Button, Loader, PasswordInput, TextInput } from '@mantine/core';
import { ApiProblem, type Demo, type Me } from '@nightlatch/api';
import { IconArrowRight, IconFingerprint } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, lazy, Suspense, useCallback, useRef, useState } from 'react';
import { passkeysWork } from '../account/passkeys.ts';
import { queries } from '../api/queries.ts';
import { useCommand } from '../api/use-command.ts';
import { Mark } from '../parts/mark.tsx';
import { PageHeading } from '../parts/page-heading.tsx';
import { ProblemAlert } from '../parts/problem-alert.tsx';
import { Tag } from '../parts/tag.tsx';
import { LanguageChoice } from '../texts/language-choice.tsx';
import { useTexts } from '../texts/use-texts.ts';
import { CompanyButtons } from './company-buttons.tsx';
import classes from './sign-in-page.module.css';
import { usePasskeySignIn } from './use-passkey-sign-in.ts';

const ForgotPassword = lazy(() => import('./forgot-password.tsx'));

const isRefused = (error: unknown): boolean =>
  error instanceof ApiProblem && [400, 401, 403].includes(error.problem.status);

/** Whether the code is asked for: from the first time on that the server wants one, until the password itself is refused. */
const useCodeStep = (problem: string | undefined): boolean => {
  const asks = useRef(false);
  if (problem === 'second_factor_needed' || problem === 'second_factor_wrong') asks.current = true;
  if (problem === 'not_signed_in') asks.current = false;
  return asks.current;
};

type Props = {
  onSignedIn: (me: Me) => void;
  /** The e-mail of the person whose session has ended and who comes back to the same page. */
  expiredFor?: string;
  /** The session goes on: what was asked needs a sign-in of just now, and the person may leave it. */
  onLeave?: () => void;
};

/** The form. */
export const SignInPage = (props: Props) => {
  const texts = useTexts();
  const demo = useQuery(queries.demo());
  const [email, setEmail] = useState(props.expiredFor ?? '');
  const [password, setPassword] = useState('');
  const [missing, setMissing] = useState({ email: false, password: false });
  const [chosen, setChosen] = useState<string>();
  const [code, setCode] = useState('');
  const [forgot, setForgot] = useState(false);
  const emailField = useRef<HTMLInputElement>(null);
  const passwordField = useRef<HTMLInputElement>(null);
  const { onSignedIn } = props;
  const done = useCallback((me: Me) => onSignedIn(me), [onSignedIn]);
  const signIn = useCommand('signIn', done);
  const passkey = usePasskeySignIn(done);

  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const gaps = { email: email.trim() === '', password: password === '' };
    setMissing(gaps);
    setChosen(undefined);
    if (gaps.email) emailField.current?.focus();
    else if (gaps.password) passwordField.current?.focus();
    else void signIn.run({ body: { email: email.trim(), password, ...(code.trim() ? { code: code.trim() } : {}) } });
  };
  const take = (one: Demo['signIns'][number]): void => {
    setChosen(one.email);
    setMissing({ email: false, password: false });
    void signIn.run({ body: { email: one.email, password: one.password } });
  };
  const problem = signIn.error instanceof ApiProblem ? signIn.error.problem.code : undefined;
  const wrongCode = problem === 'second_factor_wrong';
  const asksCode = useCodeStep(problem);
  const refused = isRefused(signIn.error) && problem !== 'second_factor_needed' && !wrongCode;

  return (
    <div className={classes.page}>
      <main className={classes.main}>
        <div className={classes.brand}>
          <Mark size={40} />
          <span>{texts.product}</span>
        </div>
        <div className={classes.card}>
          {forgot ? (
            <Suspense fallback={<Loader />}>
              <ForgotPassword email={email} onBack={() => setForgot(false)} />
            </Suspense>
          ) : (
            <>
              <PageHeading title={texts.signIn.page}>
                {props.onLeave
                  ? texts.account.confirmHeading
                  : props.expiredFor
                    ? texts.signIn.expiredHeading
                    : texts.signIn.heading}
              </PageHeading>
              {props.expiredFor && (
                <p className={classes.lead}>{props.onLeave ? texts.account.confirm : texts.signIn.expired}</p>
              )}
              <form onSubmit={submit} noValidate className={classes.form}>
                {signIn.error !== undefined && isRefused(signIn.error) === false && (
                  <ProblemAlert error={signIn.error} />
                )}
                <TextInput
                  ref={emailField}
                  label={texts.signIn.email}
                  type="email"
                  name="email"
                  autoComplete="username webauthn"
                  autoCapitalize="none"
                  spellCheck={false}
                  size="md"
                  value={email}
                  onChange={(event) => setEmail(event.currentTarget.value)}
                  error={missing.email ? texts.signIn.emailMissing : refused}
                  data-testid="sign-in-email"
                />
                <PasswordInput
                  ref={passwordField}
                  label={texts.signIn.password}
                  name="password"
                  autoComplete="current-password"
                  size="md"
                  value={password}
                  onChange={(event) => setPassword(event.currentTarget.value)}
                  error={missing.password ? texts.signIn.passwordMissing : refused && texts.signIn.wrong}
                  errorProps={{ role: 'alert' }}
                  data-testid="sign-in-password"
                />
                {asksCode && (
                  <TextInput
                    label={texts.account.secondFactor.code}
                    description={texts.account.secondFactor.codeHint}
                    name="code"
                    autoComplete="one-time-code"
                    autoCapitalize="characters"
                    spellCheck={false}
                    size="md"
                    autoFocus
                    value={code}
                    onChange={(event) => setCode(event.currentTarget.value)}
                    error={wrongCode ? texts.account.secondFactor.wrong : undefined}
                    errorProps={{ role: 'alert' }}
                    data-testid="sign-in-code"
                  />
                )}
                <Button
                  type="submit"
                  size="md"
                  fullWidth
                  loading={signIn.pending && chosen === undefined}
                  disabled={signIn.pending && chosen !== undefined}
                  data-testid="sign-in-submit"
                >
                  {texts.signIn.submit}
                </Button>
                <Button variant="subtle" size="compact-md" onClick={() => setForgot(true)} data-testid="sign-in-forgot">
                  {texts.account.password.forgot}
                </Button>
              </form>
              <div className={classes.other}>
                {passkeysWork() && (
                  <>
                    <p className={classes.or}>{texts.account.passkey.or}</p>
                    {passkey.error !== undefined &&
                      (isRefused(passkey.error) ? (
                        <p role="alert">{texts.account.passkey.refused}</p>
                      ) : (
                        <ProblemAlert error={passkey.error} />
                      ))}
                    <Button
                      variant="default"
                      size="md"
                      fullWidth
                      leftSection={<IconFingerprint size={20} aria-hidden="true" />}
                      loading={passkey.pending}
                      disabled={signIn.pending}
                      onClick={() => void passkey.run()}
                      data-testid="sign-in-passkey"
                    >
                      {texts.account.passkey.signIn}
                    </Button>
                  </>
                )}
                {/* What asks to be confirmed is the person's own: no company vouches for it. */}
                {props.onLeave === undefined && (
                  <CompanyButtons>
                    {!passkeysWork() && <p className={classes.or}>{texts.account.passkey.or}</p>}
                  </CompanyButtons>
                )}
              </div>
              {props.onLeave && (
                <Button variant="subtle" onClick={props.onLeave} data-testid="sign-in-leave">
                  {texts.cancel}
                </Button>
              )}
            </>
          )}
        </div>
        {demo.data && (
          <section className={classes.demo} aria-labelledby="demo-heading">
            <div className={classes.demoHead}>
              <h2 id="demo-heading">{demo.data.locationName}</h2>
              <Tag tone="warn">{texts.signIn.demoTag}</Tag>
            </div>
            <p>{texts.signIn.demoBody}</p>
            <ul>
              {demo.data.signIns.map((one) => (
                <li key={one.email}>
                  <button
                    type="button"
                    className={classes.choice}
                    onClick={() => take(one)}
                    disabled={signIn.pending}
                    aria-busy={signIn.pending && chosen === one.email}
                    data-testid="demo-sign-in"
                    data-role={one.role}
                  >
                    <span>
                      <strong>{texts.role[one.role]}</strong>
                      <small>{one.name}</small>
                    </span>
                    <IconArrowRight size={18} aria-hidden="true" />
                  </button>
                </li>
              ))}
            </ul>
          </section>
        )}
        <div className={classes.language}>
          <LanguageChoice size="sm" />
        </div>
        <p className={classes.tagline}>{texts.signIn.tagline}</p>
      </main>
    </div>
  );
};
