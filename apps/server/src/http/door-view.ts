// Doors with their locks, and what happened at them, as the API shows it.
import { type AccessEvent, AccessEvent as AccessEventSchema, type Door, type OperationInput } from '@nightlatch/api';
import type { DoorKind } from '@nightlatch/domain';
import { sql } from 'kysely';
import type { Db, Trx } from '../db/schema.ts';
import { hoursView } from '../locks/read-doors.ts';
import { awaitsLocksWord } from '../locks/read-lock-mail.ts';
import { cursorKeys, pageOf, readCursor } from './cursor.ts';
import { samePerson } from './guest-view.ts';
import { fullName } from './key-view.ts';

type Page<T> = { items: T[]; nextCursor: string | null };
type PageQuery = { readonly cursor?: string | undefined; readonly limit?: number | undefined };

/** Of the lock `l`: signed items that it has not confirmed. */
const mailWaiting = sql<number>`(select count(*)::int from lock_mail m
  where m.location_id = l.location_id and m.lock_id = l.id and ${awaitsLocksWord})`;

/** Of the lock `l`: keys taken away whose list it has not confirmed and that nothing else has proven dead. */
const openRevocations = sql<number>`(select count(distinct f.key_id)::int from lock_refusal f
  join revocation v on v.location_id = f.location_id and v.key_id = f.key_id
  where f.location_id = l.location_id and f.lock_id = l.id and v.enforced_at is null
    and (v.listed_in_version is null or v.listed_in_version > l.confirmed_revocation_version))`;

/** Doors in the order staff gave them; with `doorId`, that one. */
export async function listDoors(
  db: Db | Trx,
  options: {
    locationId: string;
    doorId?: string;
    query: PageQuery & { kind?: DoorKind | undefined; roomId?: string | undefined };
  },
): Promise<Page<Door>> {
  const after = readCursor(options.query.cursor, cursorKeys.integer);
  const limit = options.query.limit ?? 25;
  let select = db
    .selectFrom('door as d')
    .innerJoin('location as o', 'o.id', 'd.location_id')
    .leftJoin('room as r', (join) => join.onRef('r.location_id', '=', 'd.location_id').onRef('r.id', '=', 'd.room_id'))
    .leftJoin('lock as l', (join) =>
      join.onRef('l.location_id', '=', 'd.location_id').onRef('l.door_id', '=', 'd.id').on('l.retired_at', 'is', null),
    )
    .select([
      'd.id',
      'd.name',
      'd.kind',
      'd.element',
      'd.sort',
      'd.hours',
      'd.version',
      'r.number as room_number',
      'r.floor',
      'o.reader_group_id',
      'l.reader_sub_id',
      'l.lock_id',
      'l.commissioned_at',
      'l.healthy',
      'l.last_contact_at',
      'l.simulated',
      'l.battery',
      'l.clock_known',
      'l.hardware_fault',
      'l.reported_at',
      mailWaiting.as('mail_waiting'),
      openRevocations.as('open_revocations'),
    ])
    .where('d.location_id', '=', options.locationId);
  if (options.doorId) select = select.where('d.id', '=', options.doorId);
  if (options.query.kind) select = select.where('d.kind', '=', options.query.kind);
  if (options.query.roomId) select = select.where('d.room_id', '=', options.query.roomId);
  if (after) select = select.where(sql<boolean>`(d.sort, d.id) > (${after.key}::integer, ${after.id}::uuid)`);
  const rows = await select
    .orderBy('d.sort')
    .orderBy('d.id')
    .limit(limit + 1)
    .execute();
  const page = pageOf(rows, limit, (row) => ({ key: String(row.sort), id: row.id }));
  const items = page.rows.map(
    (row): Door => ({
      id: row.id,
      name: row.name,
      kind: row.kind,
      sort: row.sort,
      hours: hoursView(row.hours),
      version: row.version,
      element: row.element,
      roomNumber: row.room_number,
      floor: row.floor,
      lock:
        row.lock_id === null || row.reader_sub_id === null || row.commissioned_at === null
          ? null
          : {
              lockId: row.lock_id.toString('hex'),
              readerIdentifier: Buffer.concat([row.reader_group_id, row.reader_sub_id]).toString('hex'),
              commissionedAt: row.commissioned_at.toISOString(),
              healthy: row.healthy ?? false,
              lastContactAt: row.last_contact_at?.toISOString() ?? null,
              simulated: row.simulated ?? false,
              battery: row.battery,
              clockKnown: row.clock_known,
              hardwareFault: row.hardware_fault,
              reportedAt: row.reported_at?.toISOString() ?? null,
              mailWaiting: row.mail_waiting,
              openRevocations: row.open_revocations,
            },
    }),
  );
  return { items, nextCursor: page.nextCursor };
}

