// Reader certificates: form, verdicts, and Node's own X.509 reader as oracle (docs/protocol §4, §10 C).
import { X509Certificate } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NOW } from '../../test/hotel.ts';
import { generateSigner } from '../crypto/web-keys.ts';
import { base64url, concat, fromHex, hex, utf8 } from '../encoding/bytes.ts';
import { parseTlv, tlv } from '../encoding/tlv.ts';
import {
  certificateTime,
  decompressReaderCertificate,
  issueReaderCertificate,
  parseReaderCertificate,
  type ReaderCertificate,
  verifyReaderCertificate,
} from './reader-certificate.ts';

const issuer = await generateSigner({ extractable: false });
const other = await generateSigner({ extractable: false });
const reader = await generateSigner({ extractable: false });
const subId = Uint8Array.from({ length: 16 }, (_, i) => 200 - i);

type Fields = Partial<Parameters<typeof issueReaderCertificate>[0]>;

async function issue(fields: Fields = {}): Promise<Uint8Array> {
  return issueReaderCertificate({ issuerSigner: issuer, readerPoint: reader.point, ...fields });
}

function parsed(bytes: Uint8Array): ReaderCertificate {
  const result = parseReaderCertificate(bytes);
  if (!result.ok) throw new Error(result.error.detail ?? result.error.code);
  return result.value;
}

async function verified(
  bytes: Uint8Array,
  options: { now?: number | null; subId?: Uint8Array; points?: Uint8Array[] } = {},
): Promise<Uint8Array | null> {
  const certificate = parseReaderCertificate(bytes);
  if (!certificate.ok) return null;
  const { subId: sub, points, now } = options;
  return verifyReaderCertificate({
    certificate: certificate.value,
    issuerPoints: points ?? [issuer.point],
    now: now ?? null,
    ...(sub === undefined ? {} : { subId: sub }),
  });
}

/** The certificate with its list of fields changed. */
function reshaped(bytes: Uint8Array, change: (fields: Uint8Array[]) => Uint8Array[], profile = '04020000'): Uint8Array {
  const outer = parseTlv(bytes);
  const parts = outer.ok ? parseTlv(outer.value[0]?.value ?? new Uint8Array(0)) : outer;
  const list = parts.ok ? parseTlv(parts.value[1]?.value ?? new Uint8Array(0)) : parts;
  if (!list.ok) throw new Error('form');
  return tlv(0x30, fromHex(profile), tlv(0x30, ...change(list.value.map((field) => field.raw))));
}

