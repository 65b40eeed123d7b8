// Documents of any shape, rightly signed: what an issuer would never write and a lock must refuse.
import {
  type CborKey,
  type CborValue,
  cborMap,
  concat,
  ES256_HEADER,
  embedded,
  encodeAccessData,
  encodeCbor,
  formatSignedTime,
  kid,
  type Signer,
  sha256,
  signedBytes,
} from '../src/index.ts';
import { HOUR, NOW, ROOM } from './hotel.ts';

export type Craft = {
  readonly signer: Signer;
  readonly devicePoint: Uint8Array;
  readonly docType?: string;
  /** Values of items by element; default: one room with a rule. */
  readonly items?: readonly { readonly element: string; readonly value: CborValue; readonly digestId?: number }[];
  /** Shapes the encoded item before hashing. */
  readonly shapeItem?: (item: Map<CborKey, CborValue>) => Uint8Array;
  /** Changes an encoded item after hashing. */
  readonly afterDigest?: (item: Uint8Array) => Uint8Array;
  readonly mso?: (mso: Map<CborKey, CborValue>) => CborValue;
  readonly times?: {
    readonly signed?: CborValue;
    readonly validFrom?: CborValue;
    readonly validUntil?: CborValue;
    readonly iteration?: number;
  };
  readonly protectedHeader?: Uint8Array;
  readonly unprotected?: (kid: Uint8Array) => CborValue;
  readonly signature?: (signature: Uint8Array) => Uint8Array;
  readonly document?: (document: Map<CborKey, CborValue>) => CborValue;
  readonly namespaces?: (items: CborValue) => CborValue;
};

export function time(at: number): CborValue {
  return { tag: 0, value: formatSignedTime(at) };
}

export function coseKey(point: Uint8Array): CborValue {
  return cborMap([1, 2], [-1, 1], [-2, point.slice(1, 33)], [-3, point.slice(33)]);
}

export const OPEN_RULE: CborValue = { raw: encodeAccessData({ rules: [{ capabilities: 8, allow: 0, deny: 0 }] }) };

export async function craftDocument(craft: Craft): Promise<Uint8Array> {
  const docType = craft.docType ?? 'aliro-a';
  const items: CborValue[] = [];
  const digests = new Map<number, Uint8Array>();
  for (const [index, given] of (craft.items ?? [{ element: ROOM, value: OPEN_RULE }]).entries()) {
    const map = cborMap(
      ['1', given.digestId ?? index],
      ['2', new Uint8Array(16).fill(index)],
      ['3', given.element],
      ['4', given.value],
    );
    const inner = craft.shapeItem?.(map) ?? encodeCbor(map);
    const encoded = encodeCbor(embedded(inner));
    digests.set(given.digestId ?? index, await sha256(encoded));
    items.push({ raw: craft.afterDigest?.(encoded) ?? encoded });
  }
  const t = craft.times ?? {};
  const mso = cborMap(
    ['1', '1.0'],
    ['2', 'SHA-256'],
    ['3', cborMap([docType, digests])],
    ['4', cborMap(['1', coseKey(craft.devicePoint)])],
    ['5', docType],
    [
      '6',
      cborMap(
        ['1', t.signed ?? time(NOW - HOUR)],
        ['2', t.validFrom ?? time(NOW - HOUR)],
        ['3', t.validUntil ?? time(NOW + HOUR)],
        ['5', t.iteration],
      ),
    ],
    ['7', true],
  );
  const payload = encodeCbor(embedded(encodeCbor(craft.mso?.(mso) ?? mso)));
  const own = await kid(craft.signer.point);
  const signature = await craft.signer.sign(signedBytes(payload));
  const issuerAuth: CborValue = [
    craft.protectedHeader ?? ES256_HEADER,
    craft.unprotected?.(own) ?? cborMap([4, own]),
    payload,
    craft.signature?.(signature) ?? signature,
  ];
  const namespaces = craft.namespaces?.(items) ?? cborMap([docType, items]);
  const document = cborMap(['1', cborMap(['1', namespaces], ['2', issuerAuth])], ['5', docType]);
  return encodeCbor(craft.document?.(document) ?? document);
}

/** A DeviceResponse around whole documents. */
export function respond(...documents: readonly Uint8Array[]): Uint8Array {
  return encodeCbor(cborMap(['1', '1.0'], ['2', documents.map((raw) => ({ raw }))], ['3', 0]));
}

export { concat };
