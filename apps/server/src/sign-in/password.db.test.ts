// One's own password over HTTP: changed, forgotten and set anew by a link that a real mail server carried.
import { DEFAULT_MESSAGE_POLICY } from '@nightlatch/api';
import { Secret, TOTP } from 'otpauth';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { readConfig, readMailConfig } from '../config.ts';
import { startMailServer, type TestMailServer } from '../fixtures/mail-server.fixture.ts';
import { createPasskeyDevice } from '../fixtures/passkey-device.fixture.ts';
import { createTestSite, TEST_PASSWORD, type TestSite, type Who } from '../fixtures/site.fixture.ts';
import { sendPasswordLink } from '../messages/send-password-link.ts';

let site: TestSite;
let mail: TestMailServer;
const DESK = 'front-desk@hotel.example.com';
const NEXT = 'another correct horse';

beforeAll(async () => {
  [site, mail] = await Promise.all([createTestSite(), startMailServer()]);
  const smtp = { host: '127.0.0.1', port: mail.port, security: 'none', user: 'hotel', password: 'secret' };
  const set = await site.ask({
    method: 'PUT',
    url: `/v1/locations/${site.hotel.locationId}/message-settings`,
    who: site.staff.location_admin,
    json: {
      policy: DEFAULT_MESSAGE_POLICY,
      email: { mode: 'smtp', from: 'hotel@example.com', smtp },
      sms: null,
    },
  });
  expect(set.body).toContain('"smtp"');
});
afterAll(async () => {
  await mail?.close();
  await site?.close();
});
beforeEach(async () => {
  site.hotel.clock.advance(25 * 3_600_000);
  // What the test before asked for has been sent by then: it must not be taken for this one's.
  await site.hotel.settle();
  mail.taken.length = 0;
  mail.behave('well');
  await site.mend();
});

let address = 0;
const ask = (method: 'GET' | 'POST' | 'PUT' | 'DELETE', url: string, who: Who = {}, json?: unknown) => {
  address += 1;
  const from = { remoteAddress: `10.8.${address >> 8}.${address & 255}` };
  return site.ask({ method, url, who, ...from, ...(json === undefined ? {} : { json }) });
};
const enter = (email: string, password: string, code?: string) =>
  ask('POST', '/v1/sign-in', {}, { email, password, ...(code === undefined ? {} : { code }) });
const sessionOf = (answer: Awaited<ReturnType<typeof enter>>): Who => ({
  cookie: String(answer.headers['set-cookie']).split(';')[0] ?? '',
});
const alive = async (who: Who): Promise<boolean> => (await ask('GET', '/v1/me', who)).statusCode === 200;
const audited = async (action: string): Promise<number> =>
  (
    await site.hotel.parts.db
      .selectFrom('audit_entry')
      .select('id')
      .where('action', '=', action)
      .where('location_id', '=', site.hotel.locationId)
      .execute()
  ).length;
const change = (who: Who, json: object) => ask('PUT', '/v1/me/password', who, json);
const forget = (email: string, language = 'en') => ask('POST', '/v1/password-resets', {}, { email, language });
const redeem = (secret: string, newPassword = NEXT) =>
  ask('POST', '/v1/password-resets/redeem', {}, { secret, newPassword });

