// Everything that may happen in the model, as fast-check draws it: plain data, so that a failing sequence can be read, shortened and replayed.
import type { Policies } from '@nightlatch/api';
import type { BookingStatus, IdVerification, MobileCheckIn, RevokeReason } from '@nightlatch/domain';
import fc from 'fast-check';
import { ROOMS } from './model-hotel.fixture.ts';

/** What changes in the PMS; whether the server hears of it is another matter. */
export type PmsChange =
  | { readonly kind: 'status'; readonly status: BookingStatus }
  | { readonly kind: 'room'; readonly room: string | null }
  | { readonly kind: 'departure'; readonly inMs: number }
  | { readonly kind: 'name' };

export type Act =
  | { readonly do: 'pms'; readonly booking: number; readonly change: PmsChange }
  | { readonly do: 'hint'; readonly booking: number }
  | {
      readonly do: 'put';
      readonly booking: number;
      readonly changesAgo: number;
      readonly idVerification: IdVerification | null;
      readonly mobileCheckIn: MobileCheckIn | null;
    }
  | { readonly do: 'resync' }
  | { readonly do: 'job'; readonly pick: number }
  | { readonly do: 'work' }
  | { readonly do: 'issue'; readonly booking: number; readonly wait: boolean; readonly endsInMs: number | null }
  | { readonly do: 'revoke'; readonly booking: number; readonly pick: number; readonly reason: RevokeReason }
  | { readonly do: 'reissue'; readonly booking: number; readonly pick: number; readonly reason: RevokeReason | null }
  | { readonly do: 'validity'; readonly booking: number; readonly endsInMs: number | null }
  | { readonly do: 'suspend' | 'resume'; readonly booking: number; readonly pick: number }
  | { readonly do: 'invite'; readonly phone: number }
  | { readonly do: 'redeem'; readonly invitation: number; readonly samePhone: boolean }
  | { readonly do: 'takeBack'; readonly phone: number }
  | { readonly do: 'lost'; readonly phone: number }
  | { readonly do: 'share'; readonly booking: number; readonly with: number }
  | { readonly do: 'override'; readonly booking: number }
  | { readonly do: 'link'; readonly booking: number }
  | { readonly do: 'enrol'; readonly link: number; readonly samePhone: boolean }
  | { readonly do: 'sync'; readonly phone: number; readonly lost: boolean }
  | { readonly do: 'renew'; readonly phone: number }
  | { readonly do: 'forget'; readonly phone: number }
  | { readonly do: 'lock'; readonly door: number }
  | { readonly do: 'again'; readonly pick: number; readonly changed: boolean };

/** Acts that happen at once, after some time; `tape` decides whose statement comes next when there are several. */
export type Step = { readonly afterMs: number; readonly acts: readonly Act[]; readonly tape: readonly number[] };

/** How a sequence begins: with nobody, with a guest in the house who has a phone and a key, or with one who had and left. */
export type Beginning = 'empty' | 'in_house' | 'left';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const booking = fc.nat({ max: 2 });
const pick = fc.nat({ max: 3 });

const pmsChange: fc.Arbitrary<PmsChange> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant('status' as const),
      status: fc.constantFrom<BookingStatus>(
        'checked_in',
        'checked_in',
        'checked_in',
        'checked_out',
        'confirmed',
        'cancelled',
        'no_show',
      ),
    }),
  },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('room' as const), room: fc.constantFrom(...ROOMS, null) }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('departure' as const),
      inMs: fc.constantFrom(-HOUR, 0, 30 * MINUTE, 5 * HOUR, 30 * HOUR, 72 * HOUR),
    }),
  },
  { weight: 1, arbitrary: fc.constant({ kind: 'name' as const }) },
);

