// Figures of a location or of a brand's locations side by side: counts over days, no persons.
import { DIAGNOSIS_CODES } from '@nightlatch/domain';
import { Type } from 'typebox';
import { Id, Instant, WallDate } from './scalars.ts';

const nullable = <T extends Type.TSchema>(schema: T) => Type.Union([schema, Type.Null()]);

const counts = {
  keysIssued: Type.Integer(),
  stays: Type.Integer({ description: 'Bookings that were given a room by check-in' }),
  staysOnMobile: Type.Integer({ description: 'Those of them with a key on a phone' }),
};

const Summary = {
  ...counts,
  firstTries: Type.Integer({ description: 'Tries at a door that no other one went before within a minute' }),
  firstTriesOpened: Type.Integer(),
  refusals: Type.Integer({ description: 'By the doors’ own journals' }),
  medianSecondsToOpening: nullable(Type.Integer({ description: 'From check-in to the first opening' })),
  slowSecondsToOpening: nullable(Type.Integer({ description: 'Nine of ten stays were quicker' })),
};

export const FiguresQuery = Type.Object({
  days: Type.Optional(Type.Integer({ minimum: 1, maximum: 366, default: 30, description: 'Whole days up to now' })),
});

export const LocationFigures = Type.Object(
  {
    from: Instant,
    to: Instant,
    doorLogDays: Type.Integer({ description: 'What comes from doors goes back no further than this' }),
    ...Summary,
    days: Type.Array(Type.Object({ date: WallDate, ...counts })),
    refusedBecause: Type.Array(
      Type.Object({ diagnosis: nullable(Type.Enum([...DIAGNOSIS_CODES])), count: Type.Integer() }),
      { description: 'Most frequent first' },
    ),
  },
  { $id: 'LocationFigures' },
);
export type LocationFigures = Type.Static<typeof LocationFigures>;

export const BrandFigures = Type.Object(
  {
    from: Instant,
    to: Instant,
    locations: Type.Array(
      Type.Object({
        locationId: Id,
        name: Type.String(),
        ...Summary,
        openRevocations: Type.Integer(),
        locks: Type.Integer(),
        unhealthyLocks: Type.Integer(),
        digitalKeysOn: Type.Boolean(),
        pmsInTouch: nullable(Type.Boolean({ description: 'Null: no PMS is connected' })),
      }),
    ),
  },
  { $id: 'BrandFigures' },
);
export type BrandFigures = Type.Static<typeof BrandFigures>;
