// The commissioning record that makes a factory-new lock a lock of one location (docs/protocol §7.11).
import { AliroError } from '../aliro-error.ts';
import type { Signer } from '../crypto/crypto-port.ts';
import { subIdOf } from '../crypto/identifiers.ts';
import { verifySignature } from '../crypto/keys.ts';
import { looksLikePoint } from '../crypto/point.ts';
import { sha256 } from '../crypto/primitives.ts';
import { readSign1, sign1, signedBytes } from '../documents/cose.ts';
import { parseReaderCertificate, verifyReaderCertificate } from '../documents/reader-certificate.ts';
import { fromSeconds, toSeconds } from '../documents/signed-time.ts';
import { type Bytes, equalBytes, utf8 } from '../encoding/bytes.ts';
import { type CborNode, type CborValue, cborMap, decodeCbor, encodeCbor } from '../encoding/cbor.ts';
import { bytesOf, fieldOf, itemsOf, uintOf } from '../encoding/cbor-fields.ts';
import { bad, good, type Result } from '../result.ts';
import { configurationValue, type LockConfiguration, readConfiguration } from './lock-configuration.ts';
import { ANCHOR_CLASS, type AnchorClass, anchorClassOf } from './lock-mail.ts';

/** A trusted key to be stored in a slot of its class. */
export type CommissionedAnchor = { readonly class: AnchorClass; readonly epoch: number; readonly point: Uint8Array };

/** What a lock stores at commissioning. `at` UTC ms, whole seconds on the wire. */
export type CommissioningRecord = {
  readonly lockPoint: Uint8Array;
  readonly readerIdentifier: Uint8Array;
  readonly certificate: Uint8Array;
  /** Exactly one root, the key that signs the record; at most 2 credential, 2 mail, 1 seal. */
  readonly anchors: readonly CommissionedAnchor[];
  readonly configuration: LockConfiguration;
  readonly at: number;
  readonly readerIssuerPoint: Uint8Array;
};

const CONTEXT = utf8('nightlatch-commission-1');
const SLOTS: Readonly<Record<AnchorClass, number>> = { credential: 2, mail: 2, root: 1, seal: 1 };

function payloadOf(record: CommissioningRecord): Bytes {
  const anchors: CborValue = record.anchors.map((anchor) => [ANCHOR_CLASS[anchor.class], anchor.epoch, anchor.point]);
  return encodeCbor(
    cborMap(
      [0, 1],
      [1, record.lockPoint],
      [2, record.readerIdentifier],
      [3, record.certificate],
      [4, anchors],
      [5, configurationValue(record.configuration)],
      [6, toSeconds(record.at)],
      [7, record.readerIssuerPoint],
    ),
  );
}

/** Signs a record by the root key. Throws AliroError `argument` for a record no lock would take. */
export async function writeCommissioningRecord(options: {
  readonly rootSigner: Signer;
  readonly record: CommissioningRecord;
}): Promise<Bytes> {
  const payload = payloadOf(options.record);
  const read = readPayload(payload);
  const root = read?.anchors.find((anchor) => anchor.class === 'root');
  if (read === null || root === undefined || !equalBytes(root.point, options.rootSigner.point))
    throw new AliroError('argument', 'a record holds well-formed fields and the root that signs it');
  return encodeCbor(await sign1({ signer: options.rootSigner, payload, external: CONTEXT }));
}

/** First 16 bytes of SHA-256(root point): what the technician types from the console into the lock. */
export async function rootFingerprint(rootPoint: Uint8Array): Promise<Bytes> {
  return (await sha256(rootPoint)).slice(0, 16);
}

function readAnchors(node: CborNode | undefined): readonly CommissionedAnchor[] | null {
  const items = itemsOf(node);
  if (items === undefined) return null;
  const anchors: CommissionedAnchor[] = [];
  for (const item of items) {
    const parts = itemsOf(item);
    const anchorClass = anchorClassOf(uintOf(parts?.[0]));
    const epoch = uintOf(parts?.[1]);
    const point = bytesOf(parts?.[2], 65);
    if (parts?.length !== 3 || anchorClass === undefined || epoch === undefined || point === undefined) return null;
    if (!looksLikePoint(point) || anchors.filter((a) => a.class === anchorClass).length >= SLOTS[anchorClass])
      return null;
    anchors.push({ class: anchorClass, epoch, point });
  }
  return anchors.some((anchor) => anchor.class === 'root') ? anchors : null;
}

function readPayload(payload: Uint8Array): CommissioningRecord | null {
  const decoded = decodeCbor(payload, {}, 1);
  const node = decoded.ok ? decoded.value : undefined;
  const lockPoint = bytesOf(fieldOf(node, 1), 65);
  const readerIdentifier = bytesOf(fieldOf(node, 2), 32);
  const certificate = bytesOf(fieldOf(node, 3));
  const anchors = readAnchors(fieldOf(node, 4));
  const configuration = readConfiguration(fieldOf(node, 5));
  const at = fromSeconds(uintOf(fieldOf(node, 6)));
  const readerIssuerPoint = bytesOf(fieldOf(node, 7), 65);
  if (uintOf(fieldOf(node, 0)) !== 1 || lockPoint === undefined || readerIdentifier === undefined) return null;
  if (certificate === undefined || anchors === null || configuration === null || at === null) return null;
  if (readerIssuerPoint === undefined) return null;
  return { lockPoint, readerIdentifier, certificate, anchors, configuration, at, readerIssuerPoint };
}

/** Why a record was refused. */
export type CommissioningError = { readonly code: 'malformed' | 'root' | 'signature' | 'other-lock' | 'certificate' };

/** All checks of the lock: root fingerprint, signature, own point, certificate under the reader-issuer key, for this point and sub id. */
export async function readCommissioningRecord(options: {
  readonly record: Uint8Array;
  readonly rootFingerprint: Uint8Array;
  readonly lockPoint: Uint8Array;
}): Promise<Result<CommissioningRecord, CommissioningError>> {
  const decoded = decodeCbor(options.record);
  const sign = decoded.ok ? readSign1(decoded.value) : null;
  const record = sign === null || !sign.protectedFits ? null : readPayload(sign.payload);
  if (sign === null || record === null) return bad({ code: 'malformed' });
  const root = record.anchors.find((anchor) => anchor.class === 'root');
  if (root === undefined || !equalBytes(await rootFingerprint(root.point), options.rootFingerprint))
    return bad({ code: 'root' });
  if (!(await verifySignature(root.point, signedBytes(sign.payload, CONTEXT), sign.signature)))
    return bad({ code: 'signature' });
  if (!equalBytes(record.lockPoint, options.lockPoint)) return bad({ code: 'other-lock' });
  const certificate = parseReaderCertificate(record.certificate);
  if (!certificate.ok || !equalBytes(certificate.value.readerPoint, options.lockPoint))
    return bad({ code: 'certificate' });
  const issuer = await verifyReaderCertificate({
    certificate: certificate.value,
    issuerPoints: [record.readerIssuerPoint],
    now: null,
    subId: subIdOf(record.readerIdentifier),
  });
  return issuer === null ? bad({ code: 'certificate' }) : good(record);
}
