// The form of a document: items, issuer signature, MSO. Reading it trusts nothing (docs/protocol §5.1, §9.3).
import { concat, utf8 } from '../encoding/bytes.ts';
import { type CborNode, decodeCbor, decodeEmbedded } from '../encoding/cbor.ts';
import { bytesOf, fieldOf, itemsOf, textOf, uintOf } from '../encoding/cbor-fields.ts';
import { UNSURE } from '../unsure-choices.ts';
import { readSign1, type Sign1 } from './cose.ts';
import { parseSignedTime } from './signed-time.ts';

/** `aliro-a` Access Document, `aliro-r` Revocation Document. */
export type DocType = 'aliro-a' | 'aliro-r';

/** What any reader of a document sees before trusting it. Instants in UTC ms; `signed` is the 20-character text. */
export type DocumentHead = {
  readonly docType: DocType;
  readonly kid: Uint8Array | null;
  readonly signed: string;
  readonly signedAt: number;
  readonly validFrom: number;
  readonly validUntil: number;
  readonly expectedUpdate: number | null;
  readonly iteration: number;
  readonly timeVerificationRequired: boolean;
  readonly devicePoint: Uint8Array | null;
  readonly elements: readonly string[];
};

/** One item. `raw` is the tagged item as received, which the digest covers; `value` the raw CBOR of its value. */
export type DocumentItem = {
  readonly digestId: number;
  readonly element: string;
  readonly value: Uint8Array;
  readonly raw: Uint8Array;
};

/** Texts of validity as written; malformed times are judged later, as content (§5.5). */
export type MsoTimes = {
  readonly signed: string;
  readonly validFrom: string;
  readonly validUntil: string;
  readonly expectedUpdate: string | null;
};

/** The MSO as read. */
export type Mso = {
  readonly version: string;
  readonly algorithm: string;
  readonly namespaces: ReadonlyMap<string, ReadonlyMap<number, Uint8Array>>;
  readonly devicePoint: Uint8Array | null;
  readonly docType: string;
  readonly times: MsoTimes;
  readonly iteration: number;
  readonly timeVerificationRequired: boolean;
};

/** A document in the right form. */
export type DocumentForm = {
  readonly docType: string;
  readonly items: readonly DocumentItem[];
  readonly sign1: Sign1;
  readonly mso: Mso;
};

/** A document inside a DeviceResponse is two containers deep (map, array); a stored one is judged by the same measure. */
export const DOCUMENT_DEPTH: 2 = 2;

function readItem(node: CborNode): DocumentItem | null {
  if (node.kind !== 'tag' || node.tag !== 24) return null;
  const inner = decodeEmbedded(node);
  if (!inner.ok) return null;
  const digestId = uintOf(fieldOf(inner.value, '1'), 0x7fffffff);
  const random = bytesOf(fieldOf(inner.value, '2'));
  const element = textOf(fieldOf(inner.value, '3'));
  const value = fieldOf(inner.value, '4');
  if (digestId === undefined || random === undefined || element === undefined || value === undefined) return null;
  const nameLength = utf8(element).length;
  return nameLength < 1 || nameLength > 32 ? null : { digestId, element, value: value.raw, raw: node.raw };
}

function readDigests(node: CborNode): ReadonlyMap<number, Uint8Array> | null {
  if (node.kind !== 'map') return null;
  const out = new Map<number, Uint8Array>();
  for (const [id, digest] of node.entries) {
    const bytes = bytesOf(digest, 32);
    if (typeof id !== 'number' || id < 0 || id > 0x7fffffff || bytes === undefined) return null;
    out.set(id, bytes);
  }
  return out;
}

function readNamespaces(node: CborNode | undefined): Mso['namespaces'] | null {
  if (node?.kind !== 'map') return null;
  const out = new Map<string, ReadonlyMap<number, Uint8Array>>();
  for (const [name, digests] of node.entries) {
    const read = readDigests(digests);
    if (typeof name !== 'string' || read === null) return null;
    out.set(name, read);
  }
  return out;
}

/** The device point of "4": null where absent, undefined where malformed (both labels, or no P-256 COSE_Key). */
function readDeviceKey(node: CborNode | undefined): Uint8Array | null | undefined {
  if (node === undefined) return null;
  if (node.kind !== 'map') return undefined;
  const found = UNSURE.deviceKeyLabels.map((label) => node.entries.get(label)).filter((key) => key !== undefined);
  if (found.length > 1) return undefined;
  const key = found[0];
  if (key === undefined) return null;
  const kty = fieldOf(key, 1);
  const curve = fieldOf(key, -1);
  const x = bytesOf(fieldOf(key, -2), 32);
  const y = bytesOf(fieldOf(key, -3), 32);
  if (uintOf(kty) !== 2 || uintOf(curve) !== 1 || x === undefined || y === undefined) return undefined;
  return concat(Uint8Array.of(4), x, y);
}

