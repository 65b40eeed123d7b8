// A real hotel from nothing over the API, and the rules of who may be what: last administrator, sessions that end, one-time links, secrets told once.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createAdministrator } from '../admin/create-administrator.ts';
import { createTestSite, TEST_PASSWORD, type TestSite, type Who } from '../fixtures/site.fixture.ts';

let site: TestSite;
beforeAll(async () => {
  site = await createTestSite();
});
afterAll(() => site?.close());

const ask = (
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
  url: string,
  who: Who,
  json?: unknown,
  more: Who = {},
) => site.ask({ method, url, who, headers: more, ...(json === undefined ? {} : { json }) });

const signIn = async (email: string, password = TEST_PASSWORD): Promise<Who> => {
  const answer = await ask('POST', '/v1/sign-in', {}, { email, password });
  expect(answer.statusCode, answer.body).toBe(200);
  return { cookie: String(answer.headers['set-cookie']).split(';')[0] ?? '' };
};

describe('a hotel from nothing', () => {
  it('is made by its first administrator, room by room, and switched on once it was tested', async () => {
    const { parts } = site.hotel;
    const made = await createAdministrator(parts, {
      brand: 'Fresh Hotels',
      name: 'First Admin',
      email: 'first@fresh.example.com',
      password: TEST_PASSWORD,
    });
    const boss = await signIn('first@fresh.example.com');
    const brands = (await ask('GET', '/v1/brands', boss)).json<{ items: { id: string; name: string }[] }>().items;
    expect(brands).toEqual([{ id: made.brandId, name: 'Fresh Hotels' }]);
    const wrongZone = { name: 'Fresh One', timeZone: 'Europe/Atlantis', checkOutTime: '10:30' };
    const url = `/v1/brands/${made.brandId}/locations`;
    expect((await ask('POST', url, boss, wrongZone)).json()).toMatchObject({ fields: [{ path: 'body.timeZone' }] });
    const created = await ask('POST', url, boss, { ...wrongZone, timeZone: 'Europe/Lisbon' });
    expect(created.statusCode, created.body).toBe(201);
    const location = created.json<{ id: string; role: string; version: number }>();
    expect(location).toMatchObject({ role: 'brand_admin', timeZone: 'Europe/Lisbon', version: 1 });
    const at = `/v1/locations/${location.id}`;

    const room = await ask('POST', `${at}/rooms`, boss, { number: '101', floor: 1, doorName: 'Room 101' });
    expect(room.statusCode, room.body).toBe(201);
    const { id: roomId, doors } = room.json<{ id: string; doors: { id: string }[] }>();
    expect((await ask('POST', `${at}/rooms`, boss, { number: '101' })).json()).toMatchObject({ code: 'conflict' });
    const second = await ask('POST', `${at}/doors`, boss, { kind: 'connecting', name: '101 to 102', roomId });
    const first = await ask('GET', `${at}/doors/${doors[0]?.id}`, boss);
    // Doors of a room share its element, or a key would open one and not the other.
    expect(second.json<{ element: string }>().element).toBe(first.json<{ element: string }>().element);
    expect((await ask('POST', `${at}/doors`, boss, { kind: 'common', name: 'Gym', roomId })).statusCode).toBe(400);
    expect((await ask('DELETE', `${at}/rooms/${roomId}`, boss)).statusCode).toBe(409);

    expect((await ask('PUT', `${at}/lock-system`, boss, { enabled: true })).json()).toMatchObject({ code: 'conflict' });
    const failed = await ask('POST', `${at}/lock-system/test`, boss);
    expect(failed.json()).toMatchObject({ ok: false });
    const key = (await ask('POST', `${at}/api-keys`, boss, { name: 'Installer', scopes: ['locks'] })).json<{
      secret: string;
    }>();
    const lock = {
      doorId: doors[0]?.id,
      lockPoint: Buffer.from(site.hotel.doors.get('r101')?.lockSigner.point ?? []).toString('hex'),
    };
    const commissioned = await ask('POST', `${at}/locks`, { authorization: `Bearer ${key.secret}` }, lock);
    expect(commissioned.statusCode, commissioned.body).toBe(201);
    expect((await ask('POST', `${at}/lock-system/test`, boss)).json()).toMatchObject({ ok: true });
    const on = await ask('PUT', `${at}/lock-system`, boss, { enabled: true });
    expect(on.json()).toMatchObject({ digitalKeys: { configured: true, tested: true, enabled: true } });
    expect((await ask('DELETE', `${at}/doors/${doors[0]?.id}`, boss)).statusCode).toBe(409);
    expect((await ask('DELETE', `${at}/doors/${doors[0]?.id}/lock`, boss)).statusCode).toBe(204);
    // A brand with more hotels than a page shows them all, by name, each once.
    for (const name of ['Fresh Two', 'Fresh Two', 'A Fresh Start'])
      expect((await ask('POST', url, boss, { ...wrongZone, name, timeZone: 'Europe/Lisbon' })).statusCode).toBe(201);
    const listed: { id: string; name: string }[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const page: { items: { id: string; name: string }[]; nextCursor: string | null } = (
        await ask('GET', `/v1/locations?limit=2${cursor && `&cursor=${cursor}`}`, boss)
      ).json();
      expect(page.items.length).toBeLessThanOrEqual(2);
      listed.push(...page.items);
      cursor = page.nextCursor;
    }
    expect(listed.map(({ name }) => name)).toEqual(['A Fresh Start', 'Fresh One', 'Fresh Two', 'Fresh Two']);
    expect(new Set(listed.map(({ id }) => id)).size).toBe(4);
    const audit = (await ask('GET', `${at}/audit-entries?limit=100`, boss)).json<{ items: { action: string }[] }>();
    const told = audit.items.map((entry) => entry.action);
    for (const action of [
      'location.created',
      'room.created',
      'door.created',
      'api_key.created',
      'lock_system.tested',
      'lock_system.enabled',
      'lock.retired',
    ])
      expect(told).toContain(action);
  });
});

