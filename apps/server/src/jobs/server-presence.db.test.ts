// A process that is gone: its sessions end, its jobs go on elsewhere at once, and nothing that it still does when it wakes up counts.
import pg from 'pg';
import pino from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase } from '../db/test-database.ts';
import { newId } from '../ids.ts';
import { prepareJobs } from './run-worker.ts';
import { announcePresence, type Presence, sessionName } from './server-presence.ts';

let connectionString: string;
let db: pg.Client;
let survivor: Presence;
beforeAll(async () => {
  ({ connectionString } = await createTestDatabase());
  await prepareJobs({ connectionString });
  db = new pg.Client({ connectionString });
  await db.connect();
  survivor = await announcePresence({
    connectionString,
    processId: newId(),
    workerPool: 'survivor',
    log: pino({ level: 'silent' }),
  });
});
afterAll(async () => {
  await survivor?.stop();
  await db?.end();
});

/** A process with one job under way, last heard `secondsAgo`; with `session` it still has its own session, as a paused one does. */
const processWithJob = async (options: { secondsAgo: number; session: boolean }) => {
  const id = newId();
  const pool = `pool-${id}`;
  const held = new pg.Client({ connectionString, application_name: sessionName('jobs', id) });
  held.on('error', () => {});
  await held.connect();
  if (options.session)
    await held.query(`select pg_advisory_lock(hashtextextended('server_process:' || $1::text, 0))`, [id]);
  await db.query(
    `insert into server_process (id, worker_pool, started_at, seen_at) values ($1, $2, now(), now() - make_interval(secs => $3))`,
    [id, pool, options.secondsAgo],
  );
  const key = `job-of-${id}`;
  await db.query(`select graphile_worker.add_job('audit.written', '{}'::json, job_key => $1)`, [key]);
  const { rows } = await db.query(
    `update graphile_worker._private_jobs set locked_by = $1, locked_at = now(), attempts = 1 where key = $2 returning id`,
    [pool, key],
  );
  return { id, pool, key, held, jobId: String(rows[0].id) };
};

const jobOf = async (key: string) =>
  (await db.query(`select id, locked_by, attempts from graphile_worker._private_jobs where key = $1`, [key])).rows[0];

describe('a server process that is gone', () => {
  it('is noticed within seconds when it was killed, and its jobs are free', async () => {
    const killed = await processWithJob({ secondsAgo: 10, session: false });
    expect(await survivor.look()).toEqual([killed.id]);
    expect(await jobOf(killed.key)).toMatchObject({ locked_by: null, attempts: 1 });
    expect(await survivor.look()).toEqual([]);
    await killed.held.end().catch(() => {});
  });

  it('is left alone while it says that it is there, or only pauses for breath', async () => {
    const alive = await processWithJob({ secondsAgo: 2, session: true });
    const busy = await processWithJob({ secondsAgo: 20, session: true });
    expect(await survivor.look()).toEqual([]);
    expect(await jobOf(alive.key)).toMatchObject({ locked_by: alive.pool });
    expect(await jobOf(busy.key)).toMatchObject({ locked_by: busy.pool });
    for (const one of [alive, busy]) {
      await one.held.end();
      await db.query('delete from server_process where id = $1', [one.id]);
    }
  });

  it('invariant 13: can commit nothing and end nobody’s job when it wakes up', async () => {
    const paused = await processWithJob({ secondsAgo: 60, session: true });
    await paused.held.query('begin; create table written_by_the_paused (id integer)');
    expect(await survivor.look()).toEqual([paused.id]);
    await expect(paused.held.query('commit')).rejects.toThrow();
    // What its worker says when it wakes up, in graphile-worker's own words; meanwhile the job waits for a newer cause.
    await db.query(`select graphile_worker.add_job('audit.written', '{"newer":true}'::json, job_key => $1)`, [
      paused.key,
    ]);
    await db.query(`delete from graphile_worker._private_jobs where id = $1`, [paused.jobId]);
    expect(await jobOf(paused.key)).toMatchObject({ locked_by: null });
    const { rows } = await db.query(`select to_regclass('written_by_the_paused') as found`);
    expect(rows).toEqual([{ found: null }]);
  });

  it('says that it is there again after it was taken for gone', async () => {
    const id = newId();
    const presence = await announcePresence({
      connectionString,
      processId: id,
      workerPool: 'sleeper',
      log: pino({ level: 'silent' }),
    });
    await db.query(`update server_process set seen_at = now() - interval '1 minute' where id = $1`, [id]);
    expect(await survivor.look()).toEqual([id]);
    await expect
      .poll(async () => (await db.query('select 1 from server_process where id = $1', [id])).rowCount, {
        timeout: 12_000,
      })
      .toBe(1);
    await presence.stop();
    expect((await db.query('select 1 from server_process where id = $1', [id])).rowCount).toBe(0);
  });
});