describe('certificates', () => {
  it('hotel certificates are 175-177 bytes with the sub id as subject, and verify for that sub id only', async () => {
    for (let i = 0; i < 8; i += 1) {
      const bytes = await issue({ subId });
      expect(bytes.length).toBeGreaterThanOrEqual(174);
      expect(bytes.length).toBeLessThanOrEqual(177);
      expect(parsed(bytes).subject).toBe(base64url(subId));
      expect(parsed(bytes).subject).toHaveLength(22);
      expect(await verified(bytes, { subId })).toEqual(issuer.point);
      expect(await verified(bytes, { subId: subId.map((b) => b ^ 1) })).toBeNull();
    }
  });

  it('C02: all defaults, none default, 20-byte serial (read), 32-byte names → decoded', async () => {
    expect(parsed(await issue())).toMatchObject({
      issuer: 'issuer',
      subject: 'subject',
      notBefore: '200101000000Z',
      notAfter: '490101000000Z',
    });
    const full = await issue({
      serial: new Uint8Array(19).fill(1),
      issuer: 'é'.repeat(16),
      subject: 's'.repeat(32),
      notBefore: '260101000000Z',
      notAfter: '300101000000Z',
    });
    expect(parsed(full)).toMatchObject({ issuer: 'é'.repeat(16), subject: 's'.repeat(32) });
    expect(await verified(full)).toEqual(issuer.point);
    const twenty = reshaped(await issue(), (fields) => [tlv(0x80, new Uint8Array(20).fill(0x11)), ...fields]);
    expect(parsed(twenty).serial.length).toBe(20);
    await expect(issue({ serial: new Uint8Array(20).fill(1) })).rejects.toMatchObject({ code: 'argument' });
    await expect(issue({ serial: fromHex('80') })).rejects.toMatchObject({ code: 'argument' });
    await expect(issue({ subject: 'x'.repeat(33) })).rejects.toMatchObject({ code: 'argument' });
  });

  it('a default written out is read as the default', async () => {
    const written = reshaped(await issue(), (fields) => [
      tlv(0x80, fromHex('01')),
      tlv(0x81, utf8('issuer')),
      ...fields,
    ]);
    expect(await verified(written)).toEqual(issuer.point);
  });

  it.each<[string, (fields: Uint8Array[]) => Uint8Array[], string?]>([
    ['order wrong', (f) => [...f].reverse()],
    ['field doubled', (f) => [f[0] ?? tlv(1), ...f]],
    ['unknown field', (f) => [...f, tlv(0x87, fromHex('00'))]],
    ['85 missing', (f) => f.slice(1)],
    ['86 missing', (f) => f.slice(0, 1)],
    ['profile 0001', (f) => f, '04020001'],
    ['profile as another tag', (f) => f, '05020000'],
    ['serial with a needless zero', (f) => [tlv(0x80, fromHex('0001')), ...f]],
    ['empty serial', (f) => [tlv(0x80), ...f]],
    ['serial of 21 bytes', (f) => [tlv(0x80, new Uint8Array(21).fill(1)), ...f]],
    ['name of 33 bytes', (f) => [tlv(0x81, new Uint8Array(33).fill(0x41)), ...f]],
    ['name that is not UTF-8', (f) => [tlv(0x81, fromHex('c328')), ...f]],
    ['time of 14 characters', (f) => [tlv(0x82, utf8('2601010000000Z')), ...f]],
    ['time that is none', (f) => [tlv(0x82, utf8('261301000000Z')), ...f]],
    ['point with unused bits', (f) => [tlv(0x85, fromHex('01'), reader.point), ...f.slice(1)]],
    ['compressed point', (f) => [tlv(0x85, fromHex('0002'), reader.point.slice(1)), ...f.slice(1)]],
  ])('C03: %s → not decodable', async (_name, change, profile) => {
    expect(parseReaderCertificate(reshaped(await issue(), change, profile)).ok).toBe(false);
  });

  it('C03: trailing bytes, over 512 bytes → not decodable', async () => {
    expect(parseReaderCertificate(concat(await issue(), fromHex('00'))).ok).toBe(false);
    expect(parseReaderCertificate(concat(fromHex('308201fd'), new Uint8Array(509))).ok).toBe(false);
    expect(parseReaderCertificate(new Uint8Array(0)).ok).toBe(false);
  });

  it('C04, C05: one bit of any byte flipped → never verified, never a throw', async () => {
    const good = await issue({ subId, serial: fromHex('05'), notAfter: '400101000000Z' });
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: good.length * 8 - 1 }), async (bit) => {
        const changed = good.map((b, i) => (i === bit >> 3 ? b ^ (1 << (bit & 7)) : b));
        expect(await verified(changed)).toBeNull();
      }),
      { numRuns: 150 },
    );
  });

  it('C06: GeneralizedTime notAfter 2051 → tag 18, verified', async () => {
    const bytes = await issue({ notAfter: '20510101000000Z' });
    const { x509 } = await decompressReaderCertificate(parsed(bytes), issuer.point);
    expect(hex(x509)).toContain(`180f${hex(utf8('20510101000000Z'))}`);
    expect(await verified(bytes, { now: Date.UTC(2050, 5, 1) })).toEqual(issuer.point);
  });

  it('C07: expired, not yet valid, clock known → not verified; clock unknown → verified', async () => {
    const bytes = await issue({ notBefore: '260101000000Z', notAfter: '260301120000Z' });
    expect(await verified(bytes, { now: NOW })).toEqual(issuer.point);
    expect(await verified(bytes, { now: NOW + 1000 })).toBeNull();
    expect(await verified(bytes, { now: Date.UTC(2025, 11, 31, 23, 59, 59) })).toBeNull();
    expect(await verified(bytes, { now: null })).toEqual(issuer.point);
  });

  it('C08: signed by the other of two reader-issuer keys → verified, and that key is named; a third never counts', async () => {
    const bytes = await issue({ issuerSigner: other });
    expect(await verified(bytes, { points: [issuer.point, other.point] })).toEqual(other.point);
    expect(await verified(bytes, { points: [issuer.point] })).toBeNull();
    expect(await verified(bytes, { points: [issuer.point, reader.point, other.point] })).toBeNull();
  });

  it('C10: Node’s X.509 reader sees the same fields and accepts the signature', async () => {
    const certificate = parsed(
      await issue({
        subId,
        serial: fromHex('0102'),
        issuer: 'Location',
        notBefore: '260101000000Z',
        notAfter: '20510101000000Z',
      }),
    );
    const { x509 } = await decompressReaderCertificate(certificate, issuer.point);
    const oracle = new X509Certificate(x509);
    expect(oracle.subject).toBe(`CN=${base64url(subId)}`);
    expect(oracle.issuer).toBe('CN=Location');
    expect(oracle.serialNumber).toBe('0102');
    expect(new Date(oracle.validFrom).getTime()).toBe(certificateTime('260101000000Z'));
    expect(new Date(oracle.validTo).getTime()).toBe(certificateTime('20510101000000Z'));
    expect(oracle.ca).toBe(false);
    const jwk = oracle.publicKey.export({ format: 'jwk' });
    expect(jwk.x).toBe(base64url(reader.point.slice(1, 33)));
    const issuerKey = (await import('node:crypto')).createPublicKey({
      key: { kty: 'EC', crv: 'P-256', x: base64url(issuer.point.slice(1, 33)), y: base64url(issuer.point.slice(33)) },
      format: 'jwk',
    });
    expect(oracle.verify(issuerKey)).toBe(true);
  });

  it('two-digit years 50-99 are 19xx', () => {
    expect(certificateTime('490101000000Z')).toBe(Date.UTC(2049, 0, 1));
    expect(certificateTime('500101000000Z')).toBe(Date.UTC(1950, 0, 1));
    expect(certificateTime('20500101000000Z')).toBe(Date.UTC(2050, 0, 1));
    expect(certificateTime('260229000000Z')).toBeNull();
  });
});
