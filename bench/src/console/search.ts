// `console.search`: the booking list's search among ten thousand bookings of one location, as the console asks while somebody types.
import type { Family, Figure } from '../figure.ts';
import type { Hotel } from '../server/hotel.ts';
import { percentile } from '../statistics.ts';

const BOOKINGS = 10_000;
const SEARCHES = 300;
/** What a person at the desk does not notice; a fixed goal, not a measured limit. */
const GOAL_MS = 50;

/** Guests with a few hundred names, past, present and coming, as the search text of a booking is made. */
const FILL = `with made as (
    select n, gen_random_uuid() as guest, gen_random_uuid() as booking, upper(substr(md5(n::text), 1, 8)) || '-1' as reference,
      (array['Anna', 'Bruno', 'Chiara', 'David', 'Elif', 'Farid', 'Greta', 'Hugo', 'Ines', 'Jonas', 'Katja', 'Luca', 'Mina', 'Noah', 'Olga', 'Pavel'])[1 + n % 16] as first,
      (array['Schmid', 'Rossi', 'Novak', 'Keller', 'Dubois', 'Jensen', 'Garcia', 'Kowalski', 'Silva', 'Horvat'])[1 + n % 10] || substr(md5('x' || n / 40), 1, 3) as last,
      current_date - 180 + (n * 365 / $2::int) as arrival
    from generate_series(1, $2::int) n),
  guests as (insert into guest (location_id, id, first_name, last_name, email, phone)
    select $1, guest, first, last, lower(first || '.' || last || n) || '@example.com', '+43660' || (1000000 + n) from made)
  insert into booking (location_id, id, reference, source, status, room_id, arrival_date, departure_date, guest_id, search_text, created_at, changed_at)
  select $1, booking, reference, 'bench', case when arrival < current_date - 3 then 'checked_out' else 'confirmed' end,
    r.id, arrival, arrival + 3, guest,
    lower(concat_ws(' ', first, last, reference, r.number, first || '.' || last || n || '@example.com', '+43660' || (1000000 + n))), now(), now()
  from made join (select id, number, row_number() over (order by number) - 1 as place, count(*) over () as many from room where location_id = $1) r
    on r.place = n % r.many`;

/** What people type: a name while it is being typed, a room, a reference, a phone number, two words, and what nobody is called. */
const SEARCHED = [
  'sch',
  'rossi',
  'keller a',
  'elif garcia',
  '10',
  '101',
  'c4ca',
  'novak',
  '43660100',
  'hugo',
  'zzzz',
  'pavel horvat',
  'anna.schmid',
  'j',
  'silva8',
  'mina dubois',
];

export const searchFigures: Family = {
  group: 'console',
  names: ['console.search.p50', 'console.search.p99'],
  limit: `the goal for a search among ${BOOKINGS} bookings, fixed: ${GOAL_MS} ms`,
  measure: async function* (bench): AsyncIterable<Figure> {
    const hotel = await bench.hotel();
    const runs = bench.runs(SEARCHES);
    bench.say(`${runs} searches among ${BOOKINGS} bookings`);
    await hotel.pool.query(FILL, [hotel.locationId, BOOKINGS]);
    await hotel.pool.query('analyze booking, guest');
    const times = await searchAll(hotel, runs);
    yield { name: 'console.search.p50', value: percentile(times, 0.5), unit: 'ms', limit: GOAL_MS, runs };
    yield { name: 'console.search.p99', value: percentile(times, 0.99), unit: 'ms', limit: GOAL_MS, runs };
  },
};

const searchAll = async (hotel: Hotel, runs: number): Promise<number[]> => {
  const params = { locationId: hotel.locationId };
  const times: number[] = [];
  for (let n = -SEARCHED.length; n < runs; n += 1) {
    const search = SEARCHED[(n + SEARCHED.length) % SEARCHED.length] ?? '';
    const started = performance.now();
    await hotel.desk.call('listBookings', { params, query: { search } });
    // The first round opens connections and plans statements.
    if (n >= 0) times.push(performance.now() - started);
  }
  return times;
};
