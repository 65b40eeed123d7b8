// Random days at one door against the model, on the platform's own cryptography from end to end (H32).
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { actsAtDoor } from './testing/door-acts.ts';
import { DoorDay, ROOM_101, ROOM_102 } from './testing/door-day.ts';
import { TestCorridor } from './testing/test-corridor.ts';
import { TestHotel } from './testing/test-hotel.ts';

const RUNS = 100;

describe('a door over days', () => {
  it('H32, invariants 1, 4, 5, 6, 7, 9, 10, 11, 12, 20, 21: every outcome is what the rules say, whoever tries and whatever is cut', async () => {
    let openings = 0;
    await fc.assert(
      fc.asyncProperty(actsAtDoor(20), async (acts) => {
        const hotel = await TestHotel.open();
        const home = await TestCorridor.open({ hotel, ...ROOM_101 });
        const day = new DoorDay(home, () => TestCorridor.open({ hotel, ...ROOM_102 }));
        await day.checkIn(1);
        await fc.asyncModelRun(() => ({ model: day.model, real: day }), acts);
        for (let at = 0; at < Math.min(6, day.holders.length); at += 1) await day.run({ do: 'tap', who: at });
        openings += day.corridor.bolt.openings.length;
      }),
      { numRuns: RUNS },
    );
    // A model and a lock that both refuse everybody would agree too.
    expect(openings).toBeGreaterThan(RUNS / 2);
  }, 240_000);
});