/** As the mailbox shows it: quoted-printable undone. */
const readable = (raw: string): string =>
  Buffer.from(
    raw
      .replaceAll('=\r\n', '')
      .replaceAll(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    'latin1',
  ).toString('utf8');
/** One of a location's links is on its way at a time: a round of jobs may leave the next one to the round after. */
const arrived = async () => {
  await expect
    .poll(async () => {
      await site.hotel.settle();
      return mail.taken.length;
    })
    .toBeGreaterThan(0);
  return mail.taken;
};
const linkTo = async (email: string): Promise<string> => {
  mail.taken.length = 0;
  expect((await forget(email)).statusCode).toBe(202);
  const [one] = await arrived();
  expect(one?.to).toEqual([email]);
  return /console\/#password=([A-Za-z0-9_-]+)/.exec(readable(one?.raw ?? ''))?.[1] ?? '';
};

describe('changing it', () => {
  it('asks for the one that is there, ends the sessions elsewhere, and is written down', async () => {
    const [here, there] = [sessionOf(await enter(DESK, TEST_PASSWORD)), sessionOf(await enter(DESK, TEST_PASSWORD))];
    // Long after the sign-in: the password itself is what is shown.
    site.hotel.clock.advance(3_600_000);
    const wrong = await change(here, { currentPassword: 'not this one', newPassword: NEXT });
    expect(wrong.json()).toMatchObject({ status: 403, code: 'password_wrong' });
    expect((await change(here, { newPassword: NEXT })).json()).toMatchObject({ code: 'recent_sign_in_needed' });
    expect((await change(here, { currentPassword: TEST_PASSWORD, newPassword: 'short' })).statusCode).toBe(400);
    expect(await alive(there)).toBe(true);
    const before = await audited('staff.password_changed');
    expect((await change(here, { currentPassword: TEST_PASSWORD, newPassword: NEXT })).statusCode).toBe(204);
    expect(await audited('staff.password_changed')).toBe(before + 1);
    expect([await alive(here), await alive(there)]).toEqual([true, false]);
    expect((await enter(DESK, TEST_PASSWORD)).statusCode).toBe(401);
    expect((await enter(DESK, NEXT)).statusCode).toBe(200);
    await change(here, { currentPassword: NEXT, newPassword: TEST_PASSWORD });
  });

  it('is not had by a password session alone, and by a fresh passkey without the old one', async () => {
    const byPassword = sessionOf(await enter(DESK, TEST_PASSWORD));
    expect((await change(byPassword, { newPassword: NEXT })).json()).toMatchObject({ code: 'password_wrong' });
    const { publicUrl } = site.hotel.parts.config;
    const device = createPasskeyDevice({ origin: publicUrl, rpId: new URL(publicUrl).hostname });
    const creation = await ask('POST', '/v1/me/passkeys/options', byPassword);
    await ask('POST', '/v1/me/passkeys', byPassword, { name: 'x', passkey: device.make(creation.json()) });
    const weak = sessionOf(await enter(DESK, TEST_PASSWORD));
    // Whoever has two factors and came in by one changes nothing, though they know the password.
    const refused = await change(weak, { currentPassword: TEST_PASSWORD, newPassword: NEXT });
    expect(refused.json()).toMatchObject({ code: 'second_factor_required' });
    expect((await change(byPassword, { newPassword: NEXT })).statusCode).toBe(204);
    expect((await change(byPassword, { newPassword: TEST_PASSWORD })).statusCode).toBe(204);
    site.hotel.clock.advance(11 * 60_000);
    expect((await change(byPassword, { newPassword: NEXT })).json()).toMatchObject({ code: 'recent_sign_in_needed' });
    await site.hotel.parts.db.deleteFrom('staff_passkey').execute();
  });

  it('counts wrong ones like wrong sign-ins', async () => {
    const who = sessionOf(await enter(DESK, TEST_PASSWORD));
    const tries: number[] = [];
    for (let times = 0; times < 11; times += 1)
      tries.push((await change(who, { currentPassword: 'wrong', newPassword: NEXT })).statusCode);
    expect(tries.filter((one) => one === 403)).toHaveLength(10);
    expect(tries.at(-1)).toBe(429);
    expect((await enter(DESK, TEST_PASSWORD)).statusCode).toBe(429);
  });
});

describe('a forgotten one', () => {
  it('is set anew by a link that works once, and every session ends', async () => {
    const open = sessionOf(await enter(DESK, TEST_PASSWORD));
    const secret = await linkTo(DESK);
    expect(secret).toHaveLength(43);
    const rows = await site.hotel.parts.db.selectFrom('staff_password_reset').selectAll().execute();
    expect(JSON.stringify(rows)).not.toContain(secret);
    expect((await redeem(secret, 'short')).statusCode).toBe(400);
    expect((await redeem(secret)).statusCode).toBe(204);
    expect(await audited('staff.password_reset')).toBe(1);
    expect(await alive(open)).toBe(false);
    expect((await redeem(secret)).json()).toMatchObject({ status: 410, code: 'link_used' });
    expect((await enter(DESK, TEST_PASSWORD)).statusCode).toBe(401);
    expect((await enter(DESK, NEXT)).statusCode).toBe(200);
    expect((await redeem(await linkTo(DESK), TEST_PASSWORD)).statusCode).toBe(204);
  });

  it('is answered alike whether anybody has the address', async () => {
    const bare = (answer: Awaited<ReturnType<typeof forget>>) => [
      answer.statusCode,
      answer.body,
      Object.keys(answer.headers).sort(),
    ];
    const [known, unknown] = [await forget(DESK), await forget('nobody@hotel.example.com')];
    expect(bare(known)).toEqual(bare(unknown));
    expect((await arrived()).map((one) => one.to)).toEqual([[DESK]]);
    for (const email of [DESK, 'nobody@hotel.example.com'])
      for (let times = 0; times < 2; times += 1) expect((await forget(email)).statusCode).toBe(202);
    const [one, other] = [await forget(DESK), await forget('nobody@hotel.example.com')];
    expect([one.statusCode, other.statusCode]).toEqual([429, 429]);
  });

  it('has one link at a time, for an hour, which any change of the password ends', async () => {
    const first = await linkTo(DESK);
    const second = await linkTo(DESK);
    expect((await redeem(first)).json()).toMatchObject({ code: 'not_found' });
    site.hotel.clock.advance(3_600_000);
    expect((await redeem(second)).json()).toMatchObject({ status: 410, code: 'link_expired' });
    const third = await linkTo(DESK);
    const who = sessionOf(await enter(DESK, TEST_PASSWORD));
    await change(who, { currentPassword: TEST_PASSWORD, newPassword: TEST_PASSWORD });
    expect((await redeem(third)).json()).toMatchObject({ code: 'not_found' });
  });

  it('leaves the second factor asked for', async () => {
    const who = sessionOf(await enter(DESK, TEST_PASSWORD));
    const { secret: app } = (await ask('POST', '/v1/me/second-factor', who)).json<{ secret: string }>();
    const code = () => new TOTP({ secret: Secret.fromBase32(app) }).generate({ timestamp: site.hotel.clock.now });
    expect((await ask('POST', '/v1/me/second-factor/confirm', who, { code: code() })).statusCode).toBe(200);
    expect((await redeem(await linkTo(DESK))).statusCode).toBe(204);
    expect((await enter(DESK, NEXT)).json()).toMatchObject({ code: 'second_factor_needed' });
    site.hotel.clock.advance(30_000);
    const strong = sessionOf(await enter(DESK, NEXT, code()));
    // Removing the app ends the sessions elsewhere: the phone may be in other hands.
    site.hotel.clock.advance(30_000);
    const elsewhere = sessionOf(await enter(DESK, NEXT, code()));
    expect((await ask('DELETE', '/v1/me/second-factor', strong)).statusCode).toBe(204);
    expect([await alive(strong), await alive(elsewhere)]).toEqual([true, false]);
    await change(strong, { currentPassword: NEXT, newPassword: TEST_PASSWORD });
  });

  it('is tried again while the mail server is busy, with a new secret each time, and not sent twice', async () => {
    mail.behave('busy');
    await forget(DESK);
    const { id: resetId } = await site.hotel.parts.db
      .selectFrom('staff_password_reset')
      .select('id')
      .orderBy('id', 'desc')
      .executeTakeFirstOrThrow();
    const of = { locationId: site.hotel.locationId, resetId, now: new Date(site.hotel.clock.now) };
    await expect(sendPasswordLink(site.hotel.parts, of)).rejects.toMatchObject({ code: 'unavailable' });
    mail.behave('well');
    await sendPasswordLink(site.hotel.parts, of);
    await sendPasswordLink(site.hotel.parts, of);
    expect(mail.taken).toHaveLength(1);
  });

  it('goes by a location’s own mail server only to who works there alone, below the brand', async () => {
    await forget('brand-admin@hotel.example.com');
    await site.hotel.parts.db
      .insertInto('staff_role')
      .values({ location_id: site.other.locationId, staff_id: site.staffIds.viewer, role: 'viewer' })
      .execute();
    await forget('viewer@hotel.example.com');
    const wanted = await site.hotel.parts.db
      .selectFrom('staff_password_reset')
      .select('id')
      .where('staff_id', 'in', [site.staffIds.brand_admin, site.staffIds.viewer])
      .execute();
    expect(wanted).toHaveLength(2);
    for (const { id } of wanted) {
      const of = { locationId: site.hotel.locationId, resetId: id, now: new Date(site.hotel.clock.now) };
      await sendPasswordLink(site.hotel.parts, of);
    }
    expect(mail.taken).toEqual([]);
    // The operator's mail server may carry everybody's.
    const operator = readMailConfig({
      NIGHTLATCH_MAIL_URL: `smtp://hotel:secret@127.0.0.1:${mail.port}?tls=no`,
      NIGHTLATCH_MAIL_FROM: 'accounts@example.com',
    });
    const { id: resetId } = await site.hotel.parts.db
      .selectFrom('staff_password_reset')
      .select('id')
      .where('staff_id', '=', site.staffIds.brand_admin)
      .executeTakeFirstOrThrow();
    const { parts, locationId, clock } = site.hotel;
    const withMail = { ...parts, config: { ...parts.config, mail: operator } };
    await sendPasswordLink(withMail, { locationId, resetId, now: new Date(clock.now) });
    expect(mail.taken.map((one) => [one.from, one.to])).toEqual([
      ['accounts@example.com', ['brand-admin@hotel.example.com']],
    ]);
    await parts.db
      .deleteFrom('staff_role')
      .where('location_id', '=', site.other.locationId)
      .where('role', '=', 'viewer')
      .execute();
  });

  it('gives no password to who has none', async () => {
    const { db } = site.hotel.parts;
    const account = await db
      .deleteFrom('staff_account')
      .where('userId', '=', site.staffIds.viewer)
      .returningAll()
      .executeTakeFirstOrThrow();
    const wanted = () => db.selectFrom('staff_password_reset').select('id').execute();
    const before = await wanted();
    await forget('viewer@hotel.example.com');
    expect(await wanted()).toEqual(before);
    await db.insertInto('staff_account').values(account).execute();
  });
});

describe('the operator’s mail server', () => {
  it.each([
    ['smtps://u:p%40ss@mail.example.com', { port: 465, security: 'tls', user: 'u', password: 'p@ss' }],
    ['smtp://mail.example.com', { port: 587, security: 'starttls', user: null, password: null }],
    ['smtp://relay:2525?tls=no', { port: 2525, security: 'none' }],
  ])('is read from %s', (url, smtp) => {
    expect(readMailConfig({ NIGHTLATCH_MAIL_URL: url, NIGHTLATCH_MAIL_FROM: 'a@example.com' })).toMatchObject({ smtp });
  });
  it('is refused in one sentence without its password', () => {
    const base = { DATABASE_URL: 'postgresql://x', NIGHTLATCH_MASTER_KEY: Buffer.alloc(32).toString('base64') };
    for (const mailUrl of ['https://u:geheim@mail.example.com', 'smtp://u:geheim@mail.example.com'])
      expect(() => readConfig({ ...base, NIGHTLATCH_MAIL_URL: mailUrl })).toThrow(/^NIGHTLATCH_MAIL_(?!.*geheim)/);
  });
});
