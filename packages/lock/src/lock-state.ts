// Everything a lock remembers, as one immutable value: what is not in here is forgotten at a power loss.
import type { SignedDocument } from '@nightlatch/aliro';
import type { Anchor } from './anchors.ts';
import type { ClockMemory } from './clock.ts';
import { type Configuration, DEFAULT_CONFIGURATION } from './configuration.ts';
import type { GenerationMemory } from './generation.ts';
import { EMPTY_JOURNAL, type JournalMemory } from './journal-memory.ts';
import { NO_REVOCATIONS, type RevocationMemory } from './revocation-memory.ts';

/** The lock key: made inside, leaves only into the lock's own memory. */
export interface LockKeyMemory {
  readonly pkcs8: Uint8Array;
  readonly point: Uint8Array;
}

/** What commissioning brought. */
export interface Identity {
  /** 32 bytes: group ‖ sub. */
  readonly readerIdentifier: Uint8Array;
  readonly certificate: Uint8Array;
  /** RIK, 65 bytes; its x goes into every salt. */
  readonly readerIssuerPoint: Uint8Array;
}

/** One judged document with the key of the fast phase (docs/protocol §7.7). */
export interface CachedDocument {
  /** 32 bytes. */
  readonly kpersistent: Uint8Array;
  readonly devicePoint: Uint8Array;
  /** The document as received, to be verified again after a restart. */
  readonly bytes: Uint8Array;
  /** Its content, verified up to step 4 of docs/protocol §5.2. */
  readonly document: SignedDocument;
  /** `AccessData.id` of its elements. */
  readonly occupancyIds: readonly Uint8Array[];
  /** Of its gate for this lock; absent for common doors and staff. */
  readonly generation?: number;
  readonly storedAtMs: number;
}

/** The whole memory. Map keys: iterations by hex kid, mailSeqs by mail type. */
export interface LockState {
  readonly lockKey?: LockKeyMemory;
  readonly identity?: Identity;
  readonly anchors: readonly Anchor[];
  readonly configuration: Configuration;
  readonly generation: GenerationMemory;
  readonly revocations: RevocationMemory;
  readonly iterations: ReadonlyMap<string, number>;
  readonly clock: ClockMemory;
  /** The counter at the last write: a lower one at the next start means it did not keep running. */
  readonly counterMs: number;
  readonly mailSeqs: ReadonlyMap<number, number>;
  readonly privacy: boolean;
  /** Least recently used first, at most 16. */
  readonly cache: readonly CachedDocument[];
  readonly journal: JournalMemory;
}

/** A lock that left the factory, or was reset. */
export const FACTORY_STATE: LockState = {
  anchors: [],
  configuration: DEFAULT_CONFIGURATION,
  generation: { value: 0 },
  revocations: NO_REVOCATIONS,
  iterations: new Map(),
  clock: { timeFloorMs: 0 },
  counterMs: 0,
  mailSeqs: new Map(),
  privacy: false,
  cache: [],
  journal: EMPTY_JOURNAL,
};
