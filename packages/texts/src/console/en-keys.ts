// Digital keys: their states and what staff do with them. In English; en.ts takes it in.
import type { Delivery, DigitalKey, Revocation, RevokeKey } from '@nightlatch/api';
import { grammarOf } from '../grammar.ts';

const { plural } = grammarOf('en');

export const keys = {
  heading: 'Digital Keys',
  none: 'This booking has no digital key.',
  past: (count: number): string => plural(count, { one: '# ended key', other: '# ended keys' }),
  issue: 'Issue Digital Key',
  issueBlocked: (reasons: string): string => `Can not be issued yet. Waiting for: ${reasons}`,
  issueHasKey: 'The guest already has a digital key. Reissue replaces it.',
  issueWaits: 'A key waits for its conditions and is issued by itself.',
  issueOver: {
    checked_out: 'The guest has checked out: no key can be issued.',
    cancelled: 'The booking is cancelled: no key can be issued.',
    no_show: 'The guest did not come: no key can be issued.',
  },
  issueWhenMet: 'Issue as soon as the conditions are met',
  issueWhenMetHint: 'The key then waits, and is issued by itself.',
  issueDialog: {
    heading: 'Issue Digital Key',
    lead: (guest: string, room: string): string => `${guest} gets a key to room ${room}.`,
    leadNoRoom: (guest: string): string => `${guest} gets a key as soon as a room is assigned.`,
    from: 'Valid from',
    until: 'Valid until',
    fromNow: 'At once',
    follows: 'The key follows the booking: if the check-out changes, its end changes too.',
    change: 'Change the validity',
    keep: 'Follow the booking',
    own: 'With a validity of its own the key does not follow later changes of the booking.',
    confirm: 'Issue key',
    confirmWait: 'Issue when conditions are met',
    devices: (names: string): string => `It is sent to: ${names}`,
    noDevices: 'The guest has no phone yet: make a guest link.',
    unmet: 'These conditions are not met yet:',
  },
  issued: 'The digital key is issued',
  waits: 'The key waits for its conditions',
  kind: { primary: 'Primary key', shared: 'Shared key' } satisfies Record<DigitalKey['kind'], string>,
  state: {
    waiting: 'Waiting',
    issued: 'Issued',
    suspended: 'Suspended',
    ended: 'Ended',
  } satisfies Record<DigitalKey['state'], string>,
  endReason: {
    revoked: 'Revoked',
    checked_out: 'Ended at check-out',
    expired: 'Expired',
    superseded: 'Ended by the next stay',
    replaced: 'Replaced by a new key',
  } satisfies Record<NonNullable<DigitalKey['endReason']>, string>,
  keyFor: (guest: string, room: string | null): string => (room === null ? guest : `${guest} · room ${room}`),
  validity: 'Valid',
  validFrom: 'from',
  validUntil: 'until',
  requestedAt: 'Requested',
  issuedAt: 'Issued',
  endedAt: 'Ended',
  deliveries: 'On devices',
  noDeliveries: 'Not sent to any phone yet.',
  delivery: {
    to_deliver: 'On its way to the phone',
    delivered: 'On the phone',
    removed: 'Removed from the phone',
  } satisfies Record<Delivery['state'], string>,
  stillOnPhone: 'Not deleted by the phone yet',
  since: (when: string): string => `since ${when}`,
  at: (when: string): string => `at ${when}`,
  leaseUntil: (when: string): string => `works offline until ${when}`,
  leaseEnded: (when: string): string => `offline time ended ${when}`,
  revoke: 'Revoke Key',
  reissue: 'Reissue',
};

export const revoke = {
  heading: 'Revoke Key',
  lead: (guest: string, room: string): string => `${guest} loses the key to room ${room}.`,
  whatHappens: 'What happens',
  steps: {
    now: 'The key ends at once, with every key shared from it. Other keys of the guest stay.',
    phone: 'The phone deletes it as soon as it is online.',
    locks: 'The locks are told to refuse it; you see here when they have confirmed.',
  },
  couldOpen: (when: string): string =>
    `A phone that stays offline could still open the door until ${when} at the latest.`,
  neverDelivered: 'The key is on no phone yet, so it can open nothing.',
  reason: 'Reason',
  chooseReason: 'Choose a reason',
  reasons: {
    room_change: 'Room change',
    security_concern: 'Security concern',
    lost_phone: 'Lost phone',
    guest_request: 'Guest request',
    other: 'Other',
  } satisfies Record<RevokeKey['reason'], string>,
  reasonMissing: 'Choose a reason.',
  note: 'Note',
  noteHint: 'For the record; the guest does not see it.',
  confirm: 'Revoke key',
  done: 'The key is revoked',
};

