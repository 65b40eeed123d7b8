// Today at the desk: how many come, are in and go, and what stands in a guest's way; a handful of statements however many bookings there are.
import type { Today } from '@nightlatch/api';
import { instantToWallClock, may } from '@nightlatch/domain';
import { sql } from 'kysely';
import type { Db } from '../db/schema.ts';
import type { Standing } from './callers.ts';
import { readOpenTasks, readPmsTrouble, readRequests } from './today-desk.ts';
import { readLockTroubles, readRefusedGuests } from './today-doors.ts';
import { readExpiredProblems, readKeyProblems, readOpenRevocations, type TodayOf } from './today-keys.ts';
import { inOrder } from './today-order.ts';

/** More than anybody mends in a day: the first ones say what is wrong with all. */
const MOST_PROBLEMS = 200;

/** As far as the reader may see it; undefined where there is no such location. */
export const readToday = async (
  db: Db,
  options: { locationId: string; standing: Standing; now: Date },
): Promise<Today | undefined> => {
  const { locationId, standing, now } = options;
  const location = await db.selectFrom('location').select('time_zone').where('id', '=', locationId).executeTakeFirst();
  if (!location) return undefined;
  const today = instantToWallClock(now.getTime(), location.time_zone).date;
  const of: TodayOf = { locationId, now, today, limit: MOST_PROBLEMS + 1 };
  const seesKeys = may(standing, 'keys.read');
  const seesDoors = may(standing, 'door_log.read');
  const [counts, ...found] = await Promise.all([
    readCounts(db, of),
    ...(seesKeys ? [readKeyProblems(db, of), readExpiredProblems(db, of), readOpenRevocations(db, of)] : []),
    ...(seesKeys && seesDoors ? [readRefusedGuests(db, of)] : []),
    ...(seesDoors ? [readLockTroubles(db, of)] : []),
    ...(may(standing, 'tasks.read') ? [readOpenTasks(db, of)] : []),
    ...(may(standing, 'check_in.approve') ? [readRequests(db, of)] : []),
    readPmsTrouble(db, of),
  ]);
  const problems = inOrder(found.flat(), now.getTime());
  return {
    at: now.toISOString(),
    date: today,
    ...counts,
    problems: problems.slice(0, MOST_PROBLEMS),
    more: problems.length > MOST_PROBLEMS,
  };
};

const readCounts = async (db: Db, of: TodayOf): Promise<Pick<Today, 'arrivals' | 'inHouse' | 'departures'>> => {
  type Row = { expected: number; arrived: number; in_house: number; due: number; gone: number };
  const { rows } = await sql<Row>`
    select count(*) filter (where arrival_date = ${of.today}::date and status = 'confirmed')::int as expected,
      count(*) filter (where arrival_date = ${of.today}::date and status = 'checked_in')::int as arrived,
      count(*) filter (where status = 'checked_in')::int as in_house,
      count(*) filter (where departure_date = ${of.today}::date and status = 'checked_in')::int as due,
      count(*) filter (where departure_date = ${of.today}::date and status = 'checked_out')::int as gone
    from booking where location_id = ${of.locationId}
      and (status = 'checked_in' or arrival_date = ${of.today}::date or departure_date = ${of.today}::date)`.execute(
    db,
  );
  const [row] = rows;
  return {
    arrivals: { expected: row?.expected ?? 0, arrived: row?.arrived ?? 0 },
    inHouse: row?.in_house ?? 0,
    departures: { due: row?.due ?? 0, left: row?.gone ?? 0 },
  };
};
