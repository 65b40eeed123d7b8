// Redeems an invitation's link: what it offers, a new password or the one the person has, then the sign-in. The secret stands in the fragment and reaches no server's log.
import { Button, PasswordInput, TextInput } from '@mantine/core';
import { ApiProblem, type InvitationFacts } from '@nightlatch/api';
import { IconFingerprint } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useCallback, useState } from 'react';
import { passkeysWork } from '../account/passkeys.ts';
import { client } from '../api/client.ts';
import { useCommand } from '../api/use-command.ts';
import { Mark } from '../parts/mark.tsx';
import { Notice } from '../parts/notice.tsx';
import { PageHeading } from '../parts/page-heading.tsx';
import { ProblemAlert } from '../parts/problem-alert.tsx';
import { Splash } from '../parts/splash.tsx';
import classes from '../sign-in/sign-in-page.module.css';
import { useTexts } from '../texts/use-texts.ts';
import { useAcceptWithPasskey } from './use-accept-with-passkey.ts';

/** As the server asks of a new password. */
const SHORTEST = 12;

/** The page. `onAccepted` is told the e-mail to sign in with. */
export const InvitationPage = ({ secret, onAccepted }: { secret: string; onAccepted: (email: string) => void }) => {
  const texts = useTexts();
  const words = texts.invitation;
  const offer = useQuery({
    queryKey: ['invitation'],
    queryFn: () => client.call('readInvitation', { body: { secret } }),
    gcTime: 0,
  });
  if (offer.data) return <Offer secret={secret} offer={offer.data} onAccepted={onAccepted} />;
  if (!offer.error) return <Splash />;
  const code = offer.error instanceof ApiProblem ? offer.error.problem.code : undefined;
  const dead = code === 'link_used' || code === 'link_expired' || code === 'not_found' || code === 'invalid_request';
  return (
    <main>
      {dead ? (
        <Notice alone heading={words.dead} body={code === 'link_used' ? words.used : words.expired}>
          <Button component="a" href={import.meta.env.BASE_URL}>
            {words.toSignIn}
          </Button>
        </Notice>
      ) : (
        <ProblemAlert error={offer.error} onRetry={() => void offer.refetch()} />
      )}
    </main>
  );
};

/** Signed in already: a fresh page, at its beginning. */
const goOn = (): void => window.location.replace(import.meta.env.BASE_URL);

const isRefused = (error: unknown): boolean =>
  error instanceof ApiProblem && ['conflict', 'not_signed_in'].includes(error.problem.code);

type OfferProps = { secret: string; offer: InvitationFacts; onAccepted: (email: string) => void };

const Offer = ({ secret, offer, onAccepted }: OfferProps) => {
  const texts = useTexts();
  const words = texts.invitation;
  const [name, setName] = useState(offer.name);
  const [password, setPassword] = useState('');
  const [tried, setTried] = useState(false);
  const done = useCallback(({ email }: { email: string }) => onAccepted(email), [onAccepted]);
  const accept = useCommand('acceptInvitation', done);
  const device = texts.account.passkey.thisDevice;
  const passkey = useAcceptWithPasskey({ secret, hasAccount: offer.hasAccount, device }, goOn);
  const short = password.length < (offer.hasAccount ? 1 : SHORTEST);
  const wrong = accept.error instanceof ApiProblem && accept.error.problem.code === 'not_signed_in';
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setTried(true);
    if (short || name.trim() === '') return;
    void accept.run({ body: { secret, password, ...(offer.hasAccount ? {} : { name: name.trim() }) } });
  };
  return (
    <div className={classes.page}>
      <main className={classes.main}>
        <div className={classes.brand}>
          <Mark size={40} />
          <span>{texts.product}</span>
        </div>
        <div className={classes.card}>
          <PageHeading title={words.page}>{words.heading(offer.place)}</PageHeading>
          <p className={classes.lead}>{words.lead(texts.role[offer.role], offer.email)}</p>
          {!offer.hasAccount && (
            <TextInput
              label={words.name}
              autoComplete="name"
              size="md"
              value={name}
              error={tried && name.trim() === '' ? words.nameMissing : undefined}
              onChange={(event) => setName(event.currentTarget.value)}
            />
          )}
          {passkeysWork() && (
            <div className={classes.other}>
              {isRefused(passkey.error) ? (
                <p role="alert">{texts.account.passkey.refused}</p>
              ) : (
                <ProblemAlert error={passkey.error} />
              )}
              <Button
                size="md"
                fullWidth
                leftSection={<IconFingerprint size={20} aria-hidden="true" />}
                loading={passkey.pending}
                disabled={accept.pending}
                onClick={() => {
                  setTried(true);
                  if (name.trim() !== '') void passkey.run(name.trim());
                }}
                data-testid="invitation-passkey"
              >
                {offer.hasAccount ? words.withYourPasskey : words.withPasskey}
              </Button>
              {!offer.hasAccount && <p className={classes.hint}>{words.passkeyHint}</p>}
              <p className={classes.or}>{texts.account.passkey.or}</p>
            </div>
          )}
          <form onSubmit={submit} noValidate className={classes.form}>
            {accept.error !== undefined && !wrong && <ProblemAlert error={accept.error} />}
            {/* So that a password manager files the password under the right name. */}
            <input type="hidden" name="email" autoComplete="username" value={offer.email} readOnly />
            <PasswordInput
              label={offer.hasAccount ? words.yourPassword : words.newPassword}
              description={offer.hasAccount ? words.yourPasswordHint : words.newPasswordHint(SHORTEST)}
              autoComplete={offer.hasAccount ? 'current-password' : 'new-password'}
              size="md"
              value={password}
              error={wrong ? words.wrongPassword : tried && short ? words.passwordShort(SHORTEST) : undefined}
              onChange={(event) => setPassword(event.currentTarget.value)}
              data-testid="invitation-password"
            />
            <Button
              type="submit"
              variant={passkeysWork() ? 'default' : 'filled'}
              size="md"
              fullWidth
              loading={accept.pending}
              disabled={passkey.pending}
              data-testid="invitation-accept"
            >
              {words.accept}
            </Button>
          </form>
        </div>
      </main>
    </div>
  );
};
