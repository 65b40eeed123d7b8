// Reads the present truth about one booking in the shape that the domain's rules take; the only place that does.
import {
  type BookingFacts,
  type ConditionCode,
  checkOutInstant,
  type IssueFacts,
  type KeyFacts,
  type KeyPolicies,
  type OccupancyFacts,
  type RoomAlarm,
  unmetFor,
} from '@nightlatch/domain';
import type { Selectable } from 'kysely';
import { SYSTEM } from '../audit/write-audit.ts';
import { type Ask, askThrough } from '../db/ask.ts';
import type { Db, DigitalKeyTable, LocationTable, OccupancyTable, Trx } from '../db/schema.ts';
import { groupBy } from '../group-by.ts';
import {
  type BookingRow,
  type DoorRow,
  type FactRows,
  type HolderRow,
  type KeyRow,
  readFactRows,
} from './fact-rows.ts';
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
  readonly occupancyRows: readonly Selectable<OccupancyTable>[];
  /** The keys' rows, by id. */
  readonly keyRows: ReadonlyMap<string, Selectable<DigitalKeyTable>>;
  readonly guest: { readonly firstName: string; readonly lastName: string };
  /** The booking's room now; null while none is assigned. */
  readonly room: RoomFacts | null;
  /** Doors that a key of this booking opens, with their locks: the room's first, then the common ones. */
  readonly doors: readonly DoorRow[];
  readonly devices: readonly DeviceFacts[];
  /** The generation of occupancies that are open in the room, by the id that doors see. */
  readonly generations: ReadonlyMap<string, number>;
  /** The booking's newest alarm about an occupied room. */
  readonly alarm: RoomAlarm | null;
};

export type RoomFacts = {
  readonly roomId: string;
  readonly number: string;
  readonly lastGeneration: number;
};

/** A phone of the guest; its spare door keys, oldest first. */
export type DeviceFacts = {
  readonly deviceId: string;
  readonly name: string;
  readonly spares: readonly { readonly id: string; readonly point: Buffer }[];
  /** It serves other guests too. */
  readonly servesSeveral: boolean;
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

const keyFacts = (row: KeyRow): KeyFacts => {
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
        ...(row.replaced_by === null ? {} : { replacedBy: { keyId: row.replaced_by, onPhone: row.handed_over } }),
      };
      return row.state === 'issued'
        ? { ...given, state: 'issued' }
        : { ...given, state: 'suspended', withParent: row.with_parent };
    }
  }
};

type IssueWaitingFor = Extract<KeyFacts, { state: 'waiting' }>['waitingFor'];

const devicesOf = (rows: FactRows): Map<string, DeviceFacts[]> => {
  const devices = new Map<
    string,
    {
      guestId: string;
      deviceId: string;
      name: string;
      servesSeveral: boolean;
      spares: { id: string; point: Buffer }[];
    }
  >();
  for (const row of rows.devices) {
    const holder = `${row.guest_id} ${row.id}`;
    const device = devices.get(holder) ?? {
      guestId: row.guest_id,
      deviceId: row.id,
      name: row.name,
      servesSeveral: row.serves_several,
      spares: [],
    };
    devices.set(holder, device);
    if (row.spare_id !== null && row.spare_point !== null)
      device.spares.push({ id: row.spare_id, point: row.spare_point });
  }
  return groupBy([...devices.values()], (device) => device.guestId);
};

const roomOf = (row: BookingRow): RoomFacts | null =>
  row.room_id === null
    ? null
    : {
        roomId: row.room_id,
        number: present(row.room_number, 'number'),
        lastGeneration: present(row.last_generation, 'last_generation'),
      };

/** Booked together, or staff said so: of bookings that are related, those in one room share it. */
const areRelated = (a: BookingRow, b: HolderRow): boolean =>
  (a.party !== null && a.party === b.party) || (a.share_group !== null && a.share_group === b.share_group);

