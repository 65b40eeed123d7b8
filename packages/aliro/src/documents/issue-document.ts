// Issuer side of documents: Access and Revocation Documents as stored and sent (docs/protocol §5.1, §7.1, §7.6.1).
import { AliroError } from '../aliro-error.ts';
import type { Signer } from '../crypto/crypto-port.ts';
import { looksLikePoint } from '../crypto/point.ts';
import { sha256 } from '../crypto/primitives.ts';
import { type Bytes, utf8 } from '../encoding/bytes.ts';
import { type CborTag, type CborValue, cborMap, embedded, encodeCbor } from '../encoding/cbor.ts';
import { platformRandom, type RandomBytes } from '../platform.ts';
import { UNSURE } from '../unsure-choices.ts';
import { type AccessData, encodeAccessData } from './access-data.ts';
import { sign1 } from './cose.ts';
import { encodeRevocationData, type RevocationEntry } from './revocation-data.ts';
import { formatSignedTime, parseSignedTime } from './signed-time.ts';

/** Most bytes of an Access Document, and most elements (§5, "Issuer's sizes"). */
export const ACCESS_DOCUMENT_LIMITS: { readonly bytes: 4096; readonly elements: 40 } = { bytes: 4096, elements: 40 };

/** Most bytes of a Revocation Document, so that it also fits into lock mail. */
export const REVOCATION_DOCUMENT_BYTES: 3800 = 3800;

const RANDOM_BYTES = 16;
const THIRTY_DAYS_MS = 30 * 86_400_000;

type Validity = {
  readonly signedAt: number;
  readonly validFrom: number;
  readonly validUntil: number;
  readonly expectedUpdate?: number | undefined;
  readonly iteration?: number | undefined;
};

function time(at: number): CborTag {
  const text = formatSignedTime(at);
  if (parseSignedTime(text) === null) throw new AliroError('argument', 'document times lie in 2020-2105');
  return { tag: 0, value: text };
}

function validityOf(v: Validity): CborValue {
  if (v.signedAt > v.validFrom || v.validFrom > v.validUntil)
    throw new AliroError('argument', 'signedAt <= validFrom <= validUntil');
  return cborMap(
    ['1', time(v.signedAt)],
    ['2', time(v.validFrom)],
    ['3', time(v.validUntil)],
    ['4', v.expectedUpdate === undefined ? undefined : time(v.expectedUpdate)],
    ['5', v.iteration],
  );
}

function coseKey(point: Uint8Array): CborValue {
  if (!looksLikePoint(point)) throw new AliroError('argument', 'a device point has 65 bytes, first 04');
  return cborMap([1, 2], [-1, 1], [-2, point.subarray(1, 33)], [-3, point.subarray(33)]);
}

async function issue(options: {
  readonly signer: Signer;
  readonly docType: 'aliro-a' | 'aliro-r';
  readonly elements: ReadonlyMap<string, Uint8Array>;
  readonly devicePoint: Uint8Array | null;
  readonly validity: Validity;
  readonly timeVerificationRequired: boolean;
  readonly kid: Uint8Array | undefined;
  readonly random: RandomBytes;
}): Promise<Bytes> {
  const items: Bytes[] = [];
  const digests = new Map<number, Uint8Array>();
  for (const [element, value] of options.elements) {
    const length = utf8(element).length;
    if (length < 1 || length > 32) throw new AliroError('argument', 'an element name has 1 to 32 bytes');
    const digestId = items.length;
    const item = cborMap(['1', digestId], ['2', options.random(RANDOM_BYTES)], ['3', element], ['4', { raw: value }]);
    const encoded = encodeCbor(embedded(encodeCbor(item)));
    items.push(encoded);
    digests.set(digestId, await sha256(encoded));
  }
  const { devicePoint } = options;
  const mso = cborMap(
    ['1', '1.0'],
    ['2', 'SHA-256'],
    ['3', cborMap([options.docType, digests])],
    ['4', devicePoint === null ? undefined : cborMap([UNSURE.deviceKeyLabels[0], coseKey(devicePoint)])],
    ['5', options.docType],
    ['6', validityOf(options.validity)],
    ['7', options.timeVerificationRequired],
  );
  const payload = encodeCbor(embedded(encodeCbor(mso)));
  const issuerAuth = await sign1({
    signer: options.signer,
    payload,
    ...(options.kid === undefined ? {} : { kid: options.kid }),
  });
  const signed = cborMap(['1', cborMap([options.docType, items.map((raw) => ({ raw }))])], ['2', issuerAuth]);
  return encodeCbor(cborMap(['1', signed], ['5', options.docType]));
}

/**
 * Signs an Access Document; the bytes are stored and sent as they are. Instants in UTC ms, cut to whole seconds.
 * `elements` maps element text (1-32 bytes, hotel: `r...`, `c:...`, `z:...`) to what it grants. Throws AliroError `limit` over 4096 bytes
 * or 40 elements, `argument` unless signedAt <= validFrom <= validUntil.
 */
export async function issueAccessDocument(options: {
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
  if (options.elements.size < 1 || options.elements.size > ACCESS_DOCUMENT_LIMITS.elements)
    throw new AliroError('limit', 'an Access Document has 1 to 40 elements');
  const document = await issue({
    signer: options.signer,
    docType: 'aliro-a',
    elements: new Map([...options.elements].map(([name, data]) => [name, encodeAccessData(data)])),
    devicePoint: options.devicePoint,
    validity: options,
    timeVerificationRequired: options.timeVerificationRequired ?? true,
    kid: options.kid,
    random: options.random ?? platformRandom,
  });
  if (document.length > ACCESS_DOCUMENT_LIMITS.bytes) throw new AliroError('limit', 'Access Document over 4096 bytes');
  return document;
}

/**
 * Signs a Revocation Document (element default `rv`, mode default overwrite with the full list). `validUntil` defaults to signedAt + 30 days.
 * Never sign two for one element within one second (UNSURE 22). Throws AliroError `limit` over 3800 bytes.
 */
export async function issueRevocationDocument(options: {
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
  const data = encodeRevocationData({
    mode: options.mode ?? 'overwrite',
    adds: options.entries,
    removes: options.removes ?? [],
  });
  const document = await issue({
    signer: options.signer,
    docType: 'aliro-r',
    elements: new Map([[options.element ?? 'rv', data]]),
    devicePoint: null,
    validity: {
      signedAt: options.signedAt,
      validFrom: options.signedAt,
      validUntil: options.validUntil ?? options.signedAt + THIRTY_DAYS_MS,
      iteration: options.iteration,
    },
    timeVerificationRequired: false,
    kid: options.kid,
    random: options.random ?? platformRandom,
  });
  if (document.length > REVOCATION_DOCUMENT_BYTES) throw new AliroError('limit', 'Revocation Document over 3800 bytes');
  return document;
}
