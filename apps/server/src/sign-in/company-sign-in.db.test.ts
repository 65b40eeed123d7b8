// Signing in with a company account, from our page to a real OpenID Connect provider and back, with every way that it can go wrong.
import { type AddressInfo, createServer } from 'node:net';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { startTestProvider, TEST_CLIENT, type TestProvider } from '../fixtures/openid-provider.fixture.ts';
import { createPasskeyDevice } from '../fixtures/passkey-device.fixture.ts';
import { createTestSite, TEST_PASSWORD, type TestSite, type Who } from '../fixtures/site.fixture.ts';
import { createGuardedFetch } from '../outside/guarded-fetch.ts';
import { startAtProvider } from './openid-provider.ts';

type Answer = Awaited<ReturnType<TestSite['ask']>>;

let site: TestSite;
let provider: TestProvider;
/** Takes connections and says nothing. */
let silent: { address: string; close(): Promise<unknown> };
const FRONT_DESK = 'front-desk@hotel.example.com';
const ADMIN = 'location-admin@hotel.example.com';

/** As the server calls: only where it may. */
const outside = createGuardedFetch({ allowed: ['127.0.0.1/32', '::1/128'], own: null });

beforeAll(async () => {
  site = await createTestSite();
  const mute = createServer((socket) => socket.destroy());
  await new Promise<void>((resolve) => mute.listen(0, '127.0.0.1', resolve));
  // Listening on a port: the address is one.
  const address = `http://127.0.0.1:${(mute.address() as AddressInfo).port}`;
  silent = { address, close: () => new Promise((resolve) => mute.close(resolve)) };
  provider = await startTestProvider([`${site.hotel.parts.config.publicUrl}/console/company-sign-in`]);
});
afterAll(async () => {
  await silent?.close();
  await provider?.close();
  await site?.close();
});

let address = 0;
const ask = (method: 'GET' | 'POST' | 'PUT' | 'DELETE', url: string, who: Who = {}, json?: unknown) => {
  address += 1;
  const from = { remoteAddress: `10.7.${address >> 8}.${address & 255}` };
  return site.ask({ method, url, who, ...from, ...(json === undefined ? {} : { json }) });
};
const at = (): string => `/v1/locations/${site.hotel.locationId}`;
const cookiesOf = (answer: Answer): Map<string, string> =>
  new Map(
    [answer.headers['set-cookie'] ?? []].flat().map((one) => {
      const [pair = ''] = one.split(';');
      return [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)];
    }),
  );
const holding = (answer: Answer, name: string): Who => ({ cookie: `${name}=${cookiesOf(answer).get(name) ?? ''}` });
const begunBy = (answer: Answer): Who => holding(answer, 'nightlatch.company_sign_in');
const sessionOf = (answer: Answer): Who => holding(answer, 'nightlatch.session_token');
const enter = async (email: string): Promise<Who> =>
  sessionOf(await ask('POST', '/v1/sign-in', {}, { email, password: TEST_PASSWORD }));

/** The administrator, just signed in by a passkey: two factors of their own. */
const enterStrong = async (email: string): Promise<Who> => {
  const who = await enter(email);
  const { publicUrl } = site.hotel.parts.config;
  const device = createPasskeyDevice({ origin: publicUrl, rpId: new URL(publicUrl).hostname });
  const creation = await ask('POST', '/v1/me/passkeys/options', who);
  const made = await ask('POST', '/v1/me/passkeys', who, { name: 'x', passkey: device.make(creation.json()) });
  expect(made.statusCode).toBe(201);
  return who;
};

const settings = (more: object = {}) => ({
  ...{ name: 'Example Hotels', issuer: provider.issuer, clientId: TEST_CLIENT.id, clientSecret: TEST_CLIENT.secret },
  ...{ secondFactor: false, use: 'off', ...more },
});
const put = (who: Who, more: object = {}, place = at()) => ask('PUT', `${place}/sign-in-provider`, who, settings(more));
const stateOf = async (who: Who) =>
  (await ask('GET', `${at()}/sign-in-provider`, who)).json<{
    redirectUri: string;
    provider: { link: string; testedAt: string | null; lastProblem: string | null; use: string } | null;
  }>();
