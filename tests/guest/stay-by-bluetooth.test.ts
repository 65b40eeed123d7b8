// A guest's stays between the whole server, a real Chromium with its whole Bluetooth stack, and real locks: from the link to the journal, and what a phone may do in between.
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { secretHash } from '../../apps/server/src/delivery/create-enrolment-link.ts';
import {
  type BluetoothBrowser,
  type Choice,
  missingForBluetooth,
  openBluetoothBrowser,
} from '../bluetooth/bluetooth-browser.fixture.ts';
import { createDoorPeripheral } from '../bluetooth/door-peripheral.fixture.ts';
import { startBrowser, withPhone } from '../journeys/browser.fixture.ts';
import { openShellSite, type ShellSite } from './shell-site.fixture.ts';
import { type House, startWholeServer, type WholeServer } from './whole-server.fixture.ts';

const LAKESIDE: Choice = 'C0:00:00:00:00:01';
const HILLTOP: Choice = 'C0:00:00:00:00:02';

const missing = missingForBluetooth();
if (missing) process.stdout.write(`skipped: ${missing} (a stay by Web Bluetooth against the whole server)\n`);

let site: ShellSite;
let server: WholeServer;
let browser: BluetoothBrowser;
let bookings: Record<'lakeside' | 'hilltop', string>;
/** The link that the guest's phone was enrolled with. */
let usedLink = '';

const on = (page: Page, id: string) => page.getByTestId(id);
const byId = (id: string) => on(browser.page, id);

beforeAll(async () => {
  if (missing) return;
  site = await openShellSite();
  [server, browser] = await Promise.all([startWholeServer({ appOrigins: site.origin }), openBluetoothBrowser()]);
  const { lakeside, hilltop } = server;
  for (const [address, house] of [
    [LAKESIDE, lakeside],
    [HILLTOP, hilltop],
  ] as const)
    browser.bluez.add(createDoorPeripheral({ address, name: house.name, lock: () => house.room.lock, chunkBytes: 64 }));
  bookings = {
    lakeside: await lakeside.book('Lake', 'checked_in'),
    hilltop: await hilltop.book('Hill', 'checked_in'),
  };
});
beforeEach(() => {
  if (!missing) browser.choice = LAKESIDE;
});
afterEach(async ({ task }) => {
  if (missing || task.result?.state !== 'fail') return;
  // The page in front: one behind it is not drawn.
  await browser.context
    .pages()
    .at(-1)
    ?.screenshot({ path: `test-results/stay-${Date.now()}.png` });
});
afterAll(async () => {
  await browser?.close();
  await server?.close();
  await site?.close();
});

async function press(page = browser.page): Promise<string | null> {
  await on(page, 'unlock-button').first().click();
  await on(page, 'outcome').waitFor();
  const said = await on(page, 'outcome').getAttribute('data-outcome');
  await on(page, 'outcome-done').click();
  return said;
}

/** What the app keeps of its clock's error; runs in the page. */
const readOffset = (): Promise<unknown> =>
  new Promise((resolve, reject) => {
    const opening = indexedDB.open('nightlatch-guest');
    opening.onerror = () => reject(opening.error);
    opening.onsuccess = () => {
      const asked = opening.result.transaction('settings').objectStore('settings').get('clockOffset');
      asked.onsuccess = () => {
        opening.result.close();
        resolve(asked.result?.value || undefined);
      };
    };
  });

/** The living phones of a hotel, oldest first. */
const devices = (house: House): Promise<{ id: string }[]> =>
  server.parts.db
    .selectFrom('device')
    .select('id')
    .where('location_id', '=', house.locationId)
    .where('removed_at', 'is', null)
    .where('lost_at', 'is', null)
    .orderBy('id')
    .execute();

const openings = async (house: House) => {
  const { items } = await house.desk.call('listAccessEvents', {
    params: { locationId: house.locationId },
    query: { event: 'granted' },
  });
  return items;
};

/** Has the page's worker replaced by the one that the server has now, as browsers do by themselves within a day. */
async function takeUpdate(): Promise<void> {
  const revision = server.builds.old ? 'before' : 'the one on the disk';
  await expect
    .poll(() =>
      browser.page.evaluate(async () => {
        const registration = await navigator.serviceWorker.ready;
        await registration.update();
        const cache = await caches.open((await caches.keys()).find((name) => name.includes('precache')) ?? '');
        const pages = (await cache.keys()).filter(({ url }) => url.includes('/guest/index.html'));
        const settled = registration.active?.state === 'activated' && !registration.installing && !registration.waiting;
        if (!settled || pages.length !== 1) return 'under way';
        return pages[0]?.url.includes('__WB_REVISION__=before') ? 'before' : 'the one on the disk';
      }),
    )
    .toBe(revision);
}

