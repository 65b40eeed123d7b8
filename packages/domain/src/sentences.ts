// What each code says to staff and to guests, in English: a title and what to do (docs/domain.md §3, §5, §7). Long because it is one table.
import type { KeyActionRefusal } from './key-actions.ts';
import type { ShareRefusal } from './share-key.ts';
import type { ValidityRefusal } from './validity.ts';
import type {
  BookingStatus,
  ConditionCode,
  DiagnosisCode,
  KeyEndReason,
  KeyState,
  RevocationProof,
  RevocationState,
  RevokeReason,
  StaffTaskKind,
} from './words.ts';

/** A sentence on a screen: what is the case, and what to do about it (empty when there is nothing to do). */
export interface Sentence {
  readonly title: string;
  readonly todo: string;
}

/** The same code for the two kinds of readers. */
export interface Sentences {
  readonly staff: Sentence;
  readonly guest: Sentence;
}

function says(staffTitle: string, staffTodo: string, guestTitle: string, guestTodo: string): Sentences {
  return { staff: { title: staffTitle, todo: staffTodo }, guest: { title: guestTitle, todo: guestTodo } };
}

const ASK = 'Please ask the front desk.';

/** Unmet conditions of issue; the console shows them as "waiting for: …". */
export const CONDITION_SENTENCES: Readonly<Record<ConditionCode, Sentences>> = {
  integration_not_configured: says(
    'Digital keys are not set up',
    'Set up, test and switch on the lock system of this location.',
    'This hotel is still setting up mobile keys',
    ASK,
  ),
  no_compatible_lock: says(
    'The room has no lock that takes mobile keys',
    'Assign another room, or give the guest a card.',
    'This room cannot be opened with a phone',
    ASK,
  ),
  lock_unhealthy: says(
    'A lock of the room has a problem',
    'Have the lock looked after, or assign another room.',
    'The lock of your room needs attention',
    ASK,
  ),
  not_checked_in: says(
    'The guest is not checked in',
    'Check the guest in; the key follows by itself.',
    'You are not checked in yet',
    'Check in, and your key appears here.',
  ),
  room_not_assigned: says(
    'No room is assigned',
    'Assign a room to the booking.',
    'Your room is not assigned yet',
    'Your key appears here as soon as your room is ready.',
  ),
  room_occupied: says(
    'The room is still occupied by another booking',
    'Check out the other booking, or assign another room.',
    'Your room is not free yet',
    'Your key appears here as soon as your room is ready.',
  ),
  guest_app_not_installed: says(
    'The guest has no phone with the Guest App',
    'Send the guest the link, or show the QR code.',
    'This phone is not set up yet',
    'Open the link that the hotel sent you on this phone.',
  ),
  id_not_verified: says(
    'The ID is not verified',
    'Verify the ID, or override with a reason.',
    'Your ID is not verified yet',
    'Show your ID at the front desk, or verify it in the app.',
  ),
  validity_over: says(
    'The key would have no time left',
    'Correct the check-out, or choose another end.',
    'Your stay has ended',
    'If you stay longer, please ask the front desk.',
  ),
  blocked_by_staff: says(
    "This guest's keys are blocked",
    'Lift the block before you issue a key.',
    'Your mobile key is blocked',
    ASK,
  ),
};

