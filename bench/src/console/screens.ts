// `console.lighthouse`: the scores of the console's main screens, at a desk.
import { GOAL, type Screen, scoresOf } from '../browser/lighthouse.ts';
import { startOwnChromium } from '../browser/own-chromium.ts';
import type { Family, Figure } from '../figure.ts';

export const consoleScreenFigures: Family = {
  group: 'console',
  names: ['console.lighthouse.*'],
  limit: `the goal for each screen, fixed: ${GOAL} of 100, on Lighthouse's desktop`,
  measure: async function* (bench): AsyncIterable<Figure> {
    const hotel = await bench.hotel();
    const chromium = await startOwnChromium();
    const { items } = await hotel.desk.call('listBookings', {
      params: { locationId: hotel.locationId },
      query: { status: 'checked_in' },
    });
    const at = `${hotel.url}/console/l/${hotel.locationId}`;
    const pages = {
      today: '/today',
      bookings: '/bookings',
      booking: `/bookings/${items[0]?.id}`,
      requests: '/requests',
      doors: '/doors',
      figures: '/figures',
      audit: '/audit',
      account: '/account',
    };
    const screens: readonly Screen[] = Object.entries(pages).map(([name, path]) => ({
      name,
      url: at + path,
      as: 'desktop',
    }));
    bench.say('Lighthouse on the console: signing in');
    yield* scoresOf(chromium, 'console', { name: 'sign-in', url: `${hotel.url}/console/`, as: 'desktop' });
    await chromium.use(async (context) => {
      const { email, password } = hotel.clerk;
      const headers = { origin: hotel.url };
      const answer = await context.request.post(`${hotel.url}/v1/sign-in`, { headers, data: { email, password } });
      if (!answer.ok()) throw new Error(`the console's sign-in answered ${answer.status()}`);
    });
    for (const screen of screens) {
      bench.say(`Lighthouse on the console: ${screen.name}`);
      yield* scoresOf(chromium, 'console', screen, bench.say);
    }
    await chromium.close();
  },
};
