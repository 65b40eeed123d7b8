// Frames that arrived on one link, read one at a time with a time limit; what comes after the end is dropped.
import type { LockTimers } from './ports.ts';

/** What waiting for the phone brought. */
export type Arrival =
  | { readonly kind: 'frame'; readonly bytes: Uint8Array }
  | { readonly kind: 'timeout' }
  | { readonly kind: 'closed' };

/** A phone may not queue more frames than this unread: it always waits for our next command. */
const MAX_QUEUED = 16;

/** One reader, one writer. */
export class Inbox {
  readonly #timers: LockTimers;
  readonly #queued: Uint8Array[] = [];
  #waiting: ((arrival: Arrival) => void) | undefined;
  #closed = false;

  constructor(timers: LockTimers) {
    this.#timers = timers;
  }

  /** True once the link is gone. */
  get closed(): boolean {
    return this.#closed;
  }

  /** A frame arrived. Returns false when too many lie unread: the link is then closed by the caller. */
  push(bytes: Uint8Array): boolean {
    if (this.#closed) return true;
    const waiting = this.#waiting;
    if (waiting) {
      this.#waiting = undefined;
      waiting({ kind: 'frame', bytes });
      return true;
    }
    this.#queued.push(bytes);
    return this.#queued.length <= MAX_QUEUED;
  }

  /** The link is gone; wakes the reader. */
  close(): void {
    this.#closed = true;
    this.#queued.length = 0;
    this.#waiting?.({ kind: 'closed' });
    this.#waiting = undefined;
  }

  /** The next frame, or what happened instead within `timeoutMs`. */
  next(timeoutMs: number): Promise<Arrival> {
    const queued = this.#queued.shift();
    if (queued) return Promise.resolve({ kind: 'frame', bytes: queued });
    if (this.#closed) return Promise.resolve({ kind: 'closed' });
    if (timeoutMs <= 0) return Promise.resolve({ kind: 'timeout' });
    return new Promise((resolve) => {
      const cancel = this.#timers.after(timeoutMs, () => {
        this.#waiting = undefined;
        resolve({ kind: 'timeout' });
      });
      this.#waiting = (arrival) => {
        cancel();
        resolve(arrival);
      };
    });
  }
}
