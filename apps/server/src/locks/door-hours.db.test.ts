// Hours of a common door: set by staff over HTTP, in the documents of every key in force soon after, whoever signs at that moment.
import { parseAccessData, readDocument, scheduleState, verifySignedDocument } from '@nightlatch/aliro';
import type { Door, Wallet } from '@nightlatch/api';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { askThrough } from '../db/ask.ts';
import { createRowBatch } from '../db/row-batch.ts';
import { type Desk, openDesk } from '../fixtures/desk.fixture.ts';
import type { TestPhone } from '../fixtures/hotel.fixture.ts';
import { createTestSite, type TestSite } from '../fixtures/site.fixture.ts';
import { createSharing, readGround, settleOne } from '../keys/settle-many.ts';

type GymDoor = Wallet['keys'][number]['credentials'][number]['doors'][number];
const GYM = 'c:entrance';
const EVERY_DAY = [1, 2, 3, 4, 5, 6, 7];
const HOURS = [{ days: EVERY_DAY, from: '06:00', to: '22:00' }];
let site: TestSite;
let desk: Desk;
let phone: TestPhone;
beforeAll(async () => {
  site = await createTestSite();
  desk = openDesk(site);
  for (const reference of ['SITE-1', 'SITE-2']) await site.hotel.tell(reference, { status: 'cancelled' });
  phone = await site.hotel.enrol(await site.hotel.tell('HOURS-1', { status: 'checked_in' }));
});
afterAll(() => site?.close());
beforeEach(async () => {
  expect((await patch(GYM, { hours: null })).statusCode).toBe(200);
});

const at = (): string => `/v1/locations/${site.hotel.locationId}`;
const urlOf = (element: string): string => `${at()}/doors/${site.hotel.doors.get(element)?.doorId}`;
const change = (url: string, json: object) =>
  site.ask({ method: 'PATCH', url, who: site.staff.location_admin, json }).then((answer) => answer);
const patch = async (element: string, json: object) => {
  const answer = await change(urlOf(element), json);
  await site.hotel.settle();
  return answer;
};

/** Whether the document lets its phone through the common door at an instant, by the issuer's signature and the schedules inside. */
const gymOpens = async (document: Uint8Array): Promise<(instant: string) => boolean> => {
  const { parts, locationId } = site.hotel;
  const { point } = await parts.signing.signer(parts.db, locationId, 'credential');
  const anchors = [{ kid: readDocument(document)?.kid ?? new Uint8Array(), point }];
  const verified = await verifySignedDocument({ document, docType: 'aliro-a', askedElements: [GYM], anchors });
  const value = verified.ok ? verified.value.disclosed[0]?.value : undefined;
  const access = value && parseAccessData(value);
  if (!access?.ok) return expect.unreachable();
  const { rules, schedules } = access.value;
  const allow = rules[0]?.allow ?? 0;
  return (instant) =>
    schedules.length === 0
      ? allow === 0
      : schedules.some(
          (one, bit) => ((allow >> bit) & 1) === 1 && scheduleState(one, Date.parse(instant)) === 'active',
        );
};
/** What the phone's wallet gives for the gym. */
const given = async (who: TestPhone): Promise<{ opens: (instant: string) => boolean; door: GymDoor | undefined }> => {
  const { keys } = await desk.wallet(who);
  const [credential, ...more] = keys.flatMap((key) => key.credentials);
  if (!credential || more.length > 0) return expect.unreachable();
  const opens = await gymOpens(Buffer.from(credential.document, 'base64url'));
  return { opens, door: credential.doors.find((door) => door.element === GYM) };
};
// The lease runs from noon UTC of 10 June 2036 for a day; the hotel is in Vienna, two hours ahead.
const INSIDE = '2036-06-10T19:59:00Z';
const OUTSIDE = '2036-06-10T20:01:00Z';

