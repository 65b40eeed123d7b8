// A worker that starts while the database falls: it waits, keeps its connections, and works.
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createTestHotel, type TestHotel } from '../fixtures/hotel.fixture.ts';
import { startWorker } from './run-worker.ts';

let hotel: TestHotel;
beforeAll(async () => {
  hotel = await createTestHotel();
});
afterAll(() => hotel?.close());

it('goes on when the session by which it says that it is there is ended as it starts', async () => {
  const { connectionString, db, pool } = hotel.parts;
  const other = new pg.Client({ connectionString });
  await other.connect();
  await other.query('begin; lock table server_process in access exclusive mode');
  const starting = startWorker(hotel.parts);
  const ended = async (): Promise<number> =>
    (
      await pool.query(`select pg_terminate_backend(pid) from pg_stat_activity
        where datname = current_database() and application_name like 'nightlatch presence %' and wait_event_type = 'Lock'`)
    ).rowCount ?? 0;
  while ((await ended()) === 0) await new Promise((resolve) => setTimeout(resolve, 5));
  await other.query('rollback');
  const worker = await starting;
  const bookingId = await hotel.tell('WORKER-1', { status: 'checked_in' });
  const keys = () => db.selectFrom('digital_key').select('id').where('booking_id', '=', bookingId).execute();
  while ((await keys()).length === 0) await new Promise((resolve) => setTimeout(resolve, 20));
  const processes = await db.selectFrom('server_process').select('id').execute();
  expect(processes.map(({ id }) => id)).toEqual([hotel.parts.processId]);
  await worker.stop();
  expect(await db.selectFrom('server_process').select('id').execute()).toEqual([]);
  await other.end();
});
