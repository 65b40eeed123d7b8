// A clock for tests that stands still while anything is being computed, and jumps to the next timer when nothing is.
import type { Clock } from '@nightlatch/phone';

/** WebCrypto calls under way: the only work of phone and lock that does not run in promises and immediates alone. */
let cryptoCalls = 0;
countCryptoCalls();

/** Idle turns of the event loop before a jump; promises chained over immediates need a few. */
const IDLE_TURNS = 12;

interface Timer {
  readonly at: number;
  readonly fire: () => void;
}

/** Time that no load of this computer can stretch. */
export class JumpingClock implements Clock {
  #now: number;
  #timers: Timer[] = [];
  #pumping = false;

  constructor(now: number) {
    this.#now = now;
  }

  now(): number {
    return this.#now;
  }

  setTimer = (delayMs: number, fire: () => void): (() => void) => {
    const timer = { at: this.#now + delayMs, fire };
    this.#timers.push(timer);
    if (!this.#pumping) void this.#pump();
    return () => {
      this.#timers = this.#timers.filter((other) => other !== timer);
    };
  };

  async #pump(): Promise<void> {
    this.#pumping = true;
    for (let idle = 0; this.#timers.length > 0; ) {
      await new Promise((resolve) => setImmediate(resolve));
      idle = cryptoCalls > 0 ? 0 : idle + 1;
      if (idle < IDLE_TURNS) continue;
      idle = 0;
      const [next] = this.#timers.toSorted((a, b) => a.at - b.at);
      if (!next) continue;
      this.#timers = this.#timers.filter((other) => other !== next);
      this.#now = Math.max(this.#now, next.at);
      next.fire();
    }
    this.#pumping = false;
  }
}

function countCryptoCalls(): void {
  const { subtle } = globalThis.crypto;
  const names = [
    'digest',
    'importKey',
    'exportKey',
    'generateKey',
    'deriveBits',
    'sign',
    'verify',
    'encrypt',
    'decrypt',
  ];
  for (const name of names) {
    const original: unknown = Reflect.get(subtle, name);
    if (typeof original !== 'function') throw new Error(`WebCrypto has no ${name}`);
    Reflect.set(subtle, name, (...given: unknown[]) => {
      cryptoCalls += 1;
      const result: Promise<unknown> = Reflect.apply(original, subtle, given);
      return result.finally(() => {
        cryptoCalls -= 1;
      });
    });
  }
}
