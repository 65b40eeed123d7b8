// Journal pages: signed by the lock, sealed to the server, carried by anyone (docs/protocol §7.9).
import { AliroError } from '../aliro-error.ts';
import type { AgreementKey, Signer } from '../crypto/crypto-port.ts';
import { hpkeOpen, hpkeSeal } from '../crypto/hpke.ts';
import { agreementKeyFrom, verifySignature } from '../crypto/keys.ts';
import { readSign1, type Sign1, sign1, signedBytes } from '../documents/cose.ts';
import { type Bytes, equalBytes } from '../encoding/bytes.ts';
import { type CborNode, cborMap, decodeCbor, encodeCbor } from '../encoding/cbor.ts';
import { bytesOf, fieldOf, itemsOf, uintOf } from '../encoding/cbor-fields.ts';
import type { RandomBytes } from '../platform.ts';
import { bad, good, type Result, refuse } from '../result.ts';
import { JOURNAL_LABEL, type JournalEntry, nextJournalHash, parseJournalEntry } from './journal.ts';

/** Most entries and bytes of a page. */
export const JOURNAL_PAGE: { readonly entries: 60; readonly bytes: 4094 } = { entries: 60, bytes: 4094 };

// Everything of a page but its entries: COSE and CBOR heads, kid, reader identifier, enc, two hashes, tag, signature; measured 331, rounded up.
const PAGE_OVERHEAD = 340;

/** How many of these encoded entries (from the first) fit one page of `capacity` bytes. */
export function journalPageFit(entries: readonly Uint8Array[], capacity: number = JOURNAL_PAGE.bytes): number {
  let size = PAGE_OVERHEAD;
  let count = 0;
  for (const entry of entries) {
    size += entry.length;
    if (count >= JOURNAL_PAGE.entries || size > Math.min(capacity, JOURNAL_PAGE.bytes)) break;
    count += 1;
  }
  return count;
}

function aadOf(readerIdentifier: Uint8Array, first: number, last: number): Bytes {
  return encodeCbor([1, readerIdentifier, first, last]);
}

function seqOf(entry: Uint8Array | undefined): number {
  const parsed = entry === undefined ? null : parseJournalEntry(entry);
  if (parsed === null || !parsed.ok) throw new AliroError('argument', 'not a journal entry');
  return parsed.value.seq;
}

/** Seals a page (lock). `entries` are encoded, consecutive, 1-60; `previousHash` is h before the first. Throws AliroError `limit` over 4094 bytes. */
export async function sealJournalPage(options: {
  readonly lockSigner: Signer;
  readonly readerIdentifier: Uint8Array;
  /** The server's sealing key, 65-byte point (anchor class seal). */
  readonly sealPoint: Uint8Array;
  readonly previousHash: Uint8Array;
  readonly entries: readonly Uint8Array[];
  /** Source of the one-use sealing key; default: the platform's own key generation. */
  readonly random?: RandomBytes;
}): Promise<Bytes> {
  const { entries, readerIdentifier } = options;
  if (entries.length < 1 || entries.length > JOURNAL_PAGE.entries)
    throw new AliroError('limit', 'a page has 1 to 60 entries');
  const first = seqOf(entries[0]);
  const last = seqOf(entries.at(-1));
  if (last - first !== entries.length - 1) throw new AliroError('argument', 'entries of a page are consecutive');
  let hash = options.previousHash;
  for (const entry of entries) hash = await nextJournalHash(hash, entry);
  const sealed = await hpkeSeal({
    recipientPoint: options.sealPoint,
    info: JOURNAL_LABEL,
    aad: aadOf(readerIdentifier, first, last),
    plaintext: encodeCbor([options.previousHash, entries.map((raw) => ({ raw })), hash]),
    ...(options.random === undefined ? {} : { ephemeral: await agreementKeyFrom(options.random) }),
  });
  if (sealed === null) throw new AliroError('argument', 'the sealing key is not a point');
  const payload = encodeCbor(
    cborMap([0, 1], [1, readerIdentifier], [2, first], [3, last], [4, sealed.enc], [5, sealed.ciphertext]),
  );
  const page = encodeCbor(await sign1({ signer: options.lockSigner, payload, external: JOURNAL_LABEL }));
  if (page.length > JOURNAL_PAGE.bytes) throw new AliroError('limit', 'a page has at most 4094 bytes');
  return page;
}

/** An opened page whose chain holds inside. `hashes[i]` is h after entry i. */
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

/** What a page says of itself in the clear. Not trusted before `openJournalPage`. */
export type JournalPageLabel = { readonly readerIdentifier: Uint8Array; readonly first: number; readonly last: number };

type Envelope = JournalPageLabel & { readonly sign: Sign1; readonly enc: Uint8Array; readonly ciphertext: Uint8Array };

