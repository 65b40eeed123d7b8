// The one client of this app; every 401 that it sees ends the session on screen.
import { ApiProblem, createClient } from '@nightlatch/api';

/** Why a sign-in is asked for: the session is over, or what was asked needs one of just now. */
export type SignInReason = 'ended' | 'confirm';

type Listener = (reason: SignInReason) => void;
const listeners = new Set<Listener>();

/** Calls back whenever the server asks for a sign-in; gives the function that stops it. */
export const onSessionEnded = (listener: Listener): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

/** Tells all listeners that a sign-in is needed. */
export const endSession = (reason: SignInReason = 'ended'): void => {
  for (const listener of listeners) listener(reason);
};

/** Whether an error says that nobody is signed in. */
export const isSignedOut = (error: unknown): boolean =>
  error instanceof ApiProblem && error.problem.code === 'not_signed_in';

/** Whether an error asks for another sign-in: a newer one, one with a second factor, or one of one's own. */
export const needsFreshSignIn = (error: unknown): boolean =>
  error instanceof ApiProblem &&
  ['recent_sign_in_needed', 'second_factor_required', 'own_sign_in_needed'].includes(error.problem.code);

/** Whether a place asks for what this session lacks: a second factor, or its company account. */
export const lacksWhatIsAsked = (error: unknown): boolean =>
  error instanceof ApiProblem && ['second_factor_required', 'company_sign_in_required'].includes(error.problem.code);

/** The typed client on the page's own origin. */
export const client = createClient({ baseUrl: '' });
