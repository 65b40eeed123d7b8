// Random days at one door against the model, on the platform's own cryptography from end to end (H32).
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { act, Day } from './testing/door-model.ts';
import { TestCorridor } from './testing/test-corridor.ts';

const RUNS = 100;

describe('a door over days', () => {
  it('H32, invariants 1, 4, 5, 6, 9, 11, 20: every outcome is what the rules say, whatever is cut', async () => {
    let openings = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(act, { minLength: 5, maxLength: 20 }), async (acts) => {
        const day = new Day(await TestCorridor.open());
        await day.checkIn(1);
        for (const step of acts) await day.run(step);
        for (const holder of day.holders.slice(0, 6)) await day.tap(holder);
        openings += day.corridor.bolt.openings.length;
      }),
      { numRuns: RUNS },
    );
    // A model and a lock that both refuse everybody would agree too.
    expect(openings).toBeGreaterThan(RUNS / 2);
  }, 120_000);
});