describe('changes side by side', () => {
  it('are refused when someone changed it meanwhile', async () => {
    const at = `/v1/locations/${site.hotel.locationId}`;
    const admin = site.staff.location_admin;
    const { etag } = (await ask('GET', at, admin)).headers;
    const changed = await ask('PATCH', at, admin, { policies: { moveGraceMinutes: 5 } }, { 'if-match': String(etag) });
    expect(changed.statusCode).toBe(200);
    expect(changed.json()).toMatchObject({ policies: { moveGraceMinutes: 5, leaseSeconds: 86_400 } });
    const late = await ask('PATCH', at, admin, { name: 'Late' }, { 'if-match': String(etag) });
    expect(late.json()).toMatchObject({ code: 'precondition_failed' });
    expect(
      (await ask('PATCH', at, admin, { name: 'Now' }, { 'if-match': String(changed.headers.etag) })).statusCode,
    ).toBe(200);
    expect((await ask('PATCH', at, admin, { name: 'x' }, { 'if-match': 'W/"1"' })).statusCode).toBe(412);
  });
});

describe('staff', () => {
  const invite = async (email: string, role: string) => {
    const url = `/v1/locations/${site.hotel.locationId}/invitations`;
    const answer = await ask('POST', url, site.staff.location_admin, { email, name: 'New Person', role });
    expect(answer.statusCode, answer.body).toBe(201);
    const { url: link } = answer.json<{ url: string }>();
    return link.split('#invitation=')[1] ?? '';
  };

  it('join by a link that works once, and lose session and role together', async () => {
    const secret = await invite('joiner@hotel.example.com', 'front_desk');
    const facts = await ask('POST', '/v1/invitations/read', {}, { secret });
    expect(facts.json()).toMatchObject({ role: 'front_desk', hasAccount: false });
    const accept = { secret, password: 'a new long password' };
    expect((await ask('POST', '/v1/invitations/accept', {}, accept)).statusCode).toBe(200);
    expect((await ask('POST', '/v1/invitations/accept', {}, accept)).json()).toMatchObject({ code: 'link_used' });
    const who = await signIn('joiner@hotel.example.com', 'a new long password');
    const at = `/v1/locations/${site.hotel.locationId}`;
    expect((await ask('GET', `${at}/bookings`, who)).statusCode).toBe(200);
    const me = (await ask('GET', '/v1/me', who)).json<{ id: string }>();
    expect((await ask('DELETE', `${at}/staff/${me.id}`, site.staff.location_admin)).statusCode).toBe(204);
    // The session is gone, not only the role.
    expect((await ask('GET', '/v1/me', who)).statusCode).toBe(401);
  });

  it('invariant 18: nobody takes over an account by a link to its address', async () => {
    const secret = await invite('stranger@hotel.example.com', 'viewer');
    const wrong = await ask('POST', '/v1/invitations/accept', {}, { secret, password: 'not the password of it' });
    expect(wrong.json()).toMatchObject({ code: 'not_signed_in' });
    const right = await ask('POST', '/v1/invitations/accept', {}, { secret, password: TEST_PASSWORD });
    expect(right.statusCode, right.body).toBe(200);
  });

  it('keep an administrator, whoever removes whom', async () => {
    const other = `/v1/locations/${site.other.locationId}`;
    const me = (await ask('GET', '/v1/me', site.other.staff)).json<{ id: string }>();
    const gone = await ask('DELETE', `${other}/staff/${me.id}`, site.other.staff);
    expect(gone.json()).toMatchObject({ code: 'last_administrator' });
    const down = await ask('PUT', `${other}/staff/${me.id}`, site.other.staff, { role: 'viewer' });
    expect(down.json()).toMatchObject({ code: 'last_administrator' });
    expect((await ask('GET', '/v1/me', site.other.staff)).statusCode).toBe(200);
  });

  it('can not be made brand administrators, nor unmade, by a location’s administrator', async () => {
    const at = `/v1/locations/${site.hotel.locationId}`;
    const admin = site.staff.location_admin;
    const raised = await ask('PUT', `${at}/staff/${site.staffIds.viewer}`, admin, { role: 'brand_admin' });
    expect(raised.statusCode).toBe(400);
    const unmade = await ask('DELETE', `${at}/staff/${site.staffIds.brand_admin}`, admin);
    expect(unmade.json()).toMatchObject({ code: 'conflict' });
  });

  it('of a brand are invited by its administrators, who see and withdraw what is open, and nothing of a location’s', async () => {
    const [boss, admin] = [site.staff.brand_admin, site.staff.location_admin];
    const [brand] = (await ask('GET', '/v1/brands', boss)).json<{ items: { id: string }[] }>().items;
    const at = `/v1/brands/${brand?.id}/invitations`;
    await invite('waiting@hotel.example.com', 'viewer');
    const open = async (url: string, who: typeof boss) =>
      (await ask('GET', `${url}?state=open&limit=100`, who)).json<{ items: { id: string; email: string }[] }>().items;
    const made = await ask('POST', at, boss, { email: 'second@hotel.example.com', name: 'Second Boss' });
    const { id, url: link } = made.json<{ id: string; url: string }>();
    expect(await open(at, boss)).toMatchObject([{ id, email: 'second@hotel.example.com' }]);
    const ofLocation = `/v1/locations/${site.hotel.locationId}/invitations`;
    const [other] = await open(ofLocation, admin);
    expect((await open(ofLocation, boss)).map((one) => one.id)).not.toContain(id);
    // Each where it belongs: neither the location's administrator nor the brand's page reaches the other's.
    expect((await ask('DELETE', `${at}/${id}`, admin)).statusCode).toBe(404);
    expect((await ask('DELETE', `${ofLocation}/${id}`, boss)).statusCode).toBe(404);
    expect((await ask('DELETE', `${at}/${other?.id}`, boss)).statusCode).toBe(404);
    expect((await ask('DELETE', `${at}/${id}`, boss)).statusCode).toBe(204);
    expect(await open(at, boss)).toEqual([]);
    // Who may rule over a location is written down there, by whom and for what, without the address.
    const entries = await site.hotel.parts.db
      .selectFrom('audit_entry')
      .select(['location_id', 'actor', 'action', 'after'])
      .where('subject_id', '=', id)
      .orderBy('id')
      .execute();
    const entry = { location_id: site.hotel.locationId, actor: `staff:${site.staffIds.brand_admin}` };
    expect(entries).toMatchObject([
      { ...entry, action: 'invitation.created', after: { role: 'brand_admin' } },
      { ...entry, action: 'invitation.withdrawn' },
    ]);
    expect(JSON.stringify(entries)).not.toContain('second@');
    const secret = link.split('#invitation=')[1] ?? '';
    expect((await ask('POST', '/v1/invitations/read', {}, { secret })).json()).toMatchObject({ code: 'link_expired' });
  });
});

