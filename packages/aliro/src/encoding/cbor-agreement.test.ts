// What is valid: ours and two other CBOR libraries agree on every input, mutated ones included, within the limits of docs/protocol §9.3.

import { decode as decodeCbor2, Tag } from 'cbor2';
import * as cborg from 'cborg';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { concat, fromHex, hex, readU16 } from './bytes.ts';
import { type CborValue, decodeCbor, encodeCbor } from './cbor.ts';
import { parseTlv, tlv } from './tlv.ts';

/** Tagged content as cborg hands it over. */
class Tagged {
  readonly tag: number;
  readonly value: unknown;
  constructor(tag: number, value: unknown) {
    this.tag = tag;
    this.value = value;
  }
}

/** The profile of §9.3 over plain decoded values: what a library that takes more leaves to its caller. */
function withinProfile(value: unknown, depth = 0): boolean {
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return true;
  // -2^53 and below are refused: §9.3 begins at -(2^53-1).
  if (typeof value === 'number') return Number.isSafeInteger(value);
  if (value instanceof Uint8Array) return true;
  const inner = (item: unknown): boolean => withinProfile(item, depth + 1);
  if (depth >= 16) return false;
  if (Array.isArray(value)) return value.length <= 512 && value.every(inner);
  if (value instanceof Map)
    return (
      value.size <= 64 && [...value].every(([k, v]) => ['number', 'string'].includes(typeof k) && inner(k) && inner(v))
    );
  if (value instanceof Tagged || value instanceof Tag) {
    const tag = Number(value.tag);
    const content: unknown = value instanceof Tagged ? value.value : value.contents;
    if (tag === 0) return typeof content === 'string';
    if (tag === 1) return typeof content === 'number' && inner(content);
    return tag === 24 && content instanceof Uint8Array;
  }
  return false;
}

const utf8Only = new TextDecoder('utf-8', { fatal: true });

/** cborg with its own tokens: what the decoded value no longer shows (floats, texts mended with U+FFFD) is refused where it stands. */
class StrictTokens extends cborg.Tokenizer {
  override next(): ReturnType<cborg.Tokenizer['next']> {
    const start = this.pos();
    const token = super.next();
    if (cborg.Type.equals(token.type, cborg.Type.float)) throw new Error('float');
    if (cborg.Type.equals(token.type, cborg.Type.string)) {
      const additional = (this.data[start] ?? 0) & 31;
      const head = additional < 24 ? 1 : 1 + (1 << (additional - 24));
      utf8Only.decode(this.data.subarray(start + head, this.pos()));
    }
    return token;
  }
}

const TAGS = Object.fromEntries(
  [0, 1, 24].map((tag) => [tag, (content: unknown): unknown => new Tagged(tag, content)]),
);

function cborgTakes(bytes: Uint8Array): boolean {
  const options = {
    strict: true,
    useMaps: true,
    rejectDuplicateMapKeys: true,
    allowIndefinite: false,
    allowUndefined: false,
    allowBigInt: false,
    tags: TAGS,
  };
  try {
    // `as`: the types of cborg name its tag decoders more narrowly than it takes them.
    return withinProfile(
      cborg.decode(bytes, { ...options, tokenizer: new StrictTokens(bytes, options as never) } as never),
    );
  } catch {
    return false;
  }
}

function cbor2Takes(bytes: Uint8Array): boolean {
  try {
    const value: unknown = decodeCbor2(bytes, {
      preferMap: true,
      rejectDuplicateKeys: true,
      rejectFloats: true,
      rejectStreaming: true,
      rejectUndefined: true,
      rejectSimple: true,
      requirePreferred: true,
      ignoreGlobalTags: true,
      tags: new Map(),
    });
    return withinProfile(value);
  } catch {
    return false;
  }
}

