// `lease.renewals`: phones that ask for fresh leases, each once, as in the background: every condition is judged again and every document signed anew.
import { Agent } from 'node:http';
import type { Family, Figure } from '../figure.ts';
import { makeFolder } from '../make-folder.ts';
import { settleAll, untilQuiet } from './burst.ts';
import { call, loopback } from './call.ts';
import { openSessions, stockBookings } from './issue-stock.ts';
import { measureStatement } from './pgbench.ts';

const PHONES = 800;
const CLIENTS = 16;
const PGBENCH_SECONDS = 4;

/** The one row that a renewal writes, with a real document's bytes. */
const LIMIT = `update bench.credential set document = bench.some_document(), signed_at = now(), lease_until = now(),
  longest_lease_until = now(), state = 'to_deliver' where bench_number = (select 1 + floor(random() * 1000)::int)`;

export const leaseFigures: Family = {
  group: 'server',
  names: ['lease.renewals'],
  limit: 'pgbench with as many clients: the one row that a renewal writes, in one prepared statement',
  measure: async function* (bench): AsyncIterable<Figure> {
    const hotel = await bench.hotel();
    const { pool, locationId } = hotel;
    const count = PHONES * bench.runs(1);
    bench.say(`renewing the leases of ${count} phones, ${CLIENTS} at once`);
    const stock = await stockBookings(pool, { locationId, count });
    await settleAll(hotel, stock);
    await untilQuiet(hotel);
    const deviceIds = stock.map(({ deviceId }) => deviceId);
    // Two hours pass: leases that were signed a moment ago would not be renewed.
    await pool.query(
      `update credential set signed_at = signed_at - interval '2 hours', lease_until = lease_until - interval '2 hours'
       where location_id = $1 and device_id = any($2::uuid[])`,
      [locationId, deviceIds],
    );
    const tokens = await openSessions(pool, { locationId, deviceIds });
    const agent = new Agent({ keepAlive: true, maxSockets: CLIENTS });
    const waiting = tokens.entries();
    const started = performance.now();
    await Promise.all(
      Array.from({ length: CLIENTS }, async (_, client) => {
        for (const [, token] of waiting) {
          const { status, text } = await call({
            url: `${hotel.url}/v1/guest/leases`,
            agent,
            token,
            from: loopback(client),
          });
          if (status !== 200) throw new Error(`renewing answered ${status}: ${text}`);
        }
      }),
    );
    const ms = performance.now() - started;
    agent.destroy();
    const renewed = await pool.query<{ count: number }>(
      `select count(*)::int from credential where location_id = $1 and device_id = any($2::uuid[]) and signed_at > now() - interval '1 hour'`,
      [locationId, deviceIds],
    );
    if (renewed.rows[0]?.count !== count) throw new Error(`${renewed.rows[0]?.count} of ${count} leases were renewed`);
    const folder = await makeFolder('pgbench');
    await prepareLimit(pool);
    const limit = await measureStatement({
      connectionString: hotel.connectionString,
      statement: LIMIT,
      clients: CLIENTS,
      seconds: PGBENCH_SECONDS,
      folder: folder.path,
    });
    await pool.query('drop schema bench cascade');
    await folder.remove();
    yield { name: 'lease.renewals', value: (count * 1000) / ms, unit: 'phones/s', limit: limit.perSecond, runs: count };
  },
};

/** A thousand copies of credentials, with the table's indexes and checks but without foreign keys. */
const prepareLimit = async (pool: { query: (text: string) => Promise<unknown> }): Promise<void> => {
  await pool.query(`drop schema if exists bench cascade; create schema bench;
    create table bench.credential (like public.credential including all);
    insert into bench.credential select * from credential where document is not null limit 1;
    insert into bench.credential select (jsonb_populate_record(c, jsonb_build_object('id', gen_random_uuid(), 'key_id', gen_random_uuid(),
      'door_key_id', gen_random_uuid()))).* from bench.credential c, generate_series(1, 999);
    alter table bench.credential add column bench_number serial;
    create unique index on bench.credential (bench_number);
    create function bench.some_document() returns bytea language sql stable as 'select document from bench.credential where bench_number = 1';
    analyze bench.credential`);
};
