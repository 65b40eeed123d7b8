// Figures by set-based SQL: a handful of statements, whatever the number of locations or days.
import type { BrandFigures, LocationFigures } from '@nightlatch/api';
import { DIAGNOSIS_CODES } from '@nightlatch/domain';
import { sql } from 'kysely';
import type { Db } from '../db/schema.ts';
import { retentionOf } from '../retention/periods.ts';

type Summary = Pick<
  LocationFigures,
  | 'keysIssued'
  | 'stays'
  | 'staysOnMobile'
  | 'firstTries'
  | 'firstTriesOpened'
  | 'refusals'
  | 'medianSecondsToOpening'
  | 'slowSecondsToOpening'
>;

const DAY_MS = 86_400_000;
/** Somebody who tries again within this long at the same door is still at the same opening. */
const SAME_TRY = '1 minute';
/** A PMS that was not heard of for this long is looked after. */
const PMS_SILENCE_MS = DAY_MS;

/** One row per location, in the order of `locationIds`; zeros where nothing happened. */
async function readSummaries(
  db: Db,
  of: { locationIds: readonly string[]; from: Date },
): Promise<Map<string, Summary>> {
  const { rows } = await sql<{
    id: string;
    keys: number;
    stays: number;
    mobile: number;
    tries: number;
    opened: number;
    refusals: number;
    median: number | null;
    slow: number | null;
  }>`with place as (select id from unnest(${sql.val([...of.locationIds])}::uuid[]) as id),
    stay as (
      select o.location_id, o.booking_id, min(o.opened_at) as since from occupancy o
      join place on place.id = o.location_id where o.opened_at >= ${of.from} group by o.location_id, o.booking_id),
    opening as (
      select s.location_id, extract(epoch from min(e.at) - s.since) as seconds from stay s
      join access_event e on e.location_id = s.location_id and e.booking_id = s.booking_id
        and e.event = 'granted' and e.at >= s.since
      group by s.location_id, s.booking_id, s.since),
    try as (
      select a.location_id, a.outcome, a.at - lag(a.at) over (partition by a.location_id, a.device_id, a.door_id order by a.at) as after
      from door_attempt a join place on place.id = a.location_id where a.at >= ${of.from})
    select place.id,
      (select count(*)::int from digital_key k where k.location_id = place.id and k.issued_at >= ${of.from}) as keys,
      (select count(*)::int from stay s where s.location_id = place.id) as stays,
      (select count(*)::int from stay s where s.location_id = place.id and exists (
        select 1 from digital_key k join credential c on c.location_id = k.location_id and c.key_id = k.id
        where k.location_id = s.location_id and k.booking_id = s.booking_id and c.delivered_at is not null)) as mobile,
      (select count(*)::int from try t where t.location_id = place.id
        and (t.after is null or t.after > ${SAME_TRY}::interval)) as tries,
      (select count(*)::int from try t where t.location_id = place.id
        and (t.after is null or t.after > ${SAME_TRY}::interval) and t.outcome = 'opened') as opened,
      (select count(*)::int from access_event e where e.location_id = place.id and e.event = 'refused'
        and e.received_at >= ${of.from} and coalesce(e.at, e.received_at) >= ${of.from}) as refusals,
      (select round(percentile_cont(0.5) within group (order by o.seconds))::int from opening o where o.location_id = place.id) as median,
      (select round(percentile_cont(0.9) within group (order by o.seconds))::int from opening o where o.location_id = place.id) as slow
    from place`.execute(db);
  return new Map(
    rows.map((row) => [
      row.id,
      {
        keysIssued: row.keys,
        stays: row.stays,
        staysOnMobile: row.mobile,
        firstTries: row.tries,
        firstTriesOpened: row.opened,
        refusals: row.refusals,
        medianSecondsToOpening: row.median,
        slowSecondsToOpening: row.slow,
      },
    ]),
  );
}

