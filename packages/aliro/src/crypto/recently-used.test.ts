// The memory of values that are dear to make never grows, whatever strangers ask for.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { RecentlyUsed } from './recently-used.ts';

const key = (n: number): Uint8Array => Uint8Array.of(n >> 8, n & 255);

it('holds no more than it was made for, and the one used longest ago leaves', () => {
  const memory = new RecentlyUsed<number>(3);
  for (const n of [1, 2, 3]) memory.set(key(n), n);
  expect(memory.get(key(1))).toBe(1);
  memory.set(key(4), 4);
  expect([1, 2, 3, 4].map((n) => memory.get(key(n)))).toEqual([1, undefined, 3, 4]);
});

it('agrees with a list that is kept in order, at every bound and under any use', () => {
  const use = fc.record({ n: fc.nat(12), set: fc.boolean() });
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 6 }), fc.array(use, { maxLength: 60 }), (most, uses) => {
      const memory = new RecentlyUsed<number>(most);
      let list: number[] = [];
      for (const { n, set } of uses) {
        if (set) {
          memory.set(key(n), n);
          list = [...(list.includes(n) ? list : [...list.filter((other) => other !== n), n])].slice(-most);
        } else {
          expect(memory.get(key(n))).toBe(list.includes(n) ? n : undefined);
          if (list.includes(n)) list = [...list.filter((other) => other !== n), n];
        }
      }
      for (let n = 0; n <= 12; n += 1) expect(memory.get(key(n)) !== undefined).toBe(list.includes(n));
    }),
  );
});
