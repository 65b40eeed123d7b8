// A clock that moves only when told, for tests.
import type { Clock } from '@nightlatch/phone';

export interface FakeClock extends Clock {
  /** Moves time and fires what is due, in order; lets pending promises settle after each. */
  advance(ms: number): Promise<void>;
}

export function createFakeClock(startMs: number): FakeClock {
  let now = startMs;
  let timers: { at: number; fire: () => void }[] = [];
  return {
    now: () => now,
    setTimer(delayMs, fire) {
      const timer = { at: now + delayMs, fire };
      timers.push(timer);
      return () => {
        timers = timers.filter((other) => other !== timer);
      };
    },
    async advance(ms) {
      await settled();
      const end = now + ms;
      for (;;) {
        const next = timers.toSorted((a, b) => a.at - b.at).find((timer) => timer.at <= end);
        if (!next) break;
        timers = timers.filter((timer) => timer !== next);
        now = next.at;
        next.fire();
        await settled();
      }
      now = end;
      await settled();
    },
  };
}

/** Lets everything that waits only for promises, streams and the in-memory database go on. */
export async function settled(turns = 30): Promise<void> {
  for (let turn = 0; turn < turns; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}

/** Waits until `check` no longer throws, for work that other threads do (WebCrypto); throws what it threw last. */
export async function eventually(check: () => void | Promise<void>): Promise<void> {
  // By time, not by turns: on a busy machine WebCrypto's threads wait while this one goes round and round.
  const until = Date.now() + 20_000;
  for (;;) {
    try {
      return await check();
    } catch (error) {
      if (Date.now() > until) throw error;
      await settled(5);
    }
  }
}
