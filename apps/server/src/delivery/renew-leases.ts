// Renews the leases of one phone: every key is judged again, nothing is renewed by default (docs/protocol §7.2).
import type { Trx } from '../db/schema.ts';
import type { Signing } from '../signing/signing.ts';
import { renewCredential } from './settle-key-deliveries.ts';

/** Renews credentials older than a minute; keys not in force are left to end. */
export const renewLeases = async (
  trx: Trx,
  signing: Signing,
  of: {
    locationId: string;
    deviceId: string;
    now: Date;
    /** Whether every condition of issue still holds for the booking of a key that would end at `keyEnd`. */
    conditionsHold: (key: { bookingId: string; keyEnd: Date }) => Promise<boolean>;
  },
): Promise<{ renewed: number }> => {
  const held = await trx
    .selectFrom('credential')
    .innerJoin('digital_key as key', (join) =>
      join.onRef('key.location_id', '=', 'credential.location_id').onRef('key.id', '=', 'credential.key_id'),
    )
    .innerJoin('door_key', (join) =>
      join
        .onRef('door_key.location_id', '=', 'credential.location_id')
        .onRef('door_key.id', '=', 'credential.door_key_id'),
    )
    .select([
      'credential.id',
      'credential.signed_at',
      'credential.lease_until',
      'door_key.point',
      'key.id as key_id',
      'key.booking_id',
      'key.kind',
      'key.occupancy_id',
      'key.room_id',
      'key.valid_from',
      'key.valid_until',
      'key.door_ids',
    ])
    .where('credential.location_id', '=', of.locationId)
    .where('credential.device_id', '=', of.deviceId)
    .where('credential.wanted', '=', true)
    .where('key.state', '=', 'issued')
    .forNoKeyUpdate('key')
    .execute();
  let renewed = 0;
  for (const row of held) {
    if (!row.occupancy_id || !row.room_id || !row.valid_from || !row.valid_until || row.valid_until <= of.now) continue;
    if (!isDue(row.signed_at, row.lease_until, of.now) || row.lease_until?.getTime() === row.valid_until.getTime())
      continue;
    if (!(await of.conditionsHold({ bookingId: row.booking_id, keyEnd: row.valid_until }))) continue;
    await renewCredential(trx, signing, {
      locationId: of.locationId,
      keyId: row.key_id,
      now: of.now,
      credentialId: row.id,
      devicePoint: row.point,
      key: {
        id: row.key_id,
        kind: row.kind,
        occupancyId: row.occupancy_id,
        roomId: row.room_id,
        validFrom: row.valid_from,
        validUntil: row.valid_until,
        doorIds: row.door_ids,
      },
    });
    renewed += 1;
  }
  return { renewed };
};

/** At most one renewal a minute, so that a phone after a refusal gets a fresh document but can't make us sign all day. */
const isDue = (signedAt: Date | null, leaseUntil: Date | null, now: Date): boolean =>
  signedAt === null || leaseUntil === null || now.getTime() - signedAt.getTime() > 60_000;
