// What the Guest App says and hears: enrolment, session, wallet, receipts.
import { DIAGNOSIS_CODES, DOOR_KINDS, KEY_END_REASONS, KEY_KINDS, KEY_STATES } from '@nightlatch/domain';
import { Type } from 'typebox';
import { HotelLook } from './branding.ts';
import { UnmetCondition } from './problem.ts';
import { Bytes, DoorHours, Id, Instant, PointHex, SignatureText } from './scalars.ts';

/** A door key pair that the phone made ahead; `proof` signs ASCII `nightlatch-door-key-1` ‖ the 65-byte point with it. */
export const DoorKeyOffer = Type.Object({ point: PointHex, proof: SignatureText }, { $id: 'DoorKeyOffer' });
export type DoorKeyOffer = Type.Static<typeof DoorKeyOffer>;

/** Redeems a one-time link. `proof` signs ASCII `nightlatch-enrol-1` ‖ SHA-256(UTF-8 secret) with the sign-in key pair. */
export const Enrol = Type.Object(
  {
    secret: Type.String({ minLength: 20, maxLength: 200 }),
    signInPoint: PointHex,
    proof: SignatureText,
    deviceName: Type.String({ minLength: 1, maxLength: 100 }),
    doorKeys: Type.Array(DoorKeyOffer, { maxItems: 8 }),
  },
  { $id: 'Enrol', additionalProperties: false },
);
export type Enrol = Type.Static<typeof Enrol>;

/** Asks what a one-time link is for. The secret is all that it takes to redeem it, so little more is told to its holder. */
export const LookAtLink = Type.Object(
  { secret: Type.String({ minLength: 20, maxLength: 200 }) },
  { additionalProperties: false },
);

/** What a one-time link is for, before anybody redeems it. */
export const LinkView = Type.Object(
  {
    kind: Type.Enum(['guest', 'companion']),
    state: Type.Enum(['open', 'used', 'expired', 'withdrawn']),
    locationId: Id,
    locationName: Type.String(),
    timeZone: Type.String({ description: 'IANA time zone of the location' }),
    frontDeskPhone: Type.Union([Type.String(), Type.Null()]),
    look: HotelLook,
    expiresAt: Instant,
  },
  { $id: 'LinkView' },
);
export type LinkView = Type.Static<typeof LinkView>;

/** Bearer token of a device, short-lived. */
export const GuestSession = Type.Object(
  { deviceId: Id, token: Type.String(), expiresAt: Instant },
  { $id: 'GuestSession' },
);
export type GuestSession = Type.Static<typeof GuestSession>;

export const Challenge = Type.Object({ challenge: Bytes(64), expiresAt: Instant }, { $id: 'Challenge' });
export type Challenge = Type.Static<typeof Challenge>;

/** `signature` by the sign-in key pair over ASCII `nightlatch-session-1` ‖ the challenge’s bytes ‖ deviceId text. */
export const OpenGuestSession = Type.Object({ deviceId: Id, challenge: Bytes(64), signature: SignatureText });

export const WalletDoor = Type.Object(
  {
    doorId: Id,
    name: Type.String(),
    kind: Type.Enum([...DOOR_KINDS]),
    element: Type.String(),
    readerIdentifier: Type.String({ description: '32 bytes, hex' }),
    hours: Type.Union([DoorHours, Type.Null()], {
      description: 'Of a common door, by the location’s time zone; null: always',
    }),
  },
  { $id: 'WalletDoor' },
);

export const WalletCredential = Type.Object(
  {
    credentialId: Id,
    doorKeyPoint: PointHex,
    document: Bytes(8192),
    signedAt: Instant,
    leaseUntil: Instant,
    doors: Type.Array(WalletDoor),
  },
  { $id: 'WalletCredential' },
);
export type WalletCredential = Type.Static<typeof WalletCredential>;

export const WalletKey = Type.Object(
  {
    keyId: Id,
    locationId: Id,
    bookingId: Id,
    kind: Type.Enum([...KEY_KINDS]),
    state: Type.Enum([...KEY_STATES]),
    endReason: Type.Union([Type.Enum([...KEY_END_REASONS]), Type.Null()]),
    replacedByKeyId: Type.Union([Id, Type.Null()], {
      description: 'A newer key takes over: keep this one to open with until it leaves the wallet, and show the other',
    }),
    waitingFor: Type.Array(UnmetCondition),
    roomNumber: Type.Union([Type.String(), Type.Null()]),
    guestName: Type.String(),
    validFrom: Type.Union([Instant, Type.Null()]),
    validUntil: Type.Union([Instant, Type.Null()]),
    credentials: Type.Array(WalletCredential, { description: 'Empty unless the key is issued' }),
  },
  { $id: 'WalletKey' },
);
export type WalletKey = Type.Static<typeof WalletKey>;

