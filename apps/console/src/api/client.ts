// The one client of this app; every 401 that it sees ends the session on screen.
import { ApiProblem, createClient } from '@nightlatch/api';

type Listener = () => void;
const listeners = new Set<Listener>();

/** Calls back whenever the server says that nobody is signed in; gives the function that stops it. */
export const onSessionEnded = (listener: Listener): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

/** Tells all listeners that the session is over. */
export const endSession = (): void => {
  for (const listener of listeners) listener();
};

/** Whether an error says that nobody is signed in. */
export const isSignedOut = (error: unknown): boolean =>
  error instanceof ApiProblem && error.problem.code === 'not_signed_in';

/** The typed client on the page's own origin. */
export const client = createClient({ baseUrl: '' });
