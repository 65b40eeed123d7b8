// kill -9 of servers and of the database, round after round, while a hotel works: no acknowledged command is lost or done twice (invariant 13).
// NIGHTLATCH_CRASH_ROUNDS says how many (40; 200 with `npm test -- --long`), NIGHTLATCH_SEED which; the order of events is the machine's own.
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { Kysely, PostgresDialect, sql } from 'kysely';
import pg from 'pg';
import { afterAll, expect, it } from 'vitest';
import { verifyAudit } from '../../apps/server/src/audit/verify-audit.ts';
import {
  type EmbeddedPostgres,
  startEmbeddedPostgres,
} from '../../apps/server/src/db/embedded/start-embedded-postgres.ts';
import { wipeEmbeddedPostgres } from '../../apps/server/src/db/embedded/wipe-embedded-postgres.ts';
import { migrate } from '../../apps/server/src/db/migrate.ts';
import type { Db, Schema } from '../../apps/server/src/db/schema.ts';
import { valueTypes } from '../../apps/server/src/db/value-types.ts';
import { newId } from '../../apps/server/src/ids.ts';
import { prepareJobs } from '../../apps/server/src/jobs/run-worker.ts';
import { makeModelLocation } from '../../apps/server/src/model/model-location.fixture.ts';
import { expectedKeys } from '../../apps/server/src/model/oracle.fixture.ts';
import { createSigning } from '../../apps/server/src/signing/signing.ts';
import { BareServers } from './bare-servers.fixture.ts';
import { type Acknowledged, InsistentClient, insist, type Stay } from './insistent-client.fixture.ts';

const ROUNDS = Number(process.env.NIGHTLATCH_CRASH_ROUNDS ?? (process.env.NIGHTLATCH_LONG ? 200 : 40));
const SEED = Number(process.env.NIGHTLATCH_SEED ?? 1);
const CLIENTS = 5;
/** The database's first process is killed once in so many rounds; its backends are, at named points, much more often. */
const POSTMASTER_EVERY = 25;

const POLICIES = {
  autoIssueAtCheckIn: true,
  autoIssueAfterMobileCheckIn: false,
  autoIssueAfterIdVerification: false,
  requireIdVerification: false,
  leaseSeconds: 86_400,
  moveGraceMinutes: 0,
  maxAfterCheckOutMinutes: 240,
  companionsPerBooking: 4,
};

const folder = mkdtempSync(join(tmpdir(), 'nightlatch-crash-'));
const masterKey = randomBytes(32);
const ending: (() => Promise<unknown>)[] = [];
afterAll(async () => {
  for (const end of ending.reverse()) await end().catch(() => undefined);
  await wipeEmbeddedPostgres({ dataDir: folder });
  rmSync(folder, { recursive: true, force: true });
});

/** The database as this test sees it: it counts how often its session breaks, which is how often PostgreSQL was killed. */
class Database {
  url = '';
  crashes = 0;
  #postgres: EmbeddedPostgres | undefined;
  #watching = true;

  /** Starts it, or finds the one that runs; its address is another after a start. */
  async open(): Promise<void> {
    await this.#postgres?.stop().catch(() => undefined);
    this.#postgres = await startEmbeddedPostgres({ dataDir: folder });
    this.url = this.#postgres.connectionString;
  }

