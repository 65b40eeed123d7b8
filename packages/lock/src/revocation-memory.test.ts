// Lists of the revoked: sequences, order, capacity, expiry by proven time only.

import { isRevoked as isListed, type RevocationEntry } from '@nightlatch/aliro';
import { describe, expect, it } from 'vitest';
import {
  changeRevocations,
  NO_REVOCATIONS,
  REVOCATION_CAPACITY,
  type RevocationChange,
  type RevocationMemory,
} from './revocation-memory.ts';

const T = 1_795_000_000_000;
const hash = (n: number): Uint8Array => {
  const bytes = new Uint8Array(32);
  new DataView(bytes.buffer).setUint32(0, n);
  return bytes;
};
const k1: RevocationEntry = { keyHash: hash(1) };
const k2: RevocationEntry = { keyHash: hash(2) };
const change = (
  signedMs: number,
  mode: 'overwrite' | 'append',
  adds: RevocationEntry[],
  removes: RevocationEntry[] = [],
): RevocationChange => ({
  element: 'rv',
  signedMs,
  data: { mode, adds, removes },
});
const isRevoked = (memory: RevocationMemory, keyHash: Uint8Array, id: Uint8Array | null): boolean =>
  isListed(memory.entries, { keyHash, id });
const revoked = (memory: RevocationMemory): boolean[] => [
  isRevoked(memory, hash(1), null),
  isRevoked(memory, hash(2), null),
];

describe('revocation list', () => {
  it('R01: the six steps, one second apart', () => {
    const steps: [RevocationChange, boolean[]][] = [
      [change(T, 'overwrite', [k1]), [true, false]],
      [change(T + 1, 'append', [k2]), [true, true]],
      [change(T + 2, 'append', [], [k1]), [false, true]],
      [change(T + 3, 'append', [k1], [k1, k2]), [false, false]],
      [change(T + 4, 'overwrite', [k2]), [false, true]],
      [change(T + 5, 'overwrite', []), [false, false]],
    ];
    let memory = NO_REVOCATIONS;
    for (const [step, expected] of steps) {
      memory = changeRevocations(memory, step, 0).next;
      expect(revoked(memory)).toEqual(expected);
    }
  });

  it('R03, invariant 6: an equal or older list is ignored, per element', () => {
    const memory = changeRevocations(NO_REVOCATIONS, change(T, 'overwrite', [k1]), 0).next;
    expect(changeRevocations(memory, change(T, 'overwrite', []), 0)).toEqual({ kind: 'ignored', next: memory });
    expect(changeRevocations(memory, change(T - 1, 'overwrite', []), 0).kind).toBe('ignored');
    expect(changeRevocations(memory, change(T + 1, 'overwrite', []), 0).kind).toBe('applied');
  });

  it('R04 R06: by key hash one phone, by id all, with both either', () => {
    const id = new Uint8Array(16).fill(7);
    const memory = changeRevocations(
      NO_REVOCATIONS,
      change(T, 'overwrite', [{ id }, { keyHash: hash(9), id: hash(8).slice(0, 16) }]),
      0,
    ).next;
    expect(isRevoked(memory, hash(1), id)).toBe(true);
    expect(isRevoked(memory, hash(1), hash(3).slice(0, 16))).toBe(false);
    expect(isRevoked(memory, hash(9), id.slice(0, 15))).toBe(true);
    expect(isRevoked(memory, hash(5), hash(8).slice(0, 16))).toBe(true);
  });

  it('R07: expiry counts only against proven time', () => {
    const old: RevocationEntry = { keyHash: hash(1), expiresAt: T };
    const kept = changeRevocations(NO_REVOCATIONS, change(T + 10, 'overwrite', [old]), T).next;
    expect(kept.entries).toHaveLength(1);
    const gone = changeRevocations(kept, change(T + 20, 'append', [k2]), T + 1).next;
    expect(gone.entries).toEqual([k2]);
  });

  it('R08: 256 entries fit; 257 apply nothing and set the floor', () => {
    const many = Array.from({ length: REVOCATION_CAPACITY + 1 }, (_, n) => ({ keyHash: hash(n + 100) }));
    const full = changeRevocations(NO_REVOCATIONS, change(T, 'overwrite', many.slice(1)), 0);
    expect(full.kind).toBe('applied');
    const over = changeRevocations(full.next, change(T + 1, 'overwrite', many), 0);
    expect(over.kind).toBe('overflow');
    expect(over.next.entries).toBe(full.next.entries);
    expect(over.next.overflowFloorMs).toBe(T + 1);
    expect(changeRevocations(over.next, change(T + 1, 'append', [k1]), 0).next.overflowFloorMs).toBe(T + 1);
  });
});
