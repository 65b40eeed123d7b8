// CBOR: round trips, two independent decoders, every refusal and limit of docs/protocol §9.3 (D41, D42).

import { decode as decodeCbor2, encode as encodeCbor2 } from 'cbor2';
import * as cborg from 'cborg';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { concat, fromHex, hex } from './bytes.ts';
import { type CborValue, cborMap, cborValueOf, decodeCbor, decodeEmbedded, embedded, encodeCbor } from './cbor.ts';

const scalar: fc.Arbitrary<CborValue> = fc.oneof(
  fc.maxSafeInteger(),
  fc.integer({ min: -300, max: 300 }),
  fc.string({ unit: 'grapheme', maxLength: 40 }),
  fc.boolean(),
  fc.constant(null),
  fc.uint8Array({ maxLength: 300 }),
);
const key = fc.oneof(fc.string({ maxLength: 8 }), fc.constant('__proto__'), fc.integer({ min: -1000, max: 70000 }));
const value: fc.Arbitrary<CborValue> = fc
  .letrec<{ node: CborValue }>((tie) => ({
    node: fc.oneof(
      { maxDepth: 4 },
      scalar,
      fc.array(tie('node'), { maxLength: 5 }),
      fc.array(fc.tuple(key, tie('node')), { maxLength: 5 }).map((pairs) => new Map(pairs)),
      fc.uint8Array({ maxLength: 40 }).map((bytes) => ({ tag: 24 as const, value: bytes })),
      fc.integer({ min: 0, max: 2 ** 32 - 1 }).map((seconds) => ({ tag: 1 as const, value: seconds })),
    ),
  }))
  .node.filter((candidate) => !(typeof candidate === 'number' && candidate === Number.MIN_SAFE_INTEGER - 1));

function decoded(bytes: Uint8Array): CborValue {
  const node = decodeCbor(bytes, { bytes: 100_000 });
  if (!node.ok) throw new Error(`${node.error.code} ${node.error.detail} at ${node.error.offset}`);
  return cborValueOf(node.value);
}

/** The same value as cborg and cbor2 see it: their tag classes, Buffers and Maps brought to ours. */
function plain(given: unknown): unknown {
  if (given instanceof Uint8Array) return Uint8Array.from(given);
  if (Array.isArray(given)) return given.map(plain);
  if (given instanceof Map) return new Map([...given].map(([k, v]) => [k, plain(v)]));
  if (typeof given === 'object' && given !== null && 'tag' in given) {
    const tagged = given as { readonly tag: unknown; readonly value?: unknown; readonly contents?: unknown };
    return { tag: tagged.tag, value: plain('contents' in tagged ? tagged.contents : tagged.value) };
  }
  return given;
}

const untagged = value.filter(
  (candidate) => !JSON.stringify(candidate, (_k, v) => (v instanceof Map ? [...v] : v))?.includes('"tag"'),
);

describe('CBOR round trip', () => {
  it('decodes what it encodes, and encodes one value one way', () => {
    fc.assert(
      fc.property(value, (given) => {
        const bytes = encodeCbor(given);
        expect(decoded(bytes)).toEqual(given);
        expect(hex(encodeCbor(decoded(bytes)))).toBe(hex(bytes));
      }),
    );
  });

  it('is read alike by cborg, and its canonical encoding is ours', () => {
    fc.assert(
      fc.property(untagged, (given) => {
        const bytes = encodeCbor(given);
        expect(plain(cborg.decode(bytes, { useMaps: true, rejectDuplicateMapKeys: true, strict: true }))).toEqual(
          given,
        );
        expect(hex(cborg.encode(given, { typeEncoders: {} }))).toHaveLength(hex(bytes).length);
      }),
    );
  });

  it('is read alike by cbor2, and cbor2’s deterministic encoding is ours, byte for byte', () => {
    fc.assert(
      fc.property(untagged, (given) => {
        const bytes = encodeCbor(given);
        expect(plain(decodeCbor2(bytes, { preferMap: true, rejectDuplicateKeys: true }))).toEqual(given);
        expect(hex(encodeCbor2(given, { cde: true }))).toBe(hex(bytes));
        expect(decoded(Uint8Array.from(encodeCbor2(given, { cde: true })))).toEqual(given);
      }),
    );
  });

  it('gives the raw slice of every item, so that digests cover what came', () => {
    fc.assert(
      fc.property(fc.array(value, { maxLength: 6 }), (items) => {
        const bytes = encodeCbor(items);
        const node = decodeCbor(bytes, { bytes: 100_000 });
        if (!node.ok || node.value.kind !== 'array') throw new Error('no array');
        expect(node.value.items.map((item) => hex(item.raw))).toEqual(items.map((item) => hex(encodeCbor(item))));
      }),
    );
  });

  it('D40: takes any order of labels', () => {
    const node = decodeCbor(fromHex('a3613302613101613203'));
    expect(node.ok && cborValueOf(node.value)).toEqual(
      new Map([
        ['3', 2],
        ['1', 1],
        ['2', 3],
      ]),
    );
  });

  it('keeps __proto__ and numbers beside texts apart', () => {
    const map = cborMap(['__proto__', 1], [1, 'int'], ['1', 'text']);
    expect(decoded(encodeCbor(map))).toEqual(map);
  });
});

