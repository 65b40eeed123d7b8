// The four problems that hotels report first, each found and mended from the screens; and what each role sees of them. Real Chromium, real doors' brains.
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type HotelProcess, startHotel } from '../hotel-process.fixture.ts';
import { atDesk, type Person, startBrowser, withPhone } from './browser.fixture.ts';
import { byId, openOffice, signInAs } from './office.fixture.ts';

let hotel: HotelProcess;
let browser: Browser;
let office: ReturnType<typeof openOffice>;
let desk: Person;
let phone: Person;

beforeAll(async () => {
  [hotel, browser] = await Promise.all([startHotel(), startBrowser()]);
  office = openOffice(hotel);
  desk = await atDesk(browser);
  phone = await withPhone(browser);
});
afterEach(async ({ task }) => {
  if (task.result?.state !== 'fail') return;
  await phone.picture('failed-phone');
  await desk.picture('failed-desk');
});
afterAll(async () => {
  await browser?.close();
  await hotel?.remove();
});

/** The thumb-turn inside a room. */
const setPrivacy = async (room: string, on: boolean): Promise<void> => {
  const { doors } = (await (await fetch(`${hotel.corridorUrl}/state`)).json()) as {
    doors: { doorId: string; name: string }[];
  }; // the corridor's own list
  const door = doors.find((one) => one.name.includes(room));
  const response = await fetch(`${hotel.corridorUrl}/doors/${door?.doorId}/privacy`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: hotel.corridorUrl },
    body: JSON.stringify({ on }),
  });
  expect(response.status).toBe(200);
};

/** A call with the session of the person on the page: what the screen leaves out, asked of the server itself. */
const callAs = (page: Page, method: string, path: string, body?: object): Promise<number> =>
  page.evaluate(
    async ([verb, address, text]) => {
      const response = await fetch(address, {
        method: verb,
        ...(text === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: text }),
      });
      return response.status;
    },
    [method, `/v1/locations/${hotel.locationId}${path}`, body && JSON.stringify(body)] as const,
  );

/** Opens and puts the outcome away, so that the key itself is on the screen again. */
const openDoor = async (): Promise<string> => {
  await byId(phone, 'unlock-button').first().click();
  await byId(phone, 'outcome').waitFor();
  const outcome = await byId(phone, 'outcome').getAttribute('data-outcome');
  await byId(phone, 'outcome-done').click();
  return outcome ?? '';
};

/** The line of today's list about our guest. */
const problem = (kind: string) =>
  desk.page.locator(`[data-testid="problem"][data-kind="${kind}"]`, { hasText: 'Fourfold' });