/** The location's figures of the last `days` days of its own calendar; undefined where there is no such location. */
export async function readLocationFigures(
  db: Db,
  of: { locationId: string; days: number; now: Date },
): Promise<LocationFigures | undefined> {
  const { locationId, days, now } = of;
  const location = await db
    .selectFrom('location')
    .select(['time_zone', 'retention'])
    .where('id', '=', locationId)
    .executeTakeFirst();
  if (!location) return undefined;
  const zone = location.time_zone;
  const { rows } = await sql<{ date: string; from: Date; keys: number; stays: number; mobile: number }>`
    with day as (
      select d::date as date, d at time zone ${zone} as since, (d + interval '1 day') at time zone ${zone} as till
      from generate_series(date_trunc('day', ${now}::timestamptz at time zone ${zone}) - make_interval(days => ${days - 1}),
        date_trunc('day', ${now}::timestamptz at time zone ${zone}), interval '1 day') d),
    stay as (
      select o.booking_id, min(o.opened_at) as since from occupancy o
      where o.location_id = ${locationId}::uuid and o.opened_at >= (select min(since) from day) group by o.booking_id),
    counted as (
      select s.since, exists (select 1 from digital_key k join credential c on c.location_id = k.location_id and c.key_id = k.id
        where k.location_id = ${locationId}::uuid and k.booking_id = s.booking_id and c.delivered_at is not null) as mobile
      from stay s),
    issued as (
      select issued_at from digital_key where location_id = ${locationId}::uuid and issued_at >= (select min(since) from day))
    select to_char(day.date, 'YYYY-MM-DD') as date, day.since as "from",
      (select count(*)::int from issued i where i.issued_at >= day.since and i.issued_at < day.till) as keys,
      (select count(*)::int from counted c where c.since >= day.since and c.since < day.till) as stays,
      (select count(*)::int from counted c where c.since >= day.since and c.since < day.till and c.mobile) as mobile
    from day order by day.date`.execute(db);
  const from = rows[0]?.from ?? now;
  const [summaries, reasons] = await Promise.all([
    readSummaries(db, { locationIds: [locationId], from }),
    sql<{ diagnosis: string | null; count: number }>`select diagnosis, count(*)::int as count from access_event
      where location_id = ${locationId}::uuid and event = 'refused' and received_at >= ${from} and coalesce(at, received_at) >= ${from}
      group by diagnosis order by count(*) desc, diagnosis`.execute(db),
  ]);
  const summary = summaries.get(locationId);
  if (!summary) return undefined;
  return {
    from: from.toISOString(),
    to: now.toISOString(),
    doorLogDays: retentionOf(location.retention).doorLog,
    ...summary,
    days: rows.map((row) => ({
      date: row.date,
      keysIssued: row.keys,
      stays: row.stays,
      staysOnMobile: row.mobile,
    })),
    refusedBecause: reasons.rows.map(({ diagnosis, count }) => ({
      // A code of a newer server on the same database counts as unknown.
      diagnosis: DIAGNOSIS_CODES.find((code) => code === diagnosis) ?? null,
      count,
    })),
  };
}

/** Each location of the brand, by name. */
export async function readBrandFigures(
  db: Db,
  of: { brandId: string; days: number; now: Date },
): Promise<BrandFigures> {
  const from = new Date(of.now.getTime() - of.days * DAY_MS);
  const heard = new Date(of.now.getTime() - PMS_SILENCE_MS);
  const { rows } = await sql<{
    id: string;
    name: string;
    on: boolean;
    revocations: number;
    locks: number;
    unhealthy: number;
    pms: boolean | null;
  }>`select o.id, o.name, o.lock_system_enabled as "on",
      (select count(*)::int from revocation r where r.location_id = o.id and r.enforced_at is null) as revocations,
      (select count(*)::int from lock l where l.location_id = o.id and l.retired_at is null) as locks,
      (select count(*)::int from lock l where l.location_id = o.id and l.retired_at is null and not l.healthy) as unhealthy,
      (select p.last_error is null and coalesce(greatest(p.last_event_at, p.tested_at) >= ${heard}, false)
        from pms_connection p where p.location_id = o.id) as pms
    from location o where o.brand_id = ${of.brandId}::uuid order by o.name, o.id`.execute(db);
  const summaries = await readSummaries(db, { locationIds: rows.map((row) => row.id), from });
  return {
    from: from.toISOString(),
    to: of.now.toISOString(),
    locations: rows.flatMap((row) => {
      const summary = summaries.get(row.id);
      if (!summary) return [];
      return [
        {
          locationId: row.id,
          name: row.name,
          ...summary,
          openRevocations: row.revocations,
          locks: row.locks,
          unhealthyLocks: row.unhealthy,
          digitalKeysOn: row.on,
          pmsInTouch: row.pms,
        },
      ];
    }),
  };
}
