// An invitation redeemed with a passkey alone: made for a new account, or one that the person has; real WebAuthn structures.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createPasskeyDevice } from '../fixtures/passkey-device.fixture.ts';
import { createTestSite, type TestSite, type Who } from '../fixtures/site.fixture.ts';

let site: TestSite;
beforeAll(async () => {
  site = await createTestSite();
});
afterAll(() => site?.close());

let address = 0;
const post = (url: string, json?: unknown, who: Who = {}) => {
  address += 1;
  return site.ask({
    method: 'POST',
    url,
    who,
    remoteAddress: `10.9.${address >> 8}.${address & 255}`,
    ...(json === undefined ? {} : { json }),
  });
};
const invite = async (email: string, at = site.hotel.locationId, who = site.staff.location_admin): Promise<string> => {
  const made = await post(`/v1/locations/${at}/invitations`, { email, name: 'New Comer', role: 'front_desk' }, who);
  expect(made.statusCode).toBe(201);
  return made.json<{ url: string }>().url.split('=')[1] ?? '';
};
const newDevice = () => {
  const { publicUrl } = site.hotel.parts.config;
  return createPasskeyDevice({ origin: publicUrl, rpId: new URL(publicUrl).hostname });
};
const optionsFor = (secret: string) => post('/v1/invitations/passkey-options', { secret });
const accept = (json: object) => post('/v1/invitations/accept', json);
const accounts = (email: string) =>
  site.hotel.parts.db.selectFrom('staff_user').select('id').where('email', '=', email).execute();

it('makes an account with a passkey and no password, signs in at once, and signs in again by it', async () => {
  const email = 'pass@hotel.example.com';
  const secret = await invite(email);
  const device = newDevice();
  const creation = (await optionsFor(secret)).json();
  const body = { secret, name: 'Pass Holder', newPasskey: { name: 'Laptop', passkey: device.make(creation) } };
  const accepted = await accept(body);
  expect(accepted.json()).toEqual({ email, signedIn: true });
  const who = { cookie: String(accepted.headers['set-cookie']).split(';')[0] ?? '' };
  const me = await site.ask({ method: 'GET', url: '/v1/me', who });
  expect(me.json()).toMatchObject({
    ...{ name: 'Pass Holder', email, signedInBy: 'passkey', passkeys: 1, hasPassword: false },
    roles: [{ role: 'front_desk', locationId: site.hotel.locationId }],
  });
  // Once, and with a challenge that is gone.
  expect((await accept(body)).statusCode).toBe(409);
  expect((await optionsFor(secret)).json()).toMatchObject({ code: 'link_used' });
  const request = (await post('/v1/sign-in/passkey/options')).json<{ challenge: string }>().challenge;
  expect((await post('/v1/sign-in/passkey', { passkey: device.use(request) })).statusCode).toBe(200);
  // The same person at another hotel, by the passkey they have.
  const { other } = site;
  const elsewhere = await invite(email, other.locationId, other.staff);
  expect((await optionsFor(elsewhere)).json()).toMatchObject({ status: 409, code: 'conflict' });
  const again = (await post('/v1/sign-in/passkey/options')).json<{ challenge: string }>().challenge;
  const joined = await accept({ secret: elsewhere, passkey: device.use(again) });
  expect(joined.json()).toEqual({ email, signedIn: true });
});

it('leaves nothing behind where the passkey is not right', async () => {
  const email = 'wrong@hotel.example.com';
  const secret = await invite(email);
  const creation = (await optionsFor(secret)).json<{ challenge: string; user: { id: string } }>();
  const foreign = newDevice().make({ ...creation, challenge: Buffer.alloc(32, 7).toString('base64url') });
  expect((await accept({ secret, newPasskey: { name: 'x', passkey: foreign } })).statusCode).toBe(409);
  const { publicUrl } = site.hotel.parts.config;
  const elsewhere = createPasskeyDevice({ origin: 'https://evil.example.com', rpId: new URL(publicUrl).hostname });
  const passkey = elsewhere.make(creation);
  const refused = await accept({ secret, newPasskey: { name: 'x', passkey } });
  expect(refused.json()).toMatchObject({ status: 409, code: 'conflict' });
  expect(refused.headers['set-cookie']).toBeUndefined();
  expect(await accounts(email)).toEqual([]);
  // And the invitation is as good as before.
  const fresh = (await optionsFor(secret)).json();
  const made = newDevice().make(fresh);
  expect((await accept({ secret, newPasskey: { name: 'x', passkey: made } })).statusCode).toBe(200);
});

it('is not redeemed for somebody by another person’s passkey, nor by a new one where there is an account', async () => {
  const device = newDevice();
  const mine = await invite('mine@hotel.example.com');
  const made = device.make((await optionsFor(mine)).json());
  expect((await accept({ secret: mine, newPasskey: { name: 'x', passkey: made } })).statusCode).toBe(200);
  const theirs = await invite('stranger@hotel.example.com');
  const request = (await post('/v1/sign-in/passkey/options')).json<{ challenge: string }>().challenge;
  const refused = await accept({ secret: theirs, passkey: device.use(request) });
  expect(refused.json()).toMatchObject({ status: 401, code: 'not_signed_in' });
  // A challenge of another invitation: there is an account, which a link alone takes over for nobody.
  const spare = await invite('spare@hotel.example.com');
  const stolen = newDevice().make((await optionsFor(spare)).json());
  const taken = await accept({ secret: theirs, newPasskey: { name: 'x', passkey: stolen } });
  expect(taken.json()).toMatchObject({ status: 401, code: 'not_signed_in' });
  const none = await accept({ secret: spare });
  expect(none.json()).toMatchObject({ status: 400, code: 'invalid_request' });
});
