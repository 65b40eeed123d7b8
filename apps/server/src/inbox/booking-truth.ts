// A PMS's booking in the shape that our bookings take.
import type { PmsBooking } from '@nightlatch/connectors';

/** See `BookingTruth` in bookings/put-booking.ts, which this result fits. */
export const bookingTruth = (booking: PmsBooking) => {
  const [guest] = booking.guests;
  return {
    status: booking.status,
    room: booking.unit === null ? null : { pmsUnitId: booking.unit.id, number: booking.unit.name },
    arrivalDate: booking.arrivalDate,
    departureDate: booking.departureDate,
    party: booking.groupReference,
    checkOutAt: booking.checkOutAt === null ? null : new Date(booking.checkOutAt),
    guest: {
      firstName: guest?.firstName ?? '',
      lastName: guest?.lastName ?? 'Guest',
      email: guest?.email ?? null,
      phone: guest?.phone ?? null,
      language: guest?.language ?? null,
    },
  };
};
