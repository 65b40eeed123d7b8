// Reads the present truth about one booking in the shape that the domain's rules take; the only place that does.
import {
  type BookingFacts,
  type ConditionCode,
  checkOutInstant,
  type IssueFacts,
  type KeyFacts,
  type KeyPolicies,
  type OccupancyFacts,
  unmetFor,
} from '@nightlatch/domain';
import type { Selectable } from 'kysely';
import type { Db, DigitalKeyTable, LocationTable, Trx } from '../db/schema.ts';
import { keyPolicies } from './key-policies.ts';

/** Facts of one booking, and the rows that callers need beside them. */
export type BookingKeyFacts = {
  readonly location: Selectable<LocationTable>;
  readonly guestId: string;
  readonly booking: BookingFacts;
  readonly departureDate: string;
  readonly pmsCheckOutAt: number | null;
  readonly policies: KeyPolicies;
  readonly issue: IssueFacts;
  readonly occupancies: readonly OccupancyFacts[];
  readonly keys: readonly KeyFacts[];
};

const ms = (at: Date | null): number | null => (at === null ? null : at.getTime());

/** Thrown when a row contradicts the table's own checks. */
class BrokenRowError extends Error {
  override readonly name = 'BrokenRowError';
  readonly code = 'broken_row';
}

const present = <T>(value: T | null, what: string): T => {
  if (value === null) throw new BrokenRowError(`${what} is missing`);
  return value;
};

const keyFacts = (row: Selectable<DigitalKeyTable>): KeyFacts => {
  const base = {
    keyId: row.id,
    kind: row.kind,
    parentKeyId: row.parent_key_id,
    requestedBy: row.requested_by,
    requestedAt: row.requested_at.getTime(),
    validitySource: row.validity_source,
    checkOutSeen: row.check_out_seen.getTime(),
  };
  const times = { validFrom: ms(row.valid_from), validUntil: ms(row.valid_until) };
  switch (row.state) {
    case 'waiting':
      // The column is written only from ConditionCode values.
      return { ...base, ...times, state: 'waiting', waitingFor: row.waiting_for as IssueWaitingFor };
    case 'ended':
      return {
        ...base,
        ...times,
        state: 'ended',
        endReason: present(row.end_reason, 'end_reason'),
        endedAt: present(row.ended_at, 'ended_at').getTime(),
        revokedByStaff: row.revoke_reason !== null || row.ended_suspended,
        revokeReason: row.revoke_reason,
        occupancyId: row.occupancy_id,
        roomId: row.room_id,
      };
    case 'issued':
    case 'suspended': {
      const given = {
        ...base,
        occupancyId: present(row.occupancy_id, 'occupancy_id'),
        roomId: present(row.room_id, 'room_id'),
        validFrom: present(times.validFrom, 'valid_from'),
        validUntil: present(times.validUntil, 'valid_until'),
      };
      return row.state === 'issued'
        ? { ...given, state: 'issued' }
        : { ...given, state: 'suspended', withParent: row.with_parent };
    }
  }
};

type IssueWaitingFor = Extract<KeyFacts, { state: 'waiting' }>['waitingFor'];

