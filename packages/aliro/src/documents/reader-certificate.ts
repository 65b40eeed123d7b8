// Reader certificates, profile0000: issuing, decompressing to X.509, verifying (docs/protocol §4).
import type { Signer } from '../crypto/keys.ts';
import type { Bytes } from '../encoding/bytes.ts';
import { pending } from '../pending.ts';
import type { Result } from '../result.ts';

/** The fields of a profile0000 certificate, defaults filled in. Times are the ASCII text as in the certificate. */
export type ReaderCertificate = {
  readonly serial: Uint8Array;
  readonly issuer: string;
  readonly notBefore: string;
  readonly notAfter: string;
  readonly subject: string;
  readonly readerPoint: Uint8Array;
  /** DER as carried, and raw r ‖ s; `signatureRaw` null where the DER is not strict (then it never verifies). */
  readonly signatureDer: Uint8Array;
  readonly signatureRaw: Uint8Array | null;
};

/**
 * Issues a lock's certificate under the reader-issuer key. Hotel form: give `subId` (16 bytes), and the subject is its base64url;
 * everything else stays default. Result is 175-177 bytes then.
 */
export function issueReaderCertificate(options: {
  readonly issuerSigner: Signer;
  readonly readerPoint: Uint8Array;
  readonly subId?: Uint8Array;
  readonly subject?: string;
  readonly issuer?: string;
  readonly serial?: Uint8Array;
  readonly notBefore?: string;
  readonly notAfter?: string;
}): Promise<Bytes> {
  return pending(`issueReaderCertificate ${options.subject}`);
}

/** Decodes; an error is "not decodable" (LOAD CERT 6A80, AUTH1 6400). */
export function parseReaderCertificate(bytes: Uint8Array): Result<ReaderCertificate> {
  return pending(`parseReaderCertificate ${bytes.length}`);
}

/** The X.509 form: `tbs` is what the signature covers, `x509` the whole certificate. Needs the issuer's point for its key identifier. */
export function decompressReaderCertificate(
  certificate: ReaderCertificate,
  issuerPoint: Uint8Array,
): Promise<{ readonly tbs: Bytes; readonly x509: Bytes }> {
  return pending(`decompressReaderCertificate ${certificate.subject} ${issuerPoint.length}`);
}

/** The issuer point among `issuerPoints` (<= 2 RIKs of the group) that verifies, times included when `now` (UTC ms) is known; else null. */
export function verifyReaderCertificate(options: {
  readonly certificate: ReaderCertificate;
  readonly issuerPoints: readonly Uint8Array[];
  readonly now: number | null;
  /** Hotel rule §4.3/6: the subject must be this sub id (16 bytes). Absent: not checked. */
  readonly subId?: Uint8Array;
}): Promise<Uint8Array | null> {
  return pending(`verifyReaderCertificate ${options.certificate.subject}`);
}
