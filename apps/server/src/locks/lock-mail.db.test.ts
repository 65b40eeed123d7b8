// What locks are sent by themselves, what their journals confirm of it, and how they say they are (docs/protocol §7.8).
import { MAIL_TYPE, type Mail, type MailKind, readMail } from '@nightlatch/aliro';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readRevocation } from '../delivery/read-revocation.ts';
import { createTestHotel, type TestHotel } from '../fixtures/hotel.fixture.ts';
import { appendJournal, appendMailJournal } from '../fixtures/lock-journal.fixture.ts';
import { listDoors } from '../http/door-view.ts';
import { readLocationStatus } from '../http/location-status.ts';
import { acceptPage } from '../journal/accept-pages.ts';
import { tendLocks } from './settle-lock-mail.ts';
import { takeLockReports } from './take-lock-report.ts';

let hotel: TestHotel;
beforeAll(async () => {
  hotel = await createTestHotel();
});
afterAll(() => hotel?.close());

const now = (): Date => new Date(hotel.clock.now);
const lockOf = (element: string): string => hotel.doors.get(element)?.lockRowId ?? '';

const mailOf = async (element: string, kind: MailKind): Promise<Mail[]> => {
  const rows = await hotel.parts.db
    .selectFrom('lock_mail')
    .select('item')
    .where('lock_id', '=', lockOf(element))
    .where('type', '=', MAIL_TYPE[kind])
    .orderBy('seq')
    .execute();
  return rows.map(({ item }) => {
    const mail = readMail(item);
    if (!mail.ok) throw new Error(mail.error.code);
    return mail.value;
  });
};

const accept = async (page: Uint8Array): Promise<void> => {
  const taken = await hotel.parts.db
    .transaction()
    .execute((trx) => acceptPage(trx, hotel.parts.signing, { locationId: hotel.locationId, now: now(), page }));
  expect(taken).toMatchObject({ ok: true });
  await hotel.settle();
};

const setPolicies = async (change: object): Promise<void> => {
  const { policies } = await hotel.parts.db.selectFrom('location').select('policies').executeTakeFirstOrThrow();
  await hotel.parts.db
    .updateTable('location')
    .set({ policies: JSON.stringify({ ...policies, ...change }) })
    .execute();
};

const tend = () => tendLocks(hotel.parts, { locationId: hotel.locationId, now: now() });
const statusNow = () => readLocationStatus(hotel.parts.db, { locationId: hotel.locationId, now: now() });

describe('mail that locks get by themselves', () => {
  it('is none right after commissioning, which brought time and configuration', async () => {
    expect(await mailOf('r101', 'configuration')).toEqual([]);
    expect(await mailOf('r101', 'time-floor')).toEqual([]);
  });

  it('holds a changed policy once, for every lock', async () => {
    await setPolicies({ doorOpenSeconds: 9, fastOpening: false });
    await tend();
    await tend();
    for (const element of ['r101', 'r102', 'c:entrance']) {
      const mail = await mailOf(element, 'configuration');
      expect(mail).toHaveLength(1);
      expect(mail[0]?.body).toMatchObject({ configuration: { openMs: 9000, fast: false, privacyMode: 0 } });
    }
    const [mail] = await mailOf('r101', 'configuration');
    if (mail?.body.kind !== 'configuration') throw new Error('no configuration');
    // Vienna in 2036: winter time, then summer time from 30 March.
    expect(mail.body.configuration.zone?.slice(0, 2)).toEqual([
      { fromSeconds: Date.UTC(2036, 0, 1) / 1000, offsetMinutes: 60 },
      { fromSeconds: Date.UTC(2036, 2, 30, 1) / 1000, offsetMinutes: 120 },
    ]);
  });

  it('holds the time once a day', async () => {
    hotel.clock.advance(19 * 3_600_000);
    await tend();
    expect(await mailOf('r101', 'time-floor')).toHaveLength(0);
    hotel.clock.advance(5 * 3_600_000);
    await tend();
    await tend();
    const [mail, more] = await mailOf('r101', 'time-floor');
    expect(more).toBeUndefined();
    expect(mail?.body).toEqual({ kind: 'time-floor', at: hotel.clock.now });
  });

  it('holds the room’s generation as soon as the next guest has the room, at that room’s door only', async () => {
    const first = await hotel.tell('first', { status: 'checked_in' });
    expect((await mailOf('r101', 'generation-floor'))[0]?.body).toMatchObject({ generation: 1 });
    expect(await mailOf('r102', 'generation-floor')).toEqual([]);
    expect(await mailOf('c:entrance', 'generation-floor')).toEqual([]);
    await hotel.enrol(first);
  });
});

