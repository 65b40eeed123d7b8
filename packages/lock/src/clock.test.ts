// The lock's clock: when it is known, what may mend it, and that its floor never falls.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type ClockMemory,
  catchUp,
  forgetClock,
  MAX_CATCH_UP_MS,
  MAX_UNCERTAINTY_MS,
  raiseTimeFloor,
  readClock,
  setClock,
} from './clock.ts';

const T = Date.UTC(2026, 10, 24, 12);
const fresh: ClockMemory = { timeFloorMs: 0 };

describe('clock', () => {
  it('is unknown until it is set, and again after a power loss', () => {
    expect(readClock(fresh, 5).known).toBe(false);
    const set = setClock(fresh, 1_000, T, 500);
    expect(readClock(set, 3_000)).toEqual({ known: true, nowMs: T + 2_000, uncertaintyMs: 501 });
    expect(readClock(forgetClock(set), 3_000).known).toBe(false);
  });

  it('is never set below the floor', () => {
    const floorMs = T + 3_600_000;
    const set = setClock({ timeFloorMs: floorMs }, 0, T, 0);
    expect(readClock(set, 0)).toEqual({ known: true, nowMs: floorMs, uncertaintyMs: 0 });
  });

  it('drifts by 200 ppm and is unknown beyond 30 minutes', () => {
    const set = setClock(fresh, 0, T, 0);
    const untilUnknownMs = MAX_UNCERTAINTY_MS * 5_000;
    expect(readClock(set, untilUnknownMs).known).toBe(true);
    expect(readClock(set, untilUnknownMs + 5_000).known).toBe(false);
  });

  it('invariant 20: a counter that fell, or a floor that drift cannot explain, makes it unknown', () => {
    const set = setClock(fresh, 10_000, T, 0);
    expect(readClock(set, 9_999).known).toBe(false);
    expect(readClock(raiseTimeFloor(set, T + MAX_CATCH_UP_MS), 10_000)).toMatchObject({
      known: true,
      nowMs: T + MAX_CATCH_UP_MS,
    });
    expect(readClock(raiseTimeFloor(set, T + MAX_CATCH_UP_MS + 1), 10_000).known).toBe(false);
  });

  it('invariant 6: the floor never falls and a known clock never reads below it', () => {
    const step = fc.record({
      op: fc.constantFrom('set', 'floor', 'catch', 'forget'),
      at: fc.integer({ min: 0, max: 4_000_000 }),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
        let memory = fresh;
        let counterMs = 0;
        for (const { op, at } of steps) {
          counterMs += 1_000;
          const before = memory.timeFloorMs;
          if (op === 'set') memory = setClock(memory, counterMs, T + at, 1_000);
          else if (op === 'floor') memory = raiseTimeFloor(memory, T + at);
          else if (op === 'catch') memory = catchUp(memory, counterMs, T + at);
          else memory = forgetClock(memory);
          expect(memory.timeFloorMs).toBeGreaterThanOrEqual(before);
          const reading = readClock(memory, counterMs);
          if (reading.known) expect(reading.nowMs).toBeGreaterThanOrEqual(memory.timeFloorMs);
        }
      }),
    );
  });
});
