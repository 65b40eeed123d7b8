// COSE_Sign1 without a tag, ES256, as documents, mail, journal and commissioning use it (docs/protocol §5.1, §7.8; RFC 9052 §4.4).

import type { Signer } from '../crypto/crypto-port.ts';
import { kid as kidOf } from '../crypto/identifiers.ts';
import { type Bytes, equalBytes, fromHex } from '../encoding/bytes.ts';
import { type CborNode, type CborValue, cborMap, encodeCbor } from '../encoding/cbor.ts';
import { bytesOf, itemsOf } from '../encoding/cbor-fields.ts';
import { UNSURE } from '../unsure-choices.ts';

/** Protected header `{1: -7}`, ES256: the only one written or taken. */
export const ES256_HEADER: Uint8Array = fromHex('a10126');

/** The signed bytes: `["Signature1", h'A10126', external, payload]`. `external` separates kinds of messages from each other. */
export function signedBytes(payload: Uint8Array, external: Uint8Array = new Uint8Array(0)): Bytes {
  return encodeCbor(['Signature1', ES256_HEADER, external, payload]);
}

/** The four items of a COSE_Sign1 as a CBOR value. */
export async function sign1(options: {
  readonly signer: Signer;
  readonly payload: Uint8Array;
  readonly external?: Uint8Array;
  readonly kid?: Uint8Array;
}): Promise<CborValue> {
  const kid = options.kid ?? (await kidOf(options.signer.point));
  const signature = await options.signer.sign(signedBytes(options.payload, options.external));
  return [ES256_HEADER, cborMap([4, kid]), options.payload, signature];
}

/** A COSE_Sign1 as read. `protectedFits`: the protected header is exactly A10126. */
export type Sign1 = {
  readonly protectedFits: boolean;
  readonly kid: Uint8Array | null;
  /** Header 33, where present: the nodes of its DER certificates. */
  readonly x5chain: CborNode | null;
  readonly payload: Uint8Array;
  readonly signature: Uint8Array;
};

/** Reads the form; null where it is no COSE_Sign1 with a 64-byte signature. */
export function readSign1(node: CborNode | undefined): Sign1 | null {
  const items = itemsOf(node);
  if (items?.length !== 4) return null;
  const header = bytesOf(items[0]);
  const unprotected = items[1];
  const payload = bytesOf(items[2]);
  const signature = bytesOf(items[3], 64);
  if (header === undefined || unprotected?.kind !== 'map' || payload === undefined || signature === undefined)
    return null;
  const kidNode = unprotected.entries.get(4);
  const kid = kidNode === undefined ? null : bytesOf(kidNode);
  if (kid === undefined) return null;
  if (kid !== null && (kid.length < UNSURE.kidLengths[0] || kid.length > UNSURE.kidLengths[1])) return null;
  return {
    protectedFits: equalBytes(header, ES256_HEADER),
    kid,
    x5chain: unprotected.entries.get(33) ?? null,
    payload,
    signature,
  };
}