  /** Holds a session open, and counts each time it breaks. */
  async watch(): Promise<void> {
    while (this.#watching) {
      const client = new pg.Client({ connectionString: this.url, application_name: 'crash watch' });
      const broken = new Promise((resolve) => client.once('error', resolve));
      try {
        await client.connect();
        await broken;
        if (this.#watching) this.crashes += 1;
      } catch {
        await pause(20);
      } finally {
        await client.end().catch(() => undefined);
      }
    }
  }

  /** Kills its first process and starts it anew, which recovers. */
  async killPostmaster(): Promise<void> {
    const pid = this.#postgres?.pid;
    if (pid !== undefined) process.kill(pid, 'SIGKILL');
    await this.open();
  }

  async close(): Promise<void> {
    this.#watching = false;
    await this.#postgres?.stop();
  }
}

const connect = (connectionString: string): Db => {
  const pool = new pg.Pool({ connectionString, types: valueTypes, max: 2 });
  pool.on('error', () => undefined);
  return new Kysely<Schema>({ dialect: new PostgresDialect({ pool }) });
};

/** Whole numbers below a bound, from the seed. */
const randomFrom = (seed: number): ((below: number) => number) => {
  const stream = fc.sample(fc.nat(), { numRuns: 20_000, seed });
  let at = 0;
  return (below) => {
    at += 1;
    return (stream[at % stream.length] ?? 0) % below;
  };
};

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

it(
  `invariant 13: after ${ROUNDS} kills every acknowledged command is there exactly once, and the keys are those of the oracle`,
  async () => {
    const random = randomFrom(SEED);
    const database = new Database();
    await database.open();
    ending.push(() => database.close());
    const rooms = Array.from({ length: CLIENTS }, (_, index) => String(101 + index));
    const { id: locationId, apiKey } = await makeHotel(database.url, rooms);
    void database.watch();

    const servers = new BareServers({
      databaseUrl: database.url,
      random,
      env: {
        PORT: '0',
        NIGHTLATCH_DEMO: '0',
        LOG_LEVEL: 'info',
        PUBLIC_URL: 'http://localhost:4080',
        NIGHTLATCH_MASTER_KEY: masterKey.toString('base64'),
      },
    });
    ending.push(() => servers.stop());
    const ledger: Acknowledged[] = [];
    const options = { locationId, apiKey, urls: () => servers.urls(), ledger, random };
    let done = false;
    const clients = rooms.map((room, index) => new InsistentClient(options, `CLIENT${index}`, room));
    const working = Promise.all(clients.map((client) => client.work(() => done)));
    // A client that gives up ends the rounds.
    let failed: unknown;
    working.catch((error: unknown) => {
      failed = error;
    });

    const rounds = (): number => servers.kills + database.crashes;
    const deadline = Date.now() + ROUNDS * 20_000 + 120_000;
    let nextPostmaster = POSTMASTER_EVERY;
    while (rounds() < ROUNDS && failed === undefined) {
      if (Date.now() > deadline) throw new Error(`only ${rounds()} rounds in time: ${JSON.stringify(servers.deaths)}`);
      await pause(200 + random(400));
      if (rounds() >= nextPostmaster && servers.urls().length > 0) {
        nextPostmaster = rounds() + POSTMASTER_EVERY;
        await database.killPostmaster();
        servers.moveTo(database.url);
      } else if (random(12) === 0) servers.killOne();
    }
    done = true;
    const played = { kills: servers.kills, crashes: database.crashes };
    if (failed === undefined) await servers.calm();
    await working;
    const deaths = Object.entries(servers.deaths).map(([what, times]) => `${what} ${times}`);
    const repeated = ledger.filter((one) => one.tries > 1).length;
    console.log(
      `${played.kills} kills of servers (${deaths.join(', ')}), ${played.crashes} of the database; ` +
        `${ledger.length} commands acknowledged, ${repeated} of them after a repeat` +
        [...new Set(servers.complaints)].map((one) => `\n  ended by itself, ${one}`).join(''),
    );

    const db = connect(database.url);
    ending.push(() => db.destroy());
    // Once to hear and to bring spare door keys, once for what those were made into.
    for (let round = 0; round < 2; round += 1) {
      await settled(db);
      for (const client of clients) {
        for (const stay of client.stays) if (stay.status === 'checked_in') await client.sync(stay);
      }
    }
    await checkOnce(db, locationId, ledger);
    await checkRepeats(options, ledger);
    await checkKeys(
      db,
      locationId,
      clients.flatMap((client) => client.stays),
    );
    await settled(db);
    expect(await verifyAudit(db, { locationId })).toMatchObject({ broken: null });
    expect(played.kills).toBeGreaterThan(0);
    expect(played.crashes).toBeGreaterThan(0);
    expect(repeated).toBeGreaterThan(0);
    // A start beside a database that recovers waits for it (db/outlast-recovery.ts).
    expect(servers.complaints.filter((one) => /recovery mode|starting up/.test(one))).toEqual([]);
  },
  ROUNDS * 20_000 + 600_000,
);

const makeHotel = async (url: string, rooms: readonly string[]): Promise<{ id: string; apiKey: string }> => {
  await migrate({ connectionString: url });
  await prepareJobs({ connectionString: url });
  const db = connect(url);
  const brandId = newId();
  await db.insertInto('brand').values({ id: brandId, name: 'Crash brand' }).execute();
  const signing = createSigning({ masterKey });
  const made = await makeModelLocation({
    db,
    signing,
    masterKey,
    brandId,
    now: Date.now(),
    policies: POLICIES,
    rooms,
  });
  await db.destroy();
  return made;
};

/** Every due job is done; those of dead servers are given back within seconds. */
const settled = async (db: Db): Promise<void> => {
  const deadline = Date.now() + 90_000;
  for (;;) {
    const { rows } = await sql<{ left: number; given_up: number }>`select
      count(*) filter (where attempts < max_attempts)::int as left,
      count(*) filter (where attempts >= max_attempts and key is not null)::int as given_up
      from graphile_worker._private_jobs where run_at <= now() + interval '1 minute'`.execute(db);
    const [found] = rows;
    if (found?.left === 0) {
      expect(found.given_up).toBe(0);
      return;
    }
    if (Date.now() > deadline) {
      const { rows: jobs } = await sql<{
        what: string;
      }>`select concat_ws(' ', t.identifier, j.key, j.attempts, j.run_at - now(), j.locked_at, j.locked_by, j.last_error) as what
        from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id
        where j.attempts < j.max_attempts and j.run_at <= now() + interval '1 minute'`.execute(db);
      throw new Error(`jobs are still there:\n${jobs.map((job) => job.what).join('\n')}`);
    }
    await pause(250);
  }
};

const checkOnce = async (db: Db, locationId: string, ledger: readonly Acknowledged[]): Promise<void> => {
  const acknowledged = (operation: string) =>
    ledger.filter((one) => one.operation === operation && one.problem === null);
  const idsOf = (operation: string) => acknowledged(operation).map((one) => (one.answer as { id: string }).id); // keys and links have ids
  const { rows: links } = await sql<{ id: string }>`select subject_id as id from audit_entry
    where location_id = ${locationId} and action = 'link.created'`.execute(db);
  expect(links.map((one) => one.id).sort()).toEqual(idsOf('createEnrolmentLink').sort());
  const { rows: asked } = await sql<{ id: string }>`select id from digital_key
    where location_id = ${locationId} and requested_by = 'integration'`.execute(db);
  expect(asked.map((one) => one.id).sort()).toEqual([...idsOf('reissueKey'), ...idsOf('issueKey')].sort());
  const { rows: revoked } = await sql<{ id: string; replaced_by: string | null }>`select k.id, k.replaced_by
    from audit_entry a join digital_key k on k.location_id = a.location_id and k.id = a.subject_id
    where a.location_id = ${locationId} and a.action = 'key.ended' and a.reason is not null and k.end_reason = 'revoked'`.execute(
    db,
  );
  // A revoked key takes along the one that it was replacing.
  const toRevoke = new Set(idsOf('revokeKey'));
  const own = revoked.filter(({ id, replaced_by }) => toRevoke.has(id) || !toRevoke.has(replaced_by ?? ''));
  expect(own.map((one) => one.id).sort()).toEqual([...toRevoke].sort());
};

/** Invariant 14: each command told once more, with its key, gives the answer that was acknowledged. */
const checkRepeats = async (
  options: { urls: () => readonly string[]; random: (below: number) => number; apiKey: string },
  ledger: readonly Acknowledged[],
): Promise<void> => {
  for (const one of ledger.filter((_, index) => index % 7 === 0)) {
    const again = await insist({ ...options, bearer: options.apiKey }, one.operation, one.input as object, one.key); // as it was sent
    expect([one.operation, again.problem, again.answer]).toEqual([one.operation, one.problem, one.answer]);
  }
};

const checkKeys = async (db: Db, locationId: string, stays: readonly Stay[]): Promise<void> => {
  for (const stay of stays) {
    if (stay.bookingId === '') continue;
    const keys = await db
      .selectFrom('digital_key')
      .selectAll()
      .where('location_id', '=', locationId)
      .where('booking_id', '=', stay.bookingId)
      .orderBy('requested_at')
      .orderBy('id')
      .execute();
    const checkOutAt = Date.parse('2036-06-12T09:00:00Z');
    const expected = expectedKeys(
      {
        status: stay.status,
        room: keys[0]?.room_id ?? stay.room,
        checkOutAt,
        idVerification: 'not_verified',
        mobileCheckIn: 'not_started',
        roomTaken: false,
        phones: stay.phone ? 1 : 0,
        wasEverGone: false,
        keys: keys.map((key) => ({
          room: key.room_id,
          everIssued: key.issued_at !== null,
          ended: key.state === 'ended',
          asked: stay.words.some((one) => one.word === 'asked' && one.keyId === key.id),
          chosen: undefined,
          suspended: false,
          revoked: stay.words.some((one) => one.word === 'revoked' && one.keyId === key.id) ? 'other' : undefined,
        })),
      },
      POLICIES,
      Date.now(),
    );
    const present = keys
      // A reissued key works beside its replacement until a phone has confirmed that one.
      .filter((key) => key.state !== 'ended' && key.replaced_by === null)
      .map((key) => ({ key: key.state, until: key.valid_until?.getTime() }));
    const wanted = expected.flatMap((one) => (one.key === 'issued' ? [{ key: 'issued', until: one.until }] : []));
    expect([stay.reference, present]).toEqual([stay.reference, wanted]);
    if (stay.status !== 'checked_in' || !stay.phone) continue;
    const held = [...stay.phone.held.values()].map((one) => one.keyId);
    expect([stay.reference, held]).toEqual([
      stay.reference,
      keys.filter((key) => key.state === 'issued').map((key) => key.id),
    ]);
  }
};
