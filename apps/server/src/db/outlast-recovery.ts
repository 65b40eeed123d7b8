// A start that meets a PostgreSQL which starts, recovers or has just fallen waits for it, for a bounded time, instead of ending.
import { setTimeout as wait } from 'node:timers/promises';
import { errnoOf } from './embedded/embedded-postgres-error.ts';

/** A recovery after a crash takes seconds, with much WAL a minute or two; supervisors try again after that. */
const LIMIT_MS = 120_000;
const PAUSE_MS = 250;

/** cannot_connect_now ("starting up", "in recovery mode", "shutting down"), crash_shutdown and admin_shutdown. */
const PASSING_STATES = ['57P01', '57P02', '57P03'];

/** Whether the database is there and will be back by itself: it said so, or our connection to it broke. */
export const isRecovering = (error: unknown): boolean => {
  if (!(error instanceof Error)) return false;
  const code = errnoOf(error);
  if (PASSING_STATES.includes(code) || code === 'ECONNRESET' || code === 'EPIPE') return true;
  // `pg` gives a connection that ended under a question no code.
  if (/^Connection terminated/.test(error.message)) return true;
  return isRecovering(error.cause);
};

/**
 * Does `work`, which must leave nothing half done, again until the database takes it. What is not about its recovering is thrown
 * at once; so is the last refusal after the limit.
 */
export const outlastRecovery = async <T>(
  work: () => Promise<T>,
  options: { readonly onWaiting: (message: string) => void; readonly limitMs?: number; readonly pauseMs?: number },
): Promise<T> => {
  const { limitMs = LIMIT_MS, pauseMs = PAUSE_MS } = options;
  const deadline = performance.now() + limitMs;
  for (let said = false; ; said = true) {
    try {
      return await work();
    } catch (error) {
      if (!isRecovering(error) || performance.now() >= deadline) throw error;
      if (!said)
        options.onWaiting(
          `The database is starting or recovering; waiting for it, ${Math.ceil(limitMs / 1000)} s at most`,
        );
      await wait(pauseMs);
    }
  }
};