const providerId = async (who: Who): Promise<string> => (await stateOf(who)).provider?.link.split('=').at(-1) ?? '';

const start = (id: string) => ask('POST', '/v1/sign-in/company', {}, { providerId: id });
const finish = (who: Who, answer: string) => ask('POST', '/v1/sign-in/company/finish', who, { answer });
const urlOf = (started: Answer): string => started.json<{ url: string }>().url;

const test = async (who: Who, email = ADMIN) => {
  const started = await ask('POST', `${at()}/sign-in-provider/test`, who);
  expect(started.statusCode).toBe(200);
  return finish(begunBy(started), await provider.signInAt(urlOf(started), email));
};

/** Set up, tested and on. */
const turnOn = async (who: Who, more: object = {}): Promise<string> => {
  expect((await put(who)).statusCode).toBe(200);
  expect((await test(who)).statusCode).toBe(200);
  const on = await put(who, { use: 'offered', ...more });
  expect(on.statusCode).toBe(200);
  return providerId(who);
};

const signInAs = async (id: string, email: string): Promise<Answer> => {
  const started = await start(id);
  expect(started.statusCode).toBe(200);
  return finish(begunBy(started), await provider.signInAt(urlOf(started), email));
};

const audited = async (action: string) =>
  (
    await site.hotel.parts.db
      .selectFrom('audit_entry')
      .select(['action', 'after'])
      .where('action', '=', action)
      .where('location_id', '=', site.hotel.locationId)
      .execute()
  ).map((row) => row.after);

let admin: Who;
let id: string;
beforeEach(async () => {
  vi.spyOn(globalThis, 'fetch').mockImplementation(outside);
  site.hotel.clock.advance(25 * 3_600_000);
  provider.accounts.clear();
  for (const email of [FRONT_DESK, ADMIN])
    provider.accounts.set(email, { subject: `sub-${email}`, email, verified: true });
  await site.mend();
  await site.hotel.parts.db.deleteFrom('sign_in_provider').execute();
  await site.hotel.parts.db.deleteFrom('staff_passkey').execute();
  admin = await enter(ADMIN);
});
afterEach(() => {
  vi.restoreAllMocks();
});

