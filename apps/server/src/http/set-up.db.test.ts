// The set-up checklist ticks what is really there, step by step; retention and the PMS's last words as an administrator sees them.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createAdministrator } from '../admin/create-administrator.ts';
import { createTestSite, TEST_PASSWORD, type TestSite, type Who } from '../fixtures/site.fixture.ts';
import { newId } from '../ids.ts';
import { retentionOf } from '../retention/periods.ts';

let site: TestSite;
beforeAll(async () => {
  site = await createTestSite();
});
afterAll(() => site?.close());

const ask = (method: 'GET' | 'POST' | 'PUT' | 'PATCH', url: string, who: Who, json?: unknown) =>
  site.ask({ method, url, who, ...(json === undefined ? {} : { json }) });

type Steps = { steps: { step: string; done: boolean }[] };

describe('the set-up checklist', () => {
  it('ticks a step only once it is done', async () => {
    const { parts } = site.hotel;
    const email = 'set-up@fresh.example.com';
    const { brandId } = await createAdministrator(parts, { brand: 'B', name: 'A', email, password: TEST_PASSWORD });
    const signedIn = await ask('POST', '/v1/sign-in', {}, { email, password: TEST_PASSWORD });
    const boss: Who = { cookie: String(signedIn.headers['set-cookie']).split(';')[0] ?? '' };
    const wanted = { name: 'Fresh', timeZone: 'Europe/Lisbon', checkOutTime: '10:30' };
    const made = await ask('POST', `/v1/brands/${brandId}/locations`, boss, wanted);
    const at = `/v1/locations/${made.json<{ id: string }>().id}`;
    const done = async () =>
      (await ask('GET', `${at}/set-up`, boss))
        .json<Steps>()
        .steps.filter((one) => one.done)
        .map((one) => one.step);

    expect(await done()).toEqual(['location']);
    const room = await ask('POST', `${at}/rooms`, boss, { number: '101', doorName: 'Room 101' });
    expect(await done()).toEqual(['location', 'rooms']);
    // A room without a door is a room that no key opens.
    const bare = await ask('POST', `${at}/rooms`, boss, { number: '102' });
    expect(await done()).toEqual(['location']);
    await ask('POST', `${at}/doors`, boss, { kind: 'room', name: '102', roomId: bare.json<{ id: string }>().id });

    // Commissioned from the screen, without an API key: an administrator may.
    const doorId = room.json<{ doors: { id: string }[] }>().doors[0]?.id;
    const point = (door: string) => Buffer.from(site.hotel.doors.get(door)?.lockSigner.point ?? []).toString('hex');
    const lock = await ask('POST', `${at}/locks`, boss, { doorId, lockPoint: point('r101'), simulated: true });
    expect(lock.statusCode, lock.body).toBe(201);
    expect((await ask('GET', `${at}/set-up`, boss)).json()).toMatchObject({
      rooms: 2,
      roomDoors: 2,
      roomDoorsWithLock: 1,
      simulatedLocks: 1,
    });
    expect(await done()).toEqual(['location', 'rooms']);

    await ask('POST', `${at}/lock-system/test`, boss);
    expect(await done()).not.toContain('lock_system');
    await ask('PUT', `${at}/lock-system`, boss, { enabled: true });
    await ask('PATCH', at, boss, { policies: { leaseSeconds: 3600 } });
    const arrival = (await ask('GET', `${at}/arrival-settings`, boss)).json<{ suggested: object }>();
    await ask('PUT', `${at}/arrival-settings`, boss, { policy: arrival.suggested });
    expect(await done()).toEqual(['location', 'rooms', 'lock_system', 'rules', 'arrival']);
  });

  it('is not for the front desk', async () => {
    const at = `/v1/locations/${site.hotel.locationId}`;
    expect((await ask('GET', `${at}/set-up`, site.staff.front_desk)).statusCode).toBe(403);
  });

  it('ticks the first key where one was issued', async () => {
    const { parts, locationId } = site.hotel;
    const url = `/v1/locations/${locationId}/set-up`;
    const first = async () =>
      (await ask('GET', url, site.staff.location_admin)).json<Steps>().steps.find((one) => one.step === 'first_key');
    const issued = await parts.db
      .selectFrom('digital_key')
      .select('id')
      .where('location_id', '=', locationId)
      .where('issued_at', 'is not', null)
      .execute();
    expect((await first())?.done).toBe(issued.length > 0);
  });
});

