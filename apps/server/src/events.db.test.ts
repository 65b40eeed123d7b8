// An event is never lost, also when an equal one is taken up by a worker at the very moment that it is written.
import { sql } from 'kysely';
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { emit } from './events.ts';
import { createTestHotel, type TestHotel } from './fixtures/hotel.fixture.ts';

let hotel: TestHotel;
let other: pg.Client;
beforeAll(async () => {
  hotel = await createTestHotel();
  other = new pg.Client({ connectionString: hotel.parts.connectionString });
  await other.connect();
});
afterAll(async () => {
  await other?.end();
  await hotel?.close();
});

it('is written beside an equal job that began to run while it was being written', async () => {
  const { locationId } = hotel;
  const key = `now:refusals.changed:${locationId}`;
  // The other transaction wrote an equal event, and its job is running the moment that it becomes visible.
  await other.query('begin');
  await other.query(
    `select graphile_worker.add_job('refusals.changed', $1::json, job_key => $2, job_key_mode => 'replace')`,
    [JSON.stringify({ locationId }), key],
  );
  await other.query(
    `update graphile_worker._private_jobs set locked_at = now(), locked_by = 'a worker' where key = $1`,
    [key],
  );
  const ours = hotel.parts.db.transaction().execute((trx) => emit(trx, { name: 'refusals.changed', locationId }));
  await new Promise((resolve) => setTimeout(resolve, 200));
  await other.query('commit');
  await ours;
  // The worker ends the job that it had.
  await other.query(`delete from graphile_worker._private_jobs where locked_by = 'a worker'`);
  const { rows } = await other.query('select locked_at from graphile_worker._private_jobs where key = $1', [key]);
  expect(rows).toEqual([{ locked_at: null }]);
});

it('lets two commands write audit entries side by side: neither waits for the other to commit', async () => {
  const { db } = hotel.parts;
  const event = { name: 'audit.written', locationId: hotel.locationId } as const;
  await db.transaction().execute(async (first) => {
    await emit(first, event);
    // Within the first: it has not committed, and an equal job of its would be waited for until the lock's time is over.
    await db.transaction().execute(async (second) => {
      await sql`set local lock_timeout = '500ms'`.execute(second);
      await emit(second, event);
    });
  });
  const jobs = await other.query(
    `select key from graphile_worker._private_jobs where key like $1 and locked_at is null`,
    [`now:audit.written:${hotel.locationId}%`],
  );
  expect(jobs.rows.length).toBeGreaterThanOrEqual(2);
});