describe('setting it up', () => {
  it('tells where to send people back to, seals the secret, and is on only after somebody came through', async () => {
    expect(await stateOf(admin)).toEqual({
      redirectUri: 'http://localhost:4080/console/company-sign-in',
      provider: null,
    });
    const early = await put(admin, { use: 'offered' });
    expect(early.json()).toMatchObject({ status: 409, code: 'conflict' });
    expect((await put(admin)).statusCode).toBe(200);
    id = await providerId(admin);
    expect((await put(admin, { use: 'offered', clientSecret: undefined })).statusCode).toBe(409);
    expect((await start(id)).json()).toMatchObject({ status: 409, code: 'company_sign_in_off' });
    const row = await site.hotel.parts.db.selectFrom('sign_in_provider').selectAll().executeTakeFirstOrThrow();
    expect(row.sealed_client_secret.includes(TEST_CLIENT.secret)).toBe(false);
    const tested = await test(admin, FRONT_DESK);
    expect(tested.json()).toMatchObject({
      me: null,
      test: { email: FRONT_DESK, matches: true, secondFactor: false },
    });
    expect(cookiesOf(tested).has('nightlatch.session_token')).toBe(false);
    expect((await put(admin, { use: 'offered', clientSecret: undefined })).json()).toMatchObject({
      provider: { use: 'offered', lastProblem: null },
    });
    const offered = await ask('GET', `/v1/sign-in/company?providerId=${id}`);
    expect(offered.json()).toEqual({ items: [{ id, name: 'Example Hotels' }] });
    expect(await audited('sign_in_provider.changed')).not.toHaveLength(0);
    expect(JSON.stringify(await audited('sign_in_provider.added'))).not.toContain(TEST_CLIENT.secret);
  });

  it('asks for a recent sign-in of one’s own, and for two factors before it is required', async () => {
    id = await turnOn(admin);
    const byCompany = sessionOf(await signInAs(id, ADMIN));
    expect((await ask('GET', `${at()}/sign-in-provider`, byCompany)).statusCode).toBe(200);
    expect((await put(byCompany, { use: 'off' })).json()).toMatchObject({ status: 403, code: 'own_sign_in_needed' });
    const removed = await ask('DELETE', `${at()}/sign-in-provider`, byCompany);
    expect(removed.json()).toMatchObject({ code: 'own_sign_in_needed' });
    expect((await put(admin, { use: 'required' })).json()).toMatchObject({ code: 'second_factor_required' });
    site.hotel.clock.advance(11 * 60_000);
    expect((await put(admin, { use: 'off' })).json()).toMatchObject({ code: 'recent_sign_in_needed' });
  });

  it('starts anew with another client, and lets a new secret shut nobody out', async () => {
    id = await turnOn(admin);
    const desk = sessionOf(await signInAs(id, FRONT_DESK));
    expect((await put(admin, { use: 'offered' })).statusCode).toBe(200);
    expect((await ask('GET', '/v1/me', desk)).statusCode).toBe(200);
    expect((await put(admin, { use: 'offered', clientId: 'another' })).statusCode).toBe(409);
    expect((await put(admin, { clientId: 'another' })).json()).toMatchObject({
      provider: { testedAt: null, use: 'off' },
    });
    expect((await ask('GET', '/v1/me', desk)).statusCode).toBe(401);
    expect(await site.hotel.parts.db.selectFrom('staff_provider_identity').selectAll().execute()).toEqual([]);
  });

  it('says what is wrong with it: no provider, another issuer, an unknown client, an unverified e-mail', async () => {
    const problemOf = async (more: object): Promise<string | null | undefined> => {
      await put(admin, more);
      const started = await ask('POST', `${at()}/sign-in-provider/test`, admin);
      if (started.statusCode === 200)
        await finish(begunBy(started), await provider.signInAt(urlOf(started), FRONT_DESK));
      else expect(started.json()).toMatchObject({ status: 502, code: 'vendor_unavailable' });
      const state = await stateOf(admin);
      expect(state.provider?.testedAt).toBeNull();
      return state.provider?.lastProblem;
    };
    expect(await problemOf({ issuer: `${provider.issuer}/elsewhere` })).toBe('not_a_provider');
    expect(await problemOf({ issuer: silent.address })).toBe('unreachable');
    // The same server by another name: it says that it is somebody else.
    expect(await problemOf({ issuer: provider.issuer.replace('127.0.0.1', 'localhost') })).toBe('not_a_provider');
    expect(await problemOf({ clientSecret: 'wrong' })).toBe('wrong_client');
    provider.accounts.set(FRONT_DESK, { subject: 's', email: FRONT_DESK, verified: false });
    expect(await problemOf({})).toBe('email_unverified');
    for (const issuer of ['javascript:alert(1)', 'ftp://login.example.com', 'https://u:p@login.example.com'])
      expect((await put(admin, { issuer })).json()).toMatchObject({ status: 400, code: 'invalid_request' });
  });

  it('calls no address inside the network, however it is written', async () => {
    const guarded = createGuardedFetch({ allowed: [], own: null });
    const access = { clientId: 'x', clientSecret: 'x', redirectUri: 'http://localhost/console/company-sign-in' };
    for (const issuer of [
      provider.issuer,
      provider.issuer.replace('127.0.0.1', 'localhost'),
      'https://169.254.169.254',
    ])
      expect(await startAtProvider({ ...access, issuer, fetch: guarded }, 'secret')).toEqual({
        ok: false,
        code: 'address_not_allowed',
      });
  });

  it('is for administrators of the place only', async () => {
    for (const who of [site.staff.front_desk, site.staff.viewer, site.apiKey])
      expect((await put(who)).statusCode).toBe(403);
    expect((await put(site.other.staff)).statusCode).toBe(404);
    expect((await put(site.stranger)).statusCode).toBe(404);
  });
});

