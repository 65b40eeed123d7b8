// Invariant 22: after the retention time nothing links a person to a door; erasing a guest leaves the audit chain verifiable.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { verifyAudit } from '../audit/verify-audit.ts';
import { putBooking } from '../bookings/put-booking.ts';
import { createTestHotel, type TestHotel, type TestPhone } from '../fixtures/hotel.fixture.ts';
import { appendJournal } from '../fixtures/lock-journal.fixture.ts';
import { listAuditEntries } from '../http/audit-view.ts';
import { newId } from '../ids.ts';
import { acceptPage } from '../journal/accept-pages.ts';
import { revokeKey } from '../keys/act-on-keys.ts';
import { eraseGuest } from './erase-guest.ts';
import { exportGuest } from './export-guest.ts';
import { DEFAULT_RETENTION, retentionOf } from './periods.ts';
import { sweepRetention } from './sweep-retention.ts';

const DAY = 86_400_000;
const ACTOR = { id: 'staff:admin', name: 'Admin' };
const person = {
  firstName: 'Zaphoria',
  lastName: 'Quillfeather',
  email: 'zq@guests.example.com',
  phone: '+43 660 7654321',
  language: 'en',
};
const traces = [
  'zaphoria',
  'quillfeather',
  'zq@guests',
  '7654321',
  'KEEPOUT-1',
  'her little phone',
  'asked for silence',
];

/** Tables in which a trace stands, over every row of every table. */
const findTraces = async (hotel: TestHotel): Promise<string[]> => {
  const { pool } = hotel.parts;
  const { rows } = await pool.query<{ name: string }>(
    `select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'`,
  );
  const found: string[] = [];
  for (const { name } of rows) {
    for (const trace of traces) {
      const hit = await pool.query(`select 1 from "${name}" t where t::text ilike $1 limit 1`, [`%${trace}%`]);
      if (hit.rows.length > 0) found.push(`${name}: ${trace}`);
    }
  }
  return found;
};

const stay = async (hotel: TestHotel): Promise<{ bookingId: string; phone: TestPhone; keyId: string }> => {
  const { db } = hotel.parts;
  const bookingId = await hotel.tell('KEEPOUT-1', { status: 'checked_in', guest: person });
  const phone = await hotel.enrol(bookingId);
  await db.updateTable('device').set({ name: 'her little phone' }).execute();
  const { id: keyId } = await db
    .selectFrom('digital_key')
    .select('id')
    .where('booking_id', '=', bookingId)
    .executeTakeFirstOrThrow();
  const used = await db
    .selectFrom('door_key')
    .select('key_hash')
    .where('used_for_key_id', '=', keyId)
    .executeTakeFirstOrThrow();
  const page = await appendJournal(hotel, 'r101', {
    event: 'opened',
    boltConfirmed: true,
    generation: 1,
    subject: used.key_hash.subarray(0, 8),
  });
  await db
    .transaction()
    .execute((trx) =>
      acceptPage(trx, hotel.parts.signing, { locationId: hotel.locationId, now: new Date(hotel.clock.now), page }),
    );
  await db
    .insertInto('door_attempt')
    .values({
      location_id: hotel.locationId,
      id: newId(),
      device_id: phone.deviceId,
      key_id: keyId,
      at: new Date(hotel.clock.now),
      received_at: new Date(hotel.clock.now),
      outcome: 'opened',
    })
    .execute();
  await db.transaction().execute((trx) =>
    revokeKey(trx, {
      locationId: hotel.locationId,
      keyId,
      reason: 'other',
      note: 'asked for silence',
      now: new Date(hotel.clock.now),
      actor: ACTOR,
    }),
  );
  await hotel.settle();
  return { bookingId, phone, keyId };
};

const linksToDoors = async (hotel: TestHotel): Promise<number> => {
  const { rows } = await hotel.parts.pool.query<{ n: number }>(
    `select (select count(*) from access_event where coalesce(key_id, booking_id, occupancy_id) is not null or generation is not null and event in ('granted', 'refused'))
      + (select count(*) from door_attempt) as n`,
  );
  return Number(rows[0]?.n);
};

