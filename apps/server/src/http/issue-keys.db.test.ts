// Keys asked for at the same time are issued in common transactions, and each request still has its own right, answer and refusal.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { verifyAudit } from '../audit/verify-audit.ts';
import { createTestSite, type TestSite, type Who } from '../fixtures/site.fixture.ts';
import { createTestStock } from '../fixtures/stock.fixture.ts';

let site: TestSite;
beforeAll(async () => {
  site = await createTestSite();
});
afterAll(() => site?.close());

const issue = (bookingId: string, options: { who?: Who; key?: string; json?: object } = {}) =>
  site.ask({
    method: 'POST',
    url: `/v1/locations/${site.hotel.locationId}/bookings/${bookingId}/keys`,
    who: options.who ?? site.apiKey,
    headers: options.key === undefined ? {} : { 'idempotency-key': options.key },
    json: options.json ?? {},
  });

const keysOf = (bookingId: string) =>
  site.hotel.parts.db.selectFrom('digital_key').selectAll().where('booking_id', '=', bookingId).execute();

const transactions = async (): Promise<number> => {
  const { rows } = await site.hotel.parts.pool.query<{ n: number }>(
    "select count(distinct xmin::text)::int as n from digital_key where requested_by = 'integration' and state = 'issued'",
  );
  return rows[0]?.n ?? 0;
};

describe('keys asked for at once', () => {
  it('invariants 13, 14: all are issued and signed, in fewer transactions than requests, each with its own answer', async () => {
    const stock = await createTestStock(site.hotel, 30);
    const answers = await Promise.all(stock.map(({ bookingId }) => issue(bookingId, { key: randomUUID() })));
    expect(answers.map((answer) => answer.statusCode)).toEqual(stock.map(() => 201));
    for (const [index, { bookingId, deviceId }] of stock.entries()) {
      const [key] = await keysOf(bookingId);
      const told = answers[index]?.json();
      expect(told).toMatchObject({
        id: key?.id,
        bookingId,
        state: 'issued',
        deliveries: [{ deviceId, state: 'to_deliver' }],
      });
      const shown = await site.ask({
        method: 'GET',
        url: `/v1/locations/${site.hotel.locationId}/bookings/${bookingId}`,
        who: site.staff.front_desk,
      });
      // What was told from memory is what the database says.
      expect(shown.json().keys).toEqual([told]);
      const credential = await site.hotel.parts.db
        .selectFrom('credential')
        .selectAll()
        .where('key_id', '=', key?.id ?? '')
        .executeTakeFirstOrThrow();
      expect(credential).toMatchObject({ device_id: deviceId, wanted: true, state: 'to_deliver' });
      expect(credential.document?.length).toBeGreaterThan(300);
    }
    expect(await transactions()).toBeLessThan(10);
    expect(await verifyAudit(site.hotel.parts.db, { locationId: site.hotel.locationId })).toMatchObject({
      broken: null,
    });
  });

  it('one that is refused, one that may not and one for another location fail alone', async () => {
    const stock = await createTestStock(site.hotel, 4);
    const reader = await site.addApiKey(site.hotel.locationId, ['keys:read']);
    const [good, twice, forbidden, late] = stock.map(({ bookingId }) => bookingId);
    const answers = await Promise.all([
      issue(good ?? ''),
      issue(site.bookingId),
      issue(twice ?? ''),
      issue(twice ?? ''),
      issue(forbidden ?? '', { who: reader }),
      issue(randomUUID()),
      issue(site.other.bookingId),
      issue(late ?? '', { json: { validUntil: '2099-01-01T00:00:00Z' } }),
    ]);
    expect(answers.map((answer) => answer.statusCode)).toEqual([201, 409, 201, 409, 403, 404, 404, 422]);
    expect(answers[3]?.json().code).toBe('already_issued');
    expect(await keysOf(forbidden ?? '')).toEqual([]);
    expect(await keysOf(twice ?? '')).toHaveLength(1);
  });

  it('invariant 14: the same idempotency key several times at once makes one key and one answer', async () => {
    const [booking] = await createTestStock(site.hotel, 1);
    const key = randomUUID();
    const answers = await Promise.all([1, 2, 3, 4].map(() => issue(booking?.bookingId ?? '', { key })));
    expect(answers.map((answer) => answer.statusCode)).toEqual([201, 201, 201, 201]);
    expect(new Set(answers.map((answer) => answer.body)).size).toBe(1);
    const other = await issue(booking?.bookingId ?? '', { key, json: { waitForConditions: true } });
    expect(other.json().code).toBe('idempotency_mismatch');
  });

  it('invariant 3: bookings of one room asked for at once do not both get it', async () => {
    const [one] = await createTestStock(site.hotel, 1);
    const { parts, locationId } = site.hotel;
    // A second booking checked in to the same room, neither with an occupancy yet.
    const second = randomUUID();
    await parts.pool.query(
      `insert into booking select (jsonb_populate_record(b, jsonb_build_object('id', $2::uuid, 'reference', $2::text))).* from booking b where location_id = $1 and id = $3`,
      [locationId, second, one?.bookingId],
    );
    await parts.pool.query('delete from occupancy where location_id = $1 and booking_id = $2', [
      locationId,
      one?.bookingId,
    ]);
    const answers = await Promise.all([issue(one?.bookingId ?? ''), issue(second)]);
    const codes = answers.map((answer) => answer.statusCode);
    expect(codes.filter((code) => code === 409)).toHaveLength(1);
    const open = await parts.pool.query(
      'select 1 from occupancy where location_id = $1 and booking_id = any($2) and closed_at is null',
      [locationId, [one?.bookingId, second]],
    );
    expect(open.rows.length).toBe(1);
  });
});