describe('signing in', () => {
  beforeEach(async () => {
    id = await turnOn(admin);
  });

  it('lets in who works here, by the e-mail once and by the subject ever after', async () => {
    const first = await signInAs(id, FRONT_DESK);
    expect(first.json()).toMatchObject({
      providerId: id,
      me: { email: FRONT_DESK, signedInBy: 'company_account', companyAccount: 'Example Hotels' },
    });
    const [attributes] = [first.headers['set-cookie'] ?? []].flat().filter((one) => one.includes('session_token'));
    expect(attributes).toMatch(/HttpOnly/i);
    expect(attributes).toMatch(/SameSite=Strict/i);
    const desk = sessionOf(first);
    expect((await ask('GET', `${at()}/bookings`, desk)).statusCode).toBe(200);
    expect(await audited('staff.signed_in')).toContainEqual({ by: 'company_account' });
    // Their address at the company is another by now; another person has the old one.
    provider.accounts.set('married@hotel.example.com', {
      ...{ subject: `sub-${FRONT_DESK}`, email: 'married@hotel.example.com', verified: true },
    });
    provider.accounts.set(FRONT_DESK, { subject: 'newcomer', email: FRONT_DESK, verified: true });
    expect((await signInAs(id, 'married@hotel.example.com')).json()).toMatchObject({ me: { email: FRONT_DESK } });
    expect((await signInAs(id, FRONT_DESK)).json()).toMatchObject({ status: 403, code: 'company_account_unknown' });
  });

  it('takes an answer once, and only in the browser that began', async () => {
    const started = await start(id);
    const answer = await provider.signInAt(urlOf(started), FRONT_DESK);
    const other = await start(id);
    expect((await finish({}, answer)).json()).toMatchObject({ status: 401, code: 'company_sign_in_lapsed' });
    // Another browser's secret makes another state.
    const stolen = await finish(begunBy(other), answer);
    expect(stolen.json()).toMatchObject({ status: 401, code: 'company_sign_in_refused' });
    expect(cookiesOf(stolen).has('nightlatch.session_token')).toBe(false);
    expect((await finish(begunBy(started), answer)).statusCode).toBe(200);
    expect((await finish(begunBy(started), answer)).json()).toMatchObject({ code: 'company_sign_in_lapsed' });
  });

  it('takes no code a second time, not even under a state of its own', async () => {
    const started = await start(id);
    const answer = new URLSearchParams(await provider.signInAt(urlOf(started), FRONT_DESK));
    expect((await finish(begunBy(started), answer.toString())).statusCode).toBe(200);
    const again = await start(id);
    answer.set('state', new URL(urlOf(again)).searchParams.get('state') ?? '');
    expect((await finish(begunBy(again), answer.toString())).json()).toMatchObject({ code: 'company_sign_in_refused' });
  });

  it('lapses after ten minutes', async () => {
    const started = await start(id);
    const answer = await provider.signInAt(urlOf(started), FRONT_DESK);
    site.hotel.clock.advance(10 * 60_000);
    expect((await finish(begunBy(started), answer)).json()).toMatchObject({ code: 'company_sign_in_lapsed' });
  });

  const refusedWith = async (claims: Readonly<Record<string, unknown>> | 'bad signature') => {
    let changed = 0;
    const change = (idToken: string): string => {
      changed += 1;
      if (claims !== 'bad signature') return provider.resign(idToken, claims);
      const [head, body, signature = ''] = idToken.split('.');
      return `${head}.${body}.${signature.startsWith('A') ? 'B' : 'A'}${signature.slice(1)}`;
    };
    vi.spyOn(globalThis, 'fetch').mockImplementation(async (input, init) => {
      const answer = await outside(input, init);
      const url = input instanceof Request ? input.url : String(input);
      if (!url.endsWith('/token') || answer.status !== 200) return answer;
      const tokens = (await answer.json()) as { id_token: string }; // the provider's own answer
      return Response.json({ ...tokens, id_token: change(tokens.id_token) });
    });
    const result = await signInAs(id, FRONT_DESK);
    expect(changed).toBe(1);
    return result;
  };

  it.each([
    ['nonce', { nonce: 'another' }],
    ['audience', { aud: 'another-client' }],
    ['issuer', { iss: 'https://login.example.com' }],
    ['expiry', { exp: 1_700_000_000 }],
  ])('refuses an ID token of another %s, though the provider itself signed it', async (_, claims) => {
    expect((await refusedWith(claims)).json()).toMatchObject({ status: 401, code: 'company_sign_in_refused' });
    // A guest of the provider can make that happen: the set-up that works stays as it was.
    expect((await stateOf(admin)).provider).toMatchObject({ use: 'offered', lastProblem: null });
  });

  it('refuses an ID token whose signature does not hold', async () => {
    expect((await refusedWith('bad signature')).json()).toMatchObject({ code: 'company_sign_in_refused' });
  });

  it('counts as two factors where the provider says so of this sign-in, or its administrator of all', async () => {
    expect((await refusedWith({ amr: ['pwd', 'mfa'] })).json()).toMatchObject({
      me: { signedInBy: 'company_account_with_second_factor' },
    });
    vi.mocked(globalThis.fetch).mockImplementation(outside);
    await put(admin, { use: 'offered', secondFactor: true });
    const strong = await signInAs(id, FRONT_DESK);
    expect(strong.json()).toMatchObject({ me: { signedInBy: 'company_account_with_second_factor' } });
    // Taken back: what it vouched for ends.
    await put(admin, { use: 'offered', secondFactor: false });
    expect((await ask('GET', '/v1/me', sessionOf(strong))).statusCode).toBe(401);
    const weak = sessionOf(await signInAs(id, FRONT_DESK));
    const policy = (secondFactorRequired: boolean) =>
      site.hotel.parts.db
        .updateTable('location')
        .set({ second_factor_required: secondFactorRequired })
        .where('id', '=', site.hotel.locationId)
        .execute();
    await policy(true);
    expect((await ask('GET', `${at()}/bookings`, weak)).json()).toMatchObject({ code: 'second_factor_required' });
    await policy(false);
  });

  it('needs an e-mail that the provider vouches for, and somebody who works here', async () => {
    provider.accounts.set(FRONT_DESK, { subject: 'x', email: FRONT_DESK, verified: false });
    expect((await signInAs(id, FRONT_DESK)).json()).toMatchObject({ status: 403, code: 'company_email_unverified' });
    for (const email of ['nobody@hotel.example.com', 'stranger@hotel.example.com', 'elsewhere@hotel.example.com']) {
      provider.accounts.set(email, { subject: email, email, verified: true });
      expect((await signInAs(id, email)).json()).toMatchObject({ status: 403, code: 'company_account_unknown' });
    }
    expect(await audited('sign_in_provider.refused')).toContainEqual({ because: 'unknown' });
    const made = await site.hotel.parts.db
      .selectFrom('staff_user')
      .select('id')
      .where('email', '=', 'nobody@hotel.example.com')
      .execute();
    expect(made).toEqual([]);
  });

  it('redeems an open invitation to this very place, and makes an account without a password', async () => {
    const email = 'newcomer@hotel.example.com';
    provider.accounts.set(email, { subject: email, email, verified: true });
    const invited = await ask('POST', `${at()}/invitations`, admin, { email, name: 'New Comer', role: 'viewer' });
    expect(invited.statusCode).toBe(201);
    expect((await signInAs(id, email)).json()).toMatchObject({
      me: { name: 'New Comer', roles: [{ role: 'viewer' }] },
    });
    const list = await ask('GET', `${at()}/invitations`, admin);
    expect(list.json<{ items: { email: string; state: string }[] }>().items).toContainEqual(
      expect.objectContaining({ email, state: 'used' }),
    );
    const without = await ask('POST', '/v1/sign-in', {}, { email, password: TEST_PASSWORD });
    expect(without.statusCode).toBe(401);
    // And an invitation to another place stays open.
    const { other } = site;
    const elsewhere = await ask('POST', `/v1/locations/${other.locationId}/invitations`, other.staff, {
      ...{ email: FRONT_DESK, name: 'x', role: 'viewer' },
    });
    expect(elsewhere.statusCode).toBe(201);
    const desk = await signInAs(id, FRONT_DESK);
    expect(desk.json<{ me: { roles: object[] } }>().me.roles).toHaveLength(1);
  });

  it('reaches the company’s places only, and changes nothing of the account', async () => {
    await site.hotel.parts.db
      .insertInto('staff_role')
      .values({ location_id: site.other.locationId, staff_id: site.staffIds.front_desk, role: 'location_admin' })
      .execute();
    const own = await enter(FRONT_DESK);
    expect((await ask('GET', '/v1/me', own)).json<{ roles: object[] }>().roles).toHaveLength(2);
    const desk = sessionOf(await signInAs(id, FRONT_DESK));
    expect((await ask('GET', '/v1/me', desk)).json<{ roles: object[] }>().roles).toHaveLength(1);
    expect((await ask('GET', '/v1/locations', desk)).json<{ items: object[] }>().items).toHaveLength(1);
    expect((await ask('GET', `/v1/locations/${site.other.locationId}/bookings`, desk)).statusCode).toBe(404);
    for (const [method, url] of [
      ['POST', '/v1/me/passkeys/options'],
      ['POST', '/v1/me/second-factor'],
    ] as const)
      expect((await ask(method, url, desk)).json()).toMatchObject({ status: 403, code: 'own_sign_in_needed' });
    await site.hotel.parts.db
      .deleteFrom('staff_role')
      .where('location_id', '=', site.other.locationId)
      .where('staff_id', '=', site.staffIds.front_desk)
      .execute();
  });

  it('ends with the role, and lets nobody back in without one', async () => {
    const desk = sessionOf(await signInAs(id, FRONT_DESK));
    const started = await start(id);
    const answer = await provider.signInAt(urlOf(started), FRONT_DESK);
    expect((await ask('DELETE', `${at()}/staff/${site.staffIds.front_desk}`, admin)).statusCode).toBe(204);
    expect((await ask('GET', '/v1/me', desk)).statusCode).toBe(401);
    // Begun while the role was there.
    expect((await finish(begunBy(started), answer)).json()).toMatchObject({ code: 'company_account_unknown' });
    expect((await signInAs(id, FRONT_DESK)).json()).toMatchObject({ code: 'company_account_unknown' });
  });

  it('ends when it is turned off or taken away, also for who is on the way', async () => {
    const desk = sessionOf(await signInAs(id, FRONT_DESK));
    const started = await start(id);
    const answer = await provider.signInAt(urlOf(started), FRONT_DESK);
    await put(admin);
    expect((await ask('GET', '/v1/me', desk)).statusCode).toBe(401);
    expect((await finish(begunBy(started), answer)).json()).toMatchObject({ code: 'company_sign_in_lapsed' });
    expect((await start(id)).json()).toMatchObject({ code: 'company_sign_in_off' });
    expect((await ask('GET', `/v1/sign-in/company?providerId=${id}`)).json()).toEqual({ items: [] });
    await put(admin, { use: 'offered' });
    const again = sessionOf(await signInAs(id, FRONT_DESK));
    expect((await ask('DELETE', `${at()}/sign-in-provider`, admin)).statusCode).toBe(204);
    expect((await ask('GET', '/v1/me', again)).statusCode).toBe(401);
  });

  it('says that the provider does not answer, and goes on when it does again', async () => {
    vi.spyOn(globalThis, 'fetch').mockImplementation((input, init) =>
      outside(String(input).replace(provider.issuer, silent.address), init),
    );
    expect((await start(id)).json()).toMatchObject({ status: 502, code: 'vendor_unavailable' });
    expect((await stateOf(admin)).provider).toMatchObject({ use: 'offered', lastProblem: 'unreachable' });
    vi.mocked(globalThis.fetch).mockImplementation(outside);
    expect((await signInAs(id, FRONT_DESK)).statusCode).toBe(200);
  });
});

