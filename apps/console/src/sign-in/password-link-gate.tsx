// Shows a password link before anything else when the address carries one; the secret is taken out of the address at once.
import { lazy, type ReactNode, Suspense, useState } from 'react';
import { Splash } from '../parts/splash.tsx';

const PasswordLinkPage = lazy(() => import('./password-link-page.tsx'));

const takeSecret = (): string | undefined => {
  const secret = /^#password=([A-Za-z0-9_-]{20,100})$/.exec(window.location.hash)?.[1];
  if (secret !== undefined) window.history.replaceState(null, '', import.meta.env.BASE_URL);
  return secret;
};

// Read once, as the page loads: effects may run twice, the address may not.
const secretOfThisPage = takeSecret();

/** Lets everything else through once the link is redeemed: the person then signs in. */
export const PasswordLinkGate = ({ children }: { children: ReactNode }) => {
  const [secret, setSecret] = useState(secretOfThisPage);
  if (secret === undefined) return children;
  return (
    <Suspense fallback={<Splash />}>
      <PasswordLinkPage secret={secret} onDone={() => setSecret(undefined)} />
    </Suspense>
  );
};
