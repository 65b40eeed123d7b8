// Rubbish to every route: a documented answer, no inner text, nothing changed, nothing lost.
import { OPERATIONS, type OperationId, PROBLEMS, type Problem, ROUTES } from '@nightlatch/api';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RubbishRequest, rubbishFor } from '../fixtures/rubbish.fixture.ts';
import { createTestSite, type TestSite, type Who } from '../fixtures/site.fixture.ts';
import { newId } from '../ids.ts';
import { problemCodesOf } from './openapi.ts';

let site: TestSite;
beforeAll(async () => {
  site = await createTestSite();
});
afterAll(() => site?.close());

const callerOf = (id: OperationId): Who => {
  switch (OPERATIONS[id].caller) {
    case 'none':
      return {};
    case 'device':
      return site.device;
    case 'apiKey':
      return site.apiKey;
    case 'staff':
      // The one who may do the most; writing bookings is for integrations.
      return id === 'putBooking' ? site.apiKey : site.staff.location_admin;
  }
};

/** A router that can't read a path answers before it knows the operation. */
const everywhere = new Set(['invalid_request', 'not_found', 'method_not_allowed', 'too_large']);

/** Commands that odd but valid bodies may reach; only `putBooking` then writes, its own booking. */
const harmless = new Set<OperationId>([
  'putBooking',
  'postDoorAttempts',
  'postReceipts',
  'postJournalPages',
  'postGatewayJournalPages',
]);

const innerText = /\bat .*:\d+:\d+|node_modules|select |insert |postgres|ECONN|TypeError|undefined is not/i;

let address = 0;
const send = (request: RubbishRequest, who: Who) => {
  address += 1;
  return site.ask({
    method: request.method,
    url: request.url,
    who,
    headers: request.headers ?? {},
    ...(request.payload === undefined ? {} : { payload: request.payload }),
    // Callers without a name are counted by address.
    remoteAddress: `10.${address >> 16}.${(address >> 8) & 255}.${address & 255}`,
  });
};

const operations = (Object.keys(ROUTES) as OperationId[]).filter((id) => id !== 'signOut');

describe.each(operations)('rubbish to %s', (id) => {
  it('is refused as documented and changes nothing', async () => {
    const ids = {
      locationId: site.hotel.locationId,
      bookingId: site.bookingId,
      // Odd notes are valid notes: let no key be there that they would revoke.
      keyId: id === 'revokeKey' ? newId() : site.keyId,
      reference: 'R-1',
      webhookSecret: 'x',
    };
    const before = await site.snapshot();
    const documented = new Set<string>([...problemCodesOf(id), ...everywhere]);
    let judged = 0;
    for (const request of rubbishFor(id, ids)) {
      const answer = await send(request, callerOf(id));
      if (answer.statusCode < 400) {
        // Some rubbish is none: a filter that finds nothing, an empty list, an odd name. It may not have changed anything else.
        expect(harmless.has(id) || ROUTES[id][0] === 'GET', `${request.what}: ${answer.statusCode}`).toBe(true);
        continue;
      }
      const problem = answer.json<Problem>();
      expect(answer.headers['content-type'], request.what).toContain('application/problem+json');
      expect(documented, request.what).toContain(problem.code);
      expect(answer.statusCode, request.what).not.toBe(500);
      expect(problem.status).toBe(answer.statusCode);
      expect(PROBLEMS[problem.code].status).toBe(answer.statusCode);
      expect(answer.body).not.toMatch(innerText);
      expect(answer.body.length).toBeLessThan(4000);
      if (problem.code !== 'too_many_requests') judged += 1;
    }
    if (rubbishFor(id, ids).length > 0) expect(judged).toBeGreaterThan(0);
    const after = await site.snapshot();
    if (id !== 'putBooking') expect(after).toEqual(before);
  });
});

describe('what is no operation', () => {
  it.each([
    ['GET', '/v1/nothing', 404],
    ['POST', '/', 404],
    ['DELETE', '/v1/sign-in', 405],
    ['POST', '/health', 405],
    ['GET', '/%zz', 400],
    ['GET', `/${'a'.repeat(10_000)}`, 404],
    ['GET', '/console/../../../etc/passwd', 404],
    ['GET', '/guest/..%2f..%2f..%2fpackage.json', 404],
    ['GET', '/console/%00', 404],
  ] as const)('%s %s answers %i', async (method, url, status) => {
    const answer = await site.ask({ method, url });
    expect([status, 400, 403]).toContain(answer.statusCode);
    if (answer.statusCode >= 400) expect(answer.headers['content-type']).toContain('application/problem+json');
    if (status === 405) expect(answer.headers.allow).toBeTruthy();
  });
});

describe('text that can not be kept', () => {
  it.each(['a\0b', '\ud800', 'x\udc00'])('%j is refused by name', async (lastName) => {
    const answer = await site.ask({
      method: 'PUT',
      url: `/v1/locations/${site.hotel.locationId}/bookings/by-reference/R-2`,
      who: site.apiKey,
      json: {
        status: 'confirmed',
        roomNumber: null,
        arrivalDate: '2036-06-10',
        departureDate: '2036-06-11',
        guest: { firstName: 'A', lastName },
      },
    });
    expect(answer.statusCode).toBe(400);
    expect(answer.json()).toMatchObject({ fields: [{ path: 'body.guest.lastName' }] });
  });
});

describe('requests from other sites', () => {
  it.each([
    [{ origin: 'https://evil.example' }, 403],
    [{ origin: 'null' }, 403],
    [{ 'sec-fetch-site': 'cross-site' }, 403],
    [{ 'sec-fetch-site': 'same-site' }, 403],
    [{ origin: 'http://localhost:4080' }, 409],
    [{ 'sec-fetch-site': 'same-origin' }, 409],
    [{}, 409],
  ])('with %j answer %i', async (headers, status) => {
    const answer = await site.ask({
      method: 'POST',
      url: `/v1/locations/${site.hotel.locationId}/bookings/${site.bookingId}/keys`,
      who: site.staff.front_desk,
      headers,
      json: {},
    });
    expect(answer.statusCode).toBe(status);
  });
});
