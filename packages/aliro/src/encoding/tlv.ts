// BER-TLV as Aliro uses it: tags of one or two bytes, minimal lengths up to 65535 (docs/protocol §2.1, §9.3).
import { AliroError } from '../aliro-error.ts';
import { good, type Result, refuse } from '../result.ts';
import { type Bytes, concat, u16 } from './bytes.ts';

/** One element. `raw` is tag, length and value as received. */
export type TlvElement = {
  readonly tag: number;
  readonly value: Uint8Array;
  readonly raw: Uint8Array;
  readonly start: number;
};

/** What is known of a tag: exact or bounded length, and whether it must come. */
export type TlvField = {
  readonly tag: number;
  readonly length?: number;
  readonly min?: number;
  readonly max?: number;
  readonly required?: boolean;
};

const MAX_ELEMENTS = 64;

/** DER and BER length bytes, minimal. */
export function tlvLength(length: number): Bytes {
  if (length < 0x80) return Uint8Array.of(length);
  if (length < 0x100) return Uint8Array.of(0x81, length);
  if (length < 0x10000) return concat(Uint8Array.of(0x82), u16(length));
  throw new AliroError('limit', 'TLV value over 65535 bytes');
}

/** One element; tags above FF are two bytes. Parts are joined as the value. */
export function tlv(tag: number, ...parts: readonly Uint8Array[]): Bytes {
  const value = concat(...parts);
  return concat(tag > 0xff ? u16(tag) : Uint8Array.of(tag), tlvLength(value.length), value);
}

type Head = { readonly length: number; readonly next: number };

function readLength(bytes: Uint8Array, at: number): Result<Head> {
  const first = bytes[at];
  if (first === undefined) return refuse('truncated', at, 'length');
  if (first < 0x80) return good({ length: first, next: at + 1 });
  if (first !== 0x81 && first !== 0x82) return refuse('length', at, 'length form');
  const size = first - 0x80;
  if (at + size >= bytes.length) return refuse('truncated', at, 'length');
  const length = size === 1 ? (bytes[at + 1] ?? 0) : (bytes[at + 1] ?? 0) * 256 + (bytes[at + 2] ?? 0);
  if (length < (size === 1 ? 0x80 : 0x100)) return refuse('length', at, 'non-minimal length');
  return good({ length, next: at + 1 + size });
}

/** The element at `at`. */
export function readTlvAt(bytes: Uint8Array, at: number): Result<TlvElement & { readonly end: number }> {
  const first = bytes[at];
  if (first === undefined) return refuse('truncated', at, 'tag');
  let tag = first;
  let next = at + 1;
  if ((first & 0x1f) === 0x1f) {
    const second = bytes[next];
    if (second === undefined) return refuse('truncated', at, 'tag');
    if (second >= 0x80) return refuse('unexpected', at, 'tag of three bytes');
    tag = first * 256 + second;
    next += 1;
  }
  const length = readLength(bytes, next);
  if (!length.ok) return length;
  const end = length.value.next + length.value.length;
  if (end > bytes.length) return refuse('truncated', at, 'value');
  return good({
    tag,
    value: bytes.subarray(length.value.next, end),
    raw: bytes.subarray(at, end),
    start: at,
    end,
  });
}

/** All elements of a byte string, at most 64, nothing behind. */
export function parseTlv(bytes: Uint8Array): Result<readonly TlvElement[]> {
  const elements: TlvElement[] = [];
  let at = 0;
  while (at < bytes.length) {
    const element = readTlvAt(bytes, at);
    if (!element.ok) return element;
    if (elements.length >= MAX_ELEMENTS) return refuse('count', at, 'elements');
    const { end, ...rest } = element.value;
    elements.push(rest);
    at = end;
  }
  return good(elements);
}

function lengthFits(field: TlvField, length: number): boolean {
  if (field.length !== undefined) return length === field.length;
  return length >= (field.min ?? 0) && length <= (field.max ?? 65535);
}

/**
 * Known tags by the rules of §2.1: exact lengths, at most once, in the order of `fields` where `ordered` (commands and certificates);
 * unknown tags are skipped. The answer maps tag to element.
 */
export function readFields(
  bytes: Uint8Array,
  fields: readonly TlvField[],
  ordered: boolean,
): Result<ReadonlyMap<number, TlvElement>> {
  const elements = parseTlv(bytes);
  if (!elements.ok) return elements;
  const found = new Map<number, TlvElement>();
  let last = -1;
  for (const element of elements.value) {
    const index = fields.findIndex((field) => field.tag === element.tag);
    const field = fields[index];
    if (field === undefined) continue;
    if (found.has(element.tag)) return refuse('duplicate', element.start, tagName(element.tag));
    if (ordered && index < last) return refuse('order', element.start, tagName(element.tag));
    if (!lengthFits(field, element.value.length)) return refuse('length', element.start, tagName(element.tag));
    found.set(element.tag, element);
    last = index;
  }
  for (const field of fields) {
    if (field.required === true && !found.has(field.tag)) return refuse('missing', bytes.length, tagName(field.tag));
  }
  return good(found);
}

/** A tag as text for error details. */
export function tagName(tag: number): string {
  return tag.toString(16).toUpperCase();
}