describe('invariant 17: a generation is proof as good as a list, at the door that stores it', () => {
  const keyOf = async (reference: string): Promise<string> => {
    const key = await hotel.parts.db
      .selectFrom('digital_key')
      .innerJoin('booking', 'booking.id', 'digital_key.booking_id')
      .select('digital_key.id')
      .where('booking.reference', '=', reference)
      .executeTakeFirstOrThrow();
    return key.id;
  };
  const progress = async (keyId: string) =>
    (await readRevocation(hotel.parts.db, { locationId: hotel.locationId, keyId, now: now() }))?.progress;

  it('says so for the room only once its lock has stored the next generation, and not for the entrance', async () => {
    const keyId = await keyOf('first');
    await hotel.parts.db.updateTable('credential').set({ sent_at: now(), state: 'delivered' }).execute();
    await hotel.tell('first', { status: 'checked_out' });
    const room = hotel.doors.get('r101')?.doorId ?? '';
    const entrance = hotel.doors.get('c:entrance')?.doorId ?? '';
    expect((await progress(keyId))?.doorIds.toSorted()).toEqual([room, entrance].toSorted());

    // The guest's own generation at their own door proves nothing about them.
    await accept(await appendJournal(hotel, 'r101', { event: 'opened', generation: 1 }));
    expect((await progress(keyId))?.doorIds.toSorted()).toEqual([room, entrance].toSorted());

    await hotel.tell('second', { status: 'checked_in' });
    expect((await mailOf('r101', 'generation-floor')).at(-1)?.body).toMatchObject({ generation: 2 });
    await accept(await appendMailJournal(hotel, 'r101', 'generation-floor'));
    expect((await progress(keyId))?.doorIds).toEqual([entrance]);
    const status = await statusNow();
    expect(status?.revocations).toMatchObject({ open: 1, oldest: { keyId, couldOpenDoors: ['Entrance'] } });

    await accept(await appendMailJournal(hotel, 'c:entrance'));
    expect(await progress(keyId)).toMatchObject({ state: 'enforced', proof: 'confirmed_by_locks' });
    expect((await statusNow())?.revocations).toEqual({ open: 0, oldest: null });
  });

  it('takes an opening under the next generation as that proof too', async () => {
    await hotel.enrol(await hotel.tell('second', { status: 'checked_in' }));
    const keyId = await keyOf('second');
    await hotel.parts.db.updateTable('credential').set({ sent_at: now(), state: 'delivered' }).execute();
    await hotel.tell('second', { status: 'checked_out' });
    await hotel.tell('third', { status: 'checked_in' });
    await accept(await appendJournal(hotel, 'r101', { event: 'opened', generation: 3 }));
    expect((await progress(keyId))?.doorIds).toEqual([hotel.doors.get('c:entrance')?.doorId]);
  });
});

