// A worker that starts while the database falls: it waits, keeps its connections, and works. It takes no job that nobody would take over.
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createTestHotel, type TestHotel } from '../fixtures/hotel.fixture.ts';
import { newId } from '../ids.ts';
import { startWorker } from './run-worker.ts';
import { announcePresence } from './server-presence.ts';

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

it('takes no job before others know of it: neither as it starts nor after it was taken for gone', async () => {
  const { connectionString, pool } = hotel.parts;
  const bookingId = await hotel.tell('WORKER-2');
  const client = new pg.Client({ connectionString });
  await client.connect();
  await client.query(`create table taken_unknown (pool text);
    create function note_taken_unknown() returns trigger language plpgsql as $$
    begin
      if not exists (select from server_process where worker_pool = new.locked_by) then
        insert into taken_unknown values (new.locked_by);
      end if;
      return new;
    end $$;
    create trigger note_taken_unknown after update of locked_by on graphile_worker._private_jobs
      for each row when (new.locked_by is not null) execute function note_taken_unknown()`);
  const job = { locationId: hotel.locationId, bookingId };
  const toDo = (key: string) =>
    client.query(`select graphile_worker.add_job('booking.changed', $1::json, job_key => $2)`, [
      JSON.stringify(job),
      key,
    ]);
  const left = async (): Promise<number> =>
    (await client.query('select from graphile_worker._private_jobs where run_at <= now()')).rowCount ?? 0;
  const worked = async (): Promise<void> => {
    while ((await left()) > 0) await new Promise((resolve) => setTimeout(resolve, 20));
  };
  // A job is due as the worker starts, which can't be noted yet.
  await toDo('first');
  await client.query('begin; lock table server_process in access exclusive mode');
  const starting = startWorker(hotel.parts);
  const waiting = async (): Promise<boolean> =>
    ((
      await pool.query(`select from pg_stat_activity
        where datname = current_database() and application_name like 'nightlatch jobs %' and wait_event_type = 'Lock'`)
    ).rowCount ?? 0) > 0;
  while (!(await waiting())) await new Promise((resolve) => setTimeout(resolve, 5));
  const { rows } = await client.query(`select from graphile_worker._private_jobs where locked_by is not null`);
  expect(rows).toEqual([]);
  await client.query('rollback');
  const worker = await starting;
  await worked();

  const others = await announcePresence({
    connectionString,
    processId: newId(),
    workerPool: 'others',
    log: hotel.parts.log,
  });
  await client.query(`update server_process set seen_at = now() - interval '1 minute' where worker_pool <> 'others'`);
  expect(await others.look()).toEqual([hotel.parts.processId]);
  await toDo('second');
  await worked();
  expect((await client.query('select * from taken_unknown')).rows).toEqual([]);
  await others.stop();
  await worker.stop();
  await client.end();
});