const weighted: readonly [number, fc.Arbitrary<Act>][] = [
  [8, fc.record({ do: fc.constant('pms' as const), booking, change: pmsChange })],
  [6, fc.record({ do: fc.constant('hint' as const), booking })],
  [
    3,
    fc.record({
      do: fc.constant('put' as const),
      booking,
      changesAgo: fc.nat({ max: 2 }),
      idVerification: fc.constantFrom<IdVerification | null>(null, null, 'verified', 'failed', 'manual_override'),
      mobileCheckIn: fc.constantFrom<MobileCheckIn | null>(null, null, 'approved', 'declined', 'submitted'),
    }),
  ],
  [2, fc.constant({ do: 'resync' as const })],
  [8, fc.record({ do: fc.constant('job' as const), pick: fc.nat({ max: 7 }) })],
  [4, fc.constant({ do: 'work' as const })],
  [
    3,
    fc.record({
      do: fc.constant('issue' as const),
      booking,
      wait: fc.boolean(),
      endsInMs: fc.constantFrom(null, null, 20 * MINUTE, 6 * HOUR, 41 * HOUR),
    }),
  ],
  [
    9,
    fc.record({
      do: fc.constant('revoke' as const),
      booking,
      pick: fc.nat({ max: 1 }),
      reason: fc.constantFrom<RevokeReason>('room_change', 'security_concern', 'lost_phone', 'other'),
    }),
  ],
  [
    2,
    fc.record({
      do: fc.constant('reissue' as const),
      booking,
      pick: fc.nat({ max: 1 }),
      reason: fc.constantFrom<RevokeReason | null>(null, null, 'security_concern'),
    }),
  ],
  [
    2,
    fc.record({
      do: fc.constant('validity' as const),
      booking,
      endsInMs: fc.constantFrom(null, 20 * MINUTE, 6 * HOUR, 41 * HOUR),
    }),
  ],
  [1, fc.record({ do: fc.constant('suspend' as const), booking, pick: fc.nat({ max: 1 }) })],
  [1, fc.record({ do: fc.constant('resume' as const), booking, pick: fc.nat({ max: 1 }) })],
  [2, fc.record({ do: fc.constant('invite' as const), phone: pick })],
  [2, fc.record({ do: fc.constant('redeem' as const), invitation: pick, samePhone: fc.boolean() })],
  [1, fc.record({ do: fc.constant('takeBack' as const), phone: pick })],
  [1, fc.record({ do: fc.constant('lost' as const), phone: pick })],
  [1, fc.record({ do: fc.constant('share' as const), booking, with: booking })],
  [2, fc.record({ do: fc.constant('override' as const), booking })],
  [2, fc.record({ do: fc.constant('link' as const), booking })],
  [3, fc.record({ do: fc.constant('enrol' as const), link: pick, samePhone: fc.boolean() })],
  [4, fc.record({ do: fc.constant('sync' as const), phone: pick, lost: fc.nat({ max: 4 }).map((n) => n === 0) })],
  [2, fc.record({ do: fc.constant('renew' as const), phone: pick })],
  [1, fc.record({ do: fc.constant('forget' as const), phone: pick })],
  [2, fc.record({ do: fc.constant('lock' as const), door: fc.nat({ max: 3 }) })],
  [2, fc.record({ do: fc.constant('again' as const), pick: fc.nat({ max: 15 }), changed: fc.boolean() })],
];

const act: fc.Arbitrary<Act> = fc.oneof(...weighted.map(([weight, arbitrary]) => ({ weight, arbitrary })));

const time = fc.constantFrom(0, 0, 1, 1500, 1500, 61_000, 20 * MINUTE, 3 * HOUR, 26 * HOUR);

/** One thing by itself, or two or three at once. */
export const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ afterMs: time, acts: act.map((one) => [one]), tape: fc.constant([]) }) },
  {
    weight: 2,
    arbitrary: fc.record({
      afterMs: time,
      // What settles by itself as a whole is no client.
      acts: fc.array(
        act.filter((one) => one.do !== 'work' && one.do !== 'pms'),
        { minLength: 2, maxLength: 3 },
      ),
      tape: fc.array(fc.nat({ max: 5 }), { minLength: 4, maxLength: 40 }),
    }),
  },
);

export const beginning: fc.Arbitrary<Beginning> = fc.constantFrom<Beginning>('in_house', 'in_house', 'left', 'empty');

export const policies: fc.Arbitrary<Policies> = fc.record({
  autoIssueAtCheckIn: fc.nat({ max: 3 }).map((n) => n > 0),
  autoIssueAfterMobileCheckIn: fc.boolean(),
  autoIssueAfterIdVerification: fc.nat({ max: 3 }).map((n) => n === 0),
  requireIdVerification: fc.nat({ max: 3 }).map((n) => n === 0),
  leaseSeconds: fc.constantFrom(900, 86_400, 604_800),
  moveGraceMinutes: fc.constantFrom(0, 15, 60),
  maxAfterCheckOutMinutes: fc.constant(240),
  companionsPerBooking: fc.constant(4),
});
