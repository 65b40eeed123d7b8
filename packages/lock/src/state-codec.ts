// Bytes of the lock's memory: the small record, and the parts too big for it (docs/protocol §7.6).
import type { RevocationEntry } from '@nightlatch/aliro';
import { ANCHOR_CLASSES, type Anchor } from './anchors.ts';
import { ByteReader, ByteWriter, StoredFormError } from './byte-codec.ts';
import type { Configuration } from './configuration.ts';
import type { JournalMemory, JournalRecord } from './journal-memory.ts';
import type { CachedDocument, LockState } from './lock-state.ts';

const FORMAT = 1;

/** Version numbers of the parts that lie outside the record; 0 = empty, never written. */
export interface PartVersions {
  readonly revocations: number;
  readonly cache: number;
  /** Newest journal entry that lies in a full page; later ones are in the record. */
  readonly journalPagedSeq: number;
}

/** Consecutive entries and h of the entry before them. */
export interface JournalRun {
  readonly previousHash: Uint8Array;
  readonly records: readonly JournalRecord[];
}

/** The record: the state without the parts, and what it names. The state's journal is empty but for its counters. */
export interface RecordContent {
  readonly state: LockState;
  readonly versions: PartVersions;
  /** The journal entries behind `versions.journalPagedSeq`. */
  readonly journalTail: JournalRun;
}

/** Encodes the record. Of the journal it holds the entries behind `journalPagedSeq`. */
export function encodeRecord(state: LockState, versions: PartVersions): Uint8Array {
  const { journal } = state;
  const w = new ByteWriter().number(FORMAT);
  w.optional(state.lockKey, (key) => w.bytes(key.pkcs8).bytes(key.point));
  w.optional(state.identity, (id) => w.bytes(id.readerIdentifier).bytes(id.certificate).bytes(id.readerIssuerPoint));
  w.list(state.anchors, (anchor) => writeAnchor(w, anchor));
  writeConfiguration(w, state.configuration);
  w.number(state.generation.value).optional(state.generation.occupancyId, (id) => w.bytes(id));
  w.list(state.revocations.signedMsByElement, ([element, signedMs]) => w.text(element).number(signedMs));
  w.number(state.revocations.overflowFloorMs);
  w.list(state.iterations, ([kid, iteration]) => w.text(kid).number(iteration));
  w.optional(state.clock.setting, (s) => w.number(s.offsetMs).number(s.setAtCounterMs).number(s.uncertaintyAtSetMs));
  w.number(state.clock.timeFloorMs).number(state.counterMs);
  w.list(state.mailSeqs, ([type, seq]) => w.number(type).number(seq));
  w.flag(state.privacy);
  w.number(versions.revocations).number(versions.cache).number(versions.journalPagedSeq);
  w.number(journal.receiptedSeq).number(journal.lost).number(journal.before.seq).bytes(journal.before.hash);
  writeJournalRun(w, journalRun(journal, versions.journalPagedSeq));
  return w.done();
}

/** Decodes the record; its lists are empty and its journal holds only what the record itself does. Throws StoredFormError. */
export function decodeRecord(body: Uint8Array): RecordContent {
  const r = new ByteReader(body);
  if (r.number() !== FORMAT) throw new StoredFormError('format');
  const lockKey = r.optional(() => ({ pkcs8: r.bytes(), point: r.bytes() }));
  const identity = r.optional(() => ({
    readerIdentifier: r.bytes(),
    certificate: r.bytes(),
    readerIssuerPoint: r.bytes(),
  }));
  const anchors = r.list(() => readAnchor(r));
  const configuration = readConfiguration(r);
  const generationValue = r.number();
  const occupancyId = r.optional(() => r.bytes());
  const signedMsByElement = new Map(r.list(() => [r.text(), r.number()] as const));
  const overflowFloorMs = r.number();
  const iterations = new Map(r.list(() => [r.text(), r.number()] as const));
  const setting = r.optional(() => ({
    offsetMs: r.number(),
    setAtCounterMs: r.number(),
    uncertaintyAtSetMs: r.number(),
  }));
  const timeFloorMs = r.number();
  const counterMs = r.number();
  const mailSeqs = new Map(r.list(() => [r.number(), r.number()] as const));
  const privacy = r.flag();
  const versions = { revocations: r.number(), cache: r.number(), journalPagedSeq: r.number() };
  const receiptedSeq = r.number();
  const lost = r.number();
  const before = { seq: r.number(), hash: r.bytes() };
  const journalTail = readJournalRun(r);
  r.end();
  const state: LockState = {
    ...(lockKey && { lockKey }),
    ...(identity && { identity }),
    anchors,
    configuration,
    generation: { value: generationValue, ...(occupancyId && { occupancyId }) },
    revocations: { entries: [], signedMsByElement, overflowFloorMs },
    iterations,
    clock: { ...(setting && { setting }), timeFloorMs },
    counterMs,
    mailSeqs,
    privacy,
    cache: [],
    journal: { records: [], before, receiptedSeq, lost },
  };
  return { state, versions, journalTail };
}

