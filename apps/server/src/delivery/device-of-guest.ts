// A phone by its sign-in key pair: found again, made, and linked to each guest that it serves.
import type { Enrol } from '@nightlatch/api';
import { writeAudit } from '../audit/write-audit.ts';
import { notifyLive } from '../db/notify-live.ts';
import type { Trx } from '../db/schema.ts';
import { emit } from '../events.ts';
import { newId } from '../ids.ts';
import { offerDoorKeys } from './offer-door-keys.ts';

/** Whether this phone serves this guest, by its first link or a later one. */
export const servesGuest = async (
  trx: Trx,
  of: { readonly locationId: string; readonly deviceId: string; readonly guestId: string },
): Promise<boolean> => {
  const found = await trx
    .selectFrom('device_serves')
    .select('device_id')
    .where('location_id', '=', of.locationId)
    .where('device_id', '=', of.deviceId)
    .where('guest_id', '=', of.guestId)
    .executeTakeFirst();
  return found !== undefined;
};

/** The enrolled phone of the location that holds this sign-in key pair. The caller has seen its proof. */
export const findDevice = async (
  trx: Trx,
  of: { readonly locationId: string; readonly point: Buffer },
): Promise<string | undefined> => {
  const device = await trx
    .selectFrom('device')
    .select('id')
    .where('location_id', '=', of.locationId)
    .where('sign_in_point', '=', of.point)
    .where('removed_at', 'is', null)
    .orderBy('enrolled_at')
    .limit(1)
    .executeTakeFirst();
  return device?.id;
};

/** Whether a phone with this sign-in key pair was reported lost at the location: it never comes back, whatever link it holds. */
export const isLost = async (
  trx: Trx,
  of: { readonly locationId: string; readonly point: Buffer },
): Promise<boolean> => {
  const lost = await trx
    .selectFrom('device')
    .select('id')
    .where('location_id', '=', of.locationId)
    .where('sign_in_point', '=', of.point)
    .where('lost_at', 'is not', null)
    .executeTakeFirst();
  return lost !== undefined;
};

/**
 * Makes the phone a device of the guest. One that is enrolled already stays the device it is and serves this guest too, so that a
 * second room or an invitation takes nothing from it. Undefined when a door key's proof is wrong: roll back.
 */
export const linkDevice = async (
  trx: Trx,
  of: {
    readonly locationId: string;
    readonly guestId: string;
    readonly bookingId: string;
    readonly enrol: Enrol;
    readonly point: Buffer;
    readonly now: Date;
  },
): Promise<string | undefined> => {
  const { locationId, guestId, enrol, now } = of;
  const known = await findDevice(trx, of);
  const deviceId = known ?? newId();
  if (known === undefined) {
    await trx
      .insertInto('device')
      .values({
        location_id: locationId,
        id: deviceId,
        guest_id: guestId,
        name: enrol.deviceName,
        sign_in_point: of.point,
        enrolled_at: now,
        last_seen_at: now,
      })
      .execute();
  } else {
    await trx
      .insertInto('device_guest')
      .values({ location_id: locationId, device_id: deviceId, guest_id: guestId, since: now })
      .onConflict((oc) => oc.columns(['location_id', 'device_id', 'guest_id']).doNothing())
      .execute();
  }
  const offered = await offerDoorKeys(trx, { locationId, deviceId, offers: enrol.doorKeys, now });
  if (!offered.ok) return undefined;
  await writeAudit(trx, {
    locationId,
    at: now,
    actor: { id: `device:${deviceId}`, name: 'Guest' },
    action: known === undefined ? 'device.enrolled' : 'device.linked',
    subject: { kind: 'device', id: deviceId },
    bookingId: of.bookingId,
    personal: { name: enrol.deviceName },
  });
  await emit(trx, { name: 'guest.changed', locationId, guestId });
  await emit(trx, { name: 'device.changed', locationId, deviceId });
  await emit(trx, { name: 'party.changed', locationId, bookingId: of.bookingId });
  await notifyLive(trx, { topic: 'change', locationId, kind: 'device', id: deviceId, bookingId: of.bookingId });
  return deviceId;
};
