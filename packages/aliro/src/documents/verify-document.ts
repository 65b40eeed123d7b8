// Verification of a document, steps 0-8 of docs/protocol §5.2, as a lock does it.
import { verifySignature } from '../crypto/keys.ts';
import { sha256 } from '../crypto/primitives.ts';
import { equalBytes } from '../encoding/bytes.ts';
import type { ReaderStatus, ReasonCode } from '../hotel/reason-codes.ts';
import { bad, good, type Result } from '../result.ts';
import { type ParsedAccessData, parseAccessData } from './access-data.ts';
import { signedBytes } from './cose.ts';
import { verifyIssuerCertificate } from './issuer-certificate.ts';
import { type DocType, type DocumentForm, type DocumentHead, headOf, readDocumentForm } from './read-document.ts';
import { parseRevocationData, type RevocationData } from './revocation-data.ts';
import { parseSignedTime } from './signed-time.ts';

/** A trusted credential-issuer key. */
export type CredentialAnchor = { readonly kid: Uint8Array; readonly point: Uint8Array };

/** Why a document was refused: the step of §5.2 (test name), the status to send, the hotel reason. */
export type DocumentRefusal = {
  readonly step: 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8;
  readonly status: ReaderStatus;
  readonly reason: ReasonCode;
  readonly detail: string;
};

/** One disclosed element: its name and the raw CBOR of its value. */
export type DocumentElement = { readonly name: string; readonly value: Uint8Array };

/** A document whose issuer, signature, digests and type hold (steps 0-4). Time, iteration, device and content are not judged yet. */
export type SignedDocument = DocumentHead & {
  /** The anchor that signed it; under x5chain the certified key. */
  readonly anchor: CredentialAnchor;
  /** The asked elements that came. */
  readonly disclosed: readonly DocumentElement[];
};

/** A document that passed every step. `raiseClockTo` (UTC ms): set where `signed` stood in for now (§7.6.2); write it with the decision. */
export type VerifiedDocument = SignedDocument & {
  readonly access: ReadonlyMap<string, ParsedAccessData>;
  readonly revocation: ReadonlyMap<string, RevocationData>;
  /** What the anchor's iteration store becomes, once everything of the decision holds. */
  readonly iterationAfter: number;
  readonly raiseClockTo: number | null;
};

/** Hotel allowance before validFrom (§7.2). */
export const EARLY_ALLOWANCE_SECONDS: 120 = 120;

/** How far ahead `signed` may be and still stand in for now, on top of the clock's uncertainty (§7.6.2). */
export const SIGNED_AHEAD_SECONDS: 600 = 600;

/** Iterations further behind than this end a document (§5.2 step 6). */
const ITERATION_WINDOW = 8;

type Refusal = { readonly ok: false; readonly error: DocumentRefusal };

function no(step: DocumentRefusal['step'], status: ReaderStatus, reason: ReasonCode, detail: string): Refusal {
  return bad({ step, status, reason, detail });
}

/** Where a document comes from and what is trusted. */
export type SignedDocumentOptions = {
  /** One document as issued, or as cut out by parseDeviceResponse. */
  readonly document: Uint8Array;
  readonly docType: DocType;
  /** Elements asked for; null takes all that come. An `aliro-a` without any of them is refused (0001); others are ignored. */
  readonly askedElements: readonly string[] | null;
  /** Anchors of class credential whose epoch is >= minEpoch. */
  readonly anchors: readonly CredentialAnchor[];
  /** Option of §4.4, off: the CA point under which an x5chain certificate is taken. */
  readonly issuerCa?: Uint8Array;
  /** UTC ms, only for `issuerCa`; null = clock unknown. */
  readonly now?: number | null;
};

