// What administrators manage: brands, the location's settings, rooms and doors, lock system and PMS, staff, API keys.
import { DOOR_KINDS, ROLES, SCOPES } from '@nightlatch/domain';
import { Type } from 'typebox';
import { PolicyFields } from './location.ts';
import { DoorHours, Id, Instant, pageOf, WallTime } from './scalars.ts';
import { AddPasskey, PasskeyProof } from './staff.ts';

const closed = { additionalProperties: false } as const;
const changes = { additionalProperties: false, minProperties: 1 } as const;
const Name = Type.String({ minLength: 1, maxLength: 200, pattern: '\\S' });
const TimeZone = Type.String({
  minLength: 1,
  maxLength: 64,
  description: 'IANA time zone, for instance Europe/Vienna',
});
const Email = Type.String({ minLength: 3, maxLength: 320, pattern: '^[^\\s@]+@[^\\s@]+$' });
const nullable = <T extends Type.TSchema>(schema: T) => Type.Union([schema, Type.Null()]);

export const Brand = Type.Object({ id: Id, name: Type.String() }, { $id: 'Brand' });
export type Brand = Type.Static<typeof Brand>;
export const BrandPage = pageOf(Brand);
export const CreateBrand = Type.Object({ name: Name }, closed);

export const PolicyChanges = Type.Partial(Type.Object(PolicyFields, closed));

export const CreateLocation = Type.Object(
  {
    name: Name,
    timeZone: TimeZone,
    checkOutTime: WallTime,
    frontDeskPhone: Type.Optional(nullable(Type.String({ maxLength: 40 }))),
    policies: Type.Optional(PolicyChanges),
  },
  closed,
);
export const UpdateLocation = Type.Object(
  {
    name: Type.Optional(Name),
    timeZone: Type.Optional(TimeZone),
    checkOutTime: Type.Optional(WallTime),
    frontDeskPhone: Type.Optional(nullable(Type.String({ maxLength: 40 }))),
    policies: Type.Optional(PolicyChanges),
  },
  changes,
);

export const LockSystemReport = Type.Object(
  {
    ok: Type.Boolean(),
    checks: Type.Array(Type.Object({ code: Type.String(), ok: Type.Boolean(), detail: Type.String() })),
  },
  { $id: 'LockSystemReport' },
);
export type LockSystemReport = Type.Static<typeof LockSystemReport>;
export const SetLockSystem = Type.Object({ enabled: Type.Boolean() }, closed);

export const Room = Type.Object(
  {
    id: Id,
    number: Type.String(),
    floor: nullable(Type.Integer()),
    pmsUnitId: nullable(Type.String({ description: 'The PMS’s own id of the room' })),
    doors: Type.Array(Type.Object({ id: Id, name: Type.String() })),
    version: Type.Integer(),
  },
  { $id: 'Room' },
);
export type Room = Type.Static<typeof Room>;
export const RoomPage = pageOf(Room);
const RoomNumber = Type.String({ minLength: 1, maxLength: 40, pattern: '\\S' });
const Floor = nullable(Type.Integer({ minimum: -99, maximum: 999 }));
const UnitId = nullable(Type.String({ minLength: 1, maxLength: 100 }));
export const CreateRoom = Type.Object(
  {
    number: RoomNumber,
    floor: Type.Optional(Floor),
    pmsUnitId: Type.Optional(UnitId),
    doorName: Type.Optional(Type.String({ minLength: 1, maxLength: 100, description: 'Also makes the room’s door' })),
  },
  closed,
);
export const UpdateRoom = Type.Object(
  { number: Type.Optional(RoomNumber), floor: Type.Optional(Floor), pmsUnitId: Type.Optional(UnitId) },
  changes,
);

const DoorName = Type.String({ minLength: 1, maxLength: 100, pattern: '\\S' });
const Sort = Type.Integer({ minimum: -1_000_000, maximum: 1_000_000, description: 'Place in lists' });
export const CreateDoor = Type.Object(
  {
    kind: Type.Enum([...DOOR_KINDS]),
    name: DoorName,
    roomId: Type.Optional(nullable(Id)),
    sort: Type.Optional(Sort),
  },
  closed,
);
export const UpdateDoor = Type.Object(
  { name: Type.Optional(DoorName), sort: Type.Optional(Sort), hours: Type.Optional(nullable(DoorHours)) },
  changes,
);

