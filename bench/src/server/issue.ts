// `issue.single`: keys issued one by one over HTTP, acknowledged only when committed, beside this database's own rate for the same rows.
import { randomUUID } from 'node:crypto';
import { Agent, request } from 'node:http';
import type { Family, Figure } from '../figure.ts';
import { makeFolder } from '../make-folder.ts';
import { type Hotel, until } from './hotel.ts';
import { createApiKeys, type IssuableBooking, stockBookings } from './issue-stock.ts';
import { measureStatement } from './pgbench.ts';
import { rowsOfIssue } from './rows-of-issue.ts';

/** Clients at once, and keys issued by them. */
const LOADS = [
  { clients: 1, keys: 200 },
  { clients: 8, keys: 400 },
  { clients: 32, keys: 600 },
] as const;
const WARM_UP = 60;
const PGBENCH_SECONDS = 4;
/** Below the server's limit of 600 calls a minute for one caller and operation. */
const CALLS_PER_API_KEY = 500;

type Caller = { readonly hotel: Hotel; readonly secrets: readonly string[]; calls: number };

/** Issues the keys with so many clients at once; milliseconds for all, and the last key's id. */
const issueAll = async (
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
const issueOne = (caller: Caller, bookingId: string, agent: Agent): Promise<string> =>
  new Promise((resolve, reject) => {
    const secret = caller.secrets[Math.floor(caller.calls / CALLS_PER_API_KEY) % caller.secrets.length];
    caller.calls += 1;
    const { url, locationId } = caller.hotel;
    const call = request(`${url}/v1/locations/${locationId}/bookings/${bookingId}/keys`, {
      method: 'POST',
      agent,
      headers: {
        authorization: `Bearer ${secret}`,
        'content-type': 'application/json',
        'idempotency-key': randomUUID(),
      },
    });
    call.once('error', reject);
    call.once('response', (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (part: string) => {
        text += part;
      });
      response.once('end', () => {
        if (response.statusCode !== 201) return reject(new Error(`issuing answered ${response.statusCode}: ${text}`));
        const key = JSON.parse(text) as { id: string; state: string }; // the server's own answer
        if (key.state === 'issued') resolve(key.id);
        else reject(new Error(`the key is ${key.state}`));
      });
    });
    call.end('{}');
  });

/** Waits until each of these phones has its signed document. */
const untilSigned = (hotel: Hotel, bookings: readonly IssuableBooking[]): Promise<true> =>
  until('every signature', async () => {
    const devices = bookings.map(({ deviceId }) => deviceId);
    const found = await hotel.pool.query<{ missing: number }>(
      `select (cardinality($2::uuid[]) - count(*))::int as missing from credential
       where location_id = $1 and device_id = any($2) and document is not null`,
      [hotel.locationId, devices],
    );
    return found.rows[0]?.missing === 0 ? true : undefined;
  });

export const issueFigures: Family = {
  group: 'server',
  names: ['issue.single.c1', 'issue.single.c8', 'issue.single.c32', 'issue.signed.c32'],
  limit:
    'pgbench (or a minimal client of ours, said so) writing the rows of one issue in one prepared statement, same database and number of clients; the server’s clients share these processors',
  measure: async function* (bench): AsyncIterable<Figure> {
    const hotel = await bench.hotel();
    const scale = bench.runs(1);
    const loads = LOADS.filter(({ clients }) => clients === 32 || bench.wants(`issue.single.c${clients}`));
    const total = loads.reduce((sum, { keys }) => sum + keys * scale, WARM_UP);
    bench.say(`${total} bookings to issue keys for`);
    const count = Math.ceil(total / CALLS_PER_API_KEY);
    const secrets = await createApiKeys(hotel.pool, { locationId: hotel.locationId, count });
    const stock = await stockBookings(hotel.pool, { locationId: hotel.locationId, count: total });
    const caller: Caller = { hotel, secrets, calls: 0 };
    const warm = stock.splice(0, WARM_UP);
    const { keyId } = await issueAll(caller, warm, 4);
    await untilSigned(hotel, warm);
    const rows = await rowsOfIssue(hotel.pool, keyId);
    const folder = await makeFolder('pgbench');
    for (const { clients, keys } of loads) {
      const bookings = stock.splice(0, keys * scale);
      bench.say(`issuing ${bookings.length} keys, ${clients} at once`);
      const started = performance.now();
      const { ms } = await issueAll(caller, bookings, clients);
      await untilSigned(hotel, bookings);
      const signedMs = performance.now() - started;
      const limit = await measureStatement({
        connectionString: hotel.connectionString,
        statement: rows.statement,
        clients,
        seconds: PGBENCH_SECONDS,
        folder: folder.path,
      });
      bench.say(`the database's own rate was measured by ${limit.by}`);
      const shared = { unit: 'issues/s', limit: limit.perSecond, runs: bookings.length };
      yield { name: `issue.single.c${clients}`, value: (bookings.length * 1000) / ms, ...shared };
      if (clients === 32) yield { name: 'issue.signed.c32', value: (bookings.length * 1000) / signedMs, ...shared };
    }
    await rows.drop();
    await folder.remove();
  },
};
