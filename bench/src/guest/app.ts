// `guest`: the guest app on a phone: what a first visit loads, whether it can be installed, its screens' scores, its start without a network, and one press of Unlock.
import type { CDPSession, Page } from 'playwright-core';
import { GOAL, type Screen, scoresOf } from '../browser/lighthouse.ts';
import type { Bench, Family, Figure } from '../figure.ts';
import type { Hotel } from '../server/hotel.ts';
import { median } from '../statistics.ts';
import { type GuestPhone, onPage, startGuestPhone } from './guest-phone.ts';

const SHARE_OF = 'the whole, from the tap to "open" on the screen';

/** One phone for all of a run. */
let phone: Promise<GuestPhone> | undefined;
const phoneOf = async (bench: Bench): Promise<{ hotel: Hotel; phone: GuestPhone }> => {
  const hotel = await bench.hotel();
  phone ??= startGuestPhone(hotel);
  return { hotel, phone: await phone };
};

export const guestLoadFigures: Family = {
  group: 'guest',
  names: ['guest.first-load', 'guest.installable'],
  limit:
    'the goal for the script of a first visit by link, 70 kB as sent; that the browser finds nothing against installing: 1',
  measure: async function* (bench): AsyncIterable<Figure> {
    const { hotel, phone } = await phoneOf(bench);
    bench.say('a first visit by link');
    const { bytes, errors } = await phone.chromium.use(async (context) => {
      const fresh = await context.browser()?.newContext();
      if (!fresh) throw new Error('Chromium makes no second profile');
      try {
        return await onPage(fresh, async (page) => {
          await page.goto(phone.link);
          await page.getByTestId('enrol-button').waitFor();
          await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
          return { bytes: await scriptBytes(page), errors: await installErrors(await fresh.newCDPSession(page)) };
        });
      } finally {
        await fresh.close();
      }
    });
    for (const error of errors) bench.say(`can't be installed at ${hotel.url}: ${error}`);
    yield { name: 'guest.first-load', value: bytes / 1000, unit: 'kB', limit: 70, runs: 1 };
    yield { name: 'guest.installable', value: errors.length === 0 ? 1 : 0, unit: 'yes', limit: 1, runs: 1 };
  },
};

/** As they came over the wire, compressed, without headers; the service worker's own script comes beside the page, not before it. */
const scriptBytes = (page: Page): Promise<number> =>
  page.evaluate(() =>
    (performance.getEntriesByType('resource') as PerformanceResourceTiming[]) // by that name
      .filter(({ name }) => name.endsWith('.js') && !name.endsWith('service-worker.js'))
      .reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0),
  );

const installErrors = async (devtools: CDPSession): Promise<string[]> => {
  const { installabilityErrors } = await devtools.send('Page.getInstallabilityErrors');
  // A private window is what a fresh profile looks like to Chromium.
  return installabilityErrors.map(({ errorId }) => errorId).filter((id) => id !== 'in-incognito');
};

export const guestScreenFigures: Family = {
  group: 'guest',
  names: ['guest.lighthouse.*'],
  limit: `the goal for each screen, fixed: ${GOAL} of 100, on Lighthouse's slow phone`,
  measure: async function* (bench): AsyncIterable<Figure> {
    const { hotel, phone } = await phoneOf(bench);
    const at = `${hotel.url}/guest/`;
    const screens: readonly Screen[] = [
      { name: 'key', url: at, as: 'phone' },
      { name: 'share', url: `${at}#share=${phone.keyId}`, as: 'phone' },
      { name: 'help', url: `${at}#help=${phone.keyId}`, as: 'phone' },
      { name: 'settings', url: `${at}#settings`, as: 'phone' },
    ];
    for (const screen of screens) {
      bench.say(`Lighthouse on the guest app's screen ${screen.name}`);
      yield* scoresOf(phone.chromium, 'guest', screen);
    }
    // Last: Lighthouse empties the profile for it, and the key is gone.
    const fresh = await startGuestPhone(hotel);
    bench.say("Lighthouse on the guest app's first screen, by link");
    yield* scoresOf(fresh.chromium, 'guest', { name: 'link', url: fresh.link, as: 'phone', fresh: true });
    await fresh.chromium.close();
  },
};

const SLOWER = 4;

