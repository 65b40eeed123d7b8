// Access and Revocation Documents, step by step (docs/protocol §5.2, §10 D and R).
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Craft, coseKey, craftDocument, OPEN_RULE, respond, time } from '../../test/craft-document.ts';
import { HOUR, issueFor, makeHotel, NOW, ROOM, revocationFor, roomAccess } from '../../test/hotel.ts';
import { keyHash, kid } from '../crypto/identifiers.ts';
import { generateSigner, type KeyPairSigner } from '../crypto/web-keys.ts';
import { concat, fromHex, hex } from '../encoding/bytes.ts';
import { type CborValue, cborMap, encodeCbor } from '../encoding/cbor.ts';
import { derUnsigned, signatureToDer } from '../encoding/der.ts';
import { tlv } from '../encoding/tlv.ts';
import { parseDeviceResponse } from './device-response.ts';
import { issueAccessDocument, issueRevocationDocument } from './issue-document.ts';
import { readDocument } from './read-document.ts';
import {
  applyRevocation,
  encodeRevocationData,
  isRevoked,
  parseRevocationData,
  type RevocationEntry,
} from './revocation-data.ts';
import {
  checkHotelBounds,
  judgeDocument,
  type VerifiedDocument,
  verifyDocument,
  verifySignedDocument,
} from './verify-document.ts';

const hotel = await makeHotel();
const device = await generateSigner({ extractable: false });
const issuer = hotel.issuer as KeyPairSigner;

type Conditions = Partial<Parameters<typeof verifyDocument>[0]>;

async function verdict(document: Uint8Array, conditions: Conditions = {}): Promise<string> {
  const result = await verifyDocument({
    document,
    docType: 'aliro-a',
    askedElements: [ROOM],
    anchors: hotel.anchors,
    now: NOW,
    storedIteration: () => 0,
    devicePoint: device.point,
    ...conditions,
  });
  return result.ok ? 'accepted' : `${result.error.step} ${result.error.status} ${result.error.reason}`;
}

async function crafted(craft: Partial<Craft>, conditions: Conditions = {}): Promise<string> {
  return verdict(await craftDocument({ signer: issuer, devicePoint: device.point, ...craft }), conditions);
}

const set = (
  map: Map<string | number, CborValue>,
  key: string | number,
  value: CborValue | undefined,
): Map<string | number, CborValue> => {
  const copy = new Map(map);
  if (value === undefined) copy.delete(key);
  else copy.set(key, value);
  return copy;
};

