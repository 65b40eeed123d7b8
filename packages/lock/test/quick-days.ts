// Thousands of random days on the quick platform, each on a copy of one commissioned lock.
import fc from 'fast-check';
import { expect } from 'vitest';
import { actsAtDoor } from '../src/testing/door-acts.ts';
import { DoorDay, ROOM_101, ROOM_102 } from '../src/testing/door-day.ts';
import { TestCorridor } from '../src/testing/test-corridor.ts';
import { QuickCrypto } from './quick-crypto.ts';

/** Sequences of one file: NIGHTLATCH_RUNS, else 1,500, by `npm test -- --long` 5,000: the two files together make 10,000. */
export const QUICK_RUNS: number = Number(process.env.NIGHTLATCH_RUNS ?? (process.env.NIGHTLATCH_LONG ? 5_000 : 1_500));

/** `npm run model` names a seed and takes as long as it takes; a test run ends some day. */
export const QUICK_TIMEOUT_MS: number =
  process.env.NIGHTLATCH_SEED === undefined ? 60_000 + QUICK_RUNS * 120 : 24 * 3600_000;

/** Runs days of at most `maxActs` acts. NIGHTLATCH_SEED repeats a run; a failure prints seed, path and the shortest day found. */
export async function runQuickDays(maxActs: number): Promise<void> {
  const quick = new QuickCrypto();
  quick.install();
  try {
    const home = await TestCorridor.open(ROOM_101);
    const next = await TestCorridor.open({ hotel: home.hotel, ...ROOM_102 });
    quick.mark();
    const lockRandom = (length: number): Uint8Array => quick.random('lock', length);
    const seed = process.env.NIGHTLATCH_SEED;
    let openings = 0;
    await fc.assert(
      fc.asyncProperty(actsAtDoor(maxActs), async (acts) => {
        quick.restart();
        const day = new DoorDay(await home.again(lockRandom), () => next.again(lockRandom));
        await day.checkIn(1);
        await fc.asyncModelRun(() => ({ model: day.model, real: day }), acts);
        for (let at = 0; at < Math.min(3, day.holders.length); at += 1) await day.run({ do: 'tap', who: at });
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
