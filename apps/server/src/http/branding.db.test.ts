// Branding end to end: chosen by an administrator, told to phones with colours worked out, a logo as nothing but pixels, carried through the brand.
import type { Branding, Location, Wallet } from '@nightlatch/api';
import { contrast } from '@nightlatch/domain';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createAdministrator } from '../admin/create-administrator.ts';
import { contactUrl } from '../branding/branding.ts';
import { testPng } from '../branding/png.fixture.ts';
import { createTestSite, TEST_PASSWORD, type TestSite, type Who } from '../fixtures/site.fixture.ts';

let site: TestSite;
beforeAll(async () => {
  site = await createTestSite();
});
afterAll(() => site?.close());

const at = () => `/v1/locations/${site.hotel.locationId}`;
const sendLogo = (bytes: Buffer, who: Who = site.staff.location_admin, place = at()) =>
  site.app.inject({
    method: 'PUT',
    url: `${place}/branding/logo`,
    headers: { ...who, 'content-type': 'image/png' },
    payload: bytes,
  });
const choose = (json: object, who: Who = site.staff.location_admin, headers: Who = {}) =>
  site.ask({ method: 'PUT', url: `${at()}/branding`, who, json, headers });
const wallet = async (): Promise<Wallet['locations'][number] | undefined> =>
  (await site.ask({ method: 'GET', url: '/v1/guest/wallet', who: site.device })).json<Wallet>().locations[0];

const RED = { colour: '#c1121f', cardLook: 'solid', logoOnPlate: true, deskContact: null } as const;

describe('branding', () => {
  it('is the app’s own until somebody chooses, then reaches the phone with every colour worked out', async () => {
    expect(await wallet()).toMatchObject({ look: { colours: null, logo: null }, messageUrl: null });
    const chosen = await choose({ ...RED, deskContact: { kind: 'sms', value: '+43 1 555 01-00' } });
    expect(chosen.statusCode, chosen.body).toBe(200);
    expect(chosen.json()).toMatchObject({ colour: '#c1121f', version: 1 });
    const told = await wallet();
    expect(told?.messageUrl).toBe('sms:+4315550100');
    expect(told?.look.colours?.light.cardFrom).toBe('#c1121f');
    expect(contrast(told?.look.colours?.dark.accent ?? '#000000', '#0f1413')).toBeGreaterThan(4.5);
    const audit = await site.ask({
      method: 'GET',
      url: `${at()}/audit-entries?limit=5`,
      who: site.staff.location_admin,
    });
    expect(audit.body).toContain('branding.changed');
  });

  it('refuses what is no colour or no address, and a version that is not the newest', async () => {
    expect((await choose({ ...RED, colour: 'red;background:url(x)' })).statusCode).toBe(400);
    for (const [kind, value] of [
      ['web', 'javascript:alert(1)'],
      ['web', 'http://chat.example.com'],
      ['email', 'a@b@c'],
      ['sms', 'call me'],
    ])
      expect((await choose({ ...RED, deskContact: { kind, value } })).json(), value).toMatchObject({
        fields: [{ path: 'body.deskContact.value' }],
      });
    expect((await choose(RED, site.staff.location_admin, { 'if-match': '"77"' })).statusCode).toBe(412);
    for (const role of ['front_desk', 'viewer'] as const)
      expect((await choose(RED, site.staff[role])).statusCode).toBe(403);
  });

  it('makes links of three kinds only', () => {
    expect(contactUrl({ kind: 'email', value: 'desk+a&b@hotel.example.com' })).toBe(
      'mailto:desk%2Ba%26b@hotel.example.com',
    );
    expect(contactUrl({ kind: 'web', value: 'https://wa.me/4315550100' })).toBe('https://wa.me/4315550100');
  });
});

