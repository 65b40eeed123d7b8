// The app as a whole, without screens: real phone, real sync and databases, the API in memory, a clock that is told to move.
import 'fake-indexeddb/auto';
import { createMemoryStore, createPhone, type Phone } from '@nightlatch/phone';
import { beforeEach, describe, expect, it } from 'vitest';
import { createFakeClock, eventually, type FakeClock, settled } from '../test/fake-clock.ts';
import { createInMemoryApi, type InMemoryApi } from '../test/in-memory-api.ts';
import { credentialFor, HOUR_MS, keyWith, T0, walletWith } from '../test/wallets.ts';
import { createGuestApp, type GuestApp } from './guest-app.ts';
import type { TabMessage } from './server/one-tab.ts';
import { createSession } from './server/session.ts';
import { type GuestDatabase, openGuestDatabase } from './store/guest-database.ts';

let api: InMemoryApi;
let clock: FakeClock;
let phone: Phone;
let database: GuestDatabase;
let told: TabMessage[];
let lead: () => void;
let databases = 0;

beforeEach(async () => {
  api = createInMemoryApi();
  clock = createFakeClock(T0);
  phone = createPhone({
    store: createMemoryStore(),
    clock,
    radio: { scan: async () => [], connect: () => Promise.reject(new Error('no radio in this test')) },
  });
  databases += 1;
  database = await openGuestDatabase(`app-${databases}`);
  told = [];
  lead = () => undefined;
});

function appAt(hash = '', leading = true): GuestApp {
  return createGuestApp({
    phone,
    database,
    clock,
    radio: { scan: async () => [], connect: () => Promise.reject(new Error('no radio in this test')) },
    session: createSession({ baseUrl: '', fetch: (input, init) => api.fetch(input, init), phone }),
    tabs: {
      tell: (message) => void told.push(message),
      whenLeading: (start) => {
        lead = start;
        if (leading) start();
      },
    },
    place: {
      location: { hash, pathname: '/guest/', search: '' },
      history: { replaceState: () => undefined },
      sessionStorage: { getItem: () => null, setItem: () => undefined, removeItem: () => undefined },
    },
    userAgent: '',
    persist: async () => true,
    buzz: () => undefined,
  });
}

/** A phone that is enrolled, with the points of its spare door keys. */
async function enrolledPhone(): Promise<string> {
  const enrolment = await phone.prepareEnrolment({ secret: 's'.repeat(24), deviceName: 'T', spareDoorKeys: 2 });
  await phone.enrolled(api.wallet.deviceId, enrolment);
  return enrolment.doorKeys[0]?.point ?? '';
}

async function started(hash = '', leading = true): Promise<GuestApp> {
  const app = appAt(hash, leading);
  await app.start();
  if (leading && app.state.get().enrolled) await live(app);
  return app;
}

/** Until the live wallet was applied and all that follows from it is done. */
async function live(app: GuestApp): Promise<void> {
  await eventually(() => expect(app.state.get().connection).toBe('online'));
  await settled();
}

const receiptsSent = (): unknown[] =>
  api.calls.flatMap(({ route, body }) =>
    route === 'POST /v1/guest/receipts' ? (body as { receipts: unknown[] }).receipts : [],
  );

describe('a link', () => {
  it('redeems nothing before the button is pressed', async () => {
    const app = await started('#enrol=a-secret-of-enough-letters');
    expect(app.state.get().link).toEqual({ kind: 'offered' });
    expect(api.calls).toEqual([]);
  });

  it('that was used shows the keys where this phone is set up already', async () => {
    await enrolledPhone();
    const fetchBefore = api.fetch;
    const used: typeof fetch = async (input, init) =>
      String(input).endsWith('/enrolments')
        ? Response.json({ type: '', title: '', status: 410, code: 'link_used' }, { status: 410 })
        : fetchBefore(input, init);
    Object.assign(api, { fetch: used });
    const app = await started('#enrol=a-secret-of-enough-letters');
    await app.redeemLink();
    expect(app.state.get()).toMatchObject({ link: { kind: 'none' }, notices: [{ kind: 'link_used_already_here' }] });
  });
});

