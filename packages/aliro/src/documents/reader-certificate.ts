// Reader certificates, profile0000: issuing, decompressing to X.509, verifying (docs/protocol §4).
import { AliroError } from '../aliro-error.ts';
import type { Signer } from '../crypto/crypto-port.ts';
import { verifySignature } from '../crypto/keys.ts';
import { looksLikePoint } from '../crypto/point.ts';
import { sha1 } from '../crypto/primitives.ts';
import { type Bytes, base64url, fromHex, fromUtf8, utf8 } from '../encoding/bytes.ts';
import { derUnsigned, readDer, signatureFromDer, signatureToDer } from '../encoding/der.ts';
import { parseTlv, type TlvElement, tlv } from '../encoding/tlv.ts';
import { good, type Result, refuse } from '../result.ts';

/** The fields of a profile0000 certificate, defaults filled in. Times are the ASCII text as in the certificate. */
export type ReaderCertificate = {
  readonly serial: Uint8Array;
  readonly issuer: string;
  readonly notBefore: string;
  readonly notAfter: string;
  readonly subject: string;
  readonly readerPoint: Uint8Array;
  /** DER as carried. */
  readonly signatureDer: Uint8Array;
  /** r ‖ s, or null where the DER is not strict; then the certificate never verifies. */
  readonly signatureRaw: Uint8Array | null;
};

type SignedFields = Omit<ReaderCertificate, 'signatureDer' | 'signatureRaw'>;

const DEFAULTS = {
  serial: Uint8Array.of(1),
  issuer: 'issuer',
  notBefore: '200101000000Z',
  notAfter: '490101000000Z',
  subject: 'subject',
};
const MAX_BYTES = 512;
const ALGORITHM = fromHex('300a06082a8648ce3d040302');
const KEY_ALGORITHM = fromHex('301306072a8648ce3d020106082a8648ce3d030107');
const COMMON_NAME = fromHex('0603550403');
const NOT_CA_AND_USAGE = fromHex('300c0603551d130101ff04023000300e0603551d0f0101ff040403020780');

/** UTC ms of a UTCTime (13 characters, years 50-99 are 19xx) or GeneralizedTime (15), or null. Leap seconds are refused. */
export function certificateTime(text: string): number | null {
  if (!/^(\d{12}|\d{14})Z$/.test(text)) return null;
  const year =
    text.length === 15 ? text.slice(0, 4) : `${Number(text.slice(0, 2)) >= 50 ? '19' : '20'}${text.slice(0, 2)}`;
  const rest = text.slice(text.length - 11);
  const [month, day, hour, minute, second] = [0, 2, 4, 6, 8].map((i) => rest.slice(i, i + 2));
  const iso = `${year}-${month}-${day}T${hour}:${minute}:${second}.000Z`;
  const at = Date.parse(iso);
  return Number.isNaN(at) || new Date(at).toISOString() !== iso ? null : at;
}

function name(text: string): Bytes {
  return tlv(0x30, tlv(0x31, tlv(0x30, COMMON_NAME, tlv(0x0c, utf8(text)))));
}

function time(text: string): Bytes {
  return tlv(text.length === 13 ? 0x17 : 0x18, utf8(text));
}

async function tbsOf(fields: SignedFields, issuerPoint: Uint8Array): Promise<Bytes> {
  const authority = tlv(0x30, fromHex('0603551d23'), tlv(0x04, tlv(0x30, tlv(0x80, await sha1(issuerPoint)))));
  return tlv(
    0x30,
    fromHex('a003020102'),
    derUnsigned(fields.serial),
    ALGORITHM,
    name(fields.issuer),
    tlv(0x30, time(fields.notBefore), time(fields.notAfter)),
    name(fields.subject),
    tlv(0x30, KEY_ALGORITHM, tlv(0x03, Uint8Array.of(0), fields.readerPoint)),
    tlv(0xa3, tlv(0x30, authority, NOT_CA_AND_USAGE)),
  );
}

function optional(tag: number, value: Uint8Array, byDefault: Uint8Array): Bytes {
  return value.length === byDefault.length && value.every((b, i) => b === byDefault[i])
    ? new Uint8Array(0)
    : tlv(tag, value);
}

