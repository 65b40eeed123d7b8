// What changes how somebody signs in asks for a sign-in of just now: a desk left open for a minute must not become somebody else's for good.
import { isTwoFactors } from '@nightlatch/api';
import type { Trx } from '../db/schema.ts';
import { readSecondFactor } from '../sign-in/second-factor.ts';
import type { SignedInStaff } from '../sign-in/staff-sign-in.ts';
import type { ApiKeyCaller, StaffCaller } from './callers.ts';
import { ProblemError } from './problem-error.ts';

const recentMs = 10 * 60_000;

/** The person themself. Throws `forbidden` for an API key, which is nobody's account. */
export function asPerson(caller: StaffCaller | ApiKeyCaller): StaffCaller {
  if (caller.kind === 'staff') return caller;
  throw new ProblemError('forbidden', { detail: 'An API key is nobody’s account.' });
}

/**
 * Throws unless the person may change how they sign in: `recent_sign_in_needed`, or `second_factor_required` where they have two factors
 * and came in by the password alone. Otherwise whoever knows a password could add a second factor of their own.
 */
export async function assertMayChangeSignIn(trx: Trx, staff: SignedInStaff, now: number): Promise<void> {
  assertRecentOwnSignIn(staff, now);
  await assertStrongEnough(trx, staff);
}

/** The same for one's password; whoever shows the one they have need not have signed in just now. */
export async function assertMayChangePassword(
  trx: Trx,
  staff: SignedInStaff,
  of: { now: number; byPassword: boolean },
): Promise<void> {
  assertOwnSignIn(staff);
  if (!of.byPassword) assertRecentSignIn(staff, of.now);
  await assertStrongEnough(trx, staff);
}

async function assertStrongEnough(trx: Trx, staff: SignedInStaff): Promise<void> {
  // One after the other: what is read here stays true until the transaction ends, and a session that ended meanwhile changes nothing.
  await trx.selectFrom('staff_user').select('id').where('id', '=', staff.staffId).forUpdate().execute();
  const session = await trx
    .selectFrom('staff_session')
    .select('id')
    .where('id', '=', staff.sessionId)
    .executeTakeFirst();
  if (!session) throw new ProblemError('not_signed_in');
  if (isTwoFactors(staff.signedInBy)) return;
  const passkey = await trx
    .selectFrom('staff_passkey')
    .select('id')
    .where('staff_id', '=', staff.staffId)
    .limit(1)
    .executeTakeFirst();
  if (passkey === undefined && (await readSecondFactor(trx, staff.staffId)) === null) return;
  throw new ProblemError('second_factor_required', {
    detail: 'Sign in with your passkey or your code, then repeat this.',
  });
}

/** Throws unless the session is a recent one by the person's own passkey or password (decision 95). */
export function assertRecentOwnSignIn(staff: SignedInStaff, now: number): void {
  assertOwnSignIn(staff);
  assertRecentSignIn(staff, now);
}

/** Throws `second_factor_required` unless the person came in by two factors: whoever requires the company account keeps that way back. */
export function assertMayRequire(staff: SignedInStaff): void {
  if (isTwoFactors(staff.signedInBy)) return;
  throw new ProblemError('second_factor_required', {
    detail:
      'Where the company account is required, administrators come in without it by two factors only. Sign in with a passkey or a code first.',
  });
}

/** One account works for several hotels: none of them changes by its own provider what the others rest on, nor a provider by itself. */
function assertOwnSignIn(staff: SignedInStaff): void {
  if (staff.providerId !== null) throw new ProblemError('own_sign_in_needed');
}

/** Throws `recent_sign_in_needed` unless the session was opened within ten minutes. */
function assertRecentSignIn(staff: SignedInStaff, now: number): void {
  if (now - staff.signedInAt <= recentMs) return;
  throw new ProblemError('recent_sign_in_needed', { detail: 'Sign in again, then repeat this within ten minutes.' });
}