describe('a second link on the same phone', () => {
  it('replaces the keys of the first without saying that the hotel took them back', async () => {
    const point = await enrolledPhone();
    api.wallet = walletWith([keyWith([credentialFor(point)])]);
    const app = await started('#enrol=a-secret-of-enough-letters');
    await eventually(() => expect(app.state.get().keys).toHaveLength(1));
    const known = api.fetch;
    const enrols: typeof fetch = async (input, init) =>
      String(input).endsWith('/enrolments')
        ? Response.json(
            { deviceId: '01890a5d-ac96-774b-bcce-b302099a9999', token: 'none', expiresAt: '' },
            { status: 201 },
          )
        : known(input, init);
    Object.assign(api, { fetch: enrols });
    api.wallet = walletWith([]);
    await app.redeemLink();
    await eventually(async () => {
      await clock.advance(1);
      expect(app.state.get().keys).toEqual([]);
    });
    await settled();
    expect(app.state.get().notices).toEqual([]);
    expect(await phone.deviceId()).toBe('01890a5d-ac96-774b-bcce-b302099a9999');
  });
});

describe('the live wallet', () => {
  it('brings the key, is confirmed, and the spare door keys it asks for are offered', async () => {
    const point = await enrolledPhone();
    api.wallet = walletWith([keyWith([credentialFor(point)])], { spareDoorKeysWanted: 3 });
    const app = await started();
    await eventually(() => expect(app.state.get().keys).toMatchObject([{ roomNumber: '204' }]));
    const delivered = { credentialId: '01890a5d-ac96-774b-bcce-b302099a8001', state: 'delivered' };
    await eventually(() => expect(receiptsSent()).toEqual([delivered]));
    await eventually(() => {
      const offers = api.calls.find(({ route }) => route === 'POST /v1/guest/door-keys')?.body;
      expect(offers).toMatchObject({ doorKeys: [{}, {}, {}] });
    });
    expect(told).toContainEqual({ kind: 'changed' });
  });

  it('takes a revoked key away: deleted, confirmed, shown as ended', async () => {
    const point = await enrolledPhone();
    api.wallet = walletWith([keyWith([credentialFor(point)])]);
    const app = await started();
    api.wallet = walletWith([keyWith([], { state: 'ended', endReason: 'revoked' })]);
    api.push();
    const removed = { credentialId: '01890a5d-ac96-774b-bcce-b302099a8001', state: 'removed' };
    await eventually(() => expect(receiptsSent().at(-1)).toEqual(removed));
    await eventually(() => expect(app.state.get().unconfirmedRemovals).toBe(0));
    expect(app.state.get().keys).toMatchObject([{ state: 'ended', endReason: 'revoked', doors: [] }]);
  });

  it('leaves a notice when a key is gone from the wallet altogether', async () => {
    const point = await enrolledPhone();
    api.wallet = walletWith([keyWith([credentialFor(point)])]);
    const app = await started();
    api.wallet = walletWith([]);
    api.push();
    const expected = { kind: 'key_removed', hotel: 'Hotel Nightlatch', roomNumber: '204' };
    await eventually(() => expect(app.state.get().notices).toMatchObject([expected]));
    await app.closeNotice(app.state.get().notices[0]?.id ?? '');
    expect(app.state.get().notices).toEqual([]);
  });

  it('says offline only when the connection does not come back by itself', async () => {
    await enrolledPhone();
    const app = await started();
    api.unreachable = true;
    api.dropStreams();
    await settled();
    expect(app.state.get().connection).toBe('online');
    await clock.advance(1_500);
    expect(app.state.get().connection).toBe('offline');
    api.unreachable = false;
    app.wake();
    await live(app);
  });

  it('signs in again by itself when the session has ended', async () => {
    await enrolledPhone();
    const app = await started();
    api.endSessions();
    api.dropStreams();
    app.networkGone();
    app.wake();
    await eventually(async () => {
      await clock.advance(1);
      expect(app.state.get().connection).toBe('online');
    });
    expect(api.count('POST /v1/guest/sessions')).toBe(2);
  });

  it('says so when the hotel keeps refusing the phone’s signature, and keeps the key', async () => {
    const point = await enrolledPhone();
    api.wallet = walletWith([keyWith([credentialFor(point)])]);
    const app = await started();
    const known = api.fetch;
    const forgets: typeof fetch = async (input, init) => {
      api.endSessions();
      return known(input, init);
    };
    Object.assign(api, { fetch: forgets });
    api.dropStreams();
    app.networkGone();
    app.wake();
    await eventually(async () => {
      await clock.advance(10_000);
      expect(app.state.get().connection).toBe('not_known');
    });
    expect(app.state.get().keys).toHaveLength(1);
    Object.assign(api, { fetch: known });
    await eventually(async () => {
      await clock.advance(10_000);
      expect(app.state.get().connection).toBe('online');
    });
  });

  it('forgets everything when the hotel has removed this phone, and says so', async () => {
    const point = await enrolledPhone();
    api.wallet = walletWith([keyWith([credentialFor(point)])]);
    const app = await started();
    api.deviceRemoved = true;
    api.dropStreams();
    app.networkGone();
    app.wake();
    await eventually(() =>
      expect(app.state.get()).toMatchObject({ enrolled: false, keys: [], notices: [{ kind: 'device_removed' }] }),
    );
    expect(await phone.deviceId()).toBeUndefined();
  });

  it('is opened by the leading tab only', async () => {
    await enrolledPhone();
    const app = await started('', false);
    expect(api.count('GET /v1/guest/live')).toBe(0);
    lead();
    await live(app);
    expect(api.count('GET /v1/guest/live')).toBe(1);
  });
});