describe('API keys', () => {
  it('tell their secret once, and end at once', async () => {
    const at = `/v1/locations/${site.hotel.locationId}/api-keys`;
    const admin = site.staff.location_admin;
    const made = (await ask('POST', at, admin, { name: 'PMS bridge', scopes: ['bookings:read'] })).json<{
      id: string;
      secret: string;
    }>();
    const who = { authorization: `Bearer ${made.secret}` };
    const read = () => ask('GET', `/v1/locations/${site.hotel.locationId}/bookings`, who);
    expect((await read()).statusCode).toBe(200);
    expect((await ask('GET', `${at}?limit=100`, admin)).body).not.toContain(made.secret);
    expect((await ask('DELETE', `${at}/${made.id}`, admin)).statusCode).toBe(204);
    expect((await read()).statusCode).toBe(401);
    const revoked = (await ask('GET', `${at}?state=revoked`, admin)).json<{ items: { id: string }[] }>().items;
    expect(revoked.map((one) => one.id)).toContain(made.id);
  });
});

describe('the PMS connection', () => {
  it('names wrong settings, never tells credentials, and tells its webhook address once', async () => {
    const at = `/v1/locations/${site.hotel.locationId}/pms`;
    const admin = site.staff.location_admin;
    const connectors = (await ask('GET', '/v1/pms-connectors', admin)).json<{ items: { id: string }[] }>().items;
    expect(connectors.map((one) => one.id)).toContain('apaleo');
    const bad = await ask('PUT', at, admin, { connector: 'apaleo', config: {}, credentials: {} });
    expect(bad.json()).toMatchObject({ code: 'invalid_request', fields: [{ message: 'is missing' }] });
    const good = {
      connector: 'apaleo',
      config: { propertyId: 'FRESH' },
      credentials: { clientId: 'x', clientSecret: 'very-secret-value' },
    };
    const put = await ask('PUT', at, admin, good);
    expect(put.statusCode, put.body).toBe(200);
    expect(put.json<{ webhookUrl: string }>().webhookUrl).toMatch(/\/v1\/connectors\/apaleo\/.{32}$/);
    const read = await ask('GET', at, admin);
    expect(read.json()).toMatchObject({ webhookUrl: null, config: { propertyId: 'FRESH' } });
    expect(put.body + read.body).not.toContain('very-secret-value');
    expect((await ask('DELETE', at, admin)).statusCode).toBe(204);
    expect((await ask('GET', at, admin)).statusCode).toBe(404);
  });
});
