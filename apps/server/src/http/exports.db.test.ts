// Exports: every row over all pages, as filtered, of this location only, to who may read the list.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestSite, type TestSite } from '../fixtures/site.fixture.ts';
import { newId } from '../ids.ts';

const EVENTS = 1203;

let site: TestSite;
beforeAll(async () => {
  site = await createTestSite();
  const { db } = site.hotel.parts;
  const lock = await db
    .selectFrom('lock')
    .select('id')
    .where('location_id', '=', site.hotel.locationId)
    .where('door_id', '=', site.doorId)
    .executeTakeFirstOrThrow();
  await db
    .insertInto('access_event')
    .values(
      Array.from({ length: EVENTS }, (_, index) => ({
        location_id: site.hotel.locationId,
        id: newId(),
        lock_id: lock.id,
        door_id: site.doorId,
        seq: 100_000 + index,
        at: new Date(Date.UTC(2026, 0, 1) + index * 60_000),
        received_at: new Date(Date.UTC(2026, 0, 2) + index),
        event: index % 2 === 0 ? 'granted' : 'refused',
        confirmed: index % 2 === 0,
      })),
    )
    .execute();
});
afterAll(() => site?.close());

const linesOf = (body: string): string[] => body.trimEnd().split('\r\n');

describe('exporting the access log', () => {
  const url = () => `/v1/locations/${site.hotel.locationId}/access-events.csv`;

  it('gives every row once, over all pages, with the hotel’s time', async () => {
    const answer = await site.ask({
      method: 'GET',
      url: `${url()}?doorId=${site.doorId}&from=2026-01-01T00:00:00.000Z&to=2026-01-02T00:00:00.000Z`,
      who: site.staff.viewer,
    });
    expect(answer.statusCode, answer.body.slice(0, 200)).toBe(200);
    expect(answer.headers['content-type']).toBe('text/csv; charset=utf-8');
    expect(answer.headers['content-disposition']).toBe('attachment; filename="access-events.csv"');
    const lines = linesOf(answer.body);
    expect(lines).toHaveLength(EVENTS + 1);
    expect(new Set(lines).size).toBe(EVENTS + 1);
    // Vienna is an hour ahead of UTC in January; the last row is the oldest event.
    expect(lines.at(-1)).toMatch(
      /^2026-01-01 0[01]:00:00,2026-01-01T00:00:00\.000Z,2026-01-02T00:00:00\.000Z,.*,granted,/,
    );
  });

  it('keeps to the filters', async () => {
    const answer = await site.ask({
      method: 'GET',
      url: `${url()}?event=refused&from=2026-01-01T00:00:00.000Z&to=2026-01-02T00:00:00.000Z`,
      who: site.staff.front_desk,
    });
    const lines = linesOf(answer.body).slice(1);
    expect(lines).toHaveLength(Math.floor(EVENTS / 2));
    expect(lines.every((line) => line.includes(',refused,'))).toBe(true);
  });

  it('names no other location’s rows and lets nobody else in', async () => {
    const other = await site.ask({ method: 'GET', url: url(), who: site.other.staff });
    expect(other.statusCode).toBe(404);
    const theirs = await site.ask({
      method: 'GET',
      url: `/v1/locations/${site.other.locationId}/access-events.csv?doorId=${site.doorId}`,
      who: site.other.staff,
    });
    expect(linesOf(theirs.body)).toHaveLength(1);
  });
});

describe('the door log of a guest', () => {
  /** A key of the booking in the name of its guest, and one opening with it. */
  const openWith = async (reference: string): Promise<string> => {
    const { db, pool } = site.hotel.parts;
    const { locationId } = site.hotel;
    const booking = await db
      .selectFrom('booking')
      .select(['id', 'guest_id'])
      .where('location_id', '=', locationId)
      .where('reference', '=', reference)
      .executeTakeFirstOrThrow();
    const keyId = newId();
    await pool.query(
      `insert into digital_key select (jsonb_populate_record(k, jsonb_build_object('id', $2::text, 'booking_id', $3::text, 'guest_id', $4::text))).*
       from digital_key k where location_id = $1 limit 1`,
      [locationId, keyId, booking.id, booking.guest_id],
    );
    const { id: lockId } = await db
      .selectFrom('lock')
      .select('id')
      .where('location_id', '=', locationId)
      .where('door_id', '=', site.doorId)
      .executeTakeFirstOrThrow();
    await db
      .insertInto('access_event')
      .values({
        location_id: locationId,
        id: newId(),
        lock_id: lockId,
        door_id: site.doorId,
        seq: 200_000 + Number(reference.slice(-1)),
        at: new Date(Date.UTC(2026, 1, 1)),
        received_at: new Date(Date.UTC(2026, 1, 1)),
        event: 'granted',
        confirmed: true,
        key_id: keyId,
        booking_id: booking.id,
      })
      .execute();
    return booking.guest_id;
  };

  it('is that of the person, whichever booking it was, and of nobody else; list and export alike', async () => {
    const guest = (lastName: string) => ({
      firstName: 'Lea',
      lastName,
      email: 'lea@mail.example.com',
      phone: null,
      language: null,
    });
    await site.hotel.tell('LOG-1', { room: null, guest: guest('Twice') });
    await site.hotel.tell('LOG-2', { room: null, guest: guest('Twice') });
    await site.hotel.tell('LOG-3', { room: null, guest: guest('Other') });
    const [first, second] = [await openWith('LOG-1'), await openWith('LOG-2')];
    const other = await openWith('LOG-3');
    expect(first).not.toBe(second);
    const at = `/v1/locations/${site.hotel.locationId}/access-events`;
    const who = site.staff.viewer;
    const ofPerson = await site.ask({ method: 'GET', url: `${at}?guestId=${first}`, who });
    const { items } = ofPerson.json<{ items: { guestId: string }[] }>();
    expect(items.map((one) => one.guestId).sort()).toEqual([first, second].sort());
    const csv = await site.ask({ method: 'GET', url: `${at}.csv?guestId=${second}`, who });
    expect(linesOf(csv.body)).toHaveLength(3);
    expect(csv.body).toContain('Lea Twice');
    expect(csv.body).not.toContain('Lea Other');
    const theirs = await site.ask({ method: 'GET', url: `${at}?guestId=${other}`, who });
    expect(theirs.json<{ items: unknown[] }>().items).toHaveLength(1);
    const nobody = await site.ask({ method: 'GET', url: `${at}?guestId=${newId()}`, who });
    expect(nobody.json<{ items: unknown[] }>().items).toEqual([]);
  });
});

describe('exporting the audit', () => {
  it('gives what the list gives, and is not for viewers', async () => {
    const at = `/v1/locations/${site.hotel.locationId}`;
    const who = site.staff.front_desk;
    const answer = await site.ask({ method: 'GET', url: `${at}/audit-entries.csv?action=booking`, who });
    const list = await site.ask({ method: 'GET', url: `${at}/audit-entries?action=booking&limit=100`, who });
    const items = list.json<{ items: { at: string; subject: string }[] }>().items;
    expect(items.length).toBeGreaterThan(0);
    const lines = linesOf(answer.body).slice(1);
    expect(lines).toHaveLength(items.length);
    for (const [index, { at: when, subject }] of items.entries()) {
      expect(lines[index]).toContain(when);
      expect(lines[index]).toContain(subject);
    }
    const viewer = await site.ask({ method: 'GET', url: `${at}/audit-entries.csv`, who: site.staff.viewer });
    expect(viewer.statusCode).toBe(403);
  });
});
