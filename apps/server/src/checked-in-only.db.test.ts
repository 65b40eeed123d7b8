// Invariant 2 over random stays on a real database: whatever the PMS says in whatever order, documents exist only for guests in the room.
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { BookingTruth } from './bookings/put-booking.ts';
import { renewLeases } from './delivery/renew-leases.ts';
import { createTestHotel, type TestHotel, type TestPhone } from './fixtures/hotel.fixture.ts';

const RUNS = Number(process.env.NIGHTLATCH_RUNS ?? 12);
const LEASE_SECONDS = 3600;

let hotel: TestHotel;
beforeAll(async () => {
  hotel = await createTestHotel({ policies: { leaseSeconds: LEASE_SECONDS } });
});
afterAll(() => hotel?.close());

type Step =
  | { readonly kind: 'tell'; readonly status: BookingTruth['status']; readonly room: string | null }
  | { readonly kind: 'wait'; readonly minutes: number };

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('tell' as const),
      status: fc.constantFrom('confirmed', 'checked_in', 'checked_in', 'checked_out', 'cancelled', 'no_show'),
      room: fc.constantFrom('101', '101', '102', null),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('wait' as const), minutes: fc.integer({ min: 1, max: 90 }) }) },
);

/** One stretch of time in which the booking was checked in to a room. */
type Presence = { readonly room: string; readonly from: number; to: number };

/** Every document this booking's phones hold, with the room whose door it names. */
const readDocuments = (bookingId: string) =>
  hotel.parts.db
    .selectFrom('credential')
    .innerJoin('digital_key', (join) =>
      join
        .onRef('digital_key.location_id', '=', 'credential.location_id')
        .onRef('digital_key.id', '=', 'credential.key_id'),
    )
    .innerJoin('room', (join) =>
      join.onRef('room.location_id', '=', 'digital_key.location_id').onRef('room.id', '=', 'digital_key.room_id'),
    )
    .select(['credential.id', 'credential.signed_at', 'credential.lease_until', 'room.number'])
    .where('digital_key.booking_id', '=', bookingId)
    .execute();

const renew = (phone: TestPhone): Promise<unknown> => {
  const now = new Date(hotel.clock.now);
  return hotel.parts.db.transaction().execute((trx) =>
    renewLeases(trx, hotel.parts.signing, {
      ...phone,
      locationId: hotel.locationId,
      now,
      // The rooms' own guards are what is tested: the conditions of the route would hide them.
      conditionsHold: async () => true,
    }),
  );
};

describe('documents', () => {
  it('invariant 2: opens at t only if the booking was checked in to that room within the lease before t', async () => {
    let number = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 8 }), async (steps) => {
        number += 1;
        const reference = `invariant-2-${number}`;
        const bookingId = await hotel.tell(reference, { room: null, departureDate: '2036-12-31' });
        const phone = await hotel.enrol(bookingId);
        const presences: Presence[] = [];
        let present: Presence | undefined;
        for (const one of steps) {
          hotel.clock.advance(one.kind === 'wait' ? one.minutes * 60_000 : 1000);
          if (present) present.to = hotel.clock.now;
          if (one.kind === 'tell') {
            const room = one.room === null ? null : { number: one.room };
            await hotel.tell(reference, { status: one.status, room, departureDate: '2036-12-31' });
            present =
              one.status === 'checked_in' && one.room !== null
                ? { room: one.room, from: hotel.clock.now, to: hotel.clock.now }
                : undefined;
            if (present) presences.push(present);
          }
          // A phone that asks for a new lease whenever it may: an hour of keys must not become a week of them.
          hotel.clock.advance(61_000);
          if (present) present.to = hotel.clock.now;
          await renew(phone);
          for (const document of await readDocuments(bookingId)) {
            const signedAt = document.signed_at?.getTime() ?? 0;
            const leaseUntil = document.lease_until?.getTime() ?? Number.POSITIVE_INFINITY;
            // Signatures are cut to whole seconds.
            const within = presences.some(
              (presence) =>
                presence.room === document.number && signedAt >= presence.from - 999 && signedAt <= presence.to,
            );
            expect(within, `signed ${signedAt} while not in room ${document.number}`).toBe(true);
            expect(leaseUntil - signedAt).toBeLessThanOrEqual(LEASE_SECONDS * 1000);
          }
        }
        await hotel.tell(reference, { status: 'checked_out', room: null, departureDate: '2036-12-31' });
      }),
      { numRuns: RUNS },
    );
  });
});