describe('steps 0-4', () => {
  it('D01: kid known → accepted; what is issued verifies', async () => {
    expect(await verdict(await issueFor(hotel, device.point))).toBe('accepted');
    expect(await crafted({})).toBe('accepted');
  });

  it('D04: neither kid nor x5chain, and an unknown kid → step 1, 0001', async () => {
    expect(await crafted({ unprotected: () => new Map() })).toBe('1 0001 0108');
    expect(await crafted({ unprotected: () => cborMap([4, new Uint8Array(8)]) })).toBe('1 0001 0108');
    expect(await crafted({}, { anchors: [] })).toBe('1 0001 0108');
  });

  it('D07: signature damaged, or of another key under this kid → step 2, 0004', async () => {
    expect(await crafted({ signature: (s) => s.map((b, i) => (i === 9 ? b ^ 1 : b)) })).toBe('2 0004 0108');
    const other = await generateSigner({ extractable: false });
    expect(
      await crafted({ signer: other, unprotected: () => cborMap([4, hotel.anchors[0]?.kid ?? new Uint8Array(0)]) }),
    ).toBe('2 0004 0108');
  });

  it('D08: item or random changed after signing → step 3, 0007', async () => {
    const flip = (find: Uint8Array) => (item: Uint8Array) => {
      const at = Buffer.from(item).indexOf(find);
      return item.map((b, i) => (i === at ? b ^ 1 : b));
    };
    expect(await crafted({ afterDigest: flip(new Uint8Array(16)) })).toBe('3 0007 0109');
    expect(await crafted({ afterDigest: flip(fromHex('0281a10008')) })).toMatch(/^[03] 000[67] 0109$/);
  });

  it('D09: item without digest, element twice → step 3, 0007', async () => {
    expect(await crafted({ mso: (m) => set(m, '3', cborMap(['aliro-a', new Map()])) })).toBe('3 0007 0109');
    const twice = [
      { element: ROOM, value: OPEN_RULE },
      { element: ROOM, value: OPEN_RULE },
    ];
    expect(await crafted({ items: twice })).toBe('3 0007 0109');
  });

  it('step 3: other MSO version or digest algorithm → 0007', async () => {
    expect(await crafted({ mso: (m) => set(m, '1', '1.1') })).toBe('3 0007 0109');
    expect(await crafted({ mso: (m) => set(m, '2', 'SHA-512') })).toBe('3 0007 0109');
  });

  it('D17: no asked element → 0001 with 0405', async () => {
    expect(await crafted({}, { askedElements: ['r9'] })).toBe('0 0001 0405');
  });

  it('D18: docType of the MSO differs → step 4, 0007', async () => {
    expect(await crafted({ mso: (m) => set(m, '5', 'aliro-r') })).toBe('4 0007 0109');
  });

  it('D19, D45: docType not asked, two of one docType, two namespaces → 0006', async () => {
    const document = await craftDocument({ signer: issuer, devicePoint: device.point });
    expect(parseDeviceResponse(respond(document), ['aliro-r'])).toMatchObject({
      ok: false,
      error: { step: 0, status: '0006' },
    });
    expect(parseDeviceResponse(respond(document, document), ['aliro-a'])).toMatchObject({
      ok: false,
      error: { status: '0006' },
    });
    expect(await crafted({ docType: 'aliro-x' })).toBe('0 0006 0109');
    expect(await crafted({ namespaces: (items) => cborMap(['aliro-a', items], ['aliro-b', []]) })).toBe('0 0006 0109');
    expect(await crafted({ namespaces: (items) => cborMap(['aliro-b', items]) })).toBe('0 0006 0109');
  });

  it('D40: an item with its labels in another order, digest over those bytes → accepted', async () => {
    const shapeItem = (item: Map<string | number, CborValue>): Uint8Array =>
      concat(fromHex('a4'), ...[...item].reverse().flatMap(([key, value]) => [encodeCbor(key), encodeCbor(value)]));
    expect(await crafted({ shapeItem })).toBe('accepted');
  });

  it('unknown labels in document, item, MSO and validity are skipped but hashed', async () => {
    expect(await crafted({ document: (d) => set(d, 'x', 1), mso: (m) => set(m, 99, 'later') })).toBe('accepted');
    expect(await crafted({ shapeItem: (item) => encodeCbor(set(item, '9', [1])) })).toBe('accepted');
  });

  it('D41: duplicate key, indefinite, non-minimal, float, bad UTF-8, trailing inside a signed item → 0006', async () => {
    const broken = [
      'a5613100613100613250000000000000000000000000000000006133657231323034613 4a10001',
      'bf6131006132500000000000000000000000000000000061336572313230346134a10001ff',
      'a46131180061325000000000000000000000000000000000613365723132303461 34a10001',
      'a46131f93c0061325000000000000000000000000000000000613365723132303461 34a10001',
      'a4613100613250000000000000000000000000000000006133 6272c36134a10001',
      'a461310061325000000000000000000000000000000000613365723132303461 34a1000100',
    ];
    for (const bytes of broken) expect(await crafted({ shapeItem: () => fromHex(bytes) })).toBe('0 0006 0109');
    const fine = 'a461310061325000000000000000000000000000000000613365723132303461 34a10001';
    expect(await crafted({ shapeItem: () => fromHex(fine) })).toBe('accepted');
  });

  it('D46: protected header other than A10126 → 0007; tag 18 around → 0006', async () => {
    expect(await crafted({ protectedHeader: fromHex('a1013822') })).toBe('1 0007 0109');
    expect(await crafted({ protectedHeader: fromHex('a2012604 4101') })).toBe('1 0007 0109');
    const document = await craftDocument({ signer: issuer, devicePoint: device.point });
    const at = Buffer.from(document).indexOf(fromHex('8443a10126'));
    const tagged = concat(document.subarray(0, at), fromHex('d2'), document.subarray(at));
    expect(await verdict(tagged)).toBe('0 0006 0109');
  });

  it('D42: a document of 4096 bytes is read, one of 4097 is not', async () => {
    const filler = (length: number) =>
      craftDocument({
        signer: issuer,
        devicePoint: device.point,
        document: (d) => set(d, 'z', new Uint8Array(length)),
      });
    const size = (await filler(3000)).length - 3000;
    expect((await filler(4096 - size)).length).toBe(4096);
    expect(await verdict(await filler(4096 - size))).toBe('accepted');
    expect(await verdict(await filler(4097 - size))).toBe('0 0006 0109');
  });

  it('never throws, whatever bit is flipped or cut; a flipped bit never opens more', async () => {
    const document = await issueFor(hotel, device.point);
    await fc.assert(
      fc.asyncProperty(fc.nat(), fc.boolean(), async (at, cut) => {
        const bit = at % (document.length * 8);
        const changed = cut
          ? document.subarray(0, at % document.length)
          : document.map((b, i) => (i === bit >> 3 ? b ^ (1 << (bit & 7)) : b));
        expect(await verdict(changed)).toMatch(/^[0-8] 0/);
      }),
      { numRuns: 150 },
    );
  });
});

