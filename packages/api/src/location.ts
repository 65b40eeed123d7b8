// Locations, rooms, doors, locks and access events.
import { DIAGNOSIS_CODES, DOOR_KINDS, ROLES } from '@nightlatch/domain';
import { Type } from 'typebox';
import { Bytes, Id, Instant, PointHex, pageOf, WallTime } from './scalars.ts';

export const Policies = Type.Object(
  {
    autoIssueAtCheckIn: Type.Boolean(),
    autoIssueAfterMobileCheckIn: Type.Boolean(),
    autoIssueAfterIdVerification: Type.Boolean(),
    requireIdVerification: Type.Boolean(),
    leaseSeconds: Type.Integer({ minimum: 900, maximum: 604_800, description: '15 min … 7 days' }),
    moveGraceMinutes: Type.Integer({ minimum: 0, maximum: 60 }),
    maxAfterCheckOutMinutes: Type.Integer({ minimum: 0, maximum: 1440 }),
    companionsPerBooking: Type.Integer({ minimum: 0, maximum: 10 }),
  },
  { $id: 'Policies' },
);
export type Policies = Type.Static<typeof Policies>;

export const Location = Type.Object(
  {
    id: Id,
    name: Type.String(),
    timeZone: Type.String({ description: 'IANA time zone' }),
    checkOutTime: WallTime,
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
    element: Type.String({ description: 'Element in Access Documents, docs/protocol §7.1' }),
    roomNumber: Type.Union([Type.String(), Type.Null()]),
    lock: Type.Union([
      Type.Object({
        lockId: Type.String({ description: '8 bytes, hex' }),
        readerIdentifier: Type.String({ description: '32 bytes, hex' }),
        commissionedAt: Instant,
        healthy: Type.Boolean(),
        lastContactAt: Type.Union([Instant, Type.Null()]),
        simulated: Type.Boolean(),
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
    guestName: Type.Union([Type.String(), Type.Null()]),
    bookingId: Type.Union([Id, Type.Null()]),
  },
  { $id: 'AccessEvent' },
);
export type AccessEvent = Type.Static<typeof AccessEvent>;
export const AccessEventPage = pageOf(AccessEvent);

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
