// DeviceRequest: what documents and elements a lock asks for (docs/protocol §5.1).
import type { Bytes } from '../encoding/bytes.ts';
import { type CborNode, cborMap, decodeCbor, decodeEmbedded, embedded, encodeCbor } from '../encoding/cbor.ts';
import { fieldOf, itemsOf, textOf } from '../encoding/cbor-fields.ts';

/** Elements asked, by docType. */
export type RequestedDocument = { readonly docType: string; readonly elements: readonly string[] };

/** CBOR of a request. `retain` is always true, it has no effect. */
export function encodeDeviceRequest(documents: readonly RequestedDocument[]): Bytes {
  const requests = documents.map(({ docType, elements }) => {
    const wanted = new Map(elements.map((element) => [element, true]));
    const items = cborMap(['1', cborMap([docType, wanted])], ['5', docType]);
    return cborMap(['1', embedded(encodeCbor(items))]);
  });
  return encodeCbor(cborMap(['1', '1.0'], ['2', requests]));
}

/** Why a request is not taken: the status of the DeviceResponse, 11 not CBOR, 12 not a request. */
export type RequestProblem = { readonly status: 11 | 12 };

function readOne(node: CborNode): RequestedDocument | null {
  const items = fieldOf(node, '1');
  if (items?.kind !== 'tag') return null;
  const inner = decodeEmbedded(items);
  if (!inner.ok) return null;
  const docType = textOf(fieldOf(inner.value, '5'));
  const namespaces = fieldOf(inner.value, '1');
  if (docType === undefined || namespaces?.kind !== 'map' || namespaces.entries.size !== 1) return null;
  const wanted = namespaces.entries.get(docType);
  if (wanted?.kind !== 'map') return null;
  const elements: string[] = [];
  for (const [name, retain] of wanted.entries) {
    if (typeof name !== 'string' || retain.kind !== 'boolean') return null;
    elements.push(name);
  }
  return { docType, elements };
}

/** Reads a request. */
export function parseDeviceRequest(
  bytes: Uint8Array,
):
  | { readonly ok: true; readonly value: readonly RequestedDocument[] }
  | { readonly ok: false; readonly error: RequestProblem } {
  const node = decodeCbor(bytes);
  if (!node.ok) return { ok: false, error: { status: 11 } };
  const requests = itemsOf(fieldOf(node.value, '2'));
  if (textOf(fieldOf(node.value, '1')) !== '1.0' || requests === undefined) return { ok: false, error: { status: 12 } };
  const documents: RequestedDocument[] = [];
  for (const request of requests) {
    const read = readOne(request);
    if (read === null) return { ok: false, error: { status: 12 } };
    documents.push(read);
  }
  return { ok: true, value: documents };
}
