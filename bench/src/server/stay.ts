// Stays as a hotel makes them: booked and checked in at the stand-in PMS's office, with a phone enrolled by the desk's link.
import type { Booking } from '@nightlatch/api';
import { createVirtualGuest, type VirtualGuest } from '@nightlatch/simulator';
import { type Hotel, until } from './hotel.ts';

type OfficeState = {
  readonly units: readonly { readonly id: string }[];
  readonly reservations: readonly { readonly status: string; readonly unitId: string | null }[];
};

/** A call of the office page of the stand-in PMS. */
const office = async <T>(hotel: Hotel, path: string, body?: object): Promise<T> => {
  const response = await fetch(`${hotel.pmsUrl}${path}`, {
    ...(body ? { method: 'POST', body: JSON.stringify(body) } : {}),
    headers: { 'content-type': 'application/json', origin: new URL(hotel.pmsUrl).origin },
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`the stand-in PMS refused ${path}: ${text.slice(0, 200)}`);
  return JSON.parse(text) as T; // our own stand-in's answer
};

export type Stay = {
  readonly reference: string;
  readonly booking: Booking;
  readonly guest: VirtualGuest;
  /** The office's check-in call; resolves with its answer. */
  readonly checkIn: () => Promise<void>;
  /** Checks out and waits until the key has left the phone; the room is free again. */
  readonly end: () => Promise<void>;
};

/** Books a free room at the PMS and enrols a phone; the guest is not in the house yet. */
export const bookStay = async (hotel: Hotel): Promise<Stay> => {
  const { units, reservations } = await office<OfficeState>(hotel, '/office/reservations');
  const taken = new Set(
    reservations.filter(({ status }) => status === 'InHouse' || status === 'Confirmed').map(({ unitId }) => unitId),
  );
  const free = units.find(({ id }) => !taken.has(id));
  if (!free) throw new Error('every room of the demo hotel is taken');
  const { id: reference } = await office<{ id: string }>(hotel, '/office/reservations', {
    firstName: 'Bench',
    lastName: 'Guest',
    unit: free.id,
    nights: 1,
  });
  const params = { locationId: hotel.locationId };
  const booking = await until('the booking', async () => {
    const { items } = await hotel.desk.call('listBookings', { params, query: { search: reference } });
    return items.find((one) => one.reference === reference);
  });
  const atBooking = { ...params, bookingId: booking.id };
  const link = await hotel.desk.call('createEnrolmentLink', { params: atBooking });
  const guest = await createVirtualGuest({ baseUrl: hotel.url, enrolmentLink: link.url, radio: hotel.corridorUrl });
  const act = (kind: string): Promise<unknown> =>
    office(hotel, `/office/reservations/${encodeURIComponent(reference)}`, { kind });
  // The first wallet says that the live connection stands; a check-in before that would measure the connecting.
  await until('the live connection', async () => guest.wallet);
  return {
    reference,
    booking: await hotel.desk.call('getBooking', { params: atBooking }),
    guest,
    checkIn: async () => void (await act('check_in')),
    end: async () => {
      await act('check_out');
      await guest.waitForKeys((keys) => keys.every(({ doors }) => doors.length === 0), 20_000);
      await guest.close();
    },
  };
};

/** Whether the phone holds a document for some door. */
export const holdsKey = (keys: readonly { readonly state: string; readonly doors: readonly unknown[] }[]): boolean =>
  keys.some(({ state, doors }) => state === 'issued' && doors.length > 0);
