// Phones reported lost, each with how far the taking away of everything on it has come, by proofs (invariant 17).
import { LOCK_CLOCK_ALLOWANCE_SECONDS, type RevocationProgress } from '@nightlatch/domain';
import type { Db, Trx } from '../db/schema.ts';
import { readProgress } from './read-revocation.ts';

export type LostDeviceReading = {
  readonly id: string;
  readonly guestId: string;
  readonly name: string;
  readonly lostAt: Date;
  readonly lostBy: string;
  readonly progress: RevocationProgress;
};

/** What it held when it was lost and could have opened with then: one progress for each key. */
const readEach = async (
  db: Db | Trx,
  of: { locationId: string; deviceId: string; lostAt: Date; now: Date },
): Promise<RevocationProgress[]> => {
  const { locationId, deviceId, lostAt } = of;
  const keys = await db
    .selectFrom('credential')
    .innerJoin('revocation', (join) =>
      join
        .onRef('revocation.location_id', '=', 'credential.location_id')
        .onRef('revocation.key_id', '=', 'credential.key_id'),
    )
    .select(['credential.key_id', 'revocation.listed_in_version'])
    .distinct()
    .where('credential.location_id', '=', locationId)
    .where('credential.device_id', '=', deviceId)
    .where('credential.wanted', '=', false)
    .where('credential.state', '!=', 'removed')
    .where('credential.longest_lease_until', '>', new Date(lostAt.getTime() - LOCK_CLOCK_ALLOWANCE_SECONDS * 1000))
    .execute();
  const each: RevocationProgress[] = [];
  for (const { key_id: keyId, listed_in_version: listed } of keys)
    each.push(await readProgress(db, { locationId, keyId, deviceId, requestedAt: lostAt, listed, now: of.now }));
  return each;
};

/** The worst of them speaks for the phone. */
const together = (each: readonly RevocationProgress[], lostAt: number): RevocationProgress => {
  const open = each.filter((one) => one.state !== 'enforced');
  if (open.length > 0)
    return {
      state: 'requested',
      proof: null,
      enforcedAt: null,
      couldOpenUntil: Math.max(...open.map((one) => one.couldOpenUntil ?? 0)),
      doorIds: [...new Set(open.flatMap((one) => one.doorIds))],
    };
  const last = each.toSorted((a, b) => (b.enforcedAt ?? 0) - (a.enforcedAt ?? 0))[0];
  return {
    state: 'enforced',
    proof: last?.proof ?? 'never_delivered',
    enforcedAt: last?.enforcedAt ?? lostAt,
    couldOpenUntil: null,
    doorIds: [],
  };
};

/** Newest first: lost phones that served one of these guests, or the one. */
export const readLostDevices = async (
  db: Db | Trx,
  of: { locationId: string; guestIds: readonly string[]; deviceId?: string; now: Date },
): Promise<LostDeviceReading[]> => {
  if (of.guestIds.length === 0) return [];
  let query = db
    .selectFrom('device')
    .select(['id', 'guest_id', 'name', 'lost_at', 'lost_by'])
    .where('location_id', '=', of.locationId)
    .where('lost_at', 'is not', null)
    .where((eb) =>
      eb.or([
        eb('guest_id', 'in', of.guestIds),
        eb.exists(
          eb
            .selectFrom('device_guest')
            .select('device_guest.guest_id')
            .whereRef('device_guest.location_id', '=', 'device.location_id')
            .whereRef('device_guest.device_id', '=', 'device.id')
            .where('device_guest.guest_id', 'in', of.guestIds),
        ),
      ]),
    )
    .orderBy('lost_at', 'desc')
    .orderBy('id', 'desc');
  if (of.deviceId !== undefined) query = query.where('id', '=', of.deviceId);
  const found: LostDeviceReading[] = [];
  for (const { id, guest_id: guestId, name, lost_at: lostAt, lost_by } of await query.execute()) {
    if (lostAt === null) continue;
    const each = await readEach(db, { locationId: of.locationId, deviceId: id, lostAt, now: of.now });
    found.push({ id, guestId, name, lostAt, lostBy: lost_by ?? '', progress: together(each, lostAt.getTime()) });
  }
  return found;
};
