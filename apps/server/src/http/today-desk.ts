// Today's problems that wait for the desk itself: check-ins and IDs to decide, tasks, a PMS that does not answer.
import { sql } from 'kysely';
import type { Db } from '../db/schema.ts';
import { fullName } from './key-view.ts';
import { listTasks } from './task-view.ts';
import type { TodayOf } from './today-keys.ts';
import { type FoundProblem, problemOf } from './today-order.ts';

type RequestRow = {
  kind: 'check_in' | 'id_check';
  id: string;
  booking_id: string;
  submitted_at: Date;
  first_name: string;
  last_name: string;
  room_number: string | null;
  arrives_today: boolean;
};

/** Mobile check-ins and IDs that nobody has decided on; what waits for its room goes on by itself. */
export const readRequests = async (db: Db, of: TodayOf): Promise<FoundProblem[]> => {
  const { rows } = await sql<RequestRow>`
    select q.kind, q.id, q.booking_id, q.submitted_at, g.first_name, g.last_name, r.number as room_number,
      b.arrival_date <= ${of.today}::date as arrives_today
    from (
      select 'check_in' as kind, id, booking_id, submitted_at from check_in_request
        where location_id = ${of.locationId} and state = 'submitted'
      union all
      select 'id_check', id, booking_id, submitted_at from id_check
        where location_id = ${of.locationId} and state = 'pending' and submitted_at is not null
    ) q
    join booking b on b.location_id = ${of.locationId} and b.id = q.booking_id and b.status in ('confirmed', 'checked_in')
    join guest g on g.location_id = b.location_id and g.id = b.guest_id
    left join room r on r.location_id = b.location_id and r.id = b.room_id
    order by arrives_today desc, q.submitted_at, q.id limit ${of.limit}`.execute(db);
  return rows.map((row) =>
    problemOf({
      id: `${row.kind}:${row.id}`,
      kind: row.kind === 'check_in' ? 'check_in_to_approve' : 'id_to_review',
      codes: [],
      since: row.submitted_at.toISOString(),
      bookingId: row.booking_id,
      subjectId: row.id,
      guestName: fullName(row),
      roomNumber: row.room_number,
      guestIsThere: row.arrives_today,
    }),
  );
};

/** What no rule may decide. */
export const readOpenTasks = async (db: Db, of: TodayOf): Promise<FoundProblem[]> => {
  const { items } = await listTasks(db, { locationId: of.locationId, query: { limit: of.limit } });
  return items.map((task) =>
    problemOf({
      id: `task:${task.id}`,
      kind: 'task',
      codes: [task.kind],
      since: task.raisedAt,
      bookingId: task.bookingId,
      keyId: task.keyId,
      subjectId: task.id,
      guestName: task.guestName,
      roomNumber: task.roomNumber,
      guestIsThere: task.kind === 'room_occupied',
    }),
  );
};

/** Words of the PMS are read back within seconds. */
const READ_BACK_TAKES_MS = 3 * 60_000;

/** The PMS does not answer, or what it told waits too long to be read back. */
export const readPmsTrouble = async (db: Db, of: TodayOf): Promise<FoundProblem[]> => {
  type Row = { last_event_at: Date | null; last_error: string | null; waits_since: Date | null };
  const { rows } = await sql<Row>`
    select p.last_event_at, p.last_error,
      (select min(h.received_at) from inbox_hint h where h.location_id = p.location_id and h.settled_at is null
        and h.received_at < ${new Date(of.now.getTime() - READ_BACK_TAKES_MS)}) as waits_since
    from pms_connection p where p.location_id = ${of.locationId}`.execute(db);
  return rows.flatMap((row) => {
    const codes = [
      ...(row.last_error === null ? [] : ['error']),
      ...(row.waits_since === null ? [] : ['hints_waiting']),
    ];
    if (codes.length === 0) return [];
    return problemOf({
      id: `pms_out_of_touch:${of.locationId}`,
      kind: 'pms_out_of_touch',
      codes,
      since: (row.waits_since ?? row.last_event_at ?? of.now).toISOString(),
      guestIsThere: true,
    });
  });
};
