// Every screen of both apps in a real browser, light and dark, in English and from right to left: axe finds nothing, nothing is cut off
// or left in English. Pictures of all of them with NIGHTLATCH_PICTURES=1: test-results/screens. States of loading, refusal and emptiness are made at the browser's network.
import type { Language } from '@nightlatch/texts';
import type { Browser, BrowserContext, Page, Route } from 'playwright-core';
import { createServer, type ViteDevServer } from 'vite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type HotelProcess, startHotel } from '../hotel-process.fixture.ts';
import { startBrowser } from './browser.fixture.ts';
import { CONSOLE_SCREENS, type Known, type Role, type Screen } from './console-screens.fixture.ts';
import { layoutKeeper } from './layout.fixture.ts';
import { fillBookings } from './many-bookings.fixture.ts';
import {
  atRest,
  axeFindings,
  brightGrounds,
  cutOff,
  englishSentences,
  shownOf,
  spokenOf,
  takePicture,
  tooWide,
} from './screens.fixture.ts';

const DESK = { width: 1280, height: 800 };
const PHONE = { width: 390, height: 844 };

let browser: Browser;
let findings: string[];
const layouts = layoutKeeper();

beforeAll(async () => {
  browser = await startBrowser();
});
afterAll(async () => {
  layouts.end();
  await browser?.close();
});

/** One screen: all rules in the light scheme and, unless the same was seen as another role, what a scheme may change in the dark one. */
const lookAt = async (page: Page, name: string, dark = true): Promise<void> => {
  await page.emulateMedia({ colorScheme: 'light' });
  await atRest(page);
  if (name.startsWith('console.')) findings.push(...(await layouts.look(page, name)).map((one) => `${name}: ${one}`));
  const note = (found: readonly string[]): void => void findings.push(...found.map((one) => `${name}: ${one}`));
  note(await axeFindings(page, 'all'));
  await takePicture(page, `${name}.light`);
  const wide = await tooWide(page);
  if (wide > 0) note([`${wide} px wider than the window`]);
  if (!dark) return;
  await page.emulateMedia({ colorScheme: 'dark' });
  await atRest(page);
  note((await axeFindings(page, 'contrast')).map((one) => `dark: ${one}`));
  await takePicture(page, `${name}.dark`);
};

/** The same screen in another language: what mirrors or lengthens it must not cut it off, and no English sentence is left. */
const lookAgain = async (page: Page, name: string, english: readonly string[]): Promise<void> => {
  await page.emulateMedia({ colorScheme: 'light' });
  await atRest(page);
  await takePicture(page, name);
  const wide = await tooWide(page);
  if (wide > 0) findings.push(`${name}: ${wide} px wider than the window`);
  findings.push(...(await shownOf(page, english)).map((sentence) => `${name}: still in English: ${sentence}`));
};