describe('where the company account is required', () => {
  it('lets staff in by it only, and administrators also by two factors of their own', async () => {
    id = await turnOn(admin);
    const strong = await enterStrong(ADMIN);
    expect((await put(strong, { use: 'required' })).statusCode).toBe(200);
    const byPassword = await enter(FRONT_DESK);
    const refused = await ask('GET', `${at()}/bookings`, byPassword);
    expect(refused.json()).toMatchObject({ status: 403, code: 'company_sign_in_required' });
    expect((await ask('GET', '/v1/locations', byPassword)).json()).toMatchObject({ items: [] });
    expect((await ask('GET', '/v1/me', byPassword)).json()).toMatchObject({
      roles: [{ companySignInMissing: true, secondFactorMissing: false }],
    });
    expect((await ask('GET', `${at()}/bookings`, sessionOf(await signInAs(id, FRONT_DESK)))).statusCode).toBe(200);
    // An integration is not a person, and who holds no role learns nothing.
    expect((await ask('GET', `${at()}/bookings`, site.apiKey)).statusCode).toBe(200);
    expect((await ask('GET', `${at()}/bookings`, site.stranger)).statusCode).toBe(404);
    // The way back: not the password alone.
    expect((await ask('GET', `${at()}/bookings`, admin)).json()).toMatchObject({ code: 'second_factor_required' });
    expect((await ask('GET', `${at()}/bookings`, strong)).statusCode).toBe(200);
    expect((await put(strong, { use: 'offered' })).statusCode).toBe(200);
    expect((await ask('GET', `${at()}/bookings`, byPassword)).statusCode).toBe(200);
  });
});

