// What a location asks of arriving guests: mobile check-in and ID verification.
import { DOCUMENT_KINDS, DOCUMENT_SIDES } from '@nightlatch/domain';
import { Type } from 'typebox';

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
