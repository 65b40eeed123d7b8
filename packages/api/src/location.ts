// Locations, rooms, doors, locks and access events.
import { DIAGNOSIS_CODES, DOOR_KINDS, ROLES } from '@nightlatch/domain';
import { Type } from 'typebox';
import { Bytes, DoorHours, Id, Instant, PointHex, pageOf, WallTime } from './scalars.ts';

/** What a location may choose. */
export const PolicyFields = {
  autoIssueAtCheckIn: Type.Boolean(),
  autoIssueAfterMobileCheckIn: Type.Boolean(),
  autoIssueAfterIdVerification: Type.Boolean(),
  requireIdVerification: Type.Boolean(),
  leaseSeconds: Type.Integer({ minimum: 900, maximum: 604_800, description: '15 min … 7 days' }),
  moveGraceMinutes: Type.Integer({ minimum: 0, maximum: 60 }),
  maxAfterCheckOutMinutes: Type.Integer({ minimum: 0, maximum: 1440 }),
  companionsPerBooking: Type.Integer({ minimum: 0, maximum: 10 }),
  doorOpenSeconds: Type.Optional(
    Type.Integer({ minimum: 1, maximum: 60, description: 'How long a lock stays open for one opening; default 5' }),
  ),
  fastOpening: Type.Optional(
    Type.Boolean({ description: 'Doors remember a key for faster openings; default true (docs/protocol §7.7)' }),
  ),
  privacyLetsOccupantIn: Type.Optional(
    Type.Boolean({ description: 'With privacy on, the room’s own guests may still open; default false' }),
  ),
} as const;

export const Policies = Type.Object(PolicyFields, { $id: 'Policies' });
export type Policies = Type.Static<typeof Policies>;

export const Location = Type.Object(
  {
    id: Id,
    name: Type.String(),
    timeZone: Type.String({ description: 'IANA time zone' }),
    checkOutTime: WallTime,
    frontDeskPhone: Type.Union([Type.String(), Type.Null()]),
    brandId: Id,
    version: Type.Integer({ description: 'Also the ETag of getLocation; for If-Match of updateLocation' }),
    role: Type.Union([Type.Enum([...ROLES]), Type.Null()], { description: 'Your role here; null for an API key' }),
    digitalKeys: Type.Object({ configured: Type.Boolean(), tested: Type.Boolean(), enabled: Type.Boolean() }),
    pms: Type.Object({
      connector: Type.Union([Type.String(), Type.Null()]),
      lastEventAt: Type.Union([Instant, Type.Null()]),
      lastError: Type.Union([Type.String(), Type.Null()]),
    }),
    policies: Policies,
    demo: Type.Boolean(),
  },
  { $id: 'Location' },
);
export type Location = Type.Static<typeof Location>;

export const Door = Type.Object(
  {
    id: Id,
    name: Type.String(),
    kind: Type.Enum([...DOOR_KINDS]),
    sort: Type.Integer(),
    hours: Type.Union([DoorHours, Type.Null()], { description: 'Of a common door; null: always open to guests' }),
    version: Type.Integer(),
    element: Type.String({ description: 'Element in Access Documents, docs/protocol §7.1' }),
    roomNumber: Type.Union([Type.String(), Type.Null()]),
    floor: Type.Union([Type.Integer(), Type.Null()], { description: 'The room’s floor; null for common doors' }),
    lock: Type.Union([
      Type.Object({
        lockId: Type.String({ description: '8 bytes, hex' }),
        readerIdentifier: Type.String({ description: '32 bytes, hex' }),
        commissionedAt: Instant,
        healthy: Type.Boolean(),
        lastContactAt: Type.Union([Instant, Type.Null()]),
        simulated: Type.Boolean(),
        battery: Type.Union([Type.Enum(['ok', 'low', 'critical']), Type.Null()], {
          description: 'As the gateway reports it, or the lock’s journal shows it; null: nobody has said',
        }),
        clockKnown: Type.Union([Type.Boolean(), Type.Null()]),
        hardwareFault: Type.Union([Type.Boolean(), Type.Null()]),
        reportedAt: Type.Union([Instant, Type.Null()]),
        mailWaiting: Type.Integer({ description: 'Signed items that the lock has not confirmed yet' }),
        openRevocations: Type.Integer({ description: 'Keys taken away that could still open this door' }),
      }),
      Type.Null(),
    ]),
  },
  { $id: 'Door' },
);
export type Door = Type.Static<typeof Door>;
export const DoorPage = pageOf(Door);

