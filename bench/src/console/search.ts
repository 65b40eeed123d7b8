// `console.search`: the booking list's search among ten thousand bookings of one location, as the console asks while somebody types.
import type { Family, Figure } from '../figure.ts';
import type { Hotel } from '../server/hotel.ts';
import { percentile } from '../statistics.ts';
import { FILL_BOOKINGS } from './fill-bookings.ts';

const BOOKINGS = 10_000;
const SEARCHES = 300;
/** What a person at the desk does not notice; a fixed goal, not a measured limit. */
const GOAL_MS = 50;

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
    await hotel.pool.query(FILL_BOOKINGS, [hotel.locationId, BOOKINGS]);
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