describe('D41: refused with the place', () => {
  it.each([
    ['duplicate text label', 'a2613101613102', 'duplicate', 4],
    ['duplicate integer label', 'a201010102', 'duplicate', 3],
    ['indefinite array', '9f01ff', 'unexpected', 0],
    ['indefinite map', 'bf0101ff', 'unexpected', 0],
    ['indefinite text', '7f6161ff', 'unexpected', 0],
    ['indefinite bytes', '5f4101ff', 'unexpected', 0],
    ['non-minimal integer', '1817', 'value', 0],
    ['non-minimal u16', '1900ff', 'value', 0],
    ['non-minimal u32', '1a0000ffff', 'value', 0],
    ['non-minimal u64', '1b00000000ffffffff', 'value', 0],
    ['non-minimal length', '580161', 'value', 0],
    ['half float', 'f93c00', 'unexpected', 0],
    ['float', 'fa3f800000', 'unexpected', 0],
    ['double', 'fb3ff0000000000000', 'unexpected', 0],
    ['undefined', 'f7', 'unexpected', 0],
    ['simple value', 'f8ff', 'unexpected', 0],
    ['break alone', 'ff', 'unexpected', 0],
    ['tag 18', 'd284', 'unexpected', 0],
    ['tag 2 (bignum)', 'c24101', 'unexpected', 0],
    ['tag 0 without text', 'c001', 'value', 1],
    ['tag 24 without bytes', 'd8186161', 'value', 2],
    ['bad UTF-8', '62c328', 'utf8', 0],
    ['surrogate in UTF-8', '63eda080', 'utf8', 0],
    ['trailing byte', '0100', 'trailing', 1],
    ['label of bytes', 'a1410101', 'unexpected', 1],
    ['label of array', 'a18001', 'unexpected', 1],
    ['beyond 2^53-1', '1b0020000000000000', 'value', 0],
    ['below -(2^53-1)', '3b001fffffffffffff', 'value', 0],
    ['truncated head', '19ff', 'truncated', 0],
    ['truncated bytes', '450102', 'truncated', 0],
    ['truncated array', '8201', 'truncated', 2],
    ['nothing', '', 'truncated', 0],
    ['reserved head', '1c', 'unexpected', 0],
  ])('%s', (_name, bytes, code, offset) => {
    const node = decodeCbor(fromHex(bytes));
    expect(node).toMatchObject({ ok: false, error: { code, offset } });
  });

  it('never throws, whatever the bytes', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => typeof decodeCbor(bytes).ok === 'boolean'));
  });

  it('takes nothing that cborg’s strict mode refuses as malformed', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 24 }), (bytes) => {
        if (!decodeCbor(bytes).ok) return;
        expect(() =>
          cborg.decode(bytes, {
            useMaps: true,
            strict: true,
            tags: {
              0: (content: unknown) => content,
              1: (content: unknown) => content,
              24: (content: unknown) => content,
            } as never,
          }),
        ).not.toThrow();
      }),
      { numRuns: 2000 },
    );
  });
});

describe('D42: limits, one over refused, at the limit parsed', () => {
  const nested = (depth: number): Uint8Array => concat(new Uint8Array(depth).fill(0x81), fromHex('00'));
  const sized = (length: number): Uint8Array => encodeCbor(new Uint8Array(length));

  it.each<[string, Uint8Array, Uint8Array, object]>([
    ['depth 16', nested(16), nested(17), {}],
    ['bytes', sized(4093), sized(4094), {}],
    ['string', sized(4096), sized(4097), { bytes: 9000 }],
    [
      'map',
      encodeCbor(new Map(Array.from({ length: 64 }, (_, i) => [i, 0]))),
      encodeCbor(new Map(Array.from({ length: 65 }, (_, i) => [i, 0]))),
      {},
    ],
    ['array', encodeCbor(Array.from({ length: 512 }, () => 0)), encodeCbor(Array.from({ length: 513 }, () => 0)), {}],
    ['integer', fromHex('1b001fffffffffffff'), fromHex('1b0020000000000000'), {}],
    ['negative integer', fromHex('3b001ffffffffffffe'), fromHex('3b001fffffffffffff'), {}],
  ])('%s', (_name, good, over, limits) => {
    expect(decodeCbor(good, limits).ok).toBe(true);
    expect(decodeCbor(over, limits).ok).toBe(false);
  });

  it('depth counts on inside embedded CBOR', () => {
    const inside = (depth: number) => {
      const node = decodeCbor(encodeCbor([embedded(nested(depth))]));
      return node.ok && node.value.kind === 'array' && node.value.items[0] !== undefined
        ? decodeEmbedded(node.value.items[0]).ok
        : null;
    };
    expect(inside(13)).toBe(true);
    expect(inside(14)).toBe(false);
  });
});
