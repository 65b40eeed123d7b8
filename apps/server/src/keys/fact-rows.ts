// What the rules look at, as rows: one statement per table for any number of bookings of one location (`$1`; ids in `$2`).
import type { DoorKind, OpeningHours } from '@nightlatch/domain';
import type { Selectable } from 'kysely';
import type { Ask } from '../db/ask.ts';
import type { BookingTable, DigitalKeyTable, LocationTable, OccupancyTable } from '../db/schema.ts';

/** A booking with its guest and room. */
export type BookingRow = Selectable<BookingTable> & {
  readonly first_name: string;
  readonly last_name: string;
  readonly blocked_at: Date | null;
  readonly room_number: string | null;
  readonly last_generation: number | null;
  /** The newest alarm about an occupied room: whose stay is in the way, whether it is open, who closed it. */
  readonly alarm_about: string | null;
  readonly alarm_done_at: Date | null;
  readonly alarm_done_by: string | null;
  readonly alarm_raised_at: Date | null;
};

/** Who has one of the rooms now; the bookings asked for among them. */
export type HolderRow = Pick<
  Selectable<OccupancyTable>,
  'room_id' | 'booking_id' | 'door_occupancy_id' | 'generation'
> &
  Pick<Selectable<BookingTable>, 'party' | 'share_group'>;

/** A door with its lock: of one of the rooms, or common (`room_id` null). */
export type DoorRow = {
  readonly id: string;
  readonly room_id: string | null;
  readonly kind: DoorKind;
  readonly element: string;
  readonly hours: OpeningHours | null;
  readonly lock_id: Buffer;
  readonly healthy: boolean;
};

/** A phone of one of the guests and one of its spare door keys, oldest first; without spares once with null. */
export type DeviceRow = {
  readonly id: string;
  readonly guest_id: string;
  readonly name: string;
  readonly spare_id: string | null;
  readonly spare_point: Buffer | null;
  readonly serves_several: boolean;
};

export type KeyRow = Selectable<DigitalKeyTable> & { readonly handed_over: boolean };

export type FactRows = {
  readonly location: Selectable<LocationTable> | undefined;
  readonly bookings: readonly BookingRow[];
  readonly occupancies: readonly Selectable<OccupancyTable>[];
  readonly holders: readonly HolderRow[];
  readonly doors: readonly DoorRow[];
  readonly keys: readonly KeyRow[];
  readonly devices: readonly DeviceRow[];
};

const ROOMS = 'select room_id from booking where location_id = $1 and id = any($2::uuid[])';

const LOCATION = 'select * from location where id = $1';
// Whoever signs holds what documents say of the location (admin/door-hours.ts); rows that refer to it are written anyway and take the same.
const HELD_LOCATION = `${LOCATION} for key share`;

const BOOKINGS = `select b.*, g.first_name, g.last_name, g.blocked_at, r.number as room_number, r.last_generation,
    alarm.about as alarm_about, alarm.raised_at as alarm_raised_at, alarm.done_at as alarm_done_at, alarm.done_by as alarm_done_by
  from booking b
  join guest g on g.location_id = b.location_id and g.id = b.guest_id
  left join room r on r.location_id = b.location_id and r.id = b.room_id
  left join lateral (select t.detail->>'occupancyId' as about, t.raised_at, t.done_at, t.done_by from staff_task t
    where t.location_id = b.location_id and t.booking_id = b.id and t.kind = 'room_occupied'
    order by t.raised_at desc limit 1) alarm on true
  where b.location_id = $1 and b.id = any($2::uuid[])`;

const OCCUPANCIES = `select * from occupancy where location_id = $1 and booking_id = any($2::uuid[]) order by opened_at, id`;

const HOLDERS = `select o.room_id, o.booking_id, o.door_occupancy_id, o.generation, b.party, b.share_group
  from occupancy o join booking b on b.location_id = o.location_id and b.id = o.booking_id
  where o.location_id = $1 and o.closed_at is null and o.room_id in (${ROOMS}) order by o.opened_at, o.id`;