/** The verdicts of "why doesn't the key work?". */
export const DIAGNOSIS_SENTENCES: Readonly<Record<DiagnosisCode, Sentences>> = {
  not_checked_in: CONDITION_SENTENCES.not_checked_in,
  checked_out: says(
    'The booking is checked out',
    'If the guest is still in the house, reinstate the booking in the PMS.',
    'You are checked out',
    'If this is a mistake, please ask the front desk.',
  ),
  cancelled: says(
    'The booking is cancelled',
    'Reinstate the booking in the PMS if this is wrong.',
    'Your booking is cancelled',
    ASK,
  ),
  room_not_assigned: CONDITION_SENTENCES.room_not_assigned,
  room_mismatch: says(
    'The key is for another room than the booking',
    'Issue a key for the room of the booking.',
    'Your room has changed',
    'Open the app online to get the key for your new room.',
  ),
  no_key: says('There is no key for this booking', 'Issue a digital key.', 'You have no key yet', ASK),
  waiting: says(
    'The key is waiting',
    'Settle what it is waiting for; it is then issued by itself.',
    'Your key is not ready yet',
    'It appears here as soon as everything is ready.',
  ),
  revoked: says('The key was revoked', 'Issue a new key if the guest should have one.', 'Your key was taken back', ASK),
  suspended: says('The key is suspended', 'Resume the key.', 'Your key is paused', ASK),
  expired: says(
    'The key has expired',
    'Extend the stay, or change the validity.',
    'Your key has expired',
    'If you stay longer, please ask the front desk.',
  ),
  not_yet_valid: says(
    'The key is not valid yet',
    'Wait for its start, or change the validity.',
    'Your key does not work yet',
    'It works from the time shown.',
  ),
  superseded: says(
    'A newer key took over',
    'Issue a new key if this guest should open the room.',
    'A newer key is in use for this room',
    'Open the app online to refresh; if that does not help, ask the front desk.',
  ),
  not_downloaded: says(
    'The key is not on the phone',
    'Ask the guest to open the app with internet on.',
    'Your key is not on this phone yet',
    'Open the app with internet on.',
  ),
  lease_ended: says(
    'The phone has been offline too long',
    'Ask the guest to open the app once with internet on.',
    'Your key needs a refresh',
    'Go online once, then try again.',
  ),
  bluetooth_off: says(
    'Bluetooth is off on the phone',
    'Ask the guest to turn Bluetooth on.',
    'Bluetooth is off',
    'Turn Bluetooth on.',
  ),
  bluetooth_not_allowed: says(
    'The app may not use Bluetooth',
    "Ask the guest to allow Bluetooth in the phone's settings.",
    'This app may not use Bluetooth',
    "Allow Bluetooth for this app in your phone's settings.",
  ),
  unsupported_phone: says(
    'This phone cannot open doors',
    'Ask the guest to update the app, or give the guest a card.',
    'This phone cannot open doors',
    'Update the app; if that does not help, ask the front desk.',
  ),
  wrong_phone: says(
    'The key belongs to another phone',
    'Ask for the phone the key was issued to, or reissue the key to this one.',
    'Your key is on another phone',
    'Use the phone that your key was issued to.',
  ),
  too_far: says(
    'The phone was too far from the door',
    'Ask the guest to hold the phone near the lock.',
    'You are too far from the door',
    'Hold your phone near the lock and try again.',
  ),
  wrong_door: says(
    'The guest tried a door that this key does not open',
    'Tell the guest which door it is.',
    'This key does not open this door',
    'Go to the door shown in the app.',
  ),
  privacy_on: says(
    'Privacy is on: someone inside has locked the door',
    'Call the room, or ask the guest to knock.',
    'Someone inside has locked the door',
    'Knock, or ask the front desk.',
  ),
  outside_hours: says(
    'The door is closed at this hour',
    'Tell the guest the opening hours.',
    'This door is closed at this hour',
    'Come back within the hours shown.',
  ),
  lock_clock_unknown: says(
    'The lock does not know the time',
    'Ask the guest to try once with internet on: the phone brings the time.',
    'The lock does not know the time',
    'Turn internet on and try again: your phone brings the time.',
  ),
  lock_battery_low: says(
    "The lock's battery is too low",
    'Have the battery replaced; open the door for the guest.',
    "The lock's battery is low",
    ASK,
  ),
  lock_offline: says('The lock has not been heard of', 'Have the lock looked after.', 'The lock does not answer', ASK),
  vendor_unavailable: says(
    "The lock vendor's service does not answer",
    'Wait, or give the guest a card meanwhile.',
    'The lock service does not answer',
    'Try again in a few minutes, or ask the front desk.',
  ),
  ask_front_desk: says(
    'No cause was found',
    'Look at the recent attempts, and let the guest in.',
    'We could not find the cause',
    ASK,
  ),
};

/** States of a key. */
export const KEY_STATE_SENTENCES: Readonly<Record<KeyState, Sentences>> = {
  waiting: says('Waiting', 'Settle what it is waiting for.', 'Not ready yet', 'Your key appears here by itself.'),
  issued: says('Issued', '', 'Ready', ''),
  suspended: says('Suspended', 'Resume it when the guest may open again.', 'Paused', ASK),
  ended: says('Ended', '', 'Ended', ''),
};

/** Why a key ended. */
export const KEY_END_SENTENCES: Readonly<Record<KeyEndReason, Sentences>> = {
  revoked: DIAGNOSIS_SENTENCES.revoked,
  checked_out: says('Ended by check-out', '', 'Your stay has ended', 'Thank you for staying with us.'),
  expired: DIAGNOSIS_SENTENCES.expired,
  superseded: says('Ended by a room move', '', 'Your room has changed', 'Use the key of your new room.'),
  replaced: says('Replaced by a new key', '', 'Your key was renewed', 'Use the new key.'),
};

/** Why staff revoke a key; guests are never told more than they may know. */
export const REVOKE_REASON_SENTENCES: Readonly<Record<RevokeReason, Sentences>> = {
  room_change: says('Room change', '', 'Your room has changed', ASK),
  security_concern: says('Security concern', '', 'Your key was taken back', ASK),
  lost_phone: says('Lost phone', '', 'This phone was reported lost', ASK),
  guest_request: says('At the request of the guest', '', 'Your key was taken back as you asked', ''),
  other: says('Other', '', 'Your key was taken back', ASK),
};

