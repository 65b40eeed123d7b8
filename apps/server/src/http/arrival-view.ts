// Arrival as the API shows it: what the desk has to decide, and what a guest can do before arriving.
import type { Arrival, ArrivalPolicy, ArrivalRequest, ArrivingStay } from '@nightlatch/api';
import { DOCUMENT_SIDES, type DocumentSide, isIdAccepted } from '@nightlatch/domain';
import { sql } from 'kysely';
import { arrivalDayBegins, roomIsReady } from '../check-in/check-in-rows.ts';
import { openDetails, opensAt } from '../check-in/submit-check-in.ts';
import type { Db, Trx } from '../db/schema.ts';
import { sidesFor } from '../verification/id-checks.ts';
import { undecidedUntil } from '../verification/sweep-id-checks.ts';
import { cursorKeys, pageOf, readCursor } from './cursor.ts';
import { fullName } from './key-view.ts';

type Query = {
  cursor?: string;
  limit?: number;
  kind?: 'check_in' | 'id_check';
  state?: 'open' | 'decided';
  bookingId?: string;
};

/** Check-ins and IDs in one list: open ones oldest first, decided ones newest first. */
export async function listArrivalRequests(
  db: Db,
  options: { locationId: string; masterKey: Uint8Array; query: Query },
): Promise<{ items: ArrivalRequest[]; nextCursor: string | null }> {
  const { locationId, query } = options;
  const limit = query.limit ?? 25;
  const after = readCursor(query.cursor, cursorKeys.instant);
  const open = query.state !== 'decided';
  const states = open
    ? ['submitted', 'waiting', 'pending']
    : ['approved', 'declined', 'withdrawn', 'decided', 'abandoned'];
  const order = sql.raw(open ? 'asc' : 'desc');
  const past = sql.raw(open ? '>' : '<');
  const found = await sql<{ kind: 'check_in' | 'id_check'; id: string; submitted_at: Date }>`
    select kind, id, submitted_at from (
      select 'check_in' as kind, id, booking_id, state, submitted_at from check_in_request where location_id = ${locationId}
      union all
      select 'id_check', id, booking_id, state, submitted_at from id_check where location_id = ${locationId} and submitted_at is not null
    ) as requests
    where state = any(${states})
    and (${query.kind ?? null}::text is null or kind = ${query.kind ?? null})
    and (${query.bookingId ?? null}::uuid is null or booking_id = ${query.bookingId ?? null}::uuid)
    and (${after?.key ?? null}::timestamptz is null
      or (submitted_at, id) ${past} (${after?.key ?? null}::timestamptz, ${after?.id ?? null}::uuid))
    order by submitted_at ${order}, id ${order} limit ${limit + 1}`.execute(db);
  const page = pageOf(found.rows, limit, (row) => ({ key: row.submitted_at.toISOString(), id: row.id }));
  const idsOf = (kind: string) => page.rows.filter((row) => row.kind === kind).map((row) => row.id);
  const views = new Map([
    ...(await readCheckIns(db, options, idsOf('check_in'))),
    ...(await readIdChecks(db, options, idsOf('id_check'))),
  ]);
  return { items: page.rows.flatMap((row) => views.get(row.id) ?? []), nextCursor: page.nextCursor };
}

type Of = { readonly locationId: string; readonly masterKey: Uint8Array };

const text = (at: Date | null): string | null => at?.toISOString() ?? null;

const bookingColumns = [
  'b.id as booking_id',
  'b.status',
  'b.arrival_date',
  'b.departure_date',
  'b.id_verification',
  'g.first_name',
  'g.last_name',
  'r.number',
  'r.readiness',
] as const;

type BookingPart = {
  readonly booking_id: string;
  readonly status: ArrivalRequest['bookingStatus'];
  readonly arrival_date: string;
  readonly departure_date: string;
  readonly id_verification: ArrivalRequest['idVerification'];
  readonly first_name: string;
  readonly last_name: string;
  readonly number: string | null;
  readonly readiness: 'ready' | 'not_ready' | null;
  readonly room_ready: boolean | null;
};

const bookingPart = (row: BookingPart) => ({
  bookingId: row.booking_id,
  guestName: fullName(row),
  roomNumber: row.number,
  // Told ready, but another guest was in since: it is not.
  roomReadiness: row.readiness === 'ready' && row.room_ready !== true ? ('not_ready' as const) : row.readiness,
  arrivalDate: row.arrival_date,
  departureDate: row.departure_date,
  bookingStatus: row.status,
  idVerification: row.id_verification,
});