export const WalletLocation = Type.Object(
  {
    locationId: Id,
    name: Type.String(),
    timeZone: Type.String(),
    phone: Type.Union([Type.String(), Type.Null()]),
    messageUrl: Type.Union([Type.String(), Type.Null()], {
      description: 'Where guests write to the desk: sms:, mailto: or https:',
    }),
    look: HotelLook,
    readerGroupId: Type.String({ description: '16 bytes, hex' }),
    readerIssuerPoints: Type.Array(PointHex),
    revocationDocument: Type.Union([Bytes(8192), Type.Null()], {
      description: 'aliro-r that this phone shows to doors',
    }),
    virtualRadioUrl: Type.Union([Type.String(), Type.Null()], {
      description: 'Demo only: where the simulated radio is; null with real locks',
    }),
  },
  { $id: 'WalletLocation' },
);

/** A booking that the phone waits for a key of. */
export const WalletStay = Type.Object(
  {
    bookingId: Id,
    locationId: Id,
    status: Type.String(),
    arrivalDate: Type.String(),
    departureDate: Type.String(),
    roomNumber: Type.Union([Type.String(), Type.Null()]),
    waitingFor: Type.Array(UnmetCondition),
  },
  { $id: 'WalletStay' },
);

/** Everything one device should hold now: the phone makes itself equal to it. */
export const Wallet = Type.Object(
  {
    deviceId: Id,
    now: Instant,
    locations: Type.Array(WalletLocation),
    stays: Type.Array(WalletStay),
    keys: Type.Array(WalletKey),
    spareDoorKeysWanted: Type.Integer(),
    mail: Type.Array(Type.Object({ lockId: Type.String(), items: Type.Array(Bytes(8192)) })),
  },
  { $id: 'Wallet' },
);
export type Wallet = Type.Static<typeof Wallet>;

/** What the phone confirms. A `removed` receipt says document, door key and fast keys are deleted. */
export const Receipts = Type.Object(
  {
    receipts: Type.Array(
      Type.Object({ credentialId: Id, state: Type.Enum(['delivered', 'removed']) }, { additionalProperties: false }),
      { maxItems: 64 },
    ),
    bluetooth: Type.Optional(Type.Enum(['unknown', 'on', 'off', 'not_allowed', 'unsupported'])),
  },
  { $id: 'Receipts', additionalProperties: false },
);
export type Receipts = Type.Static<typeof Receipts>;

/** A phone’s own record of tries at doors, for diagnosis only: it proves nothing and changes no state of a key. Tries with keys of guests whom the phone does not serve are left out. */
export const DoorAttempts = Type.Object({
  attempts: Type.Array(
    Type.Object({
      keyId: Id,
      doorId: Type.Optional(Id),
      at: Instant,
      outcome: Type.Enum(['opened', 'refused', 'failed']),
      diagnosis: Type.Union([Type.Enum([...DIAGNOSIS_CODES]), Type.Null()]),
    }),
    { maxItems: 64 },
  ),
});
export type DoorAttempts = Type.Static<typeof DoorAttempts>;

/** A phone of the same guest. */
export const OwnDevice = Type.Object(
  {
    id: Id,
    name: Type.String(),
    enrolledAt: Instant,
    lastSeenAt: Type.Union([Instant, Type.Null()]),
    isThisPhone: Type.Boolean(),
  },
  { $id: 'OwnDevice' },
);
export const OwnDeviceList = Type.Object({ items: Type.Array(OwnDevice) });
export type OwnDeviceList = Type.Static<typeof OwnDeviceList>;

/** Asks the server’s time for a lock that lost its own: answered with a signed mail item of type 2 (docs/protocol §7.8). */
export const LockTimeRequest = Type.Object({
  lockId: Type.String({ pattern: '^[0-9a-f]{16}$' }),
  nonce: Type.String({ pattern: '^[0-9a-f]{32}$' }),
});
export const LockTimeAnswer = Type.Object({ item: Bytes(8192) });