/** How far a revocation has come. */
export const REVOCATION_STATE_SENTENCES: Readonly<Record<RevocationState, Sentence>> = {
  requested: { title: 'Revoked, not yet enforced', todo: 'The key could still open until the time shown.' },
  removed_from_device: {
    title: 'Removed from a phone, not yet enforced',
    todo: 'Another phone could still open until the time shown.',
  },
  enforced: { title: 'Enforced: the key opens nothing', todo: '' },
};

/** What proved it. */
export const REVOCATION_PROOF_SENTENCES: Readonly<Record<RevocationProof, Sentence>> = {
  deleted_on_device: { title: 'The phone confirmed that it deleted the key', todo: '' },
  confirmed_by_locks: { title: 'Every lock concerned confirmed that it refuses the key', todo: '' },
  lease_ended: { title: "The key's lease has run out", todo: '' },
  never_delivered: { title: 'The key never reached a phone', todo: '' },
};

/** Status of a booking, as a label. */
export const BOOKING_STATUS_LABELS: Readonly<Record<BookingStatus, string>> = {
  confirmed: 'Confirmed',
  checked_in: 'Checked In',
  checked_out: 'Checked Out',
  cancelled: 'Cancelled',
  no_show: 'No Show',
};

/** Why a chosen validity is refused. */
export const VALIDITY_REFUSAL_SENTENCES: Readonly<Record<ValidityRefusal, Sentence>> = {
  start_in_past: { title: 'The start is in the past', todo: 'Choose a later start, or leave it empty for now.' },
  end_not_after_start: { title: 'The end is not after the start', todo: 'Choose a later end or an earlier start.' },
  end_too_late: {
    title: 'The end is too long after check-out',
    todo: 'Choose an end within the limit of the location.',
  },
  validity_over: { title: 'The end is in the past', todo: 'Choose a later end, or correct the check-out.' },
  beyond_parent: {
    title: 'A shared key is never valid longer than the primary key it hangs under',
    todo: 'Choose times within those of the primary key, or change that one first.',
  },
};

/** Tasks for staff; guests never see them. */
export const STAFF_TASK_SENTENCES: Readonly<Record<StaffTaskKind, Sentence>> = {
  check_out_changed: {
    title: 'Check-out changed, but staff set the end of the key',
    todo: 'Keep the end, change the validity, or let the key follow the booking again.',
  },
  room_occupied: {
    title: 'A guest was checked in to a room that another guest still has',
    todo: 'Check out the other booking, assign another room, say that they share it, or override with a reason.',
  },
  guest_not_told: {
    title: 'A message did not reach the guest by any channel',
    todo: 'See the booking’s messages and tell the guest in person, or correct the contact data.',
  },
  check_in_at_pms: {
    title: 'Check-in is approved; the PMS still has to check the guest in',
    todo: 'Check the guest in at the PMS.',
  },
  webhook_disabled: {
    title: 'A webhook endpoint was switched off: it takes nothing any more',
    todo: 'Mend the receiver, switch the endpoint on again and replay what it missed.',
  },
};

/** Why a key is not shared, or an invitation makes no key. */
export const SHARE_REFUSAL_SENTENCES: Readonly<Record<ShareRefusal, Sentences>> = {
  key_not_shareable: says(
    'Only a primary key in force can be shared',
    'Issue or resume the primary key first.',
    'This key can not be shared now',
    'Only the main key of a room can be shared, while it works.',
  ),
  too_many_companions: says(
    'The booking has all the shared keys that the location allows',
    'Revoke one, or raise the number in the policies.',
    'No more companions can have a key',
    'Take one back first, or ask the front desk.',
  ),
  beyond_own_key: says(
    'A shared key opens nothing and lasts no longer than the primary key',
    'Choose fewer doors or an earlier end.',
    'You can not share more than you have',
    'Choose fewer doors or an earlier end.',
  ),
  invitation_over: says(
    'The invitation is over',
    'The primary guest can make a new one.',
    'This invitation is over',
    'Ask the guest who invited you for a new one.',
  ),
  own_invitation: says(
    'The primary guest opened the own invitation',
    'The link is for the phone of the companion.',
    'This phone has this key already',
    'The link is for the phone of the person you invite.',
  ),
};

/** Why an action on a key is refused. */
export const KEY_ACTION_REFUSAL_SENTENCES: Readonly<Record<KeyActionRefusal, Sentence>> = {
  key_not_found: { title: 'There is no such key', todo: 'Reload the booking.' },
  key_ended: { title: 'The key has ended already', todo: 'An ended key never comes back; issue a new one.' },
  key_waiting: { title: 'The key is not issued yet', todo: 'Settle what it is waiting for.' },
  key_suspended: { title: 'The key is suspended already', todo: '' },
  key_not_suspended: { title: 'The key is not suspended', todo: '' },
  parent_suspended: {
    title: 'The key stands still with its primary key',
    todo: 'Resume the primary key; this one resumes with it.',
  },
  key_replaced: {
    title: 'The key is being replaced by a newer one',
    todo: 'Act on the newer key; this one ends as soon as that is on the phone.',
  },
};
