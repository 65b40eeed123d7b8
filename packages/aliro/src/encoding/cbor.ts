// CBOR for documents, mail and journal: a strict reader with raw slices, a deterministic writer (RFC 8949; docs/protocol §9.3).
import { AliroError } from '../aliro-error.ts';
import { good, type Result, refuse } from '../result.ts';
import { type Bytes, fromUtf8, utf8 } from './bytes.ts';

/** A label of a map: text and integer labels never meet (`1` is not `"1"`). */
export type CborKey = string | number;

/** A plain CBOR value. Tags are 0, 1 or 24. */
export type CborValue =
  | number
  | string
  | boolean
  | null
  | Uint8Array
  | readonly CborValue[]
  | ReadonlyMap<CborKey, CborValue>
  | CborTag
  | CborRaw;

/** A tagged value. */
export type CborTag = { readonly tag: 0 | 1 | 24; readonly value: CborValue };

/** An item that is encoded already; the writer copies it. */
export type CborRaw = { readonly raw: Uint8Array };

type NodeHead = {
  /** The item exactly as received, its head included. */
  readonly raw: Uint8Array;
  /** Where the item begins in the decoded input. */
  readonly start: number;
  /** Containers and tags around it, those of enclosing embedded CBOR included. */
  readonly depth: number;
};

/** A decoded item with its place and its raw bytes. */
export type CborNode = NodeHead &
  (
    | { readonly kind: 'integer'; readonly value: number }
    | { readonly kind: 'text'; readonly value: string }
    | { readonly kind: 'bytes'; readonly value: Uint8Array }
    | { readonly kind: 'boolean'; readonly value: boolean }
    | { readonly kind: 'null' }
    | { readonly kind: 'array'; readonly items: readonly CborNode[] }
    | { readonly kind: 'map'; readonly entries: ReadonlyMap<CborKey, CborNode> }
    | { readonly kind: 'tag'; readonly tag: 0 | 1 | 24; readonly value: CborNode }
  );

/** Limits of §9.3; each may be raised or lowered by the caller. */
export type CborLimits = {
  readonly bytes: number;
  readonly depth: number;
  readonly string: number;
  readonly map: number;
  readonly array: number;
};

/** The limits of §9.3 for a document. */
export const CBOR_LIMITS: CborLimits = { bytes: 4096, depth: 16, string: 4096, map: 64, array: 512 };

const HIGH = 0x100000000;

class Refused extends Error {
  readonly code: 'truncated' | 'value' | 'depth' | 'size' | 'count' | 'utf8' | 'duplicate' | 'unexpected';
  readonly offset: number;
  constructor(code: Refused['code'], offset: number, detail: string) {
    super(detail);
    this.code = code;
    this.offset = offset;
  }
}

type Reader = { readonly bytes: Uint8Array; at: number; readonly limits: CborLimits };

function readArgument(reader: Reader, additional: number, start: number): number {
  if (additional < 24) return additional;
  if (additional > 27) throw new Refused('unexpected', start, 'indefinite length or reserved head');
  const size = 1 << (additional - 24);
  if (reader.at + size > reader.bytes.length) throw new Refused('truncated', start, 'head');
  let value = 0;
  for (let i = 0; i < size; i += 1) value = value * 256 + (reader.bytes[reader.at + i] ?? 0);
  reader.at += size;
  const least = [24, 256, 65536, HIGH][additional - 24] ?? 0;
  if (value < least) throw new Refused('value', start, 'non-minimal head');
  if (value > Number.MAX_SAFE_INTEGER) throw new Refused('value', start, 'integer beyond 2^53-1');
  return value;
}

function readString(reader: Reader, length: number, start: number): Uint8Array {
  if (length > reader.limits.string) throw new Refused('size', start, 'string too long');
  if (reader.at + length > reader.bytes.length) throw new Refused('truncated', start, 'string');
  const value = reader.bytes.subarray(reader.at, reader.at + length);
  reader.at += length;
  return value;
}

function readKey(reader: Reader, depth: number): CborKey {
  const node = readNode(reader, depth);
  if (node.kind === 'text' || node.kind === 'integer') return node.value;
  throw new Refused('unexpected', node.start, 'label is neither text nor integer');
}

function readMap(reader: Reader, count: number, depth: number, start: number): Map<CborKey, CborNode> {
  if (count > reader.limits.map) throw new Refused('count', start, 'map too long');
  const entries = new Map<CborKey, CborNode>();
  for (let i = 0; i < count; i += 1) {
    const at = reader.at;
    const key = readKey(reader, depth + 1);
    if (entries.has(key)) throw new Refused('duplicate', at, 'label twice');
    entries.set(key, readNode(reader, depth + 1));
  }
  return entries;
}

