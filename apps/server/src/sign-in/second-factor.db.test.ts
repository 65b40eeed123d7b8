// The second factor over HTTP: real codes of RFC 6238, each counted once; recovery codes; what a location asks for; an administrator's reset.
import { Secret, TOTP } from 'otpauth';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { recoverSignIn } from '../admin/recover-sign-in.ts';
import { createPasskeyDevice } from '../fixtures/passkey-device.fixture.ts';
import { createTestSite, TEST_PASSWORD, type TestSite, type Who } from '../fixtures/site.fixture.ts';
import { takeSecondFactor } from './second-factor.ts';

let site: TestSite;
beforeAll(async () => {
  site = await createTestSite();
});
afterAll(() => site?.close());
// Whatever was tried a day ago counts no more.
beforeEach(() => site.hotel.clock.advance(25 * 3_600_000));

let address = 0;
const ask = (method: 'GET' | 'POST' | 'PUT' | 'DELETE', url: string, who: Who = {}, json?: unknown) => {
  address += 1;
  const from = { remoteAddress: `10.6.${address >> 8}.${address & 255}` };
  return site.ask({ method, url, who, ...from, ...(json === undefined ? {} : { json }) });
};
const emailOf = (role: string): string => `${role}@hotel.example.com`.replaceAll('_', '-');
const enter = (role: string, code?: string) =>
  ask('POST', '/v1/sign-in', {}, { email: emailOf(role), password: TEST_PASSWORD, ...(code ? { code } : {}) });
const cookieOf = (answer: Awaited<ReturnType<typeof enter>>): Who => ({
  cookie: String(answer.headers['set-cookie']).split(';')[0] ?? '',
});
const codeAt = (secret: string, steps = 0): string =>
  new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: site.hotel.clock.now + steps * 30_000 });
const nextStep = () => site.hotel.clock.advance(30_000);

/** Sets it up for a person and gives what they hold then. */
const setUp = async (role: string) => {
  const who = cookieOf(await enter(role));
  const begun = await ask('POST', '/v1/me/second-factor', who);
  expect(begun.statusCode).toBe(201);
  const { secret, uri } = begun.json<{ secret: string; uri: string }>();
  expect(uri).toMatch(/^otpauth:\/\/totp\/Nightlatch/);
  const confirmed = await ask('POST', '/v1/me/second-factor/confirm', who, { code: codeAt(secret) });
  expect(confirmed.statusCode).toBe(200);
  nextStep();
  return { who, secret, recoveryCodes: confirmed.json<{ recoveryCodes: string[] }>().recoveryCodes };
};
const remove = (who: Who) => ask('DELETE', '/v1/me/second-factor', who);

