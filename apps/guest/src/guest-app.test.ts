// The app as a whole, without screens: real phone, real sync and databases, the API in memory, a clock that is told to move.
import 'fake-indexeddb/auto';
import { createClient } from '@nightlatch/api';
import { createMemoryStore, createPhone, type Phone, type PhoneStore, type Radio } from '@nightlatch/phone';
import { beforeEach, describe, expect, it } from 'vitest';
import { createFakeClock, eventually, type FakeClock, settled } from '../test/fake-clock.ts';
import { createInMemoryApi, type InMemoryApi } from '../test/in-memory-api.ts';
import { credentialFor, HOUR_MS, keyWith, LOCATION, T0, walletWith } from '../test/wallets.ts';
import { keyState } from './format/key-facts.ts';
import { createGuestApp, type GuestApp } from './guest-app.ts';
import { phoneIdOf } from './hotels/phones.ts';
import { createHotelClock, type HotelClock } from './server/hotel-clock.ts';
import { inTurn, type TabMessage, type Tabs } from './server/one-tab.ts';
import { createSession } from './server/session.ts';
import type { BluetoothState } from './state.ts';
import { FIRST_PHONE, type GuestDatabase, openGuestDatabase } from './store/guest-database.ts';

let api: InMemoryApi;
let clock: FakeClock;
let phone: Phone;
let database: GuestDatabase;
let told: TabMessage[];
let lead: () => void;
/** The memories of this browser by name, as IndexedDB keeps them. */
let memories: Map<string, PhoneStore>;
let alone: Tabs['alone'];
let bluetooth: BluetoothState;
let played: string[];
let attended: boolean;
let databases = 0;

const noRadio: Radio = { scan: async () => [], connect: () => Promise.reject(new Error('no radio in this test')) };

beforeEach(async () => {
  api = createInMemoryApi();
  clock = createFakeClock(T0);
  api.now = () => clock.now();
  memories = new Map();
  alone = inTurn();
  databases += 1;
  database = await openGuestDatabase(`app-${databases}`);
  await database.addPhone({ id: FIRST_PHONE });
  phone = phoneOver(FIRST_PHONE);
  bluetooth = 'unknown';
  attended = true;
  played = [];
  told = [];
  lead = () => undefined;
});

function phoneOver(id: string): Phone {
  const store = memories.get(id) ?? createMemoryStore();
  memories.set(id, store);
  return createPhone({ store, clock, radio: noRadio });
}

