// The app's map: what happens at start, at a link, at a wallet, at a press of Unlock. Screens only read the state and call these.
import { hex, parseInfo } from '@nightlatch/aliro';
import type { Advert, Clock, KeyView, Phone, Radio } from '@nightlatch/phone';
import { deviceName } from './enrol/device-name.ts';
import { forgetLinkSecret, type LinkPlace, linkOf, takeLinkSecret } from './enrol/read-link.ts';
import { createRedeemer, type RedeemResult } from './enrol/redeem-link.ts';
import { withoutReplaced } from './format/key-facts.ts';
import { type Observable, observe } from './observable.ts';
import type { Tabs } from './server/one-tab.ts';
import type { Session } from './server/session.ts';
import { createWalletSync } from './server/wallet-sync.ts';
import {
  type AppState,
  type HeardDoor,
  initialState,
  type Notice,
  type RadioSupport,
  type UnlockOutcome,
} from './state.ts';
import type { GuestDatabase } from './store/guest-database.ts';
import { openDoor } from './unlock/open-door.ts';
import type { UnlockTarget } from './unlock/targets.ts';

export interface GuestAppParts {
  readonly phone: Phone;
  readonly radio: Radio;
  readonly session: Session;
  readonly database: GuestDatabase;
  readonly clock: Clock;
  readonly tabs: Tabs;
  readonly place: LinkPlace;
  readonly userAgent: string;
  readonly radioSupport: RadioSupport;
  /** Puts text on the clipboard. */
  readonly copy: (text: string) => void;
  /** Asks the browser not to throw the key away; its answer changes nothing. */
  readonly persist: () => Promise<unknown>;
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
  /** Lists the doors in simulated range, for standing at another door. */
  lookAround(): Promise<void>;
  showKey(keyId: string | undefined): void;
  closeNotice(id: string): Promise<void>;
  /** Another tab changed the phone's memory. */
  reread(): Promise<void>;
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

/** How often "now" moves on the screen. */
const TICK_MS = 30_000;

/** Makes the app; nothing happens before `start`. */
export function createGuestApp(parts: GuestAppParts): GuestApp {
  const { phone, database, clock, tabs } = parts;
  const state = observe<AppState>({ ...initialState(clock.now()), radio: parts.radioSupport });
  let secretOnScreen: string | undefined;
  let redeem: (() => Promise<RedeemResult>) | undefined;
  let leading = false;
  let syncedDeviceId: string | undefined;
  /** A new link has replaced this device, and the next wallet is the first of the new one. */
  let linkReplaces = false;

  const sync = createWalletSync({
    phone,
    session: parts.session,
    database,
    clock,
    onChanged: () => void changed(),
    onConnection: (connection) => {
      state.update({ connection });
      tabs.tell({ kind: 'connection', connection });
    },
    onKeysGone: async (keys) => {
      const told = linkReplaces; // the guest was told before pressing the button, and the hotel took nothing back
      linkReplaces = false;
      if (told) return;
      for (const key of keys) await database.addNotice(noticeOfRemoval(key));
    },
    onDeviceRemoved: async () => {
      sync.stop();
      await phone.forgetAll();
      await database.addNotice({ id: 'device_removed', kind: 'device_removed', at: clock.now() });
      await changed();
    },
  });

  const noticeOfRemoval = (key: KeyView): Notice => {
    const hotel = state.get().locations.find((location) => location.id === key.locationId)?.name;
    return {
      id: `removed-${key.keyId}`,
      kind: 'key_removed',
      at: clock.now(),
      ...(hotel === undefined ? {} : { hotel }),
      ...(key.roomNumber === null ? {} : { roomNumber: key.roomNumber }),
    };
  };
  const reread = async (): Promise<void> => {
    const [deviceId, held, stays, locations, receipts, notices] = await Promise.all([
      phone.deviceId(),
      phone.keys(),
      phone.stays(),
      phone.locations(),
      phone.receipts(),
      database.notices(),
    ]);
    const keys = withoutReplaced(held);
    const shown = held.find((key) => key.keyId === state.get().shownKeyId);
    if (shown?.replacedByKeyId && keys.some((key) => key.keyId === shown.replacedByKeyId))
      state.update({ shownKeyId: shown.replacedByKeyId });
    const unconfirmedRemovals = receipts.filter((receipt) => receipt.state === 'removed').length;
    const enrolled = deviceId !== undefined;
    state.update({ ready: true, enrolled, keys, stays, locations, notices, unconfirmedRemovals, now: clock.now() });
    if (deviceId !== syncedDeviceId) {
      // Enrolled, enrolled anew (perhaps in another tab) or no longer: the session was another device's.
      linkReplaces = deviceId !== undefined && syncedDeviceId !== undefined;
      syncedDeviceId = deviceId;
      sync.stop();
      parts.session.renew();
    }
    if (leading && enrolled) sync.start();
  };
  const changed = async (): Promise<void> => {
    await reread();
    tabs.tell({ kind: 'changed' });
  };
  const tick = (): void => {
    state.update({ now: clock.now() });
    clock.setTimer(TICK_MS, tick);
  };

  return {
    state,
    async start() {
      this.readLink();
      await reread();
      tabs.tell({ kind: 'hello' });
      tabs.whenLeading(() => {
        leading = true;
        if (state.get().enrolled) sync.start();
      });
      clock.setTimer(TICK_MS, tick);
    },
    readLink() {
      const secret = takeLinkSecret(parts.place);
      if (secret === undefined) return;
      secretOnScreen = secret;
      redeem = createRedeemer({
        client: parts.session.anonymous,
        phone,
        secret,
        deviceName: deviceName(parts.userAgent),
      });
      state.update({ link: { kind: 'offered' } });
    },
    async redeemLink() {
      if (redeem === undefined || state.get().link.kind === 'redeeming') return;
      state.update({ link: { kind: 'redeeming' } });
      const result = await redeem().catch((): RedeemResult => ({ ok: false, problem: 'server_trouble' }));
      if (result.ok) {
        linkReplaces = syncedDeviceId !== undefined;
        syncedDeviceId = result.session.deviceId;
        sync.stop();
        parts.session.adopt(result.session.token);
        forgetLinkSecret(parts.place);
        void parts.persist();
        state.update({ link: { kind: 'none' }, shownKeyId: undefined });
        await changed();
        return;
      }
      const final =
        result.problem === 'link_used' || result.problem === 'link_expired' || result.problem === 'link_unknown';
      if (final) forgetLinkSecret(parts.place);
      if (result.problem === 'link_used' && state.get().enrolled) {
        await database.addNotice({ id: 'link_used', kind: 'link_used_already_here', at: clock.now() });
        state.update({ link: { kind: 'none' } });
        await reread();
        return;
      }
      state.update({ link: { kind: 'failed', problem: result.problem } });
    },
    leaveLink() {
      forgetLinkSecret(parts.place);
      redeem = undefined;
      state.update({ link: { kind: 'none' } });
    },
    copyLink() {
      if (secretOnScreen !== undefined) parts.copy(linkOf(parts.place, secretOnScreen));
    },
    async unlock(keyId, target) {
      if (state.get().unlock.kind === 'running') return;
      const name = target.kind === 'nearest' ? '' : target.name;
      state.update({ unlock: { kind: 'running', keyId, target, step: 'searching', door: name, attempt: 1 } });
      const opened = await openDoor({
        phone,
        clock,
        keyId,
        target,
        renew: sync.renew,
        onStep: (step, door, tries) =>
          state.update({ unlock: { kind: 'running', keyId, target, step, door: door || name, attempt: tries } }),
      }).catch((error: unknown) => console.error(error)); // a fault of this phone, such as storage that fails
      const failed: UnlockOutcome = { kind: 'failed', diagnosis: 'ask_front_desk', renewed: false };
      const outcome = opened?.outcome ?? failed;
      parts.buzz(outcome.kind === 'opened' ? [60] : [40, 60, 40]);
      state.update({ unlock: { kind: 'done', keyId, target, outcome } });
      if (opened) await database.addAttempt(opened.attempt);
      if (state.get().connection === 'online') void sync.report();
    },
    endUnlock() {
      if (state.get().unlock.kind !== 'running') state.update({ unlock: { kind: 'idle' } });
    },
    async lookAround() {
      const heard = await parts.radio.scan().catch(() => []);
      const heardDoors = heard.map(heardDoor);
      state.update({
        heardDoors: heardDoors.sort((a, b) => a.name.localeCompare(b.name, undefined, { numeric: true })),
      });
    },
    showKey(keyId) {
      state.update({ shownKeyId: keyId });
      this.endUnlock();
    },
    async closeNotice(id) {
      await database.dropNotice(id);
      await changed();
    },
    reread,
    wake: () => sync.wake(),
    networkGone: () => sync.networkGone(),
  };
}
