// What a location asks of arriving guests: mobile check-in and ID verification.
import {
  BOOKING_STATUSES,
  CHECK_IN_STATES,
  DOCUMENT_KINDS,
  DOCUMENT_SIDES,
  ID_CHECK_DECISIONS,
  ID_CHECK_STATES,
  ID_VERIFICATIONS,
  MOBILE_CHECK_INS,
} from '@nightlatch/domain';
import { Type } from 'typebox';
import { Id, Instant, PageQuery, pageOf, WallDate } from './scalars.ts';

/** Fields of a registration form that a location may ask for. */
export const REGISTRATION_FIELDS = [
  'dateOfBirth',
  'nationality',
  'street',
  'postalCode',
  'city',
  'country',
  'documentNumber',
  'vehiclePlate',
  'purposeOfStay',
] as const;

/** How arrival by phone works at a location. */
export const ArrivalPolicy = Type.Object(
  {
    mobileCheckIn: Type.Enum(['off', 'staff', 'automatic'], {
      description: 'Who approves: staff, or the rules by themselves when everything asked for is there',
    }),
    opensHoursBefore: Type.Integer({ minimum: 0, maximum: 720, description: 'Hours before the day of arrival begins' }),
    waitForRoomReady: Type.Boolean({ description: 'Approved only when the assigned room is told ready' }),
    requireIdFirst: Type.Boolean({ description: 'Approved only when the ID is verified or overridden' }),
    checkInAtPms: Type.Boolean({ description: 'On approval ask the PMS to check the guest in, where it can' }),
    registrationFields: Type.Array(Type.Enum([...REGISTRATION_FIELDS]), {
      uniqueItems: true,
      maxItems: REGISTRATION_FIELDS.length,
    }),
    terms: Type.Union(
      [
        Type.Object(
          {
            version: Type.String({ minLength: 1, maxLength: 40 }),
            url: Type.String({ pattern: '^https?://', maxLength: 500 }),
          },
          { additionalProperties: false },
        ),
        Type.Null(),
      ],
      { description: 'What the guest accepts; a new version has to be accepted anew' },
    ),
    idVerification: Type.Enum(['off', 'on']),
    documentKinds: Type.Array(Type.Enum([...DOCUMENT_KINDS]), { uniqueItems: true, maxItems: DOCUMENT_KINDS.length }),
    documentSides: Type.Array(Type.Enum([...DOCUMENT_SIDES]), {
      uniqueItems: true,
      minItems: 1,
      maxItems: DOCUMENT_SIDES.length,
      description: 'Images asked for; a passport needs no back',
    }),
    keepUndecidedDays: Type.Integer({
      minimum: 1,
      maximum: 30,
      description: 'Images never decided on are deleted then',
    }),
  },
  { $id: 'ArrivalPolicy', additionalProperties: false },
);
export type ArrivalPolicy = Type.Static<typeof ArrivalPolicy>;

/** Both on, staff approve. */
export const DEFAULT_ARRIVAL_POLICY: ArrivalPolicy = {
  mobileCheckIn: 'staff',
  opensHoursBefore: 48,
  waitForRoomReady: false,
  requireIdFirst: false,
  checkInAtPms: true,
  registrationFields: ['dateOfBirth', 'nationality'],
  terms: null,
  idVerification: 'on',
  documentKinds: [...DOCUMENT_KINDS],
  documentSides: ['front', 'back'],
  keepUndecidedDays: 7,
};

export const ArrivalSettings = Type.Object(
  {
    policy: Type.Union([ArrivalPolicy, Type.Null()], { description: 'Null: neither is offered yet' }),
    suggested: ArrivalPolicy,
    version: Type.Integer({ description: 'Rises with every change; the ETag' }),
  },
  { $id: 'ArrivalSettings' },
);
export type ArrivalSettings = Type.Static<typeof ArrivalSettings>;
export const ArrivalSettingsInput = Type.Object(
  { policy: ArrivalPolicy },
  { $id: 'ArrivalSettingsInput', additionalProperties: false },
);

const Fields = Type.Record(Type.String({ maxLength: 40 }), Type.String({ maxLength: 200 }), {
  maxProperties: 20,
  description: 'Registration fields by name; what the location does not ask for is not kept',
});

/** What a guest submits to check in by phone. */
export const SubmitCheckIn = Type.Object(
  {
    fields: Fields,
    arrivalAt: Type.Optional(Type.Union([Instant, Type.Null()], { description: 'When the guest expects to arrive' })),
    termsVersion: Type.Optional(
      Type.Union([Type.String({ maxLength: 40 }), Type.Null()], { description: 'The version of the terms accepted' }),
    ),
  },
  { $id: 'SubmitCheckIn', additionalProperties: false },
);

export const StartIdCheck = Type.Object(
  { documentKind: Type.Enum([...DOCUMENT_KINDS]) },
  { $id: 'StartIdCheck', additionalProperties: false },
);
export const IdCheckStarted = Type.Object(
  { idCheckId: Id, sides: Type.Array(Type.Enum([...DOCUMENT_SIDES]), { description: 'Images to send' }) },
  { $id: 'IdCheckStarted' },
);

