// Time as the hotel has it: this phone's clock, corrected by what the server last said, so that a clock wrong by days hides no key.
import type { Clock } from '@nightlatch/phone';

/** The corrected clock. */
export interface HotelClock extends Clock {
  /** The server has just said its time (UTC ms). True when the correction changed, and is worth keeping. */
  learn(serverNow: number): boolean;
  /** Server time minus this phone's, in ms; 0 while they agree. */
  offset(): number;
}

/** Less than this is the way of the answer and ordinary drift. */
const AGREES_WITHIN_MS = 120_000;

/** `offset` as it was kept last. */
export function createHotelClock(own: Clock, offset = 0): HotelClock {
  let correction = offset;
  return {
    now: () => own.now() + correction,
    setTimer: own.setTimer,
    offset: () => correction,
    learn(serverNow) {
      const difference = serverNow - own.now();
      const next = Math.abs(difference) < AGREES_WITHIN_MS ? 0 : difference;
      if (Math.abs(next - correction) < AGREES_WITHIN_MS && (next === 0) === (correction === 0)) return false;
      correction = next;
      return true;
    },
  };
}
