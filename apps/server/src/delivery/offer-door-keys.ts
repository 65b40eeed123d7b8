// Takes the public points of door keys that a phone made ahead, each with proof that the phone holds the private part.
import { concat, keyHash, utf8, verifySignature } from '@nightlatch/aliro';
import type { DoorKeyOffer } from '@nightlatch/api';
import type { Trx } from '../db/schema.ts';
import { emit } from '../events.ts';
import { newId } from '../ids.ts';

/** How many unused points a device may keep here. */
export const SPARE_DOOR_KEYS = 4;

export type OfferOutcome =
  | { readonly ok: true; readonly taken: number }
  | { readonly ok: false; readonly index: number };

/** Stores what is new and still wanted; refuses all if one proof is wrong. A point that is known already is left as it is. */
export const offerDoorKeys = async (
  trx: Trx,
  of: { locationId: string; deviceId: string; offers: readonly DoorKeyOffer[]; now: Date },
): Promise<OfferOutcome> => {
  const { locationId, deviceId } = of;
  const points: Buffer[] = [];
  for (const [index, offer] of of.offers.entries()) {
    const point = Buffer.from(offer.point, 'hex');
    const proof = Buffer.from(offer.proof, 'base64url');
    if (!(await verifySignature(point, concat(utf8('nightlatch-door-key-1'), point), proof)))
      return { ok: false, index };
    points.push(point);
  }
  // One phone in two tabs must not exceed the number.
  await trx
    .selectFrom('device')
    .select('id')
    .where('location_id', '=', locationId)
    .where('id', '=', deviceId)
    .forNoKeyUpdate()
    .execute();
  const room = SPARE_DOOR_KEYS - (await countSpareDoorKeys(trx, of));
  const values = await Promise.all(
    points.slice(0, Math.max(room, 0)).map(async (point) => ({
      location_id: locationId,
      id: newId(),
      device_id: deviceId,
      point,
      key_hash: Buffer.from(await keyHash(point)),
      offered_at: of.now,
    })),
  );
  if (values.length === 0) return { ok: true, taken: 0 };
  const taken = await trx
    .insertInto('door_key')
    .values(values)
    .onConflict((oc) => oc.column('point').doNothing())
    .returning('id')
    .execute();
  await emit(trx, { name: 'device.changed', locationId, deviceId });
  return { ok: true, taken: taken.length };
};

/** Points of the device that no key uses yet. */
export const countSpareDoorKeys = async (trx: Trx, of: { locationId: string; deviceId: string }): Promise<number> => {
  const { count } = await trx
    .selectFrom('door_key')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('location_id', '=', of.locationId)
    .where('device_id', '=', of.deviceId)
    .where('used_for_key_id', 'is', null)
    .executeTakeFirstOrThrow();
  return count;
};