/** One booking as the arriving guest sees it. */
export const ArrivingStay = Type.Object(
  {
    bookingId: Id,
    status: Type.Enum([...BOOKING_STATUSES]),
    arrivalDate: WallDate,
    departureDate: WallDate,
    roomNumber: Type.Union([Type.String(), Type.Null()], { description: 'Told once the guest is checked in' }),
    mobileCheckIn: Type.Enum([...MOBILE_CHECK_INS]),
    checkInOpensAt: Type.Union([Instant, Type.Null()], {
      description: 'From then on a check-in may be submitted; null: it may not, or is done',
    }),
    waitsForRoom: Type.Boolean({ description: 'Approved; goes on by itself when the room is ready' }),
    declineReason: Type.Union([Type.String(), Type.Null()]),
    idVerification: Type.Enum([...ID_VERIFICATIONS]),
    idWanted: Type.Boolean({ description: 'The location asks for an ID that this guest has not shown yet' }),
    idCheck: Type.Union([
      Type.Object({
        idCheckId: Id,
        state: Type.Enum([...ID_CHECK_STATES]),
        documentKind: Type.Union([Type.Enum([...DOCUMENT_KINDS]), Type.Null()]),
        sides: Type.Array(Type.Enum([...DOCUMENT_SIDES]), { description: 'Images that are there' }),
        missing: Type.Array(Type.Enum([...DOCUMENT_SIDES]), { description: 'Images still to send' }),
        failReason: Type.Union([Type.String(), Type.Null()]),
      }),
      Type.Null(),
    ]),
  },
  { $id: 'ArrivingStay' },
);
export type ArrivingStay = Type.Static<typeof ArrivingStay>;
export const Arrival = Type.Object(
  {
    policy: Type.Union([ArrivalPolicy, Type.Null()], { description: 'Null: the location offers neither' }),
    stays: Type.Array(ArrivingStay),
  },
  { $id: 'Arrival' },
);
export type Arrival = Type.Static<typeof Arrival>;

/** What became of asking the PMS to check the guest in. */
export const PMS_CHECK_INS = ['wanted', 'done', 'refused', 'not_supported'] as const;
export type PmsCheckIn = (typeof PMS_CHECK_INS)[number];

/** Something for the desk to look at: a mobile check-in (`checkIn`) or the images of an ID (`idCheck`); the other one is null. */
export const ArrivalRequest = Type.Object(
  {
    kind: Type.Enum(['check_in', 'id_check']),
    id: Id,
    bookingId: Id,
    guestName: Type.String(),
    roomNumber: Type.Union([Type.String(), Type.Null()]),
    roomReadiness: Type.Union([Type.Enum(['ready', 'not_ready']), Type.Null()], {
      description: 'Null: nobody told, or no room is assigned',
    }),
    arrivalDate: WallDate,
    departureDate: WallDate,
    bookingStatus: Type.Enum([...BOOKING_STATUSES]),
    idVerification: Type.Enum([...ID_VERIFICATIONS]),
    submittedAt: Instant,
    state: Type.Enum([...new Set([...CHECK_IN_STATES, ...ID_CHECK_STATES])]),
    decidedAt: Type.Union([Instant, Type.Null()]),
    decidedBy: Type.Union([Type.String(), Type.Null()]),
    reason: Type.Union([Type.String(), Type.Null()]),
    checkIn: Type.Union([
      Type.Object({
        fields: Fields,
        arrivalAt: Type.Union([Instant, Type.Null()]),
        termsVersion: Type.Union([Type.String(), Type.Null()]),
        termsAcceptedAt: Type.Union([Instant, Type.Null()]),
        waitsForRoom: Type.Boolean(),
        pmsCheckIn: Type.Union([Type.Enum([...PMS_CHECK_INS]), Type.Null()]),
      }),
      Type.Null(),
    ]),
    idCheck: Type.Union([
      Type.Object({
        documentKind: Type.Union([Type.Enum([...DOCUMENT_KINDS]), Type.Null()]),
        sides: Type.Array(Type.Enum([...DOCUMENT_SIDES]), {
          description: 'Images that are there (none after a decision)',
        }),
        decision: Type.Union([Type.Enum([...ID_CHECK_DECISIONS]), Type.Null()]),
        deletedAfter: Type.Union([Instant, Type.Null()], { description: 'Images nobody decides on are deleted then' }),
      }),
      Type.Null(),
    ]),
  },
  { $id: 'ArrivalRequest' },
);
export type ArrivalRequest = Type.Static<typeof ArrivalRequest>;
export const ArrivalRequestPage = pageOf(ArrivalRequest);
export const ArrivalRequestsQuery = Type.Object({
  ...PageQuery,
  kind: Type.Optional(Type.Enum(['check_in', 'id_check'])),
  state: Type.Optional(
    Type.Enum(['open', 'decided'], {
      default: 'open',
      description: 'open: to decide, or waiting for the room; oldest first. decided: newest first',
    }),
  ),
  bookingId: Type.Optional(Id),
});

const Reason = Type.String({ minLength: 3, maxLength: 500, pattern: '\\S', description: 'The guest may see it' });
export const DeclineCheckIn = Type.Object({ reason: Reason }, { $id: 'DeclineCheckIn', additionalProperties: false });
export const DecideIdCheck = Type.Object(
  {
    decision: Type.Enum([...ID_CHECK_DECISIONS]),
    reason: Type.Optional(Type.Union([Reason, Type.Null()], { description: 'Required for `failed`' })),
  },
  { $id: 'DecideIdCheck', additionalProperties: false },
);
export const OverrideIdVerification = Type.Object(
  { reason: Type.String({ minLength: 3, maxLength: 500, pattern: '\\S' }) },
  { $id: 'OverrideIdVerification', additionalProperties: false },
);
export const RoomReadiness = Type.Object(
  { ready: Type.Boolean() },
  { $id: 'RoomReadiness', additionalProperties: false },
);