/** The rows in the shape of the rules, by booking id. */
const factsOf = (rows: FactRows): Map<string, BookingKeyFacts> => {
  const { location } = rows;
  if (!location) return new Map();
  const policies = keyPolicies(location.policies);
  const integration = {
    configured: location.lock_system !== null,
    tested: location.lock_system_tested_at !== null,
    // In quarantine after a restore the state is in doubt: nothing is issued (invariant 20).
    on: location.lock_system_enabled && location.quarantined_at === null,
  };
  const common = rows.doors.filter((door) => door.kind === 'common');
  const doors = groupBy(rows.doors, (door) => door.room_id);
  const holders = groupBy(rows.holders, (one) => one.room_id);
  const occupancies = groupBy(rows.occupancies, (one) => one.booking_id);
  const keys = groupBy(rows.keys, (key) => key.booking_id);
  const devices = devicesOf(rows);
  return new Map(
    rows.bookings.map((row): [string, BookingKeyFacts] => {
      const pmsCheckOutAt = ms(row.pms_check_out_at);
      const roomDoors = row.room_id === null ? [] : (doors.get(row.room_id) ?? []);
      const inRoom = row.room_id === null ? [] : (holders.get(row.room_id) ?? []);
      const own = keys.get(row.id) ?? [];
      const phones = devices.get(row.guest_id) ?? [];
      // Who has the same stay at the doors already goes on sharing it, whatever is said of the party later.
      const shares = new Set(inRoom.flatMap((one) => (one.booking_id === row.id ? [one.door_occupancy_id] : [])));
      const facts: BookingKeyFacts = {
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
        policies,
        issue: {
          integration,
          locks: roomDoors.map((door) => ({ mobile: true, healthy: door.healthy })),
          otherOccupancies: inRoom
            .filter((other) => other.booking_id !== row.id)
            .map((other) => ({
              bookingId: other.booking_id,
              occupancyId: other.door_occupancy_id,
              related: areRelated(row, other) || shares.has(other.door_occupancy_id),
            })),
          enrolledDevices: phones.length,
          staffBlock: row.blocked_at !== null,
        },
        occupancies: (occupancies.get(row.id) ?? []).map((one) => ({
          occupancyId: one.door_occupancy_id,
          roomId: one.room_id,
          openedAt: one.opened_at.getTime(),
          closedAt: ms(one.closed_at),
          closedBecause: one.closed_because,
        })),
        keys: own.map(keyFacts),
        occupancyRows: occupancies.get(row.id) ?? [],
        keyRows: new Map(own.map(({ handed_over: _read, ...key }) => [key.id, key])),
        guest: { firstName: row.first_name, lastName: row.last_name },
        room: roomOf(row),
        doors: [...roomDoors, ...common],
        devices: phones,
        alarm:
          row.alarm_raised_at === null
            ? null
            : {
                occupancyId: row.alarm_about,
                open: row.alarm_done_at === null,
                byRules: row.alarm_done_by === SYSTEM.name,
              },
        generations: new Map(inRoom.map((one) => [one.door_occupancy_id, one.generation])),
      };
      return [row.id, facts];
    }),
  );
};

/** Reads the facts of bookings, by id; those that the location does not have are missing. Lock the bookings first where changes will follow. */
export const readManyFacts = async (
  ask: Ask,
  of: { locationId: string; bookingIds: readonly string[]; hold?: boolean },
): Promise<Map<string, BookingKeyFacts>> => factsOf(await readFactRows(ask, of));

/** Reads the facts; undefined where the location has no such booking. Lock the booking first where changes will follow. */
export const readBookingKeyFacts = async (
  db: Db | Trx,
  of: { locationId: string; bookingId: string },
): Promise<BookingKeyFacts | undefined> => {
  const read = async (on: Db | Trx) =>
    (await readManyFacts(askThrough(on), { locationId: of.locationId, bookingIds: [of.bookingId] })).get(of.bookingId);
  return db.isTransaction ? read(db) : db.connection().execute(read);
};

/** Every condition of issue that is not met for a key of this booking that would end at `keyEnd`; undefined without a booking. */
export const readUnmet = async (
  db: Db | Trx,
  of: { locationId: string; bookingId: string; keyEnd: Date; now: Date },
): Promise<readonly ConditionCode[] | undefined> => {
  const facts = await readBookingKeyFacts(db, of);
  return facts && unmetFor({ ...facts, now: of.now.getTime() }, of.keyEnd.getTime());
};
