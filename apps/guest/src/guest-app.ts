// The app's map: what happens at start, at a link, at a wallet, at a press of Unlock. Screens only read the state and call these.
import { hex, parseInfo } from '@nightlatch/aliro';
import type { Arrival, Client } from '@nightlatch/api';
import type { Advert, KeyView } from '@nightlatch/phone';
import { deviceName } from './enrol/device-name.ts';
import { createLinkFlow } from './enrol/link-flow.ts';
import type { LinkPlace } from './enrol/read-link.ts';
import { createPhones, type HotelPhone, type HotelPhoneParts } from './hotels/phones.ts';
import { archiveKey, combineConnections, type Hotels, readHotels } from './hotels/read-hotels.ts';
import { type Observable, observe } from './observable.ts';
import { sendPushReceipts } from './push/push-receipts.ts';
import { type PushBrowser, pushStateOf, subscribePush } from './push/subscribe.ts';
import type { HotelClock } from './server/hotel-clock.ts';
import type { Tabs } from './server/one-tab.ts';
import type { Session } from './server/session.ts';
import { createWalletSync, type WalletSync } from './server/wallet-sync.ts';
import {
  type AppState,
  type BluetoothState,
  type Choices,
  type Connection,
  type HeardDoor,
  initialState,
  type Notice,
  type Page,
  type RadioSupport,
  type UnlockOutcome,
} from './state.ts';
import type { GuestDatabase, PhoneSlot } from './store/guest-database.ts';
import { openDoor } from './unlock/open-door.ts';
import type { Sounds } from './unlock/sounds.ts';
import type { UnlockTarget } from './unlock/targets.ts';

export interface GuestAppParts {
  /** Opens (or makes) the phone with this database. */
  readonly openPhone: (slot: PhoneSlot) => Promise<HotelPhoneParts>;
  /** Without a token: links of this server; undefined: of the one that the app came from. */
  readonly clientOf: (server: string | undefined) => Client;
  readonly database: GuestDatabase;
  readonly clock: HotelClock;
  readonly tabs: Tabs;
  readonly place: LinkPlace;
  readonly userAgent: string;
  readonly radioSupport: RadioSupport;
  /** Bluetooth as the browser tells it now; `refused`: the last try was not allowed to use it. */
  readonly bluetooth: (refused: boolean) => Promise<BluetoothState>;
  /** Puts text on the clipboard. */
  readonly copy: (text: string) => void;
  /** Asks the browser not to throw the key away; its answer changes nothing. */
  readonly persist: () => Promise<unknown>;
  /** Absent where the browser has no push messages. */
  readonly pushBrowser: PushBrowser | undefined;
  readonly sounds: Sounds;
  /** Somebody looks at this page now. */
  readonly attended: () => boolean;
  /** A short buzz in the hand, where there is one. */
  readonly buzz: (pattern: readonly number[]) => void;
}

export interface GuestApp {
  readonly state: Observable<AppState>;
  start(): Promise<void>;
  /** A link may have been opened in this very tab. */
  readLink(): void;
  redeemLink(): Promise<void>;
  /** The guest does not want the link on the screen any more. */
  leaveLink(): void;
  /** Copies the link that is on the screen. */
  copyLink(): void;
  unlock(keyId: string, target: UnlockTarget): Promise<void>;
  endUnlock(): void;
  /** Has the key's leases renewed now, as opening the app would; false where the hotel is out of reach. */
  renewKey(keyId: string): Promise<boolean>;
  /** Lists the doors in simulated range, for standing at another door. */
  lookAround(): Promise<void>;
  showKey(keyId: string | undefined): void;
  showPage(page: Page | undefined): void;
  /** Asks for push messages. */
  askForPush(): Promise<void>;
  /** No, for a month. */
  declinePush(): Promise<void>;
  choose(choices: Partial<Choices>): Promise<void>;
  /** The browser offers to put the app on the home screen, or does no longer. */
  offerInstall(can: boolean): Promise<void>;
  declineInstall(): Promise<void>;
  /** The server said anew what can be done before arrival. */
  takeArrival(arrival: Arrival): void;
  /** Calls the server as the phone of this location, for the pages. */
  callAt(locationId: string): Session['call'];
  closeNotice(id: string): Promise<void>;
  /** Takes a past key off this phone's list. */
  forgetPast(keyId: string): Promise<void>;
  /** Another tab changed the phone's memory. */
  reread(): Promise<void>;
  /** Somebody looks at this page or at another tab of it. */
  attend(): void;
  /** Network or attention came back. */
  wake(): void;
  /** The browser says that there is no network. */
  networkGone(): void;
}

