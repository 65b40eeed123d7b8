// The virtual guest against a guest API in memory that checks every proof: enrolment, live wallet, outage, revocation, hostility.
import {
  base64url,
  concat,
  encodeMailList,
  fromBase64url,
  fromHex,
  hex,
  sha256,
  utf8,
  verifySignature,
} from '@nightlatch/aliro';
import type { Wallet as ApiWallet } from '@nightlatch/api';
import type { Wallet } from '@nightlatch/phone';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createDeskHotel, type DeskHotel } from '../journeys/desk-hotel.fixture.ts';
import { createVirtualRadio } from '../radio/virtual-radio.ts';
import { createVirtualGuest, type VirtualGuest } from './create-virtual-guest.ts';

const DEVICE = '018f0000-0000-7000-8000-00000000d001';
const SECRET = 'one-time-secret-0123456789';

/** What the API saw and what it will say. */
interface GuestApi {
  readonly fetch: typeof globalThis.fetch;
  readonly points: string[];
  readonly receipts: { credentialId: string; state: string }[];
  readonly attempts: { outcome: string; diagnosis: string | null }[];
  pages: number;
  sessions: number;
  wallet: Wallet;
  push(wallet: Wallet): void;
}

function createGuestApi(wallet: Wallet): GuestApi {
  const streams = new Set<ReadableStreamDefaultController<Uint8Array>>();
  let signInPoint = '';
  const challenge = base64url(utf8('a challenge of the server'));
  const send = (stream: ReadableStreamDefaultController<Uint8Array>): void =>
    stream.enqueue(new TextEncoder().encode(`event: wallet\ndata: ${JSON.stringify(api.wallet)}\n\n`));
  const proven = (point: string, message: Uint8Array, proof: string): Promise<boolean> =>
    verifySignature(fromHex(point), message, fromBase64url(proof) ?? new Uint8Array());

  const handlers: Record<string, (body: Record<string, unknown>, token: string | null) => Promise<unknown>> = {
    '/v1/guest/enrolments': async (body) => {
      const message = concat(utf8('nightlatch-enrol-1'), await sha256(utf8(SECRET)));
      if (body.secret !== SECRET || !(await proven(String(body.signInPoint), message, String(body.proof))))
        return undefined;
      signInPoint = String(body.signInPoint);
      await takeDoorKeys(body.doorKeys);
      return { deviceId: DEVICE, token: 'first', expiresAt: new Date(0).toISOString() };
    },
    '/v1/guest/challenges': async () => ({ challenge, expiresAt: new Date().toISOString() }),
    '/v1/guest/sessions': async (body) => {
      const message = concat(utf8('nightlatch-session-1'), utf8('a challenge of the server'), utf8(DEVICE));
      if (!(await proven(signInPoint, message, String(body.signature)))) return undefined;
      api.sessions += 1;
      return { deviceId: DEVICE, token: `t${api.sessions}`, expiresAt: '2099-01-01T00:00:00.000Z' };
    },
    '/v1/guest/receipts': async (body) => {
      api.receipts.push(...(body.receipts as GuestApi['receipts'])); // the client's own shape
      return {};
    },
    '/v1/guest/door-attempts': async (body) => {
      api.attempts.push(...(body.attempts as GuestApi['attempts'])); // the client's own shape
      return {};
    },
    '/v1/guest/journal-pages': async (body) => {
      api.pages += (body.pages as unknown[]).length; // the client's own shape
      return { accepted: 1, results: [] };
    },
    '/v1/guest/door-keys': async (body) => {
      await takeDoorKeys(body.doorKeys);
      api.wallet = { ...api.wallet, spareDoorKeysWanted: 0 };
      return api.wallet;
    },
  };

  async function takeDoorKeys(offers: unknown): Promise<void> {
    for (const { point, proof } of offers as { point: string; proof: string }[]) {
      expect(await proven(point, concat(utf8('nightlatch-door-key-1'), fromHex(point)), proof)).toBe(true);
      api.points.push(point);
    }
  }

  const api: GuestApi = {
    points: [],
    receipts: [],
    attempts: [],
    pages: 0,
    sessions: 0,
    wallet,
    push: (next) => {
      api.wallet = next;
      for (const stream of streams) send(stream);
    },
    fetch: async (input, init) => {
      const { pathname } = new URL(String(input));
      const token = new Headers(init?.headers).get('authorization');
      if (pathname === '/v1/guest/live') {
        if (token === null) return refuse(401, 'not_signed_in');
        const body = new ReadableStream<Uint8Array>({
          start(controller) {
            streams.add(controller);
            send(controller);
            init?.signal?.addEventListener('abort', () => {
              streams.delete(controller);
              controller.error(new Error('aborted'));
            });
          },
        });
        return new Response(body, { headers: { 'content-type': 'text/event-stream' } });
      }
      const body: Record<string, unknown> = init?.body ? JSON.parse(String(init.body)) : {};
      const answer = await handlers[pathname]?.(body, token);
      return answer === undefined
        ? refuse(401, 'not_signed_in')
        : new Response(JSON.stringify(answer), { status: 200 });
    },
  };
  return api;
}