describe('the console', () => {
  let hotel: HotelProcess;
  let known: Known;
  const people = new Map<Role, BrowserContext>();

  beforeAll(async () => {
    hotel = await startHotel();
    for (const { role, email, password } of hotel.signIns) {
      const context = await browser.newContext({ locale: 'en-GB', viewport: DESK });
      const answer = await context.request.post(`${hotel.url}/v1/sign-in`, {
        data: { email, password },
        headers: { origin: hotel.url },
      });
      expect(answer.status()).toBeLessThan(300);
      people.set(role as Role, context); // the demo's roles are these four
    }
    known = await findKnown();
  });
  afterAll(() => hotel?.remove());

  type Row = { readonly id: string; readonly departureDate: string };
  type Answer = { readonly items: readonly Row[]; readonly guest?: { readonly id: string } };
  const get = async (path: string): Promise<Answer> => {
    const answer = await people
      .get('location_admin')
      ?.request.get(`${hotel.url}/v1/locations/${hotel.locationId}${path}`);
    return (await answer?.json()) as Answer; // documented by the API
  };

  /** A guest who holds a key and has opened a door; one who has not arrived; a door. */
  const findKnown = async (): Promise<Known> => {
    // Who leaves last: whoever leaves today has no key after the check-out hour.
    const [held] = (await get('/bookings?status=checked_in')).items.toSorted((a, b) =>
      b.departureDate.localeCompare(a.departureDate),
    );
    const [waiting] = (await get('/bookings?status=confirmed')).items;
    const [door] = (await get('/doors')).items;
    if (!held || !waiting || !door) throw new Error('the demo hotel has no such bookings or doors');
    const desk = await people.get('location_admin')?.newPage();
    const phone = await browser.newPage({ viewport: PHONE });
    await desk?.goto(`${hotel.url}/console/l/${hotel.locationId}/bookings/${held.id}`);
    await desk?.getByTestId('create-link').click();
    await phone.goto((await desk?.getByTestId('link-url').inputValue()) ?? '');
    await phone.getByTestId('enrol-button').click();
    await phone.getByTestId('unlock-button').first().click();
    await phone.getByTestId('outcome').waitFor();
    await desk?.getByTestId('key-card').first().waitFor();
    await phone.close();
    await desk?.close();
    const guest = (await get(`/bookings/${held.id}`)).guest?.id ?? '';
    return { locationId: hotel.locationId, held: held.id, waiting: waiting.id, guest, door: door.id };
  };

  const open = async (page: Page, screen: Screen): Promise<void> => {
    const path = screen.path(known);
    const below = path.startsWith('//') ? path.slice(1) : `/l/${known.locationId}${path}`;
    await page.goto(`${hotel.url}/console${below}`);
    await page.locator('h1').first().waitFor();
    await page.locator('.mantine-Skeleton-root').first().waitFor({ state: 'detached' });
    await screen.act?.(page);
    // What the act brought is there too.
    await page.locator('.mantine-Skeleton-root').first().waitFor({ state: 'detached' });
  };

  const newPageOf = async (role: Role, language: Language = 'en'): Promise<Page> => {
    const page = (await people.get(role)?.newPage()) as Page; // signed in above
    page.setDefaultTimeout(60_000);
    page.on('pageerror', (error) => findings.push(`${page.url()}: ${error.message}`));
    await page.addInitScript((chosen) => localStorage.setItem('nightlatch-language', chosen), language);
    return page;
  };

  /** Two pages of a person, each taking the next thing to look at when it is done with one: loading and judging take turns on a processor. */
  const inTwoPages = async <T>(
    { role, language, viewport = DESK }: { role: Role; language?: Language; viewport?: typeof DESK },
    all: readonly T[],
    look: (page: Page, one: T) => Promise<void>,
  ): Promise<void> => {
    const queue = [...all];
    const work = async (): Promise<void> => {
      const page = await newPageOf(role, language);
      await page.setViewportSize(viewport);
      for (let one = queue.shift(); one !== undefined; one = queue.shift()) await look(page, one);
      await page.close();
    };
    await Promise.all([work(), work()]);
  };

  /** Whoever sees most of a screen. */
  const seesMost = (screen: Screen): Role => (screen.roles?.includes('brand_admin') ? 'brand_admin' : 'location_admin');

  /** Everything that a page asks of its location, its brand or the reader's account, but for the live stream. */
  const DATA = /\/v1\/(locations\/[^/]+\/(?!live)|brands\/|me\/)/;
  /** What counts says 0 in a hotel where nothing has happened yet. */
  const zeroed = (value: unknown): unknown => {
    if (typeof value === 'number') return 0;
    if (Array.isArray(value)) return value.map(zeroed);
    if (value === null || typeof value !== 'object') return value;
    return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, name === 'days' ? one : zeroed(one)]));
  };
  const STATES: Readonly<Record<string, (route: Route) => Promise<unknown> | undefined>> = {
    loading: () => undefined,
    refused: (route) =>
      route.fulfill({ status: 403, contentType: 'application/problem+json', json: { code: 'forbidden', status: 403 } }),
    outage: (route) =>
      route.fulfill({ status: 503, contentType: 'application/problem+json', json: { code: 'not_ready', status: 503 } }),
    empty: async (route) => {
      const answer = await route.fetch();
      const body: unknown = await answer.json().catch(() => null);
      const isList = body !== null && typeof body === 'object' && 'items' in body;
      const json = isList ? { ...body, items: [] } : /\/figures/.test(route.request().url()) ? zeroed(body) : undefined;
      await route.fulfill({ response: answer, ...(json === undefined ? {} : { json }) });
    },
  };

  it.each(['location_admin', 'brand_admin', 'front_desk', 'viewer'] as const)('every screen of a %s', async (role) => {
    findings = [];
    const own = CONSOLE_SCREENS.filter((screen) => (screen.roles ?? ['location_admin']).includes(role));
    await inTwoPages({ role }, own, async (page, screen) => {
      await open(page, screen);
      const seenBefore = role !== seesMost(screen) && (screen.roles ?? []).includes(seesMost(screen));
      await lookAt(page, `console.${screen.name}.${role}`, !seenBefore);
    });
    expect(findings).toEqual([]);
  });

  it('on its way, refused, unanswered and empty', async () => {
    findings = [];
    const all = CONSOLE_SCREENS.filter((one) => one.states);
    for (const role of ['location_admin', 'brand_admin'] as const) {
      const own = all.filter((screen) => seesMost(screen) === role);
      const pairs = own.flatMap((screen) =>
        Object.entries(STATES)
          .filter(([state]) => state !== 'empty' || screen.states === 'list')
          .map(([state, answer]) => ({ screen, state, answer })),
      );
      await inTwoPages({ role }, pairs, async (page, { screen, state, answer }) => {
        await page.route(DATA, answer);
        await page.goto(`${hotel.url}/console/l/${known.locationId}${screen.path(known)}`);
        await page
          .locator('main h1')
          .first()
          .or(page.locator('main [role="status"], main [role="alert"]').first())
          .first()
          .waitFor();
        if (state === 'loading') await page.locator('.mantine-Skeleton-root, [role="status"]').first().waitFor();
        else await page.locator('.mantine-Skeleton-root').first().waitFor({ state: 'detached' });
        // What stands there while nothing does is the same part on every screen: one of them shows it in the dark.
        await lookAt(page, `console.${screen.name}.${state}`, state === 'empty' || screen === own[0]);
        await page.unroute(DATA);
      });
    }
    expect(findings).toEqual([]);
  }, 600_000);

  it.each([
    ['ar', DESK],
    ['de', PHONE],
  ] as const)('every screen in %s', async (language, viewport) => {
    findings = [];
    const english = await englishSentences(language);
    for (const role of ['location_admin', 'brand_admin'] as const) {
      const own = CONSOLE_SCREENS.filter((screen) => seesMost(screen) === role);
      await inTwoPages({ role, language, viewport }, own, async (page, screen) => {
        await open(page, screen);
        await lookAgain(page, `console.${screen.name}.${language}`, english);
        if (language === 'ar') {
          const found = await axeFindings(page, 'words');
          findings.push(...found.map((one) => `${screen.name} in Arabic: ${one}`));
          expect(await page.locator('html').getAttribute('dir')).toBe('rtl');
        }
      });
    }
    expect(findings).toEqual([]);
  });

  it('with ten thousand bookings', async () => {
    findings = [];
    await fillBookings(hotel, 10_000);
    const page = await newPageOf('location_admin');
    for (const screen of CONSOLE_SCREENS.filter((one) => one.many)) {
      await open(page, screen);
      await lookAt(page, `console.${screen.name}.ten-thousand`);
    }
    // The list is never longer on screen than a page of it; arrow keys walk through all of it and back.
    const rows = page.getByTestId('booking-row');
    await page.goto(`${hotel.url}/console/l/${known.locationId}/bookings`);
    await rows.first().waitFor();
    expect(await rows.count()).toBe(50);
    const firstOf = async (): Promise<string | null> => rows.first().getAttribute('data-booking-id');
    const first = await firstOf();
    await rows.last().locator('a').focus();
    await page.keyboard.press('ArrowDown');
    await page.waitForFunction((before) => {
      const row = document.activeElement?.closest('[data-testid="booking-row"]');
      return row instanceof HTMLElement && row.dataset.bookingId !== before && row.previousElementSibling === null;
    }, first);
    expect(await page.getByTestId('page-range').textContent()).toBe('Bookings 51–100');
    await page.reload();
    await page.getByTestId('page-range').getByText('51').waitFor();
    await page.getByTestId('page-back').click();
    await page.waitForFunction(
      (wanted) => document.querySelector<HTMLElement>('[data-testid="booking-row"]')?.dataset.bookingId === wanted,
      first,
    );
    // Whoever searches for a room means first of all who is in it.
    await page.getByTestId('bookings-search').fill('101');
    await page.locator('[data-testid="booking-row"]').filter({ hasText: '101' }).first().waitFor();
    await page.waitForFunction(
      () =>
        document.querySelector('[data-testid="booking-row"] [data-state]')?.getAttribute('data-state') === 'checked_in',
    );
    await page.close();
    expect(findings).toEqual([]);
  });

  it('the way in', async () => {
    findings = [];
    const page = await browser.newPage({ viewport: DESK });
    await page.goto(`${hotel.url}/console/`);
    await page.getByTestId('demo-sign-in').first().waitFor();
    await lookAt(page, 'console.sign-in');
    await page.getByTestId('language').selectOption('ar');
    await page.locator('html[dir="rtl"]').waitFor();
    await lookAt(page, 'console.sign-in.ar');
    await page.close();
    expect(findings).toEqual([]);
  });
});