function compress(fields: SignedFields, signatureDer: Uint8Array): Bytes {
  const text = (tag: number, value: string, byDefault: string): Bytes => optional(tag, utf8(value), utf8(byDefault));
  return tlv(
    0x30,
    fromHex('04020000'),
    tlv(
      0x30,
      optional(0x80, fields.serial, DEFAULTS.serial),
      text(0x81, fields.issuer, DEFAULTS.issuer),
      text(0x82, fields.notBefore, DEFAULTS.notBefore),
      text(0x83, fields.notAfter, DEFAULTS.notAfter),
      text(0x84, fields.subject, DEFAULTS.subject),
      tlv(0x85, Uint8Array.of(0), fields.readerPoint),
      tlv(0x86, Uint8Array.of(0), signatureDer),
    ),
  );
}

/**
 * Issues a lock's certificate under the reader-issuer key. Hotel form: give `subId` (16 bytes), and the subject is its base64url;
 * everything else stays default, and the result is 175-177 bytes. Throws AliroError `argument` for fields outside §4.1.
 */
export async function issueReaderCertificate(options: {
  readonly issuerSigner: Signer;
  readonly readerPoint: Uint8Array;
  readonly subId?: Uint8Array;
  readonly subject?: string;
  readonly issuer?: string;
  readonly serial?: Uint8Array;
  readonly notBefore?: string;
  readonly notAfter?: string;
}): Promise<Bytes> {
  if (options.subId !== undefined && options.subId.length !== 16)
    throw new AliroError('argument', 'a sub id has 16 bytes');
  const fields: SignedFields = {
    serial: options.serial ?? DEFAULTS.serial,
    issuer: options.issuer ?? DEFAULTS.issuer,
    notBefore: options.notBefore ?? DEFAULTS.notBefore,
    notAfter: options.notAfter ?? DEFAULTS.notAfter,
    subject: options.subject ?? (options.subId === undefined ? DEFAULTS.subject : base64url(options.subId)),
    readerPoint: options.readerPoint,
  };
  if (fields.serial.length > 19 || (fields.serial[0] ?? 0) >= 0x80)
    throw new AliroError('argument', 'an issued serial has at most 19 bytes, top bit 0 (UNSURE 15)');
  const raw = await options.issuerSigner.sign(await tbsOf(fields, options.issuerSigner.point));
  const out = compress(fields, signatureToDer(raw));
  const check = parseReaderCertificate(out);
  if (!check.ok) throw new AliroError('argument', `certificate field ${check.error.detail ?? check.error.code}`);
  return out;
}

const FIELDS: Readonly<Record<number, { readonly min: number; readonly max: number; readonly name: string }>> = {
  128: { min: 1, max: 20, name: 'serial' },
  129: { min: 1, max: 32, name: 'issuer' },
  130: { min: 13, max: 15, name: 'notBefore' },
  131: { min: 13, max: 15, name: 'notAfter' },
  132: { min: 1, max: 32, name: 'subject' },
  133: { min: 66, max: 66, name: 'point' },
  134: { min: 9, max: 73, name: 'signature' },
};

function collectFields(elements: readonly TlvElement[]): Result<ReadonlyMap<number, Uint8Array>> {
  const found = new Map<number, Uint8Array>();
  let last = 0;
  for (const element of elements) {
    const field = FIELDS[element.tag];
    if (field === undefined) return refuse('unexpected', element.start, 'unknown field');
    if (found.has(element.tag)) return refuse('duplicate', element.start, field.name);
    if (element.tag < last) return refuse('order', element.start, field.name);
    if (element.value.length < field.min || element.value.length > field.max)
      return refuse('length', element.start, field.name);
    found.set(element.tag, element.value);
    last = element.tag;
  }
  return good(found);
}