/** Access events as they came in, newest first. */
export async function listAccessEvents(
  db: Db,
  options: { locationId: string; query: NonNullable<OperationInput<'listAccessEvents'>['query']> },
): Promise<Page<AccessEvent>> {
  const { query } = options;
  const after = readCursor(query.cursor, cursorKeys.instant);
  const limit = query.limit ?? 25;
  let select = db
    .selectFrom('access_event as e')
    .innerJoin('door as d', (join) => join.onRef('d.location_id', '=', 'e.location_id').onRef('d.id', '=', 'e.door_id'))
    .leftJoin('digital_key as k', (join) =>
      join.onRef('k.location_id', '=', 'e.location_id').onRef('k.id', '=', 'e.key_id'),
    )
    .leftJoin('guest as g', (join) =>
      join.onRef('g.location_id', '=', 'k.location_id').onRef('g.id', '=', 'k.guest_id'),
    )
    .selectAll('e')
    .select(['d.name as door_name', 'g.id as guest_id', 'g.first_name', 'g.last_name'])
    .where('e.location_id', '=', options.locationId);
  if (query.doorId) select = select.where('e.door_id', '=', query.doorId);
  if (query.bookingId) select = select.where('e.booking_id', '=', query.bookingId);
  if (query.guestId) {
    const they = await samePerson(db, { locationId: options.locationId, guestId: query.guestId });
    // By their bookings first: the log's index is by booking.
    select = select
      .where('k.guest_id', 'in', they.length > 0 ? they : [query.guestId])
      .where(sql<boolean>`e.booking_id in (select held.booking_id from digital_key held
        where held.location_id = e.location_id and held.guest_id = any(${they}::uuid[]))`);
  }
  if (query.event) select = select.where('e.event', '=', query.event);
  // When it happened, by the lock; when we heard of it, where the lock did not know the time.
  if (query.from) select = select.where(sql<boolean>`coalesce(e.at, e.received_at) >= ${new Date(query.from)}`);
  if (query.to) select = select.where(sql<boolean>`coalesce(e.at, e.received_at) < ${new Date(query.to)}`);
  if (after)
    select = select.where(sql<boolean>`(e.received_at, e.id) < (${after.key}::timestamptz, ${after.id}::uuid)`);
  const rows = await select
    .orderBy('e.received_at', 'desc')
    .orderBy('e.id', 'desc')
    .limit(limit + 1)
    .execute();
  const page = pageOf(rows, limit, (row) => ({ key: row.received_at.toISOString(), id: row.id }));
  const items = page.rows.flatMap((row): AccessEvent[] => {
    if (!isEventName(row.event)) return [];
    return [
      {
        id: row.id,
        doorId: row.door_id,
        doorName: row.door_name,
        at: row.at?.toISOString() ?? null,
        receivedAt: row.received_at.toISOString(),
        event: row.event,
        reasonCode: row.reason_code,
        diagnosis: row.diagnosis,
        confirmed: row.confirmed,
        keyId: row.key_id,
        guestId: row.guest_id,
        guestName:
          row.last_name === null ? null : fullName({ first_name: row.first_name ?? '', last_name: row.last_name }),
        bookingId: row.booking_id,
      },
    ];
  });
  return { items, nextCursor: page.nextCursor };
}

/** Names of a newer server on the same database are left out rather than shown wrongly. */
function isEventName(name: string): name is AccessEvent['event'] {
  return (AccessEventSchema.properties.event.enum as readonly string[]).includes(name);
}
