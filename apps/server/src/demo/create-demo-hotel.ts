// The demo hotel: brand, location, rooms, doors, staff and signing keys. Bookings come in through its PMS, as anywhere.
import type { Policies } from '@nightlatch/api';
import type { OpeningHours } from '@nightlatch/domain';
import { randomGroupId } from '../admin/create-location.ts';
import { randomElement } from '../admin/rooms-and-doors.ts';
import type { Trx } from '../db/schema.ts';
import { newId } from '../ids.ts';
import type { ServerParts } from '../server-parts.ts';

export const demoTimeZone = 'Europe/Vienna';
export const demoLocationName = 'Hotel Nightlatch (demo)';

const roomNumbers = [1, 2, 3].flatMap((floor) => [1, 2, 3, 4].map((room) => `${floor}0${room}`));
const commonDoors = ['Entrance', 'Lift to the rooms', 'Gym'];
/** By door; the others are open to guests at any time. */
const hours: Readonly<Record<string, OpeningHours>> = {
  Gym: [{ days: [1, 2, 3, 4, 5, 6, 7], from: '06:00', to: '22:00' }],
};

const policies: Policies = {
  autoIssueAtCheckIn: true,
  autoIssueAfterMobileCheckIn: true,
  autoIssueAfterIdVerification: false,
  requireIdVerification: false,
  leaseSeconds: 86_400,
  moveGraceMinutes: 15,
  maxAfterCheckOutMinutes: 240,
  companionsPerBooking: 3,
};

/** The PMS's id of a room. */
export const demoUnitId = (roomNumber: string): string => `NLDEMO-${roomNumber}`;

/** Writes the hotel in one transaction; gives the location's id. */
export async function createDemoHotel(trx: Trx, parts: ServerParts): Promise<string> {
  const now = new Date(parts.now());
  const brandId = newId();
  const locationId = newId();
  await trx.insertInto('brand').values({ id: brandId, name: 'Nightlatch Hotels (demo)' }).execute();
  await trx
    .insertInto('location')
    .values({
      id: locationId,
      brand_id: brandId,
      name: demoLocationName,
      time_zone: demoTimeZone,
      check_out_time: '11:00',
      front_desk_phone: '+00 000 000000',
      lock_system: 'native',
      lock_system_tested_at: now,
      lock_system_enabled: true,
      policies: JSON.stringify(policies),
      reader_group_id: randomGroupId(),
      demo: true,
    })
    .execute();
  await parts.signing.createKeys(trx, { locationId, now });
  await createDoors(trx, locationId);
  return locationId;
}

async function createDoors(trx: Trx, locationId: string): Promise<void> {
  const rooms = roomNumbers.map((number) => ({
    location_id: locationId,
    id: newId(),
    number,
    floor: Number(number[0]),
    pms_unit_id: demoUnitId(number),
  }));
  await trx.insertInto('room').values(rooms).execute();
  const common = commonDoors.map((name, index) => ({
    location_id: locationId,
    id: newId(),
    kind: 'common' as const,
    name,
    element: randomElement('c'),
    room_id: null,
    hours: hours[name] ? JSON.stringify(hours[name]) : null,
    sort: index,
  }));
  const ofRooms = rooms.map((room, index) => ({
    location_id: locationId,
    id: newId(),
    kind: 'room' as const,
    name: `Room ${room.number}`,
    element: randomElement('r'),
    room_id: room.id,
    hours: null,
    sort: 100 + index,
  }));
  await trx
    .insertInto('door')
    .values([...common, ...ofRooms])
    .execute();
}
