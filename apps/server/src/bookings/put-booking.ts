// Writes the whole truth about one booking in the transaction of a command that does nothing else; `put-bookings.ts` has the rules of it.
import { askThrough } from '../db/ask.ts';
import { createRowBatch } from '../db/row-batch.ts';
import type { Trx } from '../db/schema.ts';
import type { PutBooking, PutOutcome } from './booking-truth.ts';
import { putBookings } from './put-bookings.ts';

export type { BookingTruth, PutBooking, PutOutcome } from './booking-truth.ts';

/** Same booking told again changes nothing and says so; a reference belongs to one booking whatever races. */
export const putBooking = async (trx: Trx, put: PutBooking): Promise<PutOutcome> => {
  const { locationId } = put;
  const ask = askThrough(trx);
  const batch = createRowBatch();
  const [outcome] = await putBookings(ask, { rows: batch, batch }, { locationId, items: [put] });
  if (outcome?.ok && outcome.changed) batch.emit({ name: 'booking.changed', locationId, bookingId: outcome.bookingId });
  await Promise.all(batch.send(ask, { locationId }));
  // One item, one outcome.
  return outcome as PutOutcome;
};
