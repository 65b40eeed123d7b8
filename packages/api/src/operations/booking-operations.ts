// Bookings and the guest’s link.
import { Type } from 'typebox';
import * as booking from '../booking.ts';
import { Id } from '../scalars.ts';
import { atBooking, atLocation, type OperationTable } from './operation-schema.ts';

export const bookingOperations = {
  listBookings: {
    tag: 'Bookings',
    summary: 'Bookings: search, filter, page',
    caller: 'staff',
    action: 'bookings.read',
    params: atLocation,
    query: booking.BookingsQuery,
    success: [200, booking.BookingPage],
  },
  getBooking: {
    tag: 'Bookings',
    summary: 'One booking with its conditions, digital keys, phones and timeline',
    caller: 'staff',
    action: 'bookings.read',
    params: atBooking,
    success: [200, booking.Booking],
  },
  getGuest: {
    tag: 'Bookings',
    summary: 'One guest across bookings: all that are the same person’s, with their phones',
    caller: 'staff',
    action: 'bookings.read',
    params: Type.Object({ locationId: Id, guestId: Id }),
    success: [200, booking.GuestProfile],
  },
  putBooking: {
    tag: 'Bookings',
    summary: 'Tell the whole truth about one booking (for systems without a connector)',
    caller: 'staff',
    action: 'bookings.write',
    params: Type.Object({ locationId: Id, reference: Type.String({ minLength: 1, maxLength: 100 }) }),
    body: booking.BookingInput,
    success: [200, booking.Booking],
    problems: ['conflict'],
    idempotent: true,
    ifMatch: 'booking',
  },
  createEnrolmentLink: {
    tag: 'Bookings',
    summary: 'Make a one-time link that enrols the guest’s phone; earlier unused links of the booking end',
    caller: 'staff',
    action: 'guests.enrol_device',
    params: atBooking,
    success: [201, booking.EnrolmentLink],
    problems: ['conflict'],
    idempotent: true,
  },
} as const satisfies OperationTable;
