// `issue.single`, `issue.burst`: keys issued one by one over HTTP, acknowledged only when committed, or by a flood of check-ins, beside this database's own rate for the same rows.
import type { Family, Figure } from '../figure.ts';
import { makeFolder } from '../make-folder.ts';
import { settleAll } from './burst.ts';
import { CALLS_PER_API_KEY, type Caller, issueAll, untilSigned } from './issue-load.ts';
import { createApiKeys, stockBookings } from './issue-stock.ts';
import { measureStatement } from './pgbench.ts';
import { rowsOfIssue } from './rows-of-issue.ts';

/** Clients at once, and keys issued by them. */
const LOADS = [
  { clients: 1, keys: 200 },
  { clients: 8, keys: 400 },
  { clients: 32, keys: 600 },
] as const;
/** A server in operation has compiled what it runs often; pgbench has nothing to warm up. */
const WARM_UP = 1500;
/** Check-ins of a flood. */
const BURST = 3000;
const PGBENCH_SECONDS = 4;
export const issueFigures: Family = {
  group: 'server',
  names: ['issue.single.c1', 'issue.single.c8', 'issue.single.c32', 'issue.signed.c32', 'issue.burst'],
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
    const { keyId } = await issueAll(caller, warm, 8);
    await untilSigned(hotel, warm);
    // As PostgreSQL does by itself within a minute: of a database filled a moment ago it knows nothing.
    await hotel.pool.query('analyze');
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
      if (clients === 32 && bench.wants('issue.burst')) {
        const count = BURST * scale;
        bench.say(`${count} check-ins at once`);
        const crowd = await stockBookings(hotel.pool, { locationId: hotel.locationId, count });
        const burstMs = await settleAll(hotel, crowd);
        yield { name: 'issue.burst', value: (count * 1000) / burstMs, ...shared, runs: count };
      }
    }
    await rows.drop();
    await folder.remove();
  },
};