describe('the guest app', () => {
  // Its gallery draws every state with the app's own components and styles, without a server.
  let gallery: ViteDevServer;
  let page: Page;
  let states: string[];

  beforeAll(async () => {
    const root = new URL('../../apps/guest/', import.meta.url).pathname;
    gallery = await createServer({
      root,
      configFile: `${root}vite.config.ts`,
      logLevel: 'warn',
      server: { port: 0, host: '127.0.0.1', hmr: false },
    });
    await gallery.listen();
    page = await browser.newPage({ viewport: PHONE, locale: 'en-GB', deviceScaleFactor: 2 });
    page.on('pageerror', (error) => findings.push(error.message));
    await page.goto(`${gallery.resolvedUrls?.local[0]}gallery/`);
    // The development server makes what it serves on demand: the first page takes its time.
    await page.getByTestId('state').first().waitFor({ timeout: 60_000 });
    states = await page.getByTestId('state').allTextContents();
  });
  afterAll(() => gallery?.close());

  const show = async (state: string): Promise<void> => {
    await page.evaluate((name) => {
      location.hash = name;
    }, state);
    await page.locator('header.top').waitFor();
  };

  it('every screen', async () => {
    findings = [];
    expect(states.length).toBeGreaterThan(20);
    for (const state of states) {
      await show(state);
      await lookAt(page, `guest.${state}`);
    }
    expect(findings).toEqual([]);
  });

  it('every screen with text twice as large, and on the narrowest window that counts', async () => {
    findings = [];
    await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
    for (const state of states) {
      // 200 % on a phone of 390 px, and 400 % in a window of 1280 by 1024 (WCAG 1.4.4 and 1.4.10).
      for (const [width, height] of [
        [195, 422],
        [320, 256],
      ] as const) {
        await page.setViewportSize({ width, height });
        await show(state);
        await atRest(page);
        await takePicture(page, `guest.${state}.${width}`);
        const wide = await tooWide(page);
        if (wide > 0) findings.push(`${state}: ${wide} px wider than ${width}`);
        const lost = await cutOff(page);
        findings.push(...lost.map((words) => `${state} at ${width}: cut off: ${words}`));
        const reach = await page.evaluate(() => {
          const button = document.querySelector('[data-testid=unlock-button]')?.getBoundingClientRect();
          return button === undefined || (button.top >= 0 && button.bottom <= innerHeight);
        });
        if (width === 195 && !reach) findings.push(`${state}: Unlock is not on the screen`);
      }
      // Whoever asked for less motion gets none.
      const moving = await page.evaluate(() => document.getAnimations().length);
      if (moving > 0) findings.push(`${state}: ${moving} animations run`);
    }
    await page.emulateMedia({ reducedMotion: null });
    await page.setViewportSize(PHONE);
    expect(findings).toEqual([]);
  });

  it('every screen in the dark corridor: readable, and no light ground in a bright phone', async () => {
    findings = [];
    await page.emulateMedia({ colorScheme: 'light' });
    await page.evaluate(() => document.documentElement.setAttribute('data-corridor', 'dark')); // as main.tsx does
    for (const state of states) {
      await show(state);
      await atRest(page);
      await takePicture(page, `guest.${state}.corridor`);
      findings.push(...(await axeFindings(page, 'contrast')).map((one) => `${state}: ${one}`));
      // A QR code stays dark on white: scanners need it. A logo's plate is its hotel's.
      const bright = await brightGrounds(page, ':not(.qr, .logo-plate)');
      findings.push(...bright.map((one) => `${state}: a bright ground at ${one}`));
    }
    await page.evaluate(() => document.documentElement.removeAttribute('data-corridor'));
    expect(findings).toEqual([]);
  });

  it('what a screen reader says of the key, while it opens, and of how it ended', async () => {
    const said = async (state: string): Promise<readonly string[]> => {
      await show(state);
      await atRest(page);
      return spokenOf(page);
    };
    const quiet = ['status: ', 'status: ']; // regions that were there before they speak: connection, news
    const below = [...['button: Share', 'button: Help', 'button: Settings'], 'heading 2: What your key opens'];
    const doors = ['Room 1204', 'Garage', 'Gym', 'Main entrance'].map((door) => `radio: ${door}`);
    expect(await said('key')).toEqual([
      ...quiet,
      'heading 1: Room 1204',
      'button: Unlock Room 1204',
      'status: ',
      ...doors,
      ...below,
    ]);
    expect(await said('unlocking')).toEqual([
      ...quiet,
      'heading 1: Room 1204',
      'button: Unlock Room 1204, unavailable',
      'status: Connecting to Room 1204… Try 2',
      ...doors.map((door) => `${door}, unavailable`),
      ...below,
    ]);
    // The heading that tells the outcome takes the focus: it is read by itself.
    const ended = {
      opened: ['Room 1204 is open', 'Done', 'Unlock again'],
      'too-far': ['The door didn’t answer', 'Try again', 'Back to my key'],
    };
    for (const [state, [title, ...buttons]] of Object.entries(ended)) {
      expect(await said(state)).toEqual([
        ...quiet,
        'heading 1: Room 1204',
        `heading 2: ${title}`,
        ...buttons.map((button) => `button: ${button}`),
      ]);
      expect(await page.evaluate(() => document.activeElement?.textContent)).toBe(title);
    }
    expect((await said('key-offline'))[0]).toBe('status: You are offline. Your key still opens your door.');
  });

  it('every first act within reach of a thumb', async () => {
    findings = [];
    for (const state of ['link', 'link-hotel', 'link-branded', 'key', 'key-branded', 'opened', 'too-far', 'ask-desk']) {
      await show(state);
      await atRest(page);
      const [act] = await page.locator('main .unlock-button, main .button:not(.button-quiet)').all();
      const box = await act?.boundingBox();
      if (!box) findings.push(`${state}: no act`);
      // The lower half of a phone held in one hand, and on the screen as it is.
      else if (box.y + box.height / 2 < PHONE.height / 2 || box.y + box.height > PHONE.height)
        findings.push(`${state}: the act is ${Math.round(box.y)} px from the top`);
    }
    expect(findings).toEqual([]);
  });

  it.each(['ar', 'de'] as const)('every screen in %s', async (language) => {
    findings = [];
    const english = await englishSentences(language);
    await page.getByTestId('language').selectOption(language);
    await page.locator(`html[lang="${language}"]`).waitFor();
    for (const state of states) {
      await show(state);
      await lookAgain(page, `guest.${state}.${language}`, english);
      if (language === 'ar') {
        const found = await axeFindings(page, 'all');
        findings.push(...found.map((one) => `${state} in Arabic: ${one}`));
      }
    }
    expect(findings).toEqual([]);
  });
});