export const AccessEvent = Type.Object(
  {
    id: Id,
    doorId: Id,
    doorName: Type.String(),
    at: Type.Union([Instant, Type.Null()], { description: 'By the lock’s clock; null when it did not know the time' }),
    receivedAt: Instant,
    event: Type.Enum([
      'granted',
      'refused',
      'mail_applied',
      'mail_refused',
      'started',
      'power_lost',
      'privacy_on',
      'privacy_off',
      'reset',
      'clock_set',
      'malformed_link',
      'gap',
    ]),
    reasonCode: Type.Union([Type.String({ description: 'docs/protocol §7.14, 4 hex digits' }), Type.Null()]),
    diagnosis: Type.Union([Type.Enum([...DIAGNOSIS_CODES]), Type.Null()]),
    confirmed: Type.Boolean({ description: 'The bolt reported that it moved' }),
    keyId: Type.Union([Id, Type.Null()]),
    guestId: Type.Union([Id, Type.Null()], { description: 'Whose key it was, where one is known' }),
    guestName: Type.Union([Type.String(), Type.Null()]),
    bookingId: Type.Union([Id, Type.Null()]),
  },
  { $id: 'AccessEvent' },
);
export type AccessEvent = Type.Static<typeof AccessEvent>;
export const AccessEventPage = pageOf(AccessEvent);

/** What an administrator looks at first: is everything that was promised to guests and doors on its way? */
export const LocationStatus = Type.Object(
  {
    at: Instant,
    revocations: Type.Object({
      open: Type.Integer({ description: 'Requested and not enforced yet' }),
      oldest: Type.Union([
        Type.Object({
          keyId: Id,
          bookingId: Id,
          requestedAt: Instant,
          couldOpenUntil: Type.Union([Instant, Type.Null()]),
          couldOpenDoors: Type.Array(Type.String()),
        }),
        Type.Null(),
      ]),
    }),
    keys: Type.Object({
      issued: Type.Integer(),
      waiting: Type.Integer(),
      notDownloaded: Type.Integer({ description: 'Issued, and on none of the guest’s phones yet' }),
      leaseEnded: Type.Integer({ description: 'On a phone that has not been online since its lease ended' }),
    }),
    locks: Type.Object({
      total: Type.Integer(),
      unhealthy: Type.Integer(),
      batteryLow: Type.Integer({ description: 'Low or critical' }),
      clockUnknown: Type.Integer(),
      mailWaiting: Type.Integer({ description: 'Locks with an item older than a day that they have not confirmed' }),
      longestSilenceSince: Type.Union([Instant, Type.Null()], {
        description: 'Last contact of the lock heard of longest ago',
      }),
    }),
    pms: Type.Object({
      lastEventAt: Type.Union([Instant, Type.Null()]),
      lastError: Type.Union([Type.String(), Type.Null()]),
      hintsWaiting: Type.Integer({ description: 'Webhooks taken and not read back yet' }),
    }),
  },
  { $id: 'LocationStatus' },
);
export type LocationStatus = Type.Static<typeof LocationStatus>;

/** A lock's point and the door it hangs on; answered with the commissioning record (docs/protocol §7.11). */
export const CommissionLock = Type.Object({
  doorId: Id,
  lockPoint: PointHex,
  simulated: Type.Optional(Type.Boolean()),
});
export const CommissionedLock = Type.Object(
  {
    lockId: Type.String(),
    readerIdentifier: Type.String(),
    record: Bytes(8192),
    rootFingerprint: Type.String({ description: 'First 16 bytes of SHA-256(root point), hex, to be entered on site' }),
  },
  { $id: 'CommissionedLock' },
);
export type CommissionedLock = Type.Static<typeof CommissionedLock>;
