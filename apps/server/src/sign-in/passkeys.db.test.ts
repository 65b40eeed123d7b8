// Passkeys end to end over HTTP: a software authenticator with real signatures, and everything that must not sign anybody in.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createPasskeyDevice, type PasskeyFaults } from '../fixtures/passkey-device.fixture.ts';
import { createTestSite, TEST_PASSWORD, type TestSite, type Who } from '../fixtures/site.fixture.ts';

let site: TestSite;
let of: { origin: string; rpId: string };
beforeAll(async () => {
  site = await createTestSite();
  const { publicUrl } = site.hotel.parts.config;
  of = { origin: publicUrl, rpId: new URL(publicUrl).hostname };
});
afterAll(() => site?.close());
// Whoever has a passkey is asked for it before they add another; each test begins with none.
beforeEach(() => site.hotel.parts.db.deleteFrom('staff_passkey').execute());

let address = 0;
const post = (url: string, json?: unknown, who: Who = {}) => {
  address += 1;
  return site.ask({
    method: 'POST',
    url,
    who,
    remoteAddress: `10.7.${address >> 8}.${address & 255}`,
    ...(json === undefined ? {} : { json }),
  });
};
const signIn = async (role: string): Promise<Who> => {
  const email = `${role}@hotel.example.com`.replaceAll('_', '-');
  const answer = await post('/v1/sign-in', { email, password: TEST_PASSWORD });
  expect(answer.statusCode).toBe(200);
  return { cookie: String(answer.headers['set-cookie']).split(';')[0] ?? '' };
};
type Creation = { challenge: string; user: { id: string } };
const startAdding = async (who: Who): Promise<Creation> =>
  (await post('/v1/me/passkeys/options', undefined, who)).json<Creation>();
const challenge = async (): Promise<string> =>
  (await post('/v1/sign-in/passkey/options')).json<{ challenge: string }>().challenge;
const use = (passkey: unknown) => post('/v1/sign-in/passkey', { passkey });
const addFor = async (who: Who, name = 'Desk') => {
  const device = createPasskeyDevice(of);
  const answer = await post('/v1/me/passkeys', { name, passkey: device.make(await startAdding(who)) }, who);
  expect(answer.statusCode).toBe(201);
  return { device, id: answer.json<{ id: string }>().id };
};
const auditOf = async (action: string) =>
  site.hotel.parts.db
    .selectFrom('audit_entry')
    .select(['actor', 'after'])
    .where('location_id', '=', site.hotel.locationId)
    .where('action', '=', action)
    .execute();

