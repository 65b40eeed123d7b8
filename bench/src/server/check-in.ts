// `checkin.to.phone`: from the PMS's check-in to the key in the phone's wallet, through webhook, read-back, rules, signing and live push.
import type { Family, Figure } from '../figure.ts';
import { percentile } from '../statistics.ts';
import { BARE_EXCHANGE, measureBareExchange } from './bare-exchange.ts';
import type { Hotel } from './hotel.ts';
import { bookStay, holdsKey } from './stay.ts';

const ROUNDS = 24;
const UNIT = 'ms';

/** Milliseconds from the office's call to the applied wallet that holds the key. */
const oneCheckIn = async (hotel: Hotel): Promise<number> => {
  const stay = await bookStay(hotel);
  const started = performance.now();
  const applied = stay.guest.waitForKeys(holdsKey, 20_000).then(() => performance.now());
  await stay.checkIn();
  const ms = (await applied) - started;
  await stay.end();
  return ms;
};

export const checkInFigures: Family = {
  group: 'server',
  names: ['checkin.to.phone.p50', 'checkin.to.phone.p99'],
  limit: BARE_EXCHANGE,
  measure: async function* (bench): AsyncIterable<Figure> {
    const hotel = await bench.hotel();
    const rounds = bench.runs(ROUNDS);
    bench.say(`check-in to phone, ${rounds} stays`);
    await oneCheckIn(hotel);
    const times: number[] = [];
    while (times.length < rounds) times.push(await oneCheckIn(hotel));
    const bare = await measureBareExchange(hotel, 200);
    for (const [name, share] of [
      ['checkin.to.phone.p50', 0.5],
      ['checkin.to.phone.p99', 0.99],
    ] as const) {
      yield { name, value: percentile(times, share), unit: UNIT, limit: percentile(bare, share), runs: rounds };
    }
  },
};