describe('invariant 22: retention', () => {
  let hotel: TestHotel;
  beforeAll(async () => {
    hotel = await createTestHotel();
    await stay(hotel);
  });
  afterAll(() => hotel?.close());

  it('before its time, takes nothing', async () => {
    expect(await linksToDoors(hotel)).toBe(2);
    hotel.clock.advance((DEFAULT_RETENTION.doorLog - 1) * DAY);
    await sweepRetention(hotel.parts.db, hotel.clock.now);
    expect(await linksToDoors(hotel)).toBe(2);
  });

  it('after it, nothing links a person to a door, and the door’s record itself stays', async () => {
    hotel.clock.advance(2 * DAY);
    await sweepRetention(hotel.parts.db, hotel.clock.now);
    expect(await linksToDoors(hotel)).toBe(0);
    const events = await hotel.parts.db.selectFrom('access_event').select(['event', 'key_id']).execute();
    expect(events).toContainEqual({ event: 'granted', key_id: null });
    expect(await findTraces(hotel)).not.toEqual([]);
  });

  it('long after the departure, nothing in any table tells who it was, and the audit chain verifies', async () => {
    await hotel.tell('KEEPOUT-1', { status: 'checked_out', guest: person });
    hotel.clock.advance(DEFAULT_RETENTION.guest * DAY);
    const swept = await sweepRetention(hotel.parts.db, hotel.clock.now);
    expect(swept.guests).toBe(1);
    expect(await findTraces(hotel)).toEqual([]);
    await hotel.settle();
    const verdict = await verifyAudit(hotel.parts.db, { locationId: hotel.locationId });
    expect(verdict).toMatchObject({ broken: null, unsealed: 0 });
    expect(verdict.personalPartsErased).toBeGreaterThanOrEqual(2);
    expect(await sweepRetention(hotel.parts.db, hotel.clock.now)).toEqual({ rows: 0, guests: 0 });
  });

  it('holds what a location chose, in days that make sense', () => {
    expect(retentionOf({ doorLog: 7, guest: 0, message: 1.5, idCheck: '3', other: 1 })).toEqual({
      ...DEFAULT_RETENTION,
      doorLog: 7,
    });
    expect(retentionOf(null)).toEqual(DEFAULT_RETENTION);
  });
});

describe('invariant 22: a guest who wishes to be forgotten', () => {
  let hotel: TestHotel;
  let guestId: string;
  beforeAll(async () => {
    hotel = await createTestHotel();
    ({ guestId } = (await stay(hotel)).phone);
    await hotel.tell('OTHER-1', {
      room: null,
      guest: { ...person, firstName: 'Ford', lastName: 'Somebodyelse', email: null, phone: null },
    });
  });
  afterAll(() => hotel?.close());

  const erase = () =>
    hotel.parts.db.transaction().execute((trx) =>
      eraseGuest(trx, {
        locationId: hotel.locationId,
        guestId,
        now: new Date(hotel.clock.now),
        actor: ACTOR,
        reason: 'asked in writing',
      }),
    );

  it('gets everything that is stored about them, and nothing of others or secret', async () => {
    const exported = await exportGuest(hotel.parts.db, {
      ...{ locationId: hotel.locationId, guestId, now: new Date() },
      masterKey: hotel.parts.config.masterKey,
    });
    const text = JSON.stringify(exported);
    for (const trace of traces) expect(text.toLowerCase()).toContain(trace.toLowerCase());
    expect(Object.keys(exported?.data ?? {})).toEqual(
      expect.arrayContaining([
        'guest',
        'booking',
        'digital_key',
        'device',
        'access_event',
        'audit_entry',
        'audit_personal',
      ]),
    );
    expect(text).not.toContain('Somebodyelse');
    for (const secret of ['sealed', 'secret_hash', 'token_hash', '"salt"', 'document'])
      expect(text).not.toContain(secret);
    const nobody = {
      locationId: hotel.locationId,
      guestId: newId(),
      now: new Date(),
      masterKey: hotel.parts.config.masterKey,
    };
    expect(await exportGuest(hotel.parts.db, nobody)).toBeUndefined();
  });

  it('waits until they have left and no lease may open a door any more', async () => {
    expect(await erase()).toEqual({ ok: false, code: 'guest_in_house' });
    await hotel.tell('KEEPOUT-1', { status: 'checked_out', guest: person });
    expect(await erase()).toMatchObject({ ok: false, code: 'key_may_still_open' });
    expect((await findTraces(hotel)).length).toBeGreaterThan(5);
    hotel.clock.advance(2 * DAY);
  });

  it('is forgotten in every table, but the chain verifies and says who did it', async () => {
    expect(await erase()).toMatchObject({ ok: true });
    expect(await findTraces(hotel)).toEqual([]);
    await hotel.settle();
    expect(await verifyAudit(hotel.parts.db, { locationId: hotel.locationId })).toMatchObject({ broken: null });
    const page = await listAuditEntries(hotel.parts.db, { locationId: hotel.locationId, query: { limit: 100 } });
    expect(page.items.find((entry) => entry.action === 'guest.erased')).toMatchObject({
      actor: 'Admin',
      reason: 'asked in writing',
    });
    const ended = page.items.filter((entry) => entry.action === 'key.ended');
    expect(ended.some((entry) => JSON.stringify(entry.after).includes('"personalPart":"erased"'))).toBe(true);
    expect(await linksToDoors(hotel)).toBe(0);
    expect(await erase()).toMatchObject({ ok: true });
  });

  it('stays forgotten when the PMS tells of the booking again', async () => {
    const put = await hotel.parts.db.transaction().execute((trx) =>
      putBooking(trx, {
        locationId: hotel.locationId,
        reference: 'KEEPOUT-1',
        source: 'test',
        truth: {
          status: 'checked_out',
          room: null,
          arrivalDate: '2036-06-10',
          departureDate: '2036-06-12',
          checkOutAt: null,
          guest: person,
        },
        now: new Date(hotel.clock.now),
        actor: ACTOR,
      }),
    );
    expect(put).toEqual({ ok: false, code: 'erased' });
    expect(await findTraces(hotel)).toEqual([]);
  });
});
