// Starts the guest app: puts the browser's storage, radio and network under the phone's brain and draws the screens.
import './styles/index.css';
import { fromBase64url } from '@nightlatch/aliro';
import { createGuestClient } from '@nightlatch/api';
import { type Clock, createPhone, type Phone, type PhoneStore, type Radio } from '@nightlatch/phone';
import { render } from 'preact';
import { takeLinkSecret } from './enrol/read-link.ts';
import { createGuestApp, type GuestApp } from './guest-app.ts';
import type { HotelPhoneParts } from './hotels/phones.ts';
import { useObservable } from './observable.ts';
import type { CheckedPhone } from './pages/help/phone-checks.ts';
import { pushBrowserOf } from './push/subscribe.ts';
import { createAbsentRadio, createBrowserRadio, radioSupportOf } from './radio/browser-radio.ts';
import { bluetoothOf, createFrameBluetooth } from './radio/web-bluetooth.ts';
import { createWebBluetoothRadio, type KnownDoors } from './radio/web-bluetooth-radio.ts';
import { hashOf, type Place, placeOf } from './screens/address.ts';
import { type Acts, AppScreen, UnusableScreen } from './screens/app-screen.tsx';
import { createHotelClock } from './server/hotel-clock.ts';
import { joinTabs } from './server/one-tab.ts';
import { createSession, type Session } from './server/session.ts';
import { type Carrier, carryByShell, type Shell } from './shell/load-shell.ts';
import type { Page } from './state.ts';
import { GUEST_DATABASE, openGuestDatabase } from './store/guest-database.ts';
import { openPhoneDatabase } from './store/phone-database.ts';
import { firstLanguage, speak, spoken } from './texts/use-texts.ts';
import { bluetoothState } from './unlock/bluetooth-state.ts';
import { createSounds } from './unlock/sounds.ts';
import { watchUpdates } from './updates.ts';

const ownClock: Clock = {
  now: () => Date.now(),
  setTimer(delayMs, fire) {
    const timer = setTimeout(fire, delayMs);
    return () => clearTimeout(timer);
  },
};

function carryByBrowser(): Carrier {
  const pageBluetooth = bluetoothOf(navigator);
  /** One for all hotels: when it breaks down, all take the same other one. */
  const source = pageBluetooth && createFrameBluetooth(document, pageBluetooth);
  return {
    shell: undefined,
    support: radioSupportOf(navigator),
    makeRadio: (known, clock) => (source ? createWebBluetoothRadio({ source, known, clock }) : createAbsentRadio()),
    bluetooth: (refused) => bluetoothState(source?.current(), refused),
  };
}

async function makeApp({ shell, support, makeRadio, bluetooth }: Carrier): Promise<GuestApp> {
  const reload = (): void => location.reload();
  const database = await openGuestDatabase(GUEST_DATABASE, reload);
  const clock = createHotelClock(ownClock, await database.setting('clockOffset'));
  const known: KnownDoors = {
    all: () => database.bluetoothDoors(),
    remember: (deviceId, info) => database.addBluetoothDoor({ deviceId, info, metAt: clock.now() }),
  };
  const tabs = joinTabs(GUEST_DATABASE, (message) => {
    const { connection } = app.state.get();
    if (message.kind === 'hello') app.attend();
    if (message.kind === 'changed') void app.reread();
    else if (message.kind === 'connection') app.state.update({ connection: message.connection });
    else if (connection !== 'connecting') tabs.tell({ kind: 'connection', connection });
  });
  const app: GuestApp = createGuestApp({
    openPhone: async ({ id, server }) => {
      const { store } = await openPhoneDatabase({ name: id, onGone: reload });
      return openHotelPhone({ store, real: makeRadio(known, clock), clock, server });
    },
    clientOf: (server) => createGuestClient({ baseUrl: server ?? '' }),
    database,
    clock,
    tabs,
    place: shell?.place ?? window,
    userAgent: navigator.userAgent,
    radioSupport: support,
    bluetooth,
    pushBrowser: import.meta.env.PROD && !shell ? pushBrowserOf() : undefined, // without a service worker there is none
    sounds: createSounds(() => ('AudioContext' in globalThis ? new AudioContext() : undefined)),
    copy: (text) => void navigator.clipboard?.writeText(text).catch(() => undefined),
    persist: async () => navigator.storage?.persist?.(),
    attended: () => document.visibilityState === 'visible',
    buzz: (pattern) => (shell ? shell.buzz(pattern) : navigator.vibrate?.([...pattern])),
  });
  return app;
}

/** One hotel's phone over its memory: the radio, and a session of its own with the hotel's server. */
function openHotelPhone(parts: {
  readonly store: PhoneStore;
  readonly real: Radio;
  readonly clock: Clock;
  readonly server: string | undefined;
}): HotelPhoneParts {
  const { store, real, clock } = parts;
  const radio = createBrowserRadio({ store, real });
  // The phone asks the server for a lock's time through the session, and the session signs with the phone's key.
  const session: Session = createSession({
    baseUrl: parts.server ?? '',
    phone: { deviceId: () => phone.deviceId(), answerChallenge: (challenge) => phone.answerChallenge(challenge) },
  });
  const phone: Phone = createPhone({
    store,
    radio,
    clock,
    askTime: async ({ lockId, nonce }) => {
      const answer = await session.call('answerLockTime', { body: { lockId, nonce } }).catch(() => undefined);
      return (answer && fromBase64url(answer.item)) ?? undefined;
    },
  });
  return { phone, radio, session };
}

