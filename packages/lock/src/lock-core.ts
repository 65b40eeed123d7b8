// The lock's one owner of state: what it believes now, what it stored, and the journal line that goes with every change.
import type { Signer } from '@nightlatch/aliro';
import { type ClockReading, readClock } from './clock.ts';
import { appendJournal, type JournalLine, type JournalMemory } from './journal-memory.ts';
import type { LockMemory } from './lock-memory.ts';
import type { LockState } from './lock-state.ts';
import type { BatteryLevel, LockOptions } from './lock-types.ts';
import { OneAtATime } from './one-at-a-time.ts';
import { TimeNonces } from './time-nonce.ts';

/** A journal line without what the core knows itself. */
export type EventLine = Pick<JournalLine, 'event' | 'reason'> &
  Partial<Pick<JournalLine, 'fast' | 'boltConfirmed' | 'subject' | 'occupancyId' | 'generation'>>;

/** Links that ended badly are written as one line at most once per this time. */
const BAD_LINK_REPORT_MS = 60_000;
const MAX_COUNT = 0xffff;

/** State, memory and the facts of the hardware. All writes go through `commit`, inside `exclusive`. */
export class LockCore {
  readonly options: LockOptions;
  readonly nonces: TimeNonces;
  battery: BatteryLevel = 'ok';
  hardwareFault = false;
  /** A good document was signed further ahead than this clock can explain: show a nonce until the clock is set. */
  clockDoubted = false;
  signer: Signer | undefined;
  /** The device of the newest opening, for phones that stay in the NFC field. */
  lastOpening: { readonly devicePoint: Uint8Array; readonly atCounterMs: number } | undefined;
  readonly #memory: LockMemory;
  readonly #queue: OneAtATime = new OneAtATime();
  #state: LockState;
  #badLinks = 0;
  #cancelReport: (() => void) | undefined;

  constructor(options: LockOptions, memory: LockMemory, state: LockState) {
    this.options = options;
    this.#memory = memory;
    this.#state = state;
    this.nonces = new TimeNonces(options.random);
  }

  get state(): LockState {
    return this.#state;
  }

  get counterMs(): number {
    return this.options.clock.counterMs();
  }

  clock(): ClockReading {
    return readClock(this.#state.clock, this.counterMs);
  }

  /** Runs one action at a time over the state: decisions, mail, journal pages. */
  exclusive<T>(action: () => Promise<T>): Promise<T> {
    return this.#queue.run(action);
  }

  idle(): Promise<void> {
    return this.#queue.idle();
  }

  /** Stores `next` with its journal lines in one atomic record; only then it is what the lock believes. */
  async commit(next: LockState, ...lines: readonly EventLine[]): Promise<void> {
    const badLinks = this.#badLinks;
    const all = badLinks > 0 && lines.length > 0 ? [this.#badLinkLine(badLinks), ...lines] : lines;
    let journal: JournalMemory = next.journal;
    for (const line of all) journal = await appendJournal(journal, this.completeLine(line, next));
    await this.#store({ ...next, journal });
    if (all.length > lines.length) this.#badLinks -= badLinks;
  }

  /** Stores `next` as it is: for a journal that was rewritten by the caller. */
  async commitAsIs(next: LockState): Promise<void> {
    await this.#store(next);
  }

  /** Replaces everything and overwrites what was there. */
  async erase(next: LockState): Promise<void> {
    const stamped = { ...next, counterMs: this.counterMs };
    await this.#memory.erase(stamped);
    this.#state = stamped;
    this.changed();
  }

  /** A line with time and flags as they are in `state`. */
  completeLine(line: EventLine, state: LockState = this.#state): JournalLine {
    const clock = readClock(state.clock, this.counterMs);
    return {
      at: clock.nowMs,
      clockUnknown: !clock.known,
      fast: false,
      underPrivacy: state.privacy,
      boltConfirmed: false,
      ...line,
    };
  }

  /** Counts a link that ended without a channel; journaled together, so that a flood of them can't wash out the journal. */
  countBadLink(): void {
    this.#badLinks = Math.min(this.#badLinks + 1, MAX_COUNT);
    this.#cancelReport ??= this.options.timers.after(BAD_LINK_REPORT_MS, () => {
      void this.exclusive(() => this.reportBadLinks()).catch(() => undefined);
    });
  }

  /** Writes the count, if there is one. */
  async reportBadLinks(): Promise<void> {
    this.#cancelReport?.();
    this.#cancelReport = undefined;
    const count = this.#badLinks;
    if (count === 0 || !this.#state.identity) return;
    const journal = await appendJournal(this.#state.journal, this.completeLine(this.#badLinkLine(count)));
    await this.#store({ ...this.#state, journal });
    this.#badLinks -= count;
  }

  changed(): void {
    this.options.onChange?.();
  }

  #badLinkLine(count: number): EventLine {
    return { event: 'malformed-link', reason: count };
  }

  async #store(next: LockState): Promise<void> {
    const stamped = { ...next, counterMs: this.counterMs };
    await this.#memory.commit(stamped);
    this.#state = stamped;
    this.changed();
  }
}
