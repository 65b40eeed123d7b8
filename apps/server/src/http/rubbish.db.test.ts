// What is no operation, text that can't be kept, and requests from other sites. Odd requests to the operations: any-request.db.test.ts.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestSite, type TestSite } from '../fixtures/site.fixture.ts';

let site: TestSite;
beforeAll(async () => {
  site = await createTestSite();
});
afterAll(() => site?.close());

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
