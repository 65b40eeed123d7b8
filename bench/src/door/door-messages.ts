// What the processes that play openings report to the bench.
import type { Called, PublicKeyOperation, Took } from './meter.ts';
import type { Side } from './turns.ts';

/** Whose cryptography a process runs on: Node's OpenSSL by `@nightlatch/node-crypto`, or WebCrypto as in a browser. */
export const PLATFORMS = ['node', 'webcrypto'] as const;
export type Platform = (typeof PLATFORMS)[number];

/** The three ways to open (docs/protocol §8.2). */
export const WAYS = ['fast', 'standard', 'first'] as const;
export type Way = (typeof WAYS)[number];

/** A moment in one side's session, in its own order: a frame with its bytes, a crypto operation, the bolt. */
export type Moment =
  | { readonly kind: 'in' | 'out'; readonly bytes: number }
  | { readonly kind: 'crypto'; readonly operation: Parameters<Called>[0] }
  | { readonly kind: 'bolt' };

/** A frame of a session: who sent it and its payload, an APDU where it is a command or an answer. */
export type WireFrame = { readonly from: Side; readonly frame: Uint8Array };

/** Both sides of one opening. */
export type Opening = Readonly<Record<Side, readonly Moment[]>> & {
  readonly frames: readonly WireFrame[];
  /** Commands answered up to and with the decision. */
  readonly commands: number;
};

/** CPU milliseconds of one operation each. */
export type BareCosts = Readonly<Record<PublicKeyOperation, number>>;

/** Milliseconds of one opening that its cryptography took where it is done in place. */
export type Spent = Readonly<Record<Parameters<Took>[0], number>>;

/** A few openings in a row: the mean of one, without what the turns themselves cost, and bare operations right after them. */
export type CpuBatch = Readonly<
  Record<Side, { readonly opening: number; readonly spent: Spent; readonly bare: BareCosts }>
>;

/** Everything about one way. */
export type WayReport = { readonly opening: Opening; readonly batches: readonly CpuBatch[] };

/** What a process reports at its end. */
export type DoorReport = {
  readonly ways: Readonly<Record<Way, WayReport>>;
  /** First-time sessions of other shapes, for sizes: how many elements the document has and revocations the list. */
  readonly shapes: readonly {
    readonly elements: number;
    readonly revocations: number | null;
    readonly frames: readonly WireFrame[];
  }[];
  readonly openings: number;
};
