// Emergencies by two persons: request, confirmation by somebody else who may, and then the deed, by a job that goes on after any crash.
import { may } from '@nightlatch/domain';
import { type Actor, SYSTEM, writeAudit } from '../audit/write-audit.ts';
import { notifyLive } from '../db/notify-live.ts';
import type { EmergencyRequestTable } from '../db/platform-tables.ts';
import type { Db, Trx } from '../db/schema.ts';
import { emit } from '../events.ts';
import { newId } from '../ids.ts';
import { revokeKey } from '../keys/act-on-keys.ts';
import { rotateAllSigningKeys } from '../locks/rotate-signing-key.ts';
import type { Signing } from '../signing/signing.ts';
import { type AdminOutcome, conflict, done, notFound } from './admin-outcome.ts';

/** Long enough to find a colleague, too short to be forgotten and confirmed by mistake. */
const validMs = 30 * 60_000;

type By = { readonly locationId: string; readonly now: Date; readonly actor: Actor };
type Kind = EmergencyRequestTable['kind'];
type Which = By & { readonly emergencyId: string };

/** Writes the request down; one of its kind that waits already has to be confirmed, not doubled. */
export async function requestEmergency(
  trx: Trx,
  of: By & { kind: Kind; reason: string },
): Promise<AdminOutcome<string>> {
  const { locationId, now, actor, kind, reason } = of;
  await trx.selectFrom('location').select('id').where('id', '=', locationId).forNoKeyUpdate().executeTakeFirst();
  // What has expired gives way.
  await trx
    .updateTable('emergency_request')
    .set({ withdrawn_at: now, withdrawn_by: SYSTEM.id })
    .where('location_id', '=', locationId)
    .where('confirmed_at', 'is', null)
    .where('withdrawn_at', 'is', null)
    .where('expires_at', '<=', now)
    .execute();
  const waiting = await trx
    .selectFrom('emergency_request')
    .select('id')
    .where('location_id', '=', locationId)
    .where('kind', '=', kind)
    .where('confirmed_at', 'is', null)
    .where('withdrawn_at', 'is', null)
    .executeTakeFirst();
  if (waiting) return conflict('Such a request waits already: confirm that one, or withdraw it.');
  const id = newId();
  await trx
    .insertInto('emergency_request')
    .values({
      location_id: locationId,
      id,
      kind,
      reason,
      requested_by: actor.id,
      requested_by_name: actor.name,
      requested_at: now,
      expires_at: new Date(now.getTime() + validMs),
    })
    .execute();
  await audit(trx, of, 'emergency.requested', id, { reason, after: { kind } });
  return done(id);
}

const lockRequest = (trx: Trx, { locationId, emergencyId }: Which) =>
  trx
    .selectFrom('emergency_request')
    .selectAll()
    .where('location_id', '=', locationId)
    .where('id', '=', emergencyId)
    .forNoKeyUpdate()
    .executeTakeFirst();

/** The second person's word. Both must hold the right now: the one who confirms was just asked, the other is asked again. */
export async function confirmEmergency(trx: Trx, of: Which): Promise<AdminOutcome<null>> {
  const { locationId, emergencyId, now, actor } = of;
  const request = await lockRequest(trx, of);
  if (!request) return notFound;
  if (request.confirmed_at !== null) return conflict('It was confirmed already.');
  if (request.withdrawn_at !== null) return conflict('It was withdrawn.');
  if (request.expires_at <= now) return conflict('It has expired; ask again.');
  if (request.requested_by === actor.id) return conflict('A second person must confirm.');
  const requester = await trx
    .selectFrom('staff_role')
    .select('role')
    .where('location_id', '=', locationId)
    .where('staff_id', '=', request.requested_by.replace(/^staff:/, ''))
    .forShare()
    .executeTakeFirst();
  if (!may(requester?.role ?? null, `emergency.${request.kind}`)) {
    return conflict('Whoever asked for it may not any more.');
  }
  await trx
    .updateTable('emergency_request')
    .set({ confirmed_by: actor.id, confirmed_by_name: actor.name, confirmed_at: now })
    .where('location_id', '=', locationId)
    .where('id', '=', emergencyId)
    .execute();
  const after = { kind: request.kind, requestedBy: request.requested_by, confirmedBy: actor.id };
  await audit(trx, of, 'emergency.confirmed', emergencyId, { reason: request.reason, after });
  await emit(trx, { name: 'emergency.confirmed', locationId, emergencyId });
  return done(null);
}

