// kill -9 while messages and webhooks leave: none is lost, and whatever comes twice comes under the same id, only where a death fell between sending and writing it down.
// NIGHTLATCH_CRASH_ROUNDS says how many (10), NIGHTLATCH_SEED which; mail server and receiver are real ones of this test.
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DEFAULT_MESSAGE_POLICY } from '@nightlatch/api';
import fc from 'fast-check';
import { Kysely, PostgresDialect, sql } from 'kysely';
import pg from 'pg';
import { afterAll, expect, it } from 'vitest';
import { startEmbeddedPostgres } from '../../apps/server/src/db/embedded/start-embedded-postgres.ts';
import { wipeEmbeddedPostgres } from '../../apps/server/src/db/embedded/wipe-embedded-postgres.ts';
import { migrate } from '../../apps/server/src/db/migrate.ts';
import type { Db, Schema } from '../../apps/server/src/db/schema.ts';
import { valueTypes } from '../../apps/server/src/db/value-types.ts';
import { startMailServer } from '../../apps/server/src/fixtures/mail-server.fixture.ts';
import { newId } from '../../apps/server/src/ids.ts';
import { prepareJobs } from '../../apps/server/src/jobs/run-worker.ts';
import { sealSettings } from '../../apps/server/src/messages/read-reach.ts';
import { makeModelLocation } from '../../apps/server/src/model/model-location.fixture.ts';
import { createSigning } from '../../apps/server/src/signing/signing.ts';
import { createWebhook } from '../../apps/server/src/webhooks/manage-webhooks.ts';
import { BareServers } from './bare-servers.fixture.ts';
import { type Acknowledged, InsistentClient } from './insistent-client.fixture.ts';

const ROUNDS = Number(process.env.NIGHTLATCH_CRASH_ROUNDS ?? 10);
const SEED = Number(process.env.NIGHTLATCH_SEED ?? 1);
const ROOMS = ['101', '102', '103'];

/** Around the very moment of sending, and around the commits beside it. */
const POINTS = [
  ['send.before', 4],
  ['send.after', 4],
  ['send.after', 4],
  ['commit.before', 15],
  ['commit.after', 15],
  ['job.after', 10],
] as const;