async function issuerOf(
  form: DocumentForm,
  options: SignedDocumentOptions,
): Promise<Result<CredentialAnchor, DocumentRefusal>> {
  const { kid, x5chain, protectedFits } = form.sign1;
  if (!protectedFits) return no(1, '0007', '0109', 'protected header');
  if (options.issuerCa !== undefined && x5chain !== null) {
    const certified = await verifyIssuerCertificate({
      x5chain,
      caPoint: options.issuerCa,
      now: options.now ?? null,
      signedAt: parseSignedTime(form.mso.times.signed),
    });
    if (certified === null) return no(1, '0003', '0108', 'x5chain');
    if (kid !== null && !equalBytes(kid, certified.kid))
      return no(1, '0003', '0108', 'kid is not that of the certificate');
    return good(certified);
  }
  if (kid === null) return no(1, '0001', '0108', 'no kid');
  const anchor = options.anchors.find((known) => equalBytes(known.kid, kid));
  return anchor === undefined ? no(1, '0001', '0108', 'unknown kid') : good(anchor);
}

async function digestProblem(form: DocumentForm): Promise<string | null> {
  if (form.mso.version !== '1.0') return 'MSO version';
  if (form.mso.algorithm !== 'SHA-256') return 'digest algorithm';
  const digests = form.mso.namespaces.get(form.docType);
  const seen = new Set<string>();
  for (const item of form.items) {
    if (seen.has(item.element)) return 'element twice';
    seen.add(item.element);
    const digest = digests?.get(item.digestId);
    if (digest === undefined) return 'item without digest';
    if (!equalBytes(digest, await sha256(item.raw))) return 'digest';
  }
  return null;
}

/** Steps 0-4. */
export async function verifySignedDocument(
  options: SignedDocumentOptions,
): Promise<Result<SignedDocument, DocumentRefusal>> {
  const form = readDocumentForm(options.document);
  if (typeof form === 'string') return no(0, '0006', '0109', form);
  if (form.docType !== options.docType) return no(0, '0006', '0109', 'docType not asked for');
  const asked = options.askedElements;
  const disclosed = form.items
    .filter((item) => asked === null || asked.includes(item.element))
    .map((item) => ({ name: item.element, value: item.value }));
  if (options.docType === 'aliro-a' && disclosed.length === 0) return no(0, '0001', '0405', 'no asked element');
  const anchor = await issuerOf(form, options);
  if (!anchor.ok) return anchor;
  const { payload, signature } = form.sign1;
  if (!(await verifySignature(anchor.value.point, signedBytes(payload), signature)))
    return no(2, '0004', '0108', 'signature');
  const problem = await digestProblem(form);
  if (problem !== null) return no(3, '0007', '0109', problem);
  if (form.mso.docType !== options.docType) return no(4, '0007', '0109', 'docType of the MSO');
  const head = headOf(form);
  if (head === null) return no(5, '0007', '0109', 'times');
  return good({ ...head, anchor: anchor.value, disclosed });
}

/** What a document is judged against. `now` UTC ms, null = clock unknown. */
export type JudgeConditions = {
  readonly now: number | null;
  /** Highest iteration stored for this anchor; 0 at first. */
  readonly storedIteration: number;
  /** The AUTH1 device point; not used for `aliro-r`. */
  readonly devicePoint: Uint8Array;
  /** Switches on §7.2 and §7.6.2. */
  readonly hotel?: { readonly uncertaintySeconds: number };
};

type TimeVerdict = Result<{ readonly raiseClockTo: number | null }, DocumentRefusal>;

function judgeKnownTime(document: SignedDocument, now: number, hotel: JudgeConditions['hotel']): TimeVerdict {
  const wholeNow = Math.floor(now / 1000) * 1000;
  const ahead = hotel !== undefined && document.signedAt > wholeNow;
  const furthest = wholeNow + (SIGNED_AHEAD_SECONDS + (hotel?.uncertaintySeconds ?? 0)) * 1000;
  if (ahead && document.signedAt > furthest) return no(5, '0002', '0301', 'signed too far ahead of the clock');
  const judged = ahead ? document.signedAt : wholeNow;
  const allowance = hotel === undefined ? 0 : EARLY_ALLOWANCE_SECONDS * 1000;
  if (judged + allowance < document.validFrom) return no(5, '0002', '0102', 'not yet valid');
  if (judged > document.validUntil) return no(5, '0002', '0101', 'no longer valid');
  return good({ raiseClockTo: ahead ? document.signedAt : null });
}