function appAt(hash = '', leading = true, now: HotelClock = createHotelClock(clock)): GuestApp {
  const mine = api; // an app of an earlier test that still tries to reconnect is no caller of this one
  const fetch: typeof globalThis.fetch = (input, init) => mine.fetch(input, init);
  return createGuestApp({
    database,
    clock: now,
    clientOf: () => createClient({ baseUrl: '', fetch }),
    openPhone: async ({ id }) => {
      const own = id === FIRST_PHONE ? phone : phoneOver(id);
      return { phone: own, radio: noRadio, session: createSession({ baseUrl: '', fetch, phone: own }) };
    },
    tabs: {
      tell: (message) => void told.push(message),
      whenLeading: (start) => {
        lead = start;
        if (leading) start();
      },
      alone: (name, task) => alone(name, task),
    },
    place: {
      location: { origin: '', hash, pathname: '/guest/', search: '' },
      history: { replaceState: () => undefined },
      sessionStorage: { getItem: () => null, setItem: () => undefined, removeItem: () => undefined },
    },
    userAgent: '',
    radioSupport: 'bluetooth',
    bluetooth: async () => bluetooth,
    pushBrowser: undefined,
    sounds: { play: (kind) => void played.push(kind) },
    copy: () => undefined,
    persist: async () => true,
    attended: () => attended,
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

const SECRET = 'a-secret-of-enough-letters';

const receiptsSent = (): unknown[] =>
  api.calls.flatMap(({ route, body }) =>
    route === 'POST /v1/guest/receipts' ? (body as { receipts: unknown[] }).receipts : [],
  );

const enrolments = (): unknown[] =>
  api.calls.flatMap(({ route, body }) => (route === 'POST /v1/guest/enrolments' ? [body] : []));

describe('a link', () => {
  it('redeems nothing before the button is pressed, and says whose it is', async () => {
    const app = await started(`#enrol=${SECRET}`);
    await eventually(() => expect(app.state.get().link).toMatchObject({ kind: 'offered', view: { kind: 'guest' } }));
    expect(enrolments()).toEqual([]);
  });

  it.each([
    ['expired', 'link_expired'],
    ['withdrawn', 'link_withdrawn'],
    ['used', 'link_used'],
  ] as const)('that is %s is told before anything is pressed', async (state, problem) => {
    api.links.set(SECRET, { ...api.link(LOCATION), state });
    const app = await started(`#enrol=${SECRET}`);
    await eventually(() => expect(app.state.get().link).toMatchObject({ kind: 'failed', problem }));
    expect(enrolments()).toEqual([]);
  });

  it('that this very phone used shows the keys', async () => {
    await enrolledPhone();
    await phone.applyWallet(walletWith([]));
    api.links.set(SECRET, { ...api.link(LOCATION), state: 'used' });
    const app = await started(`#enrol=${SECRET}`);
    await eventually(() =>
      expect(app.state.get()).toMatchObject({ link: { kind: 'none' }, notices: [{ kind: 'link_used_already_here' }] }),
    );
  });

  it('whose answer was lost is redeemed again after a new start, with the same key pair', async () => {
    const app = await started(`#enrol=${SECRET}`);
    await eventually(() => expect(app.state.get().link).toMatchObject({ view: {} }));
    api.loseAnswers = true;
    await app.redeemLink();
    expect(app.state.get().link).toMatchObject({ kind: 'failed', problem: 'offline' });
    api.loseAnswers = false;
    api.links.set(SECRET, { ...api.link(LOCATION), state: 'used' });
    const again = await started(`#enrol=${SECRET}`);
    await eventually(() => expect(again.state.get().link).toMatchObject({ kind: 'offered', view: { state: 'used' } }));
    await again.redeemLink();
    expect(again.state.get()).toMatchObject({ enrolled: true, link: { kind: 'none' } });
    const [first, second] = enrolments() as { signInPoint: string }[];
    expect(second?.signInPoint).toBe(first?.signInPoint);
  });
});

describe('several hotels on one phone', () => {
  const OTHER = '01890a5d-ac96-774b-bcce-b302099a8103';

  it('stand side by side: the second link adds a phone with a key pair of its own', async () => {
    const point = await enrolledPhone();
    api.wallet = walletWith([keyWith([credentialFor(point)])]);
    const app = await started();
    await eventually(() => expect(app.state.get().keys).toHaveLength(1));
    api.links.set(SECRET, api.link(OTHER));
    const second = await started(`#enrol=${SECRET}`);
    await second.redeemLink();
    expect(await phone.deviceId()).toBe(api.wallet.deviceId);
    expect((await database.phones()).map(({ locationId }) => locationId)).toEqual([undefined, OTHER]);
    const points = [memories.get(FIRST_PHONE), memories.get(phoneIdOf(OTHER))].map((store) =>
      store?.get('device', 'device'),
    );
    const [first, other] = await Promise.all(points);
    expect(first?.point).not.toBe(other?.point);
    expect(second.state.get().keys).toHaveLength(1);
    expect(second.state.get().notices).toEqual([]);
  });

  it('of one hotel, a second link is the same phone’s', async () => {
    const point = await enrolledPhone();
    api.wallet = walletWith([keyWith([credentialFor(point)])]);
    await phone.applyWallet(api.wallet);
    const app = await started(`#enrol=${SECRET}`);
    await app.redeemLink();
    expect(await database.phones()).toHaveLength(1);
    const [enrolment] = enrolments() as { signInPoint: string }[];
    expect(enrolment?.signInPoint).toBe((await memories.get(FIRST_PHONE)?.get('device', 'device'))?.point);
  });

  it('two tabs that redeem one link at once are one phone', async () => {
    const tabs = [await started(`#enrol=${SECRET}`), await started(`#enrol=${SECRET}`, false)];
    await Promise.all(tabs.map((tab) => tab.redeemLink()));
    const points = new Set((enrolments() as { signInPoint: string }[]).map(({ signInPoint }) => signInPoint));
    expect(points.size).toBe(1);
    expect((await database.phones()).filter(({ locationId }) => locationId === LOCATION)).toHaveLength(1);
    for (const tab of tabs) expect(tab.state.get()).toMatchObject({ link: { kind: 'none' } });
  });

  it('a list of phones that was lost leads to the same phone by its next link', async () => {
    const app = await started(`#enrol=${SECRET}`);
    await app.redeemLink();
    const before = await memories.get(phoneIdOf({ locationId: LOCATION }))?.get('device', 'device');
    database = await openGuestDatabase(`app-${databases}-anew`);
    const anew = await started(`#enrol=${SECRET}`);
    await anew.redeemLink();
    expect(await memories.get(phoneIdOf({ locationId: LOCATION }))?.get('device', 'device')).toMatchObject({
      point: before?.point,
    });
  });

  it('a phone that was reported lost and found comes back with a new key pair, never with the old one', async () => {
    const app = await started(`#enrol=${SECRET}`);
    await app.redeemLink();
    const [old] = enrolments() as { signInPoint: string }[];
    api.lostPoints.add(old?.signInPoint ?? '');
    api.links.set(`${SECRET}-2`, api.link(LOCATION));
    const found = await started(`#enrol=${SECRET}-2`);
    await found.redeemLink();
    const points = (enrolments() as { signInPoint: string }[]).map(({ signInPoint }) => signInPoint);
    expect(points.slice(0, 2)).toEqual([old?.signInPoint, old?.signInPoint]);
    expect(points[2]).not.toBe(old?.signInPoint);
    expect(found.state.get()).toMatchObject({ link: { kind: 'none' }, enrolled: true });
  });
});

describe('Bluetooth of this phone', () => {
  it('is told to the hotel once per change, so that the desk sees why a key does not open', async () => {
    await enrolledPhone();
    api.wallet = walletWith([]);
    bluetooth = 'off';
    await started();
    const told = (): unknown[] =>
      api.calls.flatMap(({ route, body }) => (route === 'POST /v1/guest/receipts' ? [body] : []));
    await eventually(() => expect(told()).toEqual([{ receipts: [], bluetooth: 'off' }]));
    api.push();
    await settled();
    expect(told()).toHaveLength(1);
  });

  it('is not asked about where the doors are simulated', async () => {
    await enrolledPhone();
    bluetooth = 'unsupported';
    const [location] = walletWith([]).locations;
    if (!location) throw new Error('no location');
    api.wallet = walletWith([], { locations: [{ ...location, virtualRadioUrl: 'http://localhost:1' }] });
    await started();
    await settled();
    expect(api.count('POST /v1/guest/receipts')).toBe(0);
  });
});

describe('before arrival', () => {
  it('is read for a stay that waits for its key', async () => {
    await enrolledPhone();
    const bookingId = '01890a5d-ac96-774b-bcce-b302099a8004';
    const stay = {
      bookingId,
      locationId: LOCATION,
      status: 'confirmed',
      arrivalDate: '2026-11-24',
      departureDate: '2026-11-26',
      roomNumber: null,
      waitingFor: [],
    };
    api.wallet = walletWith([], { stays: [stay] });
    const app = await started();
    await eventually(() =>
      expect(app.state.get().arrivals.get(bookingId)).toMatchObject({ stay: { mobileCheckIn: 'not_started' } }),
    );
    // The page closes by itself when the stay turns into a key: the key is what the guest waits for.
    app.showPage({ kind: 'arrival', bookingId });
    api.wallet = walletWith([keyWith([])]);
    api.push();
    await eventually(() => expect(app.state.get()).toMatchObject({ keys: [{ state: 'issued' }], page: undefined }));
  });
});

describe('what the guest chose', () => {
  it('is kept: no sound after a try, and no question for a month', async () => {
    const point = await enrolledPhone();
    await phone.applyWallet(walletWith([keyWith([credentialFor(point)])]));
    const first = await started('', false);
    const tryDoor = async (app: GuestApp): Promise<void> => {
      const trying = app.unlock('01890a5d-ac96-774b-bcce-b302099a8002', { kind: 'nearest' });
      await clock.advance(5_000);
      await trying;
    };
    await tryDoor(first);
    expect(played).toEqual(['closed']);
    await first.choose({ sound: false });
    await first.declinePush();
    await first.declineInstall();
    const second = await started('', false);
    await tryDoor(second);
    expect(played).toHaveLength(1);
    await second.offerInstall(true);
    expect(second.state.get()).toMatchObject({ pushDeclined: true, canInstall: false });
    const later = appAt('', false, createHotelClock(createFakeClock(T0 + 31 * 24 * HOUR_MS)));
    await later.offerInstall(true);
    expect(later.state.get().canInstall).toBe(true);
  });

  it('tells the hotel of messages that were shown, and forgets them then', async () => {
    await enrolledPhone();
    await database.addPushed({ id: '01890a5d-ac96-774b-bcce-b302099a8777', state: 'opened' });
    await started();
    const receipts = [{ messageId: '01890a5d-ac96-774b-bcce-b302099a8777', state: 'opened' }];
    await eventually(() =>
      expect(api.calls.find(({ route }) => route === 'POST /v1/guest/message-receipts')?.body).toEqual({ receipts }),
    );
    await eventually(async () => expect(await database.pushed()).toEqual([]));
  });
});

describe('past stays', () => {
  it('archive themselves when the hotel stops telling of their keys, and can be taken off the list', async () => {
    const point = await enrolledPhone();
    const ended = keyWith([], { state: 'ended', endReason: 'checked_out', validUntil: new Date(T0 - 1).toISOString() });
    api.wallet = walletWith([keyWith([credentialFor(point)])]);
    const app = await started();
    api.wallet = walletWith([ended]);
    api.push();
    await eventually(() => expect(app.state.get().keys).toMatchObject([{ state: 'ended' }]));
    expect(app.state.get().archived).toEqual([]);
    api.wallet = walletWith([], { locations: [] });
    api.push();
    await eventually(() => expect(app.state.get().archived).toEqual([ended.keyId]));
    expect(app.state.get()).toMatchObject({
      keys: [{ state: 'ended', endReason: 'checked_out', roomNumber: '204', doors: [] }],
      locations: [{ name: 'Hotel Nightlatch' }],
      notices: [],
    });
    await app.forgetPast(ended.keyId);
    expect(app.state.get()).toMatchObject({ keys: [], archived: [] });
  });

  it('keep no connection open, and are looked at when the app comes back', async () => {
    await enrolledPhone();
    api.wallet = walletWith([keyWith([], { state: 'ended', endReason: 'checked_out' })]);
    await phone.applyWallet(api.wallet);
    const app = appAt();
    await app.start();
    await eventually(() => expect(api.count('GET /v1/guest/wallet')).toBe(1));
    expect(api.count('GET /v1/guest/live')).toBe(0);
    app.wake();
    await eventually(() => expect(api.count('GET /v1/guest/wallet')).toBe(2));
  });
});

describe('a key that ended within the stay', () => {
  it.each(['revoked', 'expired'] as const)(
    '%s: the connection stays, and the next key comes by itself',
    async (endReason) => {
      const point = await enrolledPhone();
      api.wallet = walletWith([keyWith([], { state: 'ended', endReason })]);
      await phone.applyWallet(api.wallet);
      const app = await started();
      expect(api.count('GET /v1/guest/wallet')).toBe(0);
      api.wallet = walletWith([
        keyWith([], { state: 'ended', endReason }),
        keyWith([credentialFor(point)], { keyId: '01890a5d-ac96-774b-bcce-b302099a8099' }),
      ]);
      api.push();
      await eventually(() => expect(app.state.get().keys.filter((key) => key.state === 'issued')).toHaveLength(1));
    },
  );
});

describe('a clock that is wrong by days', () => {
  it('is corrected by the server’s, and the correction is kept', async () => {
    const point = await enrolledPhone();
    api.wallet = walletWith([keyWith([credentialFor(point)])]);
    api.now = () => T0;
    clock = createFakeClock(T0 + 3 * 24 * HOUR_MS);
    const app = await started();
    await eventually(() => expect(app.state.get().keys).toHaveLength(1));
    await eventually(async () => expect(await database.setting('clockOffset')).toBe(-3 * 24 * HOUR_MS));
    await app.reread();
    const [key] = app.state.get().keys;
    expect(key && keyState(key, app.state.get().now)).toBe('ready');
    const restarted = appAt('', false, createHotelClock(clock, await database.setting('clockOffset')));
    expect(restarted.state.get().now).toBe(T0);
  });

  it('hides no key from its doors while offline: the phone still tries them', async () => {
    const point = await enrolledPhone();
    await phone.applyWallet(walletWith([keyWith([credentialFor(point)])]));
    api.unreachable = true;
    clock = createFakeClock(T0 + 30 * 24 * HOUR_MS);
    phone = phoneOver(FIRST_PHONE);
    const app = appAt();
    await app.start();
    const trying = app.unlock('01890a5d-ac96-774b-bcce-b302099a8002', { kind: 'nearest' });
    await clock.advance(5_000);
    await trying;
    expect(app.state.get()).toMatchObject({
      keys: [{ state: 'issued', doors: [{ name: 'Room 204' }] }],
      unlock: { kind: 'done', outcome: { kind: 'failed', diagnosis: 'too_far' } },
    });
  });
});

describe('storage that was thrown away', () => {
  it('in part: a credential without its door key is told as removed, so that the hotel signs another', async () => {
    const point = await enrolledPhone();
    await memories.get(FIRST_PHONE)?.write([{ op: 'delete', collection: 'doorKeys', id: point }]);
    api.wallet = walletWith([keyWith([credentialFor(point)])]);
    await started();
    const removed = { credentialId: '01890a5d-ac96-774b-bcce-b302099a8001', state: 'removed' };
    await eventually(() => expect(receiptsSent()).toEqual([removed]));
  });

  it('while a link is redeemed: no id is kept for a key pair that is gone', async () => {
    const app = await started(`#enrol=${SECRET}`);
    api.onEnrol = () =>
      memories.get(phoneIdOf({ locationId: LOCATION }))?.write([{ op: 'delete', collection: 'device', id: 'device' }]);
    await app.redeemLink();
    expect(app.state.get()).toMatchObject({
      enrolled: false,
      link: { kind: 'failed', problem: 'browser_blocks_keys' },
    });
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

  it('is closed when nobody has looked for five minutes, and opened again at the next look', async () => {
    await enrolledPhone();
    const app = await started();
    attended = false;
    await clock.advance(4 * 60_000);
    expect(app.state.get().connection).toBe('online');
    await clock.advance(2 * 60_000);
    expect(app.state.get().connection).toBe('connecting'); // neither here nor lost: no word of it on the screen
    const calls = api.calls.length;
    await clock.advance(HOUR_MS);
    expect(api.calls.length).toBe(calls); // nothing at all is asked meanwhile
    expect(api.count('GET /v1/guest/live')).toBe(1);
    attended = true;
    app.wake();
    await live(app);
    expect(api.count('GET /v1/guest/live')).toBe(2);
  });

  it('stays open while another tab is looked at, which says so', async () => {
    await enrolledPhone();
    const app = await started();
    attended = false;
    for (let minute = 0; minute < 8; minute += 1) {
      await clock.advance(60_000);
      app.attend();
    }
    expect(app.state.get().connection).toBe('online');
    expect(api.count('GET /v1/guest/live')).toBe(1);
    const other = await started('', false);
    attended = true;
    told = [];
    await clock.advance(30_000);
    expect(told).toContainEqual({ kind: 'hello' });
    expect(other.state.get().keys).toEqual([]);
  });
});

describe('reports', () => {
  it('that a busy server turned away go again while the connection stays open, one at a time', async () => {
    const point = await enrolledPhone();
    api.wallet = walletWith([keyWith([credentialFor(point)])]);
    const known = api.fetch;
    let turnedAway = 0;
    const busy: typeof fetch = async (input, init) => {
      if (!String(input).endsWith('/receipts')) return known(input, init);
      turnedAway += 1;
      const body = JSON.stringify({ type: 'about:blank', title: '', status: 429, code: 'too_many_requests' });
      return new Response(body, { status: 429, headers: { 'retry-after': '20' } });
    };
    Object.assign(api, { fetch: busy });
    await started();
    await eventually(() => expect(turnedAway).toBe(1));
    await settled();
    Object.assign(api, { fetch: known });
    await clock.advance(19_999);
    expect(receiptsSent()).toEqual([]);
    await clock.advance(2_001);
    await eventually(() => expect(receiptsSent()).toHaveLength(1));
    expect(turnedAway).toBe(1);
    expect(api.count('GET /v1/guest/live')).toBe(1); // the same connection all the while
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

  it('are renewed when help asks for it, and only say so when they are here', async () => {
    const point = await enrolledPhone();
    api.wallet = walletWith([keyWith([credentialFor(point)])]);
    const app = await started();
    await eventually(() => expect(app.state.get().keys[0]?.leaseUntilMs).toBe(T0 + 24 * HOUR_MS));
    const keyId = app.state.get().keys[0]?.keyId ?? '';
    api.wallet = walletWith([
      keyWith([credentialFor(point, { leaseUntil: new Date(T0 + 48 * HOUR_MS).toISOString() })]),
    ]);
    expect(await app.renewKey(keyId)).toBe(true);
    await eventually(() => expect(app.state.get().keys[0]?.leaseUntilMs).toBe(T0 + 48 * HOUR_MS));
    expect(await app.renewKey('a key of nobody here')).toBe(false);
    api.unreachable = true;
    expect(await app.renewKey(keyId)).toBe(false);
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
