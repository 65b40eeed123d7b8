// Shows an invitation before anything else when the address carries one; the secret is taken out of the address at once.
import { type ReactNode, useState } from 'react';
import { InvitationPage } from './invitation-page.tsx';

const takeSecret = (): string | undefined => {
  const secret = /^#invitation=([A-Za-z0-9_-]{20,100})$/.exec(window.location.hash)?.[1];
  if (secret !== undefined) window.history.replaceState(null, '', import.meta.env.BASE_URL);
  return secret;
};

// Read once, as the page loads: effects may run twice, the address may not.
const secretOfThisPage = takeSecret();

/** Lets everything else through once the invitation is redeemed: the person then signs in. */
export const InvitationGate = ({ children }: { children: ReactNode }) => {
  const [secret, setSecret] = useState(secretOfThisPage);
  if (secret === undefined) return children;
  return <InvitationPage secret={secret} onAccepted={() => setSecret(undefined)} />;
};
