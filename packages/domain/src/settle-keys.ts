// What keys should exist for a booking, room, policy and instant, as the list of changes that makes it so (docs/domain.md §3–§6).
import { applyChanges } from './apply-changes.ts';
import { unmetConditions } from './conditions.ts';
import { DomainError } from './errors.ts';
import type { ChosenValidity, KeyChange } from './key-changes.ts';
import type {
  BookingFacts,
  EndedKey,
  IssuedKey,
  KeyFacts,
  KeyRequest,
  OccupancyFacts,
  SuspendedKey,
  WaitingKey,
} from './key-facts.ts';
import type { SettleFacts } from './settle-facts.ts';
import { settleOccupancy } from './settle-occupancy.ts';
import { handOver, settleReplacedKeys } from './settle-replaced-keys.ts';
import { settleSharedKeys } from './settle-shared-keys.ts';
import { isStillWanted, newestPrimary, wantedBy } from './wanted-key.ts';
import type { ConditionCode, IssueTrigger, KeyEndReason } from './words.ts';

/**
 * The changes that make the keys of one booking what they should be now: occupancies closed and opened, keys issued, kept
 * waiting, re-dated, ended. Call it whenever any input changed; applied to its own result it returns nothing.
 *
 * * A trigger asks, the conditions decide, the rest waits; a trigger never undoes what staff decided (docs/domain.md §3).
 * * A booking that leaves its room loses the key: at check-out at once, at a room move after the grace (§4, §6).
 * * A reissued key works until the new one is on the phone, at most 24 hours; its shared keys hang under the new one at once (§6).
 * * Coming back (reinstatement, a move back) opens a new occupancy and a new key; an ended key stays ended (invariant 16).
 * * An opened or closed occupancy changes `room_occupied` for others: settle the other bookings of that room too.
 *
 * A request whose validity is over makes no key at all: check `unmetConditions` first and refuse it with the list.
 */
export function settleKeys(facts: SettleFacts): KeyChange[] {
  const stages = [
    settleOccupancy,
    settleGivenKeys,
    settleReplacedKeys,
    settleWaitingKeys,
    wantedKeySettler(facts.keys),
    settleSharedKeys,
  ];
  let state = facts;
  return stages.flatMap((stage) => {
    const changes = stage(state);
    state = { ...state, ...applyChanges(state, changes) };
    return changes;
  });
}

/**
 * When to settle again though no input changes (UTC ms): the earliest end of a key or request, or null. A room move's grace is
 * among them, because it re-dates the old key. Give it the facts as they are after the changes.
 */
export function nextSettleAt(facts: Pick<SettleFacts, 'now' | 'booking' | 'keys'>): number | null {
  const ends = facts.keys.flatMap((key) => (key.state === 'ended' ? [] : [key.validUntil ?? facts.booking.checkOutAt]));
  const coming = ends.filter((end) => end > facts.now);
  return coming.length === 0 ? null : Math.min(...coming);
}

/** Primary keys in force: end them with their occupancy or their time, and follow the PMS's check-out. */
function settleGivenKeys(facts: SettleFacts): KeyChange[] {
  return facts.keys.flatMap((key) => {
    if (key.kind !== 'primary' || (key.state !== 'issued' && key.state !== 'suspended')) return [];
    const left = leftBooking(facts.booking);
    if (left) return [end(facts, key, left)];
    const occupancy = occupancyOf(facts.occupancies, key);
    if (occupancy.closedAt !== null) return endAfterGrace(facts, key, occupancy.closedAt);
    return key.replacedBy ? [] : followCheckOut(facts, key);
  });
}

/** How keys end when the booking is no longer in the house; null while it is. */
function leftBooking(booking: BookingFacts): KeyEndReason | null {
  switch (booking.status) {
    case 'checked_in':
      return null;
    case 'checked_out':
      return 'checked_out';
    case 'confirmed':
    case 'cancelled':
    case 'no_show':
      return 'revoked';
  }
}

