// A hotel from an empty database to its first issued key, on screen alone: PMS and locks are the project's simulated ones.
import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import {
  type Corridor,
  createCorridor,
  createPmsHandler,
  createStandInPms,
  createVirtualGuest,
  type StandInPms,
  type VirtualGuest,
} from '@nightlatch/simulator';
import { Secret, TOTP } from 'otpauth';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import {
  type EmbeddedPostgres,
  startEmbeddedPostgres,
} from '../../apps/server/src/db/embedded/start-embedded-postgres.ts';
import { wipeEmbeddedPostgres } from '../../apps/server/src/db/embedded/wipe-embedded-postgres.ts';
import { startMailServer, type TestMailServer } from '../../apps/server/src/fixtures/mail-server.fixture.ts';
import { startTestProvider, TEST_CLIENT } from '../../apps/server/src/fixtures/openid-provider.fixture.ts';
import { atDesk, type Person, startBrowser } from './browser.fixture.ts';

const program = (path: string) => fileURLToPath(new URL(`../../apps/server/dist/${path}`, import.meta.url));

const cli = fileURLToPath(new URL('../../apps/cli/dist/main.js', import.meta.url));

const ROOMS = ['101', '102', '201'];

/** The server's and the operator's environment. */
let env: NodeJS.ProcessEnv;
let folder: string;
let postgres: EmbeddedPostgres;
let server: ChildProcess;
let url: string;
let link: string;
let pms: StandInPms;
let office: Server;
let officeUrl: string;
let corridor: Corridor | undefined;
let guest: VirtualGuest | undefined;
let browser: Browser;
let admin: Person;
/** The one-time link for a colleague, as the administrator hands it over. */
let colleagueLink = '';
/** Another, for somebody who never has a password. */
let passkeyLink = '';
/** What the administrator's authenticator app holds, in the end. */
let adaSecret = '';
let mail: TestMailServer;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'nightlatch-set-up-'));
  [postgres, browser, mail] = await Promise.all([
    startEmbeddedPostgres({ dataDir: folder }),
    startBrowser(),
    startMailServer(),
  ]);
  const { NIGHTLATCH_DEMO: _, ...rest } = process.env;
  const port = await freePort();
  // A name: passkeys are bound to one.
  url = `http://localhost:${port}`;
  env = {
    ...rest,
    DATABASE_URL: postgres.connectionString,
    NIGHTLATCH_MASTER_KEY: randomBytes(32).toString('base64'),
    PORT: String(port),
    PUBLIC_URL: url,
    DATA_DIR: folder,
    // The stand-in PMS is on this computer; a server reaches no such address unless it is told to.
    NIGHTLATCH_OUTGOING_ALLOW: '127.0.0.1/32',
    // The operator's own mail server.
    NIGHTLATCH_MAIL_URL: `smtp://hotel:secret@127.0.0.1:${mail.port}?tls=no`,
    NIGHTLATCH_MAIL_FROM: 'accounts@fresh.example.com',
  };
  server = spawn(process.execPath, [program('main.js')], { env, stdio: ['ignore', 'pipe', 'ignore'] });
  const lines = server.stdout;
  if (!lines) throw new Error('the server has no output');
  await new Promise<void>((resolve, reject) => {
    createInterface({ input: lines }).on('line', (line) => {
      if (line.includes('"ready"')) resolve();
    });
    server.once('exit', (code) => reject(new Error(`the server ended with ${code}`)));
  });
  // The operator's one command: a brand with a link for its first administrator.
  const made = spawn(process.execPath, [program('admin/administrator-main.js')], {
    env,
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  made.stdin.end(JSON.stringify({ brand: 'Fresh Hotels', name: 'Ada', email: 'ada@fresh.example.com' }));
  ({ link } = JSON.parse(await text(made.stdout)) as { link: string }); // our own program's line
  pms = await createStandInPms({
    dataDir: folder,
    property: { id: 'FRESH', name: 'Fresh One', timeZone: 'Europe/Vienna' },
    units: ROOMS.map((number) => ({ id: `FRESH-${number}`, name: number })),
    clientId: 'fresh-client',
    clientSecret: 'fresh-secret',
  });
  const handler = createPmsHandler(pms);
  office = createServer((request, response) => void handler(request, response));
  const officePort = await freePort();
  await new Promise<void>((resolve) => office.listen(officePort, '127.0.0.1', resolve));
  officeUrl = `http://127.0.0.1:${officePort}/pms`;
  admin = await atDesk(browser);
});
afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') await admin.picture('failed-set-up');
});
afterAll(async () => {
  await browser?.close();
  await guest?.close();
  await corridor?.close();
  await mail?.close();
  await pms?.close();
  office?.close();
  if (server?.exitCode === null) {
    const gone = new Promise((resolve) => server.once('exit', resolve));
    server.kill('SIGTERM');
    await gone;
  }
  await postgres?.stop();
  await wipeEmbeddedPostgres({ dataDir: folder });
  await rm(folder, { recursive: true, force: true });
});

