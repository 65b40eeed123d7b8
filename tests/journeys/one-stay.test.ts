// One stay through the screens: the desk's console and the guest's phone in real Chromium, the doors and the PMS as in the demo.
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type HotelProcess, startHotel } from '../hotel-process.fixture.ts';
import { atDesk, type Person, startBrowser, withPhone } from './browser.fixture.ts';
import { byId, openOffice } from './office.fixture.ts';

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

const openDoor = async (): Promise<string> => {
  await byId(phone, 'unlock-button').first().click();
  await byId(phone, 'outcome').waitFor();
  return (
    (await byId(phone, 'outcome').getAttribute('data-outcome')) ??
    (await byId(phone, 'outcome-title').textContent()) ??
    ''
  );
};

describe('one stay, through the screens', () => {
  it('goes from the booking to a key on the phone, an open door, offline, revoked, reissued and checked out', async () => {
    // The PMS takes a booking.
    const reference = await office.book('Guest', { room: '204', nights: 1 });

    // The clerk signs in and finds it.
    await desk.page.goto(`${hotel.url}/console/`);
    await byId(desk, 'sign-in-email').waitFor();
    await desk.picture('console-sign-in');
    expect(await desk.violations()).toEqual([]);
    const clerk = hotel.signIns.find((one) => one.role === 'front_desk');
    await byId(desk, 'sign-in-email').fill(clerk?.email ?? '');
    await byId(desk, 'sign-in-password').fill(clerk?.password ?? '');
    await byId(desk, 'sign-in-submit').click();
    await byId(desk, 'today-problems').waitFor();
    await desk.picture('console-today');
    expect(await desk.violations()).toEqual([]);
    await desk.page.getByRole('link', { name: 'Bookings', exact: true }).click();
    await byId(desk, 'booking-row').first().waitFor();
    await desk.picture('console-bookings');
    await byId(desk, 'bookings-search').fill('journey');
    // The search has narrowed the list: no other guest is left in it.
    await desk.page.getByTestId('booking-row').filter({ hasNotText: 'Journey' }).first().waitFor({ state: 'detached' });
    await desk.picture('console-search');
    expect(await desk.violations()).toEqual([]);
    await desk.page.getByTestId('booking-row').filter({ hasText: 'Journey' }).getByRole('link').first().click();

    // The conditions say what is missing.
    await byId(desk, 'condition-not_checked_in').waitFor();
    await desk.picture('console-booking');
    expect(await desk.violations()).toEqual([]);

    // A one-time link, shown once, also as a QR code.
    await byId(desk, 'create-link').click();
    const link = await byId(desk, 'link-url').evaluate(
      (node) => ('value' in node ? String(node.value) : node.textContent) ?? '',
    );
    expect(link).toContain('/guest/#enrol=');
    await byId(desk, 'link-qr').waitFor();
    await desk.picture('console-guest-link');
    expect(await desk.violations()).toEqual([]);

    // The guest opens it; the secret leaves the address bar at once.
    await phone.page.goto(link);
    await byId(phone, 'enrol-button').waitFor();
    expect(phone.page.url()).not.toContain('enrol=');
    await phone.picture('guest-get-your-key');
    expect(await phone.violations()).toEqual([]);
    await byId(phone, 'enrol-button').click();
    await byId(phone, 'waiting-card').waitFor();
    await phone.picture('guest-waiting');
    expect(await phone.violations()).toEqual([]);

    // Check-in at the PMS: the key comes by itself, on both screens, without a reload.
    await office.act(reference, 'check_in');
    await byId(phone, 'unlock-button').first().waitFor();
    expect(await phone.page.getByText('204').count()).toBeGreaterThan(0);
    await byId(phone, 'simulated-mark').first().waitFor();
    await phone.picture('guest-key');
    expect(await phone.violations()).toEqual([]);
    await byId(desk, 'revoke-key').waitFor();
    await desk.picture('console-key-issued');

    // The door opens, by its lock's own decision.
    expect(await openDoor()).toMatch(/open/i);
    await phone.picture('guest-door-open');
    expect(await phone.violations()).toEqual([]);
    await desk.page
      .getByTestId('timeline')
      .getByText(/opened|granted/i)
      .first()
      .waitFor();
    await desk.picture('console-door-opened');

    // Network off: the server stands still, nothing reaches it; the page is loaded again and opens the door.
    const serverPid = await hotel.serverPid();
    process.kill(serverPid, 'SIGSTOP');
    try {
      await phone.context.route(`${hotel.url}/**`, (route) => route.abort('internetdisconnected'));
      await phone.page.reload();
      await byId(phone, 'unlock-button').first().waitFor();
      expect(await openDoor()).toMatch(/open/i);
      await phone.picture('guest-opened-offline');
      expect(await phone.violations()).toEqual([]);
    } finally {
      process.kill(serverPid, 'SIGCONT');
      await phone.context.unroute(`${hotel.url}/**`);
    }

    // The clerk revokes; the phone deletes the key and says so; the console shows the proof.
    await phone.page.reload();
    await byId(phone, 'unlock-button').first().waitFor();
    await byId(desk, 'revoke-key').click();
    await byId(desk, 'revoke-reason').first().waitFor();
    await desk.picture('console-revoke');
    expect(await desk.violations()).toEqual([]);
    await chooseReason();
    await byId(desk, 'revoke-confirm').click();
    await byId(phone, 'key-ended').first().waitFor();
    expect(await byId(phone, 'unlock-button').count()).toBe(0);
    await phone.picture('guest-key-revoked');
    expect(await phone.violations()).toEqual([]);
    await desk.page
      .getByTestId('revocation-state')
      .filter({ hasText: /enforced/i })
      .first()
      .waitFor();
    await desk.picture('console-revoked');
    expect(await desk.violations()).toEqual([]);

    // Staff issue again: only they can after a revocation. The new key opens.
    await byId(desk, 'issue-key').click();
    await byId(desk, 'issue-confirm').click();
    await byId(phone, 'unlock-button').first().waitFor();
    expect(await openDoor()).toMatch(/open/i);
    await phone.picture('guest-issued-again');

    // And they reissue it: a new key takes the place of the old one without a gap.
    await byId(desk, 'reissue-key').first().click();
    await byId(desk, 'reissue-confirm').click();
    await desk.page.getByTestId('key-card').nth(2).waitFor();
    await byId(phone, 'outcome-done').click();
    await byId(phone, 'past-keys').filter({ hasText: '2' }).waitFor();
    expect(await openDoor()).toMatch(/open/i);
    await desk.picture('console-reissued');

    // Check-out ends it everywhere.
    await office.act(reference, 'check_out');
    await byId(phone, 'unlock-button').first().waitFor({ state: 'detached' });
    await phone.picture('guest-checked-out');
    await desk.page
      .getByText(/checked out/i)
      .first()
      .waitFor();
    await desk.picture('console-checked-out');
    expect(await desk.violations()).toEqual([]);

    // The eye that found nothing sees a picture without words.
    await desk.page.evaluate(() => document.querySelector('main')?.append(document.createElement('img')));
    expect((await desk.violations()).join()).toContain('image-alt');

    expect(desk.errors).toEqual([]);
    expect(phone.errors).toEqual([]);
  });
});

/** The dialog's reason, whatever control it is. */
const chooseReason = async (): Promise<void> => {
  const reason = byId(desk, 'revoke-reason').first();
  const tag = await reason.evaluate((node) => node.tagName.toLowerCase());
  if (tag === 'select') await reason.selectOption('security_concern');
  else {
    await reason.click();
    await desk.page
      .getByText(/security/i)
      .first()
      .click();
  }
};