describe('at the desk', () => {
  it('finds and mends the four problems from today’s list, the booking and the guest', async () => {
    await signInAs(hotel, desk, 'front_desk');
    const reference = await office.book('Fourfold', { firstName: 'Fay', room: '204' });
    await office.act(reference, 'check_in');

    // 1. The key is not in the app: nobody has set the phone up. The list says so by itself; its action makes the link.
    await problem('key_waiting').waitFor();
    expect(await problem('key_waiting').getAttribute('data-codes')).toBe('guest_app_not_installed');
    await desk.picture('today-key-waits');
    await problem('key_waiting').getByTestId('problem-act').click();
    await byId(desk, 'create-link').click();
    const link = await byId(desk, 'link-url').inputValue();
    expect(await desk.violations()).toEqual([]);
    await phone.page.goto(link);
    await byId(phone, 'enrol-button').click();
    await byId(phone, 'unlock-button').first().waitFor();
    await desk.page.keyboard.press('Escape');
    await problem('key_waiting').waitFor({ state: 'detached' });
    expect(await openDoor()).toMatch(/open/i);

    // 2. The door does not open: somebody inside has turned the thumb-turn. The desk sees the refusal and its cause.
    await setPrivacy('204', true);
    expect(await openDoor()).not.toMatch(/open/i);
    await problem('refused_at_door').waitFor();
    expect(await problem('refused_at_door').getAttribute('data-urgency')).toBe('now');
    await desk.picture('today-refused');
    await problem('refused_at_door').getByTestId('problem-act').click();
    await byId(desk, 'diagnosis').waitFor();
    expect(await byId(desk, 'diagnosis').getAttribute('data-code')).toBe('privacy_on');
    await desk.picture('today-why-refused');
    expect(await desk.violations()).toEqual([]);
    await desk.page.keyboard.press('Escape');
    await setPrivacy('204', false);
    expect(await openDoor()).toMatch(/open/i);
    await problem('refused_at_door').waitFor({ state: 'detached' });

    // 3. The key expired early: staff had set its end. Found in the list, mended by the one step that the answer offers.
    await byId(desk, 'today-guests').getByText('In house').click();
    await byId(desk, 'today-guest').filter({ hasText: 'Fourfold' }).getByRole('link').click();
    const card = desk.page.getByTestId('key-card');
    await card.first().waitFor();
    const keyId = await card.first().getAttribute('data-key-id');
    const end = new Date(Date.now() + 4000).toISOString();
    expect(await callAs(desk.page, 'POST', `/keys/${keyId}/validity`, { validUntil: end })).toBe(200);
    await desk.page.getByRole('link', { name: 'Today', exact: true }).click();
    await desk.page.locator('[data-testid="problem"][data-codes="expired"]', { hasText: 'Fourfold' }).waitFor();
    await byId(phone, 'unlock-button').first().waitFor({ state: 'detached' });
    await problem('expires_early').getByTestId('problem-act').click();
    await byId(desk, 'diagnosis').waitFor();
    expect(await byId(desk, 'diagnosis').getAttribute('data-code')).toBe('expired');
    await byId(desk, 'diagnosis-step').click();
    await byId(desk, 'issue-confirm').click();
    await problem('expires_early').waitFor({ state: 'detached' });
    await byId(phone, 'unlock-button').first().waitFor();
    expect(await openDoor()).toMatch(/open/i);

    // 4. "Key not valid": it was revoked. Asked on the guest's own page, answered with a new key.
    await byId(desk, 'today-guest').filter({ hasText: 'Fourfold' }).getByRole('link').click();
    await byId(desk, 'guest-page').click();
    await byId(desk, 'guest-stay').waitFor();
    await desk.picture('guest-page');
    expect(await desk.violations()).toEqual([]);
    await byId(desk, 'revoke-key').click();
    await byId(desk, 'revoke-reason').selectOption('guest_request');
    await byId(desk, 'revoke-confirm').click();
    await byId(phone, 'unlock-button').first().waitFor({ state: 'detached' });
    await byId(desk, 'diagnose-key').first().click();
    await byId(desk, 'diagnosis').waitFor();
    expect(await byId(desk, 'diagnosis').getAttribute('data-code')).toBe('revoked');
    await byId(desk, 'diagnosis-step').click();
    await byId(desk, 'issue-confirm').click();
    await byId(phone, 'unlock-button').first().waitFor();
    expect(await openDoor()).toMatch(/open/i);
    expect(desk.errors).toEqual([]);
    expect(phone.errors).toEqual([]);
  });

  it('finds a booking by the keyboard alone', async () => {
    await desk.page.getByRole('link', { name: 'Doors', exact: true }).click();
    await byId(desk, 'door-row').first().waitFor();
    // Lists take a second: Enter is pressed before the first one is there.
    await desk.page.route(/\/bookings(\?|$)/, async (route) => {
      await new Promise((done) => setTimeout(done, 1000));
      await route.continue();
    });
    await desk.page.keyboard.press('/');
    await byId(desk, 'bookings-search').waitFor();
    await desk.page.keyboard.type('fourfold');
    await desk.page.keyboard.press('Enter');
    await desk.page.getByRole('heading', { name: 'Fay Fourfold' }).waitFor();
    await desk.page.unrouteAll({ behavior: 'wait' });
  });

  it('opens and closes the account’s panel by keyboard, and closes it when somebody goes on elsewhere', async () => {
    const panel = byId(desk, 'sign-out');
    await byId(desk, 'account').focus();
    await desk.page.keyboard.press('Enter');
    await panel.waitFor();
    await desk.page.keyboard.press('Tab');
    await desk.page.keyboard.press('Escape');
    await panel.waitFor({ state: 'hidden' });
    expect(await byId(desk, 'account').evaluate((node) => node === document.activeElement)).toBe(true);
    await byId(desk, 'account').click();
    await panel.waitFor();
    await desk.page.getByRole('heading', { name: 'Fay Fourfold' }).click();
    await panel.waitFor({ state: 'hidden' });
  });

  it('shows the day at the hotel’s own address', async () => {
    await desk.page.goto(`${hotel.url}/console/l/${hotel.locationId}`);
    await byId(desk, 'today-problems').waitFor();
  });

  it('shows a viewer nothing to do, and the session ends on screen when the role is taken away', async () => {
    const acts = [
      ...['issue-key', 'revoke-key', 'reissue-key', 'suspend-key', 'change-validity', 'create-link'],
      ...['report-lost', 'override-id', 'resend-message', 'problem-done'],
    ];
    const seen = async (person: Person): Promise<string[]> => {
      const found = await Promise.all(acts.map(async (id) => ((await byId(person, id).count()) > 0 ? [id] : [])));
      return found.flat();
    };
    const openBooking = async (person: Person): Promise<void> => {
      await byId(person, 'today-guests').getByText('In house').click();
      await byId(person, 'today-guest').filter({ hasText: 'Fourfold' }).getByRole('link').click();
      await byId(person, 'key-card').first().waitFor();
      await byId(person, 'device').first().waitFor();
      await byId(person, 'message').first().waitFor();
    };
    const viewer = await atDesk(browser);
    const admin = await atDesk(browser);
    await signInAs(hotel, viewer, 'viewer');
    await openBooking(viewer);
    await viewer.picture('viewer-booking');
    expect(await viewer.violations()).toEqual([]);
    expect(await seen(viewer)).toEqual([]);
    const keyId = await byId(viewer, 'key-card').first().getAttribute('data-key-id');
    expect(await callAs(viewer.page, 'POST', `/keys/${keyId}/revoke`, { reason: 'other' })).toBe(403);

    // The desk and the administrator see what they may do there; settings are the administrator's.
    await desk.page.getByRole('link', { name: 'Today', exact: true }).click();
    await openBooking(desk);
    const atDeskSeen = await seen(desk);
    expect(atDeskSeen).toEqual(expect.arrayContaining(['revoke-key', 'create-link', 'report-lost', 'override-id']));
    expect(await desk.page.getByRole('link', { name: 'Settings' }).count()).toBe(0);
    await signInAs(hotel, admin, 'location_admin');
    expect(await admin.page.getByRole('link', { name: 'Settings' }).count()).toBe(1);
    await openBooking(admin);
    expect(await seen(admin)).toEqual(atDeskSeen);
    expect(await callAs(desk.page, 'GET', '/staff')).toBe(403);

    const viewerId = await viewer.page.evaluate(async () => {
      const me = (await (await fetch('/v1/me')).json()) as { id: string }; // the API's own answer
      return me.id;
    });
    expect(await callAs(admin.page, 'DELETE', `/staff/${viewerId}`)).toBe(204);
    await byId(viewer, 'sign-in-password').waitFor();
    await viewer.picture('viewer-ended');
    expect(viewer.errors).toEqual([]);
    expect(admin.errors).toEqual([]);
  });
});
