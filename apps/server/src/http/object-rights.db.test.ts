// Invariant 18: role × route × location, from the OpenAPI document: nobody reads or changes anything where they hold no role, and can't tell that it exists.
import { may, ROLES, SCOPES } from '@nightlatch/domain';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type DocumentedOperation,
  documentedOperations,
  fillPath,
  idParameters,
} from '../fixtures/document.fixture.ts';
import { everyId, knownId } from '../fixtures/known-ids.fixture.ts';
import { sampleOf } from '../fixtures/odd-requests.fixture.ts';
import { createTestSite, type TestSite, type Who } from '../fixtures/site.fixture.ts';
import { newId } from '../ids.ts';
import { secretHash } from './authenticate.ts';

let site: TestSite;
let ownIds: readonly string[];
beforeAll(async () => {
  site = await createTestSite();
  ownIds = await everyId(site.hotel.parts.pool, site.hotel.locationId);
});
afterAll(() => site?.close());

const names = (operations: readonly DocumentedOperation[]) => operations.map((one) => [one.id, one] as const);
const placed = documentedOperations.filter((one) => /\{(locationId|brandId)\}/.test(one.path));
const ofStaff = placed.filter((one) => one.callers.includes('session'));

type Ids = Readonly<Record<string, string>>;

/** Real ids of a location for every id in the path; names without a row get a made-up one. */
const idsOf = async (operation: DocumentedOperation, locationId: string): Promise<{ ids: Ids; missing: string[] }> => {
  const missing: string[] = [];
  const entries = await Promise.all(
    idParameters(operation).map(async (name): Promise<[string, string]> => {
      const id = await knownId(site.hotel.parts.pool, name, locationId);
      if (id === undefined) missing.push(name);
      return [name, id ?? newId()];
    }),
  );
  return { ids: Object.fromEntries(entries), missing };
};

const call = (operation: DocumentedOperation, who: Who, ids: Ids) => {
  // Between two requests the minute goes by: limits are not what is tested here.
  site.hotel.clock.advance(61_000);
  const url = fillPath(operation, { reference: 'NEW-1', ...ids });
  const json = operation.body === undefined ? {} : { json: sampleOf(operation.body, ownIds) };
  return site.ask({ method: operation.method, url, who, ...json });
};

const bare = (body: string): unknown => ({ ...(JSON.parse(body) as object), requestId: undefined });

const outsiders = (operation: DocumentedOperation): [string, Who][] => [
  ...(operation.callers.includes('session')
    ? [...ROLES.map((role): [string, Who] => [role, site.staff[role]]), ['a stranger', site.stranger] as [string, Who]]
    : []),
  ...(operation.callers.includes('apiKey') ? [['an API key of another location', site.apiKey] as [string, Who]] : []),
];

describe.each(names(placed))('invariant 18: %s at another location', (_, operation) => {
  it('answers exactly as for a place that does not exist, and changes nothing', async () => {
    const { ids } = await idsOf(operation, site.other.locationId);
    const before = await site.fingerprint(site.other.locationId);
    const nowhereIds = { ...ids, ...('brandId' in ids ? { brandId: newId() } : { locationId: newId() }) };
    for (const [name, who] of outsiders(operation)) {
      const there = await call(operation, who, ids);
      const nowhere = await call(operation, who, nowhereIds);
      expect(there.statusCode, name).toBe(404);
      expect(bare(there.body), name).toEqual(bare(nowhere.body));
      expect(bare(there.body)).toMatchObject({ code: 'not_found', status: 404 });
      expect(there.headers['content-type']).toContain('application/problem+json');
    }
    expect(await site.fingerprint(site.other.locationId)).toBe(before);
  });

  const nested = idParameters(operation).filter((name) => name !== 'locationId' && name !== 'brandId');

  it.runIf(nested.length > 0)('does not know ids of another location under one’s own', async () => {
    const [here, there] = await Promise.all([
      idsOf(operation, site.hotel.locationId),
      idsOf(operation, site.other.locationId),
    ]);
    expect(there.missing, 'put a row of this kind at both locations into site.fixture.ts (addOpenThings)').toEqual([]);
    const before = [await site.snapshot(), await site.fingerprint(site.other.locationId)];
    const able = [
      ...(operation.callers.includes('session') ? [site.staff.location_admin, site.staff.brand_admin] : []),
      ...(operation.callers.includes('apiKey') ? [site.apiKey] : []),
    ];
    for (const name of nested) {
      for (const who of able) {
        const mixed = await call(operation, who, { ...here.ids, [name]: there.ids[name] ?? '' });
        const none = await call(operation, who, { ...here.ids, [name]: newId() });
        expect([403, 404], name).toContain(mixed.statusCode);
        expect(mixed.statusCode).toBe(none.statusCode);
        expect(bare(mixed.body)).toEqual(bare(none.body));
      }
    }
    expect([await site.snapshot(), await site.fingerprint(site.other.locationId)]).toEqual(before);
  });

  it('asks nobody’s request to sign in', async () => {
    const { ids } = await idsOf(operation, site.hotel.locationId);
    for (const who of [
      {},
      { authorization: 'Bearer nlk_wrong' },
      { cookie: 'nightlatch.session_token=forged.forged' },
    ]) {
      const answer = await call(operation, who, ids);
      expect(answer.statusCode).toBe(401);
      expect(answer.json()).toMatchObject({ code: 'not_signed_in' });
    }
  });
});

describe('invariant 18: what a role does not allow is forbidden', () => {
  const matrix = ofStaff
    .filter((one) => one.action !== null && one.path.includes('{locationId}'))
    .flatMap((operation) => ROLES.map((role) => [operation.id, role, operation] as const));

  it.each(matrix)('%s as %s', async (_, role, operation) => {
    const { ids } = await idsOf(operation, site.hotel.locationId);
    if (operation.action?.roles.includes(role)) {
      // Reads only: what a command does is tested elsewhere, and would disturb the others here.
      if (operation.method === 'GET' && !operation.stream)
        expect([200, 404]).toContain((await call(operation, site.staff[role], ids)).statusCode);
      return;
    }
    const before = await site.snapshot();
    const answer = await call(operation, site.staff[role], ids);
    expect(answer.statusCode).toBe(403);
    expect(answer.json()).toMatchObject({ code: 'forbidden' });
    expect(await site.snapshot()).toEqual(before);
  });

  it.each(
    names(
      placed.filter(
        (one) => one.action !== null && one.callers.includes('apiKey') && one.path.includes('{locationId}'),
      ),
    ),
  )('%s needs its scope', async (_, operation) => {
    const { ids } = await idsOf(operation, site.hotel.locationId);
    const without = SCOPES.filter((scope) => !operation.action?.scopes.includes(scope));
    const key = await site.addApiKey(site.hotel.locationId, without);
    expect((await call(operation, key, ids)).statusCode).toBe(403);
    expect((await call(operation, await site.addApiKey(site.hotel.locationId, []), ids)).statusCode).toBe(403);
  });

  it('is told by the document as the rules have it', () => {
    for (const { action } of documentedOperations) {
      if (action === null) continue;
      // The document names rights of `roles.ts`; `may` throws for others.
      const name = action.name as Parameters<typeof may>[1];
      expect(action.roles).toEqual(ROLES.filter((role) => may(role, name)));
      expect(action.scopes).toEqual(SCOPES.filter((scope) => may([scope], name)));
    }
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
    const url = `/v1/locations/${site.hotel.locationId}/bookings`;
    const read = (who: Who) => site.ask({ method: 'GET', url, who });
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
