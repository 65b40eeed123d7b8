// What the lock remembers of revocations, and how a verified Revocation Document changes it (docs/protocol §5.4, §7.6.1).
import { applyRevocation, type RevocationData, type RevocationEntry } from '@nightlatch/aliro';

/** More entries than this are never stored; a list that does not fit raises the overflow floor instead. */
export const REVOCATION_CAPACITY: 256 = 256;

/** Durable. Instants in UTC ms. */
export interface RevocationMemory {
  readonly entries: readonly RevocationEntry[];
  /** `signed` of the last list applied, per revocation element: an older list never comes back. */
  readonly signedMsByElement: ReadonlyMap<string, number>;
  /** Access Documents signed before this are refused (0106); 0 = none. It never falls. */
  readonly overflowFloorMs: number;
}

/** A fresh lock's list. */
export const NO_REVOCATIONS: RevocationMemory = { entries: [], signedMsByElement: new Map(), overflowFloorMs: 0 };

/** What a verified Revocation Document says for one element. */
export interface RevocationChange {
  readonly element: string;
  readonly signedMs: number;
  readonly data: RevocationData;
}

/** `ignored`: not strictly newer. `overflow`: did not fit, the floor went up to its `signed` and the list stays. */
export interface RevocationOutcome {
  readonly kind: 'applied' | 'ignored' | 'overflow';
  readonly next: RevocationMemory;
}

/**
 * Applies a verified document. `timeFloorMs` is proven time; only it makes entries leave by expiry, never the running
 * clock: a clock that once ran ahead must not forget a revocation.
 */
export function changeRevocations(
  memory: RevocationMemory,
  change: RevocationChange,
  timeFloorMs: number,
): RevocationOutcome {
  if (change.signedMs <= revocationSignedMs(memory, change.element)) return { kind: 'ignored', next: memory };
  const entries = applyRevocation(memory.entries, change.data).filter((entry) => !isExpired(entry, timeFloorMs));
  if (entries.length > REVOCATION_CAPACITY) {
    const overflowFloorMs = Math.max(memory.overflowFloorMs, change.signedMs);
    return { kind: 'overflow', next: { ...memory, overflowFloorMs } };
  }
  const signedMsByElement = new Map(memory.signedMsByElement).set(change.element, change.signedMs);
  return { kind: 'applied', next: { ...memory, entries, signedMsByElement } };
}

/** `signed` of the last list applied for an element; 0 = none yet. */
export function revocationSignedMs(memory: RevocationMemory, element: string): number {
  return memory.signedMsByElement.get(element) ?? 0;
}

function isExpired(entry: RevocationEntry, timeFloorMs: number): boolean {
  return entry.expiresAt !== undefined && entry.expiresAt < timeFloorMs;
}
