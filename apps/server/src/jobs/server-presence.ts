// Says that this server process is there, and takes over from those that are not: killed, or paused so long that nobody may wait for them.
import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';
import type { Logger } from 'pino';

/** How often a process says that it is there, and looks after the others. */
const BEAT_MS = 5_000;
/** A process whose session has ended was killed; a moment is left for one that only lost its connection and comes back. */
const KILLED_AFTER = '8 seconds';
/** One that still has its session but says nothing is paused, or cut off. */
const SILENT_AFTER = '30 seconds';

export type Presence = {
  /** Looks once, now; gives the processes that were taken over from. */
  readonly look: () => Promise<readonly string[]>;
  /** Leaves; call when no job is running any more. */
  readonly stop: () => Promise<void>;
};

export type PresenceOptions = {
  readonly connectionString: string;
  readonly processId: string;
  /** What graphile-worker writes into `locked_by`. */
  readonly workerPool: string;
  readonly log: Logger;
};

/** Database sessions of one process are known by their name: whoever takes over ends them. */
export const sessionName = (what: 'requests' | 'jobs', processId: string): string => `nightlatch ${what} ${processId}`;

/**
 * Notes that the process is there, now; gives whether it was not noted until then. Whatever takes jobs says so first: jobs of a process that
 * nobody knows of would stay with it when it is killed.
 */
export const notePresence = async (
  client: Pick<pg.ClientBase, 'query'>,
  { processId, workerPool }: Pick<PresenceOptions, 'processId' | 'workerPool'>,
): Promise<boolean> => {
  const { rows } = await client.query<{ fresh: boolean }>(
    `insert into server_process as p (id, worker_pool, started_at, seen_at) values ($1, $2, now(), now())
     on conflict (id) do update set seen_at = now() returning xmax = 0 as fresh`,
    [processId, workerPool],
  );
  return rows[0]?.fresh ?? false;
};

const lockOf = (parameter: string): string => `hashtextextended('server_process:' || ${parameter}::text, 0)`;

/**
 * Registers the process. Its session holds an advisory lock for as long as it lives; beats tell those apart that live but do not
 * run. All times are the database's.
 */
export const announcePresence = async (options: PresenceOptions): Promise<Presence> => {
  const { processId, log } = options;
  const stopped = new AbortController();
  let client: pg.Client | undefined;

  const connected = async (): Promise<pg.Client> => {
    if (client) return client;
    const next = new pg.Client({
      connectionString: options.connectionString,
      application_name: `nightlatch presence ${processId}`,
      keepAlive: true,
      connectionTimeoutMillis: 10_000,
    });
    const lost = (): void => {
      if (client === next) client = undefined;
    };
    next.on('error', lost);
    next.on('end', lost);
    await next.connect();
    await next.query(`select pg_advisory_lock(${lockOf('$1')})`, [processId]);
    client = next;
    return next;
  };

  const beat = async (): Promise<void> => {
    const fresh = await notePresence(await connected(), options);
    if (fresh && begun) log.warn({ processId }, 'this process was taken for gone; its jobs went to others');
    begun = true;
  };
  let begun = false;

  const look = async (): Promise<readonly string[]> => {
    const gone = await takeOver(await connected(), processId);
    for (const id of gone) log.warn({ gone: id }, 'took over the jobs of a server process that is gone');
    return gone;
  };

  try {
    await beat();
    await look();
  } catch (error) {
    // Whoever tries again begins with a connection of its own.
    await client?.end().catch(() => {});
    throw error;
  }
  const beating = (async () => {
    while (!stopped.signal.aborted) {
      await wait(BEAT_MS, undefined, { signal: stopped.signal }).catch(() => {});
      if (stopped.signal.aborted) return;
      try {
        await beat();
        await look();
      } catch (error) {
        log.warn(
          { type: error instanceof Error ? error.name : typeof error },
          'could not say that this process is there',
        );
      }
    }
  })();
  return {
    look,
    stop: async () => {
      stopped.abort();
      await beating;
      await client?.query('delete from server_process where id = $1', [processId]).catch(() => {});
      await client?.end().catch(() => {});
    },
  };
};

/**
 * Fences off what is gone, then frees its jobs, in one transaction. Its database sessions are ended first, so that nothing of it can
 * be committed any more; its jobs get new ids, because a worker that wakes up again completes by id whatever job has it then.
 */
const takeOver = async (client: pg.Client, self: string): Promise<readonly string[]> => {
  await client.query('begin');
  try {
    const { rows } = await client.query<{ id: string; worker_pool: string }>(
      `select id, worker_pool from server_process
       where id <> $1 and seen_at < now() - interval '${KILLED_AFTER}'
         and (seen_at < now() - interval '${SILENT_AFTER}' or pg_try_advisory_xact_lock(${lockOf('id')}))
       for update skip locked`,
      [self],
    );
    for (const gone of rows) {
      await client.query(
        `select pg_terminate_backend(pid, 5000) from pg_stat_activity
         where datname = current_database() and application_name = any ($1) and pid <> pg_backend_pid()`,
        [[sessionName('requests', gone.id), sessionName('jobs', gone.id), `nightlatch presence ${gone.id}`]],
      );
      await client.query(
        `update graphile_worker._private_jobs set id = default, locked_at = null, locked_by = null where locked_by = $1`,
        [gone.worker_pool],
      );
      await client.query(
        `update graphile_worker._private_job_queues set locked_at = null, locked_by = null where locked_by = $1`,
        [gone.worker_pool],
      );
      await client.query('delete from server_process where id = $1', [gone.id]);
    }
    // Whoever waits for work hears of it at once; workers elsewhere look every second anyway.
    if (rows.length > 0) await client.query(`select pg_notify('jobs:insert', '{"r":0.5,"count":1}')`);
    await client.query('commit');
    return rows.map((row) => row.id);
  } catch (error) {
    await client.query('rollback').catch(() => {});
    throw error;
  }
};
