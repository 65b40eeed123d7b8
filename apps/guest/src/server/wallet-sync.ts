// Keeps the phone equal to what the server says it should hold: live wallet, receipts, spare door keys, leases.
import { openLiveStream, type Wallet } from '@nightlatch/api';
import type { Clock, KeyView, Phone } from '@nightlatch/phone';
import type { BluetoothState, Connection } from '../state.ts';
import type { GuestDatabase } from '../store/guest-database.ts';
import { createReporter } from './reporter.ts';
import { sendReports } from './send-reports.ts';
import { isDeviceRemoved, isStaleToken, type Session } from './session.ts';

export interface WalletSyncParts {
  readonly phone: Phone;
  readonly session: Session;
  readonly database: GuestDatabase;
  readonly clock: Clock;
  /** Which phone of this browser: its database's name. */
  readonly phoneId: string;
  /** Runs one change of this phone's memory (`wallet`), and one report of it (`report`), at a time, over all tabs. */
  readonly alone: <T>(what: 'wallet' | 'report', task: () => Promise<T>) => Promise<T>;
  /** Bluetooth of this phone: the desk sees why a key does not open. */
  readonly bluetooth: () => Promise<BluetoothState>;
  /** The server's time (UTC ms), as a wallet just told it. */
  readonly onServerTime: (now: number) => void;
  /** The phone's memory has changed. */
  readonly onChanged: () => void;
  readonly onConnection: (connection: Connection) => void;
  /** Keys that were in the wallet before and are gone from it now. */
  readonly onKeysGone: (keys: readonly KeyView[]) => Promise<void>;
  readonly onDeviceRemoved: () => Promise<void>;
  /** From 0 up to 1; default `Math.random`. */
  readonly random?: () => number;
}

export interface WalletSync {
  /** Opens the live wallet and keeps leases fresh until `stop`. Only one tab does it. */
  start(): void;
  stop(): void;
  /** The network may be back: don't wait for the next retry. */
  wake(): void;
  /** The browser says that there is no network at all. */
  networkGone(): void;
  /** Asks for new leases now; true when the phone holds the answer. Any tab may. */
  renew(): Promise<boolean>;
  /** Sends what waits for the server, as far as it can be reached. */
  report(): Promise<void>;
  /** Reads the wallet once, for a hotel without a living key: no connection stays open. */
  look(): Promise<void>;
}

/** A lost stream mends itself within this time more often than not; only then the guest is told. */
const LOST_IS_OFFLINE_AFTER_MS = 1_500;
const FIRST_TRY_MS = 4_000;
/** Other tabs and the live wallet wait for a renewal no longer than this. */
const RENEWAL_MS = 10_000;
const RETRY_RENEWAL_MS = 60_000;
/** The first refusal may be an old token; the second is of a fresh signature, the third no accident. */
const NOT_KNOWN_AFTER = 3;
const RETRY_REFUSED_MS = 10_000;
/** Rounds of making spare door keys per wallet: the server asks again if it wants more. */
const OFFER_ROUNDS = 3;
/** The API takes 8 at a time. */
const OFFERED_AT_ONCE = 8;
/** Longest delay a browser timer takes (2^31 − 1 ms). */
const LONGEST_TIMER_MS = 2_147_483_647;

