// Renaming and removing one's own passkeys.
import { type AdminOutcome, conflict, done, notFound } from '../admin/admin-outcome.ts';
import type { Actor } from '../audit/write-audit.ts';
import type { Trx } from '../db/schema.ts';
import { endSessions, hasPassword } from './change-password.ts';
import type { SignedInStaff } from './staff-sign-in.ts';
import { writeSignInAudit } from './write-sign-in-audit.ts';

/** Gives a passkey of the person another name. */
export async function renamePasskey(
  trx: Trx,
  of: { staffId: string; passkeyId: string; name: string },
): Promise<AdminOutcome<null>> {
  const renamed = await trx
    .updateTable('staff_passkey')
    .set({ name: of.name.trim() })
    .where('id', '=', of.passkeyId)
    .where('staff_id', '=', of.staffId)
    .returning('id')
    .executeTakeFirst();
  return renamed === undefined ? notFound : done(null);
}

/** Removes a passkey of the person. It may be in other hands: whatever sessions they have elsewhere end with it. */
export async function removePasskey(
  trx: Trx,
  of: { person: SignedInStaff; passkeyId: string; actor: Actor; now: Date },
): Promise<AdminOutcome<null>> {
  const { person, passkeyId, actor, now } = of;
  const { staffId } = person;
  const mine = await trx
    .selectFrom('staff_passkey')
    .select('id')
    .where('staff_id', '=', staffId)
    .orderBy('id')
    .forUpdate()
    .execute();
  if (!mine.some((one) => one.id === passkeyId)) return notFound;
  if (mine.length === 1 && !(await hasPassword(trx, staffId)))
    return conflict('This passkey is your only way to sign in; add another one first.');
  await trx.deleteFrom('staff_passkey').where('id', '=', passkeyId).where('staff_id', '=', staffId).execute();
  await endSessions(trx, { staffId, but: person.sessionId });
  await writeSignInAudit(trx, { staffId, actor, action: 'staff.passkey_removed', now });
  return done(null);
}