const folder = mkdtempSync(join(tmpdir(), 'nightlatch-outgoing-'));
const masterKey = randomBytes(32);
const ending: (() => Promise<unknown>)[] = [];
afterAll(async () => {
  for (const end of ending.reverse()) await end().catch(() => undefined);
  await wipeEmbeddedPostgres({ dataDir: folder });
  rmSync(folder, { recursive: true, force: true });
});

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Takes webhooks and counts them by their id, and what each said. */
const startReceiver = async () => {
  const taken = new Map<string, string[]>();
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (part: Buffer) => {
      body += part.toString();
    });
    request.on('end', () => {
      const id = String(request.headers['webhook-id']);
      taken.set(id, [...(taken.get(id) ?? []), body]);
      response.writeHead(204).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  ending.push(() => new Promise((resolve) => server.close(resolve)));
  return { url: `http://127.0.0.1:${port}/in`, taken };
};

const makeHotel = async (db: Db, of: { mailPort: number; webhookUrl: string }) => {
  const brandId = newId();
  await db.insertInto('brand').values({ id: brandId, name: 'Crash brand' }).execute();
  const policies = {
    autoIssueAtCheckIn: true,
    autoIssueAfterMobileCheckIn: false,
    autoIssueAfterIdVerification: false,
    requireIdVerification: false,
    leaseSeconds: 86_400,
    moveGraceMinutes: 0,
    maxAfterCheckOutMinutes: 240,
    companionsPerBooking: 4,
  };
  const now = new Date();
  const made = await makeModelLocation({
    ...{ db, masterKey, brandId, policies, rooms: ROOMS },
    signing: createSigning({ masterKey }),
    now: now.getTime(),
  });
  const locationId = made.id;
  await db
    .insertInto('message_settings')
    .values({
      location_id: locationId,
      policy: JSON.stringify(DEFAULT_MESSAGE_POLICY),
      email_mode: 'smtp',
      email_from: 'hotel@example.com',
      smtp: JSON.stringify({ host: '127.0.0.1', port: of.mailPort, security: 'none', user: 'hotel' }),
      sealed_smtp_password: sealSettings(masterKey, 'smtp', locationId, 'secret'),
      since: now,
      changed_at: now,
    })
    .execute();
  const webhook = await db.transaction().execute((trx) =>
    createWebhook(trx, {
      ...{ locationId, masterKey, now, url: of.webhookUrl, description: '' },
      actor: { id: 'staff:test', name: 'Test' },
      allowed: ['127.0.0.1/32'],
      eventTypes: ['key.issued', 'key.ended'],
    }),
  );
  expect(webhook.ok).toBe(true);
  return made;
};

/** What is not done yet: jobs that are due (one that was replaced while it ran is left behind as given up), or things that wait for a later time. */
const underWay = async (db: Db): Promise<{ due: string[]; waiting: string[] }> => {
  const { rows } = await sql<{ what: string; due: boolean }>`
    select concat_ws(' ', t.identifier, j.last_error) as what, true as due from graphile_worker._private_jobs j
      join graphile_worker._private_tasks t on t.id = j.task_id
      where j.attempts < j.max_attempts and (j.run_at <= now() + interval '1 second' or j.locked_at is not null)
    union all select concat_ws(' ', 'message', m.kind, a.channel, a.state), false from message m
      left join message_attempt a on a.location_id = m.location_id and a.message_id = m.id where m.state = 'open'
    union all select concat_ws(' ', 'webhook', last_error), false from webhook_delivery where state = 'pending'`.execute(
    db,
  );
  const of = (due: boolean) => rows.filter((row) => row.due === due).map((row) => row.what);
  return { due: of(true), waiting: of(false) };
};

/** Claims that their server's death left are taken up after two minutes: here those minutes go by as soon as nothing else is due. */
const settled = async (db: Db): Promise<void> => {
  const deadline = Date.now() + 120_000;
  for (let quiet = 0; ; ) {
    const { due, waiting } = await underWay(db);
    quiet = due.length === 0 ? quiet + 1 : 0;
    if (quiet >= 3) {
      if (waiting.length === 0) return;
      quiet = 0;
      await sql`update message_attempt set last_at = last_at - interval '150 seconds' where state = 'sending'`.execute(
        db,
      );
      await sql`update webhook_delivery set next_attempt_at = now() where state = 'pending'`.execute(db);
      await sql`update graphile_worker._private_jobs j set run_at = now() from graphile_worker._private_tasks t
        where t.id = j.task_id and t.identifier in ('message.changed', 'webhook.due') and j.locked_at is null`.execute(
        db,
      );
    }
    if (Date.now() > deadline) throw new Error(`still under way: ${JSON.stringify([...due, ...waiting].slice(0, 20))}`);
    await pause(300);
  }
};

it(
  `after ${ROUNDS} kills every message and webhook has left, twice only under the same id`,
  async () => {
    const stream = fc.sample(fc.nat(), { numRuns: 20_000, seed: SEED });
    let drawn = 0;
    const random = (below: number): number => {
      drawn += 1;
      return (stream[drawn % stream.length] ?? 0) % below;
    };
    const postgres = await startEmbeddedPostgres({ dataDir: folder });
    ending.push(() => postgres.stop());
    const { connectionString } = postgres;
    await migrate({ connectionString });
    await prepareJobs({ connectionString });
    const pool = new pg.Pool({ connectionString, types: valueTypes, max: 3 });
    pool.on('error', () => undefined);
    const db: Db = new Kysely<Schema>({ dialect: new PostgresDialect({ pool }) });
    ending.push(() => db.destroy());
    const mail = await startMailServer();
    ending.push(() => mail.close());
    const receiver = await startReceiver();
    const { id: locationId, apiKey } = await makeHotel(db, { mailPort: mail.port, webhookUrl: receiver.url });

    const servers = new BareServers({
      databaseUrl: connectionString,
      random,
      points: POINTS,
      env: {
        PORT: '0',
        NIGHTLATCH_DEMO: '0',
        LOG_LEVEL: 'info',
        PUBLIC_URL: 'http://localhost:4080',
        NIGHTLATCH_MASTER_KEY: masterKey.toString('base64'),
        NIGHTLATCH_WEBHOOK_ALLOW: '127.0.0.1/32',
        NIGHTLATCH_OUTGOING_ALLOW: '127.0.0.1/32',
      },
    });
    ending.push(() => servers.stop());
    const ledger: Acknowledged[] = [];
    const options = { locationId, apiKey, urls: () => servers.urls(), ledger, random };
    let done = false;
    const clients = ROOMS.map((room, index) => new InsistentClient(options, `OUT${index}`, room));
    const working = Promise.all(clients.map((client) => client.work(() => done)));
    let failed: unknown;
    working.catch((error: unknown) => {
      failed = error;
    });
    const deadline = Date.now() + ROOMS.length * 20_000 + ROUNDS * 15_000;
    while (servers.kills < ROUNDS && failed === undefined) {
      if (Date.now() > deadline) throw new Error(`only ${servers.kills} kills: ${JSON.stringify(servers.deaths)}`);
      await pause(200);
    }
    done = true;
    if (failed === undefined) await servers.calm();
    await working;
    await settled(db);

    const attempts = await db
      .selectFrom('message_attempt as a')
      .innerJoin('message as m', (on) =>
        on.onRef('m.location_id', '=', 'a.location_id').onRef('m.id', '=', 'a.message_id'),
      )
      .select(['a.id', 'a.state', 'a.channel', 'm.state as message'])
      .execute();
    const ids = mail.taken.map(({ raw }) => /^Message-ID: <([0-9a-f-]{36})@/im.exec(raw)?.[1] ?? 'none');
    const timesOf = (id: string): number => ids.filter((one) => one === id).length;
    // No message that was told is missing at the mail server, and the mail server has none that we know nothing of.
    const sent = attempts.filter((one) => one.state === 'sent' || one.state === 'used');
    expect(sent.filter((one) => timesOf(one.id) === 0)).toEqual([]);
    expect([...new Set(ids)].filter((id) => !attempts.some((one) => one.id === id))).toEqual([]);
    const { rows: lost } = await sql<{ id: string }>`select id from message where state in ('open', 'failed')`.execute(
      db,
    );
    expect(lost).toEqual([]);
    // Every key in force was told of; one that ended or was replaced before its turn came is nothing to tell any more.
    const { rows: untold } = await sql<{
      id: string;
    }>`select k.id from digital_key k where k.state = 'issued' and k.replaced_by is null
      and not exists (select from message m where m.location_id = k.location_id and m.subject like k.id::text || '%')`.execute(
      db,
    );
    expect(untold).toEqual([]);

    const deliveries = await db.selectFrom('webhook_delivery').select(['event_id', 'state']).execute();
    expect(deliveries.filter((one) => one.state !== 'delivered')).toEqual([]);
    expect(deliveries.filter((one) => !receiver.taken.has(one.event_id))).toEqual([]);
    expect([...receiver.taken.keys()].filter((id) => !deliveries.some((one) => one.event_id === id))).toEqual([]);
    for (const bodies of receiver.taken.values()) expect(new Set(bodies).size).toBe(1);
    const { rows: events } = await sql<{ n: number }>`select count(*)::int as n from audit_entry
      where action in ('key.issued', 'key.ended')`.execute(db);
    expect(deliveries.length).toBeGreaterThanOrEqual(events[0]?.n ?? 0);

    const doubleMails = ids.length - new Set(ids).size;
    const doubleHooks = [...receiver.taken.values()].reduce((sum, bodies) => sum + bodies.length - 1, 0);
    const deaths = Object.entries(servers.deaths).map(([what, times]) => `${what} ${times}`);
    console.log(
      `${servers.kills} kills (${deaths.join(', ')}); ${new Set(ids).size} mails, ${doubleMails} of them twice; ` +
        `${receiver.taken.size} webhooks, ${doubleHooks} of them twice`,
    );
    // A death repeats what was on its way: of three guests that is seldom more than one thing (docs/decisions/0070).
    expect(doubleMails + doubleHooks).toBeLessThanOrEqual(servers.kills);
    expect(sent.length).toBeGreaterThan(5);
    expect(receiver.taken.size).toBeGreaterThan(5);
  },
  ROUNDS * 15_000 + 300_000,
);
