// The guest app beyond the one stay: a key shared with a companion and taken back, help, mobile check-in with an ID by camera, two tabs.
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type HotelProcess, startHotel } from '../hotel-process.fixture.ts';
import { atDesk, type Person, startBrowser, withPhone } from './browser.fixture.ts';
import { byId, openOffice } from './office.fixture.ts';

let hotel: HotelProcess;
let browser: Browser;
let office: ReturnType<typeof openOffice>;
let desk: Person;
let phone: Person;
let companion: Person;

beforeAll(async () => {
  [hotel, browser] = await Promise.all([startHotel(), startBrowser()]);
  office = openOffice(hotel);
  desk = await atDesk(browser);
  phone = await withPhone(browser);
  companion = await withPhone(browser);
});
afterEach(async ({ task }) => {
  if (task.result?.state !== 'fail') return;
  await phone.picture('failed-guest');
  await companion.picture('failed-companion');
  await desk.picture('failed-desk');
});
afterAll(async () => {
  await browser?.close();
  await hotel?.remove();
});

type SharedKey = {
  readonly kind: string;
  readonly state: string;
  readonly revocation: { readonly removedFromDeviceAt: string | null } | null;
};

/** Delivers push messages to the service worker as the browser's push service does, after it has decrypted them. */
const pushTo = async (person: Person): Promise<(message: object) => Promise<void>> => {
  await person.context.grantPermissions(['notifications'], { origin: hotel.url });
  await person.page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  const session = await person.context.newCDPSession(person.page);
  const registered = new Promise<string>((resolve) => {
    session.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
      const own = registrations.find(({ scopeURL }) => scopeURL === `${hotel.url}/guest/`);
      if (own) resolve(own.registrationId);
    });
  });
  await session.send('ServiceWorker.enable');
  const registrationId = await registered;
  return async (message) => {
    await session.send('ServiceWorker.deliverPushMessage', {
      origin: hotel.url,
      registrationId,
      data: JSON.stringify(message),
    });
  };
};

type Staff = { readonly ask: <T>(method: string, path: string, json?: object) => Promise<T> };

/** The front desk's own session, by the API that the console uses: what it shows is another journey's. */
const signIn = async (): Promise<Staff> => {
  const clerk = hotel.signIns.find((one) => one.role === 'front_desk');
  const { request } = desk.context;
  const headers = { origin: hotel.url };
  const data = { email: clerk?.email, password: clerk?.password };
  expect((await request.post(`${hotel.url}/v1/sign-in`, { headers, data })).status()).toBe(200);
  const at = `${hotel.url}/v1/locations/${hotel.locationId}`;
  return {
    ask: async (method, path, json) => {
      const key = { 'idempotency-key': crypto.randomUUID() };
      const answer = await request.fetch(at + path, { method, headers: { ...headers, ...key }, data: json });
      expect(answer.status(), `${method} ${path} ${await answer.text()}`).toBeLessThan(300);
      const text = await answer.text();
      return text === '' ? undefined : JSON.parse(text);
    },
  };
};

let references = 0;
const arriveAs = async (staff: Staff): Promise<{ bookingId: string; reference: string; link: string }> => {
  references += 1;
  const lastName = `Share${references}`;
  const reference = await office.book(lastName, { nights: 1 });
  let bookingId = '';
  await expect
    .poll(
      async () => {
        const found = await staff.ask<{ items: { id: string }[] }>('GET', `/bookings?search=${lastName}`);
        bookingId = found.items[0]?.id ?? '';
        return bookingId;
      },
      { timeout: 20_000 },
    )
    .not.toBe('');
  const { url: link } = await staff.ask<{ url: string }>('POST', `/bookings/${bookingId}/enrolment-links`);
  return { bookingId, reference, link };
};

/** Has the page's next loads sum up how far what is shown jumps, by the browser's own measure. */
const watchShifts = (page: Page): Promise<unknown> =>
  page.addInitScript(() => {
    type Shift = PerformanceEntry & { readonly value: number };
    const seen: number[] = [];
    new PerformanceObserver((list) => seen.push(...(list.getEntries() as Shift[]).map(({ value }) => value))).observe({
      type: 'layout-shift',
      buffered: true,
    }); // entries of that type
    Object.assign(globalThis, { shifts: seen });
  });

/** The sum, once what is on the screen was drawn; good pages stay below 0.1. */
const shiftOf = (page: Page): Promise<number> =>
  page.evaluate(async () => {
    for (let frame = 0; frame < 3; frame += 1) await new Promise(requestAnimationFrame);
    const { shifts } = globalThis as unknown as { readonly shifts: readonly number[] }; // set above
    return shifts.reduce((sum, one) => sum + one, 0);
  });