function followCheckOut(facts: SettleFacts, key: IssuedKey | SuspendedKey): KeyChange[] {
  const { checkOutAt } = facts.booking;
  if (key.validitySource === 'pms') {
    if (checkOutAt <= facts.now || checkOutAt <= key.validFrom) return [end(facts, key, 'expired')];
    return key.validUntil === checkOutAt ? [] : [redate(key, checkOutAt)];
  }
  if (key.validUntil <= facts.now) return [end(facts, key, 'expired')];
  if (key.checkOutSeen === checkOutAt) return [];
  return [{ change: 'raise_task', keyId: key.keyId, task: 'check_out_changed', checkOutAt }];
}

function endAfterGrace(facts: SettleFacts, key: IssuedKey | SuspendedKey, closedAt: number): KeyChange[] {
  const deadline = closedAt + facts.policies.moveGraceMinutes * 60_000;
  if (facts.now >= deadline || deadline <= key.validFrom) return [end(facts, key, 'superseded')];
  if (key.validUntil <= facts.now) return [end(facts, key, 'expired')];
  return key.validUntil <= deadline ? [] : [redate(key, deadline)];
}

/** Requests that wait: issue what may be issued, end what can't come any more, keep the reasons up to date. */
function settleWaitingKeys(facts: SettleFacts): KeyChange[] {
  const waiting = facts.keys.filter((key): key is WaitingKey => key.kind === 'primary' && key.state === 'waiting');
  const newest = newestPrimary(waiting);
  const left = leftBooking(facts.booking);
  return waiting.flatMap((key) => {
    if (left && facts.booking.status !== 'confirmed') return [end(facts, key, left)];
    if (key !== newest) return [end(facts, key, 'replaced')];
    if (facts.request) return [];
    if (!isStillWanted(facts, key)) return [end(facts, key, 'revoked')];
    if (isOver(facts, key)) return [end(facts, key, 'expired')];
    return issueOrWait(facts, { keyId: key.keyId, requestedBy: key.requestedBy, waiting: key, chosen: key });
  });
}

/** A trigger's request past its time ends: the trigger asks again if the stay is extended. Staff's waits for their decision. */
function isOver({ booking, now }: SettleFacts, key: WaitingKey): boolean {
  if (key.validUntil !== null) return key.validUntil <= now;
  return key.requestedBy !== 'staff' && key.requestedBy !== 'integration' && booking.checkOutAt <= now;
}

/**
 * A key that is wanted and not there: asked for by a person, an API key, a trigger, or the guest's own return or move.
 * `keysBefore` still shows the end that staff chose for a key that a move has cut to its grace by now.
 */
function wantedKeySettler(keysBefore: readonly KeyFacts[]): (facts: SettleFacts) => KeyChange[] {
  return (facts) => {
    const { booking, request } = facts;
    if (booking.status !== 'checked_in' && booking.status !== 'confirmed') return [];
    if (request) return settleRequest(facts, request);
    if (facts.keys.some((key) => key.kind === 'primary' && (key.state === 'waiting' || isInForce(facts, key))))
      return [];
    const wanted = wantedBy(facts, keysBefore);
    return wanted ? issueOrWait(facts, { ...wanted, keyId: facts.newIds.keyId, waiting: null }) : [];
  };
}

function settleRequest(facts: SettleFacts, request: KeyRequest): KeyChange[] {
  const inForce = primariesInForce(facts);
  const waiting =
    facts.keys.find((key): key is WaitingKey => key.kind === 'primary' && key.state === 'waiting') ?? null;
  if (request.mode === 'issue' && inForce.length > 0) return [];
  const chosen: ChosenValidity = {
    validFrom: request.startAt,
    validUntil: request.staffEnd,
    validitySource: request.staffEnd === null ? 'pms' : 'staff',
  };
  const keyId = waiting?.keyId ?? facts.newIds.keyId;
  const ends =
    request.mode === 'replace_at_once' ? primariesOfRoom(facts).map((key) => end(facts, key, 'replaced')) : [];
  const rest = { ...facts, ...applyChanges(facts, ends) };
  return [...ends, ...issueOrWait(rest, { keyId, requestedBy: request.by, waiting, chosen })];
}

interface Candidate {
  readonly keyId: string;
  readonly requestedBy: IssueTrigger;
  readonly waiting: WaitingKey | null;
  readonly chosen: ChosenValidity;
}

