// Issuing many keys one by one over HTTP, and waiting until phones have their documents.
import { randomUUID } from 'node:crypto';
import { Agent } from 'node:http';
import { call } from './call.ts';
import { type Hotel, until } from './hotel.ts';
import type { IssuableBooking } from './issue-stock.ts';

/** Below the server's limit of 600 calls a minute for one caller and operation. */
export const CALLS_PER_API_KEY = 500;

export type Caller = { readonly hotel: Hotel; readonly secrets: readonly string[]; calls: number };

/** Issues the keys with so many clients at once; milliseconds for all, and the last key's id. */
export const issueAll = async (
  caller: Caller,
  bookings: readonly IssuableBooking[],
  clients: number,
): Promise<{ ms: number; keyId: string }> => {
  const agent = new Agent({ keepAlive: true, maxSockets: clients });
  const waiting = [...bookings];
  let keyId = '';
  const started = performance.now();
  await Promise.all(
    Array.from({ length: clients }, async () => {
      for (let next = waiting.pop(); next; next = waiting.pop()) keyId = await issueOne(caller, next.bookingId, agent);
    }),
  );
  const ms = performance.now() - started;
  agent.destroy();
  return { ms, keyId };
};

/** One POST; resolves with the key's id once the server has acknowledged it as issued. */
const issueOne = async (caller: Caller, bookingId: string, agent: Agent): Promise<string> => {
  const token = caller.secrets[Math.floor(caller.calls / CALLS_PER_API_KEY) % caller.secrets.length];
  caller.calls += 1;
  const { url, locationId } = caller.hotel;
  const { status, text } = await call({
    url: `${url}/v1/locations/${locationId}/bookings/${bookingId}/keys`,
    agent,
    ...(token === undefined ? {} : { token }),
    headers: { 'idempotency-key': randomUUID() },
    body: '{}',
  });
  if (status !== 201) throw new Error(`issuing answered ${status}: ${text}`);
  const key = JSON.parse(text) as { id: string; state: string }; // the server's own answer
  if (key.state !== 'issued') throw new Error(`the key is ${key.state}`);
  return key.id;
};

/** Waits until each of these phones has its signed document. */
export const untilSigned = (hotel: Hotel, bookings: readonly IssuableBooking[]): Promise<true> => {
  let left = bookings.map(({ deviceId }) => deviceId);
  return until('every signature', async () => {
    // From the first that was missing, a hundred further: counting thousands forty times a second would be a good part of what is measured.
    while (left.length > 0) {
      const { rows } = await hotel.pool.query<{ device_id: string }>(
        `select device_id from credential where location_id = $1 and device_id = any($2::uuid[])
           and state <> 'removed' and document is not null`,
        [hotel.locationId, left.slice(0, AHEAD)],
      );
      if (rows.length === 0) return undefined;
      const signed = new Set(rows.map(({ device_id }) => device_id));
      left = left.filter((id) => !signed.has(id));
    }
    return true;
  });
};

/** Phones that are looked at with one question. */
const AHEAD = 100;
