// A booking's and a guest's page, but for the keys. In English; en.ts takes it in.
import type { Booking, Device, TimelineEntry } from '@nightlatch/api';
import { grammarOf } from '../grammar.ts';

const { plural } = grammarOf('en');

export const booking = {
  page: (guest: string, room: string | null): string => (room ? `${guest}, room ${room}` : guest),
  back: 'All bookings',
  loading: 'Loading the booking',
  failed: 'The booking can not be shown',
  notFoundHeading: 'There is no such booking here',
  notFoundBody: 'It may belong to another location, or the address is not complete.',
  reference: (reference: string): string => `Reference ${reference}`,
  stay: 'Stay',
  room: 'Room',
  arrival: 'Arrival',
  departure: 'Departure',
  checkOut: 'Check-out by',
  source: 'Comes from',
  sources: { apaleo: 'Apaleo', api: 'API' } as Record<string, string>,
  hotelTime: (zone: string): string => `All times are hotel time (${zone}).`,
  guest: 'Guest',
  email: 'E-mail',
  phone: 'Phone',
  language: 'Language',
  idVerification: 'ID verification',
  mobileCheckIn: 'Mobile check-in',
  idVerifications: {
    not_verified: 'Not verified',
    pending: 'Pending',
    verified: 'Verified',
    failed: 'Failed',
    manual_override: 'Overridden by staff',
  } satisfies Record<Booking['idVerification'], string>,
  mobileCheckIns: {
    not_started: 'Not started',
    submitted: 'Submitted',
    approved: 'Approved',
    declined: 'Declined',
  } satisfies Record<Booking['mobileCheckIn'], string>,
};

export const arrival = {
  heading: 'Arrival',
  reasonForRecord: 'For the record; the guest does not see it.',
  override: {
    open: 'Accept ID without images…',
    heading: 'Accept the ID without images',
    lead: 'Do this when you have seen the document yourself. Who accepted it, and why, stays in the record.',
    confirm: 'Accept ID',
    done: 'The ID is accepted',
  },
};

export const room = {
  heading: 'Others in this room',
  inTheWay: 'The room is still another guest’s:',
  shares: 'Shares the room with',
  other: (guest: string, reference: string): string => `${guest} (${reference})`,
  share: {
    open: 'They share the room…',
    heading: 'Two bookings share the room',
    lead: (guest: string, other: string): string =>
      `${guest} and ${other} get keys to the same room. Each booking still ends only its own keys.`,
    confirm: 'Share the room',
    done: 'The bookings share the room',
  },
  override: {
    open: 'Give the room to this guest…',
    heading: 'Give the room to this guest',
    lead: (guest: string, room: string): string => `${guest} gets room ${room} now.`,
    warning: (other: string): string => `The keys of ${other} end at once, and they are told. This can not be undone.`,
    reasons: {
      guest_has_left: 'The other guest has left',
      checked_in_by_mistake: 'The other guest was checked in by mistake',
      other: 'Other',
    },
    why: 'What happened',
    whyHint: 'For the record; no guest sees it.',
    confirm: 'Give the room',
    done: 'The room is this guest’s',
  },
};

export const lostPhone = {
  open: 'Report lost…',
  openFor: (phone: string): string => `Report lost: ${phone}`,
  heading: 'Lost phone',
  lead: (phone: string): string =>
    `Every key on ${phone} is taken back and refused at the locks. The guest’s other phones go on.`,
  noUndo: 'This can not be undone: a phone that is found is set up anew with a guest link.',
  confirm: 'Report lost',
  done: 'The phone is reported lost',
  lostAt: (when: string, who: string): string => `reported lost ${when} by ${who}`,
  proven: 'Nothing on it opens a door any more.',
  couldOpen: (when: string): string =>
    `If it stays offline it could still open doors until ${when} at the latest, unless their locks hear of it before.`,
  newPhone: 'With this code the guest sets up the phone that takes its place.',
};

export const guestPage = {
  loading: 'Loading the guest',
  failed: 'The guest can not be shown',
  notFoundHeading: 'There is no such guest here',
  notFoundBody: 'They may belong to another location, or were erased.',
  bookings: (count: number): string => plural(count, { one: '# booking', other: '# bookings' }),
  noCurrent: 'No booking of this guest is to come or in the house.',
  past: 'Earlier bookings',
  stay: (room: string, dates: string): string => `${room}, ${dates}`,
};