function refuse(status: number, code: string): Response {
  return new Response(JSON.stringify({ type: 'about:blank', title: code, status, code }), { status });
}

let hotel: DeskHotel;
let api: GuestApi;
let guest: VirtualGuest;

beforeEach(async () => {
  hotel = await createDeskHotel({ realTime: true });
  api = createGuestApi(hotel.location.wallet([], { keys: [], spareDoorKeysWanted: 2 }));
  guest = await createVirtualGuest({
    baseUrl: 'http://server.test',
    enrolmentLink: `http://server.test/guest/#enrol=${SECRET}`,
    radio: createVirtualRadio({
      doors: () => [{ id: '204', name: '204', lock: hotel.room.lock }],
      carrier: 'memory',
      setTimer: hotel.clock.setTimer,
    }),
    clock: hotel.clock,
    fetch: api.fetch,
    spareDoorKeys: 1,
  });
});

afterEach(async () => {
  await guest.close();
  await hotel.close();
});

async function until(condition: () => boolean): Promise<void> {
  for (let turn = 0; turn < 300 && !condition(); turn += 1) await new Promise((resolve) => setTimeout(resolve, 5));
  expect(condition()).toBe(true);
}

async function issue(): Promise<ApiWallet> {
  await until(() => api.points.length > 0);
  const credential = await hotel.location.credential({
    doorKeyPoint: api.points[0] ?? '',
    occupancyId: new Uint8Array(16).fill(3),
    grants: [{ door: hotel.room.door }],
  });
  // Mail for the lock: with it the lock also gives its journal page (docs/protocol §7.8).
  const item = await hotel.location.mail({ kind: 'time-floor', at: hotel.clock.now() }, hotel.room.door.lockId);
  const mail = [{ lockId: hex(hotel.room.door.lockId), items: [base64url(item)] }];
  const wallet = hotel.location.wallet([credential], { mail });
  api.push(wallet);
  await guest.waitForKeys((keys) => keys.some(({ doors }) => doors.length > 0), 2000);
  return wallet as ApiWallet; // the desk writes the API's shape
}

describe('a virtual guest', () => {
  test('enrols by proof, goes live, and brings the spare door keys that the server wants', async () => {
    await until(() => api.points.length === 3);
    expect(new Set(api.points).size).toBe(3);
    expect(api.sessions).toBe(1);
  });

  test('gets a key pushed, confirms it, opens, and tells of the try', async () => {
    await issue();
    await until(() => api.receipts.some(({ state }) => state === 'delivered'));
    expect(await guest.unlock()).toMatchObject({ kind: 'opened', door: { name: 'Room 204' } });
    expect(api.attempts).toMatchObject([{ outcome: 'opened', diagnosis: null }]);
    expect(api.pages).toBe(1);
  });

  test('opens with its network cut, hears nothing meanwhile, and tells everything afterwards', async () => {
    const wallet = await issue();
    guest.setNetwork(false);
    expect(await guest.unlock()).toMatchObject({ kind: 'opened' });
    api.push({ ...wallet, keys: [] });
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect(await guest.keys()).toHaveLength(1);
    expect(api.attempts).toEqual([]);
    guest.setNetwork(true);
    await guest.waitForKeys((keys) => keys.length === 0, 2000);
    await until(() => api.receipts.some(({ state }) => state === 'removed'));
    await until(() => api.pages === 1);
  });

  test('a hostile guest keeps a copy that works until the lock hears of the revocation, and never after', async () => {
    const wallet = await issue();
    const copy = await guest.keepCopy();
    api.push({
      ...wallet,
      keys: wallet.keys.map((key) => ({ ...key, state: 'ended', endReason: 'revoked', credentials: [] })),
    });
    await guest.waitForKeys((keys) => keys.every(({ doors }) => doors.length === 0), 2000);
    expect(await guest.unlock()).toMatchObject({ kind: 'failed', diagnosis: 'revoked' });
    expect(await copy.unlock()).toMatchObject({ kind: 'opened' });
    const list = await hotel.location.revocation([{ keyHash: await sha256(fromHex(api.points[0] ?? '')) }]);

    await hotel.room.lock.applyMail(
      encodeMailList([await hotel.location.mail({ kind: 'revocation', document: list })]),
    );
    expect(await copy.unlock()).toMatchObject({ kind: 'refused', reason: '0103', diagnosis: 'revoked' });
  });

  test('a used link is an error with the server’s own code', async () => {
    const again = createVirtualGuest({
      baseUrl: 'http://server.test',
      enrolmentLink: 'http://server.test/guest/#enrol=another-secret-0123456789',
      radio: createVirtualRadio({ doors: () => [], carrier: 'memory', setTimer: hotel.clock.setTimer }),
      fetch: api.fetch,
    });
    await expect(again).rejects.toMatchObject({ problem: { code: 'not_signed_in' } });
  });

  test('waiting in vain ends with an error that says so', async () => {
    await expect(guest.waitForKeys(() => false, 20)).rejects.toThrow('in vain');
  });
});
