// DeviceResponse: the lock's cut into documents, and the phone's answer to a request (docs/protocol §5.1, §5.2 step 0).
import type { Bytes } from '../encoding/bytes.ts';
import { type CborNode, type CborValue, cborMap, decodeCbor, decodeEmbedded, encodeCbor } from '../encoding/cbor.ts';
import { fieldOf, itemsOf, textOf, uintOf } from '../encoding/cbor-fields.ts';
import type { RequestedDocument } from '../messages/device-request.ts';
import { bad, good, type Result } from '../result.ts';
import { DOCUMENT_DEPTH, type DocType } from './read-document.ts';
import type { DocumentRefusal } from './verify-document.ts';

/** The documents of a DeviceResponse, cut out as received. */
export type DeviceResponse = {
  readonly access: Uint8Array | null;
  readonly revocation: Uint8Array | null;
  readonly status: number;
};

const RESPONSE_BYTES = 6144;

function refused(detail: string): { readonly ok: false; readonly error: DocumentRefusal } {
  return bad({ step: 0, status: '0006', reason: '0109', detail });
}

/**
 * Step 0 over a DeviceResponse: limits, asked docTypes only, one per docType. A missing Access Document is not refused here
 * (`access: null`; status 0001, reason 0405 when you need it).
 */
export function parseDeviceResponse(
  bytes: Uint8Array,
  asked: readonly DocType[],
): Result<DeviceResponse, DocumentRefusal> {
  const decoded = decodeCbor(bytes, { bytes: RESPONSE_BYTES });
  if (!decoded.ok) return refused(`DeviceResponse: ${decoded.error.detail ?? decoded.error.code}`);
  const node = decoded.value;
  const status = uintOf(fieldOf(node, '3'));
  const list = fieldOf(node, '2');
  const documents = list === undefined ? [] : itemsOf(list);
  if (textOf(fieldOf(node, '1')) !== '1.0' || status === undefined || documents === undefined)
    return refused('DeviceResponse');
  let access: Uint8Array | null = null;
  let revocation: Uint8Array | null = null;
  for (const document of documents) {
    const docType = textOf(fieldOf(document, '5'));
    const wanted = asked.find((one) => one === docType);
    if (wanted === undefined) return refused('docType not asked for');
    if ((wanted === 'aliro-a' ? access : revocation) !== null) return refused('two documents of one docType');
    if (wanted === 'aliro-a') access = document.raw;
    else revocation = document.raw;
  }
  return good({ access, revocation, status });
}

function elementOf(item: CborNode): string | undefined {
  const inner = decodeEmbedded(item);
  return inner.ok ? textOf(fieldOf(inner.value, '3')) : undefined;
}

/** The document with only the asked items, byte for byte as issued otherwise; null where it holds none of them or is not of that type. */
function disclose(document: Uint8Array, request: RequestedDocument): CborValue | null {
  const decoded = decodeCbor(document, {}, DOCUMENT_DEPTH);
  if (!decoded.ok || textOf(fieldOf(decoded.value, '5')) !== request.docType) return null;
  const issuerSigned = fieldOf(decoded.value, '1');
  const issuerAuth = fieldOf(issuerSigned, '2');
  const namespaces = fieldOf(issuerSigned, '1');
  const items = itemsOf(fieldOf(namespaces, request.docType));
  if (items === undefined || issuerAuth === undefined) return null;
  const kept = items.filter((item) => request.elements.includes(elementOf(item) ?? ''));
  if (kept.length === 0) return null;
  const list = kept.map((item) => ({ raw: item.raw }));
  const signed = cborMap(['1', cborMap([request.docType, list])], ['2', { raw: issuerAuth.raw }]);
  return cborMap(['1', signed], ['5', request.docType]);
}

/**
 * The phone's answer: per asked docType one document with the asked elements it holds; docTypes it has nothing for are left out.
 * `held` are documents as issued.
 */
export function answerDeviceRequest(
  requests: readonly RequestedDocument[],
  held: { readonly access: Uint8Array | null; readonly revocation: Uint8Array | null },
): Bytes {
  const documents: CborValue[] = [];
  const answered = new Set<string>();
  for (const request of requests) {
    const stored = request.docType === 'aliro-a' ? held.access : request.docType === 'aliro-r' ? held.revocation : null;
    if (stored === null || answered.has(request.docType)) continue;
    const document = disclose(stored, request);
    if (document === null) continue;
    answered.add(request.docType);
    documents.push(document);
  }
  return encodeCbor(cborMap(['1', '1.0'], ['2', documents.length === 0 ? undefined : documents], ['3', 0]));
}

/** A DeviceResponse without documents: 10 error, 11 not CBOR, 12 not a request. */
export function emptyDeviceResponse(status: 0 | 10 | 11 | 12): Bytes {
  return encodeCbor(cborMap(['1', '1.0'], ['3', status]));
}