function fieldsOf(found: ReadonlyMap<number, Uint8Array>): Result<ReaderCertificate> {
  const text = (tag: number, byDefault: string): string | null => {
    const value = found.get(tag);
    return value === undefined ? byDefault : fromUtf8(value);
  };
  const serial = found.get(0x80) ?? DEFAULTS.serial;
  if (serial.length > 1 && serial[0] === 0 && (serial[1] ?? 0) < 0x80) return refuse('value', 0, 'serial');
  const issuer = text(0x81, DEFAULTS.issuer);
  const notBefore = text(0x82, DEFAULTS.notBefore);
  const notAfter = text(0x83, DEFAULTS.notAfter);
  const subject = text(0x84, DEFAULTS.subject);
  if (issuer === null || subject === null || notBefore === null || notAfter === null) return refuse('utf8', 0, 'text');
  if (certificateTime(notBefore) === null || certificateTime(notAfter) === null) return refuse('time', 0, 'validity');
  const point = found.get(0x85);
  const signature = found.get(0x86);
  if (point === undefined || signature === undefined) return refuse('missing', 0, 'point or signature');
  if (point[0] !== 0 || signature[0] !== 0) return refuse('value', 0, 'unused bits');
  const readerPoint = point.subarray(1);
  if (!looksLikePoint(readerPoint)) return refuse('point', 0, 'point');
  const signatureDer = signature.subarray(1);
  const signatureRaw = signatureFromDer(signatureDer);
  return good({ serial, issuer, notBefore, notAfter, subject, readerPoint, signatureDer, signatureRaw });
}

/** Decodes; an error is "not decodable" (LOAD CERT 6A80, AUTH1 6400). */
export function parseReaderCertificate(bytes: Uint8Array): Result<ReaderCertificate> {
  if (bytes.length > MAX_BYTES) return refuse('size', 0, 'certificate');
  const outer = readDer(bytes, 0x30);
  if (!outer.ok) return outer;
  const parts = parseTlv(outer.value.value);
  if (!parts.ok) return parts;
  const [profile, body] = parts.value;
  if (parts.value.length !== 2 || profile?.tag !== 0x04 || body?.tag !== 0x30) return refuse('unexpected', 0, 'form');
  if (profile.value.length !== 2 || profile.value[0] !== 0 || profile.value[1] !== 0)
    return refuse('value', 0, 'profile');
  const elements = parseTlv(body.value);
  if (!elements.ok) return elements;
  const found = collectFields(elements.value);
  return found.ok ? fieldsOf(found.value) : found;
}

/** The X.509 form: `tbs` is what the signature covers, `x509` the whole certificate. Needs the issuer's point for its key identifier. */
export async function decompressReaderCertificate(
  certificate: ReaderCertificate,
  issuerPoint: Uint8Array,
): Promise<{ readonly tbs: Bytes; readonly x509: Bytes }> {
  const tbs = await tbsOf(certificate, issuerPoint);
  return { tbs, x509: tlv(0x30, tbs, ALGORITHM, tlv(0x03, Uint8Array.of(0), certificate.signatureDer)) };
}

function inTime(certificate: ReaderCertificate, now: number | null): boolean {
  if (now === null) return true;
  const from = certificateTime(certificate.notBefore);
  const until = certificateTime(certificate.notAfter);
  return from !== null && until !== null && from <= now && Math.floor(now / 1000) * 1000 <= until;
}

/** The issuer point among `issuerPoints` (<= 2 RIKs of the group) that verifies, times included when `now` (UTC ms) is known; else null. */
export async function verifyReaderCertificate(options: {
  readonly certificate: ReaderCertificate;
  readonly issuerPoints: readonly Uint8Array[];
  readonly now: number | null;
  /** Hotel rule §4.3/6: the subject must be this sub id (16 bytes). Absent: not checked. */
  readonly subId?: Uint8Array;
}): Promise<Uint8Array | null> {
  const { certificate } = options;
  if (certificate.signatureRaw === null) return null;
  let issuer: Uint8Array | null = null;
  for (const point of options.issuerPoints.slice(0, 2)) {
    const { tbs } = await decompressReaderCertificate(certificate, point);
    if (issuer === null && (await verifySignature(point, tbs, certificate.signatureRaw))) issuer = point;
  }
  const subjectFits = options.subId === undefined || certificate.subject === base64url(options.subId);
  return inTime(certificate, options.now) && subjectFits ? issuer : null;
}
