// One room and two bookings over the API (docs/domain.md §3, §6, docs/decisions/0068): shared, occupied, overridden.
import type { Booking, StaffTask } from '@nightlatch/api';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type Desk, openDesk } from './fixtures/desk.fixture.ts';
import type { TestPhone } from './fixtures/hotel.fixture.ts';
import { createTestSite, type TestSite } from './fixtures/site.fixture.ts';

let site: TestSite;
let desk: Desk;
beforeAll(async () => {
  site = await createTestSite();
  await site.hotel.tell('SITE-1', { status: 'checked_out' });
  desk = openDesk(site);
});
afterAll(() => site?.close());

type Truth = Parameters<TestSite['hotel']['tell']>[1];
const guests: string[] = [];
/** A guest in room 101 with a phone. */
const guest = async (truth: Truth = {}) => {
  const reference = `ROOM-${guests.length + 1}`;
  guests.push(reference);
  const tell = (more: Truth = {}) => site.hotel.tell(reference, { status: 'checked_in', ...truth, ...more });
  const bookingId = await tell();
  const phone = await site.hotel.enrol(bookingId);
  return { reference, bookingId, phone, tell };
};
afterEach(async () => {
  for (const reference of guests) await site.hotel.tell(reference, { status: 'cancelled' });
});
const stays = (bookingId: string) =>
  site.hotel.parts.db
    .selectFrom('occupancy')
    .select(['door_occupancy_id', 'generation', 'closed_because'])
    .where('booking_id', '=', bookingId)
    .orderBy('opened_at')
    .orderBy('id')
    .execute();
const openKeys = async (phone: TestPhone) =>
  (await desk.wallet(phone)).keys.filter((key) => key.credentials.length > 0).map((key) => key.keyId);
const alarms = async (bookingId: string, state = 'open') =>
  (await desk.get<{ items: StaffTask[] }>(`/tasks?bookingId=${bookingId}&kind=room_occupied&state=${state}`)).body
    .items;

describe('two bookings that share a room', () => {
  it('of one party get keys of the same stay at the doors, and who leaves ends only their own', async () => {
    const first = await guest({ party: 'FAMILY' });
    const ada = { firstName: 'Ada', lastName: 'Guest', email: null, phone: null, language: null };
    const second = await guest({ party: 'FAMILY', guest: ada });
    const [a, b] = [await stays(first.bookingId), await stays(second.bookingId)];
    expect(a).toHaveLength(1);
    expect(b).toEqual(a);
    expect(await alarms(second.bookingId)).toEqual([]);
    const [keyA, keyB] = [await desk.live(first.bookingId), await desk.live(second.bookingId)];
    expect([keyA.state, keyB.state]).toEqual(['issued', 'issued']);
    expect((await desk.booking(second.bookingId)).othersInRoom).toMatchObject([
      { bookingId: first.bookingId, related: true },
    ]);

    await first.tell({ status: 'checked_out' });
    expect((await desk.keys(first.bookingId))[0]).toMatchObject({ state: 'ended', endReason: 'checked_out' });
    expect(await desk.live(second.bookingId)).toMatchObject({ id: keyB.id, state: 'issued' });
    expect(await openKeys(second.phone)).toEqual([keyB.id]);
    expect(await openKeys(first.phone)).toEqual([]);
    // Leases are renewed as before.
    site.hotel.clock.advance(2 * 3_600_000);
    const renewed = await desk.guest(second.phone, 'POST', '/leases');
    expect(renewed.status).toBe(200);
    expect((await desk.wallet(second.phone)).keys.find((key) => key.keyId === keyB.id)?.credentials[0]?.signedAt).toBe(
      new Date(site.hotel.clock.now).toISOString(),
    );
    // The next guest, of nobody's party, has the room's next generation.
    await second.tell({ status: 'checked_out' });
    const third = await guest();
    expect((await stays(third.bookingId))[0]?.generation).toBe((a[0]?.generation ?? 0) + 1);
  });

  it('share it when staff say so, also after the alarm; the alarm closes by itself', async () => {
    const first = await guest();
    const second = await guest();
    expect(await desk.live(second.bookingId)).toMatchObject({
      state: 'waiting',
      waitingFor: [{ code: 'room_occupied' }],
    });
    expect(await alarms(second.bookingId)).toMatchObject([{ otherBookingId: first.bookingId, roomNumber: '101' }]);
    const share = (body: object, who = site.staff.front_desk) =>
      desk.post<Booking>(`/bookings/${second.bookingId}/share-room`, body, { who });
    expect((await share({ withBookingId: second.bookingId })).body.code).toBe('conflict');
    expect((await share({ withBookingId: first.bookingId }, site.staff.viewer)).status).toBe(403);
    expect((await share({ withBookingId: site.other.bookingId })).status).toBe(404);
    expect((await share({ withBookingId: first.bookingId, note: 'sisters' })).status).toBe(200);
    expect(await desk.live(second.bookingId)).toMatchObject({ state: 'issued' });
    expect(await alarms(second.bookingId)).toEqual([]);
    expect(await alarms(second.bookingId, 'done')).toMatchObject([{ doneBy: 'Nightlatch' }]);
    expect(await stays(second.bookingId)).toEqual(await stays(first.bookingId));
    expect(await desk.actions(second.bookingId)).toEqual(
      expect.arrayContaining(['booking.room_occupied', 'room.shared']),
    );
  });
});

