// What changes how somebody signs in asks for a sign-in of just now: a desk left open for a minute must not become somebody else's for good.
import type { SignedInStaff } from '../sign-in/staff-sign-in.ts';
import type { ApiKeyCaller, StaffCaller } from './callers.ts';
import { ProblemError } from './problem-error.ts';

const recentMs = 10 * 60_000;

/** The person themself. Throws `forbidden` for an API key, which is nobody's account. */
export function asPerson(caller: StaffCaller | ApiKeyCaller): StaffCaller {
  if (caller.kind === 'staff') return caller;
  throw new ProblemError('forbidden', { detail: 'An API key is nobody’s account.' });
}

/** Throws `recent_sign_in_needed` unless the session was opened within ten minutes. */
export function assertRecentSignIn(staff: SignedInStaff, now: number): void {
  if (now - staff.signedInAt <= recentMs) return;
  throw new ProblemError('recent_sign_in_needed', { detail: 'Sign in again, then repeat this within ten minutes.' });
}