describe('a logo', () => {
  it('is made anew from its pixels, given to anybody under its hash, and can run nothing', async () => {
    const sent = await sendLogo(testPng({ width: 60, height: 30 }));
    expect(sent.statusCode, sent.body).toBe(200);
    const { logo } = sent.json<Branding>();
    expect(logo).toMatchObject({ width: 60, height: 30 });
    expect((await wallet())?.look.logo).toEqual(logo);
    const given = await site.ask({ method: 'GET', url: logo?.path ?? '' });
    expect(given.statusCode).toBe(200);
    expect(given.rawPayload.subarray(1, 4).toString()).toBe('PNG');
    expect(given.headers).toMatchObject({
      'content-type': 'image/png',
      'content-security-policy': "default-src 'none'; sandbox",
      'x-content-type-options': 'nosniff',
      'cache-control': 'public, max-age=31536000, immutable',
    });
    const other = (await sendLogo(testPng({ width: 60, height: 30, red: 1 }))).json<Branding>().logo;
    expect(other?.path).not.toBe(logo?.path);
    expect((await site.ask({ method: 'GET', url: logo?.path ?? '' })).statusCode).toBe(404);
  });

  it('is refused as anything else than a small PNG, with a word', async () => {
    const page = await sendLogo(Buffer.from('<script>alert(1)</script>'));
    expect(page.json()).toMatchObject({ fields: [{ path: 'body', message: 'must be a whole PNG image' }] });
    expect((await sendLogo(Buffer.alloc(2_000_000))).statusCode).toBe(413);
    expect((await sendLogo(testPng({ width: 60, height: 30 }), site.staff.front_desk)).statusCode).toBe(403);
    expect((await sendLogo(testPng({ width: 60, height: 30 }), site.other.staff)).statusCode).toBe(404);
  });

  it('is taken away, and what was chosen stays', async () => {
    await choose(RED);
    await sendLogo(testPng({ width: 60, height: 30 }));
    const gone = await site.ask({ method: 'DELETE', url: `${at()}/branding/logo`, who: site.staff.location_admin });
    expect(gone.json()).toMatchObject({ logo: null, colour: '#c1121f' });
  });
});

it('is carried from one location to all others of the brand, but for where guests write', async () => {
  const { parts } = site.hotel;
  const { brandId } = await createAdministrator(parts, {
    ...{ brand: 'Chain', name: 'Chain Admin', email: 'chain@hotel.example.com', password: TEST_PASSWORD },
  });
  const signedIn = await site.ask({
    method: 'POST',
    url: '/v1/sign-in',
    json: { email: 'chain@hotel.example.com', password: TEST_PASSWORD },
  });
  const who = { cookie: String(signedIn.headers['set-cookie']).split(';')[0] ?? '' };
  const make = async (name: string) =>
    (
      await site.ask({
        ...{ method: 'POST', url: `/v1/brands/${brandId}/locations`, who },
        json: { name, timeZone: 'Europe/Vienna', checkOutTime: '11:00' },
      })
    ).json<Location>().id;
  const [first, second] = [await make('One'), await make('Two')];
  const deskContact = { kind: 'sms', value: '+43 2' };
  const put = (id: string, json: object) => site.ask({ method: 'PUT', url: `/v1/locations/${id}/branding`, who, json });
  expect((await put(second, { ...RED, colour: null, deskContact })).statusCode).toBe(400);
  await put(second, { ...RED, colour: null, deskContact: { kind: 'sms', value: '+43 222 222' } });
  await put(first, RED);
  await sendLogo(testPng({ width: 60, height: 30 }), who, `/v1/locations/${first}`);
  const spread = (fromLocationId: string) =>
    site.ask({ method: 'POST', url: `/v1/brands/${brandId}/branding`, who, json: { fromLocationId } });
  expect((await spread(first)).json()).toEqual({ locations: 1 });
  const of = async (id: string) =>
    (await site.ask({ method: 'GET', url: `/v1/locations/${id}/branding`, who })).json<Branding>();
  const { version: _, ...taken } = await of(second);
  expect(taken).toEqual({
    ...RED,
    logo: (await of(first)).logo,
    deskContact: { kind: 'sms', value: '+43 222 222' },
  });
  // A location of somebody else is none of the brand's.
  expect((await spread(site.hotel.locationId)).statusCode).toBe(404);
});
