// Bookings, their guests, conditions and timeline.
import {
  BOOKING_STATUSES,
  CONDITION_STATES,
  ID_VERIFICATIONS,
  MOBILE_CHECK_INS,
  OVERRIDE_REASONS,
  REVOCATION_PROOFS,
  REVOCATION_STATES,
} from '@nightlatch/domain';
import { Type } from 'typebox';
import { DigitalKey } from './key.ts';
import { UnmetCondition } from './problem.ts';
import { Id, Instant, pageOf, WallDate } from './scalars.ts';

export const Guest = Type.Object(
  {
    id: Id,
    firstName: Type.String(),
    lastName: Type.String(),
    email: Type.Union([Type.String(), Type.Null()], { description: 'Masked for viewers' }),
    phone: Type.Union([Type.String(), Type.Null()], { description: 'Masked for viewers' }),
    language: Type.Union([Type.String(), Type.Null()], { description: 'BCP 47' }),
  },
  { $id: 'Guest' },
);
export type Guest = Type.Static<typeof Guest>;

/** One word that a list can show for the whole section Digital Keys of a booking. */
export const KEY_SUMMARIES = ['none', 'waiting', 'to_deliver', 'delivered', 'could_still_open', 'ended'] as const;
export type KeySummary = (typeof KEY_SUMMARIES)[number];

export const BookingSummary = Type.Object(
  {
    id: Id,
    reference: Type.String({ description: 'The PMS’s own id of the reservation' }),
    status: Type.Enum([...BOOKING_STATUSES]),
    guestName: Type.String(),
    roomNumber: Type.Union([Type.String(), Type.Null()]),
    arrivalDate: WallDate,
    departureDate: WallDate,
    keys: Type.Enum([...KEY_SUMMARIES]),
    waitingFor: Type.Array(UnmetCondition),
  },
  { $id: 'BookingSummary' },
);
export type BookingSummary = Type.Static<typeof BookingSummary>;
export const BookingPage = Type.Object({
  items: Type.Array(BookingSummary),
  nextCursor: Type.Union([Type.String(), Type.Null()]),
});
export type BookingPage = Type.Static<typeof BookingPage>;

export const Device = Type.Object(
  {
    id: Id,
    guestId: Id,
    name: Type.String({ description: 'As the phone names itself, for instance "Chrome on Android"' }),
    enrolledAt: Instant,
    lastSeenAt: Type.Union([Instant, Type.Null()]),
    online: Type.Boolean({ description: 'Holds a live connection now' }),
    bluetooth: Type.Enum(['unknown', 'on', 'off', 'not_allowed', 'unsupported']),
  },
  { $id: 'Device' },
);
export type Device = Type.Static<typeof Device>;

export const LostDevice = Type.Object(
  {
    id: Id,
    guestId: Id,
    name: Type.String(),
    lostAt: Instant,
    lostBy: Type.String(),
    state: Type.Enum([...REVOCATION_STATES], {
      description: 'How far the taking away of everything on it has come; `enforced` only with proof',
    }),
    proof: Type.Union([Type.Enum([...REVOCATION_PROOFS]), Type.Null()]),
    enforcedAt: Type.Union([Instant, Type.Null()]),
    couldOpenUntil: Type.Union([Instant, Type.Null()], { description: 'Until enforced: when its last lease ends' }),
    couldOpenDoors: Type.Array(Type.String(), { description: 'Doors that have not confirmed yet, by name' }),
  },
  { $id: 'LostDevice' },
);
export type LostDevice = Type.Static<typeof LostDevice>;

/** One person at the location, however many bookings the PMS made of their stay. */
export const GuestProfile = Type.Object(
  {
    guest: Guest,
    bookings: Type.Array(BookingSummary, {
      description: 'Own bookings and those of which they hold a key; newest arrival first, at most 50',
    }),
    devices: Type.Array(
      Type.Object({
        ...Device.properties,
        bookingId: Type.Union([Id, Type.Null()], { description: 'The booking at which it can be reported lost' }),
      }),
    ),
    lostDevices: Type.Array(LostDevice),
  },
  { $id: 'GuestProfile' },
);
export type GuestProfile = Type.Static<typeof GuestProfile>;

/** Someone else in the booking’s room now. */
export const RoomHolder = Type.Object(
  {
    bookingId: Id,
    reference: Type.String(),
    guestName: Type.String(),
    related: Type.Boolean({ description: 'true: they share the room; false: this booking waits for it' }),
  },
  { $id: 'RoomHolder' },
);
export type RoomHolder = Type.Static<typeof RoomHolder>;

export const TimelineEntry = Type.Object(
  {
    id: Id,
    at: Instant,
    kind: Type.Enum(['booking', 'key', 'delivery', 'door', 'staff', 'device']),
    code: Type.String({
      description:
        'What happened: an action of the audit, `delivery.delivered`, `delivery.removed`, `door.granted` or `door.refused`',
    }),
    detailCode: Type.Union([Type.String(), Type.Null()], {
      description: 'Where `detail` is one of a closed list: a reason of revocation, or the verdict of a refused door',
    }),
    doorName: Type.Union([Type.String(), Type.Null()]),
    title: Type.String({ description: 'One line for staff, in English' }),
    detail: Type.Union([Type.String(), Type.Null()]),
    actor: Type.Union([Type.String(), Type.Null()]),
  },
  { $id: 'TimelineEntry' },
);
export type TimelineEntry = Type.Static<typeof TimelineEntry>;

