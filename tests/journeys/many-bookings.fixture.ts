// Ten thousand bookings, and as many audit entries, in a hotel that runs: what a screen looks like, and how long it takes, where lists are long.
import pg from 'pg';
import { startEmbeddedPostgres } from '../../apps/server/src/db/embedded/start-embedded-postgres.ts';
import { FILL_BOOKINGS } from '../../bench/src/console/fill-bookings.ts';
import type { HotelProcess } from '../hotel-process.fixture.ts';

/** $1 the location, $2 how many: what the hotel's own entries say, said again a second earlier each. They wait for their place in the chain. */
const FILL_AUDIT = `insert into audit_entry (location_id, id, at, actor, actor_name, action, subject_kind, subject_id, booking_id, reason, before, after)
  select $1, gen_random_uuid(), e.at - n * interval '1 second', actor, actor_name, action, subject_kind, subject_id, booking_id, reason, before, after
  from generate_series(1, $2::int) n
  join (select *, row_number() over (order by at, id) - 1 as place, count(*) over () as many from audit_entry where location_id = $1) e
    on e.place = n % e.many`;

/** Writes them into the hotel's own database, beside the server. */
export const fillBookings = async (hotel: HotelProcess, count: number): Promise<void> => {
  const postgres = await startEmbeddedPostgres({ dataDir: hotel.dataDir });
  const client = new pg.Client({ connectionString: postgres.connectionString });
  try {
    await client.connect();
    await client.query(FILL_BOOKINGS, [hotel.locationId, count]);
    await client.query(FILL_AUDIT, [hotel.locationId, count]);
    await client.query('analyze booking, guest, audit_entry');
  } finally {
    await client.end();
    await postgres.stop();
  }
};
