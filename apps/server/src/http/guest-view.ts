// One guest across bookings. A PMS makes a guest of every booking; the same person is whoever has the same name and e-mail, or the same phone.
import type { GuestProfile } from '@nightlatch/api';
import { may } from '@nightlatch/domain';
import { sql } from 'kysely';
import type { Db } from '../db/schema.ts';
import { readLostDevices } from '../delivery/read-lost-devices.ts';
import { listBookings } from './booking-list.ts';
import { readDevices } from './booking-view.ts';
import type { Standing } from './callers.ts';
import { lostDeviceViews } from './lost-device-view.ts';
import { maskEmail, maskPhone } from './mask-contact.ts';

const MOST_BOOKINGS = 50;

/** As far as the reader may see it; undefined where the location has no such guest. */
export const readGuest = async (
  db: Db,
  options: { locationId: string; guestId: string; standing: Standing; now: number },
): Promise<GuestProfile | undefined> => {
  const { locationId, guestId, standing, now } = options;
  const guest = await db
    .selectFrom('guest')
    .select(['id', 'first_name', 'last_name', 'email', 'phone', 'language'])
    .where('location_id', '=', locationId)
    .where('id', '=', guestId)
    .executeTakeFirst();
  if (!guest) return undefined;
  const open = may(standing, 'contact_data.read');
  const guestIds = await samePerson(db, { locationId, guestId });
  const [bookings, devices, lost, places] = await Promise.all([
    listBookings(db, { locationId, query: { limit: MOST_BOOKINGS }, now, guestIds }),
    readDevices(db, { locationId, guestIds, now }),
    may(standing, 'keys.read') ? readLostDevices(db, { locationId, guestIds, now: new Date(now) }) : [],
    bookingsOf(db, { locationId, guestIds }),
  ]);
  return {
    guest: {
      id: guest.id,
      firstName: guest.first_name,
      lastName: guest.last_name,
      email: open ? guest.email : maskEmail(guest.email),
      phone: open ? guest.phone : maskPhone(guest.phone),
      language: guest.language,
    },
    bookings: bookings.items,
    devices: devices.map((device) => ({ ...device, bookingId: places.get(device.guestId) ?? null })),
    lostDevices: await lostDeviceViews(db, locationId, lost),
  };
};

/** All rows of one person. Erased guests have neither name nor phone left, so they are nobody's same person. */
export const samePerson = async (db: Db, of: { locationId: string; guestId: string }): Promise<string[]> => {
  const { rows } = await sql<{ id: string }>`
    select they.id from guest me join guest they on they.location_id = me.location_id
    where me.location_id = ${of.locationId} and me.id = ${of.guestId} and (
      they.id = me.id
      or (lower(they.email) = lower(me.email) and lower(they.first_name) = lower(me.first_name)
        and lower(they.last_name) = lower(me.last_name) and me.erased_at is null and they.erased_at is null)
      or exists (select from device_serves mine join device_serves theirs on theirs.location_id = mine.location_id
        and theirs.device_id = mine.device_id
        where mine.location_id = me.location_id and mine.guest_id = me.id and theirs.guest_id = they.id))
    order by they.id limit 100`.execute(db);
  return rows.map((row) => row.id);
};

/** Of each guest the newest booking that is theirs, or of which they hold a key. */
const bookingsOf = async (
  db: Db,
  of: { locationId: string; guestIds: readonly string[] },
): Promise<ReadonlyMap<string, string>> => {
  const { rows } = await sql<{ guest_id: string; booking_id: string }>`
    select distinct on (guest_id) guest_id, booking_id from (
      select guest_id, id as booking_id from booking where location_id = ${of.locationId} and guest_id = any(${of.guestIds}::uuid[])
      union
      select guest_id, booking_id from digital_key where location_id = ${of.locationId} and guest_id = any(${of.guestIds}::uuid[])
    ) held order by guest_id, booking_id desc`.execute(db);
  return new Map(rows.map((row) => [row.guest_id, row.booking_id]));
};
