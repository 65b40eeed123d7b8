// Every operation whole: who may call it, what it takes and answers. Server, OpenAPI and the typed client read this table.
// Longer than most files: one table, a row an operation.
import { Type } from 'typebox';
import * as booking from './booking.ts';
import * as gateway from './gateway.ts';
import * as guest from './guest.ts';
import * as key from './key.ts';
import * as location from './location.ts';
import type { OperationId } from './routes.ts';
import { Id, PageQuery } from './scalars.ts';
import * as staff from './staff.ts';

/**
 * Who calls: `none` anyone · `staff` a signed-in staff member or an API key · `apiKey` an API key only ·
 * `device` an enrolled phone's bearer token.
 */
export type Caller = 'none' | 'staff' | 'apiKey' | 'device';

type OperationSchema = {
  readonly tag: 'Staff' | 'Bookings' | 'Digital keys' | 'Doors' | 'Gateways' | 'PMS' | 'Guest app' | 'Operations';
  readonly summary: string;
  readonly caller: Caller;
  readonly params?: Type.TSchema;
  readonly query?: Type.TSchema;
  readonly body?: Type.TSchema;
  /** Status of success and its body; `null` for none. */
  readonly success: readonly [200 | 201 | 202 | 204, Type.TSchema | null];
  /** A command: takes the header Idempotency-Key (1–255 characters); the same key and body give the same answer. */
  readonly idempotent?: true;
  /** Answers text/event-stream. */
  readonly stream?: true;
};

const atLocation = Type.Object({ locationId: Id });
const atBooking = Type.Object({ locationId: Id, bookingId: Id });
const atKey = Type.Object({ locationId: Id, keyId: Id });