describe('of a brand', () => {
  it('lets its administrators in too, where one of a location does not', async () => {
    const email = 'brand-admin@hotel.example.com';
    provider.accounts.set(email, { subject: email, email, verified: true });
    id = await turnOn(admin);
    expect((await signInAs(id, email)).json()).toMatchObject({ code: 'company_account_unknown' });
    const { brand_id } = await site.hotel.parts.db
      .selectFrom('location')
      .select('brand_id')
      .where('id', '=', site.hotel.locationId)
      .executeTakeFirstOrThrow();
    const brand = await enter(email);
    const place = `/v1/brands/${brand_id}`;
    expect((await put(admin, {}, place)).statusCode).toBe(404);
    expect((await put(brand, {}, place)).statusCode).toBe(200);
    const started = await ask('POST', `${place}/sign-in-provider/test`, brand);
    const tested = await finish(begunBy(started), await provider.signInAt(urlOf(started), email));
    expect(tested.json()).toMatchObject({ test: { email, matches: true } });
    expect((await put(brand, { use: 'offered' }, place)).statusCode).toBe(200);
    const ofBrand = tested.json<{ providerId: string }>().providerId;
    const session = sessionOf(await signInAs(ofBrand, email));
    expect((await ask('GET', `${place}/sign-in-policy`, session)).statusCode).toBe(200);
    expect((await ask('GET', `${at()}/bookings`, session)).statusCode).toBe(200);
    expect((await put(session, { use: 'off' }, place)).json()).toMatchObject({ code: 'own_sign_in_needed' });
  });
});
