// One look at whether a changed booking concerns its guest's side at all: in a rush of bookings most do not, and it costs one statement.
import { sql } from 'kysely';
import type { Db } from './db/schema.ts';

/** `checksIn`: a mobile check-in is open, or the PMS still has to hear of it; `tells`: the location tells its guests things. */
export const readGuestSide = async (
  db: Db,
  of: { readonly locationId: string; readonly bookingId: string },
): Promise<{ readonly checksIn: boolean; readonly tells: boolean }> => {
  const { rows } = await sql<{ checksIn: boolean; tells: boolean }>`select
    exists (select from check_in_request where location_id = ${of.locationId}::uuid and booking_id = ${of.bookingId}::uuid
      and (state in ('submitted', 'waiting') or pms_check_in = 'wanted')) as "checksIn",
    exists (select from message_settings where location_id = ${of.locationId}::uuid) as "tells"`.execute(db);
  return rows[0] ?? { checksIn: false, tells: false };
};
