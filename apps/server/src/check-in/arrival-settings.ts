// What a location asks of arriving guests: reading and writing the policy.
import { type ArrivalPolicy, type ArrivalSettings, DEFAULT_ARRIVAL_POLICY } from '@nightlatch/api';
import { type AdminOutcome, done, invalid } from '../admin/admin-outcome.ts';
import { type Actor, writeAudit } from '../audit/write-audit.ts';
import { notifyLive } from '../db/notify-live.ts';
import type { Db, Trx } from '../db/schema.ts';
import { emit } from '../events.ts';

/** The policy as the API shows it; a location without one offers neither check-in nor ID by phone. */
export const readArrivalSettings = async (db: Db | Trx, locationId: string): Promise<ArrivalSettings> => {
  const row = await db
    .selectFrom('arrival_settings')
    .select(['policy', 'version'])
    .where('location_id', '=', locationId)
    .executeTakeFirst();
  return { policy: row?.policy ?? null, suggested: DEFAULT_ARRIVAL_POLICY, version: row?.version ?? 0 };
};

/** Replaces the policy; requests that it concerns are looked at again. */
export const writeArrivalSettings = async (
  trx: Trx,
  of: { locationId: string; policy: ArrivalPolicy; actor: Actor; now: Date },
): Promise<AdminOutcome<null>> => {
  const { locationId, policy, now } = of;
  if (policy.idVerification === 'on' && policy.documentKinds.length === 0)
    return invalid('body.policy.documentKinds', 'must name at least one document');
  if (policy.documentSides.every((side) => side === 'back'))
    return invalid('body.policy.documentSides', 'must ask for the front or the face: a passport has no back');
  if (policy.requireIdFirst && policy.idVerification === 'off')
    return invalid('body.policy.requireIdFirst', 'needs `idVerification` on, else nobody could be approved');
  // Two first writers: the second waits for the first.
  await trx.selectFrom('location').select('id').where('id', '=', locationId).forNoKeyUpdate().executeTakeFirst();
  const before = await readArrivalSettings(trx, locationId);
  const row = { policy: JSON.stringify(policy), changed_at: now };
  await trx
    .insertInto('arrival_settings')
    .values({ location_id: locationId, ...row })
    .onConflict((oc) =>
      oc.column('location_id').doUpdateSet((eb) => ({ ...row, version: eb('arrival_settings.version', '+', 1) })),
    )
    .execute();
  await writeAudit(trx, {
    locationId,
    at: now,
    actor: of.actor,
    action: 'arrival.configured',
    subject: { kind: 'location', id: locationId },
    before: before.policy,
    after: policy,
  });
  const open = await trx
    .selectFrom('check_in_request')
    .select('booking_id')
    .where('location_id', '=', locationId)
    .where('state', 'in', ['submitted', 'waiting'])
    .execute();
  for (const { booking_id: bookingId } of open) await emit(trx, { name: 'booking.changed', locationId, bookingId });
  await notifyLive(trx, { topic: 'change', locationId, kind: 'location', id: locationId, bookingId: null });
  return done(null);
};
