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