describe('steps 5-8', () => {
  it('D10, D11: at both ends accepted, one second outside → 0002', async () => {
    const document = await issueFor(hotel, device.point, { validFrom: NOW, validUntil: NOW + HOUR });
    const at = (now: number): Promise<string> => verdict(document, { now });
    expect(await at(NOW + HOUR)).toBe('accepted');
    expect(await at(NOW + HOUR + 999)).toBe('accepted');
    expect(await at(NOW + HOUR + 1000)).toBe('5 0002 0101');
    expect(await at(NOW)).toBe('accepted');
    expect(await at(NOW - 1000)).toBe('5 0002 0102');
  });

  it('H12: hotel locks pass 120 s before validFrom, not 121 s, and nothing at the end', async () => {
    const document = await issueFor(hotel, device.point, { validFrom: NOW, validUntil: NOW + HOUR });
    const at = (now: number): Promise<string> => verdict(document, { now, hotel: { uncertaintySeconds: 0 } });
    expect(await at(NOW - 120_000)).toBe('accepted');
    expect(await at(NOW - 121_000)).toBe('5 0002 0102');
    expect(await at(NOW + HOUR + 1000)).toBe('5 0002 0101');
  });

  it('D12, D13: clock unknown → 0301 where time is required; not required ○ accepted, hotel refused', async () => {
    const required = await issueFor(hotel, device.point);
    const free = await issueFor(hotel, device.point, { timeVerificationRequired: false });
    expect(await verdict(required, { now: null })).toBe('5 0002 0301');
    expect(await verdict(free, { now: null })).toBe('accepted');
    expect(await verdict(free, { now: null, hotel: { uncertaintySeconds: 0 } })).toBe('5 0002 0301');
  });

  it('H13, H14: signed ahead of the clock by 10 min + uncertainty stands in for now; further is 0301 and raises nothing', async () => {
    const document = await issueFor(hotel, device.point, { signedAt: NOW, validFrom: NOW, validUntil: NOW + HOUR });
    const judge = async (now: number, uncertaintySeconds: number) => {
      const signed = await verifySignedDocument({
        document,
        docType: 'aliro-a',
        askedElements: [ROOM],
        anchors: hotel.anchors,
      });
      if (!signed.ok) throw new Error(signed.error.detail);
      return judgeDocument(signed.value, {
        now,
        storedIteration: 0,
        devicePoint: device.point,
        hotel: { uncertaintySeconds },
      });
    };
    expect(await judge(NOW - 600_000, 0)).toMatchObject({ ok: true, value: { raiseClockTo: NOW } });
    expect(await judge(NOW - 601_000, 0)).toMatchObject({ ok: false, error: { step: 5, reason: '0301' } });
    expect(await judge(NOW - 601_000, 1)).toMatchObject({ ok: true, value: { raiseClockTo: NOW } });
    expect(await judge(NOW, 0)).toMatchObject({ ok: true, value: { raiseClockTo: null } });
  });

  it('D14, D15, H31: iterations 1, 9, 3 accepted, then 1 refused; a refused document leaves the store', async () => {
    let stored = 0;
    const present = async (iteration: number, devicePoint = device.point): Promise<string> => {
      const result = await verifyDocument({
        document: await issueFor(hotel, device.point, { iteration }),
        docType: 'aliro-a',
        askedElements: [ROOM],
        anchors: hotel.anchors,
        now: NOW,
        storedIteration: () => stored,
        devicePoint,
      });
      if (result.ok) stored = result.value.iterationAfter;
      return result.ok ? `accepted ${stored}` : `${result.error.step} ${result.error.status}`;
    };
    expect([await present(1), await present(9), await present(3), await present(1)]).toEqual([
      'accepted 1',
      'accepted 9',
      'accepted 9',
      '6 0002',
    ]);
    expect(await present(40, hotel.lock.point)).toBe('7 0003');
    expect(stored).toBe(9);
  });

  it('D16: iteration stores are asked per anchor', async () => {
    const asked: string[] = [];
    await verdict(await issueFor(hotel, device.point), {
      storedIteration: (anchor) => {
        asked.push(hex(anchor.kid));
        return 0;
      },
    });
    expect(asked).toEqual([hex(await kid(issuer.point))]);
  });

  it('D20, invariant 1: device key of another phone → 0003 0107', async () => {
    expect(await crafted({}, { devicePoint: hotel.lock.point })).toBe('7 0003 0107');
  });

  it('D21: device key under "4" accepted; both labels 0006; none 0003', async () => {
    const key = coseKey(device.point);
    expect(await crafted({ mso: (m) => set(m, '4', cborMap(['4', key])) })).toBe('accepted');
    expect(await crafted({ mso: (m) => set(m, '4', cborMap(['1', key], ['4', key])) })).toBe('0 0006 0109');
    expect(await crafted({ mso: (m) => set(m, '4', undefined) })).toBe('7 0003 0107');
    expect(await crafted({ mso: (m) => set(m, '4', new Map()) })).toBe('7 0003 0107');
  });

  it('D22: AccessData version 2 → step 8, 0007', async () => {
    expect(await crafted({ items: [{ element: ROOM, value: cborMap([0, 2]) }] })).toBe('8 0007 0109');
  });

  it('D43: signed > validFrom > validUntil, :60, fraction, offset, year → 0007', async () => {
    const text = (value: string): CborValue => ({ tag: 0, value });
    const cases: Craft['times'][] = [
      { signed: time(NOW), validFrom: time(NOW - HOUR) },
      { validFrom: time(NOW + HOUR), validUntil: time(NOW) },
      { validUntil: text('2026-03-01T12:00:60Z') },
      { validUntil: text('2026-03-01T13:00:00.5Z') },
      { validUntil: text('2026-03-01T13:00:00+00:00') },
      { validUntil: text('2026-02-30T13:00:00Z') },
      { validUntil: text('2106-01-01T00:00:00Z') },
      { signed: text('2019-12-31T23:59:59Z') },
      { validUntil: text('2026-03-01t13:00:00Z') },
    ];
    for (const times of cases) expect(await crafted({ times: times ?? {} })).toBe('5 0007 0109');
    expect(await crafted({ times: { validUntil: '2026-03-01T13:00:00Z' } })).toBe('0 0006 0109');
  });

  it('hotel bounds: TVR false 0205; 8 days, maximum + 1 h, staff 12 h → 0109', async () => {
    const head = async (options: object) => {
      const read = readDocument(await issueFor(hotel, device.point, options));
      if (read === null) throw new Error('unread');
      return read;
    };
    const week = { maxLeaseSeconds: 7 * 86400, staff: false };
    const base = { signedAt: NOW, validFrom: NOW };
    expect(checkHotelBounds(await head({ ...base, validUntil: NOW + 24 * HOUR }), week)).toBeNull();
    expect(
      checkHotelBounds(await head({ ...base, validUntil: NOW + 24 * HOUR, timeVerificationRequired: false }), week),
    ).toEqual({ status: '0025', reason: '0205' });
    expect(
      checkHotelBounds(await head({ ...base, validUntil: NOW + 192 * HOUR + 1000 }), { ...week, maxLeaseSeconds: 9e6 }),
    ).toEqual({ status: '0007', reason: '0109' });
    expect(
      checkHotelBounds(await head({ ...base, validUntil: NOW + 25 * HOUR }), { maxLeaseSeconds: 86400, staff: false }),
    ).toBeNull();
    expect(
      checkHotelBounds(await head({ ...base, validUntil: NOW + 25 * HOUR + 1000 }), {
        maxLeaseSeconds: 86400,
        staff: false,
      }),
    ).not.toBeNull();
    expect(checkHotelBounds(await head({ ...base, validUntil: NOW + 12 * HOUR }), { ...week, staff: true })).toBeNull();
    expect(
      checkHotelBounds(await head({ ...base, validUntil: NOW + 12 * HOUR + 1000 }), { ...week, staff: true }),
    ).not.toBeNull();
  });
});

