// RevocationData: the list of keys that must not open, and how a lock's list changes (docs/protocol §5.4).
import { AliroError } from '../aliro-error.ts';
import { type Bytes, equalBytes } from '../encoding/bytes.ts';
import { type CborNode, type CborValue, cborMap, decodeCbor, encodeCbor } from '../encoding/cbor.ts';
import { bytesOf, fieldOf, itemsOf, onlyLabels, uintOf } from '../encoding/cbor-fields.ts';
import { good, type Result, refuse } from '../result.ts';
import { toSeconds } from './signed-time.ts';

/** One entry: a device by `keyHash` (32 bytes), an occupancy or person by `id` (<= 16 bytes), at least one. `expiresAt` in UTC ms. */
export type RevocationEntry = { readonly keyHash?: Uint8Array; readonly id?: Uint8Array; readonly expiresAt?: number };

/** A change to a lock's list. Our issuer only writes `overwrite` with the full list. */
export type RevocationData = {
  readonly mode: 'overwrite' | 'append';
  readonly adds: readonly RevocationEntry[];
  readonly removes: readonly RevocationEntry[];
};

function encodeEntry(entry: RevocationEntry): CborValue {
  if (entry.keyHash === undefined && entry.id === undefined)
    throw new AliroError('argument', 'a revocation entry names a key hash or an id');
  const expiry: CborValue | undefined =
    entry.expiresAt === undefined ? undefined : { tag: 1, value: toSeconds(entry.expiresAt) };
  return cborMap([0, entry.keyHash], [1, entry.id], [2, expiry]);
}

/** CBOR of a RevocationData, deterministic. Throws AliroError `argument` for an entry outside §5.4. */
export function encodeRevocationData(data: RevocationData): Bytes {
  const out = encodeCbor(
    cborMap(
      [0, 1],
      [1, data.mode === 'overwrite' ? 0 : 1],
      [2, data.adds.map(encodeEntry)],
      [3, data.removes.length === 0 ? undefined : data.removes.map(encodeEntry)],
    ),
  );
  const check = parseRevocationData(out);
  if (!check.ok) throw new AliroError('argument', `RevocationData: ${check.error.detail ?? check.error.code}`);
  return out;
}

function parseEntry(node: CborNode): RevocationEntry | null {
  if (!onlyLabels(node, [0, 1, 2])) return null;
  const hashNode = fieldOf(node, 0);
  const idNode = fieldOf(node, 1);
  const expiryNode = fieldOf(node, 2);
  const keyHash = bytesOf(hashNode, 32);
  const id = bytesOf(idNode);
  const expiry = expiryNode?.kind === 'tag' && expiryNode.tag === 1 ? uintOf(expiryNode.value) : undefined;
  if (hashNode === undefined && idNode === undefined) return null;
  if (hashNode !== undefined && keyHash === undefined) return null;
  if (idNode !== undefined && (id === undefined || id.length > 16)) return null;
  if (expiryNode !== undefined && expiry === undefined) return null;
  return {
    ...(keyHash === undefined ? {} : { keyHash }),
    ...(id === undefined ? {} : { id }),
    ...(expiry === undefined ? {} : { expiresAt: expiry * 1000 }),
  };
}

function parseEntries(node: CborNode | undefined, name: string): Result<readonly RevocationEntry[]> {
  if (node === undefined) return good([]);
  const items = itemsOf(node);
  if (items === undefined) return refuse('unexpected', node.start, name);
  const out: RevocationEntry[] = [];
  for (const item of items) {
    const entry = parseEntry(item);
    if (entry === null) return refuse('value', item.start, name);
    out.push(entry);
  }
  return good(out);
}

/** Reads and checks a RevocationData; a refusal is status 0007. */
export function parseRevocationData(bytes: Uint8Array): Result<RevocationData> {
  const decoded = decodeCbor(bytes);
  if (!decoded.ok) return decoded;
  const node = decoded.value;
  if (uintOf(fieldOf(node, 0)) !== 1) return refuse('value', 0, 'version');
  if (!onlyLabels(node, [0, 1, 2, 3, 4])) return refuse('unexpected', 0, 'label');
  const mode = uintOf(fieldOf(node, 1), 1);
  if (mode === undefined) return refuse('value', 0, 'mode');
  if (fieldOf(node, 2) === undefined) return refuse('missing', 0, 'adds');
  const adds = parseEntries(fieldOf(node, 2), 'adds');
  if (!adds.ok) return adds;
  const removes = parseEntries(fieldOf(node, 3), 'removes');
  if (!removes.ok) return removes;
  return good({ mode: mode === 0 ? 'overwrite' : 'append', adds: adds.value, removes: removes.value });
}

function same(a: Uint8Array | undefined, b: Uint8Array | undefined): boolean {
  return a === undefined || b === undefined ? a === b : equalBytes(a, b);
}

function sameSubject(a: RevocationEntry, b: RevocationEntry): boolean {
  return same(a.keyHash, b.keyHash) && same(a.id, b.id);
}

/** The later of two expiries; an absent one never ends. */
function later(a: RevocationEntry, b: RevocationEntry): RevocationEntry {
  if (a.expiresAt === undefined || b.expiresAt === undefined) return a.expiresAt === undefined ? a : b;
  return a.expiresAt >= b.expiresAt ? a : b;
}

/**
 * The new list. Entries of one subject (same hash, same id) are kept once, with the later expiry; an entry in both adds and removes ends
 * up removed. Capacity and expiry are the lock's matter (§7.6.1).
 */
export function applyRevocation(list: readonly RevocationEntry[], data: RevocationData): readonly RevocationEntry[] {
  const out: RevocationEntry[] = [];
  for (const entry of data.mode === 'overwrite' ? data.adds : [...list, ...data.adds]) {
    const at = out.findIndex((known) => sameSubject(known, entry));
    const known = out[at];
    if (known === undefined) out.push(entry);
    else out[at] = later(known, entry);
  }
  return out.filter((entry) => !data.removes.some((removed) => sameSubject(removed, entry)));
}

/** True where an entry names this device's key hash or this AccessData id (either suffices, UNSURE 21). */
export function isRevoked(
  list: readonly RevocationEntry[],
  subject: { readonly keyHash: Uint8Array; readonly id: Uint8Array | null },
): boolean {
  return list.some(
    (entry) =>
      (entry.keyHash !== undefined && equalBytes(entry.keyHash, subject.keyHash)) ||
      (entry.id !== undefined && subject.id !== null && equalBytes(entry.id, subject.id)),
  );
}
