// Vector kinds `certificate`, `certificates`, `documents` and `revocation-sequence` (docs/protocol §3.6), by the generic rules.
import { AliroError } from '../aliro-error.ts';
import { keyHash } from '../crypto/identifiers.ts';
import { parseDeviceResponse } from '../documents/device-response.ts';
import { evaluateRules } from '../documents/evaluate-rules.ts';
import type { DocType } from '../documents/read-document.ts';
import {
  decompressReaderCertificate,
  parseReaderCertificate,
  type ReaderCertificate,
  verifyReaderCertificate,
} from '../documents/reader-certificate.ts';
import { applyRevocation, isRevoked, type RevocationEntry } from '../documents/revocation-data.ts';
import type { ZoneStep } from '../documents/schedule.ts';
import { type CredentialAnchor, type VerifiedDocument, verifyDocument } from '../documents/verify-document.ts';
import { type Bytes, base64url } from '../encoding/bytes.ts';
import type { ReaderStatus } from '../hotel/reason-codes.ts';
import {
  bytesAt,
  comparisonWith,
  listAt,
  numberAt,
  objectAt,
  objectOf,
  textAt,
  type VectorLine,
  type VectorObject,
} from './vector-json.ts';

async function verdict(certificate: ReaderCertificate, issuerPoint: Uint8Array): Promise<boolean> {
  return (await verifyReaderCertificate({ certificate, issuerPoints: [issuerPoint], now: null })) !== null;
}

/** Kind `certificate`. */
export async function checkCertificate(file: VectorObject): Promise<readonly VectorLine[]> {
  const inputs = objectAt(file, 'inputs');
  const { compare, lines } = comparisonWith(objectAt(file, 'expected'));
  const issuerPoint = bytesAt(inputs, 'issuerPublicKey');
  const parsed = parseReaderCertificate(bytesAt(inputs, 'profile0000'));
  if (!parsed.ok) {
    compare('x509', `not decodable: ${parsed.error.code}`);
    return lines;
  }
  const certificate = parsed.value;
  const { tbs, x509 } = await decompressReaderCertificate(certificate, issuerPoint);
  for (const name of ['serial', 'issuer', 'notBefore', 'notAfter', 'subject'] as const)
    compare(name, certificate[name]);
  compare('tbsCertificate', tbs);
  compare('x509', x509);
  compare('signatureDer', certificate.signatureDer);
  compare('signatureRaw', certificate.signatureRaw);
  compare('valid', await verdict(certificate, issuerPoint));
  const asInput = comparisonWith(inputs);
  asInput.compare('readerPublicKey', certificate.readerPoint);
  return [...lines, ...asInput.lines];
}

/** Kind `certificates`. */
export async function checkCertificates(file: VectorObject): Promise<readonly VectorLine[]> {
  const keys = objectAt(file, 'keys');
  const subId = Object.hasOwn(file, 'readerSubIdentifier') ? base64url(bytesAt(file, 'readerSubIdentifier')) : '';
  const all: VectorLine[] = [];
  for (const entry of listAt(file, 'cases')) {
    const one = objectOf(entry, 'case');
    const expected = objectAt(one, 'expected');
    const { compare, lines } = comparisonWith(expected, `${textAt(one, 'name')}: `);
    const issuerPoint = bytesAt(keys, textAt(one, 'issuer'));
    const parsed = parseReaderCertificate(bytesAt(one, 'certificate'));
    compare('decodable', expected.decodable === 'either' ? 'either' : parsed.ok);
    compare('verified', parsed.ok && (await verdict(parsed.value, issuerPoint)));
    compare('x509', parsed.ok ? (await decompressReaderCertificate(parsed.value, issuerPoint)).x509 : null);
    compare('hotelSubject', parsed.ok && parsed.value.subject === subId);
    all.push(...lines);
  }
  return all;
}

function anchorsOf(keys: VectorObject, list: readonly unknown[]): readonly CredentialAnchor[] {
  return list.map((entry) => {
    const anchor = objectOf(entry, 'anchor');
    return { kid: bytesAt(anchor, 'kid'), point: bytesAt(keys, textAt(anchor, 'key')) };
  });
}

function elementsOf(file: VectorObject): readonly string[] | null {
  const asked = file.askedElements;
  if (asked === null || asked === undefined) return null;
  return listAt(file, 'askedElements').map((name) => {
    if (typeof name !== 'string') throw new AliroError('argument', 'askedElements holds texts');
    return name;
  });
}

// The files name no time zone for their lock and hold wall-clock schedules with a definite verdict: their lock's wall clock shows UTC.
const UTC_WALL_CLOCK: readonly ZoneStep[] = [{ fromSeconds: 0, offsetMinutes: 0 }];

/** What became of one document. */
type Verdict = {
  readonly accepted: boolean;
  readonly failingStep?: number;
  readonly status?: ReaderStatus;
  readonly granted?: boolean;
  readonly storedIterationAfter: number;
};

