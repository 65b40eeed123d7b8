// Today at a location: who arrives, is in and leaves, and what stands in a guest's way.
import { Type } from 'typebox';
import { Id, Instant, WallDate } from './scalars.ts';

/** What may stand in somebody's way. */
export const TODAY_PROBLEM_KINDS = [
  'refused_at_door',
  'key_waiting',
  'check_in_to_approve',
  'id_to_review',
  'expires_early',
  'not_downloaded',
  'lease_ended',
  'pms_out_of_touch',
  'lock_trouble',
  'could_still_open',
  'task',
] as const;
export type TodayProblemKind = (typeof TODAY_PROBLEM_KINDS)[number];

/** Whom it hits: a guest who is there now, one later today, or nobody yet. */
export const TODAY_URGENCIES = ['now', 'soon', 'later'] as const;
export type TodayUrgency = (typeof TODAY_URGENCIES)[number];

const orNull = <T extends Type.TSchema>(schema: T, description?: string) =>
  Type.Union([schema, Type.Null()], description === undefined ? {} : { description });

export const TodayProblem = Type.Object(
  {
    id: Type.String({ description: 'The same as long as the problem lasts' }),
    kind: Type.Enum([...TODAY_PROBLEM_KINDS]),
    urgency: Type.Enum([...TODAY_URGENCIES]),
    codes: Type.Array(Type.String(), {
      description:
        'What exactly, by kind: unmet conditions · the last refusal as diagnosis code · what the lock lacks · the task’s kind · what of the PMS fails',
    }),
    since: Instant,
    until: orNull(Instant, 'could_still_open: at the latest until then · expires_early: the key ends then'),
    bookingId: orNull(Id),
    keyId: orNull(Id),
    doorId: orNull(Id),
    subjectId: orNull(Id, 'The task, mobile check-in or ID check'),
    guestName: orNull(Type.String()),
    roomNumber: orNull(Type.String()),
    doors: Type.Array(Type.String(), { description: 'Doors by name: that refused, has the trouble, or could open' }),
    tries: orNull(Type.Integer(), 'refused_at_door: refused tries within the last hour'),
  },
  { $id: 'TodayProblem' },
);
export type TodayProblem = Type.Static<typeof TodayProblem>;

export const Today = Type.Object(
  {
    at: Instant,
    date: WallDate,
    arrivals: Type.Object({
      expected: Type.Integer({ description: 'Arriving today, not checked in yet' }),
      arrived: Type.Integer({ description: 'Arriving today and checked in' }),
    }),
    inHouse: Type.Integer({ description: 'Checked in now' }),
    departures: Type.Object({
      due: Type.Integer({ description: 'Leaving today, still checked in' }),
      left: Type.Integer({ description: 'Leaving today and checked out' }),
    }),
    problems: Type.Array(TodayProblem, { description: 'What hits a guest first comes first; at most 200' }),
    more: Type.Boolean({ description: 'There are more problems than these' }),
  },
  { $id: 'Today' },
);
export type Today = Type.Static<typeof Today>;
