// Who is signed in, for every page behind the gate.
import type { Me } from '@nightlatch/api';
import { createContext, useContext } from 'react';

/** The session of this page. `epoch` rises with each sign-in, so that live connections open again. */
export type Session = { readonly me: Me; readonly epoch: number; signOut(): Promise<void> };

const SessionContext = createContext<Session | undefined>(undefined);

/** Gives the session to the pages. */
export const SessionProvider = SessionContext.Provider;

/** The session; only pages behind the gate may ask. */
export const useSession = (): Session => {
  const session = useContext(SessionContext);
  if (session === undefined) throw new Error('useSession outside of SessionGate');
  return session;
};
