// Receivers that hang or give no answer: they take few places among a server's jobs, are left alone for a while, and nothing is lost.
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { emit } from '../events.ts';
import { createTestSite, type TestSite } from '../fixtures/site.fixture.ts';
import { createTestStock } from '../fixtures/stock.fixture.ts';
import { startWorker } from '../jobs/run-worker.ts';
import { deliverWebhooks } from './deliver.ts';

let site: TestSite;
let receiver: Server;
let origin: string;
/** What is done with a call; null: it hangs. */
let answer: ((response: ServerResponse) => void) | null = null;
const open = new Set<ServerResponse>();
let mostOpen = 0;
let calls: string[] = [];

const took = (response: ServerResponse): void => void response.writeHead(204).end();
const noAnswer = (response: ServerResponse): void => void response.socket?.destroy();

beforeAll(async () => {
  site = await createTestSite();
  (site.hotel.parts.config.webhookAllow as string[]).push('127.0.0.1/32');
  receiver = createServer((request, response) => {
    request.resume().on('end', () => {
      calls.push(request.url ?? '');
      if (answer) return answer(response);
      open.add(response);
      mostOpen = Math.max(mostOpen, open.size);
      response.on('close', () => open.delete(response));
    });
  });
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}`; // listening on TCP
});
afterAll(async () => {
  receiver?.closeAllConnections();
  receiver?.close();
  await site?.close();
});
beforeEach(() => {
  answer = took;
  calls = [];
});

const endpoint = async (path: string): Promise<string> => {
  const made = await site.ask({
    method: 'POST',
    url: `/v1/locations/${site.hotel.locationId}/webhooks`,
    who: site.staff.location_admin,
    json: { url: origin + path, eventTypes: ['booking.created'] },
  });
  expect(made.statusCode, made.body).toBe(201);
  return made.json<{ id: string }>().id;
};
const ask = async <Row>(text: string, values: readonly unknown[] = []): Promise<Row[]> =>
  (await site.hotel.parts.pool.query(text, [...values])).rows as Row[]; // what the text selects
const deliveries = (endpointId: string) =>
  ask<{ state: string; attempts: number }>(
    'select state, attempts from webhook_delivery where endpoint_id = $1 order by created_at, id',
    [endpointId],
  );
const until = async (what: () => Promise<boolean> | boolean): Promise<void> => {
  while (!(await what())) await new Promise((resolve) => setTimeout(resolve, 20));
};
/** Whatever was delivered before: all of it again. */
const dueAgain = (ids: readonly string[]) =>
  ask(
    `update webhook_delivery set state = 'pending', attempts = 0, next_attempt_at = created_at, delivered_at = null
     where endpoint_id = any($1::uuid[])`,
    [ids],
  );
const deleteEndpoints = () => ask('update webhook_endpoint set deleted_at = now()');

it('leaves an endpoint alone that gives no answer, longer the longer it lasts, and delivers all of it in order later', async () => {
  const { hotel } = site;
  const id = await endpoint('/silent');
  const run = () =>
    deliverWebhooks(hotel.parts, { locationId: hotel.locationId, endpointId: id, now: new Date(hotel.clock.now) });
  for (const name of ['REST-1', 'REST-2', 'REST-3']) await hotel.tell(name);
  await dueAgain([id]);
  calls = [];
  answer = noAnswer;
  await run();
  // One was tried for all three, and only that one counts as tried.
  expect(calls).toEqual(['/silent']);
  expect((await deliveries(id)).map(({ attempts }) => attempts).sort()).toEqual([0, 0, 1]);
  await run();
  expect(calls).toHaveLength(1);
  // A new event does not wake it either.
  await hotel.tell('REST-4');
  await hotel.settle();
  expect(calls).toHaveLength(1);
  hotel.clock.advance(6_000);
  await run();
  expect(calls).toHaveLength(2);
  // Failing for an hour: five minutes, where it was five seconds.
  hotel.clock.advance(3_600_000);
  await run();
  hotel.clock.advance(4 * 60_000);
  await run();
  expect(calls).toHaveLength(3);
  // By hand it goes at once.
  const again = await site.ask({
    method: 'POST',
    url: `/v1/locations/${hotel.locationId}/webhooks/${id}/replay`,
    who: site.staff.location_admin,
    json: { since: new Date(hotel.clock.now - 2 * 3_600_000).toISOString() },
  });
  expect(again.statusCode, again.body).toBe(202);
  answer = took;
  await run();
  expect((await deliveries(id)).map(({ state }) => state)).toEqual([
    'delivered',
    'delivered',
    'delivered',
    'delivered',
  ]);
  expect(calls).toHaveLength(7);
  await deleteEndpoints();
});

it('ends its turn where answers are slow, and gives back what it did not come to', async () => {
  const { hotel } = site;
  const id = await endpoint('/slow');
  for (const name of ['TURN-1', 'TURN-2', 'TURN-3', 'TURN-4']) await hotel.tell(name);
  await dueAgain([id]);
  calls = [];
  let time = 0;
  const elapsed = () => {
    time += 14_000;
    return time;
  };
  const of = { locationId: hotel.locationId, endpointId: id, now: new Date(hotel.clock.now) };
  await deliverWebhooks({ ...hotel.parts, elapsed }, of);
  expect((await deliveries(id)).map(({ state }) => state).sort()).toEqual([
    'delivered',
    'delivered',
    'pending',
    'pending',
  ]);
  // The rest is due at once, for the next turn.
  await deliverWebhooks(hotel.parts, of);
  expect((await deliveries(id)).every(({ state }) => state === 'delivered')).toBe(true);
  expect(calls).toHaveLength(4);
  await deleteEndpoints();
});

it('keeps the places of other jobs free while five receivers hang, and asks all of them in the end', async () => {
  const { hotel } = site;
  const { locationId, parts } = hotel;
  const ids = await Promise.all(['/a', '/b', '/c', '/d', '/e'].map(endpoint));
  await hotel.tell('HANG-1');
  await dueAgain(ids);
  for (const endpointId of ids) await emit(parts.db, { name: 'webhook.due', locationId, endpointId });
  const [stocked] = await createTestStock(hotel, 1);
  if (!stocked) throw new Error('no stock');
  answer = null;
  mostOpen = 0;
  const worker = await startWorker(parts);
  try {
    await until(() => mostOpen >= 3);
    // Keys are made meanwhile.
    await emit(parts.db, { name: 'booking.changed', locationId, bookingId: stocked.bookingId });
    const keys = () => ask('select from digital_key where booking_id = $1', [stocked.bookingId]);
    await until(async () => (await keys()).length > 0);
    expect(mostOpen).toBe(3);
    answer = took;
    for (const response of [...open]) took(response);
    await until(async () => {
      // Those that found no place come again by the test's clock, which the database does not follow.
      await ask('update graphile_worker._private_jobs set run_at = now() where locked_at is null and run_at > now()');
      return (await Promise.all(ids.map(deliveries))).flat().every(({ state }) => state === 'delivered');
    });
    expect(new Set(calls)).toEqual(new Set(['/a', '/b', '/c', '/d', '/e']));
  } finally {
    answer = took;
    for (const response of [...open]) took(response);
    await worker.stop();
  }
});