describe('leases', () => {
  it('are renewed past half of their time, and again after a failure', async () => {
    const point = await enrolledPhone();
    api.wallet = walletWith([keyWith([credentialFor(point)])]);
    await started();
    await eventually(() => expect(receiptsSent()).toHaveLength(1));
    await settled();
    expect(api.count('POST /v1/guest/leases')).toBe(0);
    // Each credential has its own place between half and three quarters of its lease: phones of one hour do not come at once.
    await clock.advance(12 * HOUR_MS - 1);
    await settled();
    expect(api.count('POST /v1/guest/leases')).toBe(0);
    // The last six digits of its id say where.
    await clock.advance(Math.ceil((6 * HOUR_MS * 0x9a8001) / 0x1000000) + 2);
    await eventually(() => expect(api.count('POST /v1/guest/leases')).toBe(1));
    await clock.advance(60_000);
    await eventually(() => expect(api.count('POST /v1/guest/leases')).toBe(2)); // the in-memory API gave the same lease again
  });

  it('are renewed once at the start of an app that holds a key', async () => {
    const point = await enrolledPhone();
    api.wallet = walletWith([keyWith([credentialFor(point)])]);
    await phone.applyWallet(api.wallet);
    await started();
    await eventually(() => expect(api.count('POST /v1/guest/leases')).toBe(1));
    api.push();
    await settled();
    expect(api.count('POST /v1/guest/leases')).toBe(1);
  });
});

describe('unlocking', () => {
  it('tells the server of the try, later when it was offline', async () => {
    const point = await enrolledPhone();
    api.wallet = walletWith([keyWith([credentialFor(point)])]);
    const app = await started();
    api.unreachable = true;
    api.dropStreams();
    await clock.advance(2_000);
    const trying = app.unlock('01890a5d-ac96-774b-bcce-b302099a8002', { kind: 'nearest' });
    await clock.advance(5_000); // the phone scans more than once
    await trying;
    expect(app.state.get().unlock).toMatchObject({ kind: 'done', outcome: { kind: 'failed', diagnosis: 'too_far' } });
    expect(api.count('POST /v1/guest/door-attempts')).toBe(0);
    api.unreachable = false;
    app.wake();
    const told = { attempts: [{ outcome: 'failed', diagnosis: 'too_far' }] };
    await eventually(() =>
      expect(api.calls.find(({ route }) => route === 'POST /v1/guest/door-attempts')?.body).toMatchObject(told),
    );
    await eventually(async () => expect(await database.attempts()).toEqual([]));
  });
});