export const ConnectorField = Type.Object(
  {
    name: Type.String(),
    label: Type.String(),
    kind: Type.Enum(['text', 'url', 'secret']),
    required: Type.Boolean(),
    preset: nullable(Type.String()),
    help: nullable(Type.String()),
  },
  { $id: 'ConnectorField' },
);
export const PmsConnector = Type.Object(
  {
    id: Type.String(),
    name: Type.String(),
    capabilities: Type.Array(Type.String()),
    config: Type.Array(ConnectorField),
    credentials: Type.Array(ConnectorField),
    documentation: Type.String(),
  },
  { $id: 'PmsConnector' },
);
export type PmsConnector = Type.Static<typeof PmsConnector>;
export const PmsConnection = Type.Object(
  {
    connector: Type.String(),
    config: Type.Record(Type.String(), Type.String(), { description: 'Settings; credentials are never told' }),
    testedAt: nullable(Instant),
    lastEventAt: nullable(Instant),
    lastError: nullable(Type.String()),
    webhookUrl: nullable(
      Type.String({
        description:
          'Where the PMS sends its webhooks. Told once, when the connection is made: its secret part is kept as a hash',
      }),
    ),
    version: Type.Integer(),
  },
  { $id: 'PmsConnection' },
);
export type PmsConnection = Type.Static<typeof PmsConnection>;
const FieldValues = Type.Record(Type.String({ maxLength: 100 }), Type.String({ maxLength: 2000 }), {
  maxProperties: 50,
});
export const PutPmsConnection = Type.Object(
  {
    connector: Type.String({ minLength: 1, maxLength: 60 }),
    config: FieldValues,
    credentials: Type.Optional(FieldValues),
  },
  closed,
);
export const PmsTest = Type.Object(
  { ok: Type.Boolean(), code: nullable(Type.String()), message: nullable(Type.String()) },
  { $id: 'PmsTest' },
);
export type PmsTest = Type.Static<typeof PmsTest>;

/** A word of the PMS: that something about a reservation may have changed, and whether that was read back. */
export const PmsEvent = Type.Object(
  {
    id: Id,
    reference: Type.String({ description: 'The PMS’s own id of the reservation' }),
    topic: nullable(Type.String()),
    receivedAt: Instant,
    settledAt: nullable(Instant),
    error: nullable(Type.String({ description: 'A connector’s code; it is tried again' })),
  },
  { $id: 'PmsEvent' },
);
export type PmsEvent = Type.Static<typeof PmsEvent>;
export const PmsEventPage = pageOf(PmsEvent);
/** A room as the PMS knows it. */
export const PmsRoom = Type.Object({ unitId: Type.String(), number: Type.String() }, { $id: 'PmsRoom' });

const Days = Type.Integer({ minimum: 1, maximum: 3650, description: 'Whole days' });
/** How long each kind of personal data is kept (docs/operations.md, "Personal data"). */
export const RetentionDays = Type.Object(
  { doorLog: Days, guest: Days, message: Days, idCheck: Days, auditPersonal: Days, technical: Days },
  { $id: 'RetentionDays', additionalProperties: false },
);
export const Retention = Type.Object({ days: RetentionDays, defaults: RetentionDays }, { $id: 'Retention' });
export type Retention = Type.Static<typeof Retention>;

/** Steps of setting a location up, in the order in which an administrator takes them. */
export const SET_UP_STEPS = [
  'location',
  'pms',
  'rooms',
  'locks',
  'lock_system',
  'rules',
  'messages',
  'arrival',
  'staff',
  'first_key',
] as const;
export const SetUp = Type.Object(
  {
    steps: Type.Array(
      Type.Object({
        step: Type.Enum([...SET_UP_STEPS]),
        done: Type.Boolean(),
        optional: Type.Boolean({ description: 'Keys are issued without it' }),
      }),
    ),
    rooms: Type.Integer(),
    roomsWithoutDoor: Type.Integer(),
    roomDoors: Type.Integer(),
    roomDoorsWithLock: Type.Integer(),
    simulatedLocks: Type.Integer(),
    staff: Type.Integer(),
  },
  { $id: 'SetUp' },
);
export type SetUp = Type.Static<typeof SetUp>;

