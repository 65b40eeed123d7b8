// A guest with a phone, in Node: the real phone brain, a real session with the server, doors over the simulated radio.
import { base64url } from '@nightlatch/aliro';
import { ApiUnreachable, type Client, type Receipts, type Wallet } from '@nightlatch/api';
import {
  type Clock,
  COLLECTIONS,
  createMemoryStore,
  createPhone,
  type KeyView,
  type Phone,
  type PhoneStore,
  type Radio,
  type StoreChange,
  type UnlockOptions,
  type UnlockResult,
} from '@nightlatch/phone';
import { createSocketRadio } from '../radio/socket-radio.ts';
import { createGuestNetwork } from './guest-network.ts';

/** What a virtual guest is made of. */
export interface VirtualGuestOptions {
  /** The server's origin without trailing slash. */
  readonly baseUrl: string;
  /** `…/guest/#enrol=<secret>`, or the bare secret. */
  readonly enrolmentLink: string;
  /** The corridor's address for the simulated radio, or a radio. */
  readonly radio: string | Radio;
  readonly deviceName?: string;
  /** Spare door keys made at enrolment. Default 4. */
  readonly spareDoorKeys?: number;
  readonly store?: PhoneStore;
  readonly clock?: Clock;
  readonly fetch?: typeof globalThis.fetch;
  readonly log?: (line: string) => void;
}

/** A virtual guest. */
export interface VirtualGuest {
  readonly phone: Phone;
  /** The server as this phone reaches it, signed in. */
  readonly server: Client;
  /** The last wallet that was applied. */
  readonly wallet: Wallet | undefined;
  /** UTC ms at which the last wallet was applied; what a tour measures against. */
  readonly walletAppliedAt: number | undefined;
  keys(): Promise<readonly KeyView[]>;
  /** Resolves with the keys as soon as `condition` holds, now or after a wallet; rejects after `timeoutMs`. */
  waitForKeys(condition: (keys: readonly KeyView[]) => boolean, timeoutMs: number): Promise<readonly KeyView[]>;
  /** Opens a door; afterwards tells the server of the try and of journal pages when the network is on. */
  unlock(options?: UnlockOptions): Promise<UnlockResult>;
  /** Asks for renewed leases. Throws `ApiProblem`, `ApiUnreachable`. */
  renew(): Promise<void>;
  /** Cuts or restores the way to the server. Doors stay in reach. */
  setNetwork(on: boolean): void;
  /** What a hostile guest keeps: a phone with everything this one holds now, that obeys no server any more. */
  keepCopy(): Promise<Phone>;
  close(): Promise<void>;
}

const DEFAULT_SPARES = 4;

/** The clock of this computer. */
export const SYSTEM_CLOCK: Clock = {
  now: () => Date.now(),
  setTimer: (delayMs, fire) => {
    const timer = setTimeout(fire, delayMs);
    return () => clearTimeout(timer);
  },
};