describe('a second booking in an occupied room', () => {
  it('invariant 3: waits with its reason, alarms the desk once, and gets its key when the room is free', async () => {
    const first = await guest();
    const second = await guest();
    const [alarm] = await alarms(second.bookingId);
    await second.tell({ departureDate: '2036-06-20' });
    expect(await alarms(second.bookingId)).toEqual([alarm]);
    // A person knows: no new alarm about the same stay.
    await desk.post(`/tasks/${alarm?.id}/done`, { note: 'the first guest leaves at noon' });
    await second.tell({ departureDate: '2036-06-21' });
    expect(await alarms(second.bookingId)).toEqual([]);
    await first.tell({ status: 'checked_out' });
    expect(await desk.live(second.bookingId)).toMatchObject({ state: 'issued' });
  });

  it('closes the alarm by itself when the booking gets another room', async () => {
    await guest();
    const second = await guest();
    expect(await alarms(second.bookingId)).toHaveLength(1);
    await site.hotel.tell('SITE-2', { status: 'cancelled' });
    await second.tell({ room: { number: '102' } });
    expect(await alarms(second.bookingId)).toEqual([]);
    expect(await desk.live(second.bookingId)).toMatchObject({ state: 'issued', roomNumber: '102' });
  });

  it('takes the room by an override: one stay before and one after, the reason recorded, the occupant’s keys end with proof', async () => {
    const { db } = site.hotel.parts;
    const first = await guest();
    const second = await guest();
    const old = await desk.live(first.bookingId);
    await desk.confirm(first.phone);
    const [before] = await stays(first.bookingId);
    const override = (bookingId: string, who = site.staff.front_desk, body: object = {}) =>
      desk.post<Booking>(
        `/bookings/${bookingId}/override-room`,
        { reason: 'guest_has_left', note: 'Luggage is gone, key card returned', ...body },
        { who },
      );
    expect((await override(second.bookingId, site.staff.viewer)).status).toBe(403);
    expect((await override(second.bookingId, site.apiKey)).status).toBe(403);
    expect((await override(second.bookingId, site.staff.front_desk, { note: '' })).status).toBe(400);
    expect((await override(first.bookingId)).body.code).toBe('conflict');
    site.hotel.clock.advance(1000);
    expect(await override(second.bookingId)).toMatchObject({ status: 200, body: { othersInRoom: [] } });

    expect((await desk.keys(first.bookingId))[0]).toMatchObject({
      id: old.id,
      state: 'ended',
      endReason: 'revoked',
      revocation: { state: 'requested', reason: 'room_change', requestedBy: 'front_desk' },
    });
    expect(await stays(first.bookingId)).toMatchObject([{ closed_because: 'overridden' }]);
    const [after] = await stays(second.bookingId);
    expect(after?.generation).toBe((before?.generation ?? 0) + 1);
    expect(after?.door_occupancy_id).not.toBe(before?.door_occupancy_id);
    expect(await desk.live(second.bookingId)).toMatchObject({ state: 'issued' });
    expect(await openKeys(first.phone)).toEqual([]);
    expect(await openKeys(second.phone)).toHaveLength(1);
    await desk.confirmRemoval(first.phone, old.id);
    expect((await desk.keys(first.bookingId))[0]?.revocation).toMatchObject({ proof: 'deleted_on_device' });
    const entry = await db
      .selectFrom('audit_entry')
      .select(['actor', 'reason', 'after'])
      .where('booking_id', '=', second.bookingId)
      .where('action', '=', 'room.overridden')
      .executeTakeFirstOrThrow();
    expect(entry).toMatchObject({
      actor: `staff:${site.staffIds.front_desk}`,
      reason: 'guest_has_left',
      after: { overridden: [{ bookingId: first.bookingId }] },
    });

    // The PMS still says it is the first guest's room: they are the one in the wrong room now, and no event gives it back.
    await first.tell({ departureDate: '2036-06-22' });
    expect((await desk.keys(first.bookingId)).map((key) => key.state)).toEqual(['ended']);
    expect(await alarms(first.bookingId)).toMatchObject([{ otherBookingId: second.bookingId }]);
    expect(await alarms(second.bookingId)).toEqual([]);
    // Another room for them brings a key by itself.
    await site.hotel.tell('SITE-2', { status: 'cancelled' });
    await first.tell({ room: { number: '102' } });
    expect(await desk.live(first.bookingId)).toMatchObject({ state: 'issued', roomNumber: '102' });
    expect(await alarms(first.bookingId)).toEqual([]);
  });

  it('tells the occupant, where guests are told of it', async () => {
    const { db } = site.hotel.parts;
    const first = await guest();
    const second = await guest();
    const policy = { kinds: ['room_override', 'key_revoked'], channels: ['push'], fallbackMinutes: 15 };
    await db
      .insertInto('message_settings')
      .values({
        location_id: site.hotel.locationId,
        policy: JSON.stringify(policy),
        since: new Date(site.hotel.clock.now),
        changed_at: new Date(site.hotel.clock.now),
      })
      .onConflict((oc) => oc.column('location_id').doUpdateSet({ policy: JSON.stringify(policy) }))
      .execute();
    site.hotel.clock.advance(1000);
    const body = { reason: 'checked_in_by_mistake', note: 'Wrong room at the kiosk' };
    expect((await desk.post(`/bookings/${second.bookingId}/override-room`, body)).status).toBe(200);
    const told = await db.selectFrom('message').select('kind').where('booking_id', '=', first.bookingId).execute();
    expect(told.map((one) => one.kind)).toEqual(['room_override']);
    await db.deleteFrom('message_settings').execute();
  });

  it('is refused where there is nothing to override', async () => {
    const first = await guest();
    const second = await guest({ status: 'confirmed' });
    const body = { reason: 'other', note: 'because' };
    const early = await desk.post(`/bookings/${second.bookingId}/override-room`, body);
    expect(early).toMatchObject({
      status: 409,
      body: { code: 'conditions_unmet', unmet: [{ code: 'not_checked_in' }] },
    });
    expect((await desk.post(`/bookings/${first.bookingId}/override-room`, body)).body.code).toBe('conflict');
    expect((await desk.post(`/bookings/${site.other.bookingId}/override-room`, body)).status).toBe(404);
  });
});

