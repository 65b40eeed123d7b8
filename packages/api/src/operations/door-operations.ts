// Doors, locks and access events.
import { DOOR_KINDS } from '@nightlatch/domain';
import { Type } from 'typebox';
import * as location from '../location.ts';
import { Id, PageQuery, TimeRange } from '../scalars.ts';
import { atLocation, type OperationTable } from './operation-schema.ts';

const eventFilters = {
  doorId: Type.Optional(Id),
  bookingId: Type.Optional(Id),
  guestId: Type.Optional(
    Type.String({ ...Id, description: 'Keys of this person, at whichever of their bookings; UUIDv7' }),
  ),
  event: Type.Optional(location.AccessEvent.properties.event),
  ...TimeRange,
};

export const doorOperations = {
  listDoors: {
    tag: 'Doors',
    summary: 'Doors and their locks',
    caller: 'staff',
    action: 'door_log.read',
    params: atLocation,
    query: Type.Object({ ...PageQuery, kind: Type.Optional(Type.Enum([...DOOR_KINDS])), roomId: Type.Optional(Id) }),
    success: [200, location.DoorPage],
  },
  listAccessEvents: {
    tag: 'Doors',
    summary: 'Access events, newest first',
    caller: 'staff',
    action: 'door_log.read',
    params: atLocation,
    query: Type.Object({
      ...PageQuery,
      ...eventFilters,
    }),
    success: [200, location.AccessEventPage],
  },
  exportAccessEvents: {
    tag: 'Doors',
    summary: 'The same as CSV, every row: the columns of the list, no ids of guests or bookings',
    caller: 'staff',
    action: 'door_log.read',
    params: atLocation,
    query: Type.Object(eventFilters),
    success: [200, null],
    gives: ['text/csv'],
  },
  commissionLock: {
    tag: 'Doors',
    summary: 'Commission a lock: its point in, its signed record out',
    caller: 'staff',
    action: 'locks.commission',
    params: atLocation,
    body: location.CommissionLock,
    success: [201, location.CommissionedLock],
    idempotent: true,
    problems: ['lock_already_commissioned', 'conflict'],
  },
} as const satisfies OperationTable;
