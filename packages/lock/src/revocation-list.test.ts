// Lists of the revoked: sequences, order, capacity, expiry by proven time only.
import { describe, expect, it } from 'vitest';
import {
  applyRevocation,
  isRevoked,
  NO_REVOCATIONS,
  REVOCATION_CAPACITY,
  type RevocationChange,
  type RevocationEntry,
  type RevocationMemory,
} from './revocation-list.ts';

const T = 1_795_000_000;
const hash = (n: number): Uint8Array => {
  const bytes = new Uint8Array(32);
  new DataView(bytes.buffer).setUint32(0, n);
  return bytes;
};
const k1: RevocationEntry = { keyHash: hash(1) };
const k2: RevocationEntry = { keyHash: hash(2) };
const change = (
  signedSeconds: number,
  mode: 'overwrite' | 'append',
  add: RevocationEntry[],
  remove: RevocationEntry[] = [],
): RevocationChange => ({
  element: 'rv',
  signedSeconds,
  mode,
  add,
  remove,
});
const revoked = (memory: RevocationMemory): boolean[] => [
  isRevoked(memory, hash(1), undefined),
  isRevoked(memory, hash(2), undefined),
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
      memory = applyRevocation(memory, step, 0).next;
      expect(revoked(memory)).toEqual(expected);
    }
  });

  it('R03, invariant 6: an equal or older list is ignored, per element', () => {
    const memory = applyRevocation(NO_REVOCATIONS, change(T, 'overwrite', [k1]), 0).next;
    expect(applyRevocation(memory, change(T, 'overwrite', []), 0)).toEqual({ kind: 'ignored', next: memory });
    expect(applyRevocation(memory, change(T - 1, 'overwrite', []), 0).kind).toBe('ignored');
    expect(applyRevocation(memory, change(T + 1, 'overwrite', []), 0).kind).toBe('applied');
  });

  it('R04 R06: by key hash one phone, by id all, with both either', () => {
    const id = new Uint8Array(16).fill(7);
    const memory = applyRevocation(
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
    const old: RevocationEntry = { keyHash: hash(1), expirySeconds: T };
    const kept = applyRevocation(NO_REVOCATIONS, change(T + 10, 'overwrite', [old]), T).next;
    expect(kept.entries).toHaveLength(1);
    const gone = applyRevocation(kept, change(T + 20, 'append', [k2]), T + 1).next;
    expect(gone.entries).toEqual([k2]);
  });

  it('R08: 256 entries fit; 257 apply nothing and set the floor', () => {
    const many = Array.from({ length: REVOCATION_CAPACITY + 1 }, (_, n) => ({ keyHash: hash(n + 100) }));
    const full = applyRevocation(NO_REVOCATIONS, change(T, 'overwrite', many.slice(1)), 0);
    expect(full.kind).toBe('applied');
    const over = applyRevocation(full.next, change(T + 1, 'overwrite', many), 0);
    expect(over.kind).toBe('overflow');
    expect(over.next.entries).toBe(full.next.entries);
    expect(over.next.overflowFloorSeconds).toBe(T + 1);
    expect(applyRevocation(over.next, change(T + 1, 'append', [k1]), 0).next.overflowFloorSeconds).toBe(T + 1);
  });
});