async function readCheckIns(db: Db, of: Of, ids: readonly string[]): Promise<[string, ArrivalRequest][]> {
  if (ids.length === 0) return [];
  const rows = await db
    .selectFrom('check_in_request as c')
    .innerJoin('booking as b', (on) =>
      on.onRef('b.location_id', '=', 'c.location_id').onRef('b.id', '=', 'c.booking_id'),
    )
    .innerJoin('guest as g', (on) => on.onRef('g.location_id', '=', 'b.location_id').onRef('g.id', '=', 'b.guest_id'))
    .leftJoin('room as r', (on) => on.onRef('r.location_id', '=', 'b.location_id').onRef('r.id', '=', 'b.room_id'))
    .select(['c.id', 'c.state', 'c.sealed_details', 'c.arrival_at', 'c.terms_version', 'c.terms_accepted_at'])
    .select(['c.submitted_at', 'c.decided_at', 'c.decided_by', 'c.reason', 'c.pms_check_in'])
    .select(bookingColumns)
    .select(roomIsReady.as('room_ready'))
    .where('c.location_id', '=', of.locationId)
    .where('c.id', 'in', ids)
    .execute();
  return rows.map((row) => [
    row.id,
    {
      kind: 'check_in',
      id: row.id,
      ...bookingPart(row),
      submittedAt: row.submitted_at.toISOString(),
      state: row.state,
      decidedAt: text(row.decided_at),
      decidedBy: row.decided_by,
      reason: row.reason,
      checkIn: {
        fields: openDetails({ ...of, checkInId: row.id, sealed: row.sealed_details }),
        arrivalAt: text(row.arrival_at),
        termsVersion: row.terms_version,
        termsAcceptedAt: text(row.terms_accepted_at),
        waitsForRoom: row.state === 'waiting',
        pmsCheckIn: row.pms_check_in,
      },
      idCheck: null,
    },
  ]);
}

async function readIdChecks(db: Db, of: Of, ids: readonly string[]): Promise<[string, ArrivalRequest][]> {
  if (ids.length === 0) return [];
  const rows = await db
    .selectFrom('id_check as c')
    .innerJoin('booking as b', (on) =>
      on.onRef('b.location_id', '=', 'c.location_id').onRef('b.id', '=', 'c.booking_id'),
    )
    .innerJoin('guest as g', (on) => on.onRef('g.location_id', '=', 'b.location_id').onRef('g.id', '=', 'b.guest_id'))
    .leftJoin('room as r', (on) => on.onRef('r.location_id', '=', 'b.location_id').onRef('r.id', '=', 'b.room_id'))
    .leftJoin('arrival_settings as s', 's.location_id', 'c.location_id')
    .select(['c.id', 'c.state', 'c.document_kind', 'c.decision', 'c.reason', 'c.decided_by', 'c.decided_at'])
    .select(['c.started_at', 'c.submitted_at', 's.policy'])
    .select(bookingColumns)
    .select(roomIsReady.as('room_ready'))
    .where('c.location_id', '=', of.locationId)
    .where('c.id', 'in', ids)
    .execute();
  const sides = await readSides(db, of.locationId, ids);
  return rows.map((row) => [
    row.id,
    {
      kind: 'id_check',
      id: row.id,
      ...bookingPart(row),
      submittedAt: (row.submitted_at ?? row.started_at).toISOString(),
      state: row.state,
      decidedAt: text(row.decided_at),
      decidedBy: row.decided_by,
      reason: row.reason,
      checkIn: null,
      idCheck: {
        documentKind: row.document_kind,
        sides: sides.get(row.id) ?? [],
        decision: row.decision,
        deletedAfter: row.state === 'pending' ? undecidedUntil(row).toISOString() : null,
      },
    },
  ]);
}

async function readSides(
  db: Db | Trx,
  locationId: string,
  ids: readonly string[],
): Promise<Map<string, DocumentSide[]>> {
  const sides = new Map<string, DocumentSide[]>();
  if (ids.length === 0) return sides;
  const rows = await db
    .selectFrom('id_image')
    .select(['check_id', 'side'])
    .where('location_id', '=', locationId)
    .where('check_id', 'in', ids)
    .execute();
  for (const id of ids) {
    const there = rows.filter((row) => row.check_id === id).map((row) => row.side);
    sides.set(
      id,
      DOCUMENT_SIDES.filter((side) => there.includes(side)),
    );
  }
  return sides;
}

