// One guest across bookings: whose are together, which phone is reported lost where, and who sees how much.
import type { DeviceLostReport, GuestProfile } from '@nightlatch/api';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Desk, openDesk } from '../fixtures/desk.fixture.ts';
import { createTestSite, type TestSite, type Who } from '../fixtures/site.fixture.ts';

let site: TestSite;
let desk: Desk;
beforeAll(async () => {
  site = await createTestSite();
  desk = openDesk(site);
});
afterAll(() => site?.close());

const ann = {
  firstName: 'Ann',
  lastName: 'Twice',
  email: 'ann@mail.example.com',
  phone: '+43 660 111',
  language: null,
};
const profileOf = async (bookingId: string, who?: Who): Promise<GuestProfile> => {
  const guestId = (await desk.booking(bookingId)).guest.id;
  return (await desk.get<GuestProfile>(`/guests/${guestId}`, who)).body;
};
const references = (profile: GuestProfile): string[] => profile.bookings.map((one) => one.reference).sort();

describe('a guest’s profile', () => {
  it('brings together the bookings of one person, and of nobody else of the same name', async () => {
    const first = await site.hotel.tell('ANN-1', { room: null, guest: ann });
    const second = await site.hotel.tell('ANN-2', {
      room: null,
      guest: { ...ann, firstName: 'ANN', email: 'Ann@mail.example.com' },
    });
    await site.hotel.tell('ANN-3', { room: null, guest: { ...ann, email: 'other@mail.example.com' } });
    await site.hotel.tell('ANN-4', { room: null, guest: { ...ann, firstName: 'Annabel' } });
    expect(references(await profileOf(first))).toEqual(['ANN-1', 'ANN-2']);
    expect(references(await profileOf(second))).toEqual(['ANN-1', 'ANN-2']);
  });

  it('guests without an e-mail are one person only by their phone', async () => {
    const nobody = { firstName: 'No', lastName: 'Mail', email: null, phone: null, language: null };
    const one = await site.hotel.tell('MAIL-1', { room: null, guest: nobody });
    const two = await site.hotel.tell('MAIL-2', { room: null, guest: nobody });
    expect(references(await profileOf(one))).toEqual(['MAIL-1']);
    const phone = await site.hotel.enrol(one);
    const guest = (await desk.booking(two)).guest.id;
    await site.hotel.parts.db
      .insertInto('device_guest')
      .values({ location_id: site.hotel.locationId, device_id: phone.deviceId, guest_id: guest, since: new Date() })
      .execute();
    expect(references(await profileOf(two))).toEqual(['MAIL-1', 'MAIL-2']);
    expect((await profileOf(two)).devices).toMatchObject([{ id: phone.deviceId }]);
  });

  it('names the booking at which a phone is reported lost, and shows it lost afterwards', async () => {
    const bookingId = await site.hotel.tell('ANN-1', { room: null, guest: ann });
    const phone = await site.hotel.enrol(bookingId);
    const [device] = (await profileOf(bookingId)).devices;
    expect(device).toMatchObject({ id: phone.deviceId, bookingId });
    const lost = await desk.post<DeviceLostReport>(`/bookings/${device?.bookingId}/devices/${device?.id}/lost`);
    expect(lost.status).toBe(200);
    const after = await profileOf(bookingId);
    expect(after.devices).toEqual([]);
    expect(after.lostDevices).toMatchObject([{ id: phone.deviceId }]);
  });

  it('masks contact data for viewers, and knows no guest of another location', async () => {
    const bookingId = await site.hotel.tell('ANN-1', { room: null, guest: ann });
    expect((await profileOf(bookingId)).guest.email).toBe('ann@mail.example.com');
    expect((await profileOf(bookingId, site.staff.viewer)).guest).toMatchObject({
      email: 'a•••@•••.com',
      phone: '••• 11',
    });
    const theirs = await site.hotel.parts.db
      .selectFrom('booking')
      .select('guest_id')
      .where('id', '=', site.other.bookingId)
      .executeTakeFirstOrThrow();
    expect((await desk.get(`/guests/${theirs.guest_id}`)).status).toBe(404);
  });
});
