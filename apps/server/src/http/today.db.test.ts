// Today at the desk: each problem shows while it is one, once, in the order in which it hits a guest, and only to who may see it.
import type { DigitalKey, Today, TodayProblem } from '@nightlatch/api';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Desk, openDesk } from '../fixtures/desk.fixture.ts';
import type { TestPhone } from '../fixtures/hotel.fixture.ts';
import { createTestSite, type TestSite, type Who } from '../fixtures/site.fixture.ts';
import { newId } from '../ids.ts';

const MINUTE = 60_000;
let site: TestSite;
let desk: Desk;
beforeAll(async () => {
  site = await createTestSite();
  desk = openDesk(site);
  // What the fixture leaves open is of no interest here.
  const { db } = site.hotel.parts;
  await db.updateTable('staff_task').set({ done_at: new Date() }).execute();
  await db.updateTable('check_in_request').set({ state: 'withdrawn' }).execute();
  await db.updateTable('id_check').set({ state: 'abandoned' }).execute();
});
afterAll(() => site?.close());

const today = async (who?: Who): Promise<Today> => (await desk.get<Today>('/today', who)).body;
const about = async (bookingId: string, who?: Who): Promise<TodayProblem[]> =>
  (await today(who)).problems.filter((one) => one.bookingId === bookingId);
const kinds = async (bookingId: string): Promise<string[]> =>
  (await about(bookingId)).map(({ kind, urgency }) => `${urgency}: ${kind}`);
const attempt = (phone: TestPhone, keyId: string, diagnosis: string | null) =>
  desk.guest(phone, 'POST', '/door-attempts', {
    attempts: [
      {
        keyId,
        doorId: site.doorId,
        at: new Date(site.hotel.clock.now).toISOString(),
        outcome: diagnosis === null ? 'opened' : 'refused',
        diagnosis,
      },
    ],
  });

