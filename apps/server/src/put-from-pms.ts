// Brings one booking to what its PMS says, and never back to an older word: answers may come in another order than they were asked for (docs/decisions/0069).
import type { PmsBooking } from '@nightlatch/connectors';
import { sql } from 'kysely';
import { type PutOutcome, putBooking } from './bookings/put-booking.ts';
import type { Db } from './db/schema.ts';
import { bookingTruth } from './inbox/booking-truth.ts';

/** Each new question begins after the write that overtook the one before. */
const MOST_QUESTIONS = 5;

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

/** Puts the answer; asks again, by `ask`, while someone else wrote the booking since the question. Undefined: the PMS knows it no more. */
export const putFromPms = async (
  db: Db,
  of: {
    readonly locationId: string;
    readonly now: Date;
    readonly first?: PmsAnswer;
    readonly ask: () => Promise<Omit<PmsAnswer, 'readTicket'> | undefined>;
  },
): Promise<PutOutcome | undefined> => {
  const { locationId, now } = of;
  const question = async (): Promise<PmsAnswer | undefined> => {
    const readTicket = await drawReadTicket(db);
    const answer = await of.ask();
    return answer && { ...answer, readTicket };
  };
  for (let questions = 0; questions < MOST_QUESTIONS; questions += 1) {
    const answer = questions === 0 && of.first ? of.first : await question();
    if (!answer) return undefined;
    const { booking, connector, readTicket } = answer;
    const put = await db.transaction().execute((trx) =>
      putBooking(trx, {
        ...{ locationId, reference: booking.reference, source: connector, now, readTicket },
        truth: bookingTruth(booking),
        actor: { id: `pms:${connector}`, name: 'PMS' },
      }),
    );
    if (put.ok || put.code !== 'overtaken') return put;
  }
  throw new OvertakenError('the booking changed again with every answer of the PMS');
};
