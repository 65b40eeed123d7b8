// A virtual guest's way to the server: sessions by signed challenge, a live wallet, and a network that can be cut.
import { type Client, type ClientOptions, createClient, openLiveStream } from '@nightlatch/api';
import type { Phone } from '@nightlatch/phone';

/** What the network needs. */
export interface GuestNetworkOptions {
  readonly baseUrl: string;
  readonly phone: Phone;
  readonly now: () => number;
  readonly fetch?: typeof globalThis.fetch;
  /** A wallet came over the live connection, as the server sent it. */
  readonly onWallet: (data: unknown) => void;
  readonly onState?: (state: 'open' | 'lost') => void;
  readonly onRefused?: (problem: Error) => void;
}

/** The network of one phone. */
export interface GuestNetwork {
  /** Calls without a session (enrolment). */
  readonly open: Client;
  /** Calls with a session, opened when needed. */
  readonly signedIn: Client;
  /** Starts the live connection; it comes back by itself while the network is on. */
  goLive(): void;
  /** Off: nothing reaches the server and nothing comes from it. The radio to the doors is another matter. */
  setOn(on: boolean): void;
  readonly isOn: boolean;
  close(): void;
}

const RENEW_BEFORE_MS = 30_000;

/** Makes the network. */
export function createGuestNetwork(options: GuestNetworkOptions): GuestNetwork {
  const fetchIt = options.fetch ?? globalThis.fetch;
  let on = true;
  let wantsLive = false;
  let refusedBefore = false;
  let live: { close(): void } | undefined;
  let session: { readonly token: string; readonly expiresAt: number } | undefined;
  let opening: Promise<string> | undefined;

  const throughNetwork: typeof globalThis.fetch = (input, init) =>
    on ? fetchIt(input, init) : Promise.reject(new TypeError('The virtual guest’s network is off.'));
  const base: ClientOptions = { baseUrl: options.baseUrl, fetch: throughNetwork };
  const open = createClient(base);
  const signedIn = createClient({ ...base, headers: async () => ({ authorization: `Bearer ${await token()}` }) });

  function token(): Promise<string> {
    if (session && session.expiresAt - RENEW_BEFORE_MS > options.now()) return Promise.resolve(session.token);
    opening ??= openSession().finally(() => {
      opening = undefined;
    });
    return opening;
  }

  async function openSession(): Promise<string> {
    const deviceId = await options.phone.deviceId();
    if (deviceId === undefined) throw new Error('The virtual guest is not enrolled.');
    const { challenge } = await open.call('getChallenge', { body: { deviceId } });
    const body = await options.phone.answerChallenge(challenge);
    const opened = await open.call('openGuestSession', { body });
    session = { token: opened.token, expiresAt: Date.parse(opened.expiresAt) };
    return opened.token;
  }

  function startLive(): void {
    live?.close();
    live = openLiveStream({
      client: signedIn,
      operation: 'streamWallet',
      onEvent: (event) => {
        if (event.event === 'wallet') options.onWallet(event.data);
      },
      onState: (state) => {
        if (state === 'open') refusedBefore = false;
        options.onState?.(state);
      },
      onRefused: (problem) => {
        session = undefined;
        options.onRefused?.(problem);
        if (refusedBefore || !wantsLive || !on) return;
        refusedBefore = true; // the token may have been forgotten by the server: sign in once more
        startLive();
      },
    });
  }

  return {
    open,
    signedIn,
    goLive: () => {
      wantsLive = true;
      if (on) startLive();
    },
    setOn: (next) => {
      if (next === on) return;
      on = next;
      if (!on) {
        live?.close();
        live = undefined;
        options.onState?.('lost');
      } else if (wantsLive) startLive();
    },
    get isOn() {
      return on;
    },
    close: () => {
      wantsLive = false;
      live?.close();
    },
  };
}
