// What a diagnosis looks at and says: the facts, the evidence, the one next step (docs/domain.md §7).
import type { BookingStatus, ConditionCode, DeliveryState, DiagnosisCode, KeyEndReason } from './words.ts';

/** The one next step of a diagnosis. */
export const NEXT_STEPS = [
  'check_in',
  'reinstate_booking',
  'assign_room',
  'move_key_to_room',
  'issue_key',
  'settle_conditions',
  'issue_again',
  'resume_key',
  'change_validity',
  'wait_until_valid',
  'open_app_online',
  'turn_on_notifications',
  'go_online_once',
  'turn_on_bluetooth',
  'allow_bluetooth',
  'use_supported_phone',
  'use_right_phone',
  'hold_phone_closer',
  'go_to_right_door',
  'knock_or_ask',
  'come_in_hours',
  'try_again_online',
  'replace_battery',
  'check_lock',
  'wait_for_vendor',
  'ask_front_desk',
] as const;
export type NextStep = (typeof NEXT_STEPS)[number];

/** The newest key of the guest for this booking, as far as the diagnosis needs it. Instants in UTC ms. */
export interface DiagnosedKey {
  readonly state: 'waiting' | 'issued' | 'suspended' | 'ended';
  readonly endReason: KeyEndReason | null;
  readonly endedAt: number | null;
  readonly waitingFor: readonly ConditionCode[];
  readonly roomId: string | null;
  readonly validFrom: number | null;
  readonly validUntil: number | null;
}

/** The key on the device that was asked about; null fields are not known. Null as a whole: no device has it. */
export interface DiagnosedDelivery {
  readonly state: DeliveryState;
  readonly deliveredAt: number | null;
  readonly leaseEnd: number | null;
  /** When the phone last spoke with the server. */
  readonly phoneSeenAt: number | null;
  readonly notificationsOn: boolean | null;
}

/** What the phone reports of itself; null fields are not known and prove nothing. */
export interface DiagnosedPhone {
  readonly bluetooth: 'on' | 'off' | 'not_allowed' | null;
  readonly supported: boolean | null;
  /** Whether this is a phone that the key was issued to. */
  readonly holdsKey: boolean | null;
}

/** What is known of the door; null fields are not known and prove nothing. `vendorAvailable` only for locks of a vendor's cloud. */
export interface DiagnosedDoor {
  readonly privacyOn: boolean | null;
  readonly inHours: boolean | null;
  readonly clockKnown: boolean | null;
  readonly batteryLow: boolean | null;
  readonly reachable: boolean | null;
  readonly vendorAvailable: boolean | null;
}

/** One try at a door; `code` is what the refusal said (docs/protocol §7.14), null when granted. */
export interface Attempt {
  readonly at: number;
  readonly doorId: string | null;
  readonly outcome: 'granted' | 'refused';
  readonly code: DiagnosisCode | null;
}

/** Everything that a diagnosis looks at. `attempts` newest first. Instants in UTC ms. */
export interface DiagnosisFacts {
  readonly now: number;
  readonly booking: { readonly status: BookingStatus; readonly roomId: string | null } | null;
  readonly key: DiagnosedKey | null;
  readonly delivery: DiagnosedDelivery | null;
  readonly phone: DiagnosedPhone;
  readonly door: DiagnosedDoor;
  readonly attempts: readonly Attempt[];
}

/** One fact that led to the verdict: a name for a label, and its value as stored (ids, codes, UTC ms). */
export interface Evidence {
  readonly fact: string;
  readonly value: string | number | boolean | null;
}

/** The verdict. */
export interface Diagnosis {
  readonly code: DiagnosisCode;
  readonly nextStep: NextStep;
  readonly evidence: readonly Evidence[];
}