function timeText(node: CborNode | undefined): string | undefined {
  return node?.kind === 'tag' && node.tag === 0 ? textOf(node.value) : undefined;
}

function readTimes(node: CborNode | undefined): MsoTimes | null {
  const signed = timeText(fieldOf(node, '1'));
  const validFrom = timeText(fieldOf(node, '2'));
  const validUntil = timeText(fieldOf(node, '3'));
  const updateNode = fieldOf(node, '4');
  const expectedUpdate = updateNode === undefined ? null : timeText(updateNode);
  if (signed === undefined || validFrom === undefined || validUntil === undefined || expectedUpdate === undefined)
    return null;
  return { signed, validFrom, validUntil, expectedUpdate };
}

function readMso(node: CborNode, docType: string): Mso | null {
  const version = textOf(fieldOf(node, '1'));
  const algorithm = textOf(fieldOf(node, '2'));
  const namespaces = readNamespaces(fieldOf(node, '3'));
  // UNSURE 18: a device key in a Revocation Document is not even looked at.
  const devicePoint = docType === 'aliro-r' ? null : readDeviceKey(fieldOf(node, '4'));
  const msoDocType = textOf(fieldOf(node, '5'));
  const validity = fieldOf(node, '6');
  const times = readTimes(validity);
  const iterationNode = fieldOf(validity, '5');
  const iteration = iterationNode === undefined ? 0 : uintOf(iterationNode);
  const required = fieldOf(node, '7');
  if (version === undefined || algorithm === undefined || namespaces === null || devicePoint === undefined) return null;
  if (msoDocType === undefined || times === null || iteration === undefined || required?.kind !== 'boolean')
    return null;
  return {
    version,
    algorithm,
    namespaces,
    devicePoint,
    docType: msoDocType,
    times,
    iteration,
    timeVerificationRequired: required.value,
  };
}

/** Reads the form of one document (<= 4096 bytes). A text says what is wrong. */
export function readDocumentForm(document: Uint8Array): DocumentForm | string {
  const decoded = decodeCbor(document, {}, DOCUMENT_DEPTH);
  if (!decoded.ok) return `document: ${decoded.error.detail ?? decoded.error.code}`;
  const node = decoded.value;
  const docType = textOf(fieldOf(node, '5'));
  const issuerSigned = fieldOf(node, '1');
  const namespaces = fieldOf(issuerSigned, '1');
  if (docType === undefined || namespaces?.kind !== 'map') return 'docType or namespaces missing';
  const list = itemsOf(namespaces.entries.get(docType));
  if (namespaces.entries.size !== 1 || list === undefined) return 'not exactly the namespace of the docType';
  const items: DocumentItem[] = [];
  for (const itemNode of list) {
    const item = readItem(itemNode);
    if (item === null) return 'item';
    items.push(item);
  }
  const sign1Node = fieldOf(issuerSigned, '2');
  const sign1 = readSign1(sign1Node);
  const payloadDepth = itemsOf(sign1Node)?.[2]?.depth ?? 0;
  if (sign1 === null) return 'issuerAuth';
  const payload = decodeCbor(sign1.payload, {}, payloadDepth + 1);
  if (!payload.ok || payload.value.kind !== 'tag' || payload.value.tag !== 24) return 'payload';
  const inner = decodeEmbedded(payload.value);
  if (!inner.ok) return `MSO: ${inner.error.detail ?? inner.error.code}`;
  const mso = readMso(inner.value, docType);
  return mso === null ? 'MSO' : { docType, items, sign1, mso };
}

/** The head of a form, or null where a time of it is malformed, out of order, or the docType is not ours. */
export function headOf(form: DocumentForm): DocumentHead | null {
  const { mso } = form;
  if (form.docType !== 'aliro-a' && form.docType !== 'aliro-r') return null;
  const signedAt = parseSignedTime(mso.times.signed);
  const validFrom = parseSignedTime(mso.times.validFrom);
  const validUntil = parseSignedTime(mso.times.validUntil);
  const update = mso.times.expectedUpdate;
  const expectedUpdate = update === null ? null : parseSignedTime(update);
  if (signedAt === null || validFrom === null || validUntil === null) return null;
  if ((update !== null && expectedUpdate === null) || signedAt > validFrom || validFrom > validUntil) return null;
  return {
    docType: form.docType,
    kid: form.sign1.kid,
    signed: mso.times.signed,
    signedAt,
    validFrom,
    validUntil,
    expectedUpdate,
    iteration: mso.iteration,
    timeVerificationRequired: mso.timeVerificationRequired,
    devicePoint: mso.devicePoint,
    elements: form.items.map((item) => item.element),
  };
}

/** Reads a stored document without trusting it: for phones (which door, until when) and for the console. Null where malformed. */
export function readDocument(document: Uint8Array): DocumentHead | null {
  const form = readDocumentForm(document);
  return typeof form === 'string' ? null : headOf(form);
}
