// Sign-in and sessions: constant answers, limits, cookies, and an end that is one.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestSite, TEST_PASSWORD, type TestSite } from '../fixtures/site.fixture.ts';

let site: TestSite;
beforeAll(async () => {
  site = await createTestSite();
});
afterAll(() => site?.close());

let address = 0;
const freshAddress = (): string => {
  address += 1;
  return `10.9.0.${address}`;
};
const signIn = (email: string, password: string, remoteAddress = freshAddress()) =>
  site.ask({ method: 'POST', url: '/v1/sign-in', json: { email, password }, remoteAddress });
const bare = (body: string): unknown => ({ ...(JSON.parse(body) as object), requestId: undefined });
const known = 'front-desk@hotel.example.com';

describe('sign-in', () => {
  it('gives a session whose cookie scripts and other sites can not use', async () => {
    const answer = await signIn(known, TEST_PASSWORD);
    expect(answer.statusCode).toBe(200);
    expect(answer.json()).toMatchObject({
      email: known,
      roles: [{ locationId: site.hotel.locationId, role: 'front_desk' }],
    });
    const cookie = String(answer.headers['set-cookie']);
    expect(cookie).toMatch(/HttpOnly/i);
    expect(cookie).toMatch(/SameSite=Strict/i);
    expect(answer.body).not.toContain(TEST_PASSWORD);
    expect(answer.body).not.toMatch(/"password":|token/i);
    const me = await site.ask({ method: 'GET', url: '/v1/me', who: { cookie: cookie.split(';')[0] ?? '' } });
    expect(me.json()).toEqual(answer.json());
  });

  it('takes the e-mail in any case', async () => {
    expect((await signIn('Front-Desk@HOTEL.example.com', TEST_PASSWORD)).statusCode).toBe(200);
  });

  it('says the same whether the e-mail or the password is wrong', async () => {
    const wrongPassword = await signIn(known, 'not the password');
    expect(wrongPassword.statusCode).toBe(401);
    for (const [email, password] of [
      ['nobody@hotel.example.com', 'not the password'],
      ['not an e-mail', 'x'],
      ['', ''],
      [known, ''],
      [known, 'x'.repeat(200)],
    ] as const) {
      const answer = await signIn(email, password);
      expect(answer.statusCode).toBe(401);
      expect(bare(answer.body)).toEqual(bare(wrongPassword.body));
      expect(answer.headers['set-cookie']).toBeUndefined();
    }
  });

  it.each([known, 'nobody-here@hotel.example.com'])(
    'stops after ten wrong passwords for %s, known or not',
    async (email) => {
      const other = 'location-admin@hotel.example.com';
      const answers: number[] = [];
      for (let tries = 0; tries < 12; tries += 1) answers.push((await signIn(email, 'wrong')).statusCode);
      expect(answers.slice(-2)).toEqual([429, 429]);
      expect(answers.filter((status) => status === 401).length).toBeLessThanOrEqual(10);
      const right = await signIn(email, TEST_PASSWORD);
      expect(right.statusCode).toBe(429);
      expect(Number(right.headers['retry-after'])).toBeGreaterThan(0);
      expect((await signIn(other, TEST_PASSWORD)).statusCode).toBe(200);
    },
  );

  it('looks at ten of many wrong passwords that come at once', async () => {
    const tries = Array.from({ length: 25 }, () => signIn('many-at-once@hotel.example.com', 'wrong'));
    const answers = (await Promise.all(tries)).map((one) => one.statusCode);
    expect(answers.filter((status) => status === 401)).toHaveLength(10);
    expect(answers.filter((status) => status === 429)).toHaveLength(15);
  });

  it('counts no password that was right', async () => {
    for (let tries = 0; tries < 12; tries += 1)
      expect((await signIn('brand-admin@hotel.example.com', TEST_PASSWORD)).statusCode).toBe(200);
  });

  it('stops one address that tries many e-mails', async () => {
    let last = 0;
    for (let tries = 0; tries < 31 && last !== 429; tries += 1) {
      last = (await signIn(`many-${tries}@hotel.example.com`, 'wrong', '10.8.0.1')).statusCode;
    }
    expect(last).toBe(429);
  });
});

describe('a session', () => {
  it('ends at sign-out, and its cookie is worthless then', async () => {
    const answer = await signIn('viewer@hotel.example.com', TEST_PASSWORD);
    const who = { cookie: String(answer.headers['set-cookie']).split(';')[0] ?? '' };
    const out = await site.ask({ method: 'POST', url: '/v1/sign-out', who });
    expect(out.statusCode).toBe(204);
    expect(String(out.headers['set-cookie'])).toMatch(/Max-Age=0/i);
    expect((await site.ask({ method: 'GET', url: '/v1/me', who })).statusCode).toBe(401);
  });

  it('can not be made from what the table holds', async () => {
    const row = await site.hotel.parts.db
      .selectFrom('staff_session')
      .select('token')
      .limit(1)
      .executeTakeFirstOrThrow();
    for (const value of [row.token, `${row.token}.`, `${row.token}.${'A'.repeat(43)}%3D`]) {
      const who = { cookie: `nightlatch.session_token=${value}` };
      expect((await site.ask({ method: 'GET', url: '/v1/me', who })).statusCode).toBe(401);
    }
  });

  it('is over when its time is', async () => {
    const answer = await signIn('viewer@hotel.example.com', TEST_PASSWORD);
    const who = { cookie: String(answer.headers['set-cookie']).split(';')[0] ?? '' };
    const { id } = answer.json<{ id: string }>();
    await site.hotel.parts.db
      .updateTable('staff_session')
      .set({ expiresAt: new Date(Date.now() - 1000) })
      .where('userId', '=', id)
      .execute();
    expect((await site.ask({ method: 'GET', url: '/v1/me', who })).statusCode).toBe(401);
  });

  it('keeps no password in the clear', async () => {
    const rows = await site.hotel.parts.db.selectFrom('staff_account').select('password').execute();
    for (const { password } of rows) {
      expect(password).not.toContain(TEST_PASSWORD);
      expect(password?.length).toBeGreaterThan(60);
    }
  });
});