/** The revocation list as its own part. */
export function encodeRevocationPart(entries: readonly RevocationEntry[]): Uint8Array {
  const w = new ByteWriter();
  w.list(entries, (entry) => {
    w.optional(entry.keyHash, (hash) => w.bytes(hash));
    w.optional(entry.id, (id) => w.bytes(id));
    w.optional(entry.expiresAt, (at) => w.number(at));
  });
  return w.done();
}

/** Reads it back. Throws StoredFormError. */
export function decodeRevocationPart(body: Uint8Array): RevocationEntry[] {
  const r = new ByteReader(body);
  const entries = r.list(() => {
    const keyHash = r.optional(() => r.bytes());
    const id = r.optional(() => r.bytes());
    const expiresAt = r.optional(() => r.number());
    return { ...(keyHash && { keyHash }), ...(id && { id }), ...(expiresAt !== undefined && { expiresAt }) };
  });
  r.end();
  return entries;
}

/** A cached document without its verified content, which is made anew from `bytes` at the start. */
export type StoredDocument = Omit<CachedDocument, 'document'>;

/** The document cache as its own part. */
export function encodeCachePart(cache: readonly StoredDocument[]): Uint8Array {
  const w = new ByteWriter();
  w.list(cache, (entry) => {
    w.bytes(entry.kpersistent).bytes(entry.devicePoint).bytes(entry.bytes).number(entry.storedAtMs);
    w.list(entry.occupancyIds, (id) => w.bytes(id));
    w.optional(entry.generation, (generation) => w.number(generation));
  });
  return w.done();
}

/** Reads it back. Throws StoredFormError. */
export function decodeCachePart(body: Uint8Array): StoredDocument[] {
  const r = new ByteReader(body);
  const cache = r.list(() => {
    const entry = { kpersistent: r.bytes(), devicePoint: r.bytes(), bytes: r.bytes(), storedAtMs: r.number() };
    const occupancyIds = r.list(() => r.bytes());
    const generation = r.optional(() => r.number());
    return { ...entry, occupancyIds, ...(generation !== undefined && { generation }) };
  });
  r.end();
  return cache;
}

/** The entries behind `afterSeq`, with the hash before them. */
export function journalRun(journal: JournalMemory, afterSeq: number, untilSeq: number = Infinity): JournalRun {
  // Records are consecutive, so their places follow from the first one's number.
  const first = journal.records[0]?.seq ?? afterSeq + 1;
  const from = Math.max(0, afterSeq + 1 - first);
  const records = journal.records.slice(from, Math.max(from, untilSeq + 1 - first));
  const previous = journal.records[afterSeq - first];
  return { previousHash: previous?.hash ?? journal.before.hash, records };
}

/** A full page of journal entries as its own part. */
export function encodeJournalPart(run: JournalRun): Uint8Array {
  const w = new ByteWriter();
  writeJournalRun(w, run);
  return w.done();
}

/** Reads it back. Throws StoredFormError. */
export function decodeJournalPart(body: Uint8Array): JournalRun {
  const r = new ByteReader(body);
  const run = readJournalRun(r);
  r.end();
  return run;
}

function writeJournalRun(w: ByteWriter, run: JournalRun): void {
  w.bytes(run.previousHash);
  w.list(run.records, (record) => w.number(record.seq).bytes(record.bytes).bytes(record.hash));
}

function readJournalRun(r: ByteReader): JournalRun {
  return {
    previousHash: r.bytes(),
    records: r.list(() => ({ seq: r.number(), bytes: r.bytes(), hash: r.bytes() })),
  };
}

function writeAnchor(w: ByteWriter, anchor: Anchor): void {
  w.number(ANCHOR_CLASSES.indexOf(anchor.class)).number(anchor.epoch).bytes(anchor.kid).bytes(anchor.point);
}

function readAnchor(r: ByteReader): Anchor {
  const cls = ANCHOR_CLASSES[r.number()];
  if (!cls) throw new StoredFormError('anchor class');
  return { class: cls, epoch: r.number(), kid: r.bytes(), point: r.bytes() };
}

function writeConfiguration(w: ByteWriter, c: Configuration): void {
  w.flag(c.kind === 'room').text(c.element);
  w.list(c.otherElements, (name) => w.text(name));
  w.number(c.openMs).number(c.extendedOpenMs).number(c.privacyMode).number(c.maxLeaseSeconds).text(c.revocationElement);
  w.optional(c.zone, (zone) => w.list(zone, (step) => w.number(step.fromSeconds).number(step.offsetMinutes)));
  w.flag(c.fast).flag(c.allowRuleless);
}

function readConfiguration(r: ByteReader): Configuration {
  const kind = r.flag() ? 'room' : 'common';
  const element = r.text();
  const otherElements = r.list(() => r.text());
  const openMs = r.number();
  const extendedOpenMs = r.number();
  const privacyMode = r.number() === 1 ? 1 : 0;
  const maxLeaseSeconds = r.number();
  const revocationElement = r.text();
  const zone = r.optional(() => r.list(() => ({ fromSeconds: r.number(), offsetMinutes: r.number() })));
  const fast = r.flag();
  const allowRuleless = r.flag();
  return {
    kind,
    element,
    otherElements,
    openMs,
    extendedOpenMs,
    privacyMode,
    maxLeaseSeconds,
    revocationElement,
    ...(zone && { zone }),
    fast,
    allowRuleless,
  };
}
