// The lock's ring of 1024 journal entries and its hash chain, as a value (docs/protocol §7.9).
import {
  encodeJournalEntry,
  equalBytes,
  JOURNAL_START,
  type JournalEntry,
  journalPageFit,
  nextJournalHash,
  parseJournalEntry,
} from '@nightlatch/aliro';

/** Entries the ring holds; the oldest are overwritten. */
export const JOURNAL_CAPACITY: 1024 = 1024;

/** One kept entry: its CBOR and h_seq. */
export interface JournalRecord {
  readonly seq: number;
  readonly bytes: Uint8Array;
  readonly hash: Uint8Array;
}

/** Durable. `records` are consecutive, oldest first. */
export interface JournalMemory {
  readonly records: readonly JournalRecord[];
  /** seq and hash of the entry before `records[0]`; 0 and 32 zero bytes at first. */
  readonly before: { readonly seq: number; readonly hash: Uint8Array };
  readonly receiptedSeq: number;
  /** Entries overwritten before anyone receipted them. */
  readonly lost: number;
}

/** A fresh lock's journal. */
export const EMPTY_JOURNAL: JournalMemory = {
  records: [],
  before: { seq: 0, hash: JOURNAL_START },
  receiptedSeq: 0,
  lost: 0,
};

/** An entry before it has its number. */
export type JournalLine = Omit<JournalEntry, 'seq'>;

const READ: WeakMap<JournalRecord, JournalEntry> = new WeakMap();

/** The newest `count` entries, oldest first. Each record is read once, however often a screen asks. */
export function newestEntries(memory: JournalMemory, count: number): JournalEntry[] {
  return memory.records.slice(-count).flatMap((record) => {
    const known = READ.get(record);
    if (known) return [known];
    const entry = parseJournalEntry(record.bytes);
    if (!entry.ok) return [];
    READ.set(record, entry.value);
    return [entry.value];
  });
}

/** seq and hash of the newest entry. */
export function journalHead(memory: JournalMemory): { readonly seq: number; readonly hash: Uint8Array } {
  return memory.records.at(-1) ?? memory.before;
}

/** Adds an entry. A full ring overwrites its oldest and counts it when nobody had receipted it; it never blocks an opening. */
export async function appendJournal(memory: JournalMemory, line: JournalLine): Promise<JournalMemory> {
  const head = journalHead(memory);
  const record = await makeRecord(head.hash, { ...line, seq: head.seq + 1 });
  const oldest = memory.records.length >= JOURNAL_CAPACITY ? memory.records[0] : undefined;
  const records = memory.records.slice(oldest ? 1 : 0);
  records.push(record);
  if (!oldest) return { ...memory, records };
  const lost = memory.lost + (oldest.seq > memory.receiptedSeq ? 1 : 0);
  return { ...memory, records, before: { seq: oldest.seq, hash: oldest.hash }, lost };
}

/**
 * Rewrites the newest entry, which no page has carried yet: the bolt reported after the entry was stored, and one opening is one
 * entry (docs/protocol §7.6: until then it reads "opened, not confirmed").
 */
export async function replaceNewest(memory: JournalMemory, line: JournalLine): Promise<JournalMemory> {
  const records = memory.records.slice(0, -1);
  const head = records.at(-1) ?? memory.before;
  records.push(await makeRecord(head.hash, { ...line, seq: head.seq + 1 }));
  return { ...memory, records };
}

/** Mail type 7: entries up to `last` may be overwritten silently, if `hash` is h_last. Undefined when it is not. */
export function receiptJournal(memory: JournalMemory, last: number, hash: Uint8Array): JournalMemory | undefined {
  const record = memory.records.find((candidate) => candidate.seq === last);
  if (!record || !equalBytes(record.hash, hash)) return undefined;
  return { ...memory, receiptedSeq: Math.max(memory.receiptedSeq, last) };
}

/** What the next page holds: the oldest unreceipted entries behind `afterSeq` that fit `capacityBytes`; undefined when there are none. */
export function nextPage(
  memory: JournalMemory,
  options: { readonly afterSeq?: number; readonly capacityBytes?: number },
): { readonly previousHash: Uint8Array; readonly entries: readonly Uint8Array[] } | undefined {
  const from = Math.max(memory.receiptedSeq, options.afterSeq ?? 0);
  const at = memory.records.findIndex((record) => record.seq > from);
  if (at === -1) return undefined;
  const open = memory.records.slice(at).map((record) => record.bytes);
  const entries = open.slice(0, journalPageFit(open, options.capacityBytes));
  if (entries.length === 0) return undefined;
  return { previousHash: memory.records[at - 1]?.hash ?? memory.before.hash, entries };
}

async function makeRecord(previousHash: Uint8Array, entry: JournalEntry): Promise<JournalRecord> {
  const bytes = encodeJournalEntry(entry);
  return { seq: entry.seq, bytes, hash: await nextJournalHash(previousHash, bytes) };
}
