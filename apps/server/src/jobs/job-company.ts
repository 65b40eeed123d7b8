// Takes waiting jobs along with one that runs, many with one statement, in graphile-worker's own terms: same columns, same claims, same retries.
import { setTimeout as wait } from 'node:timers/promises';
import type pg from 'pg';
import { named } from '../db/name-statements.ts';
import type { ServerEventName } from '../events.ts';

/** A job that was taken along; its payload is the event without its name. */
export type TakenJob = { readonly id: string; readonly payload: object };
/** How it ended; `error` in a few words without personal data. */
export type EndedJob = { readonly id: string; readonly error?: string };

export type JobCompany = {
  /** Takes jobs of this kind at this location that are due, oldest first. */
  readonly take: (of: { name: ServerEventName; locationId: string; most: number }) => Promise<readonly TakenJob[]>;
  /** Writes down how they ended: done is deleted, failed comes again, later each time. */
  readonly end: (jobs: readonly EndedJob[]) => Promise<void>;
};

const TAKE = `with due as (
    select id from graphile_worker._private_jobs
    where is_available and run_at <= now() and job_queue_id is null and payload->>'locationId' = $2
      and task_id = (select id from graphile_worker._private_tasks where identifier = $1)
    order by priority, run_at limit $3 for update skip locked)
  update graphile_worker._private_jobs jobs set attempts = attempts + 1, locked_by = $4, locked_at = now()
  from due where jobs.id = due.id returning jobs.id::text, jobs.payload`;

const DONE = 'delete from graphile_worker._private_jobs where id = any($1::bigint[]) and locked_by = $2';

const FAILED = `update graphile_worker._private_jobs jobs set last_error = r.error, locked_by = null, locked_at = null,
    run_at = greatest(now(), run_at) + exp(least(attempts, 10)) * interval '1 second'
  from unnest($1::bigint[], $2::text[]) r (id, error) where jobs.id = r.id and jobs.locked_by = $3`;

/** As long as graphile-worker tries to write down an end of its own (docs/decisions/0065): some minutes. */
const MOST_TRIES = 40;
const LONGEST_PAUSE_MS = 5_000;

const persist = async (write: () => Promise<unknown>): Promise<void> => {
  for (let tries = 1; ; tries += 1) {
    try {
      await write();
      return;
    } catch (error) {
      if (tries >= MOST_TRIES) throw error;
      await wait(Math.min(50 * 2 ** tries, LONGEST_PAUSE_MS));
    }
  }
};

/**
 * `pool` is the worker's own, so that whoever takes this process for gone ends these sessions too; `workerPool` is what graphile-worker
 * writes into `locked_by`, by which jobs of a process that is gone are freed (server-presence.ts).
 */
export const createJobCompany = (pool: pg.Pool, workerPool: () => string): JobCompany => ({
  take: async ({ name, locationId, most }) => {
    const { rows } = await pool.query<TakenJob>(named(TAKE, [name, locationId, most, workerPool()]));
    return rows;
  },
  end: async (jobs) => {
    const done = jobs.filter(({ error }) => error === undefined).map(({ id }) => id);
    const failed = jobs.filter(({ error }) => error !== undefined);
    if (done.length > 0) await persist(() => pool.query(named(DONE, [done, workerPool()])));
    const [ids, errors] = [failed.map(({ id }) => id), failed.map(({ error }) => error)];
    if (failed.length > 0) await persist(() => pool.query(named(FAILED, [ids, errors, workerPool()])));
  },
});