describe('a code of the authenticator app', () => {
  it('is asked for once it was confirmed, and a code counts once', async () => {
    const { who, secret } = await setUp('viewer');
    expect((await ask('GET', '/v1/me', who)).json()).toMatchObject({
      signedInBy: 'password_and_code',
      secondFactor: true,
    });
    const without = await enter('viewer');
    expect(without.statusCode).toBe(401);
    expect(without.json()).toMatchObject({ code: 'second_factor_needed' });
    expect(without.headers['set-cookie']).toBeUndefined();
    const code = codeAt(secret);
    const answers = await Promise.all([enter('viewer', code), enter('viewer', code)]);
    expect(answers.map((one) => one.statusCode).sort()).toEqual([200, 401]);
    const again = await enter('viewer', code);
    expect(again.json()).toMatchObject({ code: 'second_factor_wrong' });
    expect(again.headers['set-cookie']).toBeUndefined();
    expect((await remove(who)).statusCode).toBe(204);
    expect((await enter('viewer')).statusCode).toBe(200);
  });

  it('may be a step late, not two; and none older than one that was taken', async () => {
    const { who, secret } = await setUp('viewer');
    for (let steps = 0; steps < 4; steps += 1) nextStep();
    expect((await enter('viewer', codeAt(secret, -2))).statusCode).toBe(401);
    expect((await enter('viewer', codeAt(secret, 2))).statusCode).toBe(401);
    expect((await enter('viewer', codeAt(secret, 0))).statusCode).toBe(200);
    expect((await enter('viewer', codeAt(secret, -1))).statusCode).toBe(401);
    expect((await enter('viewer', codeAt(secret, 1))).statusCode).toBe(200);
    expect((await enter('viewer', codeAt(secret, 0))).statusCode).toBe(401);
    await remove(who);
  });

  it('is not asked for while its secret is unconfirmed, and the newer secret is the one', async () => {
    const who = cookieOf(await enter('viewer'));
    const first = (await ask('POST', '/v1/me/second-factor', who)).json<{ secret: string }>();
    expect((await enter('viewer')).statusCode).toBe(200);
    await ask('POST', '/v1/me/second-factor', who);
    const wrong = await ask('POST', '/v1/me/second-factor/confirm', who, { code: codeAt(first.secret) });
    expect(wrong.json()).toMatchObject({ code: 'second_factor_wrong', status: 401 });
    expect((await ask('GET', '/v1/me/second-factor', who)).json()).toEqual({ since: null, recoveryCodesLeft: 0 });
  });

  it('is told to nobody who does not know the password, and stands sealed', async () => {
    const { who, secret } = await setUp('viewer');
    const bare = (body: string): unknown => ({ ...(JSON.parse(body) as object), requestId: undefined });
    const wrong = (email: string) => ask('POST', '/v1/sign-in', {}, { email, password: 'wrong', code: codeAt(secret) });
    const [known, unknown] = [await wrong(emailOf('viewer')), await wrong('nobody@hotel.example.com')];
    expect(known.json()).toMatchObject({ code: 'not_signed_in' });
    expect(bare(known.body)).toEqual(bare(unknown.body));
    const row = await site.hotel.parts.db
      .selectFrom('staff_second_factor')
      .select('sealed_secret')
      .where('staff_id', '=', site.staffIds.viewer)
      .executeTakeFirstOrThrow();
    expect(row.sealed_secret.includes(Buffer.from(Secret.fromBase32(secret).bytes))).toBe(false);
    await remove(who);
  });

  it('stops after ten wrong ones for a quarter of an hour, and after twenty for a day', async () => {
    const { who, secret } = await setUp('front_desk');
    const wrong = async (): Promise<number> => (await enter('front_desk', '000000')).statusCode;
    const tenTimes = async () => {
      for (let tries = 0; tries < 10; tries += 1) expect(await wrong()).toBe(401);
      expect((await enter('front_desk', codeAt(secret))).statusCode).toBe(429);
      site.hotel.clock.advance(16 * 60_000);
    };
    await tenTimes();
    await tenTimes();
    expect((await enter('front_desk', codeAt(secret))).statusCode).toBe(429);
    site.hotel.clock.advance(24 * 3_600_000);
    const right = await enter('front_desk', codeAt(secret));
    expect(right.statusCode).toBe(200);
    expect((await ask('GET', '/v1/me', who)).statusCode).toBe(200);
    await remove(cookieOf(right));
    // The phone with the app may be in other hands.
    expect((await ask('GET', '/v1/me', who)).statusCode).toBe(401);
  });
});

describe('many at once', () => {
  it('of wrong codes are looked at twenty times, though each has a connection of its own', async () => {
    const { secret } = await setUp('viewer');
    const { db, config } = site.hotel.parts;
    const of = { masterKey: config.masterKey, staffId: site.staffIds.viewer, now: new Date(site.hotel.clock.now) };
    const answers = await Promise.all(
      Array.from({ length: 30 }, () =>
        db.transaction().execute((trx) => takeSecondFactor(trx, { ...of, code: codeAt(secret, 9) })),
      ),
    );
    expect(answers.filter((one) => one === 'wrong')).toHaveLength(20);
    expect(answers.filter((one) => typeof one === 'object')).toEqual(
      Array.from({ length: 10 }, () => ({ retryAfterSeconds: 86_400 })),
    );
    site.hotel.clock.advance(25 * 3_600_000);
    const right = await enter('viewer', codeAt(secret));
    expect(right.statusCode).toBe(200);
    await remove(cookieOf(right));
  });

  it('of right codes, over connections of their own, let one in', async () => {
    const { who, secret, recoveryCodes } = await setUp('viewer');
    const { db, config } = site.hotel.parts;
    const of = { masterKey: config.masterKey, staffId: site.staffIds.viewer, now: new Date(site.hotel.clock.now) };
    for (const code of [codeAt(secret), recoveryCodes[0] ?? '']) {
      const answers = await Promise.all(
        Array.from({ length: 8 }, () => db.transaction().execute((trx) => takeSecondFactor(trx, { ...of, code }))),
      );
      expect(answers.filter((one) => one !== 'wrong')).toHaveLength(1);
    }
    await remove(who);
  });
});

