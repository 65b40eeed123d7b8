// Which bookings have to be settled again when a room, guest or the location itself changed.
import type { Db } from '../db/schema.ts';
import { emit } from '../events.ts';

const OPEN = ['confirmed', 'checked_in'] as const;

/** Bookings that have this room, or a request that waits and says what for: whether the room is free is among that. */
export const settleRoom = async (
  db: Db,
  of: { locationId: string; roomId: string; settledBookingId?: string },
): Promise<void> => {
  const bookings = await db
    .selectFrom('booking')
    .select('id')
    .where('location_id', '=', of.locationId)
    .where('room_id', '=', of.roomId)
    .where('status', 'in', OPEN)
    .$if(of.settledBookingId !== undefined, (query) => query.where('id', '!=', of.settledBookingId ?? ''))
    .where((eb) =>
      eb.or([
        eb('status', '=', 'checked_in'),
        // Stays to come are many; few of them have asked for a key already.
        eb.exists(
          eb
            .selectFrom('digital_key')
            .select('id')
            .whereRef('digital_key.location_id', '=', 'booking.location_id')
            .whereRef('digital_key.booking_id', '=', 'booking.id')
            .where('digital_key.state', '=', 'waiting'),
        ),
      ]),
    )
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