/** The browser's offer to put the app on the home screen, kept until the guest takes it. */
interface InstallOffer extends Event {
  prompt(): Promise<unknown>;
}
let installOffer: InstallOffer | undefined;

/** What the help page looks at. */
const checkedPhoneOf = (carrier: Carrier, refused: () => boolean): CheckedPhone => ({
  bluetooth: () => carrier.bluetooth(refused()),
  shell: carrier.shell !== undefined,
  get online() {
    return navigator.onLine;
  },
  persisted: async () => navigator.storage?.persisted?.(),
  get notifications() {
    return 'Notification' in globalThis ? Notification.permission : undefined;
  },
});

/** The system's share sheet, where there is one. */
function shareOf(shell: Shell | undefined): Acts['share'] {
  if (shell) return shell.share;
  return typeof navigator.share === 'function' ? (what) => navigator.share(what) : undefined;
}

function draw(app: GuestApp, carrier: Carrier, root: HTMLElement): void {
  const { shell } = carrier;
  const acts: Acts = {
    redeemLink: () => void app.redeemLink(),
    leaveLink: () => app.leaveLink(),
    copyLink: () => app.copyLink(),
    unlock: (...args: Parameters<GuestApp['unlock']>) => void app.unlock(...args),
    endUnlock: () => app.endUnlock(),
    renewKey: app.renewKey,
    lookAround: () => void app.lookAround(),
    showKey: (keyId: string | undefined) => {
      goTo(keyId === undefined ? {} : { keyId });
      app.showKey(keyId);
    },
    showPage: (page: Page | undefined) => {
      const { shownKeyId } = app.state.get();
      goTo(page ? { page } : shownKeyId === undefined ? {} : { keyId: shownKeyId });
      app.showPage(page);
      scrollTo(0, 0);
    },
    takeArrival: app.takeArrival,
    askForPush: () => void app.askForPush(),
    declinePush: () => void app.declinePush(),
    choose: (choices) => void app.choose(choices),
    declineInstall: () => void app.declineInstall(),
    install: () => {
      void installOffer?.prompt(); // the browser asks; its answer comes as `appinstalled`, or nothing changes
      installOffer = undefined;
      void app.offerInstall(false);
    },
    callAt: app.callAt,
    checkedPhone: checkedPhoneOf(carrier, () => app.state.get().bluetoothRefused),
    share: shareOf(shell),
    takeLink: shell && ((url) => takeLink(app, shell, url)),
    closeNotice: (id: string) => void app.closeNotice(id),
    forgetPast: (keyId: string) => void app.forgetPast(keyId),
  };
  const Root = (): preact.VNode => {
    useObservable(spoken); // another language: everything is said anew
    const state = useObservable(app.state);
    document.documentElement.dataset.corridor = state.choices.darkCorridor ? 'dark' : 'usual';
    return <AppScreen state={state} acts={acts} />;
  };
  render(<Root />, root);
}

/** A key or page is an entry of its own for the phone's Back gesture. */
function goTo(place: Place): void {
  const hash = hashOf(place);
  const address = location.pathname + hash;
  if (hash === '') history.replaceState(null, '', address);
  else history.pushState(null, '', address);
}

function show(app: GuestApp, { keyId, page }: Place): void {
  app.showKey(keyId ?? (page && 'keyId' in page ? app.state.get().shownKeyId : undefined));
  app.showPage(page);
}

/** A link for the shell: its own screen comes, whatever was shown. */
function takeLink(app: GuestApp, { place }: Shell, url: string): boolean {
  if (!place.take(url)) return false;
  app.showPage(undefined);
  app.readLink();
  return true;
}

function listen(app: GuestApp, { shell }: Carrier): void {
  shell?.onLink((url) => takeLink(app, shell, url));
  show(app, placeOf(location.hash));
  addEventListener('popstate', () => show(app, placeOf(location.hash)));
  addEventListener('hashchange', () => app.readLink());
  addEventListener('beforeinstallprompt', (event) => {
    event.preventDefault(); // asked at the right moment instead, by our own words
    installOffer = event as InstallOffer; // TypeScript's DOM lacks it
    void app.offerInstall(true);
  });
  addEventListener('appinstalled', () => void app.offerInstall(false));
  addEventListener('online', () => app.wake());
  addEventListener('offline', () => app.networkGone());
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') app.wake();
  });
}

async function start(root: HTMLElement): Promise<void> {
  const said = speak(firstLanguage());
  const carrier = (await carryByShell(document)) ?? carryByBrowser();
  try {
    if (!globalThis.crypto?.subtle) throw new Error('no WebCrypto: not a secure context');
    const [app] = await Promise.all([makeApp(carrier), said]);
    draw(app, carrier, root);
    listen(app, carrier);
    await app.start();
  } catch (error) {
    console.error(error);
    await said;
    const Root = (): preact.VNode => {
      useObservable(spoken);
      return <UnusableScreen />;
    };
    render(<Root />, root);
  }
  if (import.meta.env.PROD && !carrier.shell && 'serviceWorker' in navigator) {
    watchUpdates(navigator.serviceWorker);
    await navigator.serviceWorker.register(`${import.meta.env.BASE_URL}service-worker.js`, {
      scope: import.meta.env.BASE_URL,
    });
  }
}

takeLinkSecret(window); // first of all: the secret leaves the address bar before anything else runs
const root = document.getElementById('app');
if (root) void start(root);