describe('today at the desk', () => {
  it('counts arrivals, guests in house and departures by the hotel’s own date', async () => {
    expect(await today()).toMatchObject({
      date: '2036-06-10',
      arrivals: { expected: 1, arrived: 1 },
      inHouse: 1,
      departures: { due: 0, left: 0 },
      more: false,
    });
    // 23:30 UTC is the next day in Vienna.
    const { clock } = site.hotel;
    const before = clock.now;
    clock.now = Date.UTC(2036, 5, 10, 23, 30);
    expect(await today()).toMatchObject({ date: '2036-06-11', arrivals: { expected: 0, arrived: 0 }, inHouse: 1 });
    clock.now = before;
  });

  it('follows a key from waiting over the phone and the door to its end, and says each trouble while it lasts', async () => {
    const { clock } = site.hotel;
    expect(await about(site.bookingId)).toMatchObject([
      {
        kind: 'key_waiting',
        urgency: 'later',
        codes: ['guest_app_not_installed'],
        roomNumber: '101',
        keyId: site.keyId,
      },
    ]);
    const phone = await site.hotel.enrol(site.bookingId);
    expect(await kinds(site.bookingId)).toEqual([]);
    clock.advance(3 * MINUTE);
    expect(await kinds(site.bookingId)).toEqual(['soon: not_downloaded']);
    await desk.confirm(phone);
    expect(await kinds(site.bookingId)).toEqual([]);

    await attempt(phone, site.keyId, 'bluetooth_off');
    clock.advance(MINUTE);
    await attempt(phone, site.keyId, 'wrong_door');
    expect(await about(site.bookingId)).toMatchObject([
      { kind: 'refused_at_door', urgency: 'now', codes: ['wrong_door'], tries: 2, doors: ['Room 101'] },
    ]);
    clock.advance(61 * MINUTE);
    expect(await kinds(site.bookingId)).toEqual([]);
    await attempt(phone, site.keyId, 'too_far');
    clock.advance(MINUTE);
    await attempt(phone, site.keyId, null);
    expect(await kinds(site.bookingId)).toEqual([]);

    await desk.post(`/keys/${site.keyId}/validity`, {
      validUntil: new Date(clock.now + 4 * 60 * MINUTE).toISOString(),
    });
    expect(await about(site.bookingId)).toMatchObject([
      { kind: 'expires_early', urgency: 'soon', until: new Date(clock.now + 4 * 60 * MINUTE).toISOString() },
    ]);
    clock.advance(150 * MINUTE);
    expect(await kinds(site.bookingId)).toContain('now: expires_early');
    await desk.post(`/keys/${site.keyId}/validity`, { validUntil: null });
    await desk.confirm(phone);
    expect(await kinds(site.bookingId)).toEqual([]);

    clock.advance(25 * 60 * MINUTE);
    expect(await kinds(site.bookingId)).toEqual(['soon: lease_ended']);
    clock.advance(-25 * 60 * MINUTE);

    await desk.post(`/keys/${site.keyId}/revoke`, { reason: 'guest_request' });
    const [open, ...more] = await about(site.bookingId);
    expect(open).toMatchObject({ kind: 'could_still_open', urgency: 'soon', keyId: site.keyId });
    expect(more).toEqual([]);
    // The booking's page says the same of it.
    const key = (await desk.get<DigitalKey>(`/keys/${site.keyId}`)).body;
    expect(open?.until).toBe(key.revocation?.couldOpenUntil);
    expect([...(open?.doors ?? [])].sort()).toEqual([...(key.revocation?.couldOpenDoors ?? [])].sort());
    await desk.confirmRemoval(phone, site.keyId);
    expect(await kinds(site.bookingId)).toEqual([]);
  });

  it('a refusal lasts until the guest gets in, whatever the clocks of phone and lock say', async () => {
    const { clock, locationId } = site.hotel;
    const bookingId = await site.hotel.tell('TODAY-9', { status: 'checked_in', room: { number: '102' } });
    const phone = await site.hotel.enrol(bookingId);
    const { id: keyId } = await desk.live(bookingId);
    await desk.confirm(phone);
    const { db } = site.hotel.parts;
    const lock = await db
      .selectFrom('lock')
      .select(['id', 'door_id'])
      .where('location_id', '=', locationId)
      .where('door_id', '=', site.doorId)
      .executeTakeFirstOrThrow();
    let seq = 900;
    const written = (event: 'granted' | 'refused', at: number) =>
      db
        .insertInto('access_event')
        .values({
          ...{ location_id: locationId, id: newId(), lock_id: lock.id, door_id: lock.door_id, seq: seq++, event },
          ...{ at: new Date(at), received_at: new Date(clock.now), key_id: keyId, booking_id: bookingId },
          diagnosis: event === 'refused' ? ('privacy_on' as const) : null,
          confirmed: event === 'granted',
        })
        .execute();
    // The lock's clock is ahead: it wrote the opening before "after" the refusal that the phone tells.
    await written('granted', clock.now + 20_000);
    await attempt(phone, keyId, 'privacy_on');
    expect(await kinds(bookingId)).toEqual(['now: refused_at_door']);
    // The same refusal as the lock wrote it, brought by the phone that gets in now; the opening itself is not brought yet.
    clock.advance(30_000);
    await written('refused', clock.now + 20_000);
    await attempt(phone, keyId, null);
    expect(await kinds(bookingId)).toEqual([]);
    // Refused at a door that alone tells of it: the phone has no network.
    clock.advance(3 * MINUTE);
    await written('refused', clock.now);
    expect(await kinds(bookingId)).toEqual(['now: refused_at_door']);
    await written('granted', clock.now + 1000);
    expect(await kinds(bookingId)).toEqual([]);
    await site.hotel.tell('TODAY-9', { status: 'checked_out', room: { number: '102' } });
    clock.advance(-3 * MINUTE - 30_000);
  });

  it('shows what waits for the desk: an occupied room once, check-ins and IDs, by the day of arrival', async () => {
    const { db } = site.hotel.parts;
    const later = await site.hotel.tell('TODAY-2', { status: 'checked_in' });
    expect(await about(later)).toMatchObject([
      { kind: 'task', urgency: 'now', codes: ['room_occupied'] },
      { kind: 'key_waiting', urgency: 'later', codes: ['guest_app_not_installed'] },
    ]);
    await site.hotel.tell('TODAY-2', { status: 'cancelled' });
    expect(await kinds(later)).toEqual([]);

    const arriving = await site.hotel.tell('TODAY-3', { room: null });
    const coming = await site.hotel.tell('TODAY-4', {
      room: null,
      arrivalDate: '2036-06-20',
      departureDate: '2036-06-22',
    });
    for (const booking_id of [coming, arriving]) {
      const { guest_id } = await db
        .selectFrom('booking')
        .select('guest_id')
        .where('id', '=', booking_id)
        .executeTakeFirstOrThrow();
      const at = new Date(site.hotel.clock.now);
      const row = { location_id: site.hotel.locationId, booking_id, guest_id, submitted_at: at };
      await db
        .insertInto('check_in_request')
        .values({ ...row, id: newId(), state: 'submitted' })
        .execute();
      await db
        .insertInto('id_check')
        .values({ ...row, id: newId(), connector: 'review', state: 'pending', started_at: at })
        .execute();
    }
    expect(await kinds(arriving)).toEqual(['now: check_in_to_approve', 'now: id_to_review']);
    expect(await kinds(coming)).toEqual(['soon: check_in_to_approve', 'soon: id_to_review']);
    const all = (await today()).problems.map((one) => one.urgency);
    expect(all).toEqual(
      all.toSorted((a, b) => ['now', 'soon', 'later'].indexOf(a) - ['now', 'soon', 'later'].indexOf(b)),
    );
  });

  it('tells of locks: graver where a guest is, and of a PMS that is out of touch', async () => {
    const { db } = site.hotel.parts;
    const mine = site.hotel.locationId;
    const set = (element: string, values: { battery?: 'ok' | 'low' | 'critical'; clock_known?: boolean }) =>
      db
        .updateTable('lock')
        .set(values)
        .where('id', '=', site.hotel.doors.get(element)?.lockRowId ?? '')
        .execute();
    const locks = async () =>
      (await today()).problems
        .filter((one) => one.kind === 'lock_trouble')
        .map(({ urgency, codes, doors }) => `${urgency}: ${doors.join()} ${codes.join()}`);
    expect(await locks()).toEqual([]);
    await set('r101', { battery: 'low' });
    await set('r102', { battery: 'critical' });
    await set('c:entrance', { battery: 'critical', clock_known: false });
    expect(await locks()).toEqual([
      'now: Entrance battery_critical,clock_unknown',
      'soon: Room 101 battery_low',
      'later: Room 102 battery_critical',
    ]);
    for (const element of ['r101', 'r102', 'c:entrance']) await set(element, { battery: 'ok', clock_known: true });
    expect(await locks()).toEqual([]);

    await db
      .insertInto('pms_connection')
      .values({
        location_id: mine,
        connector: 'apaleo',
        config: '{}',
        sealed_credentials: Buffer.alloc(1),
        webhook_secret_hash: Buffer.alloc(32),
        last_event_at: new Date(site.hotel.clock.now),
      })
      .execute();
    const pms = async () => (await today()).problems.filter((one) => one.kind === 'pms_out_of_touch');
    expect(await pms()).toEqual([]);
    await db.updateTable('pms_connection').set({ last_error: 'unavailable' }).where('location_id', '=', mine).execute();
    expect(await pms()).toMatchObject([{ urgency: 'now', codes: ['error'] }]);
    await db.deleteFrom('pms_connection').where('location_id', '=', mine).execute();
  });

  it('shows a reader no more than the reader may see', async () => {
    const all = new Set((await today()).problems.map((one) => one.kind));
    expect(all).toContain('check_in_to_approve');
    const viewer = (await today(site.staff.viewer)).problems.map((one) => one.kind);
    expect(viewer.filter((kind) => kind === 'check_in_to_approve' || kind === 'id_to_review')).toEqual([]);
    const bookingsOnly = await site.addApiKey(site.hotel.locationId, ['bookings:read']);
    expect((await today(bookingsOnly)).problems).toEqual([]);
  });
});
