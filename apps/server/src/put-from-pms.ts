// Brings bookings to what their PMS says, and never back to an older word: answers may come in another order than they were asked for
// (docs/decisions/0069). What comes close together is written together, and its keys are settled in the same transaction (docs/decisions/0078).
import type { PmsBooking } from '@nightlatch/connectors';
import { sql } from 'kysely';
import type { PutBooking, PutOutcome } from './bookings/booking-truth.ts';
import { putBookings } from './bookings/put-bookings.ts';
import type { Ask } from './db/ask.ts';
import { createRowBatch, type RowBatch } from './db/row-batch.ts';
import type { Db } from './db/schema.ts';
import { isAboutContent } from './db/sql-state.ts';
import { transactBatch } from './db/transact-batch.ts';
import { createGatherer, type Outcome } from './gather.ts';
import { bookingTruth } from './inbox/booking-truth.ts';
import { createSharing, isOvertaken, readGround, settleOne } from './keys/settle-many.ts';
import { readGuestSides } from './read-guest-side.ts';
import type { ServerParts } from './server-parts.ts';

/** Each new question begins after the write that overtook the one before. */
const MOST_QUESTIONS = 5;
/** Bookings of one transaction: more would hold rows longer than others should wait. */
const MOST = 200;

/** What the PMS said, and when it was asked. */
export type PmsAnswer = {
  readonly connector: string;
  readonly booking: PmsBooking;
  readonly readTicket: number;
};

/** Thrown when every answer was overtaken; the job comes again. */
export class OvertakenError extends Error {
  override readonly name = 'OvertakenError';
  readonly code = 'overtaken';
}

/** To be drawn before the PMS is asked; one order over all servers. */
export const drawReadTicket = async (db: Db): Promise<number> => {
  const { rows } = await sql<{ ticket: number }>`select nextval('pms_read') as ticket`.execute(db);
  return rows[0]?.ticket ?? 0;
};

type Putting = Pick<ServerParts, 'db' | 'pool' | 'signing' | 'gathers'>;
type Put = (locationId: string, item: PutBooking) => Promise<PutOutcome>;

const putters = new WeakMap<Putting, Put>();

/** One per process, so that what comes close together is done together. */
const putterOf = (parts: Putting): Put => {
  const putter =
    putters.get(parts) ??
    createGatherer<PutBooking, PutOutcome>({
      run: (locationId, items) => putTogether(parts, locationId, items),
      tryAlone: isAboutContent,
      most: MOST,
      together: parts.gathers,
    });
  putters.set(parts, putter);
  return putter;
};

/** Puts the answer; asks again, by `ask`, while someone else wrote the booking since the question. Undefined: the PMS knows it no more. */
export const putFromPms = async (
  parts: Putting,
  of: {
    readonly locationId: string;
    readonly now: Date;
    readonly first?: PmsAnswer;
    readonly ask: () => Promise<Omit<PmsAnswer, 'readTicket'> | undefined>;
  },
): Promise<PutOutcome | undefined> => {
  const { locationId, now } = of;
  const question = async (): Promise<PmsAnswer | undefined> => {
    const readTicket = await drawReadTicket(parts.db);
    const answer = await of.ask();
    return answer && { ...answer, readTicket };
  };
  for (let questions = 0; questions < MOST_QUESTIONS; questions += 1) {
    const answer = questions === 0 && of.first ? of.first : await question();
    if (!answer) return undefined;
    const { booking, connector, readTicket } = answer;
    const put = await putterOf(parts)(locationId, {
      ...{ locationId, reference: booking.reference, source: connector, now, readTicket },
      truth: bookingTruth(booking),
      actor: { id: `pms:${connector}`, name: 'PMS' },
    });
    if (put.ok || put.code !== 'overtaken') return put;
  }
  throw new OvertakenError('the booking changed again with every answer of the PMS');
};

/** Puts, then settles what changed; two words about one booking are not in the same batch. */
const putTogether = (
  parts: Putting,
  locationId: string,
  items: readonly PutBooking[],
): Promise<Outcome<PutOutcome>[]> =>
  transactBatch(parts.pool, locationId, async ({ ask, batch }) => {
    const first = new Map<string, PutBooking>();
    for (const item of items) if (!first.has(item.reference)) first.set(item.reference, item);
    const rows = createRowBatch();
    const taken = [...first.values()];
    const put = await putBookings(ask, { rows, batch }, { locationId, items: taken });
    const outcomes = new Map(taken.map((item, at) => [item, put[at]]));
    const changed = taken.flatMap((item) => {
      const outcome = outcomes.get(item);
      return outcome?.ok && outcome.changed ? [{ bookingId: outcome.bookingId, now: item.now }] : [];
    });
    await settlePut(parts, { ask, batch, rows, locationId, changed });
    return items.map((item): Outcome<PutOutcome> => {
      const value = outcomes.get(item);
      return value ? { kind: 'done', value } : { kind: 'again' };
    });
  });

/**
 * Settles the keys of bookings that were just put, as `booking.changed` would. That event is written instead where a mobile check-in
 * comes first, where settling fails, or where its facts were overtaken by another one of the batch; and after it where guests are told things.
 */
const settlePut = async (
  { signing }: Pick<Putting, 'signing'>,
  of: {
    readonly ask: Ask;
    readonly batch: RowBatch;
    readonly rows: RowBatch;
    readonly locationId: string;
    readonly changed: readonly { readonly bookingId: string; readonly now: Date }[];
  },
): Promise<void> => {
  const { ask, batch, locationId } = of;
  const bookingIds = of.changed.map(({ bookingId }) => bookingId);
  const sent = of.rows.send(ask, { locationId });
  if (bookingIds.length === 0) return void (await Promise.all(sent));
  const [ground, sides] = await Promise.all([
    readGround(ask, signing, { locationId, bookingIds }),
    readGuestSides(ask, { locationId, bookingIds }),
    ...sent,
  ]);
  const sharing = createSharing();
  for (const { bookingId, now } of of.changed) {
    const facts = ground.facts.get(bookingId);
    const alone = facts && !sides.quarantined && !sides.checkingIn.has(bookingId) && !isOvertaken(facts, sharing);
    const settled =
      alone &&
      (await batch
        .part((sink) => settleOne(sink, ground, sharing, { facts, now, touched: true }))
        .catch(() => undefined));
    if (!settled || sides.tells) batch.emit({ name: 'booking.changed', locationId, bookingId });
  }
};
