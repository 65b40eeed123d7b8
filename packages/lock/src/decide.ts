// The one decision of a lock: signed content, memory, clock and door in; open or one reason out (docs/protocol §7.6).
import {
  checkHotelBounds,
  equalBytes,
  evaluateRules,
  type Gate,
  isRevoked,
  judgeDocument,
  type ParsedAccessData,
  REASONS,
  type ReaderStatus,
  type ReasonCode,
  type SignedDocument,
  type VerifiedDocument,
} from '@nightlatch/aliro';
import type { ClockReading } from './clock.ts';
import { askedElements, type Configuration } from './configuration.ts';
import { type GenerationMemory, judgeGeneration } from './generation.ts';
import { type PrivacyRole, passesPrivacy } from './privacy.ts';
import type { RevocationMemory } from './revocation-memory.ts';

/** Who asks: a document that passed steps 0–4 of docs/protocol §5.2 (now, or when it was cached), and the AUTH1 device point. */
export interface DecisionQuestion {
  readonly document: SignedDocument;
  readonly devicePoint: Uint8Array;
  /** SHA-256 of the point. */
  readonly keyHash: Uint8Array;
}

/** What the lock knows at this instant. */
export interface DecisionContext {
  readonly lockId: Uint8Array;
  readonly configuration: Configuration;
  readonly clock: ClockReading;
  /** Highest iteration stored for the document's anchor. */
  readonly storedIteration: number;
  readonly generation: GenerationMemory;
  readonly revocations: RevocationMemory;
  readonly privacyOn: boolean;
  readonly batteryCritical: boolean;
  readonly hardwareFault: boolean;
}

/** What the journal says about who asked. */
export interface DecisionSubject {
  readonly occupancyId?: Uint8Array;
  readonly generation?: number;
}

/** No, with one reason and the status that travels with it. */
export type Refusal = DecisionSubject & {
  readonly kind: 'refuse';
  readonly reason: ReasonCode;
  readonly status: ReaderStatus;
};

/** Yes: what must be stored before the bolt moves. */
export type Opening = DecisionSubject & {
  readonly kind: 'open';
  readonly openMs: number;
  readonly generationNext: GenerationMemory;
  readonly generationRaised: boolean;
  readonly verified: VerifiedDocument;
};

/** The verdict. */
export type Decision = Opening | Refusal;

/** A refusal with the default status of its reason (docs/protocol §7.14). */
export function refusal(reason: ReasonCode, subject: DecisionSubject = {}): Refusal {
  return { kind: 'refuse', reason, status: REASONS[reason].statuses[0] ?? '0025', ...subject };
}

/** Steps 2–11 of docs/protocol §7.6 and 5–8 of §5.2; step 1 (revocations applied and stored) is behind us, 12–14 are the caller's. */
export function decide(question: DecisionQuestion, context: DecisionContext): Decision {
  const { clock, configuration } = context;
  const judged = judgeDocument(question.document, {
    now: clock.known ? clock.nowMs : null,
    storedIteration: context.storedIteration,
    devicePoint: question.devicePoint,
    hotel: { uncertaintySeconds: clock.known ? Math.ceil(clock.uncertaintyMs / 1000) : 0 },
  });
  if (!judged.ok) return { kind: 'refuse', reason: judged.error.reason, status: judged.error.status };
  const verified = judged.value;
  const candidates = orderedElements(verified, configuration);
  const first = candidates[0];
  const subject = first ? subjectOf(first, context) : {};
  const staff = candidates.some((element) => element.access.staff !== null);
  const bounds = checkHotelBounds(verified, { maxLeaseSeconds: configuration.maxLeaseSeconds, staff });
  if (bounds) return { kind: 'refuse', ...bounds, ...subject };
  let firstRefusal: Refusal | undefined;
  for (const element of candidates) {
    const verdict = judgeElement(element, verified, question, context);
    if (verdict.kind === 'open') return judgeDoor(context, verdict);
    firstRefusal ??= verdict;
  }
  return firstRefusal ?? refusal('0201');
}

