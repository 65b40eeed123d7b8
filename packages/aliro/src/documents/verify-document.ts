// Verification of a document, steps 0-8 of docs/protocol §5.2, as a lock does it.

import type { ReaderStatus, ReasonCode } from '../hotel/reason-codes.ts';
import { pending } from '../pending.ts';
import type { Result } from '../result.ts';
import type { ParsedAccessData } from './access-data.ts';
import type { RevocationData } from './revocation-data.ts';

/** `aliro-a` Access Document, `aliro-r` Revocation Document. */
export type DocType = 'aliro-a' | 'aliro-r';

/** A trusted credential-issuer key. */
export type CredentialAnchor = { readonly kid: Uint8Array; readonly point: Uint8Array };

/** Why a document was refused: the step of §5.2 (test name), the status to send, the hotel reason. */
export type DocumentRefusal = {
  readonly step: 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8;
  readonly status: ReaderStatus;
  readonly reason: ReasonCode;
  readonly detail: string;
};

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

/** One disclosed element: its name and the raw CBOR of its value. */
export type DocumentElement = { readonly name: string; readonly value: Uint8Array };

/** A document whose issuer, signature, digests and type hold (steps 0-4). Time, iteration, device and content are not judged yet. */
export type SignedDocument = DocumentHead & {
  /** The anchor that signed it; under x5chain the certified key. */
  readonly anchor: CredentialAnchor;
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

/** The documents of a DeviceResponse, cut out as received. */
export type DeviceResponse = {
  readonly access: Uint8Array | null;
  readonly revocation: Uint8Array | null;
  readonly status: number;
};

/**
 * Step 0 over a DeviceResponse: limits, asked docTypes only, one per docType. A missing Access Document is not refused here
 * (`access: null`; status 0001, reason 0405 when you need it).
 */
export function parseDeviceResponse(
  bytes: Uint8Array,
  asked: readonly DocType[],
): Result<DeviceResponse, DocumentRefusal> {
  return pending(`parseDeviceResponse ${bytes.length} ${asked.length}`);
}

/** Reads a stored document without trusting it: for phones (which door, until when) and for the console. Null where malformed. */
export function readDocument(document: Uint8Array): DocumentHead | null {
  return pending(`readDocument ${document.length}`);
}

/** Steps 0-4. `document` is one document as issued, or as cut out by parseDeviceResponse. */
export function verifySignedDocument(options: {
  readonly document: Uint8Array;
  readonly docType: DocType;
  /** Elements asked for; null takes all that come. At least one asked must be there in `aliro-a`; others than asked are refused by nobody but ignored. */
  readonly askedElements: readonly string[] | null;
  /** Anchors of class credential whose epoch is >= minEpoch. */
  readonly anchors: readonly CredentialAnchor[];
  /** Option of §4.4, off: the CA point under which an x5chain certificate is taken. */
  readonly issuerCa?: Uint8Array;
  /** UTC ms, only for `issuerCa`; null = clock unknown. */
  readonly now?: number | null;
}): Promise<Result<SignedDocument, DocumentRefusal>> {
  return pending(`verifySignedDocument ${options.docType}`);
}

/**
 * Steps 5-8, no signature work, so a cached document can be judged anew. `now` UTC ms or null (clock unknown).
 * `hotel` switches on §7.2 and §7.6.2: 120 s before validFrom pass, an unknown clock refuses every Access Document (0301), `signed`
 * up to 10 min + uncertainty ahead stands in for now, further ahead is 0301.
 */
export function judgeDocument(
  document: SignedDocument,
  conditions: {
    readonly now: number | null;
    /** Highest iteration stored for this anchor; 0 at first. */
    readonly storedIteration: number;
    /** The AUTH1 device point; not used for `aliro-r`. */
    readonly devicePoint: Uint8Array;
    readonly hotel?: { readonly uncertaintySeconds: number };
  },
): Result<VerifiedDocument, DocumentRefusal> {
  return pending(`judgeDocument ${document.signed} ${conditions.now}`);
}

/** Steps 0-8 in one call. `storedIteration` answers for the anchor that signed. `lastStep` stops early (vectors). */
export function verifyDocument(options: {
  readonly document: Uint8Array;
  readonly docType: DocType;
  readonly askedElements: readonly string[] | null;
  readonly anchors: readonly CredentialAnchor[];
  readonly issuerCa?: Uint8Array;
  readonly now: number | null;
  readonly storedIteration: (anchor: CredentialAnchor) => number;
  readonly devicePoint: Uint8Array;
  readonly hotel?: { readonly uncertaintySeconds: number };
}): Promise<Result<VerifiedDocument, DocumentRefusal>> {
  return pending(`verifyDocument ${options.docType}`);
}

/**
 * Bounds of the hotel profile on an Access Document (§7.1, §7.2, §7.6 step 3): TVR true (0025, 0205); lease <= 8 days from signing and
 * <= `maxLeaseSeconds` + 1 h from validFrom; staff <= 12 h (0007, 0109). Null where it is within them.
 */
export function checkHotelBounds(
  document: DocumentHead,
  options: { readonly maxLeaseSeconds: number; readonly staff: boolean },
): { readonly status: ReaderStatus; readonly reason: ReasonCode } | null {
  return pending(`checkHotelBounds ${document.signed} ${options.staff}`);
}