describe('a recovery code', () => {
  it('signs in once, however it is typed; new ones end the old', async () => {
    const { recoveryCodes, who } = await setUp('viewer');
    expect(new Set(recoveryCodes).size).toBe(10);
    const [first = '', second = '', third = ''] = recoveryCodes;
    const answer = await enter('viewer', ` ${first.toLowerCase().replace('-', ' ')} `);
    expect(answer.json()).toMatchObject({ signedInBy: 'password_and_recovery_code' });
    expect((await enter('viewer', first)).statusCode).toBe(401);
    const fresh = cookieOf(answer);
    expect((await ask('GET', '/v1/me/second-factor', fresh)).json()).toMatchObject({ recoveryCodesLeft: 9 });
    expect((await enter('front_desk', second)).json()).toMatchObject({ signedInBy: 'password' });
    const made = await ask('POST', '/v1/me/second-factor/recovery-codes', fresh);
    const { recoveryCodes: newer } = made.json<{ recoveryCodes: string[] }>();
    expect((await enter('viewer', third)).statusCode).toBe(401);
    expect((await enter('viewer', newer[0])).statusCode).toBe(200);
    await remove(who);
  });
});

describe('what changes a sign-in', () => {
  it('asks who has a passkey for more than the password', async () => {
    const { publicUrl } = site.hotel.parts.config;
    const device = createPasskeyDevice({ origin: publicUrl, rpId: new URL(publicUrl).hostname });
    const who = cookieOf(await enter('viewer'));
    const creation = (await ask('POST', '/v1/me/passkeys/options', who)).json<{
      challenge: string;
      user: { id: string };
    }>();
    const added = await ask('POST', '/v1/me/passkeys', who, { name: 'x', passkey: device.make(creation) });
    expect(added.statusCode).toBe(201);
    // The session that made it has shown it.
    expect((await ask('GET', '/v1/me', who)).json()).toMatchObject({ signedInBy: 'passkey' });
    const byPassword = cookieOf(await enter('viewer'));
    for (const [method, url] of [
      ['POST', '/v1/me/passkeys/options'],
      ['POST', '/v1/me/second-factor'],
      ['DELETE', `/v1/me/passkeys/${added.json<{ id: string }>().id}`],
    ] as const) {
      const refused = await ask(method, url, byPassword);
      expect(refused.statusCode).toBe(403);
      expect(refused.json()).toMatchObject({ code: 'second_factor_required' });
    }
    const removed = await ask('DELETE', `/v1/me/passkeys/${added.json<{ id: string }>().id}`, who);
    expect(removed.statusCode).toBe(204);
    await site.mend();
  });
});

describe('a location that asks for a second factor', () => {
  const at = () => `/v1/locations/${site.hotel.locationId}`;
  const policy = (who: Who, secondFactorRequired: boolean) =>
    ask('PUT', `${at()}/sign-in-policy`, who, { secondFactorRequired });

  it('answers no session without one from the next request on, and every session with one', async () => {
    const admin = await setUp('location_admin');
    const weak = cookieOf(await enter('front_desk'));
    expect((await ask('GET', `${at()}/bookings`, weak)).statusCode).toBe(200);
    expect((await policy(admin.who, true)).json()).toEqual({ secondFactorRequired: true, requiredByBrand: false });
    const refused = await ask('GET', `${at()}/bookings`, weak);
    expect(refused.statusCode).toBe(403);
    expect(refused.json()).toMatchObject({ code: 'second_factor_required' });
    expect((await ask('GET', '/v1/locations', weak)).json()).toEqual({ items: [], nextCursor: null });
    expect((await ask('GET', '/v1/me', weak)).json()).toMatchObject({ roles: [{ secondFactorMissing: true }] });
    expect((await ask('GET', `${at()}/bookings`, admin.who)).statusCode).toBe(200);
    // An integration is not a person.
    expect((await ask('GET', `${at()}/bookings`, site.apiKey)).statusCode).toBe(200);
    // Nobody without a role learns that it exists.
    expect((await ask('GET', `${at()}/bookings`, site.stranger)).statusCode).toBe(404);
    // Set up in that very session, and in.
    const fresh = await setUp('front_desk');
    expect((await ask('GET', `${at()}/bookings`, fresh.who)).statusCode).toBe(200);
    expect((await ask('GET', `${at()}/bookings`, weak)).statusCode).toBe(403);
    await policy(admin.who, false);
    expect((await ask('GET', `${at()}/bookings`, weak)).statusCode).toBe(200);
    await remove(fresh.who);
    await remove(admin.who);
  });

  it('may be the brand’s word for all of its locations', async () => {
    const { brand_id: brandId } = await site.hotel.parts.db
      .selectFrom('location')
      .select('brand_id')
      .where('id', '=', site.hotel.locationId)
      .executeTakeFirstOrThrow();
    const brand = await setUp('brand_admin');
    const set = (secondFactorRequired: boolean) =>
      ask('PUT', `/v1/brands/${brandId}/sign-in-policy`, brand.who, { secondFactorRequired });
    const weak = cookieOf(await enter('viewer'));
    expect((await set(true)).statusCode).toBe(200);
    expect((await ask('GET', `${at()}/bookings`, weak)).json()).toMatchObject({ code: 'second_factor_required' });
    expect((await ask('GET', `${at()}/sign-in-policy`, brand.who)).json()).toEqual({
      secondFactorRequired: false,
      requiredByBrand: true,
    });
    await set(false);
    expect((await ask('GET', `${at()}/bookings`, weak)).statusCode).toBe(200);
    await remove(brand.who);
  });
});