function readTag(reader: Reader, tag: number, depth: number, start: number): { tag: 0 | 1 | 24; value: CborNode } {
  if (tag !== 0 && tag !== 1 && tag !== 24) throw new Refused('unexpected', start, 'tag');
  const value = readNode(reader, depth + 1);
  const wanted = tag === 0 ? 'text' : tag === 1 ? 'integer' : 'bytes';
  if (value.kind !== wanted) throw new Refused('value', value.start, `content of tag ${tag}`);
  return { tag, value };
}

/** What was read of an item that began at `start`, head included. */
function rawFrom(reader: Reader, start: number): Uint8Array {
  return reader.bytes.subarray(start, reader.at);
}

function readNode(reader: Reader, depth: number): CborNode {
  const start = reader.at;
  const head = reader.bytes[start];
  if (head === undefined) throw new Refused('truncated', start, 'item');
  reader.at += 1;
  const major = head >> 5;
  if (major >= 4 && major <= 6 && depth >= reader.limits.depth) throw new Refused('depth', start, 'too deep');
  if (major === 7) {
    if (head !== 0xf4 && head !== 0xf5 && head !== 0xf6)
      throw new Refused('unexpected', start, 'float or simple value');
    const raw = rawFrom(reader, start);
    return head === 0xf6
      ? { raw, start, depth, kind: 'null' }
      : { raw, start, depth, kind: 'boolean', value: head === 0xf5 };
  }
  const argument = readArgument(reader, head & 31, start);
  switch (major) {
    case 0:
      return { raw: rawFrom(reader, start), start, depth, kind: 'integer', value: argument };
    case 1:
      if (argument >= Number.MAX_SAFE_INTEGER) throw new Refused('value', start, 'integer below -(2^53-1)');
      return { raw: rawFrom(reader, start), start, depth, kind: 'integer', value: -1 - argument };
    case 2: {
      const value = readString(reader, argument, start);
      return { raw: rawFrom(reader, start), start, depth, kind: 'bytes', value };
    }
    case 3: {
      const value = fromUtf8(readString(reader, argument, start));
      if (value === null) throw new Refused('utf8', start, 'text');
      return { raw: rawFrom(reader, start), start, depth, kind: 'text', value };
    }
    case 4: {
      if (argument > reader.limits.array) throw new Refused('count', start, 'array too long');
      const items: CborNode[] = [];
      for (let i = 0; i < argument; i += 1) items.push(readNode(reader, depth + 1));
      return { raw: rawFrom(reader, start), start, depth, kind: 'array', items };
    }
    case 5: {
      const entries = readMap(reader, argument, depth, start);
      return { raw: rawFrom(reader, start), start, depth, kind: 'map', entries };
    }
    default: {
      const { tag, value } = readTag(reader, argument, depth, start);
      return { raw: rawFrom(reader, start), start, depth, kind: 'tag', tag, value };
    }
  }
}

/**
 * Decodes exactly one item. Refuses what §9.3 lists: indefinite lengths, non-minimal heads, duplicate labels, floats, other simple
 * values, other tags, bad UTF-8, trailing bytes, labels that are neither text nor integer. `depth` counts containers around (embedded CBOR).
 */
export function decodeCbor(bytes: Uint8Array, limits: Partial<CborLimits> = {}, depth = 0): Result<CborNode> {
  const all: CborLimits = { ...CBOR_LIMITS, ...limits };
  if (bytes.length > all.bytes) return refuse('size', 0, 'longer than its limit');
  const reader: Reader = { bytes, at: 0, limits: all };
  try {
    const node = readNode(reader, depth);
    if (reader.at !== bytes.length) return refuse('trailing', reader.at);
    return good(node);
  } catch (error) {
    if (error instanceof Refused) return refuse(error.code, error.offset, error.message);
    throw error;
  }
}

/** The item inside a tag 24 or a byte string, decoded with the same limits; its depth counts on. Offsets are those of the inner bytes. */
export function decodeEmbedded(node: CborNode, limits: Partial<CborLimits> = {}): Result<CborNode> {
  const inner = node.kind === 'tag' && node.tag === 24 ? node.value : node;
  if (inner.kind !== 'bytes') return refuse('unexpected', node.start, 'no embedded item');
  return decodeCbor(inner.value, limits, inner.depth + 1);
}

/** The plain value of a node. */
export function cborValueOf(node: CborNode): CborValue {
  switch (node.kind) {
    case 'null':
      return null;
    case 'array':
      return node.items.map(cborValueOf);
    case 'map':
      return new Map([...node.entries].map(([key, value]) => [key, cborValueOf(value)]));
    case 'tag':
      return { tag: node.tag, value: cborValueOf(node.value) };
    default:
      return node.value;
  }
}

