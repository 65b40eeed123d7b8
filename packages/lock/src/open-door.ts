// From a question to a moved bolt: decide, write, move, report; steps 2–14 of docs/protocol §7.6.
import { type DocumentRefusal, equalBytes, hex, lockIdOf, type ReaderStatus, type ReasonCode } from '@nightlatch/aliro';
import { findAnchor } from './anchors.ts';
import { applyRevocationDocument } from './apply-revocation-document.ts';
import { catchUp, raiseTimeFloor } from './clock.ts';
import { type Decision, type DecisionQuestion, decide, type Opening, type Refusal, refusal } from './decide.ts';
import { dropOlderGenerations, rememberDocument } from './document-cache.ts';
import { replaceNewest } from './journal-memory.ts';
import type { EventLine, LockCore } from './lock-core.ts';
import type { CachedDocument, Identity, LockState } from './lock-state.ts';
import type { BoltReport } from './ports.ts';

/** The bolt's report counts in the answer to the phone if it comes within this time. */
const BOLT_REPORT_MS = 400;

/** What the phone is told: one reason, one status. */
export interface Verdict {
  readonly reason: ReasonCode;
  readonly status: ReaderStatus;
}

/** Who asks, and what the cache shall keep if the door opens. */
export interface DoorQuestion extends DecisionQuestion {
  readonly fast: boolean;
  /** Standard phase: the fresh Kpersistent and the document as received. Fast phase: the entry that opened. */
  readonly keep:
    | { readonly kind: 'fresh'; readonly kpersistent: Uint8Array; readonly bytes: Uint8Array }
    | { readonly kind: 'entry'; readonly entry: CachedDocument }
    | { readonly kind: 'nothing' };
}

/** First 8 bytes of the key hash, as the journal names a device. */
export function subjectOf(keyHash: Uint8Array): Uint8Array {
  return keyHash.slice(0, 8);
}

/** Step 1: a Revocation Document from any phone, stored before anything is judged. The refusal ends the transaction (§5.4). */
export async function takeRevocations(core: LockCore, document: Uint8Array): Promise<Verdict | undefined> {
  const applied = await applyRevocationDocument(core.state, document, core.counterMs);
  if (!applied.ok) return verdictOf(applied.error);
  if (applied.value.state === core.state) return undefined;
  try {
    await core.commit(applied.value.state);
    return undefined;
  } catch {
    return refusal('0303');
  }
}

/** Writes the one journal line of a refusal; a verified time that this clock can't explain makes `info` ask for the time. A storage that fails can't make a refusal an opening. */
export async function journalRefusal(
  core: LockCore,
  verdict: Verdict,
  line: Omit<EventLine, 'event' | 'reason'>,
): Promise<void> {
  if (verdict.reason === '0301' && core.clock().known) core.clockDoubted = true;
  try {
    await core.commit(core.state, { event: 'refused', reason: Number.parseInt(verdict.reason, 16), ...line });
  } catch {
    // The refusal stands; the line is lost with the memory that should hold it.
  }
}

/** Decides and, when it may, opens. Runs inside `core.exclusive`. */
export async function openDoor(core: LockCore, question: DoorQuestion): Promise<Verdict> {
  const { identity } = core.state;
  if (!identity) return refusal('0303');
  const decision = isStillTrusted(core, question) ? judge(core, question, identity) : refusal('0108');
  return decision.kind === 'refuse' ? refuseDoor(core, question, decision) : moveBolt(core, question, decision);
}

/** Mail may have erased the anchor since the signature was checked: in this very transaction, or for a cached document. */
function isStillTrusted(core: LockCore, question: DoorQuestion): boolean {
  const { anchor } = question.document;
  const slot = findAnchor(core.state.anchors, 'credential', anchor.kid);
  return slot !== undefined && equalBytes(slot.point, anchor.point);
}

function judge(core: LockCore, question: DoorQuestion, identity: Identity): Decision {
  return decide(question, {
    lockId: lockIdOf(identity.readerIdentifier),
    configuration: core.state.configuration,
    clock: core.clock(),
    storedIteration: core.state.iterations.get(hex(question.document.anchor.kid)) ?? 0,
    generation: core.state.generation,
    revocations: core.state.revocations,
    privacyOn: core.state.privacy,
    batteryCritical: core.battery === 'critical',
    hardwareFault: core.hardwareFault,
  });
}

