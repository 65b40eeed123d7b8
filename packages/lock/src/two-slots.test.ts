// The two-slot record: framing, choice of slot, every torn length.
import { describe, expect, it } from 'vitest';
import { crc32 } from './crc32.ts';
import { frameRecord, loadRecord, unframeRecord } from './two-slots.ts';

const storageOf = (a?: Uint8Array, b?: Uint8Array) => ({
  read: async (slot: string) => (slot === 'record-a' ? a : b),
  write: async () => undefined,
});
const body = Uint8Array.of(1, 2, 3, 4, 5);

describe('two slots', () => {
  it('computes the well-known CRC-32', () => {
    expect(crc32(Uint8Array.from('123456789', (c) => c.charCodeAt(0)))).toBe(0xcbf43926);
  });

  it('takes the valid slot with the higher sequence', async () => {
    const loaded = await loadRecord(storageOf(frameRecord(7, body), frameRecord(8, body)));
    expect(loaded).toMatchObject({ kind: 'valid', slot: 1, sequence: 8 });
    expect(await loadRecord(storageOf(frameRecord(9, body), frameRecord(8, body)))).toMatchObject({ slot: 0 });
    expect(await loadRecord(storageOf())).toEqual({ kind: 'empty' });
  });

  it('H18: damage in one slot falls back, damage in both is seen', async () => {
    const good = frameRecord(7, body);
    for (let cut = 0; cut < good.length; cut += 1) {
      const torn = good.slice(0, cut);
      expect(await loadRecord(storageOf(good, torn))).toMatchObject({ kind: 'valid', slot: 0 });
      expect(await loadRecord(storageOf(torn, torn))).toEqual({ kind: 'damaged' });
    }
    for (let i = 0; i < good.length * 8; i += 1) {
      const rotten = good.slice();
      rotten[i >> 3] = (rotten[i >> 3] ?? 0) ^ (1 << (i & 7));
      expect(unframeRecord(rotten)).toBeUndefined();
    }
  });
});
