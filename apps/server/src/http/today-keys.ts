// Today's problems of keys: waiting, not on a phone, out of lease, ending too early, taken away and still able to open.
import { sql } from 'kysely';
import type { Db } from '../db/schema.ts';
import { clockAllowanceSeconds, fullName, isCondition } from './key-view.ts';
import { type FoundProblem, problemOf } from './today-order.ts';

export type TodayOf = {
  readonly locationId: string;
  readonly now: Date;
  /** The hotel's own date. */
  readonly today: string;
  /** Rows read for each kind of problem. */
  readonly limit: number;
};

/** A phone in use takes a key within seconds; so long nobody has to look. */
const DELIVERY_TAKES_MS = 2 * 60_000;
/** A key that ends later than this before check-out is no matter of today. */
const ENDS_SOON_MS = 24 * 3_600_000;

type KeyRow = {
  id: string;
  booking_id: string;
  state: 'waiting' | 'issued';
  waiting_for: string[];
  requested_at: Date;
  issued_at: Date | null;
  valid_until: Date | null;
  status: 'confirmed' | 'checked_in';
  first_name: string;
  last_name: string;
  room_number: string | null;
  delivered: boolean;
  lease_until: Date | null;
  ends_early: boolean;
};

/** Living keys that do not work, or not for long. */
export const readKeyProblems = async (db: Db, of: TodayOf): Promise<FoundProblem[]> => {
  const { rows } = await sql<KeyRow>`
    select k.id, k.booking_id, k.state, k.waiting_for, k.requested_at, k.issued_at, k.valid_until, b.status, g.first_name, g.last_name,
      r.number as room_number, coalesce(c.delivered, false) as delivered, c.lease_until,
      coalesce(k.kind = 'primary' and k.validity_source = 'staff' and k.valid_until < k.check_out_seen
        and k.valid_until < ${new Date(of.now.getTime() + ENDS_SOON_MS)}, false) as ends_early
    from digital_key k
    join booking b on b.location_id = k.location_id and b.id = k.booking_id and b.status in ('confirmed', 'checked_in')
    join guest g on g.location_id = k.location_id and g.id = k.guest_id
    left join room r on r.location_id = k.location_id and r.id = coalesce(k.room_id, b.room_id)
    left join (
      select key_id, bool_or(state = 'delivered') as delivered, max(lease_until) filter (where state = 'delivered') as lease_until
      from credential where location_id = ${of.locationId} and wanted group by key_id
    ) c on c.key_id = k.id
    where k.location_id = ${of.locationId} and k.state in ('waiting', 'issued') and (
      (k.state = 'waiting' and k.waiting_for <> '{}' and (b.status = 'checked_in'
        or (b.arrival_date <= ${of.today}::date and k.waiting_for <> '{not_checked_in}')))
      or (k.state = 'issued' and k.replaced_by is null and (k.valid_from is null or k.valid_from <= ${of.now}) and (
        (c.delivered and c.lease_until <= ${of.now})
        or (k.kind = 'primary' and k.validity_source = 'staff' and k.valid_until < k.check_out_seen
          and k.valid_until < ${new Date(of.now.getTime() + ENDS_SOON_MS)})
        or (not coalesce(c.delivered, false) and k.issued_at < ${new Date(of.now.getTime() - DELIVERY_TAKES_MS)}
          -- a reissue: until the new key is on the phone, the old one opens
          and not exists (select from digital_key o where o.location_id = k.location_id and o.replaced_by = k.id and o.state = 'issued')))))
    order by k.waiting_for = '{guest_app_not_installed}', b.status desc, k.requested_at, k.id limit ${of.limit}`.execute(
    db,
  );
  return rows.flatMap((row) => {
    const about = {
      bookingId: row.booking_id,
      keyId: row.id,
      guestName: fullName(row),
      roomNumber: row.room_number,
      guestIsThere: row.status === 'checked_in',
    };
    const since = (row.issued_at ?? row.requested_at).toISOString();
    if (row.state === 'waiting')
      return problemOf({
        ...about,
        id: `key_waiting:${row.id}`,
        kind: 'key_waiting',
        codes: row.waiting_for.filter(isCondition),
        since: row.requested_at.toISOString(),
      });
    const found: FoundProblem[] = [];
    if (row.ends_early && row.valid_until)
      found.push(
        problemOf({
          ...about,
          id: `expires_early:${row.id}`,
          kind: 'expires_early',
          codes: [],
          since,
          until: row.valid_until.toISOString(),
        }),
      );
    if (!row.delivered && row.issued_at && row.issued_at.getTime() < of.now.getTime() - DELIVERY_TAKES_MS)
      found.push(problemOf({ ...about, id: `not_downloaded:${row.id}`, kind: 'not_downloaded', codes: [], since }));
    if (row.delivered && row.lease_until && row.lease_until <= of.now)
      found.push(
        problemOf({
          ...about,
          id: `lease_ended:${row.id}`,
          kind: 'lease_ended',
          codes: [],
          since: row.lease_until.toISOString(),
        }),
      );
    return found;
  });
};

