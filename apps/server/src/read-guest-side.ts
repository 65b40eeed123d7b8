// One look at whether changed bookings concern their guests' side at all: in a rush most do not, and it costs one statement.
import type { Ask } from './db/ask.ts';

const SIDES = `select l.quarantined_at is not null as quarantined,
    exists (select from message_settings s where s.location_id = l.id) as tells,
    array(select distinct r.booking_id::text from check_in_request r where r.location_id = l.id and r.booking_id = any($2::uuid[])
      and (r.state in ('submitted', 'waiting') or r.pms_check_in = 'wanted')) as "checkingIn"
  from location l where l.id = $1`;

export type GuestSides = {
  /** After a restore: nothing may be settled. */
  readonly quarantined: boolean;
  /** The location tells its guests things. */
  readonly tells: boolean;
  /** Bookings with a mobile check-in that is open, or of which the PMS still has to hear. */
  readonly checkingIn: ReadonlySet<string>;
};

/** Looks at bookings of one location. */
export const readGuestSides = async (
  ask: Ask,
  of: { readonly locationId: string; readonly bookingIds: readonly string[] },
): Promise<GuestSides> => {
  const [row] = await ask<{ quarantined: boolean; tells: boolean; checkingIn: string[] }>(SIDES, [
    of.locationId,
    of.bookingIds,
  ]);
  return row
    ? { ...row, checkingIn: new Set(row.checkingIn) }
    : { quarantined: false, tells: false, checkingIn: new Set() };
};
