// When a key may be issued: the one judgement behind button, automatic rules, API refusal and diagnosis (docs/domain.md §3).
import type { BookingStatus, ConditionCode, IdVerification } from './words.ts';

/** The location's digital-key integration. */
export interface IntegrationFacts {
  readonly configured: boolean;
  readonly tested: boolean;
  readonly on: boolean;
}

/** A lock on one of the room's doors: does it take mobile keys, and is it in order? */
export interface LockFacts {
  readonly mobile: boolean;
  readonly healthy: boolean;
}

/** Another booking that has the room now; `related` when the two share it (same party, sharers). */
export interface OtherOccupancy {
  readonly bookingId: string;
  readonly occupancyId: string;
  readonly related: boolean;
}

/** Everything the conditions look at. Instants in UTC ms. `keyEnd` is the end that the key would get. */
export interface ConditionInput {
  readonly now: number;
  readonly integration: IntegrationFacts;
  readonly bookingStatus: BookingStatus;
  readonly roomId: string | null;
  readonly locks: readonly LockFacts[];
  readonly otherOccupancies: readonly OtherOccupancy[];
  readonly enrolledDevices: number;
  readonly idVerification: IdVerification;
  readonly idVerificationRequired: boolean;
  readonly keyEnd: number;
  readonly staffBlock: boolean;
}

/** `not_judged`: it depends on a room that is not assigned yet (its own condition says so). */
export const CONDITION_STATES = ['met', 'unmet', 'not_judged'] as const;
export type ConditionState = (typeof CONDITION_STATES)[number];

/** One line of the console's list of conditions. */
export interface JudgedCondition {
  readonly code: ConditionCode;
  readonly state: ConditionState;
}

/** Every condition with its state, in the order of docs/domain.md §3. Locks and occupancy are not judged without a room. */
export function judgeConditions(input: ConditionInput): JudgedCondition[] {
  const { integration } = input;
  const mobile = input.locks.filter((lock) => lock.mobile);
  const ofRoom = (met: boolean): ConditionState => (input.roomId === null ? 'not_judged' : state(met));
  return [
    {
      code: 'integration_not_configured',
      state: state(integration.configured && integration.tested && integration.on),
    },
    { code: 'no_compatible_lock', state: ofRoom(mobile.length > 0) },
    { code: 'lock_unhealthy', state: ofRoom(mobile.every((lock) => lock.healthy)) },
    { code: 'not_checked_in', state: state(input.bookingStatus === 'checked_in') },
    { code: 'room_not_assigned', state: state(input.roomId !== null) },
    { code: 'room_occupied', state: ofRoom(input.otherOccupancies.every((other) => other.related)) },
    { code: 'guest_app_not_installed', state: state(input.enrolledDevices > 0) },
    { code: 'id_not_verified', state: state(!input.idVerificationRequired || isIdAccepted(input.idVerification)) },
    { code: 'validity_over', state: state(input.keyEnd > input.now) },
    { code: 'blocked_by_staff', state: state(!input.staffBlock) },
  ];
}

/** Every unmet condition in the order of docs/domain.md §3; empty when a key may be issued. Nothing else decides. */
export function unmetConditions(input: ConditionInput): ConditionCode[] {
  return judgeConditions(input).flatMap(({ code, state }) => (state === 'unmet' ? [code] : []));
}

/** Whether this ID verification satisfies a location that asks for one: Verified or Manually Overridden. */
export function isIdAccepted(idVerification: IdVerification): boolean {
  return idVerification === 'verified' || idVerification === 'manual_override';
}

function state(met: boolean): 'met' | 'unmet' {
  return met ? 'met' : 'unmet';
}
