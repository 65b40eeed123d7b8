// RevocationData: the list of keys that must not open, and how a lock's list changes (docs/protocol §5.4).
import type { Bytes } from '../encoding/bytes.ts';
import { pending } from '../pending.ts';
import type { Result } from '../result.ts';

/** One entry: a device by `keyHash` (32 bytes), an occupancy or person by `id` (<= 16 bytes), at least one. `expiresAt` in UTC ms. */
export type RevocationEntry = { readonly keyHash?: Uint8Array; readonly id?: Uint8Array; readonly expiresAt?: number };

/** A change to a lock's list. Our issuer only writes `overwrite` with the full list. */
export type RevocationData = {
  readonly mode: 'overwrite' | 'append';
  readonly adds: readonly RevocationEntry[];
  readonly removes: readonly RevocationEntry[];
};

/** CBOR of a RevocationData, deterministic. */
export function encodeRevocationData(data: RevocationData): Bytes {
  return pending(`encodeRevocationData ${data.mode}`);
}

/** Reads and checks a RevocationData; a refusal is status 0007. */
export function parseRevocationData(bytes: Uint8Array): Result<RevocationData> {
  return pending(`parseRevocationData ${bytes.length}`);
}

/** The new list. Equal entries (same hash, same id) are kept once; capacity and expiry are the lock's matter (§7.6.1). */
export function applyRevocation(list: readonly RevocationEntry[], data: RevocationData): readonly RevocationEntry[] {
  return pending(`applyRevocation ${list.length} ${data.mode}`);
}

/** True where an entry names this device's key hash or this AccessData id (either suffices, UNSURE 21). */
export function isRevoked(
  list: readonly RevocationEntry[],
  subject: { readonly keyHash: Uint8Array; readonly id: Uint8Array | null },
): boolean {
  return pending(`isRevoked ${list.length} ${subject.keyHash.length}`);
}