describe('an administrator’s reset', () => {
  const reset = (who: Who, role: 'viewer' | 'brand_admin' | 'front_desk') =>
    ask('POST', `/v1/locations/${site.hotel.locationId}/staff/${site.staffIds[role]}/reset-sign-in`, who);

  it('takes the second factor away, ends the sessions at once, and is written down', async () => {
    const { who } = await setUp('viewer');
    const admin = cookieOf(await enter('location_admin'));
    expect((await reset(admin, 'viewer')).statusCode).toBe(204);
    expect((await ask('GET', '/v1/me', who)).statusCode).toBe(401);
    expect((await enter('viewer')).json()).toMatchObject({ signedInBy: 'password', secondFactor: false });
    const entries = await site.hotel.parts.db
      .selectFrom('audit_entry')
      .select(['actor', 'subject_id'])
      .where('action', '=', 'staff.sign_in_reset')
      .execute();
    expect(entries).toEqual([{ actor: `staff:${site.staffIds.location_admin}`, subject_id: site.staffIds.viewer }]);
  });

  it('reaches nobody above, nobody who works elsewhere too, and is not for the desk', async () => {
    const admin = cookieOf(await enter('location_admin'));
    expect((await reset(admin, 'brand_admin')).statusCode).toBe(409);
    const { db } = site.hotel.parts;
    const elsewhere = {
      location_id: site.other.locationId,
      staff_id: site.staffIds.front_desk,
      role: 'viewer' as const,
    };
    await db.insertInto('staff_role').values(elsewhere).execute();
    expect((await reset(admin, 'front_desk')).statusCode).toBe(409);
    await db
      .deleteFrom('staff_role')
      .where('location_id', '=', site.other.locationId)
      .where('staff_id', '=', site.staffIds.front_desk)
      .execute();
    expect((await reset(cookieOf(await enter('front_desk')), 'viewer')).statusCode).toBe(403);
  });
});

describe('the operator’s recovery', () => {
  it('leaves a new password and nothing else, and ends every session', async () => {
    const { who, recoveryCodes } = await setUp('viewer');
    const password = 'a password that is new';
    await recoverSignIn(site.hotel.parts, { email: ' Viewer@hotel.example.com', password });
    expect((await ask('GET', '/v1/me', who)).statusCode).toBe(401);
    expect((await enter('viewer', recoveryCodes[0])).statusCode).toBe(401);
    const fresh = await ask('POST', '/v1/sign-in', {}, { email: emailOf('viewer'), password });
    expect(fresh.json()).toMatchObject({ signedInBy: 'password', secondFactor: false, passkeys: 0 });
    const entries = await site.hotel.parts.db
      .selectFrom('audit_entry')
      .select('subject_id')
      .where('action', '=', 'staff.sign_in_reset')
      .where('actor', '=', 'system')
      .execute();
    expect(entries).toEqual([{ subject_id: site.staffIds.viewer }]);
  });

  it('says so where there is no such account', async () => {
    const wanted = { email: 'nobody@hotel.example.com', password: 'a password that is new' };
    await expect(recoverSignIn(site.hotel.parts, wanted)).rejects.toMatchObject({ code: 'no_account' });
  });
});
