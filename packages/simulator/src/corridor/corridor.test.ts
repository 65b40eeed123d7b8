// The corridor as its users meet it: over HTTP and WebSocket, with and without a server, over restarts and power cuts.
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { closeCodeOf, fromHex, initiateFrame, PHONE_A5_GATT, STATE, sha256 } from '@nightlatch/aliro';
import { createMemoryStore, createPhone, type Phone } from '@nightlatch/phone';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { SYSTEM_CLOCK } from '../guest/create-virtual-guest.ts';
import { seededRandom } from '../radio/interference.ts';
import { createSocketRadio } from '../radio/socket-radio.ts';
import { type Corridor, createCorridor } from './create-corridor.ts';
import { createDeskServer, type DeskServer } from './desk-server.fixture.ts';
import type { DoorView } from './door-view.ts';

const ROOM = '018f0000-0000-7000-8000-000000000204';
const GYM = '018f0000-0000-7000-8000-0000000000aa';
const plans = [
  { doorId: ROOM, name: 'Room 204', kind: 'room', element: 'r204' },
  { doorId: GYM, name: 'Gym', kind: 'common', element: 'c:gym' },
] as const;

let dataDir = '';
let server: DeskServer;
let corridor: Corridor;
let http: Server;
let base = '';

async function open(): Promise<void> {
  corridor = await createCorridor({
    dataDir,
    gateway: { baseUrl: 'http://server.test', apiKey: 'k', locationId: server.location.locationId },
    fetch: server.fetch,
  });
  http = createServer((request, response) => corridor.handleRequest(request, response));
  http.on('upgrade', (request, socket, head) => corridor.handleUpgrade(request, socket, head));
  http.listen(0, '127.0.0.1');
  await new Promise((resolve) => http.once('listening', resolve));
  base = `http://127.0.0.1:${(http.address() as AddressInfo).port}`; // listening on TCP, so an AddressInfo
}

async function closeHttp(): Promise<void> {
  http.closeAllConnections();
  await new Promise((resolve) => http.close(resolve));
}

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'nightlatch-corridor-'));
  server = await createDeskServer({ now: Date.now, plans });
  await open();
  await corridor.commissioned;
});

afterEach(async () => {
  await corridor.close();
  await closeHttp();
  await rm(dataDir, { recursive: true, force: true });
});

