// `checkin.rush.*`: check-ins that come as webhooks at a steady rate, from each one's sending to its key's signed document, committed.
import { randomUUID } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { Agent, createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { createPmsHandler, createStandInPms } from '@nightlatch/simulator';
import type { Family, Figure } from '../figure.ts';
import { makeFolder } from '../make-folder.ts';
import { percentile } from '../statistics.ts';
import { BARE_EXCHANGE, measureBareExchange } from './bare-exchange.ts';
import { untilQuiet } from './burst.ts';
import { call, loopback } from './call.ts';
import type { Hotel } from './hotel.ts';
import { type IssuableBooking, stockBookings } from './issue-stock.ts';

const PER_SECOND = 200;
const SECONDS = 5;
/** The server takes 100 webhooks a second from one address. */
const ADDRESSES = 8;
const GIVE_UP_MS = 120_000;

type DemoPms = {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly propertyId: string;
  readonly propertyName: string;
  readonly timeZone: string;
  readonly webhookUrl: string;
};

/** The demo's own secrets, which its corridor reads from there too. */
const readDemoPms = async (dataDir: string): Promise<DemoPms> => {
  const text = await readFile(join(dataDir, 'corridor', 'gateway.json'), 'utf8');
  return (JSON.parse(text) as { pms: DemoPms }).pms; // written by the server's demo
};

/** A stand-in PMS of ours where all these guests are in the house already: each webhook is news to the server only. */
const startPms = async (demo: DemoPms, stock: readonly IssuableBooking[], folder: string): Promise<Server> => {
  const day = 24 * 60 * 60 * 1000;
  const now = Date.now();
  await mkdir(folder, { recursive: true });
  // As its state file is after it sent everything; made by seeds, it would write the file once for each.
  const reservations = stock.map(({ reference, unitId }, n) => ({
    id: reference,
    bookingId: reference.split('-')[0],
    status: 'InHouse',
    unitId,
    arrival: now - day,
    departure: now + 2 * day,
    created: now,
    modified: now,
    checkInTime: now,
    adults: 1,
    primaryGuest: { firstName: 'Bench', lastName: `Guest ${n + 1}` },
    additionalGuests: [],
  }));
  const state = { version: 1, seeded: true, nextNumber: 1, reservations, unsent: [], subscriptions: [] };
  await writeFile(join(folder, 'pms.json'), JSON.stringify(state));
  const pms = await createStandInPms({
    dataDir: folder,
    property: { id: demo.propertyId, name: demo.propertyName, timeZone: demo.timeZone },
    units: stock.map(({ unitId }) => ({ id: unitId, name: `B${unitId}` })),
    clientId: demo.clientId,
    clientSecret: demo.clientSecret,
  });
  const handle = createPmsHandler(pms);
  const server = createServer((request, response) => void handle(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
};

/** Points the hotel's PMS connection to `url`; gives the way back. */
const connectTo = async ({ pool, locationId }: Hotel, url: string): Promise<() => Promise<void>> => {
  const { rows } = await pool.query<{ config: object }>('select config from pms_connection where location_id = $1', [
    locationId,
  ]);
  const before = rows[0]?.config ?? {};
  const set = (config: object): Promise<unknown> =>
    pool.query('update pms_connection set config = $2 where location_id = $1', [locationId, JSON.stringify(config)]);
  await set({ ...before, apiUrl: url, identityUrl: url, webhookUrl: url });
  return async () => void (await set(before));
};

/** When each phone's document was committed: the server tells its own streams by the same notification. */
const listen = async ({ pool }: Hotel, deviceIds: ReadonlySet<string>) => {
  const client = await pool.connect();
  const at = new Map<string, number>();
  client.on('notification', ({ payload = '' }) => {
    const now = performance.now();
    for (const [id = ''] of payload.matchAll(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g))
      if (deviceIds.has(id) && !at.has(id)) at.set(id, now);
  });
  await client.query('listen nightlatch_live');
  return { at, stop: () => client.release(true) };
};

/** Confirms lock mail as the gateway's locks would: doors of this bench are rows only, and mail that nobody takes would pile up. */
const confirmMail = ({ pool }: Hotel): (() => void) => {
  const timer = setInterval(() => {
    pool
      .query(
        "update lock_mail set confirmed_at = now() where confirmed_at is null and created_at < now() - interval '200 ms'",
      )
      .catch(() => undefined);
  }, 200);
  return () => clearInterval(timer);
};

const rush = async (hotel: Hotel, demo: DemoPms, stock: readonly IssuableBooking[]): Promise<number[]> => {
  const agent = new Agent({ keepAlive: true, maxSockets: 4 });
  const heard = await listen(hotel, new Set(stock.map(({ deviceId }) => deviceId)));
  const confirmed = confirmMail(hotel);
  const sent = new Map<string, number>();
  const started = performance.now();
  const calls: Promise<void>[] = [];
  for (const [n, { reference, deviceId }] of stock.entries()) {
    const due = started + (n * 1000) / PER_SECOND;
    const wait = due - performance.now();
    if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
    // From when it was due: a sender that can't keep up does not make the server look quicker.
    sent.set(deviceId, due);
    const body = JSON.stringify({
      topic: 'Reservation',
      type: 'checked-in',
      id: randomUUID(),
      accountId: 'STANDIN',
      propertyId: demo.propertyId,
      data: { entityId: reference },
      timestamp: Date.now(),
    });
    const url = `${hotel.url}${new URL(demo.webhookUrl).pathname}`;
    calls.push(
      call({ url, agent, body, from: loopback(n % ADDRESSES) }).then(({ status, text }) => {
        if (status >= 300) throw new Error(`the webhook answered ${status}: ${text}`);
      }),
    );
  }
  await Promise.all(calls);
  const deadline = performance.now() + GIVE_UP_MS;
  while (heard.at.size < stock.length && performance.now() < deadline)
    await new Promise((resolve) => setTimeout(resolve, 50));
  heard.stop();
  confirmed();
  agent.destroy();
  if (heard.at.size < stock.length) throw new Error(`${stock.length - heard.at.size} keys did not come`);
  return stock.map(({ deviceId }) => (heard.at.get(deviceId) ?? 0) - (sent.get(deviceId) ?? 0));
};

export const rushFigures: Family = {
  group: 'server',
  names: ['checkin.rush.p50', 'checkin.rush.p99', 'checkin.rush.rate'],
  limit: `${BARE_EXCHANGE}, at rest; for the rate: the ${PER_SECOND} check-ins a second that were sent`,
  measure: async function* (bench): AsyncIterable<Figure> {
    const hotel = await bench.hotel();
    const { pool, locationId } = hotel;
    const count = PER_SECOND * SECONDS * bench.runs(1);
    bench.say(`${count} check-ins, ${PER_SECOND} a second`);
    const stock = await stockBookings(pool, { locationId, count, confirmed: true });
    const demo = await readDemoPms(hotel.dataDir);
    const folder = await makeFolder('pms');
    const pms = await startPms(demo, stock, folder.path);
    const back = await connectTo(hotel, `http://127.0.0.1:${(pms.address() as AddressInfo).port}/pms`); // it listens on a port
    try {
      const started = performance.now();
      const times = await rush(hotel, demo, stock);
      const seconds = (performance.now() - started) / 1000;
      await untilQuiet(hotel);
      const bare = await measureBareExchange(hotel, 200);
      for (const [name, share] of [
        ['checkin.rush.p50', 0.5],
        ['checkin.rush.p99', 0.99],
      ] as const)
        yield { name, value: percentile(times, share), unit: 'ms', limit: percentile(bare, share), runs: count };
      yield { name: 'checkin.rush.rate', value: count / seconds, unit: 'check-ins/s', limit: PER_SECOND, runs: count };
    } finally {
      await back();
      pms.closeAllConnections();
      pms.close();
      await folder.remove();
    }
  },
};