describe('hours of a common door', () => {
  it('are shown, in the documents of keys in force, and gone when they are cleared', async () => {
    expect((await given(phone)).opens(OUTSIDE)).toBe(true);
    const answer = await patch(GYM, { hours: HOURS });
    expect(answer.json<Door>()).toMatchObject({ hours: HOURS });
    const shown = await site.ask({ method: 'GET', url: urlOf(GYM), who: site.staff.viewer });
    expect(shown.json<Door>()).toMatchObject({ hours: HOURS });
    const { opens, door } = await given(phone);
    expect([opens(INSIDE), opens(OUTSIDE), opens('2036-06-11T04:01:00Z')]).toEqual([true, false, true]);
    expect(door?.hours).toEqual(HOURS);
    await patch(GYM, { hours: null });
    const after = await given(phone);
    expect([after.opens(OUTSIDE), after.door?.hours]).toEqual([true, null]);
  });

  it('are in the first document of a key that is issued later', async () => {
    await patch(GYM, { hours: HOURS });
    const later = await site.hotel.enrol(await site.hotel.tell('HOURS-2', { room: { number: '102' } }));
    await site.hotel.tell('HOURS-2', { room: { number: '102' }, status: 'checked_in' });
    const { opens } = await given(later);
    expect([opens(INSIDE), opens(OUTSIDE)]).toEqual([true, false]);
    await site.hotel.tell('HOURS-2', { status: 'cancelled' });
  });

  it('are others as soon as the location has another time zone', async () => {
    await patch(GYM, { hours: HOURS });
    await change(at(), { timeZone: 'Europe/Lisbon' });
    await site.hotel.settle();
    const { opens } = await given(phone);
    expect([opens(OUTSIDE), opens('2036-06-10T21:01:00Z'), opens('2036-06-11T04:01:00Z')]).toEqual([
      true,
      false,
      false,
    ]);
    await change(at(), { timeZone: 'Europe/Vienna' });
    await site.hotel.settle();
    expect((await given(phone)).opens(OUTSIDE)).toBe(false);
  });

  it('are refused for a room’s door, and where they are none', async () => {
    const fields = [{ path: 'body.hours' }];
    expect((await patch('r101', { hours: HOURS })).json()).toMatchObject({ code: 'invalid_request', fields });
    for (const hours of [[], [{ days: [0], from: '06:00', to: '22:00' }], [{ days: [1], from: '6:00', to: '22:00' }]])
      expect((await patch(GYM, { hours })).statusCode).toBe(400);
  });

  it('that open more often within a lease than a document can say are refused, and so is the longer lease', async () => {
    const hourly = Array.from({ length: 12 }, (_, n) => ({
      days: EVERY_DAY,
      from: `${String(2 * n).padStart(2, '0')}:00`,
      to: `${String(2 * n).padStart(2, '0')}:59`,
    }));
    const refused = await patch(GYM, { hours: hourly });
    expect(refused.json()).toMatchObject({ status: 422, code: 'too_many_openings' });
    expect(refused.json<{ detail: string }>().detail).toContain('Entrance would have 14');
    expect((await patch(GYM, { hours: HOURS })).statusCode).toBe(200);
    expect((await change(at(), { policies: { leaseSeconds: 7 * 86_400 } })).statusCode).toBe(200);
    const twice = [...HOURS, { days: EVERY_DAY, from: '23:00', to: '01:00' }];
    expect((await patch(GYM, { hours: twice })).json()).toMatchObject({ code: 'too_many_openings' });
    expect((await change(at(), { policies: { leaseSeconds: 86_400 } })).statusCode).toBe(200);
    expect((await patch(GYM, { hours: twice })).statusCode).toBe(200);
    const longer = await change(at(), { policies: { leaseSeconds: 7 * 86_400 } });
    expect(longer.json()).toMatchObject({ status: 422, code: 'too_many_openings' });
    await site.hotel.settle();
  });
});

describe('a change of hours beside keys that are being issued', () => {
  const whoWaits = async (): Promise<number> => {
    const { rows } = await sql<{ n: number }>`select count(*)::int as n from pg_stat_activity
      where datname = current_database() and wait_event_type = 'Lock'`.execute(site.hotel.parts.db);
    return rows[0]?.n ?? 0;
  };
  const waiting = async (): Promise<void> => {
    while ((await whoWaits()) === 0) await new Promise((resolve) => setTimeout(resolve, 5));
  };
  const room = { number: '102' };

  it('waits for who signs by the old ones, and then has those documents signed anew too', async () => {
    const { parts, locationId, clock } = site.hotel;
    const late = await site.hotel.enrol(await site.hotel.tell('HOURS-3', { room, status: 'confirmed' }));
    await site.hotel.tell('HOURS-3', { room });
    const bookingId = await site.hotel.tell('HOURS-3', { room });
    let changed: ReturnType<typeof change> | undefined;
    await parts.db.transaction().execute(async (trx) => {
      await trx.updateTable('booking').set({ status: 'checked_in' }).where('id', '=', bookingId).execute();
      const ask = askThrough(trx);
      const ground = await readGround(ask, parts.signing, { locationId, bookingIds: [bookingId] });
      const facts = ground.facts.get(bookingId);
      changed = change(urlOf(GYM), { hours: HOURS });
      // Nobody else can see this key yet: the change may not be over before it is there.
      const ended = await Promise.race([changed.then(() => 'changed'), waiting().then(() => 'waits')]);
      expect(ended).toBe('waits');
      if (!facts) return expect.unreachable();
      const batch = createRowBatch();
      const { credentials } = await settleOne(batch, ground, createSharing(), { facts, now: new Date(clock.now) });
      expect((await gymOpens(credentials[0]?.document ?? Buffer.alloc(0)))(OUTSIDE)).toBe(true);
      await Promise.all(batch.send(ask, { locationId }));
    });
    expect((await changed)?.statusCode).toBe(200);
    await site.hotel.settle();
    const { opens } = await given(late);
    expect([opens(INSIDE), opens(OUTSIDE)]).toEqual([true, false]);
    await site.hotel.tell('HOURS-3', { status: 'cancelled' });
  });
});
