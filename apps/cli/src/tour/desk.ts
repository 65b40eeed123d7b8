// The front desk of the tour: signs in as the demo's staff do and uses nothing but the HTTP API.
import {
  type AccessEvent,
  type ArrivalRequest,
  type Booking,
  type CapturedMessage,
  type Client,
  createClient,
  type Demo,
  type DigitalKey,
} from '@nightlatch/api';
import { CliProblem } from '../cli-problem.ts';

/** What the tour does at the desk. */
export type Desk = {
  readonly demo: Demo;
  findBooking(reference: string): Promise<Booking | undefined>;
  booking(bookingId: string): Promise<Booking>;
  createLink(bookingId: string): Promise<string>;
  revoke(keyId: string): Promise<DigitalKey>;
  reissue(keyId: string): Promise<DigitalKey>;
  accessEvents(doorId: string): Promise<readonly AccessEvent[]>;
  /** What the booking's guest submitted by phone and nobody decided on yet. */
  arrivalRequests(bookingId: string): Promise<readonly ArrivalRequest[]>;
  acceptId(idCheckId: string): Promise<Booking>;
  approveCheckIn(checkInId: string): Promise<Booking>;
  /** A message to the booking's guest of this kind, from the demo's outbox. */
  capturedMessage(bookingId: string, kind: CapturedMessage['kind']): Promise<CapturedMessage | undefined>;
};

/** A fetch that keeps the session cookie, as a browser would, and names the page it comes from. */
const withCookies = (origin: string): typeof fetch => {
  let cookie = '';
  return async (input, init) => {
    const headers = new Headers(init?.headers);
    if (cookie) headers.set('cookie', cookie);
    headers.set('origin', origin);
    const response = await fetch(input, { ...init, headers });
    const set = response.headers.getSetCookie().map((line) => line.split(';')[0] ?? '');
    if (set.length > 0) cookie = set.join('; ');
    return response;
  };
};

/** Signs in at the demo's front desk. Throws `CliProblem` `no_demo` for a server without a demo hotel. */
export const openDesk = async (url: string): Promise<Desk> => {
  const client: Client = createClient({ baseUrl: url, fetch: withCookies(new URL(url).origin) });
  const demo = await client.call('getDemo', {}).catch((cause: unknown) => {
    throw new CliProblem('no_demo', `${url} is no demo hotel that answers; start one with npm start.`, { cause });
  });
  const signIn = demo.signIns.find((one) => one.role === 'front_desk');
  if (!signIn) throw new CliProblem('no_demo', `${url} offers no front desk sign-in.`);
  await client.call('signIn', { body: { email: signIn.email, password: signIn.password } });
  const { locationId } = demo;
  const booking = (bookingId: string): Promise<Booking> =>
    client.call('getBooking', { params: { locationId, bookingId } });
  return {
    demo,
    booking,
    findBooking: async (reference) => {
      const { items } = await client.call('listBookings', { params: { locationId }, query: { search: reference } });
      const found = items.find((one) => one.reference === reference);
      return found ? booking(found.id) : undefined;
    },
    createLink: async (bookingId) =>
      (await client.call('createEnrolmentLink', { params: { locationId, bookingId } })).url,
    revoke: (keyId) =>
      client.call('revokeKey', {
        params: { locationId, keyId },
        body: { reason: 'security_concern', note: 'Tour: shows that the door refuses' },
      }),
    reissue: (keyId) => client.call('reissueKey', { params: { locationId, keyId } }),
    arrivalRequests: async (bookingId) =>
      (await client.call('listArrivalRequests', { params: { locationId }, query: { bookingId } })).items,
    acceptId: (idCheckId) =>
      client.call('decideIdCheck', { params: { locationId, idCheckId }, body: { decision: 'verified' } }),
    approveCheckIn: (checkInId) => client.call('approveCheckIn', { params: { locationId, checkInId } }),
    capturedMessage: async (bookingId, kind) =>
      (await client.call('listCapturedMessages', { params: { locationId } })).items.find(
        (one) => one.bookingId === bookingId && one.kind === kind,
      ),
    accessEvents: async (doorId) =>
      (await client.call('listAccessEvents', { params: { locationId }, query: { doorId } })).items,
  };
};