async function judgeCase(
  response: Bytes,
  conditions: VectorObject,
  keys: VectorObject,
  askedElements: readonly string[] | null,
  lastStep: number,
): Promise<Verdict> {
  const storedIteration = numberAt(conditions, 'storedIteration');
  const refused = (error: { readonly step: number; readonly status: ReaderStatus }): Verdict =>
    error.step > lastStep
      ? { accepted: true, storedIterationAfter: storedIteration }
      : { accepted: false, failingStep: error.step, status: error.status, storedIterationAfter: storedIteration };
  const cut = parseDeviceResponse(response, ['aliro-a']);
  if (!cut.ok) return refused(cut.error);
  if (cut.value.access === null) return refused({ step: 0, status: '0001' });
  const now = conditions.clock === 'known' ? numberAt(conditions, 'now') * 1000 : null;
  const ca = conditions.issuerCa;
  const verified = await verifyDocument({
    document: cut.value.access,
    docType: 'aliro-a',
    askedElements,
    anchors: anchorsOf(keys, listAt(conditions, 'anchors')),
    ...(typeof ca === 'string' ? { issuerCa: bytesAt(keys, ca) } : {}),
    now,
    storedIteration: () => storedIteration,
    devicePoint: bytesAt(keys, textAt(conditions, 'authDeviceKey')),
  });
  if (!verified.ok) return refused(verified.error);
  const grants = [...verified.value.access.values()].map((access) =>
    evaluateRules({ access, now, zone: UTC_WALL_CLOCK }),
  );
  const granted = grants.some((grant) => grant.granted);
  const refusal = grants.find((grant) => !grant.granted);
  const storedIterationAfter = verified.value.iterationAfter;
  return granted || refusal === undefined || refusal.granted
    ? { accepted: true, granted, storedIterationAfter }
    : { accepted: true, granted, status: refusal.status, storedIterationAfter };
}

/** Kind `documents`. */
export async function checkDocuments(file: VectorObject): Promise<readonly VectorLine[]> {
  const keys = objectAt(file, 'keys');
  const asked = elementsOf(file);
  const lastStep = Object.hasOwn(file, 'lastStep') ? numberAt(file, 'lastStep') : 8;
  const all: VectorLine[] = [];
  for (const entry of listAt(file, 'cases')) {
    const one = objectOf(entry, 'case');
    const { compare, lines } = comparisonWith(objectAt(one, 'expected'), `${textAt(one, 'name')}: `);
    const result = await judgeCase(bytesAt(one, 'deviceResponse'), objectAt(one, 'conditions'), keys, asked, lastStep);
    for (const name of ['accepted', 'failingStep', 'status', 'granted', 'storedIterationAfter'] as const)
      compare(name, result[name]);
    all.push(...lines);
  }
  return all;
}

type RevocationState = { list: readonly RevocationEntry[]; signedAt: number };

function applyIfNewer(state: RevocationState, document: VerifiedDocument): void {
  if (document.signedAt <= state.signedAt) return;
  for (const data of document.revocation.values()) state.list = applyRevocation(state.list, data);
  state.signedAt = document.signedAt;
}

async function runStep(
  file: VectorObject,
  state: RevocationState,
  response: Bytes,
  devicePoint: Bytes,
): Promise<boolean> {
  const cut = parseDeviceResponse(response, ['aliro-a', 'aliro-r']);
  if (!cut.ok || cut.value.access === null) return false;
  const verify = (document: Uint8Array, docType: DocType): ReturnType<typeof verifyDocument> =>
    verifyDocument({
      document,
      docType,
      askedElements: elementsOf(file),
      anchors: anchorsOf(objectAt(file, 'keys'), listAt(file, 'anchors')),
      now: numberAt(file, 'now') * 1000,
      storedIteration: () => 0,
      devicePoint,
    });
  if (cut.value.revocation !== null) {
    const revocation = await verify(cut.value.revocation, 'aliro-r');
    if (!revocation.ok) return false;
    applyIfNewer(state, revocation.value);
  }
  const access = await verify(cut.value.access, 'aliro-a');
  if (!access.ok) return false;
  const hash = await keyHash(devicePoint);
  return [...access.value.access.values()].some((data) => !isRevoked(state.list, { keyHash: hash, id: data.id }));
}

/** Kind `revocation-sequence`. */
export async function checkRevocationSequence(file: VectorObject): Promise<readonly VectorLine[]> {
  const keys = objectAt(file, 'keys');
  const state: RevocationState = { list: [], signedAt: 0 };
  const all: VectorLine[] = [];
  for (const entry of listAt(file, 'steps')) {
    const step = objectOf(entry, 'step');
    const { compare, lines } = comparisonWith(objectAt(step, 'expected'), `${textAt(step, 'name')}: `);
    for (const device of ['device1', 'device2']) {
      const opens = await runStep(file, state, bytesAt(step, device), bytesAt(keys, device));
      compare(device, opens ? 'accepted' : 'refused');
    }
    all.push(...lines);
  }
  return all;
}
