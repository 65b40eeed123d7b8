// TLV, DER signatures, bytes and APDUs: round trips and refusals (docs/protocol §2.1, §4.3, §9.3).
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CommandApdu, encodeCommand, parseCommand } from './apdu.ts';
import { base64url, concat, equalBytes, fromBase64url, fromHex, hex, readU16, readU32, u16, u32 } from './bytes.ts';
import { signatureFromDer, signatureToDer } from './der.ts';
import { parseTlv, readFields, tlv } from './tlv.ts';

const tag = fc.oneof(
  fc.integer({ min: 0, max: 255 }).filter((t) => (t & 0x1f) !== 0x1f),
  fc
    .tuple(fc.constantFrom(0x1f, 0x3f, 0x5f, 0x7f, 0x9f, 0xbf, 0xdf), fc.integer({ min: 0, max: 127 }))
    .map(([a, b]) => a * 256 + b),
);
const element = fc.tuple(tag, fc.uint8Array({ maxLength: 400 }));

describe('TLV', () => {
  it('reads what it wrote, whatever the tags and lengths', () => {
    fc.assert(
      fc.property(fc.array(element, { maxLength: 12 }), (elements) => {
        const parsed = parseTlv(concat(...elements.map(([t, v]) => tlv(t, v))));
        expect(parsed.ok && parsed.value.map((e) => [e.tag, hex(e.value), hex(e.raw)])).toEqual(
          elements.map(([t, v]) => [t, hex(v), hex(tlv(t, v))]),
        );
      }),
    );
  });

  it('never throws, and what parses writes back to the same bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 80 }), (bytes) => {
        const parsed = parseTlv(bytes);
        if (parsed.ok) expect(hex(concat(...parsed.value.map((e) => tlv(e.tag, e.value))))).toBe(hex(bytes));
      }),
      { numRuns: 2000 },
    );
  });

  it.each([
    ['81 for a short length', '418101ff', 'length', 1],
    ['82 for one byte', `41820080${'00'.repeat(128)}`, 'length', 1],
    ['83', '4183000001ff', 'length', 1],
    ['80 (indefinite)', '418000', 'length', 1],
    ['value cut', '4102ff', 'truncated', 0],
    ['length missing', '41', 'truncated', 1],
    ['tag cut', '7f', 'truncated', 0],
    ['three-byte tag', '7f81010100', 'unexpected', 0],
    ['trailing byte', '410100ff', 'truncated', 3],
  ])('refuses %s with its offset', (_name, bytes, code, offset) => {
    expect(parseTlv(fromHex(bytes))).toMatchObject({ ok: false, error: { code, offset } });
  });

  it('takes 64 elements, not 65', () => {
    expect(parseTlv(concat(...Array.from({ length: 64 }, () => tlv(1)))).ok).toBe(true);
    expect(parseTlv(concat(...Array.from({ length: 65 }, () => tlv(1)))).ok).toBe(false);
  });

  it('known tags: exact length, once, in order; unknown ones skipped', () => {
    const fields = [
      { tag: 0x41, length: 1, required: true },
      { tag: 0x42, max: 2 },
    ];
    const read = (bytes: string, ordered = true): string => {
      const result = readFields(fromHex(bytes), fields, ordered);
      return result.ok ? [...result.value.keys()].join() : result.error.code;
    };
    expect(read('410100c2024142420100')).toBe('65,66');
    expect(read('42010041010a')).toBe('order');
    expect(read('42010041010a', false)).toBe('66,65');
    expect(read('4102000042')).toBe('truncated');
    expect(read('41020000')).toBe('length');
    expect(read('4203000000410100', false)).toBe('length');
    expect(read('410100410100')).toBe('duplicate');
    expect(read('4200')).toBe('missing');
  });
});

describe('APDU', () => {
  const command: fc.Arbitrary<CommandApdu> = fc
    .record({
      head: fc.tuple(fc.nat(255), fc.nat(255), fc.nat(255), fc.nat(255)),
      data: fc.uint8Array({ maxLength: 400 }),
      extended: fc.boolean(),
      le: fc.option(fc.integer({ min: 1, max: 256 })),
    })
    .map((c) => ({ ...c, extended: c.extended || c.data.length > 255 }))
    .filter((c) => !(c.extended && c.data.length === 0 && c.le === null));

  it('reads what it wrote, short and extended', () => {
    fc.assert(
      fc.property(command, (given) => {
        const parsed = parseCommand(encodeCommand(given));
        expect(parsed.ok && { ...parsed.value, data: hex(parsed.value.data) }).toEqual({
          ...given,
          data: hex(given.data),
        });
      }),
    );
  });

  it('Le of zero bytes is 256 and 65536', () => {
    expect(parseCommand(fromHex('0000000000'))).toMatchObject({ value: { le: 256 } });
    expect(parseCommand(fromHex('00000000000000'))).toMatchObject({ value: { le: 65536, extended: true } });
  });
});

describe('DER signatures (C05)', () => {
  it('goes there and back', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 64, maxLength: 64 }), (raw) => {
        const der = signatureToDer(raw);
        expect(hex(signatureFromDer(der) ?? new Uint8Array(0))).toBe(hex(raw));
        expect(der.length).toBeGreaterThanOrEqual(8);
        expect(der.length).toBeLessThanOrEqual(72);
      }),
    );
  });

  it.each([
    ['needless zero', '300702020001020101'],
    ['negative r', '3006020181020101'],
    ['trailing byte inside', '300702010102010100'],
    ['trailing byte behind', '300602010102010100'],
    ['three integers', '3009020101020101020101'],
    ['33 bytes', `3026022101${'00'.repeat(32)}020101`],
    ['empty integer', '30050200020101'],
    ['long length form', '30810602010102 0101'],
    ['nothing', ''],
  ])('refuses %s', (_name, der) => {
    expect(signatureFromDer(fromHex(der))).toBeNull();
  });
});

describe('bytes', () => {
  it('hex, base64url, numbers go there and back', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), fc.nat(0xffff), fc.nat({ max: 0xffffffff }), (bytes, a, b) => {
        expect(hex(fromHex(hex(bytes)))).toBe(hex(bytes));
        expect(base64url(bytes)).toBe(Buffer.from(bytes).toString('base64url'));
        expect(hex(fromBase64url(base64url(bytes)) ?? fromHex('ff'))).toBe(hex(bytes));
        expect([readU16(u16(a)), readU32(u32(b))]).toEqual([a, b]);
      }),
    );
  });

  it('refuses other forms of base64url and hex', () => {
    for (const text of ['A', 'AB', 'AA==', 'A+A', 'AAA ']) expect(fromBase64url(text)).toBeNull();
    for (const text of ['0', 'zz', '0x00']) expect(() => fromHex(text)).toThrow(/hex/);
  });

  it('compares', () => {
    expect(equalBytes(fromHex('0102'), fromHex('0102'))).toBe(true);
    expect(equalBytes(fromHex('0102'), fromHex('0103'))).toBe(false);
    expect(equalBytes(fromHex('0102'), fromHex('010200'))).toBe(false);
  });
});
