// Whether a key is wanted though nobody asks for it now: triggers, moves and returns, and staff's last word (docs/domain.md §3, §6).

import { isIdAccepted } from './conditions.ts';
import type { ChosenValidity } from './key-changes.ts';
import type { BookingFacts, KeyFacts, KeyPolicies, WaitingKey } from './key-facts.ts';
import type { SettleFacts } from './settle-facts.ts';
import type { IssueTrigger } from './words.ts';

const FOLLOWS_PMS: ChosenValidity = { validFrom: null, validUntil: null, validitySource: 'pms' };

/** Who wants a key for the booking, and with which validity; null: nobody, or staff's last word was no. */
export function wantedBy(
  facts: SettleFacts,
  keysBefore: readonly KeyFacts[],
): { requestedBy: IssueTrigger; chosen: ChosenValidity } | null {
  const last = newestPrimary(facts.keys.filter((key) => key.kind === 'primary'));
  if (last && isStaffRefusal(facts, last)) return null;
  const requestedBy = activeTrigger(facts.booking, facts.policies) ?? carriedOver(facts, last);
  return requestedBy
    ? { requestedBy, chosen: carriedValidity(facts, keysBefore.find((key) => key.keyId === last?.keyId) ?? last) }
    : null;
}

/** Whether a waiting request still has someone behind it: a person or API key always, a trigger while it asks or the guest is here. */
export function isStillWanted(facts: SettleFacts, key: WaitingKey): boolean {
  if (key.requestedBy === 'staff' || key.requestedBy === 'integration') return true;
  return facts.booking.status === 'checked_in' || activeTrigger(facts.booking, facts.policies) !== null;
}

/** The key requested last; ids, which are time-ordered, break ties. */
export function newestPrimary<K extends KeyFacts>(keys: readonly K[]): K | undefined {
  return keys.reduce<K | undefined>((newest, key) => {
    if (!newest || key.requestedAt > newest.requestedAt) return key;
    return key.requestedAt === newest.requestedAt && key.keyId > newest.keyId ? key : newest;
  }, undefined);
}

/** The trigger that asks for a key now, if the location switched it on. State, not events: no order can lose one. */
function activeTrigger(booking: BookingFacts, policies: KeyPolicies): IssueTrigger | null {
  if (policies.autoIssueAtCheckIn && booking.status === 'checked_in') return 'check_in';
  if (policies.afterMobileCheckIn && booking.mobileCheckIn === 'approved') return 'mobile_check_in';
  if (policies.afterIdVerification && isIdAccepted(booking.idVerification)) return 'id_verification';
  return null;
}

/** A guest who had a key and moved, came back or stays longer gets the next one, whoever asked for the first. */
function carriedOver(facts: SettleFacts, last: KeyFacts | undefined): IssueTrigger | null {
  return last && facts.booking.status === 'checked_in' ? last.requestedBy : null;
}

/**
 * Staff's last word was no: they revoked or suspended the newest key, or it ran to the end that they chose. Revoking *because of* a room
 * change speaks of the old room only.
 */
function isStaffRefusal(facts: SettleFacts, last: KeyFacts): boolean {
  if (last.state === 'suspended') return true;
  if (last.state !== 'ended') return false;
  if (last.validitySource === 'staff' && last.validUntil !== null && last.validUntil <= facts.now) return true;
  if (!last.revokedByStaff) return false;
  const { roomId } = facts.booking;
  const movedOn =
    last.revokeReason === 'room_change' && last.roomId !== null && roomId !== null && last.roomId !== roomId;
  return !movedOn;
}

/** What staff chose for a key holds for its successor too: a move or return must not widen it. */
function carriedValidity(facts: SettleFacts, last: KeyFacts | undefined): ChosenValidity {
  if (!last || last.validitySource === 'pms') return FOLLOWS_PMS;
  const later = last.validFrom !== null && last.validFrom > facts.now;
  return { validFrom: later ? last.validFrom : null, validUntil: last.validUntil, validitySource: 'staff' };
}
