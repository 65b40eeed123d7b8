// Ten thousand bookings in a hotel that runs: what a screen looks like, and how long it takes, where lists are long.
import pg from 'pg';
import { startEmbeddedPostgres } from '../../apps/server/src/db/embedded/start-embedded-postgres.ts';
import { FILL_BOOKINGS } from '../../bench/src/console/fill-bookings.ts';
import type { HotelProcess } from '../hotel-process.fixture.ts';

/** Writes them into the hotel's own database, beside the server. */
export const fillBookings = async (hotel: HotelProcess, count: number): Promise<void> => {
  const postgres = await startEmbeddedPostgres({ dataDir: hotel.dataDir });
  const client = new pg.Client({ connectionString: postgres.connectionString });
  try {
    await client.connect();
    await client.query(FILL_BOOKINGS, [hotel.locationId, count]);
    await client.query('analyze booking, guest');
  } finally {
    await client.end();
    await postgres.stop();
  }
};
