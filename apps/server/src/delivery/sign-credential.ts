// Reads what a document says besides its key, the doors and the occupancy's generation, and signs it.
import type { Trx } from '../db/schema.ts';
import { readDoorsOfRoom } from '../locks/read-doors.ts';
import { type SignableKey, type SignedCredential, signDocument } from '../signing/sign-document.ts';
import type { Signing } from '../signing/signing.ts';

/** Undefined when nothing would be left of the lease, it is too early to sign, or the room has no door with a lock. */
export const signCredential = async (
  trx: Trx,
  signing: Signing,
  of: { locationId: string; key: SignableKey; devicePoint: Uint8Array; leaseSeconds: number; now: Date },
): Promise<SignedCredential | undefined> => {
  const { locationId, key } = of;
  const doors = await readDoorsOfRoom(trx, { locationId, roomId: key.roomId });
  const occupancy = await trx
    .selectFrom('occupancy')
    .innerJoin('location', 'location.id', 'occupancy.location_id')
    .select(['occupancy.generation', 'location.time_zone'])
    .where('occupancy.location_id', '=', locationId)
    .where('door_occupancy_id', '=', key.occupancyId)
    .orderBy('opened_at', 'desc')
    .limit(1)
    .executeTakeFirstOrThrow();
  return signDocument({
    ...of,
    signer: await signing.signer(trx, locationId, 'credential'),
    doors: doors.map(({ lock, ...door }) => ({ ...door, lockId: lock.lockId })),
    generation: occupancy.generation,
    timeZone: occupancy.time_zone,
  });
};