describe('a passkey', () => {
  it('is added, signs its person in, is told to administrators and in the audit, and is gone when removed', async () => {
    const who = await signIn('front_desk');
    const { device, id } = await addFor(who, ' Desk at the window ');
    const answer = await use(device.use(await challenge()));
    expect(answer.statusCode).toBe(200);
    expect(answer.json()).toMatchObject({ email: 'front-desk@hotel.example.com', signedInBy: 'passkey', passkeys: 1 });
    const cookie = String(answer.headers['set-cookie']);
    expect(cookie).toMatch(/HttpOnly/i);
    expect(cookie).toMatch(/SameSite=Strict/i);
    const byPasskey = { cookie: cookie.split(';')[0] ?? '' };
    const mine = await site.ask({ method: 'GET', url: '/v1/me/passkeys', who: byPasskey });
    expect(mine.json()).toMatchObject({ items: [{ id, name: 'Desk at the window', backedUp: false }] });
    expect(mine.json<{ items: { lastUsedAt: string | null }[] }>().items[0]?.lastUsedAt).not.toBeNull();

    const staff = await site.ask({
      method: 'GET',
      url: `/v1/locations/${site.hotel.locationId}/staff`,
      who: site.staff.location_admin,
    });
    const counts = staff.json<{ items: { email: string; passkeys: number }[] }>().items;
    expect(counts.find((one) => one.email === 'front-desk@hotel.example.com')?.passkeys).toBe(1);
    expect(counts.find((one) => one.email === 'viewer@hotel.example.com')?.passkeys).toBe(0);
    expect((await auditOf('staff.signed_in')).map((one) => one.after)).toContainEqual({ by: 'passkey' });
    expect(await auditOf('staff.passkey_added')).toHaveLength(1);

    const renamed = await site.ask({
      method: 'PATCH',
      url: `/v1/me/passkeys/${id}`,
      who: byPasskey,
      json: { name: 'Desk 2' },
    });
    expect(renamed.json()).toMatchObject({ name: 'Desk 2' });
    const removed = await site.ask({ method: 'DELETE', url: `/v1/me/passkeys/${id}`, who: byPasskey });
    expect(removed.statusCode).toBe(204);
    expect((await use(device.use(await challenge()))).statusCode).toBe(401);
    // It may be in other hands: what was open elsewhere ends, the session that removed it goes on.
    expect((await site.ask({ method: 'GET', url: '/v1/me', who })).statusCode).toBe(401);
    expect((await site.ask({ method: 'GET', url: '/v1/me', who: byPasskey })).statusCode).toBe(200);
    expect(await auditOf('staff.passkey_removed')).toHaveLength(1);
    await site.mend();
  });

  it('asks browsers for verified, discoverable passkeys of this site, and not for one that is there', async () => {
    const who = await signIn('viewer');
    const { device } = await addFor(who);
    const creation = (await post('/v1/me/passkeys/options', undefined, who)).json();
    expect(creation).toMatchObject({
      rp: { id: of.rpId },
      authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
      excludeCredentials: [{ id: device.id }],
    });
    const request = (await post('/v1/sign-in/passkey/options')).json();
    expect(request).toEqual({
      challenge: expect.any(String),
      rpId: of.rpId,
      timeout: 300_000,
      userVerification: 'required',
    });
  });
});

describe('nobody is signed in', () => {
  it('by an answer that was given before, also when both come at once', async () => {
    const { device } = await addFor(await signIn('location_admin'));
    const proof = device.use(await challenge());
    const answers = await Promise.all([use(proof), use(proof), use(proof)]);
    expect(answers.map((one) => one.statusCode).sort()).toEqual([200, 401, 401]);
    expect((await use(proof)).statusCode).toBe(401);
  });

  it('with a challenge that was made for adding, or that is five minutes old', async () => {
    const who = await signIn('location_admin');
    const { device } = await addFor(who);
    expect((await use(device.use((await startAdding(who)).challenge))).statusCode).toBe(401);
    const old = await challenge();
    site.hotel.clock.advance(5 * 60_000 + 1);
    expect((await use(device.use(old))).statusCode).toBe(401);
    expect((await use(device.use(await challenge()))).statusCode).toBe(200);
  });

  it('after a wrong answer to the same challenge', async () => {
    const { device } = await addFor(await signIn('location_admin'));
    const once = await challenge();
    expect((await use(device.use(once, { unverified: true }))).statusCode).toBe(401);
    expect((await use(device.use(once))).statusCode).toBe(401);
  });

  it.each<[string, PasskeyFaults]>([
    ['another site’s page', { origin: 'https://nightlatch.example.net' }],
    ['another site’s passkey', { rpId: 'example.net' }],
    ['a person who was there but proved nothing', { unverified: true }],
    ['a count that goes back, as a copy’s would', { counter: 1 }],
    ['another person’s handle', { userHandle: Buffer.from('somebody').toString('base64url') }],
  ])('by %s', async (_, faults) => {
    const { device } = await addFor(await signIn('location_admin'));
    expect((await use(device.use(await challenge()))).statusCode).toBe(200);
    const refused = await use(device.use(await challenge(), faults));
    expect(refused.statusCode).toBe(401);
    expect(refused.headers['set-cookie']).toBeUndefined();
    const unknown = await use(createPasskeyDevice(of).use(await challenge()));
    const bare = (body: string): unknown => ({ ...(JSON.parse(body) as object), requestId: undefined });
    expect(bare(refused.body)).toEqual(bare(unknown.body));
    expect((await use(device.use(await challenge()))).statusCode).toBe(200);
  });

  it('by a signature of another key under a known name', async () => {
    const { device } = await addFor(await signIn('location_admin'));
    const proof = device.use(await challenge());
    const other = createPasskeyDevice(of);
    const forged = other.use(await challenge(), { userHandle: proof.response.userHandle });
    expect((await use({ ...forged, id: device.id })).statusCode).toBe(401);
  });
});

