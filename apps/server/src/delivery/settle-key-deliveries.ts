// Makes what phones hold of a key follow the key: a signed credential on each of the guest's phones while it is in force, none after.
import type { Selectable } from 'kysely';
import { notifyLive } from '../db/notify-live.ts';
import type { Db, DigitalKeyTable, Trx } from '../db/schema.ts';
import { emit } from '../events.ts';
import { newId } from '../ids.ts';
import type { SignableKey } from '../signing/sign-document.ts';
import type { Signing } from '../signing/signing.ts';
import { signCredential } from './sign-credential.ts';
import { withdrawCredentials } from './withdraw-credentials.ts';

type KeyRow = Selectable<DigitalKeyTable>;
type Settling = { readonly locationId: string; readonly keyId: string; readonly now: Date };

const signable = (key: KeyRow): SignableKey | undefined =>
  key.state === 'issued' && key.occupancy_id && key.room_id && key.valid_from && key.valid_until
    ? {
        id: key.id,
        kind: key.kind,
        occupancyId: key.occupancy_id,
        roomId: key.room_id,
        validFrom: key.valid_from,
        validUntil: key.valid_until,
        doorIds: key.door_ids,
      }
    : undefined;

/** Settles one key's deliveries; safe to repeat. */
export const settleKeyDeliveries = async (db: Db, signing: Signing, of: Settling): Promise<void> =>
  db.transaction().execute(async (trx) => {
    const key = await trx
      .selectFrom('digital_key')
      .selectAll()
      .where('location_id', '=', of.locationId)
      .where('id', '=', of.keyId)
      .forNoKeyUpdate()
      .executeTakeFirst();
    if (!key) return;
    const inForce = signable(key);
    if (inForce && inForce.validUntil > of.now) {
      await deliver(trx, signing, { ...of, row: key, key: inForce });
      await appointSigning(trx, { ...of, key: inForce });
    } else await withdraw(trx, { ...of, key });
    await notifyLive(trx, {
      topic: 'change',
      locationId: of.locationId,
      kind: 'key',
      id: key.id,
      bookingId: key.booking_id,
    });
    await notifyGuest(trx, { locationId: of.locationId, guestId: key.guest_id });
  });

const devicesOf = (trx: Trx, of: { locationId: string; guestId: string }): Promise<{ id: string }[]> =>
  trx
    .selectFrom('device_serves')
    .select('device_id as id')
    .where('location_id', '=', of.locationId)
    .where('guest_id', '=', of.guestId)
    .execute();

/** Also phones without a credential: they show that a key waits, or ended before it came. */
const notifyGuest = async (trx: Trx, of: { locationId: string; guestId: string }): Promise<void> => {
  for (const { id } of await devicesOf(trx, of))
    await notifyLive(trx, { topic: 'device', locationId: of.locationId, deviceId: id });
};

const deliver = async (trx: Trx, signing: Signing, of: Settling & { key: SignableKey; row: KeyRow }): Promise<void> => {
  for (const device of await devicesOf(trx, { locationId: of.locationId, guestId: of.row.guest_id })) {
    const held = await trx
      .selectFrom('credential')
      .innerJoin('door_key', (join) =>
        join
          .onRef('door_key.location_id', '=', 'credential.location_id')
          .onRef('door_key.id', '=', 'credential.door_key_id'),
      )
      .select([
        'credential.id',
        'credential.signed_at',
        'credential.lease_until',
        'credential.starts_at',
        'door_key.point',
      ])
      .where('credential.location_id', '=', of.locationId)
      .where('credential.key_id', '=', of.key.id)
      .where('credential.device_id', '=', device.id)
      .where('credential.wanted', '=', true)
      .executeTakeFirst();
    const tooEarly = held !== undefined && opensTooEarly(held.starts_at, of);
    if (tooEarly) await withdraw(trx, { ...of, key: of.row, deviceIds: [device.id] });
    if (held && !tooEarly)
      await renewCredential(trx, signing, { ...of, credentialId: held.id, devicePoint: held.point });
    else await makeCredential(trx, signing, { ...of, deviceId: device.id });
  }
};

