// A day's work at the desk and in the settings, on screen: mobile check-in and ID decided, what can be taken back and what is never lost,
// messages and webhooks, and the emergency that takes two people. Real Chromium, the demo hotel, a real receiver of webhooks.
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type HotelProcess, startHotel } from '../hotel-process.fixture.ts';
import { atDesk, type Person, startBrowser, withPhone } from './browser.fixture.ts';
import { byId, openOffice, signInAs } from './office.fixture.ts';

let hotel: HotelProcess;
let browser: Browser;
let office: ReturnType<typeof openOffice>;
let desk: Person;
let admin: Person;
let boss: Person;
let phone: Person;
/** The guest's page in the console. */
let bookingUrl = '';
let reference = '';

beforeAll(async () => {
  // The receiver of webhooks is on this machine.
  [hotel, browser] = await Promise.all([
    startHotel({ env: { NIGHTLATCH_WEBHOOK_ALLOW: '127.0.0.1/32' } }),
    startBrowser(),
  ]);
  office = openOffice(hotel);
  [desk, admin, phone] = await Promise.all([atDesk(browser), atDesk(browser), withPhone(browser)]);
  await phone.context.grantPermissions(['camera'], { origin: hotel.url });
});
afterEach(async ({ task }) => {
  if (task.result?.state !== 'fail') return;
  await phone.picture('failed-work-phone');
  await desk.picture('failed-work-desk');
  await admin.picture('failed-work-admin');
});
afterAll(async () => {
  await browser?.close();
  await hotel?.remove();
});

const announced = (person: Person, words: string) => byId(person, 'announcement').filter({ hasText: words });

/** What the guest's phone shows both sides of, with its camera. */
const showIdCard = async (): Promise<void> => {
  await byId(phone, 'document-id_card').click();
  for (const side of ['front', 'back']) {
    await phone.page.locator(`[data-testid=take-picture][data-side=${side}][data-camera=on]`).waitFor();
    await phone.page.waitForFunction(() => (document.querySelector('video')?.videoWidth ?? 0) > 0);
    await byId(phone, 'snap').click();
    await byId(phone, 'use-picture').click();
  }
  await byId(phone, 'id-submit').click();
  await phone.page.locator('[data-testid=arrival-step][data-step=under_review]').waitFor();
};

const sendCheckIn = async (): Promise<void> => {
  await phone.page.getByLabel('Date of birth').fill('1990-05-17');
  await phone.page.getByLabel('Nationality').fill('Norwegian');
  await phone.page.getByLabel('City').fill('Bergen');
  await phone.page.getByLabel('Country').fill('Norway');
  await phone.page.locator('#check-in-terms').check();
  await byId(phone, 'check-in-submit').click();
};

const request = (kind: 'check_in' | 'id_check') =>
  byId(desk, 'request')
    .filter({ hasText: 'Worksample' })
    .filter({ has: desk.page.locator(`[data-kind=${kind}]`) })
    .first();

