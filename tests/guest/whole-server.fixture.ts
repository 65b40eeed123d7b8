// The whole server inside a test, on a PostgreSQL of its own and the real clock: two hotels, whose locks are real ones in the test's hands.
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fromBase64url, fromHex, hex } from '@nightlatch/aliro';
import { type Client, createClient, DEFAULT_MESSAGE_POLICY } from '@nightlatch/api';
import { SCOPES } from '@nightlatch/domain';
import pino from 'pino';
import { readConfig } from '../../apps/server/src/config.ts';
import { createServerParts } from '../../apps/server/src/create-server-parts.ts';
import { startEmbeddedPostgres } from '../../apps/server/src/db/embedded/start-embedded-postgres.ts';
import { wipeEmbeddedPostgres } from '../../apps/server/src/db/embedded/wipe-embedded-postgres.ts';
import { migrate } from '../../apps/server/src/db/migrate.ts';
import { addTestLocation, TEST_POLICIES } from '../../apps/server/src/fixtures/hotel.fixture.ts';
import { secretHash } from '../../apps/server/src/http/authenticate.ts';
import { buildApp } from '../../apps/server/src/http/build-app.ts';
import { newId } from '../../apps/server/src/ids.ts';
import { prepareJobs, startWorker } from '../../apps/server/src/jobs/run-worker.ts';
import type { ServerParts } from '../../apps/server/src/server-parts.ts';
import { type RealLock, startRealLock } from '../bluetooth/real-lock.fixture.ts';
import { type AppBuilds, createAppBuilds } from './app-builds.fixture.ts';

/** One location with its desk. */
export interface House {
  readonly locationId: string;
  readonly name: string;
  /** The lock of room 101, the one of the guest here. */
  readonly room: RealLock;
  /** As the hotel's own system, by an API key with every scope. */
  readonly desk: Client;
  /** A booking from yesterday to three days on, of room 101 or of the other one; the same reference means the same booking. */
  book(
    reference: string,
    status: 'confirmed' | 'checked_in' | 'checked_out',
    roomNumber?: '101' | '102',
  ): Promise<string>;
  /** A one-time link for the booking's guest. */
  link(bookingId: string): Promise<string>;
}

export interface WholeServer {
  readonly url: string;
  readonly parts: ServerParts;
  readonly lakeside: House;
  readonly hilltop: House;
  /** Which build of the guest app is served. */
  readonly builds: AppBuilds;
  close(): Promise<void>;
}

const DAY_MS = 86_400_000;
const dateOf = (at: number): string => new Date(at).toISOString().slice(0, 10);

/** `appOrigins`: where the guest app's native shell calls from. */
export async function startWholeServer({ appOrigins = '' } = {}): Promise<WholeServer> {
  const folder = await mkdtemp(join(tmpdir(), 'nightlatch-whole-'));
  const postgres = await startEmbeddedPostgres({ dataDir: folder, throwAway: true });
  const { connectionString } = postgres;
  await migrate({ connectionString });
  await prepareJobs({ connectionString });
  const config = readConfig({
    DATABASE_URL: connectionString,
    NIGHTLATCH_MASTER_KEY: randomBytes(32).toString('base64'),
    DATA_DIR: folder,
    NIGHTLATCH_APP_ORIGINS: appOrigins,
    PUBLIC_URL: 'http://localhost:4080', // links are made anew below, with the port that is free
  });
  // The push service of a test is on this computer.
  const log = pino({ level: process.env.LOG_LEVEL ?? 'silent' });
  const opened = await createServerParts({ config, connectionString, log, localCallsAllowed: true });
  const { parts } = opened;
  const builds = await createAppBuilds();
  const app = await buildApp(parts);
  app.addHook('onRequest', async (request, reply) => {
    if (builds.answer(request.url, reply)) return reply;
  });
  await app.listen({ port: 0, host: '127.0.0.1' });
  const address = app.server.address();
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  const url = `http://localhost:${address.port}`;
  const worker = await startWorker(parts);
  const lakeside = await openHouse(parts, url, 'Lakeside');
  const hilltop = await openHouse(parts, url, 'Hilltop');
  return {
    url,
    parts,
    lakeside,
    hilltop,
    builds,
    async close() {
      for (const { room } of [lakeside, hilltop]) await room.lock.stop();
      parts.live.endStreams();
      app.server.closeAllConnections();
      await app.close();
      await worker.stop();
      await opened.close();
      await postgres.stop();
      await wipeEmbeddedPostgres({ dataDir: folder });
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function openHouse(parts: ServerParts, url: string, name: string): Promise<House> {
  const locationId = newId();
  const doors = await addTestLocation(parts, { locationId, name, policies: TEST_POLICIES });
  const secret = `nlk_${randomBytes(32).toString('base64url')}`;
  const { db } = parts;
  await db
    .insertInto('api_key')
    .values({
      location_id: locationId,
      id: newId(),
      name: 'Desk',
      scopes: [...SCOPES],
      secret_hash: secretHash(secret),
      created_at: new Date(),
    })
    .execute();
  await db
    .insertInto('message_settings')
    .values({
      location_id: locationId,
      policy: JSON.stringify(DEFAULT_MESSAGE_POLICY),
      email_mode: 'captured',
      email_from: 'desk@example.com',
      since: new Date(),
      changed_at: new Date(),
    })
    .execute();
  const desk = createClient({ baseUrl: url, headers: () => ({ authorization: `Bearer ${secret}` }) });
  const room = await startRealLock();
  for (const [element, doorId] of doors) {
    const lock = element === 'r101' ? room.lock : (await startRealLock()).lock;
    const { record, rootFingerprint } = await desk.call('commissionLock', {
      params: { locationId },
      body: { doorId, lockPoint: hex(await lock.factoryPoint()), simulated: false },
    });
    const taken = await lock.commission(fromBase64url(record) ?? new Uint8Array(), fromHex(rootFingerprint));
    if (!taken.ok) throw new Error(`a lock did not take its record: ${taken.code}`);
    if (lock !== room.lock) await lock.stop();
  }
  return {
    locationId,
    name,
    room,
    desk,
    book: async (reference, status, roomNumber = '101') => {
      const now = Date.now();
      const { id } = await desk.call('putBooking', {
        params: { locationId, reference },
        body: {
          status,
          roomNumber,
          // Whatever the time of day: the guest has arrived and stays on.
          arrivalDate: dateOf(now - DAY_MS),
          departureDate: dateOf(now + 3 * DAY_MS),
          guest: { firstName: 'Test', lastName: reference, language: 'en' },
        },
      });
      return id;
    },
    link: async (bookingId) => {
      const { url: made } = await desk.call('createEnrolmentLink', { params: { locationId, bookingId } });
      return url + made.slice(new URL(made).origin.length);
    },
  };
}
