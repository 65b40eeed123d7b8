// One server in this process for thousands of sequences: a database for the whole file, a location of its own for each sequence.
import { randomBytes } from 'node:crypto';
import { type OperationId, type Policies, ROUTES } from '@nightlatch/api';
import type { FastifyInstance } from 'fastify';
import { sql } from 'kysely';
import pino from 'pino';
import { readConfig } from '../config.ts';
import { createServerParts } from '../create-server-parts.ts';
import { createTestDatabase } from '../db/test-database.ts';
import type { ServerEventName } from '../events.ts';
import { buildApp } from '../http/build-app.ts';
import { newId } from '../ids.ts';
import { prepareJobs, workJob } from '../jobs/run-worker.ts';
import type { ServerParts } from '../server-parts.ts';
import { createStaff } from '../sign-in/staff-sign-in.ts';
import { ControlledClients, controlPool } from './controlled-clients.fixture.ts';
import { type MadeLocation, makeModelLocation } from './model-location.fixture.ts';
import { ModelPms } from './model-pms.fixture.ts';

/** Rooms of every location of the model; the entrance is a door of all. */
export const ROOMS = ['101', '102', '103'] as const;

/** What one sequence plays in. */
export type ModelLocation = MadeLocation & { readonly address: string; readonly pms: ModelPms };

export type Answer = { readonly status: number; readonly body: unknown };

export type Ask = {
  readonly operation: OperationId;
  readonly params?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly bearer?: string;
  readonly idempotencyKey?: string;
  /** Front desk staff instead of the API key. */
  readonly byStaff?: boolean;
};

export type DueJob = { readonly id: string; readonly task: string };

export class ModelHotel {
  readonly clients: ControlledClients;
  readonly parts: ServerParts;
  readonly #app: FastifyInstance;
  readonly #brandId: string;
  readonly #staff: { readonly id: string; readonly cookie: string };
  readonly #clock: { now: number };
  readonly #close: () => Promise<void>;
  #made = 0;
  #pms: ModelPms = new ModelPms();

