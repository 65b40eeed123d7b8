// Outgoing webhooks over real HTTP to a receiver on this machine: signed, retried, replayed, switched off, and never to inside addresses.
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createTestSite, type TestSite } from '../fixtures/site.fixture.ts';
import { checkedAddress, isPublic } from '../outside/guard-address.ts';
import { deliverWebhooks } from './deliver.ts';

type Got = { headers: IncomingMessage['headers']; body: string };
let site: TestSite;
let receiver: Server;
let url: string;
let answer = 204;
let got: Got[] = [];

beforeAll(async () => {
  process.env.NIGHTLATCH_WEBHOOK_ALLOW = '';
  site = await createTestSite();
  // The fixture's configuration allows nothing inside; this receiver is allowed by name.
  (site.hotel.parts.config.webhookAllow as string[]).push('127.0.0.1/32');
  receiver = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => {
      body += chunk;
    });
    request.on('end', () => {
      got.push({ headers: request.headers, body });
      response.writeHead(answer, answer === 302 ? { location: '/elsewhere' } : {}).end();
    });
  });
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/hook`; // listening on TCP
});
afterAll(async () => {
  receiver?.close();
  await site?.close();
});
beforeEach(() => {
  answer = 204;
  got = [];
});

const at = () => `/v1/locations/${site.hotel.locationId}/webhooks`;
const admin = () => site.staff.location_admin;
const post = (path: string, json?: unknown) =>
  site.ask({ method: 'POST', url: at() + path, who: admin(), ...(json === undefined ? {} : { json }) });
const create = async (eventTypes: string[]) => {
  const made = await post('', { url, eventTypes });
  expect(made.statusCode, made.body).toBe(201);
  return made.json<{ id: string; secret: string }>();
};
const deliveries = async (id: string) =>
  (await site.ask({ method: 'GET', url: `${at()}/${id}/deliveries`, who: admin() })).json<{
    items: { id: string; state: string; attempts: number; lastStatus: number | null; lastError: string | null }[];
  }>().items;
const endpoint = async (id: string) =>
  (await site.ask({ method: 'GET', url: `${at()}/${id}`, who: admin() })).json<{
    enabled: boolean;
    disabledBecause: string | null;
  }>();
const run = (endpointId: string) =>
  deliverWebhooks(site.hotel.parts, {
    locationId: site.hotel.locationId,
    endpointId,
    now: new Date(site.hotel.clock.now),
  });

describe('a webhook', () => {
  it('tells what happened, signed, with ids and no personal data', async () => {
    const { id, secret } = await create(['booking.created', 'key.issued']);
    await site.hotel.tell('HOOK-1', { status: 'checked_in', room: { number: '102' } });
    await site.hotel.settle();
    await run(id);
    const created = got.find((one) => one.body.includes('booking.created'));
    expect(created).toBeDefined();
    const { headers, body } = created ?? { headers: {}, body: '' };
    // The test's clock is far from today, which `verify` would refuse: the signature is made again instead.
    const signed = (text: string) =>
      new Webhook(secret).sign(
        String(headers['webhook-id']),
        new Date(Number(headers['webhook-timestamp']) * 1000),
        text,
      );
    expect(headers['webhook-signature']).toBe(signed(body));
    expect(headers['webhook-signature']).not.toBe(signed(`${body} `));
    expect(Object.keys(JSON.parse(body).data).sort()).toEqual(['bookingId', 'locationId']);
    for (const one of got) expect(one.body).not.toMatch(/guest@example|Test Guest|HOOK-1/);
    expect((await deliveries(id)).every((one) => one.state === 'delivered')).toBe(true);
    // What is delivered is not sent again.
    const sent = got.length;
    await run(id);
    expect(got).toHaveLength(sent);
  });

  it('tells what batches wrote into the chain too, without anything else happening', async () => {
    const room = { number: '102' };
    await site.hotel.tell('HOOK-1', { status: 'cancelled', room });
    const bookingId = await site.hotel.tell('HOOK-BATCH', { room });
    await site.hotel.enrol(bookingId);
    const { id } = await create(['key.issued']);
    await site.hotel.tell('HOOK-BATCH', { status: 'checked_in', room });
    await run(id);
    expect(await deliveries(id)).toMatchObject([{ state: 'delivered' }]);
    expect(got.some((one) => one.body.includes('key.issued') && one.body.includes(bookingId))).toBe(true);
    await site.hotel.tell('HOOK-BATCH', { status: 'cancelled', room });
  });

  it('is tried again later under the same id, and by hand at once', async () => {
    const { id } = await create(['booking.created']);
    answer = 503;
    await site.hotel.tell('HOOK-2');
    await site.hotel.settle();
    await run(id);
    const [first] = await deliveries(id);
    expect(first).toMatchObject({ state: 'pending', attempts: 1, lastStatus: 503 });
    const ids = () => new Set(got.map((one) => one.headers['webhook-id']));
    const tries = got.length;
    await run(id);
    expect(got).toHaveLength(tries);
    answer = 204;
    expect((await post(`/${id}/deliveries/${first?.id}/replay`)).statusCode).toBe(202);
    await run(id);
    expect((await deliveries(id))[0]).toMatchObject({ state: 'delivered' });
    expect(got.length).toBeGreaterThan(tries);
    expect(ids().size).toBe(1);
    const since = new Date(site.hotel.clock.now - 60_000).toISOString();
    const replayed = await post(`/${id}/replay`, { since });
    expect(replayed.json<{ queued: number }>().queued).toBeGreaterThan(0);
  });

  it('gives up after days and switches the endpoint off with a task for staff', async () => {
    const { id } = await create(['booking.created']);
    answer = 500;
    await site.hotel.tell('HOOK-3');
    await site.hotel.settle();
    for (let n = 0; n < 12; n += 1) {
      await run(id);
      site.hotel.clock.advance(30 * 3_600_000);
    }
    const [first] = await deliveries(id);
    expect(first?.attempts).toBeGreaterThanOrEqual(5);
    expect(await endpoint(id)).toMatchObject({ enabled: false, disabledBecause: 'failing' });
    const tasks = await site.hotel.parts.db
      .selectFrom('staff_task')
      .select('detail')
      .where('kind', '=', 'webhook_disabled')
      .execute();
    expect(tasks.map((task) => task.detail)).toContainEqual({ webhookId: id, because: 'failing' });
  });

  it('is switched off at once by 410, and follows no redirect', async () => {
    const { id } = await create(['booking.created']);
    answer = 302;
    await site.hotel.tell('HOOK-4');
    await site.hotel.settle();
    await run(id);
    expect((await deliveries(id))[0]).toMatchObject({ state: 'pending', lastStatus: 302, lastError: 'redirect' });
    const [first] = await deliveries(id);
    answer = 410;
    await post(`/${id}/deliveries/${first?.id}/replay`);
    await run(id);
    expect(await endpoint(id)).toMatchObject({ enabled: false, disabledBecause: 'gone' });
    expect((await post(`/${id}/deliveries/${first?.id}/replay`)).json()).toMatchObject({ code: 'conflict' });
  });

  it('signs with the old secret beside the new one for a day', async () => {
    const { id, secret } = await create(['booking.created']);
    const rotated = (await post(`/${id}/rotate-secret`)).json<{ secret: string }>();
    const send = async (reference: string) => {
      got = [];
      await site.hotel.tell(reference);
      await site.hotel.settle();
      await run(id);
      const one = got[0];
      // The receiver's clock is the test's, far from today: signatures are compared without looking at the time.
      return String(one?.headers['webhook-signature']).split(' ').length;
    };
    expect(rotated.secret).not.toBe(secret);
    expect(await send('HOOK-5')).toBe(2);
    site.hotel.clock.advance(25 * 3_600_000);
    expect(await send('HOOK-6')).toBe(1);
  });
});

describe('inside addresses', () => {
  it.each([
    'http://127.0.0.2/',
    'https://127.0.0.2/',
    'https://10.0.0.1/',
    'https://192.168.1.1/',
    'https://169.254.169.254/latest/meta-data/',
    'https://[::1]/',
    'https://[::ffff:10.0.0.1]/',
    'https://[fd00::1]/',
    'https://0.0.0.0/',
    'https://2130706434/',
    'https://user:password@example.com/',
    'ftp://example.com/',
    'http://example.com/',
  ])('%s is refused when it is typed', async (bad) => {
    const refused = await post('', { url: bad, eventTypes: ['key.issued'] });
    expect(refused.json()).toMatchObject({ code: 'invalid_request', fields: [{ path: 'body.url' }] });
  });

  it('are refused when a name leads there, whatever it led to before', async () => {
    await expect(checkedAddress(new URL('https://localhost/'), [])).rejects.toMatchObject({ code: 'internal_address' });
    await expect(checkedAddress(new URL('http://localhost/'), ['127.0.0.0/8', '::1/128'])).resolves.toMatch(
      /^(127|::1)/,
    );
  });

  it.each(['64:ff9b::a00:1', '100.64.0.1', '224.0.0.1', '255.255.255.255', 'fe80::1', '2002:a00:1::'])(
    '%s is not public',
    (address) => {
      expect(isPublic(address)).toBe(false);
    },
  );

  it('knows public ones', () => {
    expect(isPublic('93.184.215.14')).toBe(true);
    expect(isPublic('2606:2800:220:1:248:1893:25c8:1946')).toBe(true);
  });
});
