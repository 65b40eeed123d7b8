// Signs the Access Document of one key for one phone, from facts already read: its room's doors with their gates, and the common doors (docs/protocol §7.1–7.4).
import { issueAccessDocument, type Signer } from '@nightlatch/aliro';
import { nativeCredentialInput } from '@nightlatch/connectors';
import type { DoorKind, OpeningHours } from '@nightlatch/domain';
import { idBytes } from '../ids.ts';

/** A key in force, as far as its document goes. */
export type SignableKey = {
  readonly id: string;
  readonly kind: 'primary' | 'shared';
  readonly occupancyId: string;
  readonly roomId: string;
  readonly validFrom: Date;
  readonly validUntil: Date;
  /** Doors that a shared key was limited to; null: all of the room's and the common ones. */
  readonly doorIds: readonly string[] | null;
};

export type SignedCredential = {
  readonly document: Uint8Array;
  readonly signedAt: Date;
  readonly startsAt: Date;
  readonly leaseUntil: Date;
  readonly doorIds: readonly string[];
};

/** A door that the key opens, with its lock. */
export type SignableDoor = {
  readonly doorId: string;
  readonly kind: DoorKind;
  readonly element: string;
  readonly lockId: Uint8Array;
  /** Of a common door; null: always. */
  readonly hours: OpeningHours | null;
};

/**
 * Signs what the native lock system asks for; undefined when nothing would be left of the lease, it is too early to sign, or the
 * room has no door with a lock. `doors` are the room's first, then the common ones.
 */
export const signDocument = async (of: {
  signer: Signer;
  key: SignableKey;
  doors: readonly SignableDoor[];
  generation: number;
  devicePoint: Uint8Array;
  leaseSeconds: number;
  /** Of the location, for the doors' hours. */
  timeZone: string;
  now: Date;
}): Promise<SignedCredential | undefined> => {
  const { key } = of;
  const element = of.doors.find((door) => door.kind !== 'common')?.element;
  const doors = of.doors.filter((door) => key.doorIds === null || key.doorIds.includes(door.doorId));
  const roomDoors = doors.filter((door) => door.kind !== 'common');
  if (element === undefined || doors.length === 0) return undefined;
  const judged = nativeCredentialInput({
    now: of.now.getTime(),
    leaseSeconds: of.leaseSeconds,
    kind: key.kind,
    validFrom: key.validFrom.getTime(),
    validUntil: key.validUntil.getTime(),
    occupancyId: idBytes(key.occupancyId),
    generation: of.generation,
    room: { element, lockIds: roomDoors.map((door) => door.lockId) },
    hours: new Map(doors.flatMap((door) => (door.hours && door.kind === 'common' ? [[door.element, door.hours]] : []))),
    timeZone: of.timeZone,
    commonElements: doors.filter((door) => door.kind === 'common').map((door) => door.element),
    companionsOpenFirst: false,
  });
  if (!judged.ok) return undefined;
  const { input } = judged;
  const document = await issueAccessDocument({ signer: of.signer, devicePoint: of.devicePoint, ...input });
  return {
    document,
    signedAt: new Date(input.signedAt),
    startsAt: new Date(input.validFrom),
    leaseUntil: new Date(input.validUntil),
    doorIds: doors.map((door) => door.doorId),
  };
};
