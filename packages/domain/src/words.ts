// The closed vocabularies of the platform: one spelling for code, API, database and screens (docs/domain.md §1–§7).

/** Status of a booking (docs/domain.md §5). */
export const BOOKING_STATUSES = ['confirmed', 'checked_in', 'checked_out', 'cancelled', 'no_show'] as const;
export type BookingStatus = (typeof BOOKING_STATUSES)[number];

/** State of a guest's ID verification (docs/domain.md §5). */
export const ID_VERIFICATIONS = ['not_verified', 'pending', 'verified', 'failed', 'manual_override'] as const;
export type IdVerification = (typeof ID_VERIFICATIONS)[number];

/** State of a mobile check-in (docs/domain.md §5). */
export const MOBILE_CHECK_INS = ['not_started', 'submitted', 'approved', 'declined'] as const;
export type MobileCheckIn = (typeof MOBILE_CHECK_INS)[number];

/** State of a digital key; `waiting` is a request whose conditions are not all met (docs/domain.md §5). */
export const KEY_STATES = ['waiting', 'issued', 'suspended', 'ended'] as const;
export type KeyState = (typeof KEY_STATES)[number];

/** Why a key ended (docs/domain.md §5). */
export const KEY_END_REASONS = ['revoked', 'checked_out', 'expired', 'superseded', 'replaced'] as const;
export type KeyEndReason = (typeof KEY_END_REASONS)[number];

/** Whose key it is within the booking. */
export const KEY_KINDS = ['primary', 'shared'] as const;
export type KeyKind = (typeof KEY_KINDS)[number];

/** Where a credential stands on one device (docs/domain.md §5). */
export const DELIVERY_STATES = ['to_deliver', 'delivered', 'removed'] as const;
export type DeliveryState = (typeof DELIVERY_STATES)[number];

/** Progress of taking a key away; `enforced` only with proof (docs/domain.md §5, invariant 17). */
export const REVOCATION_STATES = ['requested', 'removed_from_device', 'enforced'] as const;
export type RevocationState = (typeof REVOCATION_STATES)[number];

/** What proved that a revocation is enforced. */
export const REVOCATION_PROOFS = ['deleted_on_device', 'confirmed_by_locks', 'lease_ended', 'never_delivered'] as const;
export type RevocationProof = (typeof REVOCATION_PROOFS)[number];

/** Why staff revoke a key (docs/domain.md §6). */
export const REVOKE_REASONS = ['room_change', 'security_concern', 'lost_phone', 'guest_request', 'other'] as const;
export type RevokeReason = (typeof REVOKE_REASONS)[number];

/** Why staff give an occupied room to another guest (docs/domain.md §6). */
export const OVERRIDE_REASONS = ['guest_has_left', 'checked_in_by_mistake', 'other'] as const;
export type OverrideReason = (typeof OVERRIDE_REASONS)[number];

/** Unmet condition of issue (docs/domain.md §3). */
export const CONDITION_CODES = [
  'integration_not_configured',
  'no_compatible_lock',
  'lock_unhealthy',
  'not_checked_in',
  'room_not_assigned',
  'room_occupied',
  'guest_app_not_installed',
  'id_not_verified',
  'validity_over',
  'blocked_by_staff',
] as const;
export type ConditionCode = (typeof CONDITION_CODES)[number];

/** Triggers that may ask for a key by themselves (docs/domain.md §3). */
export const ISSUE_TRIGGERS = ['check_in', 'mobile_check_in', 'id_verification', 'staff', 'integration'] as const;
export type IssueTrigger = (typeof ISSUE_TRIGGERS)[number];

/** What a task asks staff to decide. */
export const STAFF_TASK_KINDS = [
  'check_out_changed',
  'room_occupied',
  'guest_not_told',
  'check_in_at_pms',
  'webhook_disabled',
] as const;
export type StaffTaskKind = (typeof STAFF_TASK_KINDS)[number];

/** Roles of staff at a location (docs/domain.md §2). */
export const ROLES = ['front_desk', 'location_admin', 'brand_admin', 'viewer'] as const;
export type Role = (typeof ROLES)[number];