function readEnvelope(page: Uint8Array): Envelope | null {
  const decoded = decodeCbor(page, { bytes: JOURNAL_PAGE.bytes });
  const sign = decoded.ok ? readSign1(decoded.value) : null;
  if (sign === null || !sign.protectedFits) return null;
  const payload = decodeCbor(sign.payload, {}, 1);
  const node = payload.ok ? payload.value : undefined;
  const readerIdentifier = bytesOf(fieldOf(node, 1), 32);
  const first = uintOf(fieldOf(node, 2));
  const last = uintOf(fieldOf(node, 3));
  const enc = bytesOf(fieldOf(node, 4), 65);
  const ciphertext = bytesOf(fieldOf(node, 5));
  if (uintOf(fieldOf(node, 0)) !== 1 || readerIdentifier === undefined || first === undefined || last === undefined)
    return null;
  if (enc === undefined || ciphertext === undefined) return null;
  return { sign, readerIdentifier, first, last, enc, ciphertext };
}

/** The label of a page, to find the lock it claims to be from before opening. */
export function readJournalPageLabel(page: Uint8Array): Result<JournalPageLabel> {
  const envelope = readEnvelope(page);
  if (envelope === null) return refuse('unexpected', 0, 'journal page');
  const { readerIdentifier, first, last } = envelope;
  return good({ readerIdentifier, first, last });
}

async function readChain(node: CborNode, label: JournalPageLabel): Promise<Result<JournalPage, JournalPageError>> {
  const parts = itemsOf(node);
  const previousHash = bytesOf(parts?.[0], 32);
  const list = itemsOf(parts?.[1]);
  const lastHash = bytesOf(parts?.[2], 32);
  if (parts?.length !== 3 || previousHash === undefined || list === undefined || lastHash === undefined)
    return bad({ code: 'malformed' });
  const entries: JournalEntry[] = [];
  const hashes: Uint8Array[] = [];
  let hash = previousHash;
  for (const item of list) {
    const entry = parseJournalEntry(item.raw);
    if (!entry.ok) return bad({ code: 'malformed' });
    if (entry.value.seq !== label.first + entries.length) return bad({ code: 'chain' });
    hash = await nextJournalHash(hash, item.raw);
    entries.push(entry.value);
    hashes.push(hash);
  }
  const complete = entries.length > 0 && entries.at(-1)?.seq === label.last && equalBytes(hash, lastHash);
  if (!complete) return bad({ code: 'chain' });
  const { readerIdentifier, first, last } = label;
  return good({ readerIdentifier, first, last, previousHash, entries, hashes, lastHash });
}

/** Opens a page (server): signature under the lock's point, HPKE, chain from previousHash to lastHash. */
export async function openJournalPage(options: {
  readonly page: Uint8Array;
  readonly sealKey: AgreementKey;
  readonly lockPoint: Uint8Array;
}): Promise<Result<JournalPage, JournalPageError>> {
  const envelope = readEnvelope(options.page);
  if (envelope === null) return bad({ code: 'malformed' });
  const { sign } = envelope;
  if (!(await verifySignature(options.lockPoint, signedBytes(sign.payload, JOURNAL_LABEL), sign.signature)))
    return bad({ code: 'signature' });
  const plaintext = await hpkeOpen({
    recipient: options.sealKey,
    enc: envelope.enc,
    info: JOURNAL_LABEL,
    aad: aadOf(envelope.readerIdentifier, envelope.first, envelope.last),
    ciphertext: envelope.ciphertext,
  });
  if (plaintext === null) return bad({ code: 'sealed' });
  const decoded = decodeCbor(plaintext);
  return decoded.ok ? readChain(decoded.value, envelope) : bad({ code: 'malformed' });
}

/** How a page joins what the server already has. `fresh` are the entries that are new, after dropping the overlap. */
export type JournalJoin =
  | { readonly kind: 'joined'; readonly fresh: readonly JournalEntry[] }
  | {
      readonly kind: 'gap';
      readonly missingFirst: number;
      readonly missingLast: number;
      readonly fresh: readonly JournalEntry[];
    }
  | { readonly kind: 'nothing-new' }
  | { readonly kind: 'fork' };

/**
 * Compares a page with the last entry the server holds (null = none; a lock's first seq is 1): overlap once, a gap as a gap, another
 * history as a fork. A page that ends before the known entry can't be compared and is `nothing-new`.
 */
export function joinJournalPage(
  known: { readonly seq: number; readonly hash: Uint8Array } | null,
  page: JournalPage,
): JournalJoin {
  const seq = known?.seq ?? 0;
  if (page.first > seq + 1)
    return { kind: 'gap', missingFirst: seq + 1, missingLast: page.first - 1, fresh: page.entries };
  if (page.last < seq) return { kind: 'nothing-new' };
  const hashAtKnown = page.first === seq + 1 ? page.previousHash : page.hashes[seq - page.first];
  const expected = known?.hash ?? new Uint8Array(32);
  if (hashAtKnown === undefined || !equalBytes(hashAtKnown, expected)) return { kind: 'fork' };
  const fresh = page.entries.filter((entry) => entry.seq > seq);
  return fresh.length === 0 ? { kind: 'nothing-new' } : { kind: 'joined', fresh };
}
