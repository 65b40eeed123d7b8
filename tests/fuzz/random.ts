// Seeded randomness: the same seed gives the same mutations on every machine.

/** Numbers from a seed (mulberry32). */
export type Random = {
  /** 0 <= n < below. */
  below(limit: number): number;
  pick<T>(items: readonly [T, ...T[]] | readonly T[]): T;
};

/** A generator; the same seed gives the same sequence. */
export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return (t ^ (t >>> 14)) >>> 0;
  };
  const below = (limit: number): number => (limit <= 1 ? 0 : next() % limit);
  return {
    below,
    pick: (items) => {
      const item = items[below(items.length)];
      if (item === undefined) throw new Error('pick from an empty list');
      return item;
    },
  };
}

/** Fixed bytes under a label, as a random source of keys and salts that are the same in every run. */
export function countingBytes(seed: number): (length: number) => Uint8Array {
  const random = createRandom(seed);
  return (length) => Uint8Array.from({ length }, () => random.below(256));
}
