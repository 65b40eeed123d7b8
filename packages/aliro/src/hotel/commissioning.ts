// The commissioning record that makes a factory-new lock a lock of one location (docs/protocol §7.11).
import type { Signer } from '../crypto/keys.ts';
import type { Bytes } from '../encoding/bytes.ts';
import { pending } from '../pending.ts';
import type { Result } from '../result.ts';
import type { AnchorClass, LockConfiguration } from './lock-mail.ts';

/** What a lock stores at commissioning. `at` UTC ms. */
export type CommissioningRecord = {
  readonly lockPoint: Uint8Array;
  readonly readerIdentifier: Uint8Array;
  readonly certificate: Uint8Array;
  /** Must hold exactly one root; the lock finds the key that signed the record there. */
  readonly anchors: readonly { readonly class: AnchorClass; readonly epoch: number; readonly point: Uint8Array }[];
  readonly configuration: LockConfiguration;
  readonly at: number;
  readonly readerIssuerPoint: Uint8Array;
};

/** Signs a record by the root key. */
export function writeCommissioningRecord(options: {
  readonly rootSigner: Signer;
  readonly record: CommissioningRecord;
}): Promise<Bytes> {
  return pending(`writeCommissioningRecord ${options.record.at}`);
}

/** First 16 bytes of SHA-256(root point): what the technician types from the console into the lock. */
export function rootFingerprint(rootPoint: Uint8Array): Promise<Bytes> {
  return pending(`rootFingerprint ${rootPoint.length}`);
}

/** Why a record was refused. */
export type CommissioningError = {
  readonly code: 'malformed' | 'root' | 'signature' | 'other-lock' | 'certificate';
};

/** All checks of the lock: root fingerprint, signature, own point, certificate under the reader-issuer key and for this sub id. */
export function readCommissioningRecord(options: {
  readonly record: Uint8Array;
  readonly rootFingerprint: Uint8Array;
  readonly lockPoint: Uint8Array;
}): Promise<Result<CommissioningRecord, CommissioningError>> {
  return pending(`readCommissioningRecord ${options.record.length}`);
}
