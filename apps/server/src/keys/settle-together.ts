// Settles bookings that came up close together in one transaction per location (docs/decisions/0037).

import { isAboutContent } from '../db/sql-state.ts';
import { transactBatch } from '../db/transact-batch.ts';
import { attempt, createGatherer, type Outcome } from '../gather.ts';
import type { ServerParts } from '../server-parts.ts';
import { createSharing, isOvertaken, readGround, settleOne } from './settle-many.ts';

export type BookingToSettle = { readonly bookingId: string; readonly now: Date };

/** Bookings of one transaction: more would hold rows longer than others should wait. */
const MOST = 200;

/** Settles; a booking that the location does not have is left alone, one whose facts another one just changed comes again. */
const settleBookings = (
  { pool, signing }: Pick<ServerParts, 'pool' | 'signing'>,
  locationId: string,
  items: readonly BookingToSettle[],
): Promise<Outcome<void>[]> =>
  transactBatch(pool, locationId, async ({ ask, batch }) => {
    const bookingIds = [...new Set(items.map(({ bookingId }) => bookingId))];
    const ground = await readGround(ask, signing, { locationId, bookingIds });
    const sharing = createSharing();
    const seen = new Set<string>();
    const outcomes: Outcome<void>[] = [];
    for (const { bookingId, now } of items) {
      const facts = ground.facts.get(bookingId);
      if (facts && (seen.has(bookingId) || isOvertaken(facts, sharing))) outcomes.push({ kind: 'again' });
      else if (!facts) outcomes.push({ kind: 'done', value: undefined });
      else
        outcomes.push(
          await attempt(
            async () => void (await batch.part((sink) => settleOne(sink, ground, sharing, { facts, now }))),
          ),
        );
      seen.add(bookingId);
    }
    return outcomes;
  });

/** Gives a function that settles a booking of a location together with those that come up meanwhile. */
export const createSettler = (
  parts: Pick<ServerParts, 'pool' | 'signing' | 'gathers'>,
): ((locationId: string, item: BookingToSettle) => Promise<void>) =>
  createGatherer<BookingToSettle, void>({
    run: (locationId, items) => settleBookings(parts, locationId, items),
    tryAlone: isAboutContent,
    most: MOST,
    together: parts.gathers,
  });
