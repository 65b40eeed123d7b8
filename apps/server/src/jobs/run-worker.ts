// Runs the events' jobs: graphile-worker on the same database, so that a job exists exactly if its cause was committed.
import { EventEmitter } from 'node:events';
import { Logger, makeWorkerUtils, type Runner, run, runOnce, type TaskList, type WorkerEvents } from 'graphile-worker';
import pg from 'pg';
import { isHeldBack } from '../backup/held-back.ts';
import { crashPoint } from '../crash-point.ts';
import { outlastRecovery } from '../db/outlast-recovery.ts';
import { emit, type ServerEvent, type ServerEventName } from '../events.ts';
import { FLOW } from '../flow.ts';
import type { ServerParts } from '../server-parts.ts';
import { createJobCompany, type JobCompany } from './job-company.ts';
import { createPatientPool } from './patient-pool.ts';
import { announcePresence, notePresence, sessionName } from './server-presence.ts';
import { createSlowPlaces } from './slow-places.ts';
import { createTogetherWork, isDoneTogether } from './work-together.ts';

export type Worker = { readonly stop: () => Promise<void> };

/**
 * Lends a pool for the time of `work`. One that graphile-worker makes itself is closed behind our back and unheard: a
 * connection that the database ends in that moment would end the process.
 */
const withPool = async (connectionString: string, work: (pool: pg.Pool) => Promise<void>): Promise<void> => {
  const pool = new pg.Pool({ connectionString, max: 10 });
  // A connection in use fails its own query, an idle one is replaced.
  pool.on('error', () => {});
  pool.on('connect', (client) => client.on('error', () => {}));
  try {
    await work(pool);
  } finally {
    await pool.end();
  }
};

/** Brings the worker's own tables up to date; call before the first event is written. */
export const prepareJobs = ({ connectionString }: { connectionString: string }): Promise<void> =>
  withPool(connectionString, async (pgPool) => {
    const utils = await makeWorkerUtils({ pgPool });
    try {
      await utils.migrate();
    } finally {
      await utils.release();
    }
  });

/** Jobs are written by `emit` only, whose payload is the event without its name. */
const eventOf = (name: ServerEventName, payload: object): ServerEvent => ({ name, ...payload }) as ServerEvent;

/** Works one job: what every worker does with it, whoever chose it. */
export const workJob = async (parts: ServerParts, name: ServerEventName, payload: object): Promise<void> => {
  const event = eventOf(name, payload);
  // The table's type ties each handler to its own event; one call site can't follow that.
  const handler = FLOW[name] as (parts: ServerParts, event: ServerEvent, now: Date) => Promise<unknown>;
  if (await isHeldBack(parts.db, event)) return;
  crashPoint('job.before');
  await handler(parts, event, new Date(parts.now()));
  crashPoint('job.after');
};

/** When a slow job comes again that found no place. */
const ANOTHER_TIME_MS = 1_000;

/** What graphile-worker is given to do, and what it should leave for later. */
const workOf = (
  parts: ServerParts,
  company: JobCompany,
): { taskList: TaskList; forbiddenFlags: () => string[]; events: WorkerEvents } => {
  const together = createTogetherWork(parts, company);
  const places = createSlowPlaces();
  const events: WorkerEvents = new EventEmitter();
  events.on('worker:getJob:empty', together.pause);
  const taskList = Object.fromEntries(
    (Object.keys(FLOW) as ServerEventName[]).map((name) => [
      name,
      async (payload: unknown) => {
        const event = eventOf(name, payload as object); // jobs have payloads
        // What is done together is one batch, however many jobs of it were fetched.
        if (isDoneTogether(name)) await places.hold(event, () => together.work(event));
        else if (places.full(event)) await emit(parts.db, event, { at: new Date(parts.now() + ANOTHER_TIME_MS) });
        else await places.hold(event, () => workJob(parts, name, event));
      },
    ]),
  );
  return { taskList, forbiddenFlags: places.forbidden, events };
};

/** Worker messages without payloads: only task names and errors' own words go into the log. */
const logger = (parts: ServerParts): Logger =>
  new Logger(() => (level, message, meta) => {
    if (level !== 'error' && level !== 'warning') return;
    const error = meta?.error instanceof Error ? { type: meta.error.name, code: codeOf(meta.error) } : undefined;
    parts.log.warn({ error }, level === 'error' ? message.split('\n')[0] : message);
  });

const codeOf = (error: Error): string | undefined => ('code' in error ? String(error.code) : undefined);

/** Bookings that are settled by jobs are settled together (docs/decisions/0037), at most as many as run at once; each takes a connection of the pool's 16. */
const JOBS_AT_ONCE = 10;

/** Starts working; `stop` waits for running jobs. A job that fails is tried again, later each time. */
export const startWorker = async (parts: ServerParts): Promise<Worker> => {
  let workerPool = '';
  const noted = new WeakSet<pg.PoolClient>();
  const pool = createPatientPool(
    {
      connectionString: parts.connectionString,
      max: 6,
      application_name: sessionName('jobs', parts.processId),
    },
    // Before the worker's pool is made no job is taken. Whoever takes this process for gone ends its sessions: it notes itself again.
    async (client) => {
      if (workerPool === '' || noted.has(client)) return;
      await notePresence(client, { processId: parts.processId, workerPool });
      noted.add(client);
    },
  );
  const broke = (error: Error): void => parts.log.warn({ type: error.name }, 'a job connection broke');
  pool.on('error', broke);
  // A connection in use tells its own errors; the worker asks for a listener on both.
  pool.on('connect', (client) => client.on('error', broke));
  const work = workOf(
    parts,
    createJobCompany(pool, () => workerPool),
  );
  const { events } = work;
  events.on('pool:create', (made) => {
    workerPool = made.workerPool.id;
  });
  events.on('job:success', ({ job }) => parts.metrics.job({ event: job.task_identifier, outcome: 'done' }));
  events.on('job:error', ({ job }) => parts.metrics.job({ event: job.task_identifier, outcome: 'failed' }));
  // A start that fails is tried again (db/outlast-recovery.ts): it leaves no connection behind.
  const undone = async (error: unknown): Promise<never> => {
    await pool.end();
    throw error;
  };
  const runner: Runner = await run({
    ...work,
    pgPool: pool,
    concurrency: JOBS_AT_ONCE,
    noHandleSignals: true,
    pollInterval: 1000,
    logger: logger(parts),
  }).catch(undone);
  // Jobs run by now: a database that falls in this moment is waited for, not a reason to stop them. Stopping would close the pool under
  // a job that is being noted down as failed and tries again, and that would end the process.
  const announced = outlastRecovery(
    () =>
      announcePresence({
        connectionString: parts.connectionString,
        processId: parts.processId,
        workerPool,
        log: parts.log,
      }),
    { onWaiting: (message) => parts.log.warn(message) },
  );
  const presence = await announced.catch(async (error: unknown) => {
    // It may have stopped by itself.
    await runner.stop().catch(() => {});
    return undone(error);
  });
  return {
    stop: async () => {
      await runner.stop();
      await presence.stop();
      await pool.end();
    },
  };
};

/** Works until no job is left that is due, then returns: for commands and tests that want everything settled. */
export const runDueJobs = (parts: ServerParts): Promise<void> =>
  withPool(parts.connectionString, (pgPool) =>
    runOnce({
      pgPool,
      concurrency: 4,
      noHandleSignals: true,
      ...workOf(
        parts,
        createJobCompany(pgPool, () => sessionName('jobs', parts.processId)),
      ),
      logger: logger(parts),
    }),
  );