describe('one guest with several rooms', () => {
  it('opens all of them with the phone that one link set up; another person of the party does not', async () => {
    const both = { party: 'TWO-ROOMS' };
    await site.hotel.tell('SITE-2', { status: 'cancelled' });
    const first = await guest(both);
    guests.push('ROOM-B', 'ROOM-C');
    const second = await site.hotel.tell('ROOM-B', { status: 'checked_in', room: { number: '102' }, ...both });
    const rooms = (await desk.wallet(first.phone)).keys
      .filter((key) => key.credentials.length === 1 && key.state === 'issued')
      .map((key) => key.roomNumber);
    expect(rooms.toSorted()).toEqual(['101', '102']);
    expect((await desk.booking(second)).devices.map((one) => one.id)).toEqual([first.phone.deviceId]);
    const other = { firstName: 'Another', lastName: 'Person', email: 'guest@example.com', phone: null, language: null };
    const third = await site.hotel.tell('ROOM-C', { status: 'checked_in', room: null, ...both, guest: other });
    expect((await desk.booking(third)).devices).toEqual([]);
    // Each room's key lives by its own booking.
    await first.tell({ status: 'checked_out' });
    expect(await desk.live(second)).toMatchObject({ state: 'issued', roomNumber: '102' });
    expect(await openKeys(first.phone)).toHaveLength(1);
  });

  it('whichever came first: the second booking, or the phone', async () => {
    const both = { party: 'PHONE-LATER' };
    await site.hotel.tell('SITE-2', { status: 'cancelled' });
    guests.push('ROOM-D', 'ROOM-E');
    const first = await site.hotel.tell('ROOM-D', { status: 'checked_in', ...both });
    const second = await site.hotel.tell('ROOM-E', { status: 'checked_in', room: { number: '102' }, ...both });
    expect(await desk.live(second)).toMatchObject({ waitingFor: [{ code: 'guest_app_not_installed' }] });
    const phone = await site.hotel.enrol(first);
    expect(await openKeys(phone)).toHaveLength(2);
  });
});