export const guestStartFigures: Family = {
  group: 'guest',
  names: ['guest.offline-start', 'guest.offline-start.slow'],
  limit: `the goal, fixed: 1,000 ms to the key with its Unlock button, browser restarted, no network; .slow: on a processor ${SLOWER} times slower`,
  measure: async function* (bench): AsyncIterable<Figure> {
    const { hotel, phone } = await phoneOf(bench);
    const runs = bench.runs(5);
    for (const [name, rate] of [
      ['guest.offline-start', 1],
      ['guest.offline-start.slow', SLOWER],
    ] as const) {
      if (!bench.wants(name)) continue;
      bench.say(`${runs} starts without a network${rate > 1 ? `, ${rate} times slower` : ''}`);
      const times: number[] = [];
      for (let n = 0; n < runs; n += 1) {
        await phone.chromium.restart();
        times.push(await phone.chromium.use((context) => onPage(context, (page) => startOffline(page, hotel, rate))));
      }
      yield { name, value: median(times), unit: 'ms', limit: 1_000, runs };
    }
  },
};

/** From the address being opened to the button on the screen, by the page's own clock. */
const startOffline = async (page: Page, hotel: Hotel, rate: number): Promise<number> => {
  const devtools = await page.context().newCDPSession(page);
  await page.context().setOffline(true);
  await devtools.send('Emulation.setCPUThrottlingRate', { rate });
  await page.addInitScript(() => {
    const look = new MutationObserver(() => {
      if (!document.querySelector('[data-testid=unlock-button]')) return;
      look.disconnect();
      requestAnimationFrame(() => performance.mark('key shown'));
    });
    look.observe(document, { childList: true, subtree: true });
  });
  await page.goto(`${hotel.url}/guest/`);
  await page.waitForFunction(() => performance.getEntriesByName('key shown').length > 0);
  const shown = await page.evaluate(() => performance.getEntriesByName('key shown')[0]?.startTime ?? Number.NaN);
  await page.context().setOffline(false);
  return shown;
};

export const guestTapFigures: Family = {
  group: 'guest',
  names: ['guest.tap.total', 'guest.tap.radio', 'guest.tap.crypto', 'guest.tap.interface'],
  limit: `${SHARE_OF}; its own limit is 1,000 ms. The radio is **simulated**: WebSockets on this computer, with the real lock behind them`,
  measure: async function* (bench): AsyncIterable<Figure> {
    const { hotel, phone } = await phoneOf(bench);
    const runs = bench.runs(20);
    bench.say(`${runs} presses of Unlock`);
    const taps = await phone.chromium.use((context) =>
      onPage(context, async (page) => {
        await page.goto(`${hotel.url}/guest/`);
        await pressUnlock(page); // the first one at this door: other messages than all that follow
        const taps: Tap[] = [];
        for (let n = 0; n < runs; n += 1) taps.push(await pressUnlock(page));
        return taps;
      }),
    );
    const total = median(taps.map((tap) => tap.total));
    yield { name: 'guest.tap.total', value: total, unit: 'ms', limit: 1_000, runs };
    for (const part of ['radio', 'crypto', 'interface'] as const) {
      yield { name: `guest.tap.${part}`, value: median(taps.map((tap) => tap[part])), unit: 'ms', limit: total, runs };
    }
  },
};

type Tap = { readonly total: number; readonly radio: number; readonly crypto: number; readonly interface: number };

/** One opening; what the phone's brain does not count as radio or cryptography is the interface's: drawing, storage, events. */
const pressUnlock = async (page: Page): Promise<Tap> => {
  const button = page.getByTestId('unlock-button').first();
  await button.waitFor();
  await page.evaluate(() => {
    performance.clearMarks();
    performance.clearMeasures();
    document.addEventListener('click', (event) => performance.mark('tap', { startTime: event.timeStamp }), {
      once: true,
      capture: true,
    });
    const look = new MutationObserver(() => {
      if (!document.querySelector('[data-outcome=opened]')) return;
      look.disconnect();
      requestAnimationFrame(() => performance.mark('open shown'));
    });
    look.observe(document, { childList: true, subtree: true, attributes: true });
  });
  await button.click();
  await page.waitForFunction(() => performance.getEntriesByName('open shown').length > 0);
  const tap = await page.evaluate(() => {
    const at = (name: string): number => performance.getEntriesByName(name)[0]?.startTime ?? Number.NaN;
    type Split = { findMs: number; connectMs: number; doorMs: number; ownMs: number };
    const { detail } = performance.getEntriesByName('unlock').at(-1) as PerformanceMeasure & { detail: Split }; // measured by open-door.ts
    const radio = detail.findMs + detail.connectMs + detail.doorMs;
    const total = at('open shown') - at('tap');
    return { total, radio, crypto: detail.ownMs, interface: total - radio - detail.ownMs };
  });
  await page.getByTestId('outcome-done').click();
  return tap;
};