describe('adding and removing', () => {
  it('asks for a sign-in of the last ten minutes', async () => {
    const who = await signIn('viewer');
    const { id } = await addFor(who);
    const creation = await startAdding(who);
    site.hotel.clock.advance(10 * 60_000 + 1);
    const late = [
      await post('/v1/me/passkeys/options', undefined, who),
      await post('/v1/me/passkeys', { name: 'x', passkey: createPasskeyDevice(of).make(creation) }, who),
      await site.ask({ method: 'DELETE', url: `/v1/me/passkeys/${id}`, who }),
    ];
    for (const answer of late) {
      expect(answer.statusCode).toBe(403);
      expect(answer.json()).toMatchObject({ code: 'recent_sign_in_needed' });
    }
  });

  it('takes no passkey for another person’s challenge, without verification, or twice', async () => {
    const [mine, other] = [await signIn('viewer'), await signIn('front_desk')];
    const add = (passkey: unknown) => post('/v1/me/passkeys', { name: 'x', passkey }, mine);
    const device = createPasskeyDevice(of);
    expect((await add(device.make(await startAdding(other)))).statusCode).toBe(409);
    expect((await add(device.make(await startAdding(mine), { unverified: true }))).statusCode).toBe(409);
    expect((await add(device.make(await startAdding(mine), { origin: 'https://example.net' }))).statusCode).toBe(409);
    expect((await add(device.make(await startAdding(mine)))).statusCode).toBe(201);
    expect((await add(device.make(await startAdding(mine)))).statusCode).toBe(409);
  });

  it('knows no passkey of somebody else, and no API key has any', async () => {
    const { id } = await addFor(await signIn('viewer'));
    const other = await signIn('location_admin');
    const url = `/v1/me/passkeys/${id}`;
    expect((await site.ask({ method: 'DELETE', url, who: other })).statusCode).toBe(404);
    expect((await site.ask({ method: 'PATCH', url, who: other, json: { name: 'Mine now' } })).statusCode).toBe(404);
    expect((await site.ask({ method: 'DELETE', url, who: site.apiKey })).statusCode).toBe(403);
    expect((await site.ask({ method: 'GET', url: '/v1/me/passkeys', who: site.apiKey })).statusCode).toBe(403);
  });

  it('leaves the last way in: who has no password keeps a passkey', async () => {
    const who = await signIn('front_desk');
    const [first, second] = [await addFor(who), await addFor(who)];
    const staffId = site.staffIds.front_desk;
    const { db } = site.hotel.parts;
    const { password } = await db
      .selectFrom('staff_account')
      .select('password')
      .where('userId', '=', staffId)
      .executeTakeFirstOrThrow();
    await db.updateTable('staff_account').set({ password: null }).where('userId', '=', staffId).execute();
    const remove = (id: string) => site.ask({ method: 'DELETE', url: `/v1/me/passkeys/${id}`, who });
    expect((await remove(first.id)).statusCode).toBe(204);
    expect((await remove(second.id)).statusCode).toBe(409);
    await db.updateTable('staff_account').set({ password }).where('userId', '=', staffId).execute();
    expect((await remove(second.id)).statusCode).toBe(204);
  });
});

it('stops after ten wrong answers for one passkey', async () => {
  const { device } = await addFor(await signIn('location_admin'));
  for (let tries = 0; tries < 10; tries += 1)
    expect((await use(device.use(await challenge(), { unverified: true }))).statusCode).toBe(401);
  const stopped = await use(device.use(await challenge()));
  expect(stopped.statusCode).toBe(429);
  expect(Number(stopped.headers['retry-after'])).toBeGreaterThan(0);
});
