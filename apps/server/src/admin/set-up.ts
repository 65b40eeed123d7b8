// What of setting a location up is done, read from what is really there: no step is ticked off by hand.
import { SET_UP_STEPS, type SetUp } from '@nightlatch/api';
import { sql } from 'kysely';
import type { Db } from '../db/schema.ts';

type Row = {
  pms: boolean;
  rooms: number;
  rooms_without_door: number;
  room_doors: number;
  room_doors_with_lock: number;
  simulated_locks: number;
  lock_system: boolean;
  rules: boolean;
  messages: boolean;
  arrival: boolean;
  staff: number;
  first_key: boolean;
};

/** Guests get keys without these. */
const OPTIONAL: ReadonlySet<string> = new Set(['rules', 'messages', 'arrival']);

/** Reads all steps with one statement; undefined where there is no such location. */
export async function readSetUp(db: Db, locationId: string): Promise<SetUp | undefined> {
  const { rows } = await sql<Row>`select
      exists (select 1 from pms_connection p where p.location_id = o.id and (p.tested_at is not null or p.last_event_at is not null) and p.last_error is null) as pms,
      (select count(*)::int from room r where r.location_id = o.id) as rooms,
      (select count(*)::int from room r where r.location_id = o.id
        and not exists (select 1 from door d where d.location_id = r.location_id and d.room_id = r.id)) as rooms_without_door,
      d.room_doors, d.room_doors_with_lock, d.simulated_locks,
      o.lock_system_enabled and o.lock_system_tested_at is not null as lock_system,
      exists (select 1 from audit_entry a where a.location_id = o.id and a.action = 'location.changed') as rules,
      exists (select 1 from message_settings m where m.location_id = o.id and (m.email_mode <> 'off' or m.sms_connector is not null)) as messages,
      exists (select 1 from arrival_settings a where a.location_id = o.id) as arrival,
      (select count(*)::int from staff_role s where s.location_id = o.id) as staff,
      exists (select 1 from digital_key k where k.location_id = o.id and k.issued_at is not null) as first_key
    from location o
    cross join lateral (
      select count(*)::int as room_doors, count(l.id)::int as room_doors_with_lock,
        (count(*) filter (where l.simulated))::int as simulated_locks
      from door d left join lock l on l.location_id = d.location_id and l.door_id = d.id and l.retired_at is null
      where d.location_id = o.id and d.kind = 'room') d
    where o.id = ${locationId}::uuid`.execute(db);
  const [row] = rows;
  if (!row) return undefined;
  const done: Record<(typeof SET_UP_STEPS)[number], boolean> = {
    location: true,
    pms: row.pms,
    rooms: row.rooms > 0 && row.rooms_without_door === 0,
    locks: row.room_doors > 0 && row.room_doors_with_lock === row.room_doors,
    lock_system: row.lock_system,
    rules: row.rules,
    messages: row.messages,
    arrival: row.arrival,
    staff: row.staff > 1,
    first_key: row.first_key,
  };
  return {
    steps: SET_UP_STEPS.map((step) => ({ step, done: done[step], optional: OPTIONAL.has(step) })),
    rooms: row.rooms,
    roomsWithoutDoor: row.rooms_without_door,
    roomDoors: row.room_doors,
    roomDoorsWithLock: row.room_doors_with_lock,
    simulatedLocks: row.simulated_locks,
    staff: row.staff,
  };
}