/** What an API key may do (docs/domain.md §2, Integration). `gateway` carries lock mail and journals, `locks` commissions. */
export const SCOPES = [
  'bookings:read',
  'bookings:write',
  'keys:read',
  'keys:write',
  'doors:read',
  'locks',
  'gateway',
] as const;
export type Scope = (typeof SCOPES)[number];

/** The doors' kinds (docs/domain.md §1). */
export const DOOR_KINDS = ['room', 'common', 'connecting'] as const;
export type DoorKind = (typeof DOOR_KINDS)[number];

/** The one verdict of "why doesn't the key work?" (docs/domain.md §7), in the order in which they are tried. */
export const DIAGNOSIS_CODES = [
  'not_checked_in',
  'checked_out',
  'cancelled',
  'room_not_assigned',
  'room_mismatch',
  'no_key',
  'waiting',
  'revoked',
  'suspended',
  'expired',
  'not_yet_valid',
  'superseded',
  'not_downloaded',
  'lease_ended',
  'bluetooth_off',
  'bluetooth_not_allowed',
  'unsupported_phone',
  'wrong_phone',
  'too_far',
  'wrong_door',
  'privacy_on',
  'outside_hours',
  'lock_clock_unknown',
  'lock_battery_low',
  'lock_offline',
  'vendor_unavailable',
  'ask_front_desk',
] as const;
export type DiagnosisCode = (typeof DIAGNOSIS_CODES)[number];

/** What a guest is told by a message (docs/domain.md §3 "Who gets told"). */
export const MESSAGE_KINDS = [
  'key_ready',
  'key_waiting',
  'room_changed',
  'stay_extended',
  'stay_shortened',
  'key_revoked',
  'room_override',
  'invitation',
  'check_in_approved',
  'check_in_declined',
  'room_ready',
  'id_verified',
  'id_failed',
  'checked_out',
] as const;
/** Sent when staff ask for it, whatever the location tells by itself. */
export const ASKED_MESSAGE_KINDS = ['guest_link'] as const;
export type MessageKind = (typeof MESSAGE_KINDS)[number] | (typeof ASKED_MESSAGE_KINDS)[number];

/** How a message reaches a guest. */
export const MESSAGE_CHANNELS = ['push', 'email', 'sms'] as const;
export type MessageChannel = (typeof MESSAGE_CHANNELS)[number];

/** Languages that messages are written in. */
export const MESSAGE_LANGUAGES = ['en', 'de', 'fr', 'es', 'it', 'pt', 'ja', 'zh', 'ar'] as const;
export type MessageLanguage = (typeof MESSAGE_LANGUAGES)[number];

/** State of a message: `void` when what it would tell is no longer true, `failed` when no channel took it. */
export const MESSAGE_STATES = ['open', 'done', 'failed', 'void'] as const;
export type MessageState = (typeof MESSAGE_STATES)[number];

/** How far one channel of a message came; `used` is a redeemed link. */
export const MESSAGE_ATTEMPT_STATES = ['sending', 'failed', 'sent', 'delivered', 'opened', 'used'] as const;
export type MessageAttemptState = (typeof MESSAGE_ATTEMPT_STATES)[number];

/** State of one mobile check-in; `waiting` goes on by itself when the room is ready (docs/domain.md §5). */
export const CHECK_IN_STATES = ['submitted', 'waiting', 'approved', 'declined', 'withdrawn'] as const;
export type CheckInState = (typeof CHECK_IN_STATES)[number];

/** State of one ID check: images are collected, staff or a provider look at them, decided; or never finished. */
export const ID_CHECK_STATES = ['collecting', 'pending', 'decided', 'abandoned'] as const;
export type IdCheckState = (typeof ID_CHECK_STATES)[number];

/** Outcome of an ID check. */
export const ID_CHECK_DECISIONS = ['verified', 'failed'] as const;
export type IdCheckDecision = (typeof ID_CHECK_DECISIONS)[number];

/** Documents that a guest may show. */
export const DOCUMENT_KINDS = ['passport', 'id_card', 'driving_licence', 'residence_permit'] as const;
export type DocumentKind = (typeof DOCUMENT_KINDS)[number];

/** Images of one ID check. */
export const DOCUMENT_SIDES = ['front', 'back', 'face'] as const;
export type DocumentSide = (typeof DOCUMENT_SIDES)[number];
