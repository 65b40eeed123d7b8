// Puts the lock's state into its slots and takes it out again: one atomic record, big lists under versions it names (docs/protocol §7.6).
import { verifySignedDocument } from '@nightlatch/aliro';
import { StoredFormError } from './byte-codec.ts';
import { type JournalMemory, journalHead } from './journal-memory.ts';
import { type CachedDocument, FACTORY_STATE, type LockState } from './lock-state.ts';
import type { LockStorage } from './ports.ts';
import {
  decodeCachePart,
  decodeJournalPart,
  decodeRecord,
  decodeRevocationPart,
  encodeCachePart,
  encodeJournalPart,
  encodeRecord,
  encodeRevocationPart,
  type JournalRun,
  journalRun,
  type PartVersions,
  type RecordContent,
  type StoredDocument,
} from './state-codec.ts';
import { frameRecord, loadRecord, RECORD_SLOTS, unframeRecord } from './two-slots.ts';

/** Entries in one journal page slot. */
const PAGE_ENTRIES = 32;
/** 32 pages make the ring; two more, so that a page being written is never one that the current record names. */
const PAGE_SLOTS = 34;
/** Entries that may wait in the record: the newest must stay there, it may still be rewritten. */
const MAX_TAIL = 48;

/** What the start found. */
export type LoadedState =
  | { readonly kind: 'empty'; readonly state: LockState }
  | { readonly kind: 'damaged'; readonly state: LockState }
  | { readonly kind: 'valid'; readonly state: LockState };

/** Owns the slots of one lock. Calls must not overlap. */
export class LockMemory {
  readonly #storage: LockStorage;
  #sequence = 0;
  #nextSlot: 0 | 1 = 0;
  #versions: PartVersions = { revocations: 0, cache: 0, journalPagedSeq: 0 };
  #stored: LockState = FACTORY_STATE;

  constructor(storage: LockStorage) {
    this.#storage = storage;
  }

  /** Reads everything. A damaged memory gives the factory state, which opens for nobody. */
  async load(): Promise<LoadedState> {
    const loaded = await loadRecord(this.#storage);
    if (loaded.kind !== 'valid') return { kind: loaded.kind, state: FACTORY_STATE };
    this.#sequence = loaded.sequence;
    this.#nextSlot = loaded.slot === 0 ? 1 : 0;
    try {
      const content = decodeRecord(loaded.body);
      const state = await this.#withParts(content);
      this.#versions = content.versions;
      this.#stored = state;
      return { kind: 'valid', state };
    } catch (error) {
      if (!(error instanceof StoredFormError)) throw error;
      return { kind: 'damaged', state: FACTORY_STATE };
    }
  }

  /**
   * Stores `next` durably. Rejects when the storage does; the memory then holds the old state or the new one, never less
   * (invariant 6), and the caller goes on with the old one.
   */
  async commit(next: LockState): Promise<void> {
    const versions = { ...this.#versions };
    if (next.revocations.entries !== this.#stored.revocations.entries) {
      versions.revocations += 1;
      const slot = `revocations-${versions.revocations & 1}`;
      await this.#writePart(slot, versions.revocations, encodeRevocationPart(next.revocations.entries));
    }
    if (next.cache !== this.#stored.cache) {
      versions.cache += 1;
      await this.#writePart(`documents-${versions.cache & 1}`, versions.cache, encodeCachePart(next.cache));
    }
    while (journalHead(next.journal).seq - versions.journalPagedSeq > MAX_TAIL) {
      const until = versions.journalPagedSeq + PAGE_ENTRIES;
      const run = journalRun(next.journal, versions.journalPagedSeq, until);
      await this.#writePart(pageSlot(until), until, encodeJournalPart(run));
      versions.journalPagedSeq = until;
    }
    await this.#writeRecord(next, versions);
  }

  /** Puts a lock back to `next` and overwrites everything that was there before: keys, lists, journal. */
  async erase(next: LockState): Promise<void> {
    const versions = { ...this.#versions, revocations: 0, cache: 0, journalPagedSeq: 0 };
    await this.#writeRecord(next, versions);
    await this.#writeRecord(next, versions);
    const parts = ['revocations-0', 'revocations-1', 'documents-0', 'documents-1'];
    const pages = Array.from({ length: PAGE_SLOTS }, (_, n) => `journal-${n}`);
    for (const slot of [...parts, ...pages]) {
      if (await this.#storage.read(slot)) await this.#storage.write(slot, new Uint8Array(0));
    }
  }

  async #writeRecord(next: LockState, versions: PartVersions): Promise<void> {
    const framed = frameRecord(this.#sequence + 1, encodeRecord(next, versions));
    await this.#storage.write(RECORD_SLOTS[this.#nextSlot], framed);
    this.#sequence += 1;
    this.#nextSlot = this.#nextSlot === 0 ? 1 : 0;
    this.#versions = versions;
    this.#stored = next;
  }

  async #writePart(slot: string, version: number, body: Uint8Array): Promise<void> {
    await this.#storage.write(slot, frameRecord(version, body));
  }

  async #readPart(slot: string, version: number): Promise<Uint8Array | undefined> {
    const framed = await this.#storage.read(slot);
    const part = framed && unframeRecord(framed);
    return part?.sequence === version ? part.body : undefined;
  }

  async #withParts(content: RecordContent): Promise<LockState> {
    const { state, versions } = content;
    const entries = await this.#loadRevocations(versions.revocations);
    const revocations = { ...state.revocations, entries };
    const journal = await this.#loadJournal(content);
    const whole = { ...state, revocations, journal };
    return { ...whole, cache: await this.#loadCache(whole, versions.cache) };
  }

  /** A lost list would forget revocations: then the whole memory counts as damaged. */
  async #loadRevocations(version: number): Promise<LockState['revocations']['entries']> {
    if (version === 0) return [];
    const body = await this.#readPart(`revocations-${version & 1}`, version);
    if (!body) throw new StoredFormError('revocation list');
    return decodeRevocationPart(body);
  }

  /** A lost cache costs only time. Signatures are checked again: what was stored is trusted no more than what a phone sends. */
  async #loadCache(state: LockState, version: number): Promise<CachedDocument[]> {
    const body = version === 0 ? undefined : await this.#readPart(`documents-${version & 1}`, version);
    if (!body) return [];
    const restored = await Promise.all(decodeCachePart(body).map((stored) => restoreDocument(stored, state)));
    return restored.filter((entry) => entry !== undefined);
  }