  private constructor(of: {
    parts: ServerParts;
    app: FastifyInstance;
    brandId: string;
    staff: { id: string; cookie: string };
    clock: { now: number };
    clients: ControlledClients;
    close: () => Promise<void>;
  }) {
    this.parts = of.parts;
    this.#app = of.app;
    this.#brandId = of.brandId;
    this.#staff = of.staff;
    this.#clock = of.clock;
    this.clients = of.clients;
    const realFetch = globalThis.fetch;
    // There is no network in the model.
    globalThis.fetch = (input) => this.#pms.fetch(String(input));
    this.#close = async () => {
      globalThis.fetch = realFetch;
      await of.close();
    };
  }

  static async open(): Promise<ModelHotel> {
    const database = await createTestDatabase();
    // A deadlock is found at once: who closes the circle is the one that gives way, so that the same choices end the same way.
    const connectionString = `${database.connectionString}${database.connectionString.includes('?') ? '&' : '?'}options=${encodeURIComponent('-c deadlock_timeout=2ms')}`;
    const config = readConfig({
      DATABASE_URL: connectionString,
      NIGHTLATCH_MASTER_KEY: randomBytes(32).toString('base64'),
      PUBLIC_URL: 'http://localhost:4080',
    });
    await prepareJobs({ connectionString });
    // The clerk signs in by the real clock, as sessions end by it.
    const clock = { now: Date.now() };
    const opened = await createServerParts({
      config,
      connectionString,
      log: pino({ level: 'silent' }),
      now: () => clock.now,
      // A batch would run one client's work in another's name, and neither could be stopped between two statements.
      gathers: false,
      fetchOutside: (input, init) => globalThis.fetch(input, init),
    });
    controlPool(opened.parts.pool);
    const app = await buildApp(opened.parts);
    await app.ready();
    const brandId = newId();
    await opened.parts.db.insertInto('brand').values({ id: brandId, name: 'Model brand' }).execute();
    const signIn = { name: 'Desk', email: 'desk@model.example.com', password: randomBytes(12).toString('base64url') };
    const { staffId } = await opened.parts.db
      .transaction()
      .execute((trx) => createStaff(trx, { ...signIn, now: new Date() }));
    const answer = await app.inject({ method: 'POST', url: ROUTES.signIn[1], payload: signIn });
    const cookie = String(answer.headers['set-cookie']).split(';')[0] ?? '';
    const clients = await ControlledClients.open(connectionString);
    const close = async (): Promise<void> => {
      await app.close();
      await clients.close();
      await opened.close();
      await database.drop();
    };
    return new ModelHotel({
      ...{ parts: opened.parts, app, brandId, clock, clients, close },
      staff: { id: staffId, cookie },
    });
  }

  get now(): number {
    return this.#clock.now;
  }

  set now(instant: number) {
    this.#clock.now = instant;
  }

  /** A fresh location, and the PMS that it is connected to. */
  async openLocation(policies: Policies): Promise<ModelLocation> {
    const { db, signing, config } = this.parts;
    this.#made += 1;
    this.#pms = new ModelPms();
    const made = await makeModelLocation({
      db,
      signing,
      masterKey: config.masterKey,
      brandId: this.#brandId,
      staffId: this.#staff.id,
      now: this.now,
      policies,
      rooms: ROOMS,
    });
    return {
      ...made,
      // Rate limits count by address: each sequence calls from its own.
      address: `10.${(this.#made >> 16) & 255}.${(this.#made >> 8) & 255}.${this.#made & 255}`,
      pms: this.#pms,
    };
  }

  /** The location's jobs go; its rows stay, out of everybody's way. */
  async closeLocation(location: ModelLocation): Promise<void> {
    await this.parts.pool.query('delete from graphile_worker._private_jobs');
    void location;
  }

  /** One request over the whole HTTP side, but without a network. */
  async ask(location: ModelLocation, ask: Ask): Promise<Answer> {
    const [method, path] = ROUTES[ask.operation];
    const params = { locationId: location.id, ...ask.params } as Record<string, string>;
    const response = await this.#app.inject({
      method,
      url: path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(params[name] ?? '')),
      remoteAddress: location.address,
      headers: {
        ...(ask.byStaff
          ? { cookie: this.#staff.cookie }
          : { authorization: `Bearer ${ask.bearer ?? location.apiKey}` }),
        ...(ask.idempotencyKey === undefined ? {} : { 'idempotency-key': ask.idempotencyKey }),
        ...(ask.body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(ask.body === undefined ? {} : { payload: JSON.stringify(ask.body) }),
    });
    return {
      status: response.statusCode,
      body: response.payload === '' ? undefined : JSON.parse(response.payload),
    };
  }

  /** Jobs that are due by the model's clock, oldest first; the audit chain's last, so that settling seals once. */
  async dueJobs(): Promise<DueJob[]> {
    const { rows } = await this.parts.pool.query<DueJob>({
      name: 'due jobs',
      text: `select jobs.id, tasks.identifier as task from graphile_worker._private_jobs jobs
        join graphile_worker._private_tasks tasks on tasks.id = jobs.task_id
        where jobs.locked_at is null and jobs.run_at <= $1 order by tasks.identifier = 'audit.written', jobs.run_at, jobs.id`,
      values: [new Date(this.now)],
    });
    return rows;
  }

  /**
   * Works one job as the worker does: takes it, so that an equal event written meanwhile becomes a job of its own; runs its handler; deletes it,
   * or gives it back when the handler failed. Gives the error's SQL state then. A job that someone else has taken is left alone.
   */
  async work(job: DueJob): Promise<string | null> {
    const { db } = this.parts;
    const { rows } = await sql<{ payload: object }>`
      update graphile_worker._private_jobs set locked_at = now(), locked_by = 'model', attempts = attempts + 1
      where id = (select id from graphile_worker._private_jobs where id = ${job.id} and locked_at is null for update skip locked)
      returning payload`.execute(db);
    const [taken] = rows;
    if (!taken) return null;
    try {
      await workJob(this.parts, job.task as ServerEventName, taken.payload); // only `emit` writes jobs
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? String(error.code) : '';
      if (code !== '40P01' && code !== '40001') throw error;
      await sql`update graphile_worker._private_jobs set locked_at = null, locked_by = null where id = ${job.id}`.execute(
        db,
      );
      return code;
    }
    await sql`delete from graphile_worker._private_jobs where id = ${job.id}`.execute(db);
    return null;
  }

  /** Works until nothing is due. No other client is under way: what is due is taken at once, and a handler's error ends the sequence. */
  async settle(): Promise<void> {
    for (let pass = 0; pass < 60; pass += 1) {
      const { rows: due } = await this.parts.pool.query<{ task: ServerEventName; payload: object }>({
        name: 'take due jobs',
        text: `with taken as (delete from graphile_worker._private_jobs jobs using graphile_worker._private_tasks tasks
            where tasks.id = jobs.task_id and jobs.locked_at is null and jobs.run_at <= $1
              and (tasks.identifier <> 'audit.written' or not exists (select from graphile_worker._private_jobs o
                join graphile_worker._private_tasks t on t.id = o.task_id
                where o.locked_at is null and o.run_at <= $1 and t.identifier <> 'audit.written'))
            returning jobs.id, jobs.run_at, tasks.identifier as task, jobs.payload)
          select task, payload from taken order by run_at, id`,
        values: [new Date(this.now)],
      });
      if (due.length === 0) return;
      for (const job of due) await workJob(this.parts, job.task, job.payload);
    }
    throw new Error('the jobs never end');
  }

  close(): Promise<void> {
    return this.#close();
  }
}