describe('the guest app', () => {
  it('shares a key by link with a companion’s own phone, in whichever tab, and takes it back', async () => {
    const staff = await signIn();
    const { bookingId, reference, link } = await arriveAs(staff);
    await phone.page.goto(link);
    await phone.page.getByTestId('link-lead').filter({ hasText: 'has sent you' }).waitFor();
    // The same link in a second tab of the same phone: one phone, whichever is pressed first.
    const second = await phone.context.newPage();
    await second.goto(link);
    const buttons = await Promise.all(
      [phone.page, second].map((page) => page.getByTestId('enrol-button').elementHandle()),
    );
    // Both at once, without waiting for either: the first one to be heard takes the button away from the other.
    await Promise.all(buttons.map((button) => button?.evaluate((one) => (one as HTMLElement).click()))); // a button, by its name
    await byId(phone, 'waiting-card').waitFor();
    await second.getByTestId('waiting-card').waitFor();
    await second.close();
    await office.act(reference, 'check_in');
    await byId(phone, 'unlock-button').first().waitFor();

    await byId(phone, 'open-share').click();
    await byId(phone, 'invite-form').waitFor();
    await byId(phone, 'invite-button').click();
    await byId(phone, 'invite-problem').waitFor();
    await phone.page.getByLabel('Their name').fill('Kim');
    await phone.page.getByRole('checkbox').last().uncheck();
    expect(await phone.violations()).toEqual([]);
    await byId(phone, 'invite-button').click();
    await byId(phone, 'invite-link').waitFor();
    expect(await phone.violations()).toEqual([]);
    await phone.picture('guest-share-link');
    const invitation = await phone.page.getByLabel('Link', { exact: true }).inputValue();
    await byId(phone, 'invite-done').click();
    await phone.page.locator('[data-testid=companion][data-standing=open]').waitFor();

    // Two phones open the forwarded link; the second one is told so before it presses anything.
    const late = await withPhone(browser);
    await companion.page.goto(invitation);
    await companion.page.getByTestId('link-lead').filter({ hasText: 'shares' }).waitFor();
    await byId(companion, 'enrol-button').click();
    await byId(companion, 'unlock-button').first().waitFor();
    await late.page.goto(invitation);
    await late.page.locator('[data-problem=link_used]').waitFor({ state: 'attached' });
    expect(await late.page.getByTestId('enrol-button').count()).toBe(0);
    await late.picture('guest-link-used');
    expect(await late.violations()).toEqual([]);
    await late.context.close();
    expect(await byId(companion, 'open-share').count()).toBe(0);
    await byId(companion, 'unlock-button').first().click();
    await companion.page.locator('[data-outcome=opened]').waitFor();
    await byId(companion, 'outcome-done').click();

    // The host sees it within seconds, and takes it back while the companion's app is closed: a push message is all that reaches it.
    const row = phone.page.locator('[data-testid=companion][data-standing=has_key]');
    await row.waitFor();
    await phone.picture('guest-share-people');
    const push = await pushTo(companion);
    await companion.page.goto('about:blank');
    await byId(phone, 'take-back').click();
    await byId(phone, 'take-back').click();
    await row.waitFor({ state: 'detached' });
    const shared = async () => {
      const { items } = await staff.ask<{ items: SharedKey[] }>('GET', `/bookings/${bookingId}/keys`);
      return items.find((key) => key.kind === 'shared');
    };
    expect(await shared()).toMatchObject({ state: 'ended' });
    const stages: unknown[] = [(await shared())?.revocation?.removedFromDeviceAt ?? null];
    await push({
      id: crypto.randomUUID(),
      title: 'Your key was taken back',
      body: '',
      language: 'en',
      direction: 'ltr',
    });
    // The service worker looked, deleted the key, and told the hotel, without a page.
    await expect
      .poll(async () => (await shared())?.revocation?.removedFromDeviceAt ?? null, { timeout: 20_000 })
      .not.toBeNull();
    expect(stages).toEqual([null]);
    await companion.context.setOffline(true);
    await companion.page.goto(`${hotel.url}/guest/`);
    await byId(companion, 'key-ended').waitFor();
    await companion.page.getByTestId('removal-proof').filter({ hasText: 'the hotel knows' }).waitFor();
    const shown = await companion.page.evaluate(async () => {
      const registration = await navigator.serviceWorker.ready;
      return (await registration.getNotifications()).map(({ title }) => title);
    });
    expect(shown).toEqual(['Your key was taken back']);

    // Help: the desk's verdict, in the guest's words.
    await byId(phone, 'back').click();
    await byId(phone, 'open-help').click();
    await phone.page.locator('[data-testid=help-verdict][data-by=hotel]').waitFor();
    // Opened anew, as from a bookmark: nothing that is being read jumps when the answers come.
    await watchShifts(phone.page);
    await phone.page.reload();
    await phone.page.locator('[data-testid=help-verdict][data-by=hotel]').waitFor();
    await phone.page.getByTestId('check').first().waitFor();
    expect(await shiftOf(phone.page)).toBeLessThan(0.1);
    expect(await phone.violations()).toEqual([]);
    await phone.picture('guest-help');
    await phone.page.goBack();
    await byId(phone, 'unlock-button').first().waitFor();
    expect([...phone.errors, ...companion.errors]).toEqual([]);
    await office.act(reference, 'check_out'); // rooms are few here
  });

  it('serves a second phone beside the first, takes back a lost one, and lets it in again when it is found', async () => {
    const staff = await signIn();
    const { bookingId, reference, link } = await arriveAs(staff);
    const [first, second] = [await withPhone(browser), await withPhone(browser)];
    const enrol = async (person: Person, at: string): Promise<void> => {
      await person.page.goto(at);
      await byId(person, 'enrol-button').click();
    };
    const opens = async (person: Person): Promise<void> => {
      await byId(person, 'unlock-button').first().click();
      await person.page.locator('[data-outcome=opened]').waitFor();
      await byId(person, 'outcome-done').click();
    };
    const another = async (): Promise<string> =>
      (await staff.ask<{ url: string }>('POST', `/bookings/${bookingId}/enrolment-links`)).url;
    await enrol(first, link);
    await byId(first, 'waiting-card').waitFor();
    await office.act(reference, 'check_in');
    await opens(first);
    await enrol(second, await another());
    await opens(second);
    await opens(first);

    await byId(second, 'open-settings').click();
    const rows = second.page.getByTestId('own-phone');
    await rows.nth(1).waitFor();
    expect(await rows.count()).toBe(2);
    expect(await second.page.locator('[data-testid=own-phone][data-this=true]').count()).toBe(1);
    expect(await second.violations()).toEqual([]);
    await second.picture('guest-phones');
    await byId(second, 'remove-phone').click();
    expect(await rows.count()).toBe(2); // asked, not done
    await byId(second, 'remove-phone').click();
    await byId(second, 'phone-removed').waitFor();
    expect(await rows.count()).toBe(1);

    // The lost one deletes what it holds as soon as it hears of it; the other one goes on.
    await first.page.locator('[data-testid=notice][data-kind=device_removed]').waitFor();
    expect(await byId(first, 'unlock-button').count()).toBe(0);
    await byId(second, 'back').click();
    await opens(second);

    await enrol(first, await another());
    await opens(first);
    expect([...first.errors, ...second.errors]).toEqual([]);
    await office.act(reference, 'check_out'); // rooms are few here
    await byId(first, 'key-ended').waitFor();
    await byId(second, 'key-ended').waitFor();
    await first.context.close();
    await second.context.close();
  });

  it('checks in before arrival, shows an ID by the camera, waits for the room, and gets the key by itself', async () => {
    const staff = await signIn();
    const { bookingId, reference, link } = await arriveAs(staff);
    const guest = await withPhone(browser);
    await guest.context.grantPermissions(['camera'], { origin: hotel.url });
    await guest.page.goto(link);
    await byId(guest, 'enrol-button').click();
    await byId(guest, 'arrival-button').click();
    await byId(guest, 'check-in-form').waitFor();
    await byId(guest, 'check-in-submit').click();
    await guest.page.locator('[aria-invalid=true]').first().waitFor();
    expect(await guest.violations()).toEqual([]);
    await guest.page.getByLabel('Date of birth').fill('1990-05-17');
    await guest.page.getByLabel('Nationality').fill('Norwegian');
    await guest.page.getByLabel('City').fill('Bergen');
    await guest.page.getByLabel('Country').fill('Norway');
    await guest.page.locator('#check-in-terms').check();
    await guest.picture('guest-check-in');
    await byId(guest, 'check-in-submit').click();

    await byId(guest, 'document-id_card').click();
    for (const side of ['front', 'back']) {
      await guest.page.locator(`[data-testid=take-picture][data-side=${side}][data-camera=on]`).waitFor();
      await guest.page.waitForFunction(() => (document.querySelector('video')?.videoWidth ?? 0) > 0);
      if (side === 'front') expect(await guest.violations()).toEqual([]);
      await byId(guest, 'snap').click();
      await byId(guest, 'use-picture').click();
    }
    await byId(guest, 'id-submit').click();
    await guest.page.locator('[data-testid=arrival-step][data-step=under_review]').waitFor();
    await guest.picture('guest-under-review');

    const { items } = await staff.ask<{ items: { kind: string; id: string; bookingId: string }[] }>(
      'GET',
      '/arrival-requests',
    );
    const of = (kind: string) => items.find((one) => one.kind === kind && one.bookingId === bookingId)?.id;
    await staff.ask('POST', `/id-checks/${of('id_check')}/decide`, { decision: 'verified' });
    await staff.ask('POST', `/check-ins/${of('check_in')}/approve`);
    await byId(guest, 'unlock-button').first().waitFor();
    await guest.picture('guest-key-after-check-in');
    expect(guest.errors).toEqual([]);
    await guest.context.close();
    await office.act(reference, 'check_out');
  });

  it('wears the hotel’s look, and shows it with the hours of its doors after the network is gone', async () => {
    const staff = await signIn();
    const { reference, link } = await arriveAs(staff);
    const guest = await withPhone(browser);
    await guest.page.goto(link);
    await byId(guest, 'enrol-button').click();
    await byId(guest, 'waiting-card').waitFor();
    await guest.page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
    // The administrator chooses on screen.
    const boss = await atDesk(browser);
    const known = hotel.signIns.find((one) => one.role === 'location_admin');
    const signedIn = await boss.context.request.post(`${hotel.url}/v1/sign-in`, {
      headers: { origin: hotel.url },
      data: { email: known?.email, password: known?.password },
    });
    expect(signedIn.status()).toBe(200);
    await boss.page.goto(`${hotel.url}/console/l/${hotel.locationId}/settings/branding`);
    await byId(boss, 'colour-chosen').click();
    await byId(boss, 'colour-code').fill('#c1121f');
    await byId(boss, 'look-solid').click();
    const svg =
      '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 90 30"><rect width="90" height="30" rx="9"/></svg>';
    await byId(boss, 'logo-file').setInputFiles({
      name: 'logo.svg',
      mimeType: 'image/svg+xml',
      buffer: Buffer.from(svg),
    });
    await byId(boss, 'preview-logo').waitFor();
    expect(await boss.violations()).toEqual([]);
    await byId(boss, 'branding-form-save').click();
    await boss.page.locator('[data-testid=branding-form-save][disabled]').waitFor();
    await boss.picture('desk-branding');
    // What is no image is refused with a word, and the logo stays.
    await byId(boss, 'logo-file').setInputFiles({ name: 'x.png', mimeType: 'image/png', buffer: Buffer.from('no') });
    await byId(boss, 'branding-form').getByRole('alert').filter({ hasText: 'can not be read' }).waitFor();
    expect(boss.errors).toEqual([]);
    await boss.context.close();

    await office.act(reference, 'check_in'); // the next wallet brings the look
    const card = byId(guest, 'key-card');
    await card.waitFor();
    const ground = () => card.evaluate((one) => getComputedStyle(one).backgroundImage);
    await expect.poll(ground).toContain('rgb(193, 18, 31)');
    const logo = card.locator('img');
    const drawn = () => logo.evaluate((one) => (one as HTMLImageElement).naturalWidth); // an img, by its locator
    await expect.poll(drawn).toBeGreaterThan(0);
    await guest.page.reload(); // from now on by the service worker
    await expect.poll(drawn).toBeGreaterThan(0);
    expect(await guest.violations()).toEqual([]);

    await guest.context.setOffline(true);
    await guest.page.goto('about:blank');
    await guest.page.goto(`${hotel.url}/guest/`);
    await expect.poll(drawn).toBeGreaterThan(0);
    await expect.poll(ground).toContain('rgb(193, 18, 31)');
    const gym = byId(guest, 'door-of-key').filter({ hasText: 'Gym' });
    await gym.filter({ hasText: '06:00–22:00' }).waitFor();
    await guest.picture('guest-branded-offline');
    expect(guest.errors).toEqual([]);
    await guest.context.close();
    await office.act(reference, 'check_out'); // rooms are few here
  });
});