export const OPERATIONS = {
  getHealth: {
    tag: 'Operations',
    summary: 'Ready to serve',
    caller: 'none',
    success: [200, Type.Object({ status: Type.Literal('ok'), version: Type.String() })],
  },
  getDemo: {
    tag: 'Operations',
    summary: 'What the demo hotel offers; 404 outside a demo',
    caller: 'none',
    success: [200, staff.Demo],
  },
  signIn: {
    tag: 'Staff',
    summary: 'Sign in with e-mail and password; sets the session cookie',
    caller: 'none',
    body: staff.SignIn,
    success: [200, staff.Me],
  },
  signOut: { tag: 'Staff', summary: 'End the session', caller: 'staff', success: [204, null] },
  getMe: { tag: 'Staff', summary: 'Who is signed in, with roles', caller: 'staff', success: [200, staff.Me] },
  listLocations: {
    tag: 'Staff',
    summary: 'Locations where you hold a role',
    caller: 'staff',
    success: [200, Type.Object({ items: Type.Array(location.Location) })],
  },
  getLocation: {
    tag: 'Staff',
    summary: 'One location',
    caller: 'staff',
    params: atLocation,
    success: [200, location.Location],
  },
  listBookings: {
    tag: 'Bookings',
    summary: 'Bookings: search, filter, page',
    caller: 'staff',
    params: atLocation,
    query: booking.BookingsQuery,
    success: [200, booking.BookingPage],
  },
  getBooking: {
    tag: 'Bookings',
    summary: 'One booking with its conditions, digital keys, phones and timeline',
    caller: 'staff',
    params: atBooking,
    success: [200, booking.Booking],
  },
  putBooking: {
    tag: 'Bookings',
    summary: 'Tell the whole truth about one booking (for systems without a connector)',
    caller: 'staff',
    params: Type.Object({ locationId: Id, reference: Type.String({ minLength: 1, maxLength: 100 }) }),
    body: booking.BookingInput,
    success: [200, booking.Booking],
    idempotent: true,
  },
  createEnrolmentLink: {
    tag: 'Bookings',
    summary: 'Make a one-time link that enrols the guest’s phone; earlier unused links of the booking end',
    caller: 'staff',
    params: atBooking,
    success: [201, booking.EnrolmentLink],
    idempotent: true,
  },
  listKeys: {
    tag: 'Digital keys',
    summary: 'Digital keys of a booking',
    caller: 'staff',
    params: atBooking,
    success: [200, Type.Object({ items: Type.Array(key.DigitalKey) })],
  },
  issueKey: {
    tag: 'Digital keys',
    summary: 'Issue Digital Key',
    caller: 'staff',
    params: atBooking,
    body: key.IssueKey,
    success: [201, key.DigitalKey],
    idempotent: true,
  },
  getKey: {
    tag: 'Digital keys',
    summary: 'One digital key',
    caller: 'staff',
    params: atKey,
    success: [200, key.DigitalKey],
  },
  revokeKey: {
    tag: 'Digital keys',
    summary: 'Revoke Key, with the reason',
    caller: 'staff',
    params: atKey,
    body: key.RevokeKey,
    success: [200, key.DigitalKey],
    idempotent: true,
  },
  reissueKey: {
    tag: 'Digital keys',
    summary: 'Replace a key by a new one',
    caller: 'staff',
    params: atKey,
    success: [201, key.DigitalKey],
    idempotent: true,
  },
  listDoors: {
    tag: 'Doors',
    summary: 'Doors and their locks',
    caller: 'staff',
    params: atLocation,
    query: Type.Object(PageQuery),
    success: [200, location.DoorPage],
  },
  listAccessEvents: {
    tag: 'Doors',
    summary: 'Access events, newest first',
    caller: 'staff',
    params: atLocation,
    query: Type.Object({ ...PageQuery, doorId: Type.Optional(Id), bookingId: Type.Optional(Id) }),
    success: [200, location.AccessEventPage],
  },
  listAuditEntries: {
    tag: 'Operations',
    summary: 'Audit entries, newest first',
    caller: 'staff',
    params: atLocation,
    query: Type.Object({ ...PageQuery, bookingId: Type.Optional(Id) }),
    success: [200, booking.AuditPage],
  },
  commissionLock: {
    tag: 'Doors',
    summary: 'Commission a lock: its point in, its signed record out',
    caller: 'apiKey',
    params: atLocation,
    body: location.CommissionLock,
    success: [201, location.CommissionedLock],
  },
  streamLocation: {
    tag: 'Operations',
    summary: 'Live changes of a location (server-sent events)',
    caller: 'staff',
    params: atLocation,
    success: [200, null],
    stream: true,
  },
  resyncPms: {
    tag: 'PMS',
    summary: 'Read every current booking from the PMS again',
    caller: 'staff',
    params: atLocation,
    success: [202, Type.Object({ queued: Type.Boolean() })],
  },
  listLockMail: {
    tag: 'Gateways',
    summary: 'Signed mail waiting for the locks of a location',
    caller: 'apiKey',
    params: atLocation,
    success: [200, gateway.LockMailList],
  },
  streamLockMail: {
    tag: 'Gateways',
    summary: 'Lock mail as it comes (server-sent events)',
    caller: 'apiKey',
    params: atLocation,
    success: [200, null],
    stream: true,
  },
  postGatewayJournalPages: {
    tag: 'Gateways',
    summary: 'Bring sealed journal pages',
    caller: 'apiKey',
    params: atLocation,
    body: gateway.JournalPages,
    success: [200, gateway.JournalPagesResult],
  },
  answerGatewayLockTime: {
    tag: 'Gateways',
    summary: 'The time for a lock that lost its own',
    caller: 'apiKey',
    params: atLocation,
    body: guest.LockTimeRequest,
    success: [200, guest.LockTimeAnswer],
  },
  receiveApaleoWebhook: {
    tag: 'PMS',
    summary: 'Apaleo’s webhook: a hint; the reservation is read back',
    caller: 'none',
    params: Type.Object({ webhookSecret: Type.String({ maxLength: 200 }) }),
    body: Type.Unknown(),
    success: [202, null],
  },
  enrol: {
    tag: 'Guest app',
    summary: 'Redeem a one-time link: this phone becomes a device of the guest',
    caller: 'none',
    body: guest.Enrol,
    success: [201, guest.GuestSession],
  },
  getChallenge: {
    tag: 'Guest app',
    summary: 'A challenge to sign',
    caller: 'none',
    body: Type.Object({ deviceId: Id }),
    success: [200, guest.Challenge],
  },
  openGuestSession: {
    tag: 'Guest app',
    summary: 'Open a session by the signed challenge',
    caller: 'none',
    body: guest.OpenGuestSession,
    success: [200, guest.GuestSession],
  },
  getWallet: {
    tag: 'Guest app',
    summary: 'Everything this device should hold now',
    caller: 'device',
    success: [200, guest.Wallet],
  },
  streamWallet: {
    tag: 'Guest app',
    summary: 'The wallet, at once and at every change (server-sent events)',
    caller: 'device',
    success: [200, null],
    stream: true,
  },
  offerDoorKeys: {
    tag: 'Guest app',
    summary: 'Offer spare door key points',
    caller: 'device',
    body: Type.Object({ doorKeys: Type.Array(guest.DoorKeyOffer, { minItems: 1, maxItems: 8 }) }),
    success: [200, guest.Wallet],
  },
  postReceipts: {
    tag: 'Guest app',
    summary: 'Confirm deliveries and deletions',
    caller: 'device',
    body: guest.Receipts,
    success: [204, null],
  },
  renewLeases: {
    tag: 'Guest app',
    summary: 'Renew leases: all conditions are looked at again',
    caller: 'device',
    success: [200, guest.Wallet],
  },
  postDoorAttempts: {
    tag: 'Guest app',
    summary: 'Tell of tries at doors, for diagnosis',
    caller: 'device',
    body: guest.DoorAttempts,
    success: [204, null],
  },
  postJournalPages: {
    tag: 'Guest app',
    summary: 'Bring sealed journal pages',
    caller: 'device',
    body: gateway.JournalPages,
    success: [200, gateway.JournalPagesResult],
  },
  answerLockTime: {
    tag: 'Guest app',
    summary: 'The time for a lock that lost its own',
    caller: 'device',
    body: guest.LockTimeRequest,
    success: [200, guest.LockTimeAnswer],
  },
} as const satisfies Record<OperationId, OperationSchema>;

type Ops = typeof OPERATIONS;
type StaticOf<T> = T extends Type.TSchema ? Type.Static<T> : undefined;
type Part<O extends OperationId, P extends 'params' | 'query' | 'body'> =
  Ops[O] extends Record<P, infer S> ? StaticOf<S> : undefined;

/** What a caller gives an operation: params and body as declared, query in part. */
export type OperationInput<O extends OperationId> = (Part<O, 'params'> extends undefined
  ? object
  : { params: Part<O, 'params'> }) &
  (Part<O, 'query'> extends undefined ? object : { query?: Partial<Part<O, 'query'>> }) &
  (Part<O, 'body'> extends undefined ? object : { body: Part<O, 'body'> });

/** What an operation answers on success. */
export type OperationResult<O extends OperationId> = Ops[O]['success'][1] extends Type.TSchema
  ? Type.Static<Ops[O]['success'][1]>
  : undefined;