/** Bytes as they are written; the array grows as it fills. */
type Writer = { bytes: Bytes; at: number };

function makeRoom(writer: Writer, length: number): void {
  const needed = writer.at + length;
  if (needed <= writer.bytes.length) return;
  const larger = new Uint8Array(Math.max(needed, 2 * writer.bytes.length));
  larger.set(writer.bytes.subarray(0, writer.at));
  writer.bytes = larger;
}

function writeBytes(writer: Writer, bytes: Uint8Array): void {
  makeRoom(writer, bytes.length);
  writer.bytes.set(bytes, writer.at);
  writer.at += bytes.length;
}

function writeHead(writer: Writer, major: number, argument: number): void {
  makeRoom(writer, 9);
  const size = argument < 24 ? 0 : argument < 256 ? 1 : argument < 65536 ? 2 : argument < HIGH ? 4 : 8;
  writer.bytes[writer.at] = (major << 5) | (size === 0 ? argument : 24 + Math.log2(size));
  let rest = argument;
  for (let i = size; i >= 1; i -= 1) {
    writer.bytes[writer.at + i] = rest % 256;
    rest = Math.floor(rest / 256);
  }
  writer.at += 1 + size;
}

function writeInteger(writer: Writer, value: number): void {
  if (!Number.isSafeInteger(value)) throw new AliroError('argument', 'CBOR integers lie within 2^53-1');
  if (value >= 0) writeHead(writer, 0, value);
  else writeHead(writer, 1, -1 - value);
}

function writeMap(writer: Writer, map: ReadonlyMap<CborKey, CborValue>): void {
  const entries = [...map].map(([key, value]) => ({ key: encodeCbor(key), value }));
  entries.sort((a, b) => compareBytes(a.key, b.key));
  writeHead(writer, 5, entries.length);
  for (const { key, value } of entries) {
    writeBytes(writer, key);
    writeValue(writer, value);
  }
}

/** Bytewise lexicographic order; no encoded label is the beginning of another. */
function compareBytes(a: Uint8Array, b: Uint8Array): number {
  for (let i = 0; i < a.length; i += 1) {
    const difference = (a[i] ?? 0) - (b[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}

function isArray(value: CborValue): value is readonly CborValue[] {
  return Array.isArray(value);
}

function isMap(value: CborValue): value is ReadonlyMap<CborKey, CborValue> {
  return value instanceof Map;
}

function writeValue(writer: Writer, value: CborValue): void {
  if (value === null) writeBytes(writer, Uint8Array.of(0xf6));
  else if (typeof value === 'boolean') writeBytes(writer, Uint8Array.of(value ? 0xf5 : 0xf4));
  else if (typeof value === 'number') writeInteger(writer, value);
  else if (typeof value === 'string') {
    const text = utf8(value);
    writeHead(writer, 3, text.length);
    writeBytes(writer, text);
  } else if (value instanceof Uint8Array) {
    writeHead(writer, 2, value.length);
    writeBytes(writer, value);
  } else if (isArray(value)) {
    writeHead(writer, 4, value.length);
    for (const item of value) writeValue(writer, item);
  } else if (isMap(value)) writeMap(writer, value);
  else if ('raw' in value) writeBytes(writer, value.raw);
  else {
    writeHead(writer, 6, value.tag);
    writeValue(writer, value.value);
  }
}

/** What is encoded is written here first: an array of its own for each item costs more than its bytes. Null while in use (labels of a map). */
let desk: Bytes | null = new Uint8Array(4096);

/** Core deterministic encoding (RFC 8949 §4.2.1): shortest heads, map entries in the order of their encoded labels. */
export function encodeCbor(value: CborValue): Bytes {
  const own = desk;
  const writer: Writer = { bytes: own ?? new Uint8Array(48), at: 0 };
  desk = null;
  try {
    writeValue(writer, value);
    return writer.bytes.slice(0, writer.at);
  } finally {
    desk = own;
  }
}

/** A map from pairs; pairs with an undefined value are left out. */
export function cborMap(...pairs: readonly (readonly [CborKey, CborValue | undefined])[]): Map<CborKey, CborValue> {
  const map = new Map<CborKey, CborValue>();
  for (const [key, value] of pairs) if (value !== undefined) map.set(key, value);
  return map;
}

/** `24(<<item>>)` around encoded bytes. */
export function embedded(encoded: Uint8Array): CborTag {
  return { tag: 24, value: encoded };
}