type EndedRow = {
  id: string;
  booking_id: string;
  ended_at: Date;
  first_name: string;
  last_name: string;
  room_number: string | null;
};

/** Keys that have expired while their guest is still checked in and has no other. */
export const readExpiredProblems = async (db: Db, of: TodayOf): Promise<FoundProblem[]> => {
  const { rows } = await sql<EndedRow>`
    select distinct on (k.booking_id, k.guest_id) k.id, k.booking_id, k.ended_at, g.first_name, g.last_name, r.number as room_number
    from booking b
    join digital_key k on k.location_id = b.location_id and k.booking_id = b.id
    join guest g on g.location_id = k.location_id and g.id = k.guest_id
    left join room r on r.location_id = b.location_id and r.id = b.room_id
    where b.location_id = ${of.locationId} and b.status = 'checked_in' and k.state = 'ended' and k.end_reason = 'expired'
      and k.kind = 'primary' and k.ended_at > ${new Date(of.now.getTime() - ENDS_SOON_MS)}
      and not exists (select from digital_key o where o.location_id = k.location_id and o.booking_id = k.booking_id
        and o.guest_id = k.guest_id and (o.state <> 'ended' or o.ended_at > k.ended_at))
    order by k.booking_id, k.guest_id, k.ended_at desc limit ${of.limit}`.execute(db);
  return rows.map((row) =>
    problemOf({
      id: `expires_early:${row.id}`,
      kind: 'expires_early',
      codes: ['expired'],
      since: row.ended_at.toISOString(),
      bookingId: row.booking_id,
      keyId: row.id,
      guestName: fullName(row),
      roomNumber: row.room_number,
      guestIsThere: true,
    }),
  );
};

type OpenRow = {
  key_id: string;
  requested_at: Date;
  booking_id: string;
  first_name: string;
  last_name: string;
  room_number: string | null;
  until: Date;
  lost: boolean;
  doors: string[];
};

/**
 * Keys taken away that nothing has proven dead: the same proofs as `delivery/read-revocation.ts`, asked of all at once. A row that a job
 * has not closed yet, but whose last door has confirmed, is no problem any more.
 */
export const readOpenRevocations = async (db: Db, of: TodayOf): Promise<FoundProblem[]> => {
  const { rows } = await sql<OpenRow>`
    select v.key_id, v.requested_at, k.booking_id, g.first_name, g.last_name, r.number as room_number, c.until, c.lost, d.doors
    from revocation v
    join digital_key k on k.location_id = v.location_id and k.id = v.key_id
    join guest g on g.location_id = k.location_id and g.id = k.guest_id
    left join room r on r.location_id = k.location_id and r.id = k.room_id
    join lateral (
      select max(c.longest_lease_until) + make_interval(secs => ${clockAllowanceSeconds}) as until, bool_or(p.lost_at is not null) as lost
      from credential c join device p on p.location_id = c.location_id and p.id = c.device_id
      where c.location_id = v.location_id and c.key_id = v.key_id and not c.wanted and c.state <> 'removed' and c.sent_at is not null
    ) c on c.until > ${of.now}
    join lateral (
      select array_agg(distinct d.name) as doors
      from lock_refusal f
      join lock l on l.location_id = f.location_id and l.id = f.lock_id
      join door d on d.location_id = l.location_id and d.id = l.door_id
      where f.location_id = v.location_id and f.key_id = v.key_id
        and (v.listed_in_version is null or l.confirmed_revocation_version < v.listed_in_version)
        and l.confirmed_generation <= coalesce((select max(o.generation) from occupancy o where o.location_id = k.location_id
          and o.door_occupancy_id = k.occupancy_id and o.room_id = d.room_id), l.confirmed_generation)
    ) d on d.doors is not null
    where v.location_id = ${of.locationId} and v.enforced_at is null
    order by v.requested_at, v.key_id limit ${of.limit}`.execute(db);
  return rows.map((row) =>
    problemOf({
      id: `could_still_open:${row.key_id}`,
      kind: 'could_still_open',
      codes: row.lost ? ['lost_phone'] : [],
      since: row.requested_at.toISOString(),
      until: row.until.toISOString(),
      bookingId: row.booking_id,
      keyId: row.key_id,
      guestName: fullName(row),
      roomNumber: row.room_number,
      doors: row.doors,
      guestIsThere: false,
    }),
  );
};