describe('arrivals', () => {
  it('are decided on screen: an ID looked at, refused and accepted, a check-in declined and approved', async () => {
    await signInAs(hotel, desk, 'front_desk');
    reference = await office.book('Worksample');
    await desk.page.getByRole('link', { name: 'Bookings', exact: true }).click();
    await byId(desk, 'booking-row').filter({ hasText: 'Worksample' }).getByRole('link').first().click();
    await byId(desk, 'create-link').click();
    bookingUrl = desk.page.url();
    await phone.page.goto(await byId(desk, 'link-url').inputValue());
    await byId(phone, 'enrol-button').click();
    await byId(phone, 'arrival-button').click();
    await byId(phone, 'check-in-form').waitFor();
    await sendCheckIn();
    await showIdCard();

    // The images are asked for, seen, and refused with a reason that the guest reads.
    await desk.page.getByRole('link', { name: 'Requests', exact: true }).click();
    const review = async (): Promise<void> => {
      await request('id_check').getByTestId('request-review').click();
      await byId(desk, 'id-look').click();
      for (const side of ['front', 'back'])
        await expect
          .poll(() => byId(desk, `id-image-${side}`).evaluate((one) => (one as HTMLImageElement).naturalWidth)) // an img, by its test id
          .toBeGreaterThan(0);
    };
    await review();
    await desk.picture('work-id-review');
    expect(await desk.violations()).toEqual([]);
    await byId(desk, 'id-failed').check();
    await byId(desk, 'id-decide').click();
    expect(await byId(desk, 'id-decide').isVisible()).toBe(true); // without a reason nothing is refused
    await byId(desk, 'id-reason').fill('The picture is too dark');
    await byId(desk, 'id-decide').click();
    await phone.page.getByText('too dark').waitFor();
    await showIdCard();
    await request('id_check').waitFor();
    await review();
    await byId(desk, 'id-verified').check();
    await byId(desk, 'id-decide').click();

    // Declined, the guest reads why and sends it again; approved, the key comes by itself.
    await request('check_in').getByTestId('request-decline').click();
    await byId(desk, 'decline-reason').fill('Please give the city of your passport');
    await byId(desk, 'decline-confirm').click();
    await phone.page.getByText('city of your passport').waitFor();
    await sendCheckIn();
    await phone.page.locator('[data-testid=arrival-step][data-step=under_review]').waitFor();
    await request('check_in').getByTestId('request-approve').click();
    await byId(desk, 'approve-confirm').click();
    await byId(phone, 'unlock-button').first().waitFor();
    await desk.page.getByText('Decided', { exact: true }).click();
    await request('check_in').getByText('Approved').first().waitFor();
    await desk.picture('work-decided');
    expect(await desk.violations()).toEqual([]);
    expect([...desk.errors, ...phone.errors]).toEqual([]);
  });
});

describe('at the desk', () => {
  it('loses nothing that was typed, and asks before a dialog is left', async () => {
    await desk.page.getByRole('link', { name: 'Bookings', exact: true }).click();
    await byId(desk, 'booking-row').filter({ hasText: 'Worksample' }).getByRole('link').first().click();
    await byId(desk, 'revoke-key').click();
    const note = desk.page.locator('dialog textarea');
    await note.fill('A long note about the reason');
    // Escape twice in a row: the browser would close it the second time, whatever the page says.
    await desk.page.keyboard.press('Escape');
    await byId(desk, 'draft-ask').waitFor();
    expect(await desk.violations()).toEqual([]);
    await desk.picture('work-draft');
    await desk.page.keyboard.press('Escape');
    await byId(desk, 'draft-ask').waitFor({ state: 'detached' });
    expect(await note.inputValue()).toBe('A long note about the reason');
    expect(await note.evaluate((one) => one === document.activeElement)).toBe(true);
    // The way back in the browser: another page, and the note would be gone.
    await desk.page.evaluate(() => history.back());
    await byId(desk, 'draft-keep').click();
    expect(desk.page.url()).toBe(bookingUrl);
    expect(await note.inputValue()).toBe('A long note about the reason');
    await desk.page.getByRole('button', { name: 'Cancel' }).click();
    await byId(desk, 'draft-drop').click();
    await note.waitFor({ state: 'detached' });
    // Where nothing was typed nothing is asked.
    await byId(desk, 'revoke-key').click();
    await desk.page.keyboard.press('Escape');
    await note.waitFor({ state: 'detached' });
    expect(desk.errors).toEqual([]);
  });

  it('takes back what can be taken back: a suspension, a task, cleared filters', async () => {
    await desk.page.goto(bookingUrl);
    await byId(desk, 'suspend-key').click();
    await byId(desk, 'suspend-confirm').click();
    await byId(phone, 'unlock-button').first().waitFor({ state: 'detached' });
    await announced(desk, 'suspended').waitFor();
    await desk.picture('work-undo');
    expect(await desk.violations()).toEqual([]);
    await desk.page.keyboard.press('Control+z');
    await announced(desk, 'resumed').waitFor();
    await byId(phone, 'unlock-button').first().waitFor();

    // A stay that is extended, where staff had set the key's end, asks somebody to look.
    await byId(desk, 'change-validity').first().click();
    const until = byId(desk, 'validity-until');
    const end = await until.inputValue();
    await until.fill(`${end.slice(0, 11)}${end.slice(11, 13) === '09' ? '10' : '09'}:00`);
    await byId(desk, 'validity-confirm').click();
    await byId(desk, 'validity-confirm').waitFor({ state: 'detached' });
    await office.act(reference, 'extend');
    await desk.page.getByRole('link', { name: 'Today', exact: true }).click();
    const task = desk.page.locator('[data-testid=problem][data-kind=task]', { hasText: 'Check-out changed' });
    await task.getByTestId('problem-done').click();
    await byId(desk, 'task-done-confirm').click();
    await task.waitFor({ state: 'detached' });
    await byId(desk, 'undo').click();
    await announced(desk, 'open again').waitFor();
    await task.waitFor();

    await desk.page.getByRole('link', { name: 'Bookings', exact: true }).click();
    await byId(desk, 'bookings-search').fill('nobody of this name');
    await byId(desk, 'clear-filters').click();
    await byId(desk, 'booking-row').first().waitFor();
    await byId(desk, 'undo').click();
    await byId(desk, 'clear-filters').waitFor();
    expect(await byId(desk, 'bookings-search').inputValue()).toBe('nobody of this name');
    // What could be taken back belongs to its page.
    await byId(desk, 'clear-filters').click();
    await byId(desk, 'undo').waitFor();
    await desk.page.getByRole('link', { name: 'Doors', exact: true }).click();
    await byId(desk, 'undo').waitFor({ state: 'detached' });
    expect([...desk.errors, ...phone.errors]).toEqual([]);
  });
});