/** Makes the sync; nothing happens before `start`, but for `renew` and `report`. */
export function createWalletSync(parts: WalletSyncParts): WalletSync {
  const { phone, session, clock } = parts;
  let started = false;
  let stream: { close(): void } | undefined;
  let connection: Connection = 'connecting';
  let cancelOffline: () => void = () => undefined;
  let cancelRenewal: () => void = () => undefined;
  let cancelReopen: () => void = () => undefined;
  let renewAtStart = false;
  let toldBluetooth: BluetoothState | undefined = 'unknown';
  let refusedInARow = 0;

  const say = (next: Connection): void => {
    cancelOffline();
    connection = next;
    parts.onConnection(next);
  };
  const offlineSoon = (afterMs: number): void => {
    if (connection === 'offline') return;
    cancelOffline();
    cancelOffline = clock.setTimer(afterMs, () => say('offline'));
  };
  const inTurn = <T>(task: () => Promise<T>): Promise<T> => parts.alone('wallet', task);

  const apply = async (wallet: Wallet): Promise<void> => {
    const before = await phone.keys();
    parts.onServerTime(Date.parse(wallet.now));
    await phone.applyWallet(wallet);
    const here = new Set((await phone.keys()).map((key) => key.keyId));
    await parts.onKeysGone(before.filter((key) => !here.has(key.keyId)));
    parts.onChanged();
  };
  const offerSpares = async (): Promise<void> => {
    for (let round = 0; round < OFFER_ROUNDS; round += 1) {
      const wanted = await phone.spareDoorKeysNeeded();
      if (wanted === 0) return;
      const doorKeys = await phone.makeSpareDoorKeys(Math.min(wanted, OFFERED_AT_ONCE));
      if (doorKeys.length === 0) return;
      const wallet = await session.call('offerDoorKeys', { body: { doorKeys: doorKeys.slice(0, OFFERED_AT_ONCE) } });
      await phone.doorKeysUploaded(doorKeys);
      await apply(wallet);
    }
  };
  const { report, stop: stopReports } = createReporter({
    clock,
    inReach: () => stream !== undefined && connection === 'online',
    random: parts.random ?? Math.random,
    send: () =>
      parts
        .alone('report', async () => {
          await sendReports(parts);
          const bluetooth = await parts.bluetooth();
          if (bluetooth === toldBluetooth) return;
          await session.call('postReceipts', { body: { receipts: [], bluetooth } });
          toldBluetooth = bluetooth;
        })
        .finally(parts.onChanged),
    onRefused: async (error) => {
      if (isDeviceRemoved(error)) await parts.onDeviceRemoved();
      // Otherwise the reports wait for the next wallet or the next start.
    },
  });
  const renew = async (): Promise<boolean> => {
    try {
      // Asked for inside the turn: a wallet that another tab is given later is also applied later.
      await inTurn(async () => apply(await session.call('renewLeases', { signal: AbortSignal.timeout(RENEWAL_MS) })));
      void report();
      return true;
    } catch (error) {
      if (isDeviceRemoved(error)) await parts.onDeviceRemoved();
      return false;
    }
  };
  const planRenewal = async (): Promise<void> => {
    cancelRenewal();
    const { due, at } = await phone.renewalDue(clock.now());
    if (stream === undefined || (!due && at === undefined)) return;
    const delay = due ? RETRY_RENEWAL_MS : Math.max(0, (at ?? 0) - clock.now());
    cancelRenewal = clock.setTimer(Math.min(delay, LONGEST_TIMER_MS), () => void renewAndPlan());
  };
  const renewAndPlan = async (): Promise<void> => {
    await renew();
    await planRenewal();
  };
  const settle = async (wallet: Wallet): Promise<void> => {
    await inTurn(() => apply(wallet));
    await report();
    await inTurn(offerSpares).catch(() => undefined); // asked again with the next wallet
    const { due } = await phone.renewalDue(clock.now());
    const atStart = renewAtStart;
    renewAtStart = false;
    if (due || atStart) await renew();
    await planRenewal();
  };

  const refused = async (error: unknown): Promise<void> => {
    if (isDeviceRemoved(error)) {
      say('online');
      await parts.onDeviceRemoved();
      return;
    }
    if (isStaleToken(error)) session.renew();
    refusedInARow += 1;
    if (refusedInARow >= NOT_KNOWN_AFTER) say('not_known');
    cancelReopen = clock.setTimer(refusedInARow === 1 ? 0 : RETRY_REFUSED_MS, open);
  };
  /** At the start there is nothing to wait for: the guest is told at once. */
  const lost = (): void => (connection === 'connecting' ? say('offline') : offlineSoon(LOST_IS_OFFLINE_AFTER_MS));
  const open = (): void => {
    stream?.close();
    stream = openLiveStream({
      client: session.signed,
      operation: 'streamWallet',
      onEvent: ({ event, data }) => {
        refusedInARow = 0;
        // The server checks its answers against this schema; `applyWallet` throws for what is no wallet.
        if (event === 'wallet') void settle(data as Wallet).catch((error: unknown) => console.warn('wallet', error));
      },
      onState: (state) => (state === 'open' ? say('online') : lost()),
      onRefused: (error) => void refused(error),
    });
  };

  return {
    start() {
      if (started) return;
      started = true;
      offlineSoon(FIRST_TRY_MS);
      // Before the first wallet is here: only what was held from earlier is renewed.
      void phone.keys().then((keys) => {
        renewAtStart = keys.some((key) => key.doors.length > 0);
        if (started && stream === undefined) open();
      });
    },
    stop() {
      started = false;
      stream?.close();
      stream = undefined;
      cancelOffline();
      cancelRenewal();
      cancelReopen();
      stopReports();
    },
    wake() {
      if (stream === undefined || connection === 'online') return;
      cancelReopen();
      open();
    },
    networkGone() {
      if (stream !== undefined) say('offline');
    },
    renew,
    report,
    async look() {
      try {
        await inTurn(async () => apply(await session.call('getWallet', { signal: AbortSignal.timeout(RENEWAL_MS) })));
        await report();
      } catch (error) {
        if (isDeviceRemoved(error)) await parts.onDeviceRemoved();
        // Otherwise it is looked at again at the next start.
      }
    },
  };
}
