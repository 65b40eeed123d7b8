// Changing one's own password, and setting a new one by a link that came by e-mail. Either ends what somebody else may have open.
import { createHash, randomBytes } from 'node:crypto';
import type { MessageLanguage } from '@nightlatch/domain';
import type { Actor } from '../audit/write-audit.ts';
import { notifyLive } from '../db/notify-live.ts';
import type { Db, Trx } from '../db/schema.ts';
import { emit } from '../events.ts';
import { newId } from '../ids.ts';
import { setPassword } from './staff-sign-in.ts';
import { writeSignInAudit } from './write-sign-in-audit.ts';

const VALID_MS = 3_600_000;

const hashOf = (secret: string): Buffer => createHash('sha256').update(secret, 'utf8').digest();

/** Whether the person has a password. */
export async function hasPassword(db: Db | Trx, staffId: string): Promise<boolean> {
  const found = await db
    .selectFrom('staff_account')
    .select('id')
    .where('userId', '=', staffId)
    .where('password', 'is not', null)
    .executeTakeFirst();
  return found !== undefined;
}

/** Sets it, ends every other session and every open link, and writes it down at each of the person's locations. */
export async function replacePassword(
  trx: Trx,
  of: {
    staffId: string;
    password: string;
    /** The session that goes on; null: none does. */
    sessionId: string | null;
    action: 'staff.password_changed' | 'staff.password_reset';
    actor: Actor;
    now: Date;
  },
): Promise<void> {
  const { staffId, password, sessionId, action, actor, now } = of;
  await setPassword(trx, { staffId, password, now });
  await endSessions(trx, { staffId, but: sessionId });
  await trx.deleteFrom('staff_password_reset').where('staff_id', '=', staffId).where('used_at', 'is', null).execute();
  await writeSignInAudit(trx, { staffId, actor, action, now });
}

/** Ends a person's sessions, all but one, and has their open streams look again whether they may go on. */
export async function endSessions(trx: Trx, of: { staffId: string; but: string | null }): Promise<void> {
  let ended = trx.deleteFrom('staff_session').where('userId', '=', of.staffId);
  if (of.but !== null) ended = ended.where('id', '<>', of.but);
  await ended.execute();
  const held = await trx
    .selectFrom('staff_role')
    .select('location_id')
    .where('staff_id', '=', of.staffId)
    .orderBy('location_id')
    .execute();
  for (const { location_id: locationId } of held) await notifyLive(trx, { topic: 'role', locationId });
}

/**
 * Has a link sent to whoever signs in with this e-mail and a password. Whether there was somebody is told to nobody. Whoever has no
 * password gets none this way: they chose to sign in otherwise.
 */
export async function wantPasswordLink(
  trx: Trx,
  of: { email: string; language: MessageLanguage; now: Date },
): Promise<void> {
  const { language, now } = of;
  const found = await trx
    .selectFrom('staff_user as u')
    .innerJoin('staff_account as a', 'a.userId', 'u.id')
    .innerJoin('staff_role as r', 'r.staff_id', 'u.id')
    .select(['u.id as staffId', 'r.location_id as locationId'])
    .where('u.email', '=', of.email.trim().toLowerCase())
    .where('a.password', 'is not', null)
    .orderBy('r.location_id')
    .limit(1)
    .executeTakeFirst();
  if (!found) return;
  const id = newId();
  const { staffId, locationId } = found;
  await trx
    .insertInto('staff_password_reset')
    .values({
      id,
      staff_id: staffId,
      location_id: locationId,
      language,
      created_at: now,
      expires_at: new Date(now.getTime() + VALID_MS),
    })
    .execute();
  await emit(trx, { name: 'password.forgotten', locationId, resetId: id });
}

/**
 * Whether a location's own mail server may carry somebody's link. Whoever runs it could read it: so only for a person who works there alone
 * and stands below the brand, over whose account the location's administrators have the last word anyway (admin/reset-sign-in.ts).
 */
export async function belongsToLocation(db: Db, of: { staffId: string; locationId: string }): Promise<boolean> {
  const held = await db
    .selectFrom('staff_role')
    .select(['location_id', 'role'])
    .where('staff_id', '=', of.staffId)
    .execute();
  return held.every((one) => one.location_id === of.locationId && one.role !== 'brand_admin');
}

/** Makes the link's secret, when it is about to be sent; earlier links of the person end. Null: it is not wanted any more. */
export async function makePasswordLink(
  trx: Trx,
  of: { resetId: string; now: Date },
): Promise<{ secret: string; staffId: string; expiresAt: Date; language: string; email: string; name: string } | null> {
  const wanted = await trx
    .selectFrom('staff_password_reset as p')
    .innerJoin('staff_user as u', 'u.id', 'p.staff_id')
    .select(['p.staff_id', 'p.language', 'p.expires_at', 'p.sent_at', 'p.used_at', 'u.email', 'u.name'])
    .where('p.id', '=', of.resetId)
    .forUpdate('p')
    .executeTakeFirst();
  if (!wanted || wanted.sent_at !== null || wanted.used_at !== null || wanted.expires_at <= of.now) return null;
  const secret = randomBytes(32).toString('base64url');
  await trx
    .deleteFrom('staff_password_reset')
    .where('staff_id', '=', wanted.staff_id)
    .where('id', '<', of.resetId)
    .where('used_at', 'is', null)
    .execute();
  await trx
    .updateTable('staff_password_reset')
    .set({ secret_hash: hashOf(secret) })
    .where('id', '=', of.resetId)
    .execute();
  const { language, email, name, expires_at: expiresAt } = wanted;
  return { secret, staffId: wanted.staff_id, expiresAt, language, email, name };
}

/** Redeems a link once. A second factor stays asked for: the link proves the mailbox, nothing else. */
export async function resetPassword(
  trx: Trx,
  of: { secret: string; password: string; now: Date },
): Promise<'done' | 'not_found' | 'link_used' | 'link_expired'> {
  const { password, now } = of;
  const link = await trx
    .selectFrom('staff_password_reset as p')
    .innerJoin('staff_user as u', 'u.id', 'p.staff_id')
    .select(['p.id', 'p.staff_id as staffId', 'p.used_at', 'p.expires_at', 'u.name'])
    .where('p.secret_hash', '=', hashOf(of.secret))
    .forUpdate('p')
    .executeTakeFirst();
  if (!link) return 'not_found';
  if (link.used_at !== null) return 'link_used';
  if (link.expires_at <= now) return 'link_expired';
  const { staffId } = link;
  // As whoever changes their own sign-in does: one after the other.
  await trx.selectFrom('staff_user').select('id').where('id', '=', staffId).forUpdate().execute();
  await trx.updateTable('staff_password_reset').set({ used_at: now }).where('id', '=', link.id).execute();
  const actor = { id: `staff:${staffId}`, name: link.name };
  await replacePassword(trx, { staffId, password, sessionId: null, action: 'staff.password_reset', actor, now });
  return 'done';
}
