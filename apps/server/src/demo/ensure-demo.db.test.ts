// The demo hotel: made once, its connections fitted at every start, and never beside a real hotel.
import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findConnectors } from '@nightlatch/connectors';
import pino from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readConfig } from '../config.ts';
import { createServerParts, type OpenedParts } from '../create-server-parts.ts';
import { createTestDatabase, type TestDatabase } from '../db/test-database.ts';
import { createTestHotel } from '../fixtures/hotel.fixture.ts';
import { secretHash } from '../http/authenticate.ts';
import { prepareJobs } from '../jobs/run-worker.ts';
import type { DemoFile } from './demo-file.ts';
import { demoReservations } from './demo-reservations.ts';
import { ensureDemo } from './ensure-demo.ts';

let database: TestDatabase;
let opened: OpenedParts;
let folder: string;
const masterKey = randomBytes(32).toString('base64');

const openAt = async (corridorUrl: string): Promise<OpenedParts> =>
  createServerParts({
    config: readConfig({
      DATABASE_URL: database.connectionString,
      NIGHTLATCH_MASTER_KEY: masterKey,
      NIGHTLATCH_DEMO: '1',
      CORRIDOR_URL: corridorUrl,
      DATA_DIR: folder,
    }),
    connectionString: database.connectionString,
    log: pino({ level: 'silent' }),
  });

beforeEach(async () => {
  database = await createTestDatabase();
  await prepareJobs({ connectionString: database.connectionString });
  folder = mkdtempSync(join(tmpdir(), 'nightlatch-demo-'));
  opened = await openAt('http://127.0.0.1:4081');
});
afterEach(async () => {
  await opened.close();
  await database.drop();
  rmSync(folder, { recursive: true, force: true });
});

const file = (): DemoFile => JSON.parse(readFileSync(join(folder, 'corridor', 'gateway.json'), 'utf8')) as DemoFile; // ours

describe('ensureDemo', () => {
  it('makes one hotel, and tells the corridor what it needs in a file of our own', async () => {
    const { db } = opened.parts;
    await Promise.all([1, 2].map(() => ensureDemo(opened.parts, { serverUrl: 'http://127.0.0.1:4080' })));
    const locations = await db.selectFrom('location').select(['id', 'demo', 'time_zone']).execute();
    expect(locations).toMatchObject([{ demo: true, time_zone: 'Europe/Vienna' }]);
    const content = file();
    expect(statSync(join(folder, 'corridor', 'gateway.json')).mode & 0o777).toBe(0o600);
    expect(content.doors).toHaveLength(15);
    expect(content.pms.units).toHaveLength(12);
    const key = await db
      .selectFrom('api_key')
      .selectAll()
      .where('secret_hash', '=', secretHash(content.apiKey))
      .executeTakeFirstOrThrow();
    expect([...key.scopes].sort()).toEqual(['doors:read', 'gateway', 'locks']);
    const connection = await db.selectFrom('pms_connection').selectAll().executeTakeFirstOrThrow();
    expect(connection.webhook_secret_hash.equals(secretHash(content.pms.webhookUrl.split('/').at(-1) ?? ''))).toBe(
      true,
    );
    expect(connection.sealed_credentials.includes(content.pms.clientSecret)).toBe(false);
    const apaleo = (await findConnectors()).pms.get('apaleo');
    expect(
      apaleo?.checkConfig({
        config: connection.config as Record<string, unknown>, // written as an object
        credentials: { clientId: content.pms.clientId, clientSecret: content.pms.clientSecret },
      }),
    ).toEqual({ ok: true });
    // Guests can be told and can arrive by phone from the start; nothing leaves.
    const messages = await db.selectFrom('message_settings').select('email_mode').execute();
    expect(messages).toEqual([{ email_mode: 'captured' }]);
    const arrival = await db.selectFrom('arrival_settings').select('policy').executeTakeFirstOrThrow();
    expect(arrival.policy).toMatchObject({ mobileCheckIn: 'staff', requireIdFirst: true, idVerification: 'on' });
    // Two at once: what the file says must be what the database knows, whoever wrote last.
    expect(await db.selectFrom('staff_role').select('role').execute()).toHaveLength(4);
  });

  it('keeps secrets and hotel at the next start, and follows a new port', async () => {
    await ensureDemo(opened.parts, { serverUrl: 'http://127.0.0.1:4080' });
    const before = file();
    await opened.close();
    opened = await openAt('http://127.0.0.1:5081');
    await ensureDemo(opened.parts, { serverUrl: 'http://127.0.0.1:5080' });
    const after = file();
    expect(after.apiKey).toBe(before.apiKey);
    expect(after.locationId).toBe(before.locationId);
    expect(after.pms.clientSecret).toBe(before.pms.clientSecret);
    expect(after.serverUrl).toBe('http://127.0.0.1:5080');
    expect(after.pms.webhookUrl).toBe(before.pms.webhookUrl.replace(':4080', ':5080'));
    const { config } = await opened.parts.db.selectFrom('pms_connection').select('config').executeTakeFirstOrThrow();
    expect(config).toMatchObject({ apiUrl: 'http://127.0.0.1:5081/pms' });
  });

  it('makes new secrets when the file was lost', async () => {
    await ensureDemo(opened.parts, { serverUrl: 'http://127.0.0.1:4080' });
    const before = file();
    rmSync(join(folder, 'corridor'), { recursive: true });
    await ensureDemo(opened.parts, { serverUrl: 'http://127.0.0.1:4080' });
    expect(file().locationId).toBe(before.locationId);
    expect(file().apiKey).not.toBe(before.apiKey);
  });

  it('leaves a database alone in which a real hotel lives', async () => {
    const hotel = await createTestHotel();
    const parts = { ...hotel.parts, config: { ...opened.parts.config } };
    await ensureDemo(parts, { serverUrl: 'http://127.0.0.1:4080' });
    expect(await hotel.parts.db.selectFrom('location').select('demo').execute()).toEqual([{ demo: false }]);
    expect(() => file()).toThrow();
    await hotel.close();
  });
});

describe('demoReservations', () => {
  it.each(['2026-03-29T10:00:00Z', '2026-10-24T23:30:00Z', '2028-02-29T00:10:00Z'])(
    'cover every status around %s',
    (now) => {
      const all = demoReservations({ now: Date.parse(now), timeZone: 'Europe/Vienna' });
      expect(new Set(all.map((one) => one.status))).toEqual(
        new Set(['Confirmed', 'InHouse', 'CheckedOut', 'Canceled', 'NoShow']),
      );
      for (const one of all) expect(Date.parse(one.arrival)).toBeLessThan(Date.parse(one.departure));
      const inHouse = all.filter((one) => one.status === 'InHouse').map((one) => one.unit);
      expect(new Set(inHouse).size).toBe(inHouse.length);
      expect(all.some((one) => one.status === 'Confirmed' && one.unit === undefined)).toBe(true);
    },
  );
});