const leaseSecondsOf = async (trx: Trx, locationId: string): Promise<number> => {
  const location = await trx
    .selectFrom('location')
    .select('policies')
    .where('id', '=', locationId)
    .executeTakeFirstOrThrow();
  return location.policies.leaseSeconds;
};

/** Takes the oldest spare door key of the phone; without one the key waits until the phone offers some. */
const makeCredential = async (
  trx: Trx,
  signing: Signing,
  of: Settling & { key: SignableKey; deviceId: string },
): Promise<void> => {
  const { locationId, key, now } = of;
  const spare = await trx
    .selectFrom('door_key')
    .select(['id', 'point'])
    .where('location_id', '=', locationId)
    .where('device_id', '=', of.deviceId)
    .where('used_for_key_id', 'is', null)
    .orderBy('offered_at')
    .orderBy('id')
    .limit(1)
    .forNoKeyUpdate()
    .executeTakeFirst();
  if (!spare) return;
  const leaseSeconds = await leaseSecondsOf(trx, locationId);
  const signed = await signCredential(trx, signing, { locationId, key, devicePoint: spare.point, leaseSeconds, now });
  if (!signed) return;
  await trx
    .updateTable('door_key')
    .set({ used_for_key_id: key.id })
    .where('location_id', '=', locationId)
    .where('id', '=', spare.id)
    .execute();
  await trx
    .insertInto('credential')
    .values({
      location_id: locationId,
      id: newId(),
      key_id: key.id,
      device_id: of.deviceId,
      door_key_id: spare.id,
      document: Buffer.from(signed.document),
      signed_at: signed.signedAt,
      lease_until: signed.leaseUntil,
      starts_at: signed.startsAt,
      longest_lease_until: signed.leaseUntil,
      door_ids: [...signed.doorIds],
      state: 'to_deliver',
    })
    .execute();
  await notifyLive(trx, { topic: 'device', locationId, deviceId: of.deviceId });
};

/** A new document with a new lease on the same door key; the longest lease that ever left is remembered for revocation. */
export const renewCredential = async (
  trx: Trx,
  signing: Signing,
  of: Settling & { key: SignableKey; credentialId: string; devicePoint: Uint8Array },
): Promise<void> => {
  const { locationId, key, now } = of;
  const leaseSeconds = await leaseSecondsOf(trx, locationId);
  const signed = await signCredential(trx, signing, {
    locationId,
    key,
    devicePoint: of.devicePoint,
    leaseSeconds,
    now,
  });
  if (!signed) return;
  await trx
    .updateTable('credential')
    .set((eb) => ({
      document: Buffer.from(signed.document),
      signed_at: signed.signedAt,
      lease_until: signed.leaseUntil,
      starts_at: signed.startsAt,
      longest_lease_until: eb.fn<Date>('greatest', ['longest_lease_until', eb.val(signed.leaseUntil)]),
      door_ids: [...signed.doorIds],
    }))
    .where('location_id', '=', locationId)
    .where('id', '=', of.credentialId)
    .execute();
};

/** The key is not in force: phones delete it, doors refuse it. */
const withdraw = async (trx: Trx, of: Settling & { key: KeyRow; deviceIds?: readonly string[] }): Promise<void> => {
  const { key } = of;
  await withdrawCredentials(trx, {
    ...of,
    keyId: key.id,
    requestedAt: key.ended_at ?? of.now,
    requestedBy: key.revoked_by ?? 'Nightlatch',
    reason: key.revoke_reason,
    note: key.revoke_note,
  });
};

/** A document is signed at most this long before its start (docs/protocol §7.2). */
const SIGNED_BEFORE_START_MS = 24 * 3_600_000;

/** A key that starts later gets its credential when it may be signed. */
const appointSigning = async (trx: Trx, { locationId, keyId, now, key }: Settling & { key: SignableKey }) => {
  const from = new Date(key.validFrom.getTime() - SIGNED_BEFORE_START_MS);
  if (from > now) await emit(trx, { name: 'key.changed', locationId, keyId }, { at: from });
};

/** The start was moved: what the phone holds would open before it. Documents start at whole seconds. */
const opensTooEarly = (startsAt: Date | null, { key, now }: Settling & { key: SignableKey }): boolean =>
  startsAt !== null && key.validFrom > now && startsAt.getTime() < Math.floor(key.validFrom.getTime() / 1000) * 1000;