const freePort = async (): Promise<number> => {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const address = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
};

const byId = (id: string) => admin.page.getByTestId(id);
const topic = async (name: string): Promise<void> => {
  await byId(`topic-${name}`).click();
};
const isDone = async (step: string): Promise<void> => {
  await topic('set-up');
  await admin.page.locator(`[data-testid="set-up-step"][data-step="${step}"][data-done="true"]`).waitFor();
};

/** What an authenticator app shows (RFC 6238). */
const codeOf = (secret: string, laterMs = 0): string =>
  new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: Date.now() + laterMs });

/** Confirms the app that is being set up on this page, as far as its recovery codes. */
const confirmApp = async (page: Page): Promise<string> => {
  const secret = await page.getByTestId('second-factor-secret').inputValue();
  await page.getByTestId('second-factor-code').fill(codeOf(secret));
  await page.getByTestId('second-factor-confirm').click();
  await page.getByTestId('recovery-codes').waitFor();
  return secret;
};

describe('a hotel from nothing, on screen', () => {
  it('is set up by its administrator until the first key is issued', async () => {
    // The invitation: its secret leaves the address at once.
    await admin.page.goto(link);
    await byId('invitation-password').waitFor();
    expect(admin.page.url()).not.toContain('invitation=');
    await admin.picture('set-up-invitation');
    expect(await admin.violations()).toEqual([]);
    await byId('invitation-password').fill('correct horse battery');
    await byId('invitation-accept').click();
    await byId('sign-in-email').fill('ada@fresh.example.com');
    await byId('sign-in-password').fill('correct horse battery');
    await byId('sign-in-submit').click();

    // No location yet: the first thing that is asked for.
    await byId('new-location-name').fill('Fresh One');
    await admin.page.getByLabel('Time zone').fill('Europe/Vienna');
    await admin.picture('set-up-new-location');
    expect(await admin.violations()).toEqual([]);
    await byId('new-location-save').click();
    await byId('set-up-step').first().waitFor();
    await admin.picture('set-up-checklist');
    expect(await admin.violations()).toEqual([]);
    const locationId = /\/l\/([0-9a-f-]{36})\//.exec(admin.page.url())?.[1] ?? '';

    // The PMS: wrong credentials are told plainly, then right ones; a good test registers the webhook.
    await topic('pms');
    await byId('field-propertyId').fill('FRESH');
    for (const field of ['apiUrl', 'identityUrl', 'webhookUrl']) await byId(`field-${field}`).fill(officeUrl);
    await byId('field-clientId').fill('fresh-client');
    await byId('field-clientSecret').fill('wrong');
    await byId('pms-form-save').click();
    await byId('pms-webhook-url').waitFor();
    await byId('pms-test').click();
    await admin.page.locator('[data-testid="test-answer"][data-ok="false"]').waitFor();
    expect(await byId('test-answer').textContent()).toContain('refuses the credentials');
    await byId('field-clientId').fill('fresh-client');
    await byId('field-clientSecret').fill('fresh-secret');
    await byId('pms-form-save').click();
    await admin.page.locator('[data-testid="pms-state"][data-state="warn"]').waitFor();
    await byId('pms-test').click();
    await admin.page.locator('[data-testid="test-answer"][data-ok="true"]').waitFor();
    await expect.poll(() => pms.subscriptions().length, { timeout: 20_000 }).toBe(1);
    await admin.picture('set-up-pms');
    expect(await admin.violations()).toEqual([]);
    await isDone('pms');

    // Rooms, one typed, the others taken over from the PMS, which are found by their numbers and made once.
    await topic('rooms');
    await byId('room-numbers').fill('101');
    await byId('rooms-add').click();
    await byId('room-row').first().waitFor();
    await byId('rooms-from-pms').click();
    await expect.poll(() => byId('room-row').count(), { timeout: 20_000 }).toBe(ROOMS.length);
    await admin.picture('set-up-rooms');
    expect(await admin.violations()).toEqual([]);
    await isDone('rooms');

    // The installer's tool gets a key of its own and commissions every lock.
    await topic('api-keys');
    await admin.page.getByLabel('Name').fill('Installer');
    for (const scope of ['Read doors and access events', 'Commission locks', 'Carry messages to locks (gateway)'])
      await admin.page.getByLabel(scope).check();
    await byId('api-key-form-save').click();
    const apiKey = await byId('api-key-secret').inputValue();
    expect(apiKey).toMatch(/^nlk_/);
    corridor = await createCorridor({ dataDir: folder, gateway: { baseUrl: url, apiKey, locationId } });
    await corridor.commissioned;
    await isDone('locks');
    // What is simulated says so.
    expect(await admin.page.locator('[data-step="locks"]').textContent()).toContain('simulated');

    // Digital keys on, rules looked at.
    await topic('digital-keys');
    await byId('lock-system-test').click();
    await byId('lock-system-check').first().waitFor();
    await byId('lock-system-on').click();
    await admin.page.locator('[data-testid="lock-system-state"][data-state="on"]').waitFor();
    await admin.picture('set-up-digital-keys');
    expect(await admin.violations()).toEqual([]);
    await topic('rules');
    await byId('rule-lease').selectOption('43200');
    // Leaving with an unsaved change asks first, and staying keeps it.
    await topic('set-up');
    await byId('leave-unsaved').waitFor();
    await admin.page.getByRole('button', { name: 'Stay here' }).click();
    expect(await byId('rule-lease').inputValue()).toBe('43200');
    await byId('rules-form-save').click();
    await admin.page.getByText('Saved', { exact: true }).waitFor();
    await isDone('lock_system');
    await isDone('rules');

    // Somebody else may sign in.
    await topic('staff');
    await byId('invite-form').getByLabel('Name').fill('Front Desk');
    await byId('invite-form').getByLabel('E-mail').fill('desk@fresh.example.com');
    await byId('invite-form-save').click();
    colleagueLink = await byId('invite-form-link').inputValue();
    expect(colleagueLink).toContain('/console/#invitation=');
    await byId('invite-form').getByLabel('Name').fill('Night Desk');
    await byId('invite-form').getByLabel('E-mail').fill('night@fresh.example.com');
    await byId('invite-form-save').click();
    await expect.poll(() => byId('invite-form-link').inputValue()).not.toBe(colleagueLink);
    passkeyLink = await byId('invite-form-link').inputValue();

    // A guest is checked in at the PMS: the webhook comes, the booking, and a key that waits for the guest's phone.
    const now = Date.now();
    const reservation = await pms.create({
      primaryGuest: { firstName: 'Grace', lastName: 'Guest' },
      unit: '101',
      arrival: new Date(now - 3_600_000).toISOString(),
      departure: new Date(now + 86_400_000).toISOString(),
    });
    expect((await pms.act(reservation.id, { kind: 'check_in' })).ok).toBe(true);
    await admin.page.getByRole('link', { name: 'Bookings', exact: true }).click();
    await byId('booking-row').filter({ hasText: 'Grace' }).getByRole('link').first().click();
    await byId('create-link').click();
    const guestLink = await byId('link-url').inputValue();
    // The guest's phone is the project's own phone brain, without a screen.
    guest = await createVirtualGuest({ baseUrl: url, enrolmentLink: guestLink, radio: officeUrl });
    await guest.waitForKeys((keys) => keys.some((key) => key.doors.length > 0), 30_000);
    await admin.page.getByRole('link', { name: 'Settings', exact: true }).click();
    await isDone('first_key');
    await byId('set-up-step').first().waitFor();
    await admin.picture('set-up-done');
    expect(await admin.violations()).toEqual([]);
    expect(admin.errors).toEqual([]);
  }, 240_000);

  it('is entered by a colleague with a passkey from the first sign-in on', async () => {
    const desk = await atDesk(browser);
    const { page } = desk;
    const byDesk = (id: string) => page.getByTestId(id);
    // Chromium's own authenticator in software (CDP WebAuthn): as a laptop with a finger sensor.
    const devices = await desk.context.newCDPSession(page);
    await devices.send('WebAuthn.enable');
    const { authenticatorId } = await devices.send('WebAuthn.addVirtualAuthenticator', {
      options: {
        protocol: 'ctap2',
        transport: 'internal',
        hasResidentKey: true,
        hasUserVerification: true,
        isUserVerified: true,
        automaticPresenceSimulation: true,
      },
    });
    const finger = (enabled: boolean) =>
      devices.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified: enabled });

    // Nothing but the finger: no password is made, and they are in.
    await page.goto(passkeyLink);
    await byDesk('invitation-passkey').waitFor();
    await desk.picture('invitation');
    expect(await desk.violations()).toEqual([]);
    await byDesk('invitation-passkey').click();
    await byDesk('account').click();
    await Promise.all([page.waitForEvent('load'), byDesk('sign-out').click()]);
    await devices.send('WebAuthn.clearCredentials', { authenticatorId });

    await page.goto(colleagueLink);
    await byDesk('invitation-password').fill('correct horse battery');
    await byDesk('invitation-accept').click();
    await byDesk('sign-in-email').fill('desk@fresh.example.com');
    await byDesk('sign-in-password').fill('correct horse battery');
    await byDesk('sign-in-submit').click();
    await byDesk('passkey-offer').waitFor();
    await desk.picture('passkey-offer');
    expect(await desk.violations()).toEqual([]);
    await byDesk('passkey-offer-add').click();
    await byDesk('passkey-offer').waitFor({ state: 'detached' });

    await byDesk('account').click();
    await byDesk('my-account').click();
    await byDesk('passkey-row').waitFor();
    await desk.picture('my-account');
    expect(await desk.violations()).toEqual([]);
    // The same device again: said plainly, and the dialog stays.
    await byDesk('passkey-add').click();
    await byDesk('passkey-add-confirm').click();
    await page.getByRole('alert').getByText('already').waitFor();
    await page.keyboard.press('Escape');

    // By the button. A finger that the sensor does not know: nothing happens, and the next try may be right.
    await finger(false);
    await byDesk('account').click();
    await byDesk('sign-out').click();
    await byDesk('sign-in-passkey').click();
    await page.locator('[data-testid="sign-in-passkey"]:not([data-loading])').waitFor();
    expect(await page.getByRole('alert').count()).toBe(0);
    await finger(true);
    await byDesk('sign-in-passkey').click();
    await byDesk('account').waitFor();

    // By the browser's own offer in the e-mail's field, without a press: this authenticator takes it at once.
    await byDesk('account').click();
    // The page before shows its account too, until it is left.
    await Promise.all([page.waitForEvent('load'), byDesk('sign-out').click()]);
    await byDesk('account').waitFor();
    // An authenticator app for the password: set up by its secret, then asked for. Without the passkey, so that it is not taken instead.
    await byDesk('account').click();
    await byDesk('my-account').click();
    await byDesk('passkey-row').waitFor();
    await byDesk('second-factor-add').click();
    await byDesk('second-factor-qr').waitFor();
    await desk.picture('second-factor-set-up');
    expect(await desk.violations()).toEqual([]);
    const secret = await confirmApp(page);
    await desk.picture('recovery-codes');
    expect(await desk.violations()).toEqual([]);
    await page.keyboard.press('Escape');
    await page.locator('[data-testid="second-factor-state"][data-state="on"]').waitFor();
    await devices.send('WebAuthn.removeVirtualAuthenticator', { authenticatorId });
    await byDesk('account').click();
    await byDesk('sign-out').click();
    await byDesk('sign-in-email').fill('desk@fresh.example.com');
    await byDesk('sign-in-password').fill('correct horse battery');
    await byDesk('sign-in-submit').click();
    await byDesk('sign-in-code').fill('000000');
    await byDesk('sign-in-submit').click();
    await page.getByRole('alert').filter({ hasText: 'not right' }).waitFor();
    await desk.picture('sign-in-code');
    expect(await desk.violations()).toEqual([]);
    // The code of the next half minute: the one of this was used to set up.
    await byDesk('sign-in-code').fill(codeOf(secret, 30_000));
    await byDesk('sign-in-submit').click();
    await byDesk('account').waitFor();
    expect(desk.errors).toEqual([]);
    await desk.context.close();

    // The administrator asks everybody for a second factor, and is asked first.
    await topic('staff');
    await byId('staff-reset').first().waitFor();
    await byId('second-factor-required').check();
    await byId('sign-in-policy-save').click();
    await byId('second-factor-gate').waitFor();
    await byId('second-factor-add').waitFor();
    await admin.picture('second-factor-gate');
    expect(await admin.violations()).toEqual([]);
    await byId('second-factor-add').click();
    await byId('second-factor-qr').waitFor();
    await confirmApp(admin.page);
    await admin.page.keyboard.press('Escape');
    await byId('topic-staff').waitFor();

    // She loses all of it, and nobody else administers: the operator's command leaves a new password and nothing else.
    const recover = ['admin', 'recover', '--email', 'ada@fresh.example.com', '--password-stdin'];
    const operator = spawn(process.execPath, [cli, ...recover], { env, stdio: ['pipe', 'ignore', 'inherit'] });
    operator.stdin.end('another correct horse\n');
    expect(await new Promise((resolve) => operator.once('close', resolve))).toBe(0);
    await admin.page.reload();
    await byId('sign-in-email').fill('ada@fresh.example.com');
    await byId('sign-in-password').fill('another correct horse');
    await byId('sign-in-submit').click();
    await byId('second-factor-gate').waitFor();
    expect(admin.errors).toEqual([]);
  }, 120_000);

  it('is entered with the company account, and in no other way once that is required', async () => {
    const provider = await startTestProvider([`${url}/console/company-sign-in`]);
    const email = 'desk@fresh.example.com';
    provider.accounts.set(email, { subject: 'desk', email, verified: true });
    const desk = await atDesk(browser);
    const atProvider = async (page: Page, who = email): Promise<void> => {
      await page.waitForURL(`${provider.issuer}/**`);
      await page.getByLabel('E-mail').fill(who);
      await page.getByRole('button', { name: 'Continue' }).click();
    };
    try {
      // Ada has two factors of her own again: the way back.
      await byId('second-factor-add').click();
      await byId('second-factor-qr').waitFor();
      adaSecret = await confirmApp(admin.page);
      await admin.page.keyboard.press('Escape');
      await topic('staff');
      expect(await byId('company-redirect').inputValue()).toBe(`${url}/console/company-sign-in`);
      await byId('company-name').fill('Fresh Hotels');
      await byId('company-issuer').fill(provider.issuer);
      await byId('company-client-id').fill(TEST_CLIENT.id);
      await byId('company-client-secret').fill(TEST_CLIENT.secret);
      expect(await byId('company-use').isDisabled()).toBe(true);
      await byId('company-account-save').click();
      await byId('company-test').click();
      await atProvider(admin.page);
      await byId('company-tested').waitFor();
      await admin.page.getByText(email).waitFor();
      await admin.picture('company-tested');
      expect(await admin.violations()).toEqual([]);
      await byId('company-back').click();
      // The hotel asks for a second factor: this provider sees to that.
      await admin.page.getByLabel('asks everybody for a second factor').check();
      await byId('company-use').selectOption('required');
      await byId('company-account-save').click();
      const link = await byId('company-link').inputValue();
      await admin.picture('company-account');
      expect(await admin.violations()).toEqual([]);

      // By the hotel's own link, once: this browser remembers it.
      const { page } = desk;
      await page.goto(link);
      await page.getByTestId('sign-in-company').getByText('Fresh Hotels').waitFor();
      await desk.picture('company-sign-in');
      expect(await desk.violations()).toEqual([]);
      await page.getByTestId('sign-in-company').click();
      // The provider lets them no further.
      await atProvider(page, 'nobody@fresh.example.com');
      await page.getByTestId('company-failed').waitFor();
      expect(page.url()).toBe(`${url}/console/`);
      await desk.picture('company-refused');
      expect(await desk.violations()).toEqual([]);
      await page.getByTestId('company-back').click();
      await page.getByTestId('sign-in-company').click();
      await atProvider(page);
      await page.getByTestId('account').click();
      await page.getByTestId('my-account').click();
      await page.getByTestId('company-session').waitFor();
      await page.getByTestId('company-accounts').getByText('Fresh Hotels').waitFor();
      await desk.picture('company-my-account');
      expect(await desk.violations()).toEqual([]);
      expect(desk.errors).toEqual([]);
      expect(admin.errors).toEqual([]);
    } finally {
      await desk.context.close();
      await provider.close();
    }
  }, 120_000);

  it('gives a forgotten password anew by e-mail, and still asks for the code', async () => {
    const desk = await atDesk(browser);
    const { page } = desk;
    const at = (id: string) => page.getByTestId(id);
    await page.goto(`${url}/console/`);
    await at('sign-in-forgot').click();
    await at('forgot-email').fill('ada@fresh.example.com');
    await desk.picture('password-forgotten');
    expect(await desk.violations()).toEqual([]);
    await at('forgot-send').click();
    await at('password-link-sent').waitFor();
    const received = () => mail.taken.find((one) => one.to.includes('ada@fresh.example.com'))?.raw;
    await expect.poll(received).toBeDefined();
    const written = (received() ?? '').replaceAll('=\r\n', '').replaceAll('=3D', '=');
    await page.goto(/http\S+#password=[A-Za-z0-9_-]{43}/.exec(written)?.[0] ?? '');
    await at('password-new').fill('too short');
    await at('password-link-save').click();
    await page.getByText('Enter at least 12 characters').waitFor();
    await at('password-new').fill('a third correct horse');
    await desk.picture('password-link');
    expect(await desk.violations()).toEqual([]);
    expect(page.url()).toBe(`${url}/console/`);
    await at('password-link-save').click();
    await at('password-link-on').click();
    await at('sign-in-email').fill('ada@fresh.example.com');
    await at('sign-in-password').fill('a third correct horse');
    await at('sign-in-submit').click();
    // The code of the next half minute: the one of this was used to set up.
    await at('sign-in-code').fill(codeOf(adaSecret, 30_000));
    await at('sign-in-submit').click();
    await at('account').click();
    await at('my-account').click();
    await at('password-change').click();
    await at('password-current').fill('not it at all');
    await at('password-new').fill('a fourth correct horse');
    await at('password-save').click();
    await page.getByRole('alert').filter({ hasText: 'not your password' }).waitFor();
    await desk.picture('password-change');
    expect(await desk.violations()).toEqual([]);
    await at('password-current').fill('a third correct horse');
    await at('password-save').click();
    await at('password-current').waitFor({ state: 'detached' });
    expect(desk.errors).toEqual([]);
    await desk.context.close();
  }, 120_000);
});
