// Invariant 18: nobody reads or changes anything of a location where they hold no role, and can't tell that it exists.
import { OPERATIONS, type OperationId, ROUTES } from '@nightlatch/api';
import { may, ROLES, type Role, SCOPES } from '@nightlatch/domain';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestSite, type TestSite, type Who } from '../fixtures/site.fixture.ts';
import { newId } from '../ids.ts';
import { secretHash } from './authenticate.ts';

let site: TestSite;
beforeAll(async () => {
  site = await createTestSite();
});
afterAll(() => site?.close());

/** An id of the right form that is nobody’s. */
const NOBODYS = '01890a5d-ac96-774b-bcce-b302099a8057';

type Ids = { locationId: string; bookingId: string; keyId: string; doorId: string };

const here = (): Ids => ({
  locationId: site.hotel.locationId,
  bookingId: site.bookingId,
  keyId: site.keyId,
  doorId: site.doorId,
});

const bodies: { [O in OperationId]?: (ids: Ids) => unknown } = {
  issueKey: () => ({}),
  changeKeyValidity: () => ({ validUntil: null }),
  suspendKey: () => ({}),
  resumeKey: () => ({}),
  completeStaffTask: () => ({}),
  revokeKey: () => ({ reason: 'other' }),
  putBooking: () => ({
    status: 'confirmed',
    roomNumber: null,
    arrivalDate: '2036-06-10',
    departureDate: '2036-06-11',
    guest: { firstName: 'New', lastName: 'Booking' },
  }),
  commissionLock: (ids) => ({ doorId: ids.doorId, lockPoint: `04${'ab'.repeat(64)}` }),
  postGatewayJournalPages: () => ({ pages: [] }),
  answerGatewayLockTime: () => ({ lockId: '0'.repeat(16), nonce: '0'.repeat(32) }),
};

const atLocation = (Object.keys(ROUTES) as OperationId[]).filter((id) => ROUTES[id][1].includes(':locationId'));
const isStream = (id: OperationId): boolean => 'stream' in OPERATIONS[id];

const call = (id: OperationId, who: Who, ids: Ids) => {
  const [method, template] = ROUTES[id];
  const params: Record<string, string> = { ...ids, reference: 'NEW-1', taskId: NOBODYS };
  const url = template.replaceAll(/:(\w+)/g, (_, name: string) => params[name] ?? '');
  const body = bodies[id]?.(ids);
  return site.ask({ method, url, who, ...(body === undefined ? {} : { json: body }) });
};

const bare = (body: string): unknown => ({ ...(JSON.parse(body) as object), requestId: undefined });

const outsiders = (): [string, Who][] => [
  ...ROLES.map((role): [string, Who] => [role, site.staff[role]]),
  ['a stranger', site.stranger],
  ['an API key of another location', site.apiKey],
];

describe.each(atLocation)('invariant 18: %s at another location', (id) => {
  const contract = OPERATIONS[id];

  it('answers exactly as for a location that does not exist, and changes nothing', async () => {
    const before = await site.snapshot();
    for (const [name, who] of outsiders()) {
      if (contract.caller === 'apiKey' && who.cookie) continue;
      const there = await call(id, who, site.other);
      const nowhere = await call(id, who, { ...site.other, locationId: newId() });
      expect(there.statusCode, name).toBe(404);
      expect(bare(there.body), name).toEqual(bare(nowhere.body));
      expect(bare(there.body)).toMatchObject({ code: 'not_found', status: 404 });
      expect(there.headers['content-type']).toContain('application/problem+json');
    }
    expect(await site.snapshot()).toEqual(before);
  });

  it('does not know ids of another location under one’s own', async () => {
    if (!/:(bookingId|keyId)/.test(ROUTES[id][1])) return;
    const before = await site.snapshot();
    for (const who of [site.staff.location_admin, site.apiKey]) {
      const mixed = await call(id, who, { ...site.other, locationId: site.hotel.locationId });
      const none = await call(id, who, {
        ...site.other,
        bookingId: newId(),
        keyId: newId(),
        locationId: site.hotel.locationId,
      });
      expect(mixed.statusCode).toBe(404);
      expect(bare(mixed.body)).toEqual(bare(none.body));
    }
    expect(await site.snapshot()).toEqual(before);
  });

  it('asks nobody’s request to sign in', async () => {
    for (const who of [
      {},
      { authorization: 'Bearer nlk_wrong' },
      { cookie: 'nightlatch.session_token=forged.forged' },
    ]) {
      const answer = await call(id, who, here());
      expect(answer.statusCode).toBe(401);
      expect(answer.json()).toMatchObject({ code: 'not_signed_in' });
    }
  });
});