describe('x5chain, only with issuerCa', async () => {
  const ca = await generateSigner({ extractable: false });
  const stamp = (at: number): Uint8Array => {
    const digits = new Date(at).toISOString().replace(/[-:T]/g, '').slice(2, 14);
    return tlv(0x17, new TextEncoder().encode(`${digits}Z`));
  };
  type Options = {
    readonly isCa?: boolean;
    readonly from?: number;
    readonly until?: number;
    readonly signer?: KeyPairSigner;
    readonly usage?: string;
  };

  async function certificate(options: Options = {}): Promise<Uint8Array> {
    const algorithm = fromHex('300a06082a8648ce3d040302');
    const name = fromHex('300e310c300a06035504030c03434131');
    const basic =
      options.isCa === true ? fromHex('300f0603551d130101ff040530030101ff') : fromHex('300c0603551d130101ff04023000');
    const tbs = tlv(
      0x30,
      fromHex('a003020102'),
      derUnsigned(Uint8Array.of(7)),
      algorithm,
      name,
      tlv(0x30, stamp(options.from ?? NOW - 10 * HOUR), stamp(options.until ?? NOW + 10 * HOUR)),
      name,
      tlv(0x30, fromHex('301306072a8648ce3d020106082a8648ce3d030107'), tlv(0x03, fromHex('00'), issuer.point)),
      tlv(0xa3, tlv(0x30, basic, fromHex(options.usage ?? '300e0603551d0f0101ff040403020780'))),
    );
    const signature = await (options.signer ?? ca).sign(tbs);
    return tlv(0x30, tbs, algorithm, tlv(0x03, fromHex('00'), signatureToDer(signature)));
  }

  const under = (der: Uint8Array, own?: Uint8Array) => (k: Uint8Array) =>
    cborMap([4, own === undefined ? undefined : own.length === 0 ? k : own], [33, der]);
  const on = { issuerCa: ca.point, anchors: [] };

  it('D02: on → accepted, as bytes and as an array of one; off → 0001', async () => {
    const der = await certificate();
    expect(await crafted({ unprotected: under(der) }, on)).toBe('accepted');
    expect(await crafted({ unprotected: () => cborMap([33, [der]]) }, on)).toBe('accepted');
    expect(await crafted({ unprotected: under(der) })).toBe('1 0001 0108');
  });

  it('D03: kid agrees → accepted; differs → 0003', async () => {
    const der = await certificate();
    expect(await crafted({ unprotected: under(der, new Uint8Array(0)) }, on)).toBe('accepted');
    expect(await crafted({ unprotected: under(der, new Uint8Array(8)) }, on)).toBe('1 0003 0108');
  });

  it('D05: bad signature, expired, not a certificate, CA flag, other usage, two of them → 0003', async () => {
    const stranger = await generateSigner({ extractable: false });
    for (const der of [
      await certificate({ signer: stranger }),
      await certificate({ until: NOW - 1000, from: NOW - 9 * HOUR }),
      fromHex('3003020101'),
      new Uint8Array(0),
      await certificate({ isCa: true }),
      await certificate({ usage: '300e0603551d0f0101ff040403020106' }),
      concat(await certificate(), fromHex('00')),
    ]) {
      expect(await crafted({ unprotected: under(der) }, on)).toBe('1 0003 0108');
    }
    const der = await certificate();
    expect(await crafted({ unprotected: () => cborMap([33, [der, der]]) }, on)).toBe('1 0003 0108');
  });

  it('D06: certificate does not cover signed → 0003', async () => {
    expect(await crafted({ unprotected: under(await certificate({ from: NOW - HOUR / 2 })) }, on)).toBe('1 0003 0108');
  });
});

