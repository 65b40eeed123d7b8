// What the phone's process and the lock's process say to each other, and what the first reports to the bench.
import type { BareCosts } from './meter.ts';

/** The three ways to open (docs/protocol §8.2). */
export const WAYS = ['fast', 'standard', 'first'] as const;
export type Way = (typeof WAYS)[number];

/** A moment in one side's session, in its own order: a frame with its bytes, a crypto operation, the bolt. */
export type Moment =
  | { readonly kind: 'in' | 'out'; readonly bytes: number }
  | { readonly kind: 'crypto'; readonly operation: string }
  | { readonly kind: 'bolt' };

/** From the phone's process to the lock's. `call` is answered by `answer` with the same number. */
export type ToLock =
  | { readonly kind: 'call'; readonly id: number; readonly call: LockCall }
  | { readonly kind: 'connect'; readonly lock: number }
  | { readonly kind: 'frame'; readonly frame: Uint8Array }
  | { readonly kind: 'state'; readonly state: number }
  /** The carrier's own cost: answered by a frame of so many bytes, without any lock. */
  | { readonly kind: 'echo'; readonly frame: Uint8Array; readonly answerBytes: number };

export type LockCall =
  | { readonly what: 'make' }
  | {
      readonly what: 'commission';
      readonly lock: number;
      readonly record: Uint8Array;
      readonly fingerprint: Uint8Array;
    }
  | { readonly what: 'info'; readonly lock: number }
  | { readonly what: 'settled' }
  | { readonly what: 'cpu' }
  | { readonly what: 'watch' }
  | { readonly what: 'moments' }
  | { readonly what: 'bare'; readonly times: number };

export type FromLock =
  | { readonly kind: 'answer'; readonly id: number; readonly value: unknown }
  | { readonly kind: 'frame'; readonly frame: Uint8Array }
  | { readonly kind: 'end'; readonly state: number; readonly waitTenths?: number };

/** A frame of a session: who sent it and its payload, an APDU where it is a command or an answer. */
export type WireFrame = { readonly from: 'phone' | 'lock'; readonly frame: Uint8Array };

/** Both sides of one opening. */
export type Opening = {
  readonly phone: readonly Moment[];
  readonly lock: readonly Moment[];
  readonly frames: readonly WireFrame[];
  /** Commands answered up to and with the decision. */
  readonly commands: number;
};

/** CPU milliseconds of one opening, a batch's mean, on each side; the carrier's own cost is taken off already. */
export type CpuBatch = { readonly phone: number; readonly lock: number };

/** Everything about one way. */
export type WayReport = {
  readonly opening: Opening;
  readonly batches: readonly CpuBatch[];
  readonly carrier: CpuBatch;
};

/** What the phone's process reports at its end. */
export type DoorReport = {
  readonly ways: Readonly<Record<Way, WayReport>>;
  /** First-time sessions of other shapes, for sizes: how many elements the document has and revocations the list. */
  readonly shapes: readonly {
    readonly elements: number;
    readonly revocations: number | null;
    readonly frames: readonly WireFrame[];
  }[];
  readonly bare: { readonly phone: BareCosts; readonly lock: BareCosts };
  readonly openings: number;
};
