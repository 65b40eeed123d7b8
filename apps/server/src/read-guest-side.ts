// One look at whether a changed booking concerns its guest's side at all: in a rush of bookings most do not, and it costs one statement.
import { sql } from 'kysely';
import type { Ask } from './db/ask.ts';
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

const CONCERNED = `select b.id from booking b join location l on l.id = b.location_id
  where b.location_id = $1 and b.id = any($2::uuid[]) and (l.quarantined_at is not null
    or exists (select from message_settings s where s.location_id = b.location_id)
    or exists (select from check_in_request r where r.location_id = b.location_id and r.booking_id = b.id
      and (r.state in ('submitted', 'waiting') or r.pms_check_in = 'wanted')))`;

/** The same look at many bookings: those that are more than keys to settle, or may not be settled now (quarantine). */
export const readGuestSides = async (
  ask: Ask,
  of: { readonly locationId: string; readonly bookingIds: readonly string[] },
): Promise<ReadonlySet<string>> => {
  const rows = await ask<{ id: string }>(CONCERNED, [of.locationId, of.bookingIds]);
  return new Set(rows.map(({ id }) => id));
};