async function refuseDoor(core: LockCore, question: DoorQuestion, decision: Refusal): Promise<Verdict> {
  const { reason, status, occupancyId, generation } = decision;
  await journalRefusal(core, { reason, status }, lineOf(question, { occupancyId, generation }));
  return { reason, status };
}

/** Steps 12–14. Nothing moves unless the record is stored. */
async function moveBolt(core: LockCore, question: DoorQuestion, opening: Opening): Promise<Verdict> {
  const line = { ...lineOf(question, opening), event: 'opened', reason: 0 } as const;
  try {
    await core.commit(stateAfter(core, question, opening), line);
  } catch {
    return refusal('0303');
  }
  const report = await reportWithin(core, opening.openMs);
  if (report !== 'jammed') core.lastOpening = { devicePoint: question.devicePoint, atCounterMs: core.counterMs };
  if (report === 'timeout') return { reason: '0000', status: '0181' };
  const told: EventLine =
    report === 'open' ? { ...line, boltConfirmed: true } : { ...line, event: 'refused', reason: 0x0303 };
  try {
    const journal = await replaceNewest(core.state.journal, core.completeLine(told));
    await core.commitAsIs({ ...core.state, journal });
  } catch {
    // The journal keeps "opened, not confirmed", which is what the memory can prove.
  }
  return report === 'open' ? { reason: '0000', status: '0101' } : { reason: '0303', status: '0102' };
}

/** What step 12 stores: generation, iteration, time floor, clock, cached document. */
function stateAfter(core: LockCore, question: DoorQuestion, opening: Opening): LockState {
  const { state, counterMs } = core;
  const { verified, generationNext } = opening;
  const floor = raiseTimeFloor(state.clock, verified.signedAt);
  const clock = verified.raiseClockTo === null ? floor : catchUp(state.clock, counterMs, verified.raiseClockTo);
  const key = hex(verified.anchor.kid);
  return {
    ...state,
    clock,
    generation: generationNext,
    iterations: new Map(state.iterations).set(key, verified.iterationAfter),
    cache: cacheAfter(core, question, opening),
  };
}

function cacheAfter(core: LockCore, question: DoorQuestion, opening: Opening): LockState['cache'] {
  const kept = dropOlderGenerations(core.state.cache, opening.generationNext.value);
  const { keep } = question;
  if (keep.kind === 'nothing') return kept;
  if (keep.kind === 'entry') return kept.at(-1) === keep.entry ? kept : rememberDocument(kept, keep.entry);
  return rememberDocument(kept, {
    kpersistent: keep.kpersistent,
    bytes: keep.bytes,
    devicePoint: question.devicePoint,
    document: question.document,
    occupancyIds: [...opening.verified.access.values()].flatMap((access) => (access.id === null ? [] : [access.id])),
    storedAtMs: core.clock().nowMs,
    ...(opening.generation !== undefined && { generation: opening.generation }),
  });
}

async function reportWithin(core: LockCore, openMs: number): Promise<BoltReport> {
  const { bolt, timers } = core.options;
  return new Promise((resolve) => {
    const cancel = timers.after(BOLT_REPORT_MS, () => resolve('timeout'));
    bolt.open(openMs).then(
      (report) => {
        cancel();
        resolve(report);
      },
      () => {
        cancel();
        resolve('jammed');
      },
    );
  });
}

function lineOf(
  question: DoorQuestion,
  subject: { readonly occupancyId?: Uint8Array | undefined; readonly generation?: number | undefined },
): Omit<EventLine, 'event' | 'reason'> {
  return {
    fast: question.fast,
    subject: subjectOf(question.keyHash),
    ...(subject.occupancyId && { occupancyId: subject.occupancyId }),
    ...(subject.generation !== undefined && { generation: subject.generation }),
  };
}

/** A document's refusal as told to the phone. */
export function verdictOf(refused: DocumentRefusal): Verdict {
  return { reason: refused.reason, status: refused.status };
}

/** True when this device opened here less than a second ago. */
export function isRepeat(core: LockCore, devicePoint: Uint8Array): boolean {
  const last = core.lastOpening;
  return last !== undefined && core.counterMs - last.atCounterMs < 1_000 && equalBytes(last.devicePoint, devicePoint);
}