  /** A lost page is a gap: entries up to its end are gone and counted. */
  async #loadJournal({ state, versions, journalTail }: RecordContent): Promise<JournalMemory> {
    let journal: JournalMemory = state.journal;
    const firstPage = Math.floor(journal.before.seq / PAGE_ENTRIES) * PAGE_ENTRIES + PAGE_ENTRIES;
    for (let until = firstPage; until <= versions.journalPagedSeq; until += PAGE_ENTRIES) {
      const body = await this.#readPart(pageSlot(until), until);
      journal = joinRun(journal, body && decodeJournalPart(body), until);
    }
    return joinRun(journal, journalTail, versions.journalPagedSeq);
  }
}

function pageSlot(untilSeq: number): string {
  return `journal-${(untilSeq / PAGE_ENTRIES) % PAGE_SLOTS}`;
}

/** Appends a run, or starts anew behind a gap when the entries before it are not there. */
function joinRun(journal: JournalMemory, run: JournalRun | undefined, untilSeq: number): JournalMemory {
  if (!run) {
    const lost = Math.max(0, untilSeq - Math.max(journal.receiptedSeq, journal.before.seq));
    return { ...journal, records: [], before: { seq: untilSeq, hash: new Uint8Array(32) }, lost: journal.lost + lost };
  }
  const head = journalHead(journal);
  const fresh = run.records.filter((record) => record.seq > head.seq);
  const isGap = journal.records.length === 0 && fresh.length === run.records.length;
  const before = isGap && fresh[0] ? { seq: fresh[0].seq - 1, hash: run.previousHash } : journal.before;
  return { ...journal, records: [...journal.records, ...fresh], before };
}

async function restoreDocument(stored: StoredDocument, state: LockState): Promise<CachedDocument | undefined> {
  const anchors = state.anchors.filter((anchor) => anchor.class === 'credential');
  const verified = await verifySignedDocument({
    document: stored.bytes,
    docType: 'aliro-a',
    askedElements: null,
    anchors,
  });
  return verified.ok ? { ...stored, document: verified.value } : undefined;
}