function judgeTime(document: SignedDocument, conditions: JudgeConditions): TimeVerdict {
  if (conditions.now !== null) return judgeKnownTime(document, conditions.now, conditions.hotel);
  const hotelAccess = conditions.hotel !== undefined && document.docType === 'aliro-a';
  return document.timeVerificationRequired || hotelAccess
    ? no(5, '0002', '0301', 'clock unknown')
    : good({ raiseClockTo: null });
}

function judgeContent(
  document: SignedDocument,
): Result<Pick<VerifiedDocument, 'access' | 'revocation'>, DocumentRefusal> {
  const access = new Map<string, ParsedAccessData>();
  const revocation = new Map<string, RevocationData>();
  for (const { name, value } of document.disclosed) {
    if (document.docType === 'aliro-a') {
      const parsed = parseAccessData(value);
      if (!parsed.ok) return no(8, '0007', '0109', parsed.error.detail ?? parsed.error.code);
      access.set(name, parsed.value);
    } else {
      const parsed = parseRevocationData(value);
      if (!parsed.ok) return no(8, '0007', '0109', parsed.error.detail ?? parsed.error.code);
      revocation.set(name, parsed.value);
    }
  }
  return good({ access, revocation });
}

/**
 * Steps 5-8, no signature work, so a cached document can be judged anew. `hotel` switches on §7.2 and §7.6.2: 120 s before validFrom
 * pass, an unknown clock refuses every Access Document (0301), `signed` up to 10 min + uncertainty ahead stands in for now, further
 * ahead is 0301.
 */
export function judgeDocument(
  document: SignedDocument,
  conditions: JudgeConditions,
): Result<VerifiedDocument, DocumentRefusal> {
  const time = judgeTime(document, conditions);
  if (!time.ok) return time;
  if (conditions.storedIteration - document.iteration >= ITERATION_WINDOW) return no(6, '0002', '0101', 'iteration');
  const own = document.devicePoint;
  if (document.docType === 'aliro-a' && (own === null || !equalBytes(own, conditions.devicePoint)))
    return no(7, '0003', '0107', 'device key');
  const content = judgeContent(document);
  if (!content.ok) return content;
  return good({
    ...document,
    ...content.value,
    iterationAfter: Math.max(conditions.storedIteration, document.iteration),
    raiseClockTo: time.value.raiseClockTo,
  });
}

/** Steps 0-8 in one call. `storedIteration` answers for the anchor that signed. */
export async function verifyDocument(
  options: SignedDocumentOptions &
    Omit<JudgeConditions, 'storedIteration'> & {
      readonly now: number | null;
      readonly storedIteration: (anchor: CredentialAnchor) => number;
    },
): Promise<Result<VerifiedDocument, DocumentRefusal>> {
  const signed = await verifySignedDocument(options);
  if (!signed.ok) return signed;
  return judgeDocument(signed.value, {
    now: options.now,
    storedIteration: options.storedIteration(signed.value.anchor),
    devicePoint: options.devicePoint,
    ...(options.hotel === undefined ? {} : { hotel: options.hotel }),
  });
}

const HOUR_MS = 3_600_000;

/**
 * Bounds of the hotel profile on an Access Document (§7.1, §7.2, §7.6 step 3): TVR true (0025, 0205); validUntil <= 8 days after signing,
 * lease <= `maxLeaseSeconds` + 1 h, staff <= 12 h (0007, 0109). Null where it is within them.
 */
export function checkHotelBounds(
  document: DocumentHead,
  options: { readonly maxLeaseSeconds: number; readonly staff: boolean },
): { readonly status: ReaderStatus; readonly reason: ReasonCode } | null {
  if (!document.timeVerificationRequired) return { status: '0025', reason: '0205' };
  const sinceSigned = document.validUntil - document.signedAt;
  const lease = document.validUntil - document.validFrom;
  const tooLong =
    sinceSigned > 8 * 24 * HOUR_MS ||
    lease > options.maxLeaseSeconds * 1000 + HOUR_MS ||
    (options.staff && sinceSigned > 12 * HOUR_MS);
  return tooLong ? { status: '0007', reason: '0109' } : null;
}