function issueOrWait(facts: SettleFacts, candidate: Candidate): KeyChange[] {
  const { keyId, requestedBy, waiting, chosen } = candidate;
  const validFrom = Math.max(chosen.validFrom ?? facts.now, facts.now);
  const validUntil = chosen.validUntil ?? facts.booking.checkOutAt;
  const waitingFor = unmetFor(facts, validFrom < validUntil ? validUntil : facts.now);
  const head = { keyId, requestedBy, isNew: waiting === null, validitySource: chosen.validitySource };
  const occupancy = facts.occupancies.find((one) => one.closedAt === null);
  if (waitingFor.length === 0) {
    if (!occupancy) throw new DomainError('broken_invariant', 'conditions hold but the booking has no open occupancy');
    const { occupancyId, roomId } = occupancy;
    return [
      { change: 'issue', ...head, occupancyId, roomId, validFrom, validUntil },
      ...handOver(facts, primariesOfRoom(facts), keyId),
    ];
  }
  if (waiting ? isSameWait(waiting, waitingFor, candidate) : waitingFor.includes('validity_over')) return [];
  return [{ change: 'wait', ...head, waitingFor, validFrom: chosen.validFrom, validUntil: chosen.validUntil }];
}

function isSameWait(
  waiting: WaitingKey,
  waitingFor: readonly ConditionCode[],
  { requestedBy, chosen }: Candidate,
): boolean {
  return (
    waiting.waitingFor.join() === waitingFor.join() &&
    waiting.requestedBy === requestedBy &&
    waiting.validFrom === chosen.validFrom &&
    waiting.validUntil === chosen.validUntil &&
    waiting.validitySource === chosen.validitySource
  );
}

/** The unmet conditions of a key for this booking that would end at `keyEnd` (docs/domain.md §3). */
export function unmetFor(
  facts: Pick<SettleFacts, 'now' | 'booking' | 'policies' | 'issue'>,
  keyEnd: number,
): ConditionCode[] {
  return unmetConditions({
    ...facts.issue,
    now: facts.now,
    bookingStatus: facts.booking.status,
    roomId: facts.booking.roomId,
    idVerification: facts.booking.idVerification,
    idVerificationRequired: facts.policies.requireIdVerification,
    keyEnd,
  });
}

/** A key of the room that the booking has now; one that is being replaced is there, but its replacement is the one in force. */
function isInForce(facts: SettleFacts, key: KeyFacts): key is IssuedKey | SuspendedKey {
  return isOfRoom(facts, key) && !key.replacedBy;
}

function isOfRoom(facts: SettleFacts, key: KeyFacts): key is IssuedKey | SuspendedKey {
  if (key.state !== 'issued' && key.state !== 'suspended') return false;
  return occupancyOf(facts.occupancies, key).closedAt === null;
}

function primariesInForce(facts: SettleFacts): (IssuedKey | SuspendedKey)[] {
  return primariesOfRoom(facts).filter((key) => isInForce(facts, key));
}

function primariesOfRoom(facts: SettleFacts): (IssuedKey | SuspendedKey)[] {
  return facts.keys.filter((key) => key.kind === 'primary').filter((key) => isOfRoom(facts, key));
}

/** A shared occupancy that was left and joined again has two entries: the open one counts. */
function occupancyOf(occupancies: readonly OccupancyFacts[], key: IssuedKey | SuspendedKey): OccupancyFacts {
  const own = occupancies.filter((one) => one.occupancyId === key.occupancyId);
  const found = own.find((one) => one.closedAt === null) ?? own.at(-1);
  if (!found) throw new DomainError('broken_invariant', 'a key in force has no occupancy');
  return found;
}

function end(facts: SettleFacts, key: Exclude<KeyFacts, EndedKey>, reason: KeyEndReason): KeyChange {
  return { change: 'end', keyId: key.keyId, reason, revokeReason: null, at: facts.now };
}

function redate(key: IssuedKey | SuspendedKey, validUntil: number): KeyChange {
  const { keyId, validFrom, validitySource } = key;
  return { change: 'redate', keyId, validFrom, validUntil, validitySource };
}
