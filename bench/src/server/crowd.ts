// `issue.at.*`: what an issue costs when the database holds many keys of past stays, beside the same with few, by turns in the same run.

import type { Family, Figure } from '../figure.ts';
import { median } from '../statistics.ts';
import { type Hotel, startHotel } from './hotel.ts';
import { CALLS_PER_API_KEY, type Caller, issueAll, untilSigned } from './issue-load.ts';
import { createApiKeys, stockBookings } from './issue-stock.ts';

const FEW = 10_000;
const MANY = 200_000;
const CHUNK = 100_000;
const CLIENTS = 8;
/** Rounds with few keys and with many. */
const ROUNDS = 5;
const KEYS_PER_ROUND = 200;
const WARM_UP = 60;

/** Past stays as their end left them: guest, phone, booking, occupancy, ended key, used door key, removed credential. Without foreign keys' checks: it is we who made the rows. */
const PAST = `with made as materialized (
    select n, gen_random_uuid() as guest, gen_random_uuid() as booking, gen_random_uuid() as occupancy, gen_random_uuid() as door_occupancy, gen_random_uuid() as key,
      gen_random_uuid() as device, gen_random_uuid() as door_key, now() - interval '3 days' - n % 700 * interval '1 day' as ended,
      ('\\x04' || repeat(md5(random()::text), 4))::bytea as point
    from generate_series(1, $2::int) n),
  rooms as (select id, row_number() over (order by id) - 1 as place, count(*) over () as many from room where location_id = $1),
  placed as materialized (select made.*, rooms.id as room from made join rooms on rooms.place = made.n % rooms.many),
  s1 as (insert into guest (location_id, id, first_name, last_name) select $1, guest, 'Past', 'Guest ' || n from placed),
  s2 as (insert into booking (location_id, id, reference, source, status, room_id, arrival_date, departure_date, guest_id, search_text, created_at, changed_at)
    select $1, booking, 'PAST-' || booking, 'bench', 'checked_out', room, ended::date - 2, ended::date, guest, 'past guest ' || n, ended, ended from placed),
  s3 as (insert into occupancy (location_id, id, booking_id, room_id, door_occupancy_id, generation, opened_at, closed_at, closed_because)
    select $1, occupancy, booking, room, door_occupancy, 1, ended - interval '2 days', ended, 'checked_out' from placed),
  s4 as (insert into digital_key (location_id, id, booking_id, guest_id, kind, state, requested_by, requested_at, validity_source, check_out_seen,
      occupancy_id, room_id, valid_from, valid_until, issued_at, end_reason, ended_at)
    select $1, key, booking, guest, 'primary', 'ended', 'system', ended - interval '2 days', 'pms', ended, door_occupancy, room,
      ended - interval '2 days', ended, ended - interval '2 days', 'checked_out', ended from placed),
  s5 as (insert into device (location_id, id, guest_id, name, sign_in_point, enrolled_at) select $1, device, guest, 'Phone', point, ended - interval '2 days' from placed),
  s6 as (insert into door_key (location_id, id, device_id, point, key_hash, offered_at, used_for_key_id)
    select $1, door_key, device, point, sha256(point), ended - interval '2 days', key from placed)
  insert into credential (location_id, id, key_id, device_id, door_key_id, signed_at, starts_at, lease_until, longest_lease_until, door_ids, state, wanted, removed_at)
  select $1, gen_random_uuid(), key, device, door_key, ended - interval '2 days', ended - interval '2 days', ended, ended, '{}', 'removed', false, ended from placed`;

/** The tables that `PAST` fills. */
const FILLED = ['guest', 'booking', 'occupancy', 'digital_key', 'device', 'door_key', 'credential'] as const;
/** From so many on, indexes are made once at the end: kept up row by row they cost most of the time. */
const BULK = 500_000;

const fill = async (hotel: Hotel, count: number, say: (text: string) => void): Promise<void> => {
  const client = await hotel.pool.connect();
  const started = performance.now();
  const bulk = count >= BULK;
  try {
    await client.query("set session_replication_role = replica; set maintenance_work_mem = '1GB'");
    // The hotel rests meanwhile. An index that is not ready is neither written nor read; `reindex` makes it whole again.
    if (bulk)
      await client.query(
        'update pg_index set indisready = false, indisvalid = false where indrelid = any($1::regclass[])',
        [FILLED],
      );
    for (let done = 0; done < count; done += CHUNK) {
      await client.query(PAST, [hotel.locationId, Math.min(CHUNK, count - done)]);
      if (done > 0 && done % 1_000_000 === 0) say(`${done} past stays are written`);
    }
    await client.query('reset session_replication_role');
    if (bulk) for (const table of FILLED) await client.query(`reindex table ${table}`);
    // As autovacuum and the checkpointer would in time: their catching up is not the issue's cost.
    await client.query(`vacuum analyze ${FILLED.join(', ')}`);
    await client.query('checkpoint');
    if (bulk) {
      const { rows } = await client.query<{ size: string }>(
        'select pg_size_pretty(pg_database_size(current_database())) as size',
      );
      say(`written in ${Math.round((performance.now() - started) / 60_000)} minutes, ${rows[0]?.size}`);
    }
  } finally {
    client.release(true);
  }
};

/** Milliseconds per key of one round. */
const oneRound = async (caller: Caller): Promise<number> => {
  const { hotel } = caller;
  const bookings = await stockBookings(hotel.pool, { locationId: hotel.locationId, count: KEYS_PER_ROUND });
  const { ms } = await issueAll(caller, bookings, CLIENTS);
  await untilSigned(hotel, bookings);
  return ms / bookings.length;
};

/** Median milliseconds per key of each hotel. They take turns, so that whatever else the machine does meets them alike. */
const byTurns = async (callers: readonly Caller[], count: number): Promise<number[]> => {
  const times = callers.map((): number[] => []);
  for (let round = 0; round <= count; round += 1)
    // Every other round the other way round: the second meets what the first one's issues still do behind.
    for (const [index, caller] of round % 2 === 0 ? [...callers.entries()] : [...callers.entries()].reverse()) {
      const time = await oneRound(caller);
      // The first round warms up.
      if (round > 0) times[index]?.push(time);
    }
  return times.map(median);
};

const short = (count: number): string =>
  count >= 1_000_000 ? `${count / 1_000_000}m` : count >= 1000 ? `${count / 1000}k` : String(count);

export const crowdFigures: Family = {
  group: 'server',
  names: ['issue.at.*'],
  limit: `the same with ${FEW} past stays in the database, by turns; --keys 10000000 gives issue.at.10m (written at once, then indexed; the run says how long it took and how large it is)`,
  measure: async function* (bench): AsyncIterable<Figure> {
    const many = bench.keys ?? MANY;
    const runs = bench.runs(ROUNDS);
    const callers: Caller[] = [];
    for (const count of [FEW, many]) {
      // Hotels of their own: what other figures left in theirs would be measured along.
      const hotel = await startHotel(bench.say);
      bench.say(`writing ${count} past stays`);
      await fill(hotel, count, bench.say);
      const secrets = await createApiKeys(hotel.pool, {
        locationId: hotel.locationId,
        count: Math.ceil(((runs + 1) * KEYS_PER_ROUND + WARM_UP) / CALLS_PER_API_KEY),
      });
      callers.push({ hotel, secrets, calls: 0 });
    }
    bench.say('issuing by turns with few and with many');
    const [few = 0, value = 0] = await byTurns(callers, runs);
    yield { name: `issue.at.${short(many)}`, value, unit: 'ms per key', limit: few, runs };
  },
};