const doorsWhere = (
  where: string,
): string => `select d.id, d.room_id, d.kind, d.element, d.hours, d.sort, l.lock_id, l.healthy from door d
  join lock l on l.location_id = d.location_id and l.door_id = d.id and l.retired_at is null
  where d.location_id = $1 and ${where}`;

// Two ways by two indexes; one condition with `or` would read every door of the house.
const DOORS = `select id, room_id, kind, element, hours, lock_id, healthy from (
  ${doorsWhere(`d.room_id in (${ROOMS})`)} union all ${doorsWhere("d.kind = 'common'")}) d order by sort, id`;

// A key is handed over when no phone holds it without holding, as its own receipt says, the one that takes over.
const KEYS = `select k.*, k.replaced_by is not null and k.state <> 'ended' and not exists (
    select from credential old where old.location_id = k.location_id and old.key_id = k.id and old.wanted
      and not exists (select from credential new where new.location_id = k.location_id and new.key_id = k.replaced_by
        and new.device_id = old.device_id and new.wanted and new.state = 'delivered')) as handed_over
  from digital_key k where k.location_id = $1 and k.booking_id = any($2::uuid[]) order by k.requested_at, k.id`;

// Guest by guest: looked for all at once, the two kinds of phones that serve a guest would be read from beginning to end, with those of every past
// stay. `offset 0` keeps the planner from turning it round.
const DEVICES = `with guests as materialized (select distinct guest_id from booking where location_id = $1 and id = any($2::uuid[]))
  select d.id, s.guest_id, d.name, k.id as spare_id, k.point as spare_point,
    exists (select from device_guest g where g.location_id = d.location_id and g.device_id = d.id) as serves_several
  from guests
  cross join lateral (select device_id, guest_id from device_serves v where v.location_id = $1 and v.guest_id = guests.guest_id offset 0) s
  join device d on d.location_id = $1 and d.id = s.device_id
  left join door_key k on k.location_id = d.location_id and k.device_id = d.id and k.used_for_key_id is null
  order by d.enrolled_at, d.id, k.offered_at, k.id`;

const LOCK_BOOKINGS =
  'select id from booking where location_id = $1 and id = any($2::uuid[]) order by id for no key update';
const LOCK_ROOMS = `select id from room where location_id = $1 and id in (${ROOMS}) order by id for no key update`;

/**
 * Takes the bookings for this transaction, then their rooms, each in the order of ids: two bookings can't take one room at once,
 * and two who take several can't wait for each other in a circle.
 */
export const lockBookings = (
  ask: Ask,
  of: { locationId: string; bookingIds: readonly string[] },
): Promise<readonly { id: string }[]> => {
  const values = [of.locationId, of.bookingIds];
  const bookings = ask<{ id: string }>(LOCK_BOOKINGS, values);
  const rooms = ask(LOCK_ROOMS, values);
  return Promise.all([bookings, rooms]).then(([found]) => found);
};

/** Asks for all rows at once; each statement sees what was committed when it began, so lock first where changes will follow, and `hold`. */
export const readFactRows = async (
  ask: Ask,
  of: { locationId: string; bookingIds: readonly string[]; hold?: boolean },
): Promise<FactRows> => {
  const values = [of.locationId, of.bookingIds];
  const [locations, bookings, occupancies, holders, doors, keys, devices] = await Promise.all([
    ask<Selectable<LocationTable>>(of.hold ? HELD_LOCATION : LOCATION, [of.locationId]),
    ask<BookingRow>(BOOKINGS, values),
    ask<Selectable<OccupancyTable>>(OCCUPANCIES, values),
    ask<HolderRow>(HOLDERS, values),
    ask<DoorRow>(DOORS, values),
    ask<KeyRow>(KEYS, values),
    ask<DeviceRow>(DEVICES, values),
  ]);
  return { location: locations[0], bookings, occupancies, holders, doors, keys, devices };
};