describe('Revocation Documents', () => {
  async function read(document: Uint8Array, conditions: Conditions = {}): Promise<VerifiedDocument | string> {
    const result = await verifyDocument({
      document,
      docType: 'aliro-r',
      askedElements: ['rv'],
      anchors: hotel.anchors,
      now: NOW,
      storedIteration: () => 0,
      devicePoint: new Uint8Array(65),
      ...conditions,
    });
    return result.ok ? result.value : `${result.error.step} ${result.error.status} ${result.error.reason}`;
  }
  const names = (list: readonly RevocationEntry[]): string[] =>
    list.map((entry) => hex(entry.keyHash ?? entry.id ?? new Uint8Array(0)).slice(0, 2));
  const k1 = { keyHash: new Uint8Array(32).fill(0x11) };
  const k2 = { keyHash: new Uint8Array(32).fill(0x22) };

  it('R13: without a device key → accepted, also at a lock without time', async () => {
    const document = await revocationFor(hotel, [k1, { id: new Uint8Array(16), expiresAt: NOW + HOUR }]);
    for (const now of [NOW, null]) {
      const verified = await read(document, { now, hotel: { uncertaintySeconds: 0 } });
      if (typeof verified === 'string') throw new Error(verified);
      expect(verified.revocation.get('rv')?.adds).toEqual([k1, { id: new Uint8Array(16), expiresAt: NOW + HOUR }]);
      expect(verified.devicePoint).toBeNull();
    }
  });

  it('R02: version 2 → 0007; R05: an entry with neither field → 0007', async () => {
    const craft = (value: CborValue) =>
      craftDocument({
        signer: issuer,
        devicePoint: device.point,
        docType: 'aliro-r',
        items: [{ element: 'rv', value }],
      });
    expect(await read(await craft(cborMap([0, 2], [1, 0], [2, []])))).toBe('8 0007 0109');
    expect(await read(await craft(cborMap([0, 1], [1, 0], [2, [new Map()]])))).toBe('8 0007 0109');
    expect(await read(await craft(cborMap([0, 1], [1, 2], [2, []])))).toBe('8 0007 0109');
    expect(await read(await craft(cborMap([0, 1], [1, 0], [2, [cborMap([0, new Uint8Array(31)])]])))).toBe(
      '8 0007 0109',
    );
    expect(typeof (await read(await craft(cborMap([0, 1], [1, 0], [2, []], [4, new Map()]))))).toBe('object');
  });

  it('R14: a list under another element discloses nothing to this lock', async () => {
    const verified = await read(
      await issueRevocationDocument({ signer: issuer, element: 'floor-2', entries: [k1], signedAt: NOW }),
    );
    if (typeof verified === 'string') throw new Error(verified);
    expect(verified.revocation.size).toBe(0);
  });

  it('R01: the six steps', () => {
    let list: readonly RevocationEntry[] = [];
    const step = (mode: 'overwrite' | 'append', adds: RevocationEntry[], removes: RevocationEntry[] = []): string[] => {
      list = applyRevocation(list, { mode, adds, removes });
      return names(list);
    };
    expect(step('overwrite', [k1])).toEqual(['11']);
    expect(step('append', [k2])).toEqual(['11', '22']);
    expect(step('append', [], [k1])).toEqual(['22']);
    expect(step('append', [k1], [k1, k2])).toEqual([]);
    expect(step('overwrite', [k2])).toEqual(['22']);
    expect(step('overwrite', [])).toEqual([]);
  });

  it('R04, R06: by key hash one phone, by id all phones, both fields: either', async () => {
    const hash = await keyHash(device.point);
    const id = new Uint8Array(16).fill(9);
    const me = { keyHash: hash, id };
    expect(isRevoked([{ keyHash: hash }], me)).toBe(true);
    expect(isRevoked([{ id }], me)).toBe(true);
    expect(isRevoked([{ keyHash: new Uint8Array(32), id }], me)).toBe(true);
    expect(isRevoked([{ keyHash: hash, id: new Uint8Array(16) }], me)).toBe(true);
    expect(isRevoked([{ keyHash: new Uint8Array(32), id: new Uint8Array(16) }], me)).toBe(false);
    expect(isRevoked([{ id: new Uint8Array(0) }], { keyHash: hash, id: null })).toBe(false);
  });

  it('removal compares hash and id, not expiry; a second add never shortens', () => {
    const early = { ...k1, expiresAt: NOW };
    expect(applyRevocation([early], { mode: 'append', adds: [], removes: [{ ...k1, expiresAt: NOW + HOUR }] })).toEqual(
      [],
    );
    expect(applyRevocation([k1], { mode: 'append', adds: [early], removes: [] })).toEqual([k1]);
    expect(applyRevocation([early], { mode: 'append', adds: [k1], removes: [] })).toEqual([k1]);
    expect(
      applyRevocation([{ ...k1, id: new Uint8Array(1) }], { mode: 'append', adds: [], removes: [k1] }),
    ).toHaveLength(1);
  });

  it('RevocationData goes there and back', () => {
    const bytes = (length: number) => fc.uint8Array({ minLength: length, maxLength: length });
    const entry = fc
      .record(
        {
          keyHash: bytes(32),
          id: bytes(16),
          expiresAt: fc.integer({ min: 1577836800, max: 4294967295 }).map((s) => s * 1000),
        },
        { requiredKeys: ['keyHash'] },
      )
      .chain((e) => fc.constantFrom(e, { id: e.keyHash.slice(0, 16) }));
    fc.assert(
      fc.property(
        fc.constantFrom('overwrite' as const, 'append' as const),
        fc.array(entry, { maxLength: 12 }),
        fc.array(entry, { maxLength: 3 }),
        (mode, adds, removes) => {
          expect(parseRevocationData(encodeRevocationData({ mode, adds, removes }))).toEqual({
            ok: true,
            value: { mode, adds, removes },
          });
        },
      ),
    );
  });

  it('about 130 entries by id with expiry fit 3800 bytes, 140 do not', async () => {
    const entries = (count: number) =>
      Array.from({ length: count }, (_, i) => ({ id: new Uint8Array(16).fill(i), expiresAt: NOW + HOUR }));
    expect((await revocationFor(hotel, entries(125))).length).toBeLessThanOrEqual(3800);
    await expect(revocationFor(hotel, entries(145))).rejects.toMatchObject({ code: 'limit' });
  });
});