async function until(condition: () => boolean | Promise<boolean>, what: string): Promise<void> {
  for (let turn = 0; turn < 400; turn += 1) {
    if (await condition()) return;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  expect.fail(`waited in vain: ${what}`);
}

function view(doorId: string): DoorView {
  const door = corridor.doors.find(({ plan }) => plan.doorId === doorId);
  if (!door) throw new Error('no such door');
  return door.view();
}

async function press(
  doorId: string,
  name: string,
  body: unknown,
  headers: Record<string, string> = {},
): Promise<Response> {
  return fetch(`${base}/doors/${doorId}/${name}`, { method: 'POST', headers, body: JSON.stringify(body) });
}

async function guestFor(doorIds: readonly string[], generation = 1): Promise<{ phone: Phone; point: string }> {
  const radio = createSocketRadio({ corridorUrl: base, setTimer: SYSTEM_CLOCK.setTimer });
  const phone = createPhone({ store: createMemoryStore(), radio, clock: SYSTEM_CLOCK });
  const { doorKeys } = await phone.prepareEnrolment({ secret: 's'.repeat(24), deviceName: 'T', spareDoorKeys: 1 });
  const point = doorKeys[0]?.point ?? '';
  const grants = doorIds.flatMap((doorId) => {
    const door = server.door(doorId);
    return door ? [{ door, generation }] : [];
  });
  const credential = await server.location.credential({
    doorKeyPoint: point,
    occupancyId: new Uint8Array(16).fill(7),
    grants,
  });
  await phone.applyWallet(server.location.wallet([credential]));
  return { phone, point };
}

describe('doors', () => {
  test('commission themselves, advertise, open over WebSocket and report', async () => {
    const adverts: unknown = await (await fetch(`${base}/adverts`)).json();
    expect(adverts).toMatchObject([
      {
        name: '204',
        url: expect.stringMatching(/^ws:\/\/127\.0\.0\.1:\d+\/door\/[0-9a-f]{16}$/),
        info: expect.stringMatching(/^01/),
      },
      { name: 'Gym' },
    ]);
    const { phone } = await guestFor([ROOM], 3);
    expect(await phone.unlock()).toMatchObject({ kind: 'opened', door: { name: 'Room 204' } });
    expect(view(ROOM)).toMatchObject({ lamp: 'open', generation: 3, last: { text: 'Opened', reason: '0000' } });
    await until(() => server.journal(ROOM).some(({ event }) => event === 'opened'), 'the page at the server');
  });

  test('receipts are not receipted for ever', async () => {
    const { phone } = await guestFor([ROOM]);
    await phone.unlock();
    await until(() => server.journal(ROOM).some(({ event }) => event === 'opened'), 'the page at the server');
    await new Promise((resolve) => setTimeout(resolve, 300));
    const { pages } = server;
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(server.pages).toBe(pages);
    expect(pages).toBeLessThan(12);
  });

  test('invariant 21: with the server down a live key still opens, and the journal arrives later', async () => {
    const { phone } = await guestFor([ROOM]);
    server.setOn(false);
    expect(await phone.unlock()).toMatchObject({ kind: 'opened' });
    expect(server.journal(ROOM).some(({ event }) => event === 'opened')).toBe(false);
    server.setOn(true);
    await until(() => server.journal(ROOM).some(({ event }) => event === 'opened'), 'the page after the outage');
  });

  test('invariant 5: revocation mail over the gateway closes the door at once, with proof in the journal', async () => {
    const { phone, point } = await guestFor([ROOM]);
    expect(await phone.unlock()).toMatchObject({ kind: 'opened' });
    const list = await server.location.revocation([{ keyHash: await sha256(fromHex(point)) }]);
    const door = server.door(ROOM);
    if (!door) throw new Error('no door');
    server.post(door.lockId, await server.location.mail({ kind: 'revocation', document: list }, door.lockId));
    await until(() => view(ROOM).revocationEntries === 1, 'the list at the lock');
    expect(await phone.unlock()).toMatchObject({ kind: 'refused', reason: '0103', diagnosis: 'revoked' });
    expect(view(ROOM)).toMatchObject({ lamp: 'refused', last: { reason: '0103' } });
    await until(
      () => server.journal(ROOM).some(({ event, reason }) => event === 'mail-applied' && reason === 3),
      'the proof',
    );
  });
});

describe('memory', () => {
  test('invariant 6: a corridor that was killed comes back with the same locks, without the server', async () => {
    const { phone, point } = await guestFor([ROOM], 9);
    expect(await phone.unlock()).toMatchObject({ kind: 'opened' });
    const before = view(ROOM);
    server.setOn(false);
    await closeHttp();
    const abandoned = corridor; // not closed before the next one reads: what kill -9 leaves behind
    await open();
    expect(view(ROOM)).toMatchObject({ lockId: before.lockId, generation: 9, phase: 'ready' });
    expect(server.commissionings).toBe(2);
    const again = createPhone({
      store: createMemoryStore(),
      radio: createSocketRadio({ corridorUrl: base, setTimer: SYSTEM_CLOCK.setTimer }),
      clock: SYSTEM_CLOCK,
    });
    expect(point).toHaveLength(130);
    expect(await again.unlock()).toMatchObject({ kind: 'failed', diagnosis: 'no_key' });
    const { phone: next } = await guestFor([ROOM], 8);
    expect(await next.unlock()).toMatchObject({ kind: 'refused', reason: '0104' });
    await abandoned.close();
    server.setOn(true);
    await until(() => corridor.gatewayConnected, 'the gateway');
    await until(() => server.journal(ROOM).some(({ reason }) => reason === 0x0104), 'the page after the restart');
    expect(view(ROOM).journal.filter(({ text }) => text.startsWith('Mail refused'))).toEqual([]);
  });

  test('mail that comes while a door has no power waits at the gateway', async () => {
    await press(ROOM, 'power', { on: false });
    const entries = [1, 2].map((fill) => ({ keyHash: new Uint8Array(32).fill(fill) }));
    const list = await server.location.revocation(entries);
    const door = server.door(ROOM);
    if (!door) throw new Error('no door');
    server.post(door.lockId, await server.location.mail({ kind: 'revocation', document: list }, door.lockId));
    // Heard, and nothing to hand it to.
    await until(() => corridor.gatewayConnected, 'the gateway');
    await press(ROOM, 'power', { on: true });
    await until(() => view(ROOM).revocationEntries === 2, 'the list at the lock');
  });

  test('a power cut darkens the door and loses its clock; the gateway brings the time', async () => {
    const { phone } = await guestFor([ROOM]);
    server.setOn(false);
    expect((await press(ROOM, 'power', { on: false })).status).toBe(200);
    expect(view(ROOM)).toMatchObject({ phase: 'off', lamp: 'dark' });
    expect(await phone.unlock()).toMatchObject({ kind: 'failed', diagnosis: 'too_far' });
    await press(ROOM, 'power', { on: true });
    expect(await phone.unlock()).toMatchObject({ kind: 'refused', reason: '0301', diagnosis: 'lock_clock_unknown' });
    server.setOn(true);
    await until(() => view(ROOM).clock?.known === true, 'the time');
    expect(await phone.unlock()).toMatchObject({ kind: 'opened' });
  });
});

describe('switches and manners', () => {
  test('privacy and battery', async () => {
    const { phone } = await guestFor([ROOM]);
    await press(ROOM, 'privacy', { on: true });
    expect(await phone.unlock()).toMatchObject({ kind: 'refused', reason: '0202' });
    await press(ROOM, 'privacy', { on: false });
    await press(ROOM, 'battery', { level: 'critical' });
    expect(await phone.unlock()).toMatchObject({ kind: 'refused', reason: '0302' });
    await press(ROOM, 'battery', { level: 'ok' });
    expect(await phone.unlock()).toMatchObject({ kind: 'opened' });
  });

  test('other sites’ pages change nothing and read no adverts; rubbish gets a clear no', async () => {
    const evil = { origin: 'https://evil.example' };
    expect((await press(ROOM, 'privacy', { on: true }, evil)).status).toBe(403);
    expect(view(ROOM).privacy).toBe(false);
    expect((await fetch(`${base}/adverts`, { headers: evil })).headers.get('access-control-allow-origin')).toBe(null);
    const own = { origin: 'http://localhost:4080' };
    expect((await fetch(`${base}/adverts`, { headers: own })).headers.get('access-control-allow-origin')).toBe(
      own.origin,
    );
    expect((await press(ROOM, 'privacy', { on: 'yes' })).status).toBe(400);
    expect((await press(ROOM, 'explode', {})).status).toBe(404);
    expect((await press('ffff', 'privacy', { on: true })).status).toBe(404);
    expect((await fetch(`${base}/nothing`)).status).toBe(404);
    expect((await fetch(`${base}/`, { method: 'DELETE' })).status).toBe(405);
  });

  test('X13: a text message closes with 1003, a second frame in one message with 87; unknown doors and foreign pages get no link', async () => {
    const url = `${base.replace('http', 'ws')}/door/${view(ROOM).lockId}`;
    const code = await new Promise((resolve) => {
      const socket = new WebSocket(url);
      socket.on('open', () => socket.send('hello'));
      socket.on('close', resolve);
    });
    expect(code).toBe(1003);
    const twoInOne = await new Promise((resolve) => {
      const socket = new WebSocket(url);
      const initiate = initiateFrame(PHONE_A5_GATT);
      socket.on('open', () => socket.send(Uint8Array.from([...initiate, ...initiate])));
      socket.on('close', resolve);
    });
    expect(twoInOne).toBe(closeCodeOf(STATE.malformed));
    const refused = (target: string, headers = {}): Promise<string> =>
      new Promise((resolve) => {
        const socket = new WebSocket(target, { headers });
        socket.on('error', (error) => resolve(error.message));
        socket.on('open', () => resolve('open'));
      });
    expect(await refused(url.replace(/.{16}$/, '0'.repeat(16)))).toContain('404');
    expect(await refused(url, { origin: 'https://evil.example' })).toContain('404');
  });

  test('invariant 11: rubbish on the radio opens nothing, and a good key opens all the same', async () => {
    const { phone } = await guestFor([ROOM], 4);
    expect(await phone.unlock()).toMatchObject({ kind: 'opened' });
    const before = view(ROOM);
    const url = `${base.replace('http', 'ws')}/door/${before.lockId}`;
    const random = seededRandom(11);
    const rubbish = (length: number): Uint8Array => Uint8Array.from({ length }, () => Math.floor(random() * 256));
    const hostile = [
      new Uint8Array(),
      rubbish(3),
      rubbish(60),
      rubbish(5000),
      Uint8Array.of(0, 1, 0, 2, 0x90, 0x00),
      Uint8Array.of(2, 5, 0, 3, 0, 1, 0xa5),
      Uint8Array.of(0, 0, 0x10, 0x01),
    ];
    for (const message of hostile) {
      await new Promise<void>((resolve) => {
        const socket = new WebSocket(url);
        socket.on('open', () => {
          socket.send(message);
          setTimeout(() => socket.terminate(), 60);
        });
        socket.on('close', () => resolve());
        socket.on('error', () => resolve());
      });
    }
    expect(await phone.unlock()).toMatchObject({ kind: 'opened' });
    expect(view(ROOM)).toMatchObject({ generation: before.generation, revocationEntries: before.revocationEntries });
    const tries = view(ROOM).journal.filter(({ reason }) => reason !== null);
    expect(tries.filter(({ reason }) => reason === '0000')).toHaveLength(2);
  });

  test('the page says that the hardware is simulated and hears of changes', async () => {
    expect(await (await fetch(`${base}/`)).text()).toContain('Simulated hardware');
    const events = await fetch(`${base}/events`);
    const reader = events.body?.pipeThrough(new TextDecoderStream()).getReader();
    let heard = '';
    await press(GYM, 'battery', { level: 'low' });
    while (reader && !heard.includes('event: door')) heard += (await reader.read()).value ?? '';
    expect(heard).toContain('event: state');
    expect(heard).toContain('"battery":"low"');
    await reader?.cancel();
  });
});