/** What the guest of a phone can do before arriving, and how it stands: the bookings of every guest that it serves, which are not over. */
export async function readArrival(db: Db | Trx, of: { locationId: string; deviceId: string }): Promise<Arrival> {
  const { locationId } = of;
  const { policy, time_zone: timeZone } = await db
    .selectFrom('location as l')
    .leftJoin('arrival_settings as s', 's.location_id', 'l.id')
    .select(['s.policy', 'l.time_zone'])
    .where('l.id', '=', locationId)
    .executeTakeFirstOrThrow();
  const offers = policy !== null && (policy.mobileCheckIn !== 'off' || policy.idVerification === 'on');
  const bookings = await db
    .selectFrom('booking as b')
    .leftJoin('room as r', (on) => on.onRef('r.location_id', '=', 'b.location_id').onRef('r.id', '=', 'b.room_id'))
    .select([
      'b.id',
      'b.status',
      'b.arrival_date',
      'b.departure_date',
      'b.mobile_check_in',
      'b.id_verification',
      'r.number',
    ])
    .where('b.location_id', '=', locationId)
    .where('b.guest_id', 'in', (eb) =>
      eb
        .selectFrom('device_serves')
        .select('device_serves.guest_id')
        .where('device_serves.location_id', '=', locationId)
        .where('device_serves.device_id', '=', of.deviceId),
    )
    .where('b.status', 'in', ['confirmed', 'checked_in'])
    .orderBy('b.arrival_date')
    .orderBy('b.id')
    .execute();
  const stays: ArrivingStay[] = [];
  for (const booking of bookings) {
    const { request, check } = await readNewest(db, { locationId, bookingId: booking.id });
    const sides = check ? ((await readSides(db, locationId, [check.id])).get(check.id) ?? []) : [];
    const isOffered = policy && policy.mobileCheckIn !== 'off' && booking.status === 'confirmed';
    const isDone = booking.mobile_check_in === 'approved' || request?.state === 'waiting';
    stays.push({
      bookingId: booking.id,
      status: booking.status,
      arrivalDate: booking.arrival_date,
      departureDate: booking.departure_date,
      roomNumber: booking.status === 'checked_in' ? booking.number : null,
      mobileCheckIn: booking.mobile_check_in,
      checkInOpensAt:
        isOffered && !isDone
          ? new Date(opensAt(policy, arrivalDayBegins(booking.arrival_date, timeZone))).toISOString()
          : null,
      waitsForRoom: request?.state === 'waiting',
      declineReason: booking.mobile_check_in === 'declined' ? (request?.reason ?? null) : null,
      idVerification: booking.id_verification,
      idWanted: policy?.idVerification === 'on' && !isIdAccepted(booking.id_verification),
      idCheck: check
        ? {
            idCheckId: check.id,
            state: check.state,
            documentKind: check.document_kind,
            sides,
            missing: missingSides(policy, check, sides),
            failReason: check.decision === 'failed' ? check.reason : null,
          }
        : null,
    });
  }
  return { policy: offers ? policy : null, stays };
}

function missingSides(
  policy: ArrivalPolicy | null,
  check: { readonly state: string; readonly document_kind: Parameters<typeof sidesFor>[1] | null },
  there: readonly DocumentSide[],
): DocumentSide[] {
  if (check.state !== 'collecting' || !policy || !check.document_kind) return [];
  return sidesFor(policy, check.document_kind).filter((side) => !there.includes(side));
}

async function readNewest(db: Db | Trx, of: { locationId: string; bookingId: string }) {
  const request = await db
    .selectFrom('check_in_request')
    .select(['state', 'reason'])
    .where('location_id', '=', of.locationId)
    .where('booking_id', '=', of.bookingId)
    .orderBy('submitted_at', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  const check = await db
    .selectFrom('id_check')
    .select(['id', 'state', 'document_kind', 'decision', 'reason'])
    .where('location_id', '=', of.locationId)
    .where('booking_id', '=', of.bookingId)
    .orderBy('started_at', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  return { request, check };
}
