// Figures for Prometheus. Labels come from closed sets (operations, event names, states): no ids, no names, no locations.
import { sql } from 'kysely';
import type pg from 'pg';
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { Db } from '../db/schema.ts';

export type Metrics = {
  readonly registry: Registry;
  readonly request: (of: { operation: string; status: number; seconds: number }) => void;
  readonly job: (of: { event: string; outcome: 'done' | 'failed' }) => void;
};

type Figures = {
  queue_age: number;
  queue_length: string;
  to_deliver: string;
  oldest_revocation: number;
  oldest_hint: number;
  pms_silence: number;
  messages_open: string;
};

/** One statement per scrape; every figure is over all locations. */
const readFigures = async (db: Db): Promise<Figures | undefined> => {
  const found = await sql<Figures>`select
    (select coalesce(extract(epoch from now() - min(run_at)), 0)::float8 from graphile_worker._private_jobs where is_available and run_at <= now()) as queue_age,
    (select count(*) from graphile_worker._private_jobs where is_available and run_at <= now()) as queue_length,
    (select count(*) from credential where wanted and state = 'to_deliver') as to_deliver,
    (select coalesce(extract(epoch from now() - min(requested_at)), 0)::float8 from revocation where enforced_at is null) as oldest_revocation,
    (select coalesce(extract(epoch from now() - min(received_at)), 0)::float8 from inbox_hint where settled_at is null) as oldest_hint,
    (select coalesce(max(extract(epoch from now() - last_event_at)), 0)::float8 from pms_connection) as pms_silence,
    (select count(*) from message where state = 'open') as messages_open`.execute(db);
  return found.rows[0];
};

/** Makes the registry of one process. */
export const createMetrics = (options: { db: Db; pool: pg.Pool }): Metrics => {
  const { db, pool } = options;
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const requests = new Histogram({
    name: 'nightlatch_http_request_seconds',
    help: 'Requests by operation and class of status',
    labelNames: ['operation', 'status'],
    buckets: [0.005, 0.02, 0.1, 0.5, 2, 10],
    registers,
  });
  const jobs = new Counter({
    name: 'nightlatch_jobs_total',
    help: 'Jobs by event and outcome',
    labelNames: ['event', 'outcome'],
    registers,
  });
  const gauge = (name: string, help: string): Gauge => new Gauge({ name: `nightlatch_${name}`, help, registers });
  const queueAge = gauge('job_queue_age_seconds', 'How long the oldest due job has waited');
  const queueLength = gauge('job_queue_length', 'Due jobs that nobody works on');
  const toDeliver = gauge('credentials_to_deliver', 'Credentials that no phone has confirmed');
  const oldestRevocation = gauge(
    'oldest_revocation_not_enforced_seconds',
    'Age of the oldest revocation without proof',
  );
  const oldestHint = gauge('oldest_pms_hint_seconds', 'Age of the oldest PMS hint that is not settled');
  const pmsSilence = gauge('pms_silence_seconds', 'Longest time since a PMS was heard');
  const messagesOpen = gauge('messages_open', 'Messages to guests under way');
  const fresh = new Gauge({
    name: 'nightlatch_database_figures_ok',
    help: '1 when the figures from the database are fresh',
    registers,
    async collect() {
      const figures = await readFigures(db).catch(() => undefined);
      this.set(figures ? 1 : 0);
      if (!figures) return;
      queueAge.set(figures.queue_age);
      queueLength.set(Number(figures.queue_length));
      toDeliver.set(Number(figures.to_deliver));
      oldestRevocation.set(figures.oldest_revocation);
      oldestHint.set(figures.oldest_hint);
      pmsSilence.set(figures.pms_silence);
      messagesOpen.set(Number(figures.messages_open));
    },
  });
  fresh.set(0);
  const connections = new Gauge({
    name: 'nightlatch_database_connections',
    help: 'Connections of the pool for requests',
    labelNames: ['state'],
    registers,
    collect() {
      this.set({ state: 'idle' }, pool.idleCount);
      this.set({ state: 'busy' }, pool.totalCount - pool.idleCount);
      this.set({ state: 'waited_for' }, pool.waitingCount);
    },
  });
  connections.set({ state: 'idle' }, 0);
  return {
    registry,
    request: ({ operation, status, seconds }) =>
      requests.observe({ operation, status: `${Math.floor(status / 100)}xx` }, seconds),
    job: ({ event, outcome }) => jobs.inc({ event, outcome }),
  };
};
