// For whoever lost everything they sign in with, and nobody is left to reset it: a new password, and nothing else. For the operator's command only.
import { runCommand } from '../http/run-command.ts';
import type { ServerParts } from '../server-parts.ts';
import { setPassword } from '../sign-in/staff-sign-in.ts';
import { clearSignIn } from './reset-sign-in.ts';

export type RecoveredSignIn = { readonly email: string; readonly password: string };

/** Thrown when nobody signs in with this e-mail. */
export class NoAccountError extends Error {
  override readonly name = 'NoAccountError';
  readonly code = 'no_account';
}

/** Takes passkeys, authenticator app and recovery codes away, sets the password and ends every session; in the audit of each location. */
export async function recoverSignIn(parts: Pick<ServerParts, 'db' | 'now'>, wanted: RecoveredSignIn): Promise<void> {
  const now = new Date(parts.now());
  const email = wanted.email.trim().toLowerCase();
  await runCommand(parts, async (trx) => {
    const person = await trx
      .selectFrom('staff_user')
      .select('id')
      .where('email', '=', email)
      .forUpdate()
      .executeTakeFirst();
    if (!person) throw new NoAccountError('Nobody signs in with this e-mail.');
    const held = await trx
      .selectFrom('staff_role')
      .select('location_id')
      .where('staff_id', '=', person.id)
      .orderBy('location_id')
      .execute();
    await setPassword(trx, { staffId: person.id, password: wanted.password, now });
    const locationIds = held.map((one) => one.location_id);
    await clearSignIn(trx, { staffId: person.id, locationIds, actor: { id: 'system', name: 'Operator' }, now });
  });
}