describe('in the settings', () => {
  let receiver: Server;
  const received: { id: string; type: string }[] = [];
  let answer = 200;
  beforeAll(async () => {
    receiver = createServer((incoming, response) => {
      void text(incoming).then((body) => {
        const id = String(incoming.headers['webhook-id']);
        if (answer < 300) received.push({ id, type: (JSON.parse(body) as { type: string }).type }); // the API's own message
        response.writeHead(answer).end();
      });
    });
    await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
  });
  afterAll(() => receiver?.close());

  const topic = async (name: string): Promise<void> => {
    await admin.page.getByRole('link', { name: 'Settings', exact: true }).click();
    await byId(admin, `topic-${name}`).click();
  };

  it('messages are chosen, discarded changes come back, and a test message tells how it went', async () => {
    await signInAs(hotel, admin, 'location_admin');
    await topic('messages');
    const mode = byId(admin, 'email-mode');
    await mode.selectOption('off');
    await admin.page.getByRole('button', { name: 'Discard changes' }).click();
    expect(await mode.inputValue()).toBe('captured');
    await byId(admin, 'undo').click();
    await announced(admin, 'Your changes are back').waitFor();
    expect(await mode.inputValue()).toBe('off');
    await mode.selectOption('captured');
    await admin.page.getByLabel('Push', { exact: true }).uncheck();
    await byId(admin, 'messages-form-save').click();
    await announced(admin, 'Saved').waitFor();
    await admin.page.reload();
    await mode.waitFor();
    expect(await admin.page.getByLabel('Push', { exact: true }).isChecked()).toBe(false);
    await byId(admin, 'test-message-to').fill('desk@example.com');
    await byId(admin, 'test-message').click();
    await byId(admin, 'test-answer').filter({ hasText: 'kept' }).waitFor();
    await admin.picture('work-messages');
    expect(await admin.violations()).toEqual([]);
  });

  it('a message is said in the hotel’s own words: with what can be filled in only, and seen as a guest gets it', async () => {
    await topic('message-texts');
    const words = byId(admin, 'words-text');
    await words.fill('Welcome, {firstname}');
    await byId(admin, 'words-form').getByText('“{firstname}” can not be filled in here').waitFor();
    expect(await byId(admin, 'words-form-save').isDisabled()).toBe(true);
    await words.fill('Welcome, ');
    // At the caret, which stays behind it.
    await byId(admin, 'words-text-firstName').click();
    await admin.page.waitForFunction(() => document.activeElement?.getAttribute('data-testid') === 'words-text');
    await admin.page.keyboard.type('!');
    expect(await words.inputValue()).toBe('Welcome, {firstName}!');
    await byId(admin, 'words-preview').getByText('Welcome, Alex!').waitFor();
    // Another message does not take what was typed with it.
    await byId(admin, 'words-language').selectOption('de');
    await admin.page.getByRole('button', { name: 'Keep it' }).click();
    expect(await words.inputValue()).toBe('Welcome, {firstName}!');
    await byId(admin, 'words-form-save').click();
    // Gone once the server has it; an announcement may still be the one before.
    await byId(admin, 'words-form').getByText('Not saved yet').waitFor({ state: 'detached' });
    await admin.page.reload();
    await words.waitFor();
    expect(await words.inputValue()).toBe('Welcome, {firstName}!');
    await byId(admin, 'words-language').selectOption('de');
    await byId(admin, 'words-preview').getByText('Guten Tag Alex Example,').waitFor();
    expect(await words.inputValue()).toBe('');
  });

  it('a webhook’s delivery that failed is seen, and sent again', async () => {
    answer = 410; // final at once: the address says that it is gone
    await topic('webhooks');
    const { port } = receiver.address() as AddressInfo; // it listens on a port
    await byId(admin, 'webhook-form').getByLabel('Address').fill(`http://127.0.0.1:${port}/hook`);
    await byId(admin, 'webhook-form-save').click();
    await byId(admin, 'webhook-secret').waitFor();
    await office.act(reference, 'extend');
    const webhook = byId(admin, 'webhook');
    await webhook.getByText('Deliveries').click();
    const failed = admin.page.locator('[data-testid=delivery][data-state=failed]');
    await failed.first().waitFor();
    await admin.picture('work-webhook-failed');
    expect(await admin.violations()).toEqual([]);
    expect(received).toEqual([]);

    answer = 200;
    await webhook.getByRole('button', { name: 'Switch on' }).click();
    await webhook.getByRole('button', { name: 'Switch off' }).waitFor();
    await failed.first().getByTestId('delivery-again').click();
    await expect.poll(() => received.length).toBe(1);
    await admin.page.locator('[data-testid=delivery][data-state=delivered]').waitFor();
    // And once more, though it came: under the same id, by which the receiver knows it.
    await admin.page.locator('[data-testid=delivery][data-state=delivered]').getByTestId('delivery-again').click();
    await expect.poll(() => received.length).toBe(2);
    expect(received[1]).toEqual(received[0]);
    expect(admin.errors).toEqual([]);
  });

  it('a brand’s administrator invites another, sees who has not come yet, and takes the invitation back', async () => {
    boss = await atDesk(browser);
    await signInAs(hotel, boss, 'brand_admin');
    await boss.page.getByRole('link', { name: 'Brand', exact: true }).click();
    await byId(boss, 'brand-invite-form').getByLabel('Name').fill('Second Boss');
    await byId(boss, 'brand-invite-form').getByLabel('E-mail').fill('second@demo.example.com');
    await byId(boss, 'brand-invite-form-save').click();
    const link = await byId(boss, 'brand-invite-form-link').inputValue();
    const row = byId(boss, 'invitation-row').filter({ hasText: 'second@demo.example.com' });
    await row.waitFor();
    await boss.picture('work-brand');
    expect(await boss.violations()).toEqual([]);
    await row.getByTestId('withdraw').click();
    await byId(boss, 'withdraw-confirm').click();
    await row.waitFor({ state: 'detached' });
    const invited = await atDesk(browser);
    await invited.page.goto(link);
    await invited.page.getByText('It has expired or was withdrawn').waitFor();
    await invited.context.close();
    expect(boss.errors).toEqual([]);
  });

  it('every key is taken away by two people, not by one', async () => {
    const row = (person: Person, state: string) =>
      person.page.locator(`[data-testid=emergency-row][data-state=${state}]`);
    await topic('emergency');
    await admin.page.locator('[data-testid=emergency-ask][data-kind=revoke_all]').click();
    await byId(admin, 'emergency-reason').fill('A master card was copied');
    await byId(admin, 'emergency-ask-confirm').click();
    await row(admin, 'waiting').waitFor();
    // Who asked may take it back, and no more.
    expect(await byId(admin, 'emergency-row-confirm').count()).toBe(0);
    await byId(phone, 'unlock-button').first().waitFor();

    await boss.page.getByRole('link', { name: 'Settings', exact: true }).click();
    await byId(boss, 'topic-emergency').click();
    await row(boss, 'waiting').getByText('A master card was copied').waitFor();
    await boss.picture('work-emergency');
    expect(await boss.violations()).toEqual([]);
    await byId(boss, 'emergency-row-confirm').click();
    await byId(boss, 'emergency-confirm').click();
    await byId(phone, 'unlock-button').first().waitFor({ state: 'detached' });
    await row(boss, 'done').waitFor();
    await row(admin, 'done').waitFor();
    expect([...boss.errors, ...admin.errors, ...phone.errors]).toEqual([]);
    await boss.context.close();
  });
});
