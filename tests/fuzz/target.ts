// What the fuzzer runs: a named target with seeds and one function over bytes.

/** What a run may be blamed for. `throw`: anything thrown across the module's edge. */
export type FindingKind = 'throw' | 'acceptance' | 'hang' | 'memory';

/** Thrown by a target for something taken that must not be taken, or two readings of the same bytes that differ. */
export class Violation extends Error {
  readonly kind = 'acceptance';
  constructor(message: string) {
    super(message);
    this.name = 'Violation';
  }
}

/** A target, with everything it needs made beforehand. */
export type Target = {
  readonly seeds: readonly Uint8Array[];
  /** Byte strings worth inserting, besides the interesting heads every target gets. */
  readonly dictionary?: readonly Uint8Array[];
  /** Longest input in bytes. */
  readonly limitBytes: number;
  /** Inputs between two looks at the clock and the coverage; fewer where one input takes long. Default 64. */
  readonly batch?: number;
  /** Over this, three times in a row, an input counts as a hang. */
  readonly limitMs: number;
  /** Returns for anything handled well, refusals included. */
  run(input: Uint8Array): unknown;
};

/** A target by name. `make` is called in the thread that fuzzes it; it is deterministic but for signature nonces. */
export type NamedTarget = {
  readonly name: string;
  /** Part of the path of the compiled modules whose blocks count. */
  readonly covers: string;
  make(): Promise<Target> | Target;
};

/** Fails the run as an acceptance. */
export function violate(message: string): never {
  throw new Violation(message);
}
