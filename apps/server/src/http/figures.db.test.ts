// Figures counted by hand over rows that were put there by hand.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestSite, type TestSite } from '../fixtures/site.fixture.ts';
import { newId } from '../ids.ts';

let site: TestSite;
beforeAll(async () => {
  site = await createTestSite();
});
afterAll(() => site?.close());

type Figures = Record<string, number | null> & {
  days: { date: string; keysIssued: number; stays: number; staysOnMobile: number }[];
  refusedBecause: { diagnosis: string | null; count: number }[];
};

const read = async (): Promise<Figures> => {
  const answer = await site.ask({
    method: 'GET',
    url: `/v1/locations/${site.hotel.locationId}/figures?days=7`,
    who: site.staff.viewer,
  });
  expect(answer.statusCode, answer.body).toBe(200);
  return answer.json<Figures>();
};

describe('figures of a location', () => {
  it('count keys, stays on mobile keys, first tries, the way to the first opening, and refusals by reason', async () => {
    const { parts, locationId } = site.hotel;
    const { db } = parts;
    const now = parts.now();
    const minutesAgo = (minutes: number) => new Date(now - minutes * 60_000);
    const before = await read();
    expect(before.days).toHaveLength(7);

    const stays = await db.selectFrom('occupancy').selectAll().where('location_id', '=', locationId).execute();
    const [stay] = stays;
    if (!stay) throw new Error('the site has a guest in the house');
    const lock = await db
      .selectFrom('lock')
      .selectAll()
      .where('location_id', '=', locationId)
      .where('retired_at', 'is', null)
      .limit(1)
      .executeTakeFirstOrThrow();
    const event = (
      seq: number,
      at: Date,
      event: 'granted' | 'refused',
      diagnosis: 'expired' | 'privacy_on' | null,
      bookingId: string | null,
    ) => ({
      location_id: locationId,
      id: newId(),
      lock_id: lock.id,
      door_id: lock.door_id,
      seq: 500_000 + seq,
      at,
      received_at: at,
      event,
      diagnosis,
      confirmed: event === 'granted',
      booking_id: bookingId,
    });
    await db
      .updateTable('occupancy')
      .set({ opened_at: minutesAgo(60) })
      .where('location_id', '=', locationId)
      .where('id', '=', stay.id)
      .execute();
    await db
      .insertInto('access_event')
      .values([
        event(1, minutesAgo(50), 'granted', null, stay.booking_id),
        event(2, minutesAgo(40), 'granted', null, stay.booking_id),
        event(3, minutesAgo(30), 'refused', 'expired', stay.booking_id),
        event(4, minutesAgo(29), 'refused', 'expired', null),
        event(5, minutesAgo(28), 'refused', 'privacy_on', null),
        // Eight days back: no longer counted.
        event(6, minutesAgo(8 * 1440), 'refused', 'expired', null),
      ])
      .execute();
    const attempt = (at: Date, outcome: 'opened' | 'refused' | 'failed') => ({
      location_id: locationId,
      id: newId(),
      device_id: site.deviceId,
      key_id: site.keyId,
      door_id: lock.door_id,
      at,
      received_at: at,
      outcome,
    });
    await db
      .insertInto('door_attempt')
      .values([
        attempt(minutesAgo(50), 'opened'),
        // Failed, and again twenty seconds later: one first try that did not open.
        attempt(minutesAgo(40), 'failed'),
        attempt(new Date(now - 40 * 60_000 + 20_000), 'opened'),
        attempt(minutesAgo(30), 'opened'),
      ])
      .execute();

    const after = await read();
    expect(after.firstTries).toBe((before.firstTries ?? 0) + 3);
    expect(after.firstTriesOpened).toBe((before.firstTriesOpened ?? 0) + 2);
    expect(after.refusals).toBe((before.refusals ?? 0) + 3);
    expect(after.refusedBecause).toEqual([
      { diagnosis: 'expired', count: 2 },
      { diagnosis: 'privacy_on', count: 1 },
    ]);
    // One stay with an opening: ten minutes after check-in, the first one counts.
    expect(after.medianSecondsToOpening).toBe(600);
    const of = <K extends 'keysIssued' | 'stays' | 'staysOnMobile'>(name: K): number =>
      after.days.reduce((sum, day) => sum + day[name], 0);
    expect(of('stays')).toBe(after.stays);
    expect(of('keysIssued')).toBe(after.keysIssued);
    expect(after.stays).toBe(new Set(stays.map((one) => one.booking_id)).size);
    expect(after.staysOnMobile).toBeLessThanOrEqual(Number(after.stays));

    const { count } = await db
      .selectFrom('digital_key')
      .select((eb) => eb.fn.countAll<string>().as('count'))
      .where('location_id', '=', locationId)
      .where('issued_at', 'is not', null)
      .executeTakeFirstOrThrow();
    expect(after.keysIssued).toBe(Number(count));
  });
});

describe('figures of a brand', () => {
  it('show its locations side by side, to its administrators only', async () => {
    const { brand_id: brandId } = await site.hotel.parts.db
      .selectFrom('location')
      .select('brand_id')
      .where('id', '=', site.hotel.locationId)
      .executeTakeFirstOrThrow();
    const url = `/v1/brands/${brandId}/figures?days=7`;
    const answer = await site.ask({ method: 'GET', url, who: site.staff.brand_admin });
    const { locations } = answer.json<{ locations: (Record<string, unknown> & { locationId: string })[] }>();
    const own = locations.find((one) => one.locationId === site.hotel.locationId);
    const figures = await read();
    expect(own).toMatchObject({ refusals: figures.refusals, firstTries: figures.firstTries, stays: figures.stays });
    expect(own?.locks).toBeGreaterThan(0);
    for (const who of [site.staff.location_admin, site.other.staff, site.apiKey]) {
      expect((await site.ask({ method: 'GET', url, who })).statusCode).toBe(404);
    }
  });
});
