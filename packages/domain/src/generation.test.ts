// Generations only rise (invariants 4 and 6).
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { nextGeneration } from './generation.ts';

it('invariants 4 and 6: always above all that was given or seen, far above after a restore', () => {
  const given = fc.nat(4_000_000_000);
  fc.assert(
    fc.property(given, fc.option(given), fc.boolean(), (lastGiven, highestSeen, restored) => {
      const next = nextGeneration({ lastGiven, highestSeen, restored });
      expect(next).toBe(Math.max(lastGiven, highestSeen ?? 0) + (restored ? 1001 : 1));
    }),
  );
});

it('refuses numbers that no lock holds', () => {
  for (const lastGiven of [0xffff_ffff, -1, Number.NaN, 0.5]) {
    const call = () => nextGeneration({ lastGiven, highestSeen: null, restored: false });
    expect(call).toThrowError(expect.objectContaining({ code: 'malformed_number' }));
  }
});
