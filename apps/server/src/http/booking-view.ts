// One booking as the API shows it: guest, phones, conditions, keys, timeline.
import type { Booking, Device, RoomHolder } from '@nightlatch/api';
import { judgeConditions, keyValidity, may } from '@nightlatch/domain';
import type { Db, Trx } from '../db/schema.ts';
import { readLostDevices } from '../delivery/read-lost-devices.ts';
import { type BookingKeyFacts, readBookingKeyFacts } from '../keys/read-facts.ts';
import type { Standing } from './callers.ts';
import { conditionView } from './condition-view.ts';
import { fullName, readKeys } from './key-view.ts';
import { lostDeviceViews } from './lost-device-view.ts';
import { maskEmail, maskPhone } from './mask-contact.ts';
import { readTimeline } from './timeline-view.ts';

/** The booking as far as the reader may see it, or undefined where the location has none such. */
export async function readBooking(
  db: Db | Trx,
  options: { locationId: string; bookingId: string; standing: Standing; now: number },
): Promise<Booking | undefined> {
  const { locationId, bookingId, standing, now } = options;
  const facts = await readBookingKeyFacts(db, { locationId, bookingId });
  const row = await readRow(db, locationId, bookingId);
  if (!facts || !row) return undefined;
  const open = may(standing, 'contact_data.read');
  const keysToo = may(standing, 'keys.read');
  const keys = keysToo ? await readKeys(db, { locationId, bookingId, now }) : [];
  const guestIds = [...new Set([row.guest_id, ...keys.map((key) => key.guestId)])];
  const proposed = proposedValidity(facts, now);
  return {
    id: row.id,
    locationId,
    reference: row.reference,
    source: row.source,
    status: row.status,
    roomNumber: row.room_number,
    arrivalDate: row.arrival_date,
    departureDate: row.departure_date,
    checkOutAt: new Date(facts.booking.checkOutAt).toISOString(),
    idVerification: row.id_verification,
    mobileCheckIn: row.mobile_check_in,
    guest: {
      id: row.guest_id,
      firstName: row.first_name,
      lastName: row.last_name,
      email: open ? row.email : maskEmail(row.email),
      phone: open ? row.phone : maskPhone(row.phone),
      language: row.language,
    },
    devices: await readDevices(db, { locationId, guestIds, now }),
    lostDevices: await lostDeviceViews(
      db,
      locationId,
      keysToo ? await readLostDevices(db, { locationId, guestIds, now: new Date(now) }) : [],
    ),
    othersInRoom: await readHolders(db, { locationId, facts }),
    conditions: judgeConditions({
      ...facts.issue,
      now,
      bookingStatus: facts.booking.status,
      roomId: facts.booking.roomId,
      idVerification: facts.booking.idVerification,
      idVerificationRequired: facts.policies.requireIdVerification,
      keyEnd: proposed.validUntil,
    }).map(conditionView),
    proposedValidity: {
      validFrom: new Date(proposed.validFrom).toISOString(),
      validUntil: new Date(proposed.validUntil).toISOString(),
    },
    keys,
    timeline: keysToo ? await readTimeline(db, { locationId, bookingId, doors: may(standing, 'door_log.read') }) : [],
    version: row.version,
  };
}

/** What "Issue Digital Key" would give now; from now to check-out even when that leaves no time, so that the screen shows why. */
function proposedValidity(facts: BookingKeyFacts, now: number): { validFrom: number; validUntil: number } {
  const found = keyValidity({
    now,
    booking: { departureDate: facts.departureDate, checkOutAt: facts.pmsCheckOutAt },
    location: { timeZone: facts.location.time_zone, checkOutTime: facts.location.check_out_time },
    maxAfterCheckOutMinutes: facts.policies.maxAfterCheckOutMinutes,
  });
  return found.ok ? found : { validFrom: now, validUntil: facts.booking.checkOutAt };
}

async function readRow(db: Db | Trx, locationId: string, bookingId: string) {
  return db
    .selectFrom('booking as b')
    .innerJoin('guest as g', (join) =>
      join.onRef('g.location_id', '=', 'b.location_id').onRef('g.id', '=', 'b.guest_id'),
    )
    .leftJoin('room as r', (join) => join.onRef('r.location_id', '=', 'b.location_id').onRef('r.id', '=', 'b.room_id'))
    .selectAll('b')
    .select(['g.first_name', 'g.last_name', 'g.email', 'g.phone', 'g.language', 'r.number as room_number'])
    .where('b.location_id', '=', locationId)
    .where('b.id', '=', bookingId)
    .executeTakeFirst();
}

/** Who else has the booking's room now. */
async function readHolders(
  db: Db | Trx,
  { locationId, facts }: { locationId: string; facts: BookingKeyFacts },
): Promise<RoomHolder[]> {
  const others = new Map(facts.issue.otherOccupancies.map((other) => [other.bookingId, other]));
  if (others.size === 0) return [];
  const rows = await db
    .selectFrom('booking as b')
    .innerJoin('guest as g', (join) =>
      join.onRef('g.location_id', '=', 'b.location_id').onRef('g.id', '=', 'b.guest_id'),
    )
    .select(['b.id', 'b.reference', 'g.first_name', 'g.last_name'])
    .where('b.location_id', '=', locationId)
    .where('b.id', 'in', [...others.keys()])
    .orderBy('b.id')
    .execute();
  return rows.map((row) => ({
    bookingId: row.id,
    reference: row.reference,
    guestName: fullName(row),
    related: others.get(row.id)?.related ?? false,
  }));
}

/** Enrolled phones of these guests, oldest first; one that serves several once. */
export async function readDevices(
  db: Db | Trx,
  options: { locationId: string; guestIds: readonly string[]; now: number },
): Promise<Device[]> {
  const rows = await db
    .selectFrom('device_serves')
    .innerJoin('device', (join) =>
      join
        .onRef('device.location_id', '=', 'device_serves.location_id')
        .onRef('device.id', '=', 'device_serves.device_id'),
    )
    .distinctOn(['enrolled_at', 'device.id'])
    .select(['device.id', 'device_serves.guest_id', 'name', 'enrolled_at', 'last_seen_at', 'online_until', 'bluetooth'])
    .where('device_serves.location_id', '=', options.locationId)
    .where('device_serves.guest_id', 'in', options.guestIds)
    .orderBy('enrolled_at')
    .orderBy('device.id')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    guestId: row.guest_id,
    name: row.name,
    enrolledAt: row.enrolled_at.toISOString(),
    lastSeenAt: row.last_seen_at?.toISOString() ?? null,
    online: row.online_until !== null && row.online_until.getTime() > options.now,
    bluetooth: row.bluetooth,
  }));
}
