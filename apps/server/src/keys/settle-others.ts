// Which bookings have to be settled again when a room, guest or the location itself changed.
import type { Ask } from '../db/ask.ts';
import type { Db } from '../db/schema.ts';
import { emit, emitAll } from '../events.ts';

const OPEN = ['confirmed', 'checked_in'] as const;

/** Of rooms `$2`, but not bookings `$3`, by which their rooms changed. Stays to come are many; few of them have asked for a key already. */
const IN_ROOMS = `select distinct b.id from unnest($2::uuid[], $3::uuid[]) c (room_id, settled)
  join booking b on b.location_id = $1 and b.room_id = c.room_id and b.id is distinct from c.settled
  where b.status = 'checked_in' or (b.status = 'confirmed' and exists (select from digital_key k
    where k.location_id = b.location_id and k.booking_id = b.id and k.state = 'waiting'))`;

/** Has the bookings settled that have one of the rooms, or a request that waits and says what for: whether the room is free is among that. */
export const settleRooms = async (
  ask: Ask,
  of: {
    readonly locationId: string;
    readonly rooms: readonly { readonly roomId: string; readonly settledBookingId?: string }[];
  },
): Promise<void> => {
  const { locationId, rooms } = of;
  const bookings = await ask<{ id: string }>(IN_ROOMS, [
    locationId,
    rooms.map(({ roomId }) => roomId),
    rooms.map(({ settledBookingId }) => settledBookingId ?? null),
  ]);
  await emitAll(
    ask,
    bookings.map(({ id }) => ({ name: 'booking.changed', locationId, bookingId: id })),
  );
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
