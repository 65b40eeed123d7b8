// What every step of a mobile check-in reads and writes: booking first, then request, in that order everywhere.
import type { ArrivalPolicy } from '@nightlatch/api';
import { type MobileCheckIn, wallClockToInstant } from '@nightlatch/domain';
import { sql } from 'kysely';
import { type Actor, writeAudit } from '../audit/write-audit.ts';
import { notifyLive } from '../db/notify-live.ts';
import type { Db, Trx } from '../db/schema.ts';
import { emit } from '../events.ts';

/** States in which a request may still be approved. */
export const OPEN = ['submitted', 'waiting'] as const;

/**
 * A room counts as ready when somebody said so after its last guest left: who moves in takes the readiness with them.
 * For a query over `room as r`.
 */
export const roomIsReady = sql<boolean>`(r.readiness = 'ready' and not exists (
  select from occupancy o where o.location_id = r.location_id and o.room_id = r.id
  and (o.closed_at is null or o.closed_at > r.readiness_at)))`;

/** The booking, locked, with what the location asks of arriving guests. */
export const lockBooking = async (trx: Trx, of: { locationId: string; bookingId: string }) => {
  const booking = await trx
    .selectFrom('booking')
    .select(['id', 'guest_id', 'status', 'room_id', 'arrival_date', 'mobile_check_in', 'id_verification', 'reference'])
    .where('location_id', '=', of.locationId)
    .where('id', '=', of.bookingId)
    .forNoKeyUpdate()
    .executeTakeFirst();
  if (!booking) return undefined;
  const around = await trx
    .selectFrom('location as l')
    .leftJoin('arrival_settings as s', 's.location_id', 'l.id')
    .leftJoin('room as r', (join) => join.onRef('r.location_id', '=', 'l.id').on('r.id', '=', booking.room_id))
    .select(['l.time_zone', 's.policy', roomIsReady.as('room_ready')])
    .where('l.id', '=', of.locationId)
    .executeTakeFirstOrThrow();
  const policy: ArrivalPolicy | null = around.policy;
  const dayBegins = arrivalDayBegins(booking.arrival_date, around.time_zone);
  return { ...booking, policy, dayBegins, roomReady: booking.room_id !== null && around.room_ready === true };
};

export type ArrivingBooking = NonNullable<Awaited<ReturnType<typeof lockBooking>>>;

/** When the day of arrival begins on the hotel's clock, UTC ms. */
export const arrivalDayBegins = (arrivalDate: string, timeZone: string): number =>
  wallClockToInstant({ date: arrivalDate, time: '00:00', timeZone });

/** The request with its booking, both locked; undefined where the location has no such request. */
export const lockRequest = async (trx: Trx, of: { locationId: string; checkInId: string }) => {
  const found = await trx
    .selectFrom('check_in_request')
    .select('booking_id')
    .where('location_id', '=', of.locationId)
    .where('id', '=', of.checkInId)
    .executeTakeFirst();
  const booking = found && (await lockBooking(trx, { locationId: of.locationId, bookingId: found.booking_id }));
  if (!booking) return undefined;
  const request = await trx
    .selectFrom('check_in_request')
    .selectAll()
    .where('location_id', '=', of.locationId)
    .where('id', '=', of.checkInId)
    .forNoKeyUpdate()
    .executeTakeFirstOrThrow();
  return { booking, request };
};

/** The newest request of a booking that is in one of these states. */
export const findRequest = (db: Db | Trx, of: { locationId: string; bookingId: string }) =>
  db
    .selectFrom('check_in_request')
    .select(['id', 'state', 'pms_check_in'])
    .where('location_id', '=', of.locationId)
    .where('booking_id', '=', of.bookingId)
    .orderBy('submitted_at', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();

type Told = {
  readonly locationId: string;
  readonly bookingId: string;
  readonly checkInId: string;
  readonly actor: Actor;
  readonly action: string;
  readonly now: Date;
  /** What the guest is told as the reason: free text about a guest, kept beside the audit entry. */
  readonly words?: string;
};

/** Writes the booking's state of mobile check-in with its audit entry, and lets everything that hangs on it look again. */
export const writeState = async (trx: Trx, of: Told & { readonly to: MobileCheckIn }): Promise<void> => {
  const { locationId, bookingId } = of;
  await trx
    .updateTable('booking')
    .set((eb) => ({ mobile_check_in: of.to, version: eb('version', '+', 1), changed_at: of.now }))
    .where('location_id', '=', locationId)
    .where('id', '=', bookingId)
    .execute();
  await tell(trx, of);
  await emit(trx, { name: 'booking.changed', locationId, bookingId });
  await notifyLive(trx, { topic: 'change', locationId, kind: 'booking', id: bookingId, bookingId });
};

/** Audit entry and live change of a request. */
export const tell = async (trx: Trx, of: Told): Promise<void> => {
  const { locationId, bookingId } = of;
  await writeAudit(trx, {
    locationId,
    at: of.now,
    actor: of.actor,
    action: of.action,
    subject: { kind: 'check_in', id: of.checkInId },
    bookingId,
    ...(of.words === undefined ? {} : { personal: { reason: of.words } }),
  });
  await notifyLive(trx, { topic: 'change', locationId, kind: 'arrival', id: of.checkInId, bookingId });
};