/** Takes a waiting request back; any administrator may. */
export async function withdrawEmergency(trx: Trx, of: Which): Promise<AdminOutcome<null>> {
  const { locationId, emergencyId, now, actor } = of;
  const request = await lockRequest(trx, of);
  if (!request) return notFound;
  if (request.confirmed_at !== null) return conflict('It was confirmed already.');
  if (request.withdrawn_at !== null) return done(null);
  await trx
    .updateTable('emergency_request')
    .set({ withdrawn_at: now, withdrawn_by: actor.id })
    .where('location_id', '=', locationId)
    .where('id', '=', emergencyId)
    .execute();
  await audit(trx, of, 'emergency.withdrawn', emergencyId, {});
  return done(null);
}

/** Does what two persons asked for; a repeat after a crash does nothing twice. */
export async function carryOutEmergency(
  parts: { readonly db: Db; readonly signing: Signing },
  of: { locationId: string; emergencyId: string; now: Date },
): Promise<void> {
  const { db, signing } = parts;
  const { locationId, emergencyId, now } = of;
  const request = await db
    .selectFrom('emergency_request')
    .selectAll()
    .where('location_id', '=', locationId)
    .where('id', '=', emergencyId)
    .where('confirmed_at', 'is not', null)
    .where('done_at', 'is', null)
    .executeTakeFirst();
  if (!request?.confirmed_at) return;
  const actor = { id: request.confirmed_by ?? SYSTEM.id, name: request.confirmed_by_name ?? SYSTEM.name };
  const which = { locationId, emergencyId, now, actor };
  if (request.kind === 'revoke_all') await revokeAll(db, { ...which, confirmedAt: request.confirmed_at });
  else await rotateAll(db, signing, { ...which, reason: request.reason });
}

/** Revokes every key that was there when it was confirmed, one transaction per key: a crash loses no progress. */
async function revokeAll(db: Db, of: Which & { confirmedAt: Date }): Promise<void> {
  const { locationId, now, actor, confirmedAt } = of;
  const keys = await db
    .selectFrom('digital_key')
    .select('id')
    .where('location_id', '=', locationId)
    .where('state', '!=', 'ended')
    .where('requested_at', '<=', confirmedAt)
    .orderBy('id')
    .execute();
  for (const { id: keyId } of keys) {
    const command = { locationId, keyId, reason: 'security_concern' as const, note: null, now, actor };
    await db.transaction().execute((trx) => revokeKey(trx, command));
  }
  await db.transaction().execute(async (trx) => {
    const { count } = await trx
      .selectFrom('digital_key')
      .select((eb) => eb.fn.countAll<number>().as('count'))
      .where('location_id', '=', locationId)
      .where('end_reason', '=', 'revoked')
      .where('revoked_by', 'in', [actor.id, actor.name])
      .where('ended_at', '>=', confirmedAt)
      .executeTakeFirstOrThrow();
    await finish(trx, of, { revokedKeys: Number(count) });
  });
}

/** New signing keys at once, in one transaction with the note that it is done: repeated, they would change again. */
async function rotateAll(db: Db, signing: Signing, of: Which & { reason: string }): Promise<void> {
  await db.transaction().execute(async (trx) => {
    const request = await lockRequest(trx, of);
    if (!request || request.done_at !== null) return;
    await finish(trx, of, { signingKeys: await rotateAllSigningKeys(trx, signing, of) });
  });
}

const finish = async (trx: Trx, of: Which, result: object): Promise<void> => {
  await trx
    .updateTable('emergency_request')
    .set({ done_at: of.now, result: JSON.stringify(result) })
    .where('location_id', '=', of.locationId)
    .where('id', '=', of.emergencyId)
    .execute();
  await audit(trx, of, 'emergency.done', of.emergencyId, { after: result });
};

type Told = { readonly reason?: string; readonly after?: unknown };

async function audit(trx: Trx, by: By, action: string, id: string, told: Told): Promise<void> {
  const { locationId, now: at, actor } = by;
  await writeAudit(trx, { locationId, at, actor, action, subject: { kind: 'emergency', id }, ...told });
  // The second person need not look for it: it appears.
  await notifyLive(trx, { topic: 'change', locationId, kind: 'location', id: locationId, bookingId: null });
}
