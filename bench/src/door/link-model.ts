// The modelled BLE link of docs/protocol §8.3: what an opening would take, from the frames and operations that really happened. Simulated.
import type { Moment } from './door-messages.ts';
import { chunksOf } from './read-wire.ts';

/** The planning values of docs/protocol §8.3; assumptions, not results. Milliseconds. */
const PHONE_MESSAGE_MS = 10;
const PHONE_OPERATION_MS = 5;
const LOCK_MS: Readonly<Record<string, number>> = { sign: 30, agree: 30, verify: 45 };
const PHONE_OPERATIONS: ReadonlySet<string> = new Set(['sign', 'verify', 'agree', 'generate']);
/** Chunks per connection interval, and bytes per chunk. */
const CHUNKS_PER_INTERVAL = 4;
const CHUNK_BYTES = 244;

/** Milliseconds that a frame is under way: one interval of waiting, more when its chunks need more than one. */
export const flightMs = (frameBytes: number, intervalMs: number): number =>
  intervalMs + intervalMs * (Math.ceil(chunksOf(frameBytes, CHUNK_BYTES) / CHUNKS_PER_INTERVAL) - 1);

/**
 * Milliseconds from the phone's Initiate frame to the bolt. Each side works through its own moments in their order; what a
 * side computes while a frame is under way costs no time on the other. The lock's ephemeral pair was made beforehand.
 */
export const openingMs = (sides: { phone: readonly Moment[]; lock: readonly Moment[] }, intervalMs: number): number => {
  const toLock: number[] = [];
  const toPhone: number[] = [];
  const phone = createSide(sides.phone, {
    inbox: toPhone,
    outbox: toLock,
    messageMs: PHONE_MESSAGE_MS,
    intervalMs,
    operationMs: (name) => (PHONE_OPERATIONS.has(name) ? PHONE_OPERATION_MS : 0),
  });
  const lock = createSide(sides.lock, {
    inbox: toLock,
    outbox: toPhone,
    messageMs: 0,
    intervalMs,
    operationMs: (name) => LOCK_MS[name] ?? 0,
  });
  while (lock.boltAtMs() === undefined) {
    if (!phone.advance() && !lock.advance()) throw new Error('the recorded session never moved the bolt');
  }
  return lock.boltAtMs() ?? 0;
};

type SideOptions = {
  readonly inbox: number[];
  readonly outbox: number[];
  readonly messageMs: number;
  readonly intervalMs: number;
  readonly operationMs: (operation: string) => number;
};

/** One side's own clock; `advance` takes its next moment unless that waits for a frame that was not sent yet. */
const createSide = (
  moments: readonly Moment[],
  options: SideOptions,
): { advance: () => boolean; boltAtMs: () => number | undefined } => {
  let next = 0;
  let nowMs = 0;
  let boltAtMs: number | undefined;
  const take = (moment: Moment): boolean => {
    switch (moment.kind) {
      case 'bolt':
        boltAtMs ??= nowMs;
        return true;
      case 'crypto':
        nowMs += options.operationMs(moment.operation);
        return true;
      case 'out':
        nowMs += options.messageMs;
        options.outbox.push(nowMs + flightMs(moment.bytes, options.intervalMs));
        return true;
      case 'in': {
        const arrival = options.inbox.shift();
        if (arrival === undefined) return false;
        nowMs = Math.max(nowMs, arrival) + options.messageMs;
        return true;
      }
    }
  };
  return {
    boltAtMs: () => boltAtMs,
    advance: () => {
      const moment = moments[next];
      if (!moment || !take(moment)) return false;
      next += 1;
      return true;
    },
  };
};
