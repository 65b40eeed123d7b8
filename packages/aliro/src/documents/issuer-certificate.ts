// An issuer's X.509 certificate in COSE header 33, only where `issuerCa` is configured (docs/protocol §4.4, UNSURE 16; RFC 5280).
import { kid as kidOf } from '../crypto/identifiers.ts';
import { verifySignature } from '../crypto/keys.ts';
import { looksLikePoint } from '../crypto/point.ts';
import { equalBytes, fromHex, fromUtf8, hex } from '../encoding/bytes.ts';
import type { CborNode } from '../encoding/cbor.ts';
import { readDer, signatureFromDer } from '../encoding/der.ts';
import { parseTlv, type TlvElement } from '../encoding/tlv.ts';
import { certificateTime } from './reader-certificate.ts';

const ECDSA_SHA256 = fromHex('300a06082a8648ce3d040302');
const P256_KEY = fromHex('301306072a8648ce3d020106082a8648ce3d030107');
const MAX_CERTIFICATE = 2048;

function children(element: TlvElement | undefined, tag: number): readonly TlvElement[] | null {
  if (element === undefined || element.tag !== tag) return null;
  const parsed = parseTlv(element.value);
  return parsed.ok ? parsed.value : null;
}

function bitString(element: TlvElement | undefined): Uint8Array | null {
  return element?.tag === 0x03 && element.value[0] === 0 ? element.value.subarray(1) : null;
}

function timeOf(element: TlvElement | undefined): number | null {
  const text = element === undefined ? null : fromUtf8(element.value);
  if (element === undefined || text === null) return null;
  const fits = (element.tag === 0x17 && text.length === 13) || (element.tag === 0x18 && text.length === 15);
  return fits ? certificateTime(text) : null;
}

/** Extensions of a leaf: not a CA, digitalSignature, nothing critical that we do not know. */
function extensionsFit(tagged: TlvElement | undefined): boolean {
  const outer = children(tagged, 0xa3);
  const extensions = children(outer?.[0], 0x30);
  if (extensions === null) return false;
  let signs = false;
  for (const extension of extensions) {
    const parts = children(extension, 0x30);
    const oid = parts?.[0]?.tag === 0x06 ? hex(parts[0].value) : '';
    const critical = parts?.[1]?.tag === 0x01 && parts[1].value[0] !== 0;
    const value = parts?.[parts.length - 1];
    if (value === undefined || value.tag !== 0x04) return false;
    const known = oid === '551d13' || oid === '551d0f';
    if (critical && !known) return false;
    if (oid === '551d13' && !equalBytes(value.value, fromHex('3000'))) return false;
    if (oid === '551d0f') {
      const usage = readDer(value.value, 0x03);
      signs = usage.ok && ((usage.value.value[1] ?? 0) & 0x80) !== 0;
    }
  }
  return signs;
}

type Leaf = {
  readonly tbs: Uint8Array;
  readonly signature: Uint8Array;
  readonly point: Uint8Array;
  readonly notBefore: number;
  readonly notAfter: number;
};

function readLeaf(der: Uint8Array): Leaf | null {
  const outer = der.length > MAX_CERTIFICATE ? null : readDer(der, 0x30);
  if (outer === null || !outer.ok) return null;
  const parts = parseTlv(outer.value.value);
  if (!parts.ok || parts.value.length !== 3) return null;
  const [tbs, algorithm, signatureBits] = parts.value;
  const fields = children(tbs, 0x30);
  if (tbs === undefined || algorithm === undefined || fields === null || fields.length !== 8) return null;
  const [version, , inner, , validity, , keyInfo, extensions] = fields;
  if (version === undefined || inner === undefined || !equalBytes(version.raw, fromHex('a003020102'))) return null;
  if (!equalBytes(algorithm.raw, ECDSA_SHA256) || !equalBytes(inner.raw, ECDSA_SHA256)) return null;
  const times = children(validity, 0x30);
  const notBefore = timeOf(times?.[0]);
  const notAfter = timeOf(times?.[1]);
  const key = children(keyInfo, 0x30);
  const point = bitString(key?.[1]);
  const signatureDer = bitString(signatureBits);
  const signature = signatureDer === null ? null : signatureFromDer(signatureDer);
  if (notBefore === null || notAfter === null || point === null || signature === null) return null;
  if (key?.[0] === undefined || !equalBytes(key[0].raw, P256_KEY) || !looksLikePoint(point)) return null;
  return extensionsFit(extensions) ? { tbs: tbs.raw, signature, point, notBefore, notAfter } : null;
}

function leafBytes(x5chain: CborNode): Uint8Array | null {
  const only = x5chain.kind === 'array' && x5chain.items.length === 1 ? x5chain.items[0] : x5chain;
  return only?.kind === 'bytes' ? only.value : null;
}

/**
 * The certified issuer key: one DER X.509 as a byte string or one-element array, signed directly by `caPoint`, a P-256 leaf for
 * digitalSignature, with `signedAt` and (where known) `now` inside its validity. Null for anything else.
 */
export async function verifyIssuerCertificate(options: {
  readonly x5chain: CborNode;
  readonly caPoint: Uint8Array;
  readonly now: number | null;
  readonly signedAt: number | null;
}): Promise<{ readonly kid: Uint8Array; readonly point: Uint8Array } | null> {
  const der = leafBytes(options.x5chain);
  const leaf = der === null ? null : readLeaf(der);
  if (leaf === null || options.signedAt === null) return null;
  const covers = (at: number): boolean => leaf.notBefore <= at && at <= leaf.notAfter;
  if (!covers(options.signedAt) || (options.now !== null && !covers(Math.floor(options.now / 1000) * 1000)))
    return null;
  if (!(await verifySignature(options.caPoint, leaf.tbs, leaf.signature))) return null;
  return { kid: await kidOf(leaf.point), point: leaf.point };
}