const readIssueFacts = async (
  db: Db | Trx,
  of: { location: Selectable<LocationTable>; bookingId: string; guestId: string; roomId: string | null },
): Promise<IssueFacts> => {
  const locationId = of.location.id;
  const [locks, others, devices, guest] = await Promise.all([
    of.roomId === null
      ? []
      : db
          .selectFrom('lock')
          .innerJoin('door', (join) =>
            join.onRef('door.location_id', '=', 'lock.location_id').onRef('door.id', '=', 'lock.door_id'),
          )
          .select(['lock.healthy'])
          .where('lock.location_id', '=', locationId)
          .where('lock.retired_at', 'is', null)
          .where('door.room_id', '=', of.roomId)
          .execute(),
    of.roomId === null
      ? []
      : db
          .selectFrom('occupancy')
          .select(['booking_id', 'door_occupancy_id'])
          .where('location_id', '=', locationId)
          .where('room_id', '=', of.roomId)
          .where('closed_at', 'is', null)
          .where('booking_id', '!=', of.bookingId)
          .execute(),
    db
      .selectFrom('device')
      .select((eb) => eb.fn.countAll<number>().as('count'))
      .where('location_id', '=', locationId)
      .where('guest_id', '=', of.guestId)
      .where('removed_at', 'is', null)
      .executeTakeFirstOrThrow(),
    db
      .selectFrom('guest')
      .select('blocked_at')
      .where('location_id', '=', locationId)
      .where('id', '=', of.guestId)
      .executeTakeFirstOrThrow(),
  ]);
  const { location } = of;
  return {
    integration: {
      configured: location.lock_system !== null,
      tested: location.lock_system_tested_at !== null,
      // In quarantine after a restore the state is in doubt: nothing is issued (invariant 20)
      on: location.lock_system_enabled && location.quarantined_at === null,
    },
    locks: locks.map((lock) => ({ mobile: true, healthy: lock.healthy })),
    otherOccupancies: others.map((other) => ({
      bookingId: other.booking_id,
      occupancyId: other.door_occupancy_id,
      related: false,
    })),
    enrolledDevices: devices.count,
    staffBlock: guest.blocked_at !== null,
  };
};

/** Reads the facts; undefined where the location has no such booking. Lock the booking first where changes will follow. */
export const readBookingKeyFacts = async (
  db: Db | Trx,
  of: { locationId: string; bookingId: string },
): Promise<BookingKeyFacts | undefined> => {
  const row = await db
    .selectFrom('booking')
    .selectAll()
    .where('location_id', '=', of.locationId)
    .where('id', '=', of.bookingId)
    .executeTakeFirst();
  if (!row) return undefined;
  const location = await db
    .selectFrom('location')
    .selectAll()
    .where('id', '=', of.locationId)
    .executeTakeFirstOrThrow();
  const [issue, occupancies, keys] = await Promise.all([
    readIssueFacts(db, { location, bookingId: of.bookingId, guestId: row.guest_id, roomId: row.room_id }),
    db
      .selectFrom('occupancy')
      .selectAll()
      .where('location_id', '=', of.locationId)
      .where('booking_id', '=', of.bookingId)
      .orderBy('opened_at')
      .orderBy('id')
      .execute(),
    db
      .selectFrom('digital_key')
      .selectAll()
      .where('location_id', '=', of.locationId)
      .where('booking_id', '=', of.bookingId)
      .orderBy('requested_at')
      .orderBy('id')
      .execute(),
  ]);
  const pmsCheckOutAt = ms(row.pms_check_out_at);
  return {
    location,
    guestId: row.guest_id,
    departureDate: row.departure_date,
    pmsCheckOutAt,
    booking: {
      bookingId: row.id,
      status: row.status,
      roomId: row.room_id,
      idVerification: row.id_verification,
      mobileCheckIn: row.mobile_check_in,
      checkOutAt: checkOutInstant(
        { departureDate: row.departure_date, checkOutAt: pmsCheckOutAt },
        { timeZone: location.time_zone, checkOutTime: location.check_out_time },
      ),
    },
    policies: keyPolicies(location.policies),
    issue,
    occupancies: occupancies.map((one) => ({
      occupancyId: one.door_occupancy_id,
      roomId: one.room_id,
      openedAt: one.opened_at.getTime(),
      closedAt: ms(one.closed_at),
      closedBecause: one.closed_because,
    })),
    keys: keys.map(keyFacts),
  };
};

/** Every condition of issue that is not met for a key of this booking that would end at `keyEnd`; undefined without a booking. */
export const readUnmet = async (
  db: Db | Trx,
  of: { locationId: string; bookingId: string; keyEnd: Date; now: Date },
): Promise<readonly ConditionCode[] | undefined> => {
  const facts = await readBookingKeyFacts(db, of);
  return facts && unmetFor({ ...facts, now: of.now.getTime() }, of.keyEnd.getTime());
};
