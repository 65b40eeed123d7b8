// One report of a phone at a time, and again by itself after what passes: a busy server, a network that was away for a moment.
import { ApiProblem } from '@nightlatch/api';
import type { Clock } from '@nightlatch/phone';
import { isPassing } from './send-reports.ts';

export interface ReporterParts {
  readonly clock: Clock;
  /** Sends all that waits; rejects when some of it could not be told. */
  readonly send: () => Promise<void>;
  /** Whether the hotel is thought to be in reach. Where it is not, its next wallet brings the next report. */
  readonly inReach: () => boolean;
  /** What no later try would mend. */
  readonly onRefused: (error: unknown) => Promise<void>;
  /** From 0 up to 1. */
  readonly random: () => number;
}

export interface Reporter {
  /**
   * Reports now; while one runs, once more after it, and resolves when that is done too. Where the server has asked for
   * a pause (Retry-After), nothing is sent before its end, and then by itself.
   */
  report(): Promise<void>;
  /** Plans nothing any more, until the next `report`. */
  stop(): void;
}

/** Doubled at each failure; half of it is by chance, so that the phones of a whole house do not come back at once. */
const FIRST_RETRY_MS = 2_000;
const LONGEST_RETRY_MS = 5 * 60_000;

/** Makes it; nothing is sent before the first `report`. */
export function createReporter({ clock, send, inReach, onRefused, random }: ReporterParts): Reporter {
  let running: Promise<void> | undefined;
  let wantedAgain = false;
  let failedInARow = 0;
  let paused = false;
  let cancelRetry: () => void = () => undefined;

  const retryLater = (error: unknown): void => {
    if (!inReach()) return;
    const longest = Math.min(FIRST_RETRY_MS * 2 ** failedInARow, LONGEST_RETRY_MS);
    failedInARow += 1;
    const pause = error instanceof ApiProblem ? Math.min(error.retryAfterMs ?? 0, LONGEST_RETRY_MS) : 0;
    paused = pause > 0;
    cancelRetry = clock.setTimer(pause + (longest * (1 + random())) / 2, () => {
      paused = false;
      if (inReach()) void report();
    });
  };
  const run = async (): Promise<void> => {
    do {
      wantedAgain = false;
      cancelRetry();
      try {
        await send();
        failedInARow = 0;
      } catch (error) {
        if (isPassing(error)) retryLater(error);
        else await onRefused(error);
      }
    } while (wantedAgain && !paused);
  };
  const report = (): Promise<void> => {
    if (paused) return Promise.resolve();
    if (running) wantedAgain = true;
    running ??= run().finally(() => {
      running = undefined;
    });
    return running;
  };
  return {
    report,
    stop() {
      cancelRetry();
      failedInARow = 0;
      paused = false;
    },
  };
}