/** One disclosed element that is this lock's. */
interface Candidate {
  readonly name: string;
  readonly role: 'room' | 'zone' | 'common';
  readonly access: ParsedAccessData;
}

/** Own element first, then zones and common names in configured order (step 4). */
function orderedElements(document: VerifiedDocument, configuration: Configuration): Candidate[] {
  return askedElements(configuration).flatMap((name) => {
    const access = document.access.get(name);
    return access ? [{ name, role: roleOf(name, configuration), access }] : [];
  });
}

/** How this lock sees an element: a room (which needs a gate), a staff zone, or a common door. When in doubt it is a room. */
function roleOf(name: string, configuration: Configuration): Candidate['role'] {
  if (name.startsWith('z:')) return 'zone';
  if (name === configuration.element) return configuration.kind;
  return name.startsWith('c:') ? 'common' : 'room';
}

/** Steps 4–10 for one element. */
function judgeElement(
  element: Candidate,
  verified: VerifiedDocument,
  question: DecisionQuestion,
  context: DecisionContext,
): Decision {
  const { access, role } = element;
  const { configuration, revocations } = context;
  const subject = subjectOf(element, context);
  if (access.unknownCritical !== null || access.readerRules.length > 0) return refusal('0205', subject);
  const gate = role === 'room' ? gateFor(access, context.lockId) : undefined;
  if (role === 'room' && (!gate || access.id === null)) return refusal('0201', subject);
  if (role === 'zone' && access.staff === null) return refusal('0201', subject);
  if (role === 'zone' && access.gates.length > 0) return refusal('0109', subject);
  if (verified.signedAt < revocations.overflowFloorMs) return refusal('0106', subject);
  if (isRevoked(revocations.entries, { keyHash: question.keyHash, id: access.id })) return refusal('0103', subject);
  const verdict =
    gate && access.id !== null
      ? judgeGeneration(context.generation, gate, access.id)
      : { ok: true as const, next: context.generation, raised: false };
  if (!verdict.ok) return refusal(verdict.reason, subject);
  const who = privacyRole(element, verdict.raised);
  if (!passesPrivacy(context.privacyOn, configuration.privacyMode, who)) return refusal('0202', subject);
  const grant = evaluateRules({
    access,
    now: verified.raiseClockTo ?? context.clock.nowMs,
    allowRuleless: configuration.allowRuleless,
    ...(configuration.zone && { zone: configuration.zone }),
  });
  if (!grant.granted) return refusal(grant.reason, subject);
  const openMs = grant.extended ? configuration.extendedOpenMs : configuration.openMs;
  const { next, raised } = verdict;
  return { kind: 'open', openMs, generationNext: next, generationRaised: raised, verified, ...subject };
}

function gateFor(access: ParsedAccessData, lockId: Uint8Array): Gate | undefined {
  return access.gates.find((gate) => equalBytes(gate.lockId, lockId));
}

function privacyRole(element: Candidate, newerGeneration: boolean): PrivacyRole {
  if (element.role === 'room') return { kind: 'guest', newerGeneration };
  const { staff } = element.access;
  return element.role === 'zone' && staff !== null ? { kind: 'staff', staff } : { kind: 'common' };
}

/** Step 11. */
function judgeDoor(context: DecisionContext, opening: Opening): Decision {
  const { occupancyId, generation } = opening;
  const subject = { ...(occupancyId && { occupancyId }), ...(generation !== undefined && { generation }) };
  if (context.batteryCritical) return refusal('0302', subject);
  return context.hardwareFault ? refusal('0303', subject) : opening;
}

function subjectOf(element: Candidate, context: DecisionContext): DecisionSubject {
  const gate = element.role === 'room' ? gateFor(element.access, context.lockId) : undefined;
  return {
    ...(element.access.id !== null && { occupancyId: element.access.id }),
    ...(gate && { generation: gate.generation }),
  };
}