export const revocation = {
  heading: 'Revocation',
  state: {
    requested: 'Requested',
    removed_from_device: 'Removed from the phone',
    enforced: 'Enforced',
  } satisfies Record<Revocation['state'], string>,
  step: { requested: 'Requested', removed: 'Removed from the phone', enforced: 'Enforced' },
  proof: {
    deleted_on_device: 'The phone has confirmed that it deleted the key.',
    confirmed_by_locks: 'Every lock concerned has confirmed that it refuses the key.',
    lease_ended: 'The offline time of the key has run out.',
    never_delivered: 'The key never reached a phone.',
  } satisfies Record<NonNullable<Revocation['proof']>, string>,
  by: (who: string): string => `by ${who}`,
  pending: 'not yet',
  couldOpen: (when: string): string => `Could still open until ${when}`,
  couldOpenUnknown: 'Could still open',
  couldOpenDoors: (doors: string): string => `Not confirmed yet at: ${doors}`,
  note: 'Note',
};

export const reissue = {
  heading: 'Reissue the key',
  lead: (guest: string, room: string): string => `${guest} gets a new key to room ${room}.`,
  body: 'The new key is sent to the guest’s phone and works before the old one ends, so nobody stands before a closed door.',
  confirm: 'Reissue key',
  done: 'The key is reissued',
};

export const suspend = {
  open: 'Suspend',
  heading: 'Suspend the key',
  lead: (guest: string, room: string): string =>
    `${guest} can not open room ${room} until you resume the key. Keys shared from it stop too.`,
  confirm: 'Suspend key',
  done: 'The key is suspended',
};

export const resume = {
  open: 'Resume',
  heading: 'Resume the key',
  lead: (guest: string, room: string): string => `${guest} can open room ${room} again as soon as the phone is online.`,
  confirm: 'Resume key',
  done: 'The key is resumed',
};

export const changeValidity = {
  open: 'Change validity',
  heading: 'Change the validity',
  lead: (guest: string, room: string): string =>
    `${guest} keeps the same key to room ${room}; the phone gets the new end when it is online.`,
  follow: 'End with the booking, also when its check-out changes',
  confirm: 'Change validity',
  done: 'The validity is changed',
};

export const diagnose = {
  open: 'Why doesn’t it work?',
  heading: 'Why doesn’t it work?',
  looking: 'Looking at key, phone and door',
  evidence: 'What this rests on',
  lookedAt: (when: string): string => `Looked at ${when}.`,
  again: 'Look again',
  yes: 'Yes',
  no: 'No',
  notKnown: 'Not known',
  steps: {
    resume: 'Resume key…',
    validity: 'Change validity…',
    reissue: 'Reissue key…',
    issue: 'Issue a new key…',
  },
  fact: {
    'booking.status': 'Booking',
    'key.state': 'Key',
    'key.endReason': 'Key ended because',
    'key.endedAt': 'Key ended',
    'key.waitingFor': 'Key waits for',
    'key.validFrom': 'Valid from',
    'key.validUntil': 'Valid until',
    'booking.roomId': 'Room of the booking',
    'key.roomId': 'Room of the key',
    key: 'Key',
    delivery: 'Key on a phone',
    'delivery.state': 'Delivery',
    'delivery.leaseEnd': 'Works offline until',
    'phone.seenAt': 'Phone last online',
    'phone.notificationsOn': 'Notifications on',
    'phone.bluetooth': 'Bluetooth',
    'phone.supported': 'Phone can open doors',
    'phone.holdsKey': 'Phone holds the key',
    'door.refused': 'The door said',
    'door.refusedAt': 'Refused',
    'door.privacyOn': 'Privacy on',
    'door.inHours': 'Within the door’s hours',
    'door.clockKnown': 'Lock knows the time',
    'door.batteryLow': 'Battery low',
    'door.reachable': 'Lock reachable',
    'door.vendorAvailable': 'Lock system answers',
    'attempt.at': 'Last try',
    'attempt.outcome': 'Outcome',
  } as Readonly<Record<string, string>>, // facts that the server adds later are shown by their name
};
