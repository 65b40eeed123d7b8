// Documents judged before, with the key of the fast phase: what may stay, what must go (docs/protocol §7.7).
import { equalBytes, isRevoked } from '@nightlatch/aliro';
import type { Anchor } from './anchors.ts';
import type { CachedDocument } from './lock-state.ts';
import type { RevocationMemory } from './revocation-memory.ts';

/** The 17th device pushes out the least recently used. */
export const CACHE_CAPACITY: 16 = 16;
const MAX_AGE_MS = 24 * 3600_000;

type Cache = readonly CachedDocument[];

/** Adds or refreshes an entry as the most recently used. */
export function rememberDocument(cache: Cache, entry: CachedDocument): Cache {
  const others = cache.filter((other) => !equalBytes(other.devicePoint, entry.devicePoint));
  return [...others, entry].slice(-CACHE_CAPACITY);
}

/** The entry of a device, if any. */
export function findDocument(cache: Cache, devicePoint: Uint8Array): CachedDocument | undefined {
  return cache.find((entry) => equalBytes(entry.devicePoint, devicePoint));
}

/** Entries young enough for the fast phase: it has no forward secrecy, so 24 h or the lease end at most. */
export function fastEntries(cache: Cache, nowMs: number): CachedDocument[] {
  return cache
    .filter((entry) => nowMs - entry.storedAtMs <= MAX_AGE_MS && nowMs <= entry.document.validUntil)
    .reverse();
}

/** Keeps the reference when nothing leaves, so that nothing is written for nothing. */
function keepWhere(cache: Cache, keep: (entry: CachedDocument) => boolean): Cache {
  const kept = cache.filter(keep);
  return kept.length === cache.length ? cache : kept;
}

/** Without the entries of generations below `generation`: leaves in the same write that raises it. */
export function dropOlderGenerations(cache: Cache, generation: number): Cache {
  return keepWhere(cache, (entry) => entry.generation === undefined || entry.generation >= generation);
}

/** Without the entries that a new list names. */
export async function dropRevoked(
  cache: Cache,
  revocations: RevocationMemory,
  hashOf: (devicePoint: Uint8Array) => Promise<Uint8Array>,
): Promise<Cache> {
  const hashes = await Promise.all(cache.map((entry) => hashOf(entry.devicePoint)));
  const revoked = new Set(
    cache.filter((entry, i) => {
      const keyHash = hashes[i];
      return keyHash !== undefined && isRevokedEntry(entry, keyHash, revocations);
    }),
  );
  return keepWhere(cache, (entry) => !revoked.has(entry));
}

function isRevokedEntry(entry: CachedDocument, keyHash: Uint8Array, revocations: RevocationMemory): boolean {
  const ids = entry.occupancyIds.length > 0 ? entry.occupancyIds : [null];
  return ids.some((id) => isRevoked(revocations.entries, { keyHash, id }));
}

/** Without the entries whose document an erased anchor signed. */
export function dropAnchors(cache: Cache, removed: readonly Anchor[]): Cache {
  return keepWhere(cache, (entry) => !removed.some((anchor) => equalBytes(anchor.kid, entry.document.anchor.kid)));
}
