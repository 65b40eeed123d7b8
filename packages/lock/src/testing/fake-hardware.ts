// Hardware for tests: memory that loses power in the middle of a write, a clock and timers that only tests move, a bolt that records.
import type { BoltReport, LockBolt, LockClock, LockStorage, LockTimers } from '../ports.ts';

/** Thrown by storage when the simulated power is gone. */
export class PowerCut extends Error {
  constructor() {
    super('power cut');
    this.name = 'PowerCut';
  }
}

/** Slots in RAM. After `cutAfter(n)` the n-th write from now is torn and nothing works until `powerOn`. */
export class FakeStorage implements LockStorage {
  readonly slots: Map<string, Uint8Array> = new Map();
  writes = 0;
  #cutAtWrite = Number.POSITIVE_INFINITY;
  #tornShare = 0;
  #dead = false;

  async read(slot: string): Promise<Uint8Array | undefined> {
    return this.slots.get(slot)?.slice();
  }

  async write(slot: string, bytes: Uint8Array): Promise<void> {
    if (this.#dead) throw new PowerCut();
    this.writes += 1;
    if (this.writes >= this.#cutAtWrite) {
      this.#dead = true;
      const kept = Math.floor(bytes.length * this.#tornShare);
      if (this.#tornShare > 0) this.slots.set(slot, bytes.slice(0, kept));
      throw new PowerCut();
    }
    this.slots.set(slot, bytes.slice());
  }

  /** The `nth` write from now on (1 = the next) fails; `tornShare` of it reaches the slot: 0 nothing, 0.5 half, 1 all of it. */
  cutAfter(nth: number, tornShare: number): void {
    this.#cutAtWrite = this.writes + nth;
    this.#tornShare = tornShare;
  }

  get dead(): boolean {
    return this.#dead;
  }

  powerOn(): void {
    this.#dead = false;
    this.#cutAtWrite = Number.POSITIVE_INFINITY;
  }

  /** An independent copy, as if the flash were read out. */
  clone(): FakeStorage {
    const copy = new FakeStorage();
    for (const [slot, bytes] of this.slots) copy.slots.set(slot, bytes.slice());
    return copy;
  }
}

interface Pending {
  readonly atMs: number;
  readonly action: () => void;
}

/** Counter and timers on one fake time. `trueMs` is the hotel's real time, which only tests know. */
export class FakeTime implements LockClock, LockTimers {
  keptOverPowerLoss = true;
  #nowMs = 1_000;
  #startMs: number;
  #pending: Pending[] = [];

  constructor(startMs: number) {
    this.#startMs = startMs - this.#nowMs;
  }

  counterMs(): number {
    return this.#nowMs;
  }

  trueMs(): number {
    return this.#startMs + this.#nowMs;
  }

  trueSeconds(): number {
    return Math.floor(this.trueMs() / 1000);
  }

  after(delayMs: number, action: () => void): () => void {
    const pending = { atMs: this.#nowMs + delayMs, action };
    this.#pending.push(pending);
    return () => {
      this.#pending = this.#pending.filter((other) => other !== pending);
    };
  }

  /** Moves time on and runs what falls due, in order; does not wait for promises. */
  advance(ms: number): void {
    const untilMs = this.#nowMs + ms;
    for (;;) {
      const due = this.#pending.filter((p) => p.atMs <= untilMs).sort((a, b) => a.atMs - b.atMs)[0];
      if (!due) break;
      this.#pending = this.#pending.filter((p) => p !== due);
      this.#nowMs = Math.max(this.#nowMs, due.atMs);
      due.action();
    }
    this.#nowMs = untilMs;
  }

  /** True time goes on, the counter does not: the lock's clock is slow by so much more. */
  slip(ms: number): void {
    this.#startMs += ms;
  }

  /** Power is gone: whatever a lock was waiting for never comes. */
  forgetTimers(): void {
    this.#pending = [];
  }

  get waiting(): number {
    return this.#pending.length;
  }
}

/** Reports what the test tells it to, and counts. */
export class FakeBolt implements LockBolt {
  report: BoltReport = 'open';
  readonly openings: number[] = [];

  async open(openMs: number): Promise<BoltReport> {
    this.openings.push(openMs);
    return this.report;
  }
}