describe('how locks say they are', () => {
  const report = (element: string, change: object) =>
    hotel.parts.db.transaction().execute(async (trx) => {
      const { lock_id } = await trx
        .selectFrom('lock')
        .select('lock_id')
        .where('id', '=', lockOf(element))
        .executeTakeFirstOrThrow();
      const said = { lockId: lock_id.toString('hex'), battery: 'ok' as const, clockKnown: true, hardwareFault: false };
      return takeLockReports(trx, {
        locationId: hotel.locationId,
        now: now(),
        reports: [
          { ...said, ...change },
          { ...said, lockId: 'ffffffffffffffff' },
        ],
      });
    });
  const healthy = async (element: string): Promise<boolean> =>
    (
      await hotel.parts.db
        .selectFrom('lock')
        .select('healthy')
        .where('id', '=', lockOf(element))
        .executeTakeFirstOrThrow()
    ).healthy;

  it('takes the gateway’s word; a door that opens for nobody gets no new keys', async () => {
    expect(await report('r102', { battery: 'low', clockKnown: false })).toEqual({
      taken: 1,
      unknown: ['ffffffffffffffff'],
    });
    expect(await healthy('r102')).toBe(true);
    await report('r102', { battery: 'critical' });
    expect(await healthy('r102')).toBe(false);
    const bookingId = await hotel.tell('flat', { status: 'checked_in', room: { number: '102' } });
    await hotel.enrol(bookingId);
    const waiting = await hotel.parts.db
      .selectFrom('digital_key')
      .select(['state', 'waiting_for'])
      .where('booking_id', '=', bookingId)
      .executeTakeFirstOrThrow();
    expect(waiting).toEqual({ state: 'waiting', waiting_for: ['lock_unhealthy'] });
    expect((await statusNow())?.locks).toMatchObject({ total: 3, unhealthy: 1, batteryLow: 1 });

    await report('r102', { battery: 'ok' });
    await hotel.settle();
    const issued = await hotel.parts.db
      .selectFrom('digital_key')
      .select('state')
      .where('booking_id', '=', bookingId)
      .executeTakeFirstOrThrow();
    expect(issued.state).toBe('issued');
  });

  it('reads it from the journal where no gateway is: refused for its battery, clock lost, then well again', async () => {
    await accept(await appendJournal(hotel, 'r102', { event: 'refused', reason: 0x0302, clockUnknown: true }));
    expect((await statusNow())?.locks).toMatchObject({ unhealthy: 1, batteryLow: 1, clockUnknown: 1 });
    await accept(await appendJournal(hotel, 'r102', { event: 'opened', generation: 1 }));
    expect((await statusNow())?.locks).toMatchObject({ unhealthy: 0, batteryLow: 0, clockUnknown: 0 });
  });
});

describe('the location at a glance', () => {
  it('counts keys that are on no phone, and leases that ended unrenewed', async () => {
    const before = await statusNow();
    expect(before?.keys.notDownloaded).toBeGreaterThan(0);
    await hotel.parts.db
      .updateTable('credential')
      .set({ state: 'delivered' })
      .where('wanted', '=', true)
      .where('state', '=', 'to_deliver')
      .execute();
    const later = await readLocationStatus(hotel.parts.db, {
      locationId: hotel.locationId,
      now: new Date(hotel.clock.now + 25 * 3_600_000),
    });
    expect(later?.keys.notDownloaded).toBeLessThan(before?.keys.notDownloaded ?? 0);
    expect(later?.keys.leaseEnded).toBeGreaterThan(0);
    expect(later?.locks.mailWaiting).toBeGreaterThan(0);
  });

  it('waits for no word of receipts, which locks never confirm', async () => {
    const receipt = MAIL_TYPE['journal-receipt'];
    const { db } = hotel.parts;
    expect(await mailOf('r102', 'journal-receipt')).not.toEqual([]);
    await db.updateTable('lock_mail').set({ confirmed_at: now() }).where('type', '!=', receipt).execute();
    const later = new Date(hotel.clock.now + 25 * 3_600_000);
    const status = await readLocationStatus(db, { locationId: hotel.locationId, now: later });
    expect(status?.locks.mailWaiting).toBe(0);
    const { items } = await listDoors(db, { locationId: hotel.locationId, query: {} });
    expect(items.map(({ lock }) => lock?.mailWaiting ?? 0)).toEqual(items.map(() => 0));
  });
});
