// Thousands of random days on the quick platform, each on a copy of one commissioned lock.
import fc from 'fast-check';
import { expect } from 'vitest';
import { act, Day } from '../src/testing/door-model.ts';
import { TestCorridor } from '../src/testing/test-corridor.ts';
import { QuickCrypto } from './quick-crypto.ts';

/** Sequences of one file: NIGHTLATCH_RUNS, else 5,000; the two files together make 10,000. */
export const QUICK_RUNS: number = Number(process.env.NIGHTLATCH_RUNS ?? 5_000);

/** Runs days of at most `maxActs` acts. NIGHTLATCH_SEED repeats a run; a failure prints seed, path and the shortest day found. */
export async function runQuickDays(maxActs: number): Promise<void> {
  const quick = new QuickCrypto();
  quick.install();
  try {
    const corridor = await TestCorridor.open();
    const seed = process.env.NIGHTLATCH_SEED;
    let openings = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(act, { minLength: 2, maxLength: maxActs, size: 'max' }), async (acts) => {
        quick.restart();
        const day = new Day(await corridor.again((length) => quick.random('lock', length)));
        await day.checkIn(1);
        for (const step of acts) await day.run(step);
        for (const holder of day.holders.slice(0, 3)) await day.tap(holder);
        openings += day.corridor.bolt.openings.length;
      }),
      {
        numRuns: QUICK_RUNS,
        ...(seed !== undefined && { seed: Number(seed) }),
        endOnFailure: process.env.NIGHTLATCH_SHRINK === '0',
      },
    );
    // A model and a lock that both refuse everybody would agree too.
    expect(openings).toBeGreaterThan(QUICK_RUNS / 2);
  } finally {
    quick.remove();
  }
}