/** Enrols with the link and goes live. Throws `ApiProblem` (`link_used`, `link_expired`, …) and `ApiUnreachable`. */
export async function createVirtualGuest(options: VirtualGuestOptions): Promise<VirtualGuest> {
  const clock = options.clock ?? SYSTEM_CLOCK;
  const store = options.store ?? createMemoryStore();
  const fetchPart = options.fetch && { fetch: options.fetch };
  const radio =
    typeof options.radio === 'string'
      ? createSocketRadio({ corridorUrl: options.radio, setTimer: clock.setTimer, ...fetchPart })
      : options.radio;
  const listeners = new Set<() => void>();
  let wallet: Wallet | undefined;
  let walletAppliedAt: number | undefined;
  let syncing: Promise<void> = Promise.resolve();

  const phone: Phone = createPhone({
    store,
    radio,
    clock,
    askTime: async ({ lockId, nonce }) => {
      if (!network.isOn) return undefined;
      const { item } = await network.signedIn.call('answerLockTime', { body: { lockId, nonce } });
      return Uint8Array.from(Buffer.from(item, 'base64url'));
    },
  });
  const network = createGuestNetwork({
    baseUrl: options.baseUrl,
    phone,
    now: () => clock.now(),
    ...fetchPart,
    onWallet: (data) => void sync(data as Wallet), // the phone reads it strictly and refuses anything else
    onRefused: (problem) => options.log?.(`virtual guest: ${problem.message}`),
  });

  /** Makes the phone equal to a wallet, then tells the server what it must know. One at a time. */
  function sync(next: Wallet): Promise<void> {
    syncing = syncing
      .then(() => apply(next))
      .catch((error: unknown) => options.log?.(`virtual guest: ${error instanceof Error ? error.message : 'failed'}`));
    return syncing;
  }

  async function apply(next: Wallet): Promise<void> {
    await phone.applyWallet(next);
    wallet = next;
    walletAppliedAt = clock.now();
    for (const listener of listeners) listener();
    await report();
    const needed = await phone.spareDoorKeysNeeded();
    if (needed === 0 || !network.isOn) return;
    const doorKeys = await phone.makeSpareDoorKeys(Math.min(needed, 8));
    const answer = await network.signedIn.call('offerDoorKeys', { body: { doorKeys } });
    await phone.doorKeysUploaded(doorKeys);
    await phone.applyWallet(answer);
    wallet = answer;
    for (const listener of listeners) listener();
    await report();
  }

  /** Sends receipts and journal pages; what can't be sent waits. */
  async function report(): Promise<void> {
    if (!network.isOn) return;
    try {
      const receipts = await phone.receipts();
      if (receipts.length > 0) {
        const body: Receipts = {
          receipts: receipts.map(({ id, state }) => ({ credentialId: id, state })),
          bluetooth: 'on',
        };
        await network.signedIn.call('postReceipts', { body });
        await phone.receiptsSent(receipts);
      }
      const pages = await phone.pages();
      if (pages.length > 0) {
        await network.signedIn.call('postJournalPages', { body: { pages: pages.map(({ page }) => base64url(page)) } });
        await phone.pagesSent(pages.map(({ id }) => id));
      }
    } catch (error) {
      if (!(error instanceof ApiUnreachable)) throw error;
    }
  }

  const enrolment = await phone.prepareEnrolment({
    secret: secretOf(options.enrolmentLink),
    deviceName: options.deviceName ?? 'Virtual phone',
    spareDoorKeys: options.spareDoorKeys ?? DEFAULT_SPARES,
  });
  const { deviceId } = await network.open.call('enrol', { body: enrolment });
  await phone.enrolled(deviceId, enrolment);
  network.goLive();

  return {
    phone,
    get wallet() {
      return wallet;
    },
    get walletAppliedAt() {
      return walletAppliedAt;
    },
    server: network.signedIn,
    keys: () => phone.keys(),
    waitForKeys: (condition, timeoutMs) => waitForKeys(phone, listeners, condition, timeoutMs),
    unlock: async (wish = {}) => {
      const at = clock.now();
      const result = await phone.unlock(wish);
      const attempt = attemptOf(result, at);
      if (network.isOn) {
        await report();
        if (attempt)
          await network.signedIn.call('postDoorAttempts', { body: { attempts: [attempt] } }).catch(() => undefined);
      }
      return result;
    },
    renew: async () => sync(await network.signedIn.call('renewLeases', {})),
    setNetwork: (on) => network.setOn(on),
    keepCopy: async () => createPhone({ store: await copyStore(store), radio, clock }),
    close: async () => {
      network.close();
      listeners.clear();
      await syncing;
    },
  };
}

function secretOf(link: string): string {
  return /#enrol=([^&]+)/.exec(link)?.[1] ?? link;
}

type Attempt = {
  keyId: string;
  doorId: string;
  at: string;
  outcome: 'opened' | 'refused' | 'failed';
  diagnosis: Exclude<UnlockResult, { kind: 'opened' }>['diagnosis'] | null;
};

function attemptOf(result: UnlockResult, at: number): Attempt | undefined {
  if (!result.door) return undefined;
  const { keyId, doorId } = result.door;
  const diagnosis = result.kind === 'opened' ? null : result.diagnosis;
  return { keyId, doorId, at: new Date(at).toISOString(), outcome: result.kind, diagnosis };
}

async function waitForKeys(
  phone: Phone,
  listeners: Set<() => void>,
  condition: (keys: readonly KeyView[]) => boolean,
  timeoutMs: number,
): Promise<readonly KeyView[]> {
  const first = await phone.keys();
  if (condition(first)) return first;
  return new Promise((resolve, reject) => {
    const stop = (): void => {
      clearTimeout(timer);
      listeners.delete(look);
    };
    const look = (): void => {
      phone.keys().then(
        (keys) => {
          if (!condition(keys)) return;
          stop();
          resolve(keys);
        },
        (error: unknown) => {
          stop();
          reject(error);
        },
      );
    };
    const timer = setTimeout(() => {
      stop();
      reject(new Error(`The virtual guest waited ${timeoutMs} ms in vain.`));
    }, timeoutMs);
    listeners.add(look);
    look();
  });
}

async function copyStore(store: PhoneStore): Promise<PhoneStore> {
  const copy = createMemoryStore();
  const changes: StoreChange[] = [];
  for (const collection of COLLECTIONS)
    for (const record of await store.all(collection)) changes.push({ op: 'put', collection, record } as StoreChange); // the loop ties record to collection
  await copy.write(changes);
  return copy;
}
