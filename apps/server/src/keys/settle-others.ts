// Which bookings have to be settled again when a room, guest or the location itself changed.
import type { Db } from '../db/schema.ts';
import { emit } from '../events.ts';

const OPEN = ['confirmed', 'checked_in'] as const;

/** Bookings that have this room and may wait for it. */
export const settleRoom = async (db: Db, of: { locationId: string; roomId: string }): Promise<void> => {
  const bookings = await db
    .selectFrom('booking')
    .select('id')
    .where('location_id', '=', of.locationId)
    .where('room_id', '=', of.roomId)
    .where('status', '=', 'checked_in')
    .execute();
  for (const { id } of bookings) await emit(db, { name: 'booking.changed', locationId: of.locationId, bookingId: id });
};

/** Bookings of a guest whose phone or block changed. */
export const settleGuest = async (db: Db, of: { locationId: string; guestId: string }): Promise<void> => {
  const bookings = await db
    .selectFrom('booking')
    .select('id')
    .where('location_id', '=', of.locationId)
    .where('guest_id', '=', of.guestId)
    .where('status', 'in', OPEN)
    .execute();
  for (const { id } of bookings) await emit(db, { name: 'booking.changed', locationId: of.locationId, bookingId: id });
};

/** Every open booking: the integration, a policy or a lock changed. */
export const settleLocation = async (db: Db, of: { locationId: string }): Promise<void> => {
  const bookings = await db
    .selectFrom('booking')
    .select('id')
    .where('location_id', '=', of.locationId)
    .where('status', 'in', OPEN)
    .execute();
  for (const { id } of bookings) await emit(db, { name: 'booking.changed', locationId: of.locationId, bookingId: id });
};
