// What the desk settles about a stay: a lost phone, a room that two bookings share, a room that another guest still has.
import { Type } from 'typebox';
import * as booking from '../booking.ts';
import { Id } from '../scalars.ts';
import { atBooking, type OperationTable } from './operation-schema.ts';

export const stayOperations = {
  reportDeviceLost: {
    tag: 'Bookings',
    summary:
      'Report a phone of the booking lost: everything on it is withdrawn and refused at the locks, its sessions end, and it never comes back (there is no undo: a phone that is found is enrolled anew by the link). Other phones go on',
    caller: 'staff',
    action: 'devices.report_lost',
    params: Type.Object({ locationId: Id, bookingId: Id, deviceId: Id }),
    body: booking.ReportDeviceLost,
    bodyOptional: true,
    success: [200, booking.DeviceLostReport],
    idempotent: true,
  },
  shareRoom: {
    tag: 'Bookings',
    summary: 'Say that two bookings share their room: both get keys of the same stay there, and each ends only its own',
    caller: 'staff',
    action: 'rooms.share',
    params: atBooking,
    body: booking.ShareRoom,
    success: [200, booking.Booking],
    problems: ['conflict'],
    idempotent: true,
    ifMatch: 'booking',
  },
  overrideRoom: {
    tag: 'Bookings',
    summary:
      'Give the room to this checked-in booking although another guest still has it: the other one’s keys end, and they are told. Recorded with the reason',
    caller: 'staff',
    action: 'rooms.override',
    params: atBooking,
    body: booking.OverrideRoom,
    success: [200, booking.Booking],
    problems: ['conflict', 'conditions_unmet'],
    idempotent: true,
    ifMatch: 'booking',
  },
} as const satisfies OperationTable;