export const Booking = Type.Object(
  {
    id: Id,
    locationId: Id,
    reference: Type.String(),
    source: Type.String({ description: 'Connector id, or "api"' }),
    status: Type.Enum([...BOOKING_STATUSES]),
    roomNumber: Type.Union([Type.String(), Type.Null()]),
    arrivalDate: WallDate,
    departureDate: WallDate,
    checkOutAt: Instant,
    idVerification: Type.Enum([...ID_VERIFICATIONS]),
    mobileCheckIn: Type.Enum([...MOBILE_CHECK_INS]),
    guest: Guest,
    devices: Type.Array(Device),
    lostDevices: Type.Array(LostDevice, { description: 'Phones reported lost, newest first; they never come back' }),
    othersInRoom: Type.Array(RoomHolder),
    conditions: Type.Array(
      Type.Object({
        code: UnmetCondition.properties.code,
        state: Type.Enum([...CONDITION_STATES], {
          description: 'not_judged: it depends on a room that is not assigned yet; the condition of the room says so',
        }),
        message: Type.String(),
      }),
      { description: 'Every condition of issue with its state, in the order of docs/domain.md §3' },
    ),
    proposedValidity: Type.Object({ validFrom: Instant, validUntil: Instant }),
    keys: Type.Array(DigitalKey),
    timeline: Type.Array(TimelineEntry),
    version: Type.Integer({ description: 'Rises with every change; the ETag' }),
  },
  { $id: 'Booking' },
);
export type Booking = Type.Static<typeof Booking>;

/** What an integration tells of one booking: the whole truth about it, not a difference. */
export const BookingInput = Type.Object(
  {
    status: Type.Enum([...BOOKING_STATUSES]),
    roomNumber: Type.Union([Type.String({ minLength: 1, maxLength: 32 }), Type.Null()]),
    arrivalDate: WallDate,
    departureDate: WallDate,
    checkOutAt: Type.Optional(Type.Union([Instant, Type.Null()])),
    idVerification: Type.Optional(Type.Enum([...ID_VERIFICATIONS])),
    mobileCheckIn: Type.Optional(Type.Enum([...MOBILE_CHECK_INS])),
    party: Type.Optional(
      Type.Union([Type.String({ minLength: 1, maxLength: 100 }), Type.Null()], {
        description:
          'Bookings with the same text were booked together: those of one room share it, and one phone gets the keys of all rooms of one guest',
      }),
    ),
    guest: Type.Object({
      firstName: Type.String({ maxLength: 200 }),
      lastName: Type.String({ minLength: 1, maxLength: 200 }),
      email: Type.Optional(Type.Union([Type.String({ maxLength: 320 }), Type.Null()])),
      phone: Type.Optional(Type.Union([Type.String({ maxLength: 64 }), Type.Null()])),
      language: Type.Optional(Type.Union([Type.String({ maxLength: 35 }), Type.Null()])),
    }),
  },
  { $id: 'BookingInput', additionalProperties: false },
);
export type BookingInput = Type.Static<typeof BookingInput>;

export const EnrolmentLink = Type.Object(
  {
    id: Id,
    url: Type.String({ description: 'One-time link; the secret stands in its fragment and is shown only here' }),
    expiresAt: Instant,
  },
  { $id: 'EnrolmentLink' },
);
export type EnrolmentLink = Type.Static<typeof EnrolmentLink>;

/** Body of reporting a phone lost. */
export const ReportDeviceLost = Type.Object(
  { note: Type.Optional(Type.String({ maxLength: 500 })) },
  { $id: 'ReportDeviceLost', additionalProperties: false },
);

/** What became of it, and the link for the phone that takes its place. */
export const DeviceLostReport = Type.Object({ device: LostDevice, link: EnrolmentLink }, { $id: 'DeviceLostReport' });
export type DeviceLostReport = Type.Static<typeof DeviceLostReport>;

/** Body of giving an occupied room to this booking. */
export const OverrideRoom = Type.Object(
  {
    reason: Type.Enum([...OVERRIDE_REASONS]),
    note: Type.String({ minLength: 3, maxLength: 500, description: 'In words, for the audit' }),
  },
  { $id: 'OverrideRoom', additionalProperties: false },
);

/** Body of saying that two bookings share their room. */
export const ShareRoom = Type.Object(
  { withBookingId: Id, note: Type.Optional(Type.String({ maxLength: 500 })) },
  { $id: 'ShareRoom', additionalProperties: false },
);

export const BookingsQuery = Type.Object({
  search: Type.Optional(Type.String({ maxLength: 200, description: 'Name, room, reference, e-mail or phone' })),
  status: Type.Optional(Type.Enum([...BOOKING_STATUSES])),
  keys: Type.Optional(Type.Enum([...KEY_SUMMARIES])),
  day: Type.Optional(
    Type.Enum(['arriving', 'in_house', 'departing'], { description: 'Relative to the location’s today' }),
  ),
  cursor: Type.Optional(Type.String({ maxLength: 400 })),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100, default: 25 })),
});
export const AuditEntry = Type.Object(
  {
    id: Id,
    at: Instant,
    actor: Type.String({ description: 'Name as it was then' }),
    actorId: Type.String({ description: 'Who: kind and id, such as staff:<id>' }),
    action: Type.String(),
    subject: Type.String(),
    reason: Type.Union([Type.String(), Type.Null()]),
    before: Type.Unknown(),
    after: Type.Unknown(),
  },
  { $id: 'AuditEntry' },
);
export type AuditEntry = Type.Static<typeof AuditEntry>;
export const AuditPage = pageOf(AuditEntry);