export const invitations = {
  heading: 'Open invitations',
  invite: 'Invite a companion…',
  inviteHeading: 'Invite a companion',
  inviteLead: (guest: string): string =>
    `On behalf of ${guest}. The companion gets a key of their own, on their own phone. The guest sees it in the app and can take it back.`,
  name: 'Name of the companion',
  nameMissing: 'Say who it is for.',
  withKey: 'As long as the guest’s key',
  make: 'Make the link',
  made: (name: string): string => `Link for ${name}`,
  scan: 'Let the companion scan this code with the phone’s camera, or send the link only to them.',
  qrLabel: 'QR code of the invitation',
  done: 'The invitation is made',
  expires: (when: string): string => `not redeemed yet, works until ${when}`,
  withdraw: 'Withdraw…',
  withdrawFor: (name: string): string => `Withdraw the invitation of ${name}`,
  withdrawHeading: 'Withdraw the invitation',
  lead: (name: string): string => `The link that ${name} got stops working. No key has been made from it.`,
  withdrawConfirm: 'Withdraw invitation',
  withdrawn: 'The invitation is withdrawn',
};

export const messages = {
  heading: 'Messages',
  none: 'The guest was told nothing yet.',
  loading: 'Loading the messages',
  failed: 'The messages can not be shown',
  by: (channel: string, when: string): string => `${channel}, ${when}`,
  channel: { push: 'Push', email: 'E-mail', sms: 'SMS' },
  resend: 'Send again',
  resendFor: (message: string): string => `Send again: ${message}`,
  resent: 'It is sent again',
  status: {
    queued: 'On its way',
    sent: 'Sent',
    delivered: 'Delivered',
    opened: 'Opened',
    used: 'Link used',
    failed: 'Not delivered',
    withdrawn: 'No longer true, not sent',
  },
  kind: {
    key_ready: 'The key is ready',
    key_waiting: 'The key waits for the guest',
    room_changed: 'Another room',
    stay_extended: 'The key lasts longer',
    stay_shortened: 'The key ends earlier',
    key_revoked: 'The key was taken back',
    room_override: 'The room was given to another guest',
    invitation: 'Invitation to a shared key',
    check_in_approved: 'Check-in approved',
    check_in_declined: 'Check-in declined',
    room_ready: 'The room is ready',
    id_verified: 'ID accepted',
    id_failed: 'ID refused',
    guest_link: 'Guest link, sent by the desk',
    checked_out: 'Checked out',
  },
};

export const link = {
  sendEmail: 'Send by e-mail',
  sendSms: 'Send by SMS',
  sentBody: 'The link is on its way. How far it came stands under Messages.',
  sent: 'The link is on its way',
  noEmail: 'The guest has no e-mail address.',
  noPhone: 'The guest has no mobile number in international form.',

  heading: 'Guest link',
  body: 'Sets the guest’s phone up with the Guest App. It works once.',
  create: 'Make a link',
  createAnother: 'Make a new link',
  replaces: 'A new link ends the one before.',
  scan: 'Let the guest scan this code with the phone’s camera.',
  qrLabel: 'QR code of the guest link',
  url: 'One-time link',
  copy: 'Copy link',
  copied: 'Copied',
  email: 'E-mail…',
  sms: 'SMS…',
  message: (hotel: string): { readonly subject: string; readonly body: (url: string) => string } => ({
    subject: `${hotel}: your mobile key`,
    body: (url) => `${hotel}: open this link on your phone to get your mobile key. It works once. ${url}`,
  }),
  copyFailed: 'Copying is not allowed here. Select the link and copy it by hand.',
  expires: (when: string): string => `Works until ${when}.`,
  once: 'It is shown only once: when you leave this page, it is gone.',
  hide: 'Hide the link',
  used: 'A phone was set up. The link has done its work.',
};

export const devices = {
  heading: 'Devices',
  none: 'No phone is set up yet.',
  online: 'Online',
  offline: 'Offline',
  lastSeen: (when: string): string => `last seen ${when}`,
  enrolled: (when: string): string => `set up ${when}`,
  bluetooth: {
    unknown: 'Bluetooth not known',
    on: 'Bluetooth on',
    off: 'Bluetooth off',
    not_allowed: 'Bluetooth not allowed',
    unsupported: 'No Bluetooth',
  } satisfies Record<Device['bluetooth'], string>,
};

export const timeline = {
  heading: 'Timeline',
  none: 'Nothing has happened yet.',
  by: (who: string): string => `by ${who}`,
  kind: {
    booking: 'Booking',
    key: 'Key',
    delivery: 'Delivery',
    door: 'Door',
    staff: 'Staff',
    device: 'Device',
  } satisfies Record<TimelineEntry['kind'], string>,
  showAll: (count: number): string => `Show all ${count} entries`,
  filter: 'Show',
  everything: 'Everything',
  opened: (door: string): string => `${door} opened`,
  refused: (door: string): string => `${door} refused`,
  delivered: 'Key delivered to the phone',
  removed: 'Phone confirmed that it deleted the key',
};