describe('the issuer', () => {
  it('refuses what no lock would take', async () => {
    const base = { signer: issuer, devicePoint: device.point, signedAt: NOW, validFrom: NOW, validUntil: NOW + HOUR };
    const issue = (elements: Map<string, ReturnType<typeof roomAccess>>, more = {}) =>
      issueAccessDocument({ ...base, elements, ...more });
    await expect(issue(new Map())).rejects.toMatchObject({ code: 'limit' });
    await expect(issue(new Map([[ROOM, roomAccess(hotel)]]), { validFrom: NOW - 1 })).rejects.toMatchObject({
      code: 'argument',
    });
    await expect(issue(new Map([['x'.repeat(33), roomAccess(hotel)]]))).rejects.toMatchObject({ code: 'argument' });
    await expect(
      issue(new Map([[ROOM, roomAccess(hotel)]]), { devicePoint: device.point.subarray(1) }),
    ).rejects.toMatchObject({ code: 'argument' });
    const many = new Map(Array.from({ length: 41 }, (_, i) => [`c:${i}`, { rules: [] }]));
    await expect(issue(many)).rejects.toMatchObject({ code: 'limit' });
  });

  it('invariant 12 and "linking": two documents for one grant share no random, digest or item bytes', async () => {
    const items = async (): Promise<string> => hex(await issueFor(hotel, device.point)).slice(60, 92);
    expect(await items()).not.toBe(await items());
  });

  it('readDocument tells phones what they hold', async () => {
    const head = readDocument(await issueFor(hotel, device.point, { iteration: 3, expectedUpdate: NOW }));
    expect(head).toMatchObject({
      docType: 'aliro-a',
      signed: '2026-03-01T11:00:00Z',
      validUntil: NOW + 23 * HOUR,
      iteration: 3,
      expectedUpdate: NOW,
      elements: [ROOM],
    });
    expect(head?.devicePoint).toEqual(device.point);
    expect(readDocument(new Uint8Array(10))).toBeNull();
  });
});
