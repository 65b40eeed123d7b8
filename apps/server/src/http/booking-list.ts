// The list of bookings: search by words, filters, one word about the keys of each, keyset pages. What is searched for is most
// likely here today: a search gives who is in the house first, then who comes, then the others, nearest arrival first.
import type { BookingPage, BookingSummary, KeySummary, OperationInput } from '@nightlatch/api';
import { instantToWallClock } from '@nightlatch/domain';
import { type RawBuilder, sql } from 'kysely';
import type { Db } from '../db/schema.ts';
import { cursorKeys, pageOf, readCursor } from './cursor.ts';
import { clockAllowanceSeconds, fullName, isCondition } from './key-view.ts';
import { unmetCondition } from './problem-error.ts';

export type BookingListQuery = NonNullable<OperationInput<'listBookings'>['query']>;

/** The page asked for: newest arrival first; of a search, nearest first. */
export async function listBookings(
  db: Db,
  options: {
    locationId: string;
    query: BookingListQuery;
    now: number;
    /** Only bookings of these guests, or of which they hold a key. */
    guestIds?: readonly string[];
  },
): Promise<BookingPage> {
  const { locationId, query, now } = options;
  const words = wordsOf(query.search);
  const after = readCursor(query.cursor, words.length > 0 ? cursorKeys.nearness : cursorKeys.date);
  // All pages of a search count from the day on which it began.
  const day = after?.key.slice(0, 10) ?? (await todayAt(db, { locationId, now }));
  const limit = query.limit ?? 25;
  const summary = keySummary(new Date(now));
  let select = db
    .selectFrom('booking as b')
    .innerJoin('guest as g', (join) =>
      join.onRef('g.location_id', '=', 'b.location_id').onRef('g.id', '=', 'b.guest_id'),
    )
    .leftJoin('room as r', (join) => join.onRef('r.location_id', '=', 'b.location_id').onRef('r.id', '=', 'b.room_id'))
    .select([
      'b.id',
      'b.reference',
      'b.status',
      'b.arrival_date',
      'b.departure_date',
      'g.first_name',
      'g.last_name',
      'r.number as room_number',
    ])
    .select([summary.as('keys'), waitingFor.as('waiting_for')])
    .select(sql<string>`concat_ws(' ', ${day}::text, ${standing}, ${daysFrom(day)})`.as('nearness'))
    .where('b.location_id', '=', locationId);
  for (const word of words) select = select.where('b.search_text', 'like', `%${word}%`);
  if (query.status) select = select.where('b.status', '=', query.status);
  if (query.keys) select = select.where(summary, '=', query.keys);
  if (query.day) select = select.where(await dayFilter(db, { locationId, now, day: query.day }));
  const { guestIds } = options;
  if (guestIds)
    select = select.where(sql<boolean>`(b.guest_id = any(${guestIds}::uuid[]) or b.id in (
      select k.booking_id from digital_key k where k.location_id = ${locationId} and k.guest_id = any(${guestIds}::uuid[])))`);
  if (words.length > 0) {
    const [, rank, days] = after?.key.split(' ') ?? [];
    if (after)
      select = select.where(
        sql<boolean>`(${standing}, ${daysFrom(day)}, b.id) > (${rank}::integer, ${days}::integer, ${after.id}::uuid)`,
      );
    select = select.orderBy(standing).orderBy(daysFrom(day)).orderBy('b.id');
  } else {
    if (after) select = select.where(sql<boolean>`(b.arrival_date, b.id) < (${after.key}::date, ${after.id}::uuid)`);
    select = select.orderBy('b.arrival_date', 'desc').orderBy('b.id', 'desc');
  }
  const rows = await select.limit(limit + 1).execute();
  const page = pageOf(rows, limit, (row) => ({ key: words.length > 0 ? row.nearness : row.arrival_date, id: row.id }));
  const items = page.rows.map(
    (row): BookingSummary => ({
      id: row.id,
      reference: row.reference,
      status: row.status,
      guestName: fullName(row),
      roomNumber: row.room_number,
      arrivalDate: row.arrival_date,
      departureDate: row.departure_date,
      keys: row.keys,
      waitingFor: (row.waiting_for ?? []).filter(isCondition).map(unmetCondition),
    }),
  );
  return { items, nextCursor: page.nextCursor };
}

/** Words as `search_text` holds them, with LIKE's own signs taken literally; at most 8. */
function wordsOf(search: string | undefined): string[] {
  const words = (search ?? '').normalize('NFC').toLowerCase().split(/\s+/).filter(Boolean);
  return words.slice(0, 8).map((word) => word.replaceAll(/[\\%_]/g, (sign) => `\\${sign}`));
}

/** The location's own day. */
async function todayAt(db: Db, options: { locationId: string; now: number }): Promise<string> {
  const { time_zone } = await db
    .selectFrom('location')
    .select('time_zone')
    .where('id', '=', options.locationId)
    .executeTakeFirstOrThrow();
  return instantToWallClock(options.now, time_zone).date;
}

/** How far from the house: in it, on the way, neither. */
const standing = sql<number>`(case b.status when 'checked_in' then 0 when 'confirmed' then 1 else 2 end)`;

const daysFrom = (day: string): RawBuilder<number> => sql<number>`abs(b.arrival_date - ${day}::date)`;

/** "Today" is the location's own. */
async function dayFilter(
  db: Db,
  options: { locationId: string; now: number; day: NonNullable<BookingListQuery['day']> },
): Promise<RawBuilder<boolean>> {
  if (options.day === 'in_house') return sql<boolean>`b.status = 'checked_in'`;
  const today = await todayAt(db, options);
  return options.day === 'arriving'
    ? sql<boolean>`b.arrival_date = ${today}::date and b.status in ('confirmed', 'checked_in')`
    : sql<boolean>`b.departure_date = ${today}::date and b.status in ('checked_in', 'checked_out')`;
}

/**
 * The one word, most urgent first: an ended key that could still open somewhere; then the key in force and whether a phone has
 * it; then a waiting request; then that all is over.
 */
function keySummary(now: Date): RawBuilder<KeySummary> {
  return sql<KeySummary>`case
    when exists (
      select from digital_key k
      join revocation v on v.location_id = k.location_id and v.key_id = k.id and v.enforced_at is null
      join credential c on c.location_id = k.location_id and c.key_id = k.id and c.state <> 'removed'
      where k.location_id = b.location_id and k.booking_id = b.id
        and c.longest_lease_until + make_interval(secs => ${clockAllowanceSeconds}) > ${now}::timestamptz
    ) then 'could_still_open'
    else coalesce((
      select case
        when k.state = 'ended' then 'ended'
        when k.state = 'waiting' then 'waiting'
        when exists (select from credential c where c.location_id = k.location_id and c.key_id = k.id
          and c.wanted and c.state = 'delivered') then 'delivered'
        else 'to_deliver' end
      from digital_key k
      where k.location_id = b.location_id and k.booking_id = b.id
      order by case k.state when 'issued' then 0 when 'suspended' then 1 when 'waiting' then 2 else 3 end, k.kind, k.id desc
      limit 1
    ), 'none') end`;
}

const waitingFor = sql<string[] | null>`(
  select k.waiting_for from digital_key k
  where k.location_id = b.location_id and k.booking_id = b.id and k.state = 'waiting'
  order by k.kind, k.id desc limit 1)`;
