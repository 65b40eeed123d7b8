// Answers a flood of links with a short wait, never with a lock-out (docs/protocol §6.4).

const WINDOW_MS = 60_000;
const MAX_BAD_LINKS = 8;
const MAX_WAIT_MS = 2_000;

/** Counts links that ended without a valid AUTH1; in RAM only. Times are counter ms. */
export class BackOff {
  #badAtMs: number[] = [];
  #closedUntilMs = 0;

  /** A link ended without a valid AUTH1. The eighth within 60 s shuts the radio for 2 s and starts the count afresh. */
  linkFailed(counterMs: number): void {
    this.#badAtMs = [...this.#badAtMs.filter((at) => counterMs - at < WINDOW_MS), counterMs];
    if (this.#badAtMs.length < MAX_BAD_LINKS) return;
    this.#badAtMs = [];
    this.#closedUntilMs = counterMs + MAX_WAIT_MS;
  }

  /** Milliseconds that a new link must wait, 0 = welcome. Never more than 2 s: jamming must not become lock-out. */
  waitMs(counterMs: number): number {
    return Math.min(Math.max(0, this.#closedUntilMs - counterMs), MAX_WAIT_MS);
  }
}