/** Writes the app's own database as version 3 had it, without what came later; runs in a page that has none open. */
async function makeOlderDatabase(): Promise<void> {
  const name = 'nightlatch-guest';
  const done = <T>(request: IDBRequest<T>): Promise<T> =>
    new Promise((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
  const today = await done(indexedDB.open(name));
  const kept = new Map<string, { key: string; records: unknown[] }>();
  for (const store of today.objectStoreNames) {
    if (store === 'pushed') continue;
    const opened = today.transaction(store).objectStore(store);
    kept.set(store, { key: String(opened.keyPath), records: await done(opened.getAll()) });
  }
  today.close();
  await done(indexedDB.deleteDatabase(name));
  const opening = indexedDB.open(name, 3);
  opening.onupgradeneeded = () => {
    for (const [store, { key, records }] of kept) {
      const made = opening.result.createObjectStore(store, { keyPath: key });
      for (const record of records) made.put(record);
    }
  };
  (await done(opening)).close();
}

async function enrol(house: House, booking: string): Promise<void> {
  usedLink = await house.link(booking);
  await browser.page.goto(usedLink);
  await byId('enrol-button').click();
  await byId('unlock-button').first().waitFor();
}

describe.skipIf(missing !== undefined)('a stay by Web Bluetooth, with the whole server', () => {
  it('goes from the link to an open door, and the desk sees it in the log, brought by the phone', async () => {
    const { lakeside } = server;
    await enrol(lakeside, bookings.lakeside);
    expect(await press()).toBe('opened');
    expect(lakeside.room.opened).toBe(1);
    await expect.poll(async () => (await openings(lakeside)).length).toBe(1);
    expect(await openings(lakeside)).toMatchObject([
      { doorName: 'Room 101', confirmed: true, bookingId: bookings.lakeside, guestName: 'Test Lake' },
    ]);
  });

  it('holds the keys of two hotels side by side, each by a phone of its own, and opens a door of each', async () => {
    const { lakeside, hilltop } = server;
    usedLink = await hilltop.link(bookings.hilltop);
    await browser.page.goto(usedLink);
    await byId('enrol-button').click();
    const row = (house: House) => byId('key-row').filter({ hasText: house.name });
    await row(hilltop).waitFor();
    await row(hilltop).click();
    browser.choice = HILLTOP;
    expect(await press()).toBe('opened');
    await byId('back').click();
    await row(lakeside).click();
    expect(await press()).toBe('opened');
    expect([lakeside.room.opened, hilltop.room.opened]).toEqual([2, 1]);
    await expect.poll(async () => (await openings(hilltop)).map(({ guestName }) => guestName)).toEqual(['Test Hill']);
    const points = await server.parts.db.selectFrom('device').select('sign_in_point').execute();
    expect(new Set(points.map(({ sign_in_point }) => sign_in_point.toString('hex'))).size).toBe(2);
    await byId('back').click();
    // That stay is over; the other one is alone on the screen, and goes on.
    await hilltop.book('Hill', 'checked_out');
    await byId('unlock-button').first().waitFor();
  });

  it('opens from a second tab, which takes over the connection when the first is closed', async () => {
    const { lakeside } = server;
    const first = browser.page;
    const second = await browser.context.newPage();
    await second.goto(`${server.url}/guest/`);
    await on(second, 'unlock-button').first().waitFor();
    const opened = lakeside.room.opened;
    expect(await press(second)).toBe('opened'); // met already: no list, so it needs no tab's own permission
    expect(lakeside.room.opened).toBe(opened + 1);
    await first.goto('about:blank');
    const { items } = await lakeside.desk.call('listKeys', {
      params: { locationId: lakeside.locationId, bookingId: bookings.lakeside },
    });
    const key = items.find(({ state }) => state !== 'ended');
    const at = { locationId: lakeside.locationId, keyId: key?.id ?? '' };
    await lakeside.desk.call('suspendKey', { params: at, body: {} });
    await second.locator('[data-testid=key-card]:not([data-state=ready])').waitFor();
    await lakeside.desk.call('resumeKey', { params: at, body: {} });
    await second.locator('[data-testid=key-card][data-state=ready]').waitFor();
    expect(await devices(lakeside)).toHaveLength(1);
    await second.close();
    await first.goto(`${server.url}/guest/`);
    await byId('unlock-button').first().waitFor();
  });

  it.each([5, -4])('shows and opens with a clock that is wrong by %i days, with the network gone too', async (days) => {
    const { lakeside } = server;
    const wrong = await browser.context.newPage();
    await wrong.addInitScript(
      (shiftMs: number) => {
        const Real = Date;
        const now = (): number => Real.now() + shiftMs;
        globalThis.Date = new Proxy(Real, {
          construct: (target, args) => (args.length === 0 ? new target(now()) : Reflect.construct(target, args)),
          get: (target, name) => (name === 'now' ? now : Reflect.get(target, name)),
        });
      },
      days * 24 * 3_600_000,
    );
    await browser.page.goto('about:blank');
    await wrong.goto(`${server.url}/guest/`);
    await wrong.locator('[data-testid=key-card][data-state=ready]').waitFor();
    expect(await press(wrong)).toBe('opened');
    const opened = lakeside.room.opened;
    await expect.poll(() => wrong.evaluate(readOffset)).toBeDefined(); // kept for the next start
    await browser.context.setOffline(true);
    try {
      await wrong.reload();
      await wrong.locator('[data-testid=key-card][data-state=ready]').waitFor();
      expect(await press(wrong)).toBe('opened');
      expect(lakeside.room.opened).toBe(opened + 1);
    } finally {
      await browser.context.setOffline(false);
    }
    await wrong.close();
    await browser.page.goto(`${server.url}/guest/`);
    await byId('unlock-button').first().waitFor();
    expect(await devices(lakeside)).toHaveLength(1);
  });

  it('goes on over an update in the middle of the stay: old worker, new files, an older database', async () => {
    const { lakeside, builds } = server;
    const { page } = browser;
    const [before] = await devices(lakeside);
    // The phone as the version before left it: its worker, its files, and a database without what came since.
    builds.old = true;
    await takeUpdate();
    await page.goto(`${server.url}/health`);
    await page.evaluate(makeOlderDatabase);
    await page.goto(`${server.url}/guest/`);
    expect(await page.locator('meta[name=old]').count()).toBe(1);
    await byId('unlock-button').first().waitFor();
    expect(await press()).toBe('opened');

    // The update comes while the page is open, and takes the files of pages away that were not opened yet.
    builds.old = false;
    await takeUpdate();
    expect(await press()).toBe('opened'); // as it stands, without loading anew
    await byId('open-help').click();
    await byId('help-verdict').waitFor();
    expect(await page.locator('meta[name=old]').count()).toBe(0); // the new version's page, at the same place
    await byId('back').click();
    expect(await press()).toBe('opened');
    expect(await devices(lakeside)).toEqual([before]);
  });

  it('loses everything that the browser kept: one step, one link, and one phone again', async () => {
    const { lakeside } = server;
    const { page } = browser;
    const [before] = await devices(lakeside);
    await page.goto(`${server.url}/health`); // browsers do it to sites that are not open
    const devtools = await browser.context.newCDPSession(page);
    await devtools.send('Storage.clearDataForOrigin', { origin: server.url, storageTypes: 'all' });
    await page.goto(`${server.url}/guest/`);
    await byId('empty').filter({ hasText: 'ask the front desk for a new link' }).waitFor();
    // The old link says the same, with the desk's number where the hotel has one, and makes no second phone.
    await page.goto(usedLink);
    await page.locator('[data-problem=link_used]').waitFor({ state: 'attached' });
    await byId('link-problem').filter({ hasText: 'ask the front desk for a new link' }).waitFor();
    expect(await devices(lakeside)).toEqual([before]);
    // The desk's one step: the phone is reported lost, and its guest gets the link for the one in its place.
    const { link } = await lakeside.desk.call('reportDeviceLost', {
      params: { locationId: lakeside.locationId, bookingId: bookings.lakeside, deviceId: before?.id ?? '' },
      body: {},
    });
    await page.goto(server.url + link.url.slice(new URL(link.url).origin.length));
    await byId('enrol-button').click();
    await byId('unlock-button').first().waitFor();
    expect(await press()).toBe('opened');
    const after = await devices(lakeside);
    expect(after).toHaveLength(1);
    expect(after).not.toEqual([before]);
  });
});

describe.skipIf(missing !== undefined)('one link', () => {
  it('pressed on two phones at the same moment makes one phone; the other is told, and told so when it is opened again', async () => {
    const { hilltop } = server;
    const link = await hilltop.link(await hilltop.book('Race', 'checked_in'));
    const other = await startBrowser();
    try {
      const phones = await Promise.all([withPhone(other), withPhone(other)]);
      for (const { page } of phones) {
        await page.goto(link);
        await on(page, 'link-lead').filter({ hasText: 'Hilltop' }).waitFor();
      }
      await Promise.all(phones.map(({ page }) => on(page, 'enrol-button').click()));
      const ends = await Promise.all(
        phones.map(({ page }) =>
          Promise.race([
            on(page, 'key-card')
              .waitFor()
              .then(() => 'key'),
            page
              .locator('[data-problem=link_used]')
              .waitFor({ state: 'attached' })
              .then(() => 'link_used'),
          ]),
        ),
      );
      expect(ends.toSorted()).toEqual(['key', 'link_used']);
      const loser = phones[ends.indexOf('link_used')]?.page;
      await loser?.goto(link);
      await loser?.locator('[data-problem=link_used]').waitFor({ state: 'attached' });
      const guests = await server.parts.db
        .selectFrom('device')
        .innerJoin('enrolment_link', 'enrolment_link.guest_id', 'device.guest_id')
        .select('device.id')
        .where('enrolment_link.secret_hash', '=', secretHash(decodeURIComponent(link.split('=').at(-1) ?? '')))
        .execute();
      expect(guests).toHaveLength(1);
    } finally {
      await other.close();
    }
  });

  it('that has expired says so before anything is pressed', async () => {
    const { hilltop } = server;
    const link = await hilltop.link(await hilltop.book('Late', 'confirmed'));
    const { page } = browser;
    await server.parts.db
      .updateTable('enrolment_link')
      .set({ expires_at: new Date(Date.now() - 1_000) })
      .where('secret_hash', '=', secretHash(decodeURIComponent(link.split('=').at(-1) ?? '')))
      .execute();
    await page.goto(link);
    await page.locator('[data-problem=link_expired]').waitFor({ state: 'attached' });
    expect(await byId('enrol-button').count()).toBe(0);
  });
});

describe.skipIf(missing !== undefined)('in the native shell’s pages, from another origin', () => {
  it('takes a pasted link, opens a door through the plugin, and goes on without the hotel’s server', async () => {
    const { lakeside, hilltop, url } = server;
    const { page, context } = browser;
    site.allow(url);
    const answers = new Set<string>();
    page.on('response', (response) => answers.add(new URL(response.url()).origin));
    await page.goto(site.origin);
    await byId('empty').waitFor();

    const paste = async (link: string): Promise<void> => {
      await page.locator('#pasted-link').fill(link);
      await byId('paste-send').click();
    };
    await paste(`${url}/console/#enrol=abc`);
    await byId('pasted-problem').filter({ hasText: 'not the link of a key' }).waitFor();
    await paste(await lakeside.link(bookings.lakeside));
    await byId('link-lead').filter({ hasText: 'Lakeside' }).waitFor();
    await byId('enrol-button').click();
    await byId('unlock-button').first().waitFor();

    const before = (await openings(lakeside)).length;
    const asked = browser.asked;
    expect(await press()).toBe('opened');
    expect(browser.asked).toBe(asked + 1); // the plugin's list, as this is a browser
    await expect.poll(async () => (await openings(lakeside)).length).toBe(before + 1);

    // Nothing of it belongs to the server that the pages came from: there is none.
    expect(answers).toEqual(new Set([site.origin, url]));
    expect(await page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length)).toBe(0);
    expect(await context.cookies(url)).toEqual([]);

    // Another hotel, from the settings.
    await page.goto(`${site.origin}/#settings`);
    await byId('settings-page').waitFor();
    expect(await byId('push').count()).toBe(0);
    await paste(await hilltop.link(await hilltop.book('Shell', 'checked_in', '102')));
    await byId('enrol-button').click();
    await byId('key-row').nth(1).waitFor();

    // The key is here, the server is not.
    await context.route(`${url}/**`, (route) => route.abort());
    try {
      await page.goto('about:blank');
      await page.goto(site.origin);
      await byId('key-row').filter({ hasText: 'Lakeside' }).click();
      await byId('unlock-button').first().waitFor();
      expect(await press()).toBe('opened');
    } finally {
      await context.unroute(`${url}/**`);
    }
  });
});