/** Which reader an advert claims to be: only to leave the key's own doors out of the list of others. */
function heardDoor({ id, name, info }: Advert): HeardDoor {
  const parsed = info && parseInfo(info);
  return { advertId: id, name, ...(parsed?.ok ? { readerIdentifier: hex(parsed.value.readerIdentifier) } : {}) };
}

/** A no counts for a month (ms). */
const NO_COUNTS_MS = 30 * 24 * 3_600_000;

function isRecent(at: number | undefined, now: number): boolean {
  return at !== undefined && now - at < NO_COUNTS_MS;
}

/** Nobody has looked for so long: the connections are closed, which spares the battery; push messages and the next look bring what is new. */
const REST_AFTER_MS = 5 * 60_000;
/** How often "now" moves on the screen. */
const TICK_MS = 30_000;
/** A browser keeps six connections to one server over HTTP/1.1; some are left for calls. The rest are looked at now and then. */
const MOST_LIVE = 3;
const LOOK_EVERY_TICKS = 10;

/** Makes the app; nothing happens before `start`. */
export function createGuestApp(parts: GuestAppParts): GuestApp {
  const { database, clock, tabs } = parts;
  const state = observe<AppState>({ ...initialState(clock.now()), radio: parts.radioSupport });
  let leading = false;
  let hotels: Hotels | undefined;
  const syncedDevices = new Map<string, string>();
  const connections = new Map<string, Connection>();
  const looked = new Set<string>();
  const arrivalsAsked = new Set<string>();
  let ticks = 0;
  let attendedAt = clock.now();
  let resting = false;

  const showConnection = (id: string, connection: Connection): void => {
    if (connection === 'online' && connections.get(id) !== 'online') void tellOfPush().catch(() => undefined); // again at the next start
    connections.set(id, connection);
    const combined = combineConnections([...connections.values()]);
    state.update({ connection: combined });
    tabs.tell({ kind: 'connection', connection: combined });
  };
  const makeSync = (id: string, { phone, session }: HotelPhoneParts): WalletSync => {
    const sync: WalletSync = createWalletSync({
      phone,
      session,
      database,
      clock,
      phoneId: id,
      alone: (what, task) => tabs.alone(`${what}-${id}`, task),
      bluetooth: async () => {
        // Simulated doors need none: what the browser has says nothing of this guest's trouble.
        const simulated = (await phone.locations()).some(({ virtualRadioUrl }) => virtualRadioUrl !== null);
        return simulated ? 'unknown' : parts.bluetooth(state.get().bluetoothRefused);
      },
      onServerTime: (now) => {
        if (clock.learn(now)) void database.setSetting('clockOffset', clock.offset());
      },
      onChanged: () => void changed().then(readArrivalsOnce),
      onConnection: (connection) => showConnection(id, connection),
      onKeysGone: async (keys) => {
        for (const key of keys) await keepOrTell(key);
      },
      onDeviceRemoved: async () => {
        stop(id, sync);
        await phone.forgetAll();
        await database.addNotice({ id: `device_removed-${id}`, kind: 'device_removed', at: clock.now() });
        await changed();
      },
    });
    return sync;
  };
  const phones = createPhones({ database, open: parts.openPhone, makeSync });
  const stop = (id: string, sync: WalletSync): void => {
    sync.stop();
    connections.delete(id);
    syncedDevices.delete(id);
    looked.delete(id);
  };

  /** A key that the hotel no longer tells of: of a past stay, it is kept as a memory; else the guest is told. */
  const keepOrTell = async (key: KeyView): Promise<void> => {
    if (key.state === 'waiting') return;
    const location = state.get().locations.find(({ id }) => id === key.locationId);
    const over = key.state === 'ended' || (key.validUntil !== null && Date.parse(key.validUntil) <= clock.now());
    await database.addArchived(archiveKey(key, location, clock.now()));
    if (!over && key.doors.length > 0) await database.addNotice(noticeOfRemoval(key, location?.name));
  };
  const noticeOfRemoval = (key: KeyView, hotel: string | undefined): Notice => ({
    id: `removed-${key.keyId}`,
    kind: 'key_removed',
    at: clock.now(),
    ...(hotel === undefined ? {} : { hotel }),
    ...(key.roomNumber === null ? {} : { roomNumber: key.roomNumber }),
  });

  /** Keeps a live connection for hotels that matter now, at most three, and looks at the others once. */
  const follow = (read: Hotels): void => {
    if (resting) return;
    const lives = (hotel: HotelPhone): boolean => {
      const own = read.held.filter((key) => read.holders.get(key.keyId) === hotel);
      const known = [...read.phoneOf.values()].includes(hotel);
      const stays = read.stays.some((stay) => read.phoneOf.get(stay.locationId) === hotel);
      // A key that ended within a stay (revoked, expired) may be followed by another one at any moment: the desk mends it while the guest waits.
      return !known || stays || own.some((key) => key.state !== 'ended' || key.endReason !== 'checked_out');
    };
    const enrolled = phones.all().filter(({ id }) => read.deviceIds.has(id));
    const live = enrolled.filter(lives).slice(0, MOST_LIVE);
    for (const hotel of phones.all()) {
      const { id, sync } = hotel;
      const deviceId = read.deviceIds.get(id);
      if (syncedDevices.has(id) && syncedDevices.get(id) !== deviceId) {
        stop(id, sync); // enrolled anew in another tab, or no longer: the session was another device's
        hotel.session.renew();
      }
      if (deviceId === undefined) continue;
      syncedDevices.set(id, deviceId);
      if (live.includes(hotel)) sync.start();
      else if (!looked.has(id)) {
        sync.stop();
        connections.delete(id);
        looked.add(id);
        void sync.look();
      }
    }
  };
  const reread = async (): Promise<void> => {
    await phones.refresh();
    const read = await readHotels(phones.all(), database);
    const notices = await database.notices();
    hotels = read;
    const shown = read.held.find((key) => key.keyId === state.get().shownKeyId);
    if (shown?.replacedByKeyId && read.keys.some((key) => key.keyId === shown.replacedByKeyId))
      state.update({ shownKeyId: shown.replacedByKeyId });
    const { enrolled, keys, stays, locations, archived, unconfirmedRemovals } = read;
    const now = clock.now();
    state.update({ ready: true, enrolled, keys, stays, locations, archived, notices, unconfirmedRemovals, now });
    // Its stay turned into a key, or its key is gone: the page has nothing to be about, and the keys show what there is.
    const { page } = state.get();
    const about = page && page.kind !== 'settings' && ('keyId' in page ? page.keyId : page.bookingId);
    const known = [...keys.map((key) => key.keyId), ...stays.map((stay) => stay.bookingId)];
    if (about && !known.includes(about)) state.update({ page: undefined });
    if (leading) follow(read);
  };
  /** A stay that waits for its key: what its guest can do meanwhile. Offline, or asked too often, the last word stays. */
  const readArrivals = async (): Promise<void> => {
    const waiting = new Set(state.get().stays.map((stay) => hotels?.phoneOf.get(stay.locationId)));
    for (const hotel of waiting) {
      const arrival = await hotel?.session.call('getArrival', {}).catch(() => undefined);
      if (arrival) takeArrival(arrival);
    }
  };
  /** Wallets may come in a row: one reading for a stay that is not known yet. */
  const readArrivalsOnce = async (): Promise<void> => {
    const { stays, arrivals } = state.get();
    if (stays.some(({ bookingId }) => !arrivals.has(bookingId) && !arrivalsAsked.has(bookingId))) {
      for (const { bookingId } of stays) arrivalsAsked.add(bookingId);
      await readArrivals();
    }
  };
  const takeArrival = ({ policy, stays }: Arrival): void => {
    if (policy === null) return;
    const arrivals = new Map(state.get().arrivals);
    for (const stay of stays) arrivals.set(stay.bookingId, { policy, stay });
    state.update({ arrivals });
  };
  const changed = async (): Promise<void> => {
    await reread();
    tabs.tell({ kind: 'changed' });
  };
  const enrolledSessions = (): Session[] =>
    phones.all().flatMap(({ id, session }) => (hotels?.deviceIds.has(id) ? [session] : []));
  /** Hotels that came later hear of the subscription too, and messages that were shown are told. */
  const tellOfPush = async (): Promise<void> => {
    const sessions = enrolledSessions();
    const waiting = await database.pushed();
    for (const session of sessions) await sendPushReceipts(session, database);
    await database.dropPushed(waiting.map(({ id }) => id));
    if (state.get().push === 'on') await subscribePush(parts.pushBrowser, sessions, { quiet: true });
  };
  const attend = (): void => {
    attendedAt = clock.now();
    if (!resting) return;
    resting = false;
    if (leading && hotels) follow(hotels);
  };
  const rest = (): void => {
    resting = true;
    for (const { id, sync } of phones.all()) {
      sync.stop();
      connections.delete(id);
    }
    state.update({ connection: combineConnections([...connections.values()]) });
  };
  const tick = (): void => {
    state.update({ now: clock.now() });
    const attended = parts.attended();
    if (attended) attend();
    if (attended && !leading) tabs.tell({ kind: 'hello' }); // the tab that keeps the connections may be out of sight
    if (leading && !resting && clock.now() - attendedAt > REST_AFTER_MS) rest();
    ticks += 1;
    if (ticks % LOOK_EVERY_TICKS === 0) looked.clear();
    if (leading && hotels && looked.size === 0) follow(hotels);
    if (attended && state.get().connection === 'online') void readArrivals();
    clock.setTimer(TICK_MS, tick);
  };

  const link = createLinkFlow({
    clientOf: parts.clientOf,
    phones,
    tabs,
    place: parts.place,
    deviceName: deviceName(parts.userAgent),
    show: (shown) => state.update({ link: shown }),
    copy: parts.copy,
    onRedeemed: async (hotel) => {
      looked.delete(hotel.id);
      void parts.persist();
      state.update({ shownKeyId: undefined, page: undefined });
      await changed();
      // A hotel that was known already brings its new stay now, whichever tab keeps the connections.
      if ((await hotel.phone.locations()).length > 0) void hotel.sync.look();
    },
    onUsedHere: async () => {
      await database.addNotice({ id: 'link_used', kind: 'link_used_already_here', at: clock.now() });
      await reread();
    },
  });

  return {
    state,
    async start() {
      link.read();
      const [soundOff, darkCorridor, pushDeclinedAt] = await Promise.all([
        database.setting('soundOff'),
        database.setting('darkCorridor'),
        database.setting('pushDeclinedAt'),
      ]);
      const pushDeclined = isRecent(pushDeclinedAt, clock.now());
      state.update({ choices: { sound: soundOff !== true, darkCorridor: darkCorridor === true }, pushDeclined });
      await reread();
      void pushStateOf(parts.pushBrowser).then((push) => state.update({ push }));
      tabs.tell({ kind: 'hello' });
      tabs.whenLeading(() => {
        leading = true;
        if (hotels) follow(hotels);
      });
      clock.setTimer(TICK_MS, tick);
    },
    readLink: () => link.read(),
    redeemLink: () => link.redeem(),
    leaveLink: () => link.leave(),
    copyLink: () => link.copyLink(),
    async unlock(keyId, target) {
      if (state.get().unlock.kind === 'running') return;
      const hotel = hotels?.holders.get(keyId) ?? phones.all()[0];
      if (!hotel) return;
      const name = target.kind === 'nearest' ? '' : target.name;
      state.update({ unlock: { kind: 'running', keyId, target, step: 'searching', door: name, attempt: 1 } });
      const opened = await openDoor({
        phone: hotel.phone,
        clock,
        keyId,
        target,
        renew: hotel.sync.renew,
        onStep: (step, door, tries) =>
          state.update({ unlock: { kind: 'running', keyId, target, step, door: door || name, attempt: tries } }),
      }).catch((error: unknown) => console.error(error)); // a fault of this phone, such as storage that fails
      const failed: UnlockOutcome = { kind: 'failed', diagnosis: 'ask_front_desk', renewed: false };
      const outcome = opened?.outcome ?? failed;
      if (state.get().choices.sound) parts.sounds.play(outcome.kind === 'opened' ? 'opened' : 'closed');
      parts.buzz(outcome.kind === 'opened' ? [60] : [40, 60, 40]);
      const bluetoothRefused = outcome.kind !== 'opened' && outcome.diagnosis === 'bluetooth_not_allowed';
      state.update({ unlock: { kind: 'done', keyId, target, outcome }, bluetoothRefused });
      if (opened) await database.addAttempt({ ...opened.attempt, phoneId: hotel.id });
      if (state.get().connection === 'online') void hotel.sync.report();
    },
    endUnlock() {
      if (state.get().unlock.kind !== 'running') state.update({ unlock: { kind: 'idle' } });
    },
    renewKey: async (keyId) => (await hotels?.holders.get(keyId)?.sync.renew()) ?? false,
    async lookAround() {
      const scans = await Promise.all(phones.all().map(({ radio }) => radio.scan().catch((): Advert[] => [])));
      const heard = new Map(scans.flat().map((advert) => [advert.id, advert]));
      const heardDoors = [...heard.values()].map(heardDoor);
      state.update({
        heardDoors: heardDoors.sort((a, b) => a.name.localeCompare(b.name, undefined, { numeric: true })),
      });
    },
    showKey(keyId) {
      state.update({ shownKeyId: keyId, page: undefined });
      this.endUnlock();
    },
    showPage: (page) => state.update({ page }),
    async askForPush() {
      state.update({ push: 'asking' });
      state.update({ push: await subscribePush(parts.pushBrowser, enrolledSessions(), { quiet: false }) });
    },
    async declinePush() {
      await database.setSetting('pushDeclinedAt', clock.now());
      state.update({ pushDeclined: true });
    },
    async choose(choices) {
      const next = { ...state.get().choices, ...choices };
      state.update({ choices: next });
      await database.setSetting('soundOff', !next.sound);
      await database.setSetting('darkCorridor', next.darkCorridor);
    },
    async offerInstall(can) {
      const declined = await database.setting('installDeclinedAt');
      state.update({ canInstall: can && !isRecent(declined, clock.now()) });
    },
    async declineInstall() {
      await database.setSetting('installDeclinedAt', clock.now());
      state.update({ canInstall: false });
    },
    takeArrival,
    callAt(locationId) {
      const hotel = hotels?.phoneOf.get(locationId);
      if (hotel) return hotel.session.call;
      return () => Promise.reject(new Error('no phone of this location'));
    },
    async closeNotice(id) {
      await database.dropNotice(id);
      await changed();
    },
    async forgetPast(keyId) {
      await database.dropArchived(keyId);
      if (state.get().shownKeyId === keyId) state.update({ shownKeyId: undefined });
      await changed();
    },
    reread,
    attend,
    wake() {
      attend();
      if (!leading) tabs.tell({ kind: 'hello' });
      looked.clear();
      if (leading && hotels) follow(hotels);
      for (const { sync } of phones.all()) sync.wake();
      if (state.get().connection === 'online') void readArrivals();
    },
    networkGone() {
      for (const { sync } of phones.all()) sync.networkGone();
    },
  };
}