describe('invariant 18: what a role does not allow is forbidden', () => {
  const needed = Object.fromEntries(
    atLocation.map((id) => [id, OPERATIONS[id].action]).filter(([, action]) => action !== null),
  ) as { [O in OperationId]?: Parameters<typeof may>[1] }; // fromEntries forgets literal types
  const matrix = (Object.keys(needed) as OperationId[]).flatMap((id) =>
    OPERATIONS[id].caller === 'apiKey' ? [] : ROLES.map((role): [OperationId, Role] => [id, role]),
  );

  it.each(matrix)('%s as %s', async (id, role) => {
    const action = needed[id];
    if (!action) throw new Error('no action');
    if (may(role, action)) {
      // Reads only: what a command does is tested elsewhere, and would disturb the others here.
      if (ROUTES[id][0] === 'GET' && !isStream(id))
        expect((await call(id, site.staff[role], here())).statusCode).toBe(200);
      return;
    }
    const before = await site.snapshot();
    const answer = await call(id, site.staff[role], here());
    expect(answer.statusCode).toBe(403);
    expect(answer.json()).toMatchObject({ code: 'forbidden' });
    expect(await site.snapshot()).toEqual(before);
  });

  it.each(Object.keys(needed) as OperationId[])('%s needs its scope', async (id) => {
    const action = needed[id];
    if (!action || isStream(id)) return;
    const without = SCOPES.filter((scope) => !may([scope], action));
    const key = await site.addApiKey(site.hotel.locationId, without);
    expect((await call(id, key, here())).statusCode).toBe(403);
    expect((await call(id, await site.addApiKey(site.hotel.locationId, []), here())).statusCode).toBe(403);
  });

  it('lists only locations where one holds a role', async () => {
    const of = async (who: Who) =>
      (await site.ask({ method: 'GET', url: '/v1/locations', who })).json<{ items: { id: string }[] }>().items;
    expect((await of(site.staff.viewer)).map((item) => item.id)).toEqual([site.hotel.locationId]);
    expect((await of(site.other.staff)).map((item) => item.id)).toEqual([site.other.locationId]);
    expect(await of(site.stranger)).toEqual([]);
    expect((await of(site.apiKey)).map((item) => item.id)).toEqual([site.hotel.locationId]);
  });
});

describe('invariant 18: a right taken away ends at once', () => {
  it('holds for a role, a session and an API key', async () => {
    const { db } = site.hotel.parts;
    const key = await site.addApiKey(site.hotel.locationId, SCOPES);
    const read = (who: Who) => call('listBookings', who, here());
    expect((await read(key)).statusCode).toBe(200);
    await db
      .updateTable('api_key')
      .set({ revoked_at: new Date() })
      .where('secret_hash', '=', secretHash(key.authorization?.slice(7) ?? ''))
      .execute();
    expect((await read(key)).statusCode).toBe(401);
    expect((await site.ask({ method: 'GET', url: '/v1/locations', who: key })).statusCode).toBe(401);

    const brandAdmin = site.staff.brand_admin;
    expect((await read(brandAdmin)).statusCode).toBe(200);
    await db.deleteFrom('staff_role').where('staff_id', '=', site.staffIds.brand_admin).execute();
    expect((await read(brandAdmin)).statusCode).toBe(404);
    await db.deleteFrom('staff_session').where('userId', '=', site.staffIds.brand_admin).execute();
    expect((await read(brandAdmin)).statusCode).toBe(401);
  });
});
