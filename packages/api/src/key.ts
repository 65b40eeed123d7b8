// Digital keys, their deliveries and revocations.
import {
  DELIVERY_STATES,
  KEY_END_REASONS,
  KEY_KINDS,
  KEY_STATES,
  REVOCATION_PROOFS,
  REVOCATION_STATES,
  REVOKE_REASONS,
  VALIDITY_SOURCES,
} from '@nightlatch/domain';
import { Type } from 'typebox';
import { UnmetCondition } from './problem.ts';
import { Id, Instant } from './scalars.ts';

export const Delivery = Type.Object(
  {
    deviceId: Id,
    deviceName: Type.String(),
    state: Type.Enum([...DELIVERY_STATES]),
    deliveredAt: Type.Union([Instant, Type.Null()]),
    removedAt: Type.Union([Instant, Type.Null()]),
    leaseUntil: Type.Union([Instant, Type.Null()], { description: 'The credential works offline until then' }),
    lost: Type.Boolean({ description: 'The phone was reported lost: see the booking’s `lostDevices` for the proof' }),
  },
  { $id: 'Delivery' },
);
export type Delivery = Type.Static<typeof Delivery>;

export const Revocation = Type.Object(
  {
    state: Type.Enum([...REVOCATION_STATES]),
    reason: Type.Union([Type.Enum([...REVOKE_REASONS]), Type.Null()], {
      description: 'null when a check-out ended the key',
    }),
    note: Type.Union([Type.String(), Type.Null()]),
    requestedAt: Instant,
    requestedBy: Type.String(),
    removedFromDeviceAt: Type.Union([Instant, Type.Null()]),
    enforcedAt: Type.Union([Instant, Type.Null()]),
    proof: Type.Union([Type.Enum([...REVOCATION_PROOFS]), Type.Null()]),
    couldOpenUntil: Type.Union([Instant, Type.Null()], { description: 'Until enforced: when the last lease ends' }),
    couldOpenDoors: Type.Array(Type.String(), { description: 'Doors that have not confirmed yet, by name' }),
  },
  { $id: 'Revocation' },
);
export type Revocation = Type.Static<typeof Revocation>;

export const DigitalKey = Type.Object(
  {
    id: Id,
    bookingId: Id,
    guestId: Id,
    guestName: Type.String(),
    kind: Type.Enum([...KEY_KINDS]),
    parentKeyId: Type.Union([Id, Type.Null()], { description: 'The primary key that a shared key hangs under' }),
    state: Type.Enum([...KEY_STATES]),
    suspendedWithParent: Type.Boolean({ description: 'Suspended only because its primary key is' }),
    endReason: Type.Union([Type.Enum([...KEY_END_REASONS]), Type.Null()]),
    replacedByKeyId: Type.Union([Id, Type.Null()], {
      description:
        'Reissue: the key that takes over. This one works until that is on every phone that holds this one, at most 24 hours; show the other',
    }),
    roomNumber: Type.Union([Type.String(), Type.Null()]),
    waitingFor: Type.Array(UnmetCondition),
    validFrom: Type.Union([Instant, Type.Null()]),
    validUntil: Type.Union([Instant, Type.Null()]),
    validitySource: Type.Enum([...VALIDITY_SOURCES], {
      description: 'pms: the end follows the booking; staff: it does not, a changed check-out raises a task',
    }),
    requestedAt: Instant,
    issuedAt: Type.Union([Instant, Type.Null()]),
    endedAt: Type.Union([Instant, Type.Null()]),
    deliveries: Type.Array(Delivery),
    revocation: Type.Union([Revocation, Type.Null()]),
    version: Type.Integer({ description: 'Rises with every change of the key itself; the ETag' }),
  },
  { $id: 'DigitalKey' },
);
export type DigitalKey = Type.Static<typeof DigitalKey>;

/** Body of issue: all optional; without a validity it follows the booking. */
export const IssueKey = Type.Object(
  {
    validFrom: Type.Optional(Instant),
    validUntil: Type.Optional(Instant),
    waitForConditions: Type.Optional(
      Type.Boolean({ default: false, description: 'true: keep the request waiting instead of refusing' }),
    ),
  },
  { $id: 'IssueKey', additionalProperties: false },
);
export type IssueKey = Type.Static<typeof IssueKey>;

export const RevokeKey = Type.Object(
  { reason: Type.Enum([...REVOKE_REASONS]), note: Type.Optional(Type.String({ maxLength: 500 })) },
  { $id: 'RevokeKey', additionalProperties: false },
);
export type RevokeKey = Type.Static<typeof RevokeKey>;

/** Body of a reissue. */
export const ReissueKey = Type.Object(
  {
    reason: Type.Optional(
      Type.Enum([...REVOKE_REASONS], {
        description:
          'security_concern and lost_phone: the old key dies first, at once, and its shared keys and open invitations with it. Else, or left out: without a gap',
      }),
    ),
    note: Type.Optional(Type.String({ maxLength: 500 })),
  },
  { $id: 'ReissueKey', additionalProperties: false },
);
export type ReissueKey = Type.Static<typeof ReissueKey>;

/** Body of changing a key's validity; what is left out stays. */
export const ChangeKeyValidity = Type.Object(
  {
    validFrom: Type.Optional(Instant),
    validUntil: Type.Optional(
      Type.Union([Instant, Type.Null()], { description: 'null: the end follows the booking again' }),
    ),
    note: Type.Optional(Type.String({ maxLength: 500 })),
  },
  { $id: 'ChangeKeyValidity', additionalProperties: false, minProperties: 1 },
);
export type ChangeKeyValidity = Type.Static<typeof ChangeKeyValidity>;

/** Body of commands that need nothing but may carry a note for the audit. */
export const WithNote = Type.Object(
  { note: Type.Optional(Type.String({ maxLength: 500 })) },
  { $id: 'WithNote', additionalProperties: false },
);
export type WithNote = Type.Static<typeof WithNote>;
