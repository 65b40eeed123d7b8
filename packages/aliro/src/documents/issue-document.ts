// Issuer side of documents: Access and Revocation Documents as stored and sent (docs/protocol §5.1, §7.1, §7.6.1).
import type { Signer } from '../crypto/keys.ts';
import type { Bytes } from '../encoding/bytes.ts';
import { pending } from '../pending.ts';
import type { RandomBytes } from '../platform.ts';
import type { AccessData } from './access-data.ts';
import type { RevocationEntry } from './revocation-data.ts';

/**
 * Signs an Access Document; the bytes are stored and sent as they are. Instants in UTC ms, cut to whole seconds.
 * `elements` maps element text (1-32 bytes, hotel: `r...`, `c:...`, `z:...`) to what it grants. Throws AliroError `limit` over 4096 bytes
 * or 40 elements, `argument` unless signedAt <= validFrom <= validUntil.
 */
export function issueAccessDocument(options: {
  readonly signer: Signer;
  readonly devicePoint: Uint8Array;
  readonly elements: ReadonlyMap<string, AccessData>;
  readonly signedAt: number;
  readonly validFrom: number;
  readonly validUntil: number;
  readonly expectedUpdate?: number;
  /** Constant per anchor; absent = 0 and not written (§5.2 step 6). */
  readonly iteration?: number;
  /** Default true; every hotel lock refuses false. */
  readonly timeVerificationRequired?: boolean;
  /** Default: kid of the signer. */
  readonly kid?: Uint8Array;
  readonly random?: RandomBytes;
}): Promise<Bytes> {
  return pending(`issueAccessDocument ${options.signedAt}`);
}

/**
 * Signs a Revocation Document (element default `rv`, mode default overwrite with the full list). `validUntil` defaults to signedAt + 30 days.
 * Never sign two for one element within one second (UNSURE 22). Throws AliroError `limit` over 3800 bytes.
 */
export function issueRevocationDocument(options: {
  readonly signer: Signer;
  readonly element?: string;
  readonly mode?: 'overwrite' | 'append';
  readonly entries: readonly RevocationEntry[];
  readonly removes?: readonly RevocationEntry[];
  readonly signedAt: number;
  readonly validUntil?: number;
  readonly iteration?: number;
  readonly kid?: Uint8Array;
  readonly random?: RandomBytes;
}): Promise<Bytes> {
  return pending(`issueRevocationDocument ${options.signedAt}`);
}
