// The lock's journal: entries and their hash chain (docs/protocol §7.9). Pages: journal-page.ts.
import { sha256 } from '../crypto/primitives.ts';
import { type Bytes, concat, utf8 } from '../encoding/bytes.ts';
import { cborMap, decodeCbor, encodeCbor } from '../encoding/cbor.ts';
import { bytesOf, fieldOf, uintOf } from '../encoding/cbor-fields.ts';
import { good, type Result, refuse } from '../result.ts';

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
 * One entry. `at` UTC ms (whole seconds on the wire; with `clockUnknown` the lock's best guess). `reason` is the number of a reason
 * code (0x0101), a mail type for mail events, a count for malformed-link. `generation` holds the mail's seq for mail events.
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
  /** First 8 bytes of the key hash. */
  readonly subject?: Uint8Array;
  /** 16-byte occupancy or person id. */
  readonly occupancyId?: Uint8Array;
  readonly generation?: number;
};

/** h_0, before the first entry: 32 zero bytes. */
export const JOURNAL_START: Uint8Array = new Uint8Array(32);

/** ASCII `nightlatch-journal-1`: chain label, COSE context and HPKE info. */
export const JOURNAL_LABEL: Uint8Array = utf8('nightlatch-journal-1');

const FLAG = { clockUnknown: 1, fast: 2, underPrivacy: 4, boltConfirmed: 8 };

/** CBOR of an entry; the bytes that are hashed and kept. */
export function encodeJournalEntry(entry: JournalEntry): Bytes {
  const flags =
    (entry.clockUnknown ? FLAG.clockUnknown : 0) |
    (entry.fast ? FLAG.fast : 0) |
    (entry.underPrivacy ? FLAG.underPrivacy : 0) |
    (entry.boltConfirmed ? FLAG.boltConfirmed : 0);
  return encodeCbor(
    cborMap(
      [0, entry.seq],
      [1, Math.max(0, Math.floor(entry.at / 1000))],
      [2, flags],
      [3, JOURNAL_EVENT[entry.event]],
      [4, entry.reason],
      [5, entry.subject],
      [6, entry.occupancyId],
      [7, entry.generation],
    ),
  );
}

function eventOf(code: number | undefined): JournalEvent | undefined {
  const found = Object.entries(JOURNAL_EVENT).find(([, value]) => value === code);
  // `as`: keys of JOURNAL_EVENT are exactly the names.
  return found === undefined ? undefined : (found[0] as JournalEvent);
}

/** Reads an entry. */
export function parseJournalEntry(bytes: Uint8Array): Result<JournalEntry> {
  const decoded = decodeCbor(bytes);
  if (!decoded.ok) return decoded;
  const node = decoded.value;
  const seq = uintOf(fieldOf(node, 0));
  const seconds = uintOf(fieldOf(node, 1));
  const flags = uintOf(fieldOf(node, 2));
  const event = eventOf(uintOf(fieldOf(node, 3)));
  const reason = uintOf(fieldOf(node, 4));
  if (seq === undefined || seconds === undefined || flags === undefined || event === undefined || reason === undefined)
    return refuse('missing', 0, 'journal field');
  const subject = bytesOf(fieldOf(node, 5), 8);
  const occupancyId = bytesOf(fieldOf(node, 6));
  const generation = uintOf(fieldOf(node, 7));
  const given = [5, 6, 7].filter((label) => fieldOf(node, label) !== undefined).length;
  const read = [subject, occupancyId, generation].filter((value) => value !== undefined).length;
  if (given !== read || (occupancyId !== undefined && occupancyId.length > 16))
    return refuse('value', 0, 'journal field');
  return good({
    seq,
    at: seconds * 1000,
    clockUnknown: (flags & FLAG.clockUnknown) !== 0,
    fast: (flags & FLAG.fast) !== 0,
    underPrivacy: (flags & FLAG.underPrivacy) !== 0,
    boltConfirmed: (flags & FLAG.boltConfirmed) !== 0,
    event,
    reason,
    ...(subject === undefined ? {} : { subject }),
    ...(occupancyId === undefined ? {} : { occupancyId }),
    ...(generation === undefined ? {} : { generation }),
  });
}

/** h_n = SHA-256(label ‖ h_(n-1) ‖ entry), entry as encoded. */
export function nextJournalHash(previous: Uint8Array, entry: Uint8Array): Promise<Bytes> {
  return sha256(concat(JOURNAL_LABEL, previous, entry));
}