export const StaffMember = Type.Object(
  {
    id: Id,
    name: Type.String(),
    email: Type.String(),
    role: Type.Enum([...ROLES]),
    passkeys: Type.Integer({ description: 'How many passkeys the person has' }),
    secondFactor: Type.Boolean({ description: 'An authenticator app is asked for after the password' }),
  },
  { $id: 'StaffMember' },
);
export type StaffMember = Type.Static<typeof StaffMember>;
export const StaffPage = pageOf(StaffMember);
/** Roles that are given at a location; a brand’s administrators are managed at the brand. */
export const LocationRole = Type.Enum(['front_desk', 'location_admin', 'viewer']);
export const SetStaffRole = Type.Object({ role: LocationRole }, closed);
export const InviteStaff = Type.Object({ email: Email, name: Name, role: LocationRole }, closed);
export const InviteBrandAdministrator = Type.Object({ email: Email, name: Name }, closed);
export const Invitation = Type.Object(
  {
    id: Id,
    email: Type.String(),
    name: Type.String(),
    role: Type.Enum([...ROLES]),
    createdAt: Instant,
    expiresAt: Instant,
    state: Type.Enum(['open', 'used', 'withdrawn', 'expired']),
  },
  { $id: 'Invitation' },
);
export type Invitation = Type.Static<typeof Invitation>;
export const InvitationPage = pageOf(Invitation);
/** Answered once: the secret stands in the link’s fragment and is kept as a hash. */
export const NewInvitation = Type.Object({ id: Id, url: Type.String(), expiresAt: Instant }, { $id: 'NewInvitation' });
export type NewInvitation = Type.Static<typeof NewInvitation>;
const Secret = Type.String({ minLength: 20, maxLength: 100, description: 'From the link’s fragment' });
export const ReadInvitation = Type.Object({ secret: Secret }, closed);
export const InvitationFacts = Type.Object(
  {
    name: Type.String(),
    email: Type.String(),
    role: Type.Enum([...ROLES]),
    place: Type.String({ description: 'Name of the location or brand' }),
    hasAccount: Type.Boolean({ description: 'True: accept with the password that you have' }),
    expiresAt: Instant,
  },
  { $id: 'InvitationFacts' },
);
export type InvitationFacts = Type.Static<typeof InvitationFacts>;
export const AcceptInvitation = Type.Object(
  {
    secret: Secret,
    name: Type.Optional(Name),
    password: Type.Optional(
      Type.String({ minLength: 12, maxLength: 200, description: 'A new one, or the one that you have' }),
    ),
    /** Instead of a new password: made with what `startInvitationPasskey` gave. */
    newPasskey: Type.Optional(AddPasskey),
    /** Instead of the password that one has: used as for a sign-in (`startPasskeySignIn`). */
    passkey: Type.Optional(PasskeyProof),
  },
  closed,
);
export const AcceptedInvitation = Type.Object({
  email: Type.String(),
  signedIn: Type.Boolean({ description: 'By the passkey; after a password you sign in with it' }),
});

export const ApiKey = Type.Object(
  {
    id: Id,
    name: Type.String(),
    scopes: Type.Array(Type.Enum([...SCOPES])),
    createdAt: Instant,
    revokedAt: nullable(Instant),
  },
  { $id: 'ApiKey' },
);
export type ApiKey = Type.Static<typeof ApiKey>;
export const ApiKeyPage = pageOf(ApiKey);
export const CreateApiKey = Type.Object(
  {
    name: Name,
    scopes: Type.Array(Type.Enum([...SCOPES]), { minItems: 1, maxItems: SCOPES.length, uniqueItems: true }),
  },
  closed,
);
/** Answered once: the server keeps the secret’s hash. */
export const NewApiKey = Type.Object(
  { id: Id, secret: Type.String({ description: 'nlk_…: told once' }) },
  { $id: 'NewApiKey' },
);
export type NewApiKey = Type.Static<typeof NewApiKey>;
