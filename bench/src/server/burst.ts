// A flood of check-ins: as when a chain's PMS sends all of the afternoon at once, and everything is to be settled.
import { type Hotel, until } from './hotel.ts';
import { untilSigned } from './issue-load.ts';
import type { IssuableBooking } from './issue-stock.ts';

/** Writes `booking.changed` for every booking in one transaction, as `emit` names its jobs. */
const EMIT = `select count(*) from graphile_worker.add_jobs(array(
  select row('booking.changed', json_build_object('locationId', $1::text, 'bookingId', b), null, null, 25::smallint,
    'now:booking.changed:' || $1::text || ':' || b, null, null)::graphile_worker.job_spec from unnest($2::text[]) b))`;

/** Milliseconds from the flood's commit until every key is issued and signed, committed. */
export const settleAll = async (hotel: Hotel, bookings: readonly IssuableBooking[]): Promise<number> => {
  const started = performance.now();
  await hotel.pool.query(EMIT, [hotel.locationId, bookings.map(({ bookingId }) => bookingId)]);
  await untilSigned(hotel, bookings);
  return performance.now() - started;
};

/** Waits until no job is due: what one measurement left behind is not for the next one to pay. */
export const untilQuiet = (hotel: Hotel): Promise<true> =>
  until('the end of all due jobs', async () => {
    const { rows } = await hotel.pool.query<{ due: number }>(
      'select count(*)::int as due from graphile_worker._private_jobs where run_at <= now() and attempts < max_attempts',
    );
    return rows[0]?.due === 0 ? true : undefined;
  });
