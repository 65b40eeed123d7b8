// Today's problems at doors: guests who were refused and did not get in since, locks that need somebody.
import type { DiagnosisCode } from '@nightlatch/domain';
import { sql } from 'kysely';
import type { Db } from '../db/schema.ts';
import { fullName } from './key-view.ts';
import type { TodayOf } from './today-keys.ts';
import { type FoundProblem, problemOf } from './today-order.ts';

/** So long a refusal says that somebody may still stand there. */
const REFUSED_LATELY_MS = 3_600_000;

/** Phones and locks each go by a clock of their own: what they tell within this time of each other has no order. */
const CLOCKS_AGREE = sql`interval '1 minute'`;

type RefusedRow = {
  booking_id: string;
  key_id: string;
  at: Date;
  tries: number;
  diagnosis: DiagnosisCode | null;
  door_id: string | null;
  door_name: string | null;
  first_name: string;
  last_name: string;
  room_number: string | null;
};

/**
 * Guests in house whose newest try within the last hour was refused: as the phone told it, or as the door wrote it where the phone
 * tells nothing. Each has its order of events; between the two only what lies well apart is later. One try may be told by both, so
 * the tries of the one that told more are counted.
 */
export const readRefusedGuests = async (db: Db, of: TodayOf): Promise<FoundProblem[]> => {
  const since = new Date(of.now.getTime() - REFUSED_LATELY_MS);
  const { rows } = await sql<RefusedRow>`
    with tries as (
      select key_id, door_id, coalesce(at, received_at) as at, event = 'granted' as granted, diagnosis, true as by_door from access_event
        where location_id = ${of.locationId} and received_at > ${since} and event in ('granted', 'refused') and key_id is not null
      union all
      select key_id, door_id, at, outcome = 'opened', diagnosis, false from door_attempt
        where location_id = ${of.locationId} and received_at > ${since}
    ), refused as (
      select k.guest_id, k.booking_id, max(t.at) filter (where not granted) as at,
        greatest(count(*) filter (where not granted and by_door), count(*) filter (where not granted and not by_door))::int as tries,
        (array_agg(t.key_id order by t.at desc) filter (where not granted))[1] as key_id,
        (array_agg(t.diagnosis order by t.at desc) filter (where not granted))[1] as diagnosis,
        (array_agg(t.door_id order by t.at desc) filter (where not granted))[1] as door_id
      from tries t join digital_key k on k.location_id = ${of.locationId} and k.id = t.key_id
      where t.at > ${since}
      group by k.guest_id, k.booking_id
      having (
        max(t.at) filter (where not granted and not by_door) > coalesce(max(t.at) filter (where granted and not by_door), '-infinity')
        and max(t.at) filter (where not granted and not by_door) + ${CLOCKS_AGREE} > coalesce(max(t.at) filter (where granted and by_door), '-infinity')
      ) or (
        max(t.at) filter (where not granted and by_door) > coalesce(max(t.at) filter (where granted and by_door), '-infinity')
        and max(t.at) filter (where not granted and by_door) - ${CLOCKS_AGREE} > coalesce(max(t.at) filter (where not by_door), '-infinity')
      )
    )
    select f.booking_id, f.key_id, f.at, f.tries, f.diagnosis, f.door_id, d.name as door_name, g.first_name, g.last_name, r.number as room_number
    from refused f
    join booking b on b.location_id = ${of.locationId} and b.id = f.booking_id and b.status = 'checked_in'
    join guest g on g.location_id = b.location_id and g.id = f.guest_id
    left join door d on d.location_id = b.location_id and d.id = f.door_id
    left join room r on r.location_id = b.location_id and r.id = b.room_id
    order by f.at desc limit ${of.limit}`.execute(db);
  return rows.map((row) =>
    problemOf({
      id: `refused_at_door:${row.key_id}`,
      kind: 'refused_at_door',
      codes: row.diagnosis === null ? [] : [row.diagnosis],
      since: row.at.toISOString(),
      bookingId: row.booking_id,
      keyId: row.key_id,
      doorId: row.door_id,
      guestName: fullName(row),
      roomNumber: row.room_number,
      doors: row.door_name === null ? [] : [row.door_name],
      tries: row.tries,
      guestIsThere: true,
    }),
  );
};

type LockRow = {
  door_id: string;
  name: string;
  room_number: string | null;
  healthy: boolean;
  battery: 'ok' | 'low' | 'critical' | null;
  clock_known: boolean | null;
  hardware_fault: boolean | null;
  since: Date;
  in_use: boolean;
};

/** Locks in service with a battery, clock or fault that somebody has to look after. */
export const readLockTroubles = async (db: Db, of: TodayOf): Promise<FoundProblem[]> => {
  const { rows } = await sql<LockRow>`
    select d.id as door_id, d.name, r.number as room_number, l.healthy, l.battery, l.clock_known, l.hardware_fault,
      coalesce(l.reported_at, l.last_contact_at, l.commissioned_at) as since,
      d.room_id is null or exists (select from booking b where b.location_id = d.location_id and b.room_id = d.room_id
        and b.status = 'checked_in') as in_use
    from lock l
    join door d on d.location_id = l.location_id and d.id = l.door_id
    left join room r on r.location_id = d.location_id and r.id = d.room_id
    where l.location_id = ${of.locationId} and l.retired_at is null
      and (not l.healthy or l.battery in ('low', 'critical') or not l.clock_known or l.hardware_fault)
    order by in_use desc, since, d.id limit ${of.limit}`.execute(db);
  return rows.map((row) => {
    const codes = [
      ...(row.hardware_fault ? ['hardware_fault'] : []),
      ...(row.battery === 'critical' ? ['battery_critical'] : row.battery === 'low' ? ['battery_low'] : []),
      ...(row.clock_known === false ? ['clock_unknown'] : []),
    ];
    return problemOf({
      id: `lock_trouble:${row.door_id}`,
      kind: 'lock_trouble',
      codes: codes.length > 0 ? codes : ['unhealthy'],
      since: row.since.toISOString(),
      doorId: row.door_id,
      roomNumber: row.room_number,
      doors: [row.name],
      guestIsThere: row.in_use,
      grave: codes.some((code) => code !== 'battery_low') || codes.length === 0,
    });
  });
};
