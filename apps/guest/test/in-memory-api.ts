// The guest routes of the API in memory, behind a `fetch`, for unit tests: only bookkeeping, no cryptography of its own.
import { type ArrivingStay, DEFAULT_ARRIVAL_POLICY, type LinkView, type Wallet } from '@nightlatch/api';

/** The hotel of the wallets and links here. */
export const LOCATION = '01890a5d-ac96-774b-bcce-b302099a8003';

export interface InMemoryApi {
  readonly fetch: typeof fetch;
  /** "POST /v1/guest/receipts" and the body, in the order of arrival. */
  readonly calls: { readonly route: string; readonly body: unknown; readonly token: string | undefined }[];
  wallet: Wallet;
  /** The server's clock (UTC ms). */
  now: () => number;
  /** Sends the wallet to the open live streams. */
  push(): void;
  /** Ends the open streams, as a restarting server does. */
  dropStreams(): void;
  /** Answers nothing from now on. */
  unreachable: boolean;
  /** Tokens given so far no longer count. */
  endSessions(): void;
  deviceRemoved: boolean;
  /** Links by their secret; any other secret is an open link of `LOCATION`. */
  readonly links: Map<string, LinkView>;
  link(locationId: string): LinkView;
  /** Sign-in points of phones that were reported lost. */
  readonly lostPoints: Set<string>;
  /** Takes enrolments, but the answers never arrive. */
  loseAnswers: boolean;
  onEnrol: () => unknown;
  count(route: string): number;
}

export function emptyWallet(): Wallet {
  return {
    deviceId: '01890a5d-ac96-774b-bcce-b302099a8057',
    now: '2026-11-24T12:00:00.000Z',
    locations: [],
    stays: [],
    keys: [],
    spareDoorKeysWanted: 0,
    mail: [],
  };
}

function arrivingStay({ bookingId, arrivalDate, departureDate }: Wallet['stays'][number]): ArrivingStay {
  return {
    bookingId,
    status: 'confirmed',
    arrivalDate,
    departureDate,
    roomNumber: null,
    mobileCheckIn: 'not_started',
    checkInOpensAt: '2026-11-22T23:00:00Z',
    waitsForRoom: false,
    declineReason: null,
    idVerification: 'not_verified',
    idWanted: true,
    idCheck: null,
  };
}

export function createInMemoryApi(): InMemoryApi {
  let given = 0;
  let valid = new Set<string>();
  let streams: ReadableStreamDefaultController<Uint8Array>[] = [];
  const json = (status: number, body: unknown): Response =>
    new Response(body === null ? null : JSON.stringify(body), {
      status,
      headers: { 'content-type': 'application/json' },
    });
  const problem = (status: number, code: string): Response =>
    json(status, { type: 'about:blank', title: code, status, code });
  const walletNow = (): Wallet => ({ ...api.wallet, now: new Date(api.now()).toISOString() });
  const encode = (): Uint8Array => new TextEncoder().encode(`event: wallet\ndata: ${JSON.stringify(walletNow())}\n\n`);

  const open = (): string => {
    given += 1;
    valid.add(`token-${given}`);
    return `token-${given}`;
  };
  const answerLink = (route: string, body: unknown): Response | undefined => {
    const { secret = '', signInPoint = '' } = (body ?? {}) as { secret?: string; signInPoint?: string }; // the two bodies with a link
    if (route === 'POST /v1/guest/link-views') return json(200, api.links.get(secret) ?? api.link(LOCATION));
    if (route !== 'POST /v1/guest/enrolments') return undefined;
    api.onEnrol();
    if (api.lostPoints.has(signInPoint)) return problem(401, 'device_removed');
    if (api.loseAnswers) throw new TypeError('fetch failed');
    return json(201, { deviceId: api.wallet.deviceId, token: open(), expiresAt: api.wallet.now });
  };

  const answer = (route: string, authorised: boolean): Response => {
    if (route === 'POST /v1/guest/challenges') return json(200, { challenge: 'AAAA', expiresAt: api.wallet.now });
    if (route === 'POST /v1/guest/sessions') {
      if (api.deviceRemoved) return problem(401, 'device_removed');
      return json(200, { deviceId: api.wallet.deviceId, token: open(), expiresAt: api.wallet.now });
    }
    if (api.deviceRemoved) return problem(401, 'device_removed');
    if (!authorised) return problem(401, 'not_signed_in');
    switch (route) {
      case 'GET /v1/guest/live':
        return new Response(
          new ReadableStream<Uint8Array>({
            start(controller) {
              streams.push(controller);
              controller.enqueue(encode());
            },
          }),
        );
      case 'POST /v1/guest/door-keys':
        api.wallet = { ...api.wallet, spareDoorKeysWanted: 0 };
        return json(200, walletNow());
      case 'POST /v1/guest/leases':
      case 'GET /v1/guest/wallet':
        return json(200, walletNow());
      case 'GET /v1/guest/arrival':
        return json(200, { policy: DEFAULT_ARRIVAL_POLICY, stays: api.wallet.stays.map(arrivingStay) });
      case 'POST /v1/guest/journal-pages':
        return json(200, { accepted: 0, results: [] });
      default:
        return json(204, null);
    }
  };

  const api: InMemoryApi = {
    calls: [],
    wallet: emptyWallet(),
    now: () => Date.parse(api.wallet.now),
    unreachable: false,
    deviceRemoved: false,
    links: new Map(),
    link: (locationId) => ({
      kind: 'guest',
      state: 'open',
      locationId,
      locationName: 'Hotel Nightlatch',
      timeZone: 'Europe/Berlin',
      frontDeskPhone: null,
      look: { colours: null, logo: null, logoOnPlate: true },
      expiresAt: '2026-11-27T12:00:00.000Z',
    }),
    lostPoints: new Set(),
    loseAnswers: false,
    onEnrol: () => undefined,
    push() {
      for (const stream of streams) stream.enqueue(encode());
    },
    dropStreams() {
      for (const stream of streams) stream.close();
      streams = [];
    },
    endSessions() {
      valid = new Set();
    },
    count: (route) => api.calls.filter((call) => call.route === route).length,
    fetch: async (input, init) => {
      if (api.unreachable) throw new TypeError('fetch failed');
      const route = `${init?.method} ${String(input)}`;
      const token = new Headers(init?.headers).get('authorization')?.replace('Bearer ', '');
      const body: unknown = typeof init?.body === 'string' ? JSON.parse(init.body) : undefined;
      api.calls.push({ route, body, token });
      return answerLink(route, body) ?? answer(route, token !== undefined && valid.has(token));
    },
  };
  return api;
}
