// Takes away what somebody lost: the authenticator app, recovery codes, passkeys and ties to company accounts. They sign in with their password alone, and set up anew.
import { type Actor, writeAudit } from '../audit/write-audit.ts';
import { notifyLive } from '../db/notify-live.ts';
import type { Trx } from '../db/schema.ts';
import { removeSecondFactor } from '../sign-in/second-factor.ts';
import { reaches } from '../sign-in/sign-in-providers.ts';
import { type AdminOutcome, conflict, done, notFound } from './admin-outcome.ts';
import { endRights } from './end-rights.ts';

/**
 * Who resets must administer every location where the person holds a role: an account is one for all of them, and
 * nobody may weaken it for somebody else's hotel, nor for whoever stands above them.
 */
export async function resetSignIn(
  trx: Trx,
  of: { locationId: string; staffId: string; actor: Actor; providerId: string | null; now: Date },
): Promise<AdminOutcome<null>> {
  const { locationId, staffId, actor, providerId, now } = of;
  // As whoever changes their own sign-in does: one after the other.
  await trx.selectFrom('staff_user').select('id').where('id', '=', staffId).forUpdate().execute();
  const held = await trx
    .selectFrom('staff_role')
    .select(['location_id', 'role'])
    .where('staff_id', '=', staffId)
    .orderBy('location_id')
    .forUpdate()
    .execute();
  if (!held.some((one) => one.location_id === locationId)) return notFound;
  const mine = await trx
    .selectFrom('staff_role as r')
    .innerJoin('location as l', 'l.id', 'r.location_id')
    .select(['r.location_id', 'r.role'])
    .where('r.staff_id', '=', actor.id.replace(/^staff:/, ''))
    .where('r.role', 'in', ['location_admin', 'brand_admin'])
    .where(reaches(providerId))
    .execute();
  const covers = (at: (typeof held)[number]): boolean =>
    mine.some((one) => one.location_id === at.location_id && (at.role !== 'brand_admin' || one.role === 'brand_admin'));
  if (!held.every(covers))
    return conflict('This person works elsewhere too, or for the brand: ask an administrator of all their locations.');
  const comesIn = await trx
    .selectFrom('staff_user as u')
    .select('u.id')
    .where('u.id', '=', staffId)
    .where((where) =>
      where.or([
        where.exists(
          where
            .selectFrom('staff_account as a')
            .select('a.id')
            .whereRef('a.userId', '=', 'u.id')
            .where('a.password', 'is not', null),
        ),
        // Tied anew by their e-mail.
        where.exists(
          where.selectFrom('staff_provider_identity as i').select('i.subject').whereRef('i.staff_id', '=', 'u.id'),
        ),
      ]),
    )
    .executeTakeFirst();
  if (!comesIn)
    return conflict('This person has no password to sign in with; take the role away and invite them again.');
  const locationIds = held.map((one) => one.location_id);
  await clearSignIn(trx, { staffId, locationIds, actor, now });
  return done(null);
}

/** Takes everything away that is not the password, ends the sessions, and says so at each of the person's locations. */
export async function clearSignIn(
  trx: Trx,
  of: { staffId: string; locationIds: readonly string[]; actor: Actor; now: Date },
): Promise<void> {
  const { staffId, locationIds, actor, now } = of;
  const passkeys = await trx.deleteFrom('staff_passkey').where('staff_id', '=', staffId).returning('id').execute();
  const app = await removeSecondFactor(trx, staffId);
  await trx.deleteFrom('staff_provider_identity').where('staff_id', '=', staffId).execute();
  await endRights(trx, { locationIds: [], staffId, now });
  for (const locationId of locationIds) {
    await writeAudit(trx, {
      locationId,
      at: now,
      actor,
      action: 'staff.sign_in_reset',
      subject: { kind: 'staff', id: staffId },
      before: { passkeys: passkeys.length, authenticatorApp: app },
    });
    // Open streams look again whether they may go on.
    await notifyLive(trx, { topic: 'role', locationId });
  }
}