const scalar: fc.Arbitrary<CborValue> = fc.oneof(
  fc.integer({ min: -300, max: 70_000 }),
  fc.string({ maxLength: 12 }),
  fc.boolean(),
  fc.constant(null),
  fc.uint8Array({ maxLength: 30 }),
  fc.constant({ tag: 0 as const, value: '2026-03-01T11:00:00Z' }),
  fc.uint8Array({ maxLength: 12 }).map((bytes) => ({ tag: 24 as const, value: bytes })),
);
const value: fc.Arbitrary<CborValue> = fc.letrec<{ node: CborValue }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 4 },
    scalar,
    fc.array(tie('node'), { maxLength: 4 }),
    fc
      .array(fc.tuple(fc.oneof(fc.string({ maxLength: 4 }), fc.integer({ min: -9, max: 99 })), tie('node')), {
        maxLength: 4,
      })
      .map((pairs) => new Map(pairs)),
  ),
})).node;

/** A real encoding, up to three bytes changed and perhaps cut: most still look like CBOR for a while. */
const mutated = fc
  .tuple(
    value,
    fc.array(
      fc.tuple(
        fc.nat(400),
        fc.oneof(fc.nat(255), fc.constantFrom(0x17, 0x18, 0x5f, 0x80, 0x9f, 0xa0, 0xc1, 0xd8, 0xf7, 0xf9, 0xff)),
      ),
      { maxLength: 3 },
    ),
    fc.option(fc.nat(400), { freq: 4 }),
  )
  .map(([given, edits, cut]) => {
    const bytes = encodeCbor(given);
    for (const [at, byte] of edits) bytes[at % bytes.length] = byte;
    return cut === null ? bytes : bytes.slice(0, cut % (bytes.length + 1));
  });

describe('D41, D42: what is valid', () => {
  it.each([
    ['random bytes', fc.uint8Array({ maxLength: 40 }), 4000],
    ['mutated encodings', mutated, 6000],
  ])('%s: taken by ours exactly where cborg and cbor2 take them within the limits', (_name, bytes, numRuns) => {
    let taken = 0;
    fc.assert(
      fc.property(bytes, (given) => {
        const ours = decodeCbor(given).ok;
        if (ours) taken += 1;
        expect({ cborg: cborgTakes(given), cbor2: cbor2Takes(given), bytes: hex(given) }).toEqual({
          cborg: ours,
          cbor2: ours,
          bytes: hex(given),
        });
      }),
      { numRuns },
    );
    expect(taken).toBeGreaterThan(50);
  });
});

/** A reader of TLV by its one sentence: tag, minimal length, value; nothing else. */
function tlvOracle(text: string): boolean {
  const bytes = fromHex(text);
  let count = 0;
  for (let at = 0; at < bytes.length; count += 1) {
    if (((bytes[at] ?? 0) & 0x1f) === 0x1f) {
      at += 1;
      if (at >= bytes.length || (bytes[at] ?? 0) >= 0x80) return false;
    }
    const form = bytes[at + 1];
    if (form === undefined) return false;
    const size = form < 0x80 ? 0 : form - 0x80;
    if (form === 0x80 || size > 2 || at + 1 + size >= bytes.length + (size === 0 ? 1 : 0)) return false;
    const length = size === 0 ? form : size === 1 ? (bytes[at + 2] ?? 0) : readU16(bytes, at + 2);
    if (size === 1 && length < 0x80) return false;
    if (size === 2 && length < 0x100) return false;
    at += 2 + size + length;
    if (at > bytes.length) return false;
  }
  return count <= 64;
}

describe('TLV', () => {
  it('is taken exactly where a second reader takes it, mutated encodings included', () => {
    const element = fc
      .tuple(fc.constantFrom(0x41, 0x9e, 0x7f66, 0x5c), fc.uint8Array({ maxLength: 140 }))
      .map(([tag, content]) => tlv(tag, content));
    const input = fc
      .tuple(fc.array(element, { maxLength: 4 }), fc.array(fc.tuple(fc.nat(300), fc.nat(255)), { maxLength: 2 }))
      .map(([elements, edits]) => {
        const bytes = concat(...elements);
        for (const [at, byte] of edits) if (bytes.length > 0) bytes[at % bytes.length] = byte;
        return bytes;
      });
    fc.assert(
      fc.property(fc.oneof(input, fc.uint8Array({ maxLength: 20 })), (bytes) => {
        expect(parseTlv(bytes).ok, hex(bytes)).toBe(tlvOracle(hex(bytes)));
      }),
      { numRuns: 4000 },
    );
  });
});