describe('retention', () => {
  it('is told beside the usual periods, and set whole, with an audit entry', async () => {
    const { parts, locationId } = site.hotel;
    const url = `/v1/locations/${locationId}/retention`;
    const admin = site.staff.location_admin;
    const was = (await ask('GET', url, admin)).json<{ days: { doorLog: number }; defaults: { doorLog: number } }>();
    expect(was.days).toEqual(was.defaults);
    const days = { ...was.days, doorLog: 7 };
    const set = await ask('PUT', url, admin, days);
    expect(set.json()).toMatchObject({ days: { doorLog: 7 }, defaults: { doorLog: 30 } });
    const row = await parts.db
      .selectFrom('location')
      .select('retention')
      .where('id', '=', locationId)
      .executeTakeFirstOrThrow();
    // What the sweep reads.
    expect(retentionOf(row.retention).doorLog).toBe(7);
    expect((await ask('PUT', url, admin, { ...days, doorLog: 0 })).statusCode).toBe(400);
    expect((await ask('PUT', url, site.staff.front_desk, days)).statusCode).toBe(403);
    const audit = await ask('GET', `/v1/locations/${locationId}/audit-entries?action=retention.changed`, admin);
    expect(audit.json()).toMatchObject({ items: [{ before: { doorLog: 30 }, after: { doorLog: 7 } }] });
  });
});

describe('the last words of the PMS', () => {
  it('are listed newest first, page by page, of this location only', async () => {
    const { parts, locationId } = site.hotel;
    const admin = site.staff.location_admin;
    const now = parts.now();
    for (const [index, at] of [locationId, locationId, site.other.locationId].entries()) {
      await parts.db
        .insertInto('inbox_hint')
        .values({
          location_id: at,
          id: newId(),
          connector: 'apaleo',
          reference: `R-${index}`,
          topic: 'Reservation/changed',
          received_at: new Date(now + index * 1000),
        })
        .execute();
    }
    const url = `/v1/locations/${locationId}/pms/events`;
    const first = (await ask('GET', `${url}?limit=1`, admin)).json<{ items: object[]; nextCursor: string }>();
    expect(first.items).toMatchObject([{ reference: 'R-1', settledAt: null, error: null }]);
    const next = await ask('GET', `${url}?limit=1&cursor=${encodeURIComponent(first.nextCursor)}`, admin);
    expect(next.json()).toMatchObject({ items: [{ reference: 'R-0' }], nextCursor: null });
  });

  it('refuse an address that is not this connection’s', async () => {
    const { locationId } = site.hotel;
    const at = `/v1/locations/${locationId}/pms`;
    const admin = site.staff.location_admin;
    const connection = {
      connector: 'apaleo',
      config: { propertyId: 'X' },
      credentials: { clientId: 'a', clientSecret: 'b' },
    };
    const made = await ask('PUT', at, admin, connection);
    expect(made.statusCode, made.body).toBe(200);
    const { webhookUrl } = made.json<{ webhookUrl: string }>();
    for (const wrong of [
      `${webhookUrl}x`,
      webhookUrl.replace(/^https?:\/\/[^/]+/, 'https://elsewhere.example.com'),
      'x',
    ]) {
      const answer = await ask('POST', `${at}/webhook`, admin, { webhookUrl: wrong });
      expect(answer.json()).toMatchObject({ code: 'invalid_request', fields: [{ path: 'body.webhookUrl' }] });
    }
  });

  it('say what to do where no PMS is connected that could tell its rooms', async () => {
    const url = `/v1/locations/${site.other.locationId}/pms/rooms`;
    expect((await ask('GET', url, site.other.staff)).json()).toMatchObject({
      code: 'not_found',
      detail: 'Connect the PMS first.',
    });
  });
});
