// A hotel for Bluetooth journeys: issuer, two real locks behind the stand-in's air, and a web site with the built guest app.
// The server’s part is bookkeeping in memory; `tests/journeys` has the whole server, with the simulated radio.
import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { base64url, encodeMailList, fromHex, sha256 } from '@nightlatch/aliro';
import type { Wallet } from '@nightlatch/api';
import { createDeskLocation, type DeskDoor, type DeskLocation } from '@nightlatch/simulator';
import { createInMemoryApi, type InMemoryApi } from '../../apps/guest/test/in-memory-api.ts';
import { type RealLock, startRealLock } from './real-lock.fixture.ts';

const dist = fileURLToPath(new URL('../../apps/guest/dist/', import.meta.url));

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.webmanifest': 'application/manifest+json',
};

/** One door with its lock. */
export interface RadioDoor extends RealLock {
  readonly door: DeskDoor;
}

export interface RadioHotel {
  readonly url: string;
  readonly api: InMemoryApi;
  readonly location: DeskLocation;
  readonly room: RadioDoor;
  readonly gym: RadioDoor;
  /** A door of somebody else's room. */
  readonly neighbour: RadioDoor;
  /** Door keys that the phone offered at enrolment: hex, 65 bytes each. */
  readonly points: string[];
  /** Gives the enrolled phone a key to room and gym; times in UTC ms. `quiet`: it has to ask for it. */
  give(change?: { signedAt?: number; validUntil?: number; wallet?: Partial<Wallet>; quiet?: boolean }): Promise<void>;
  /** The room's lock learns that this phone's key is revoked, as by the hotel's gateway; the phone learns nothing. */
  revoke(): Promise<void>;
  /** Whether the server answers phones that ask the time for a lock. */
  tellsTime: boolean;
  close(): Promise<void>;
}

export async function openRadioHotel(): Promise<RadioHotel> {
  const location = await createDeskLocation({ now: Date.now });
  const room = await makeDoor(location, { doorId: 'door-204', name: 'Room 204', kind: 'room', element: 'r204' });
  const gym = await makeDoor(location, { doorId: 'door-gym', name: 'Gym', kind: 'common', element: 'c:gym' });
  const neighbour = await makeDoor(location, { doorId: 'door-205', name: 'Room 205', kind: 'room', element: 'r205' });
  const api = createInMemoryApi();
  const points: string[] = [];
  const hotel: RadioHotel = {
    get url() {
      return `http://localhost:${(site.address() as AddressInfo).port}`; // listening on a port
    },
    tellsTime: false,
    async revoke() {
      const keyHash = await sha256(fromHex(points[0] ?? ''));
      const document = await location.revocation([{ keyHash }]);
      const item = await location.mail({ kind: 'revocation', document }, room.door.lockId);
      await room.lock.applyMail(encodeMailList([item]));
    },
    api,
    location,
    room,
    gym,
    neighbour,
    points,
    async give(change = {}) {
      const { wallet, quiet, ...times } = change;
      const credential = await location.credential({
        doorKeyPoint: points[0] ?? '',
        occupancyId: new Uint8Array(16).fill(1),
        grants: [{ door: room.door }, { door: gym.door }],
        ...times,
      });
      // The simulator's wallet is the API's, but for the names of closed lists.
      api.wallet = { ...(location.wallet([credential], wallet) as Wallet), deviceId: api.wallet.deviceId };
      if (!quiet) api.push();
    },
    async close() {
      site.closeAllConnections();
      await new Promise((resolve) => site.close(resolve));
      for (const { lock } of [room, gym, neighbour]) await lock.stop();
    },
  };
  const site = await openSite(hotel);
  return hotel;
}

async function makeDoor(
  location: DeskLocation,
  plan: Pick<DeskDoor, 'doorId' | 'name' | 'kind' | 'element'>,
): Promise<RadioDoor> {
  const made = await startRealLock();
  const door = await location.commission(made.lock, { ...plan, configuration: { fast: true } });
  return Object.assign(made, { door });
}

async function openSite(hotel: RadioHotel): Promise<Server> {
  const site = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://localhost').pathname;
    const answered = path.startsWith('/v1/') ? answer(hotel, request, response) : serveFile(path, response);
    answered.catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => site.listen(0, '127.0.0.1', resolve));
  return site;
}

async function serveFile(path: string, response: ServerResponse): Promise<void> {
  const file = normalize(path.replace(/^\/guest\/?/, '')) || 'index.html';
  const name = file === '.' ? 'index.html' : file;
  const bytes = await readFile(join(dist, name)).catch(() => undefined);
  response.writeHead(bytes ? 200 : 404, {
    'content-type': TYPES[extname(name)] ?? 'application/octet-stream',
    'cache-control': 'no-cache',
  });
  response.end(bytes);
}

async function answer(hotel: RadioHotel, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { api, points } = hotel;
  if (api.unreachable) {
    response.destroy();
    return;
  }
  let body = '';
  for await (const part of request) body += String(part);
  if (request.method === 'POST' && request.url === '/v1/guest/enrolments') {
    const { doorKeys } = JSON.parse(body) as { doorKeys: { point: string }[] }; // the app's own request
    points.splice(0, points.length, ...doorKeys.map(({ point }) => point));
    response.writeHead(201, { 'content-type': 'application/json' });
    response.end(
      JSON.stringify({ deviceId: api.wallet.deviceId, token: 'x'.repeat(43), expiresAt: '2099-01-01T00:00:00.000Z' }),
    );
    return;
  }
  if (hotel.tellsTime && request.url === '/v1/guest/lock-time') {
    const { lockId, nonce } = JSON.parse(body) as { lockId: string; nonce: string }; // the app's own request
    const answer = { kind: 'time-answer' as const, at: Date.now(), nonce: fromHex(nonce) };
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ item: base64url(await hotel.location.mail(answer, fromHex(lockId))) }));
    return;
  }
  const token = request.headers.authorization;
  const answered = await api.fetch(request.url ?? '/', {
    method: request.method ?? 'GET',
    headers: token === undefined ? {} : { authorization: token },
    ...(body === '' ? {} : { body }),
  });
  response.writeHead(answered.status, { 'content-type': answered.headers.get('content-type') ?? 'text/event-stream' });
  if (!answered.body) {
    response.end();
    return;
  }
  response.flushHeaders();
  for await (const part of answered.body) response.write(part);
  response.end();
}
