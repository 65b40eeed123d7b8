// The nonces that a time answer must name: new every 60 s, the one before valid for 60 s more, each used once (docs/protocol §7.6.2).
import { equalBytes } from '@nightlatch/aliro';
import type { LockRandom } from './ports.ts';

const ROTATE_MS = 60_000;
const NONCE_BYTES = 16;

interface Nonce {
  readonly bytes: Uint8Array;
  readonly madeAtMs: number;
  used: boolean;
}

/** Keeps at most two nonces, in RAM only: after a restart every older answer is worthless. Times are counter ms. */
export class TimeNonces {
  #current: Nonce | undefined;
  #previous: Nonce | undefined;
  readonly #random: LockRandom;

  constructor(random: LockRandom) {
    this.#random = random;
  }

  /** The nonce to show now. A used one is replaced at once. */
  current(counterMs: number): Uint8Array {
    this.#rotate(counterMs);
    if (!this.#current || this.#current.used) {
      this.#current = { bytes: this.#random(NONCE_BYTES), madeAtMs: counterMs, used: false };
    }
    return this.#current.bytes.slice();
  }

  /** Takes `nonce` out of use and returns its age in ms, or undefined when it is not live. */
  use(nonce: Uint8Array, counterMs: number): number | undefined {
    this.#rotate(counterMs);
    for (const candidate of [this.#current, this.#previous]) {
      if (!candidate || candidate.used || !equalBytes(candidate.bytes, nonce)) continue;
      candidate.used = true;
      return counterMs - candidate.madeAtMs;
    }
    return undefined;
  }

  #rotate(counterMs: number): void {
    const current = this.#current;
    if (current && counterMs - current.madeAtMs >= ROTATE_MS) {
      this.#previous = current;
      this.#current = undefined;
    }
    if (this.#previous && counterMs - this.#previous.madeAtMs >= 2 * ROTATE_MS) this.#previous = undefined;
  }
}
