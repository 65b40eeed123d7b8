// The lock's journal: entries, hash chain, pages sealed to the server (docs/protocol §7.9).
import type { AgreementKey, Signer } from '../crypto/keys.ts';
import type { Bytes } from '../encoding/bytes.ts';
import { pending } from '../pending.ts';
import type { RandomBytes } from '../platform.ts';
import type { Result } from '../result.ts';

/** Event names and their numbers. */
export const JOURNAL_EVENT: {
  readonly opened: 1;
  readonly refused: 2;
  readonly 'mail-applied': 3;
  readonly 'mail-refused': 4;
  readonly start: 5;
  readonly 'power-lost': 6;
  readonly 'privacy-on': 7;
  readonly 'privacy-off': 8;
  readonly reset: 9;
  readonly 'clock-set': 10;
  readonly 'malformed-link': 11;
} = {
  opened: 1,
  refused: 2,
  'mail-applied': 3,
  'mail-refused': 4,
  start: 5,
  'power-lost': 6,
  'privacy-on': 7,
  'privacy-off': 8,
  reset: 9,
  'clock-set': 10,
  'malformed-link': 11,
};

/** Names of events. */
export type JournalEvent = keyof typeof JOURNAL_EVENT;

/**
 * One entry. `at` UTC ms (whole seconds on the wire). `reason` is the number of a reason code (0x0101 ...), a mail type for mail
 * events, a count for malformed-link. `generation` holds the mail seq for mail events.
 */
export type JournalEntry = {
  readonly seq: number;
  readonly at: number;
  readonly clockUnknown: boolean;
  readonly fast: boolean;
  readonly underPrivacy: boolean;
  readonly boltConfirmed: boolean;
  readonly event: JournalEvent;
  readonly reason: number;
  readonly subject?: Uint8Array;
  readonly occupancyId?: Uint8Array;
  readonly generation?: number;
};

/** h_0, before the first entry. */
export const JOURNAL_START: Uint8Array = new Uint8Array(32);

/** CBOR of an entry; the bytes that are hashed and kept. */
export function encodeJournalEntry(entry: JournalEntry): Bytes {
  return pending(`encodeJournalEntry ${entry.seq}`);
}

/** Reads an entry. */
export function parseJournalEntry(bytes: Uint8Array): Result<JournalEntry> {
  return pending(`parseJournalEntry ${bytes.length}`);
}

/** h_n from h_(n-1) and the encoded entry. */
export function nextJournalHash(previous: Uint8Array, entry: Uint8Array): Promise<Bytes> {
  return pending(`nextJournalHash ${previous.length} ${entry.length}`);
}

/** How many of these encoded entries (from the first) fit one page: <= 60 and <= `capacity` bytes (default 4094). */
export function journalPageFit(entries: readonly Uint8Array[], capacity?: number): number {
  return pending(`journalPageFit ${entries.length} ${capacity}`);
}

/** Seals a page (lock). `entries` are encoded, consecutive, 1-60; `previousHash` is h before the first. Throws AliroError `limit` over 4094 bytes. */
export function sealJournalPage(options: {
  readonly lockSigner: Signer;
  readonly readerIdentifier: Uint8Array;
  /** The server's sealing key, 65-byte point (anchor class seal). */
  readonly sealPoint: Uint8Array;
  readonly previousHash: Uint8Array;
  readonly entries: readonly Uint8Array[];
  readonly random?: RandomBytes;
}): Promise<Bytes> {
  return pending(`sealJournalPage ${options.entries.length}`);
}

/** An opened page whose chain holds inside. `hashes[i]` is h after entry i, so overlaps and gaps can be told by the server. */
export type JournalPage = {
  readonly readerIdentifier: Uint8Array;
  readonly first: number;
  readonly last: number;
  readonly previousHash: Uint8Array;
  readonly entries: readonly JournalEntry[];
  readonly hashes: readonly Uint8Array[];
  readonly lastHash: Uint8Array;
};

/** Why a page was refused. */
export type JournalPageError = { readonly code: 'malformed' | 'signature' | 'sealed' | 'chain' };

/** The unencrypted label of a page, to find the lock it claims to be from before opening. Not trusted. */
export function readJournalPageLabel(
  page: Uint8Array,
): Result<{ readonly readerIdentifier: Uint8Array; readonly first: number; readonly last: number }> {
  return pending(`readJournalPageLabel ${page.length}`);
}

/** Opens a page (server): signature under the lock's point, HPKE, chain from previousHash to lastHash. */
export function openJournalPage(options: {
  readonly page: Uint8Array;
  readonly sealKey: AgreementKey;
  readonly lockPoint: Uint8Array;
}): Promise<Result<JournalPage, JournalPageError>> {
  return pending(`openJournalPage ${options.page.length}`);
}

/** How a page joins what the server already has. */
export type JournalJoin =
  | {
      readonly kind: 'joined' /** Entries that are new, after dropping the overlap. */;
      readonly fresh: readonly JournalEntry[];
    }
  | {
      readonly kind: 'gap';
      readonly missingFirst: number;
      readonly missingLast: number;
      readonly fresh: readonly JournalEntry[];
    }
  | { readonly kind: 'nothing-new' }
  | { readonly kind: 'fork' };

/** Compares a page with the last entry the server holds (null = none): overlap once, a gap as a gap, another history as a fork. */
export function joinJournalPage(
  known: { readonly seq: number; readonly hash: Uint8Array } | null,
  page: JournalPage,
): JournalJoin {
  return pending(`joinJournalPage ${known?.seq} ${page.first}`);
}
