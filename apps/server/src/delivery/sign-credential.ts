// Signs the Access Document of one key for one phone: its room's doors with their gates, and the common doors (docs/protocol §7.1–7.4).
import { issueAccessDocument } from '@nightlatch/aliro';
import { nativeCredentialInput } from '@nightlatch/connectors';
import type { Trx } from '../db/schema.ts';
import { idBytes } from '../ids.ts';
import { readDoorsOfRoom } from '../locks/read-doors.ts';
import type { Signing } from '../signing/signing.ts';

/** A key in force, as far as its document goes. */
export type SignableKey = {
  readonly id: string;
  readonly kind: 'primary' | 'shared';
  readonly occupancyId: string;
  readonly roomId: string;
  readonly validFrom: Date;
  readonly validUntil: Date;
};

export type SignedCredential = {
  readonly document: Uint8Array;
  readonly signedAt: Date;
  readonly startsAt: Date;
  readonly leaseUntil: Date;
  readonly doorIds: readonly string[];
};

/**
 * Signs what the native lock system asks for; undefined when nothing would be left of the lease, it is too early to sign, or the
 * room has no door with a lock.
 */
export const signCredential = async (
  trx: Trx,
  signing: Signing,
  of: { locationId: string; key: SignableKey; devicePoint: Uint8Array; leaseSeconds: number; now: Date },
): Promise<SignedCredential | undefined> => {
  const { locationId, key, now } = of;
  const doors = await readDoorsOfRoom(trx, { locationId, roomId: key.roomId });
  const roomDoors = doors.filter((door) => door.kind !== 'common');
  const [firstDoor] = roomDoors;
  if (!firstDoor) return undefined;
  const occupancy = await trx
    .selectFrom('occupancy')
    .select('generation')
    .where('location_id', '=', locationId)
    .where('door_occupancy_id', '=', key.occupancyId)
    .orderBy('opened_at', 'desc')
    .limit(1)
    .executeTakeFirstOrThrow();
  const judged = nativeCredentialInput({
    now: now.getTime(),
    leaseSeconds: of.leaseSeconds,
    kind: key.kind,
    validFrom: key.validFrom.getTime(),
    validUntil: key.validUntil.getTime(),
    occupancyId: idBytes(key.occupancyId),
    generation: occupancy.generation,
    room: { element: firstDoor.element, lockIds: roomDoors.map((door) => door.lock.lockId) },
    commonElements: doors.filter((door) => door.kind === 'common').map((door) => door.element),
    companionsOpenFirst: false,
  });
  if (!judged.ok) return undefined;
  const { input } = judged;
  const document = await issueAccessDocument({
    signer: await signing.signer(trx, locationId, 'credential'),
    devicePoint: of.devicePoint,
    ...input,
  });
  return {
    document,
    signedAt: new Date(input.signedAt),
    startsAt: new Date(input.validFrom),
    leaseUntil: new Date(input.validUntil),
    doorIds: doors.map((door) => door.doorId),
  };
};
