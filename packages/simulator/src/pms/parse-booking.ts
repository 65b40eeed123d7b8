// Bodies of Apaleo's `POST bookings` and `amend`, as far as a desk needs them.
import { RequestError } from '../http-answers.ts';
import type { PmsGuest, PmsReservationSeed } from './pms-types.ts';

const CHECK_IN_TIME = 'T15:00:00Z';
const CHECK_OUT_TIME = 'T11:00:00Z';

/** `DesiredStayDetailsModel` → what to amend. Throws `RequestError` 400. */
export function parseStay(body: Record<string, unknown>): { arrival: number; departure: number; adults?: number } {
  const arrival = parseInstant(body.arrival, CHECK_IN_TIME);
  const departure = parseInstant(body.departure, CHECK_OUT_TIME);
  if (arrival === undefined || departure === undefined)
    throw new RequestError('malformed', 400, 'arrival and departure must be dates or instants.');
  const { adults } = body;
  return {
    arrival,
    departure,
    ...(typeof adults === 'number' && Number.isInteger(adults) && adults > 0 && { adults }),
  };
}

/** `CreateBookingModel` → one seed per reservation, or the sentence that says what is wrong. */
export function parseBooking(body: Record<string, unknown>): PmsReservationSeed[] | string {
  const booker = parseGuest(body.booker);
  const reservations = body.reservations;
  if (!booker) return 'booker.lastName is required.';
  if (!Array.isArray(reservations) || reservations.length === 0) return 'At least one reservation is required.';
  const seeds: PmsReservationSeed[] = [];
  for (const one of reservations) {
    const record: Record<string, unknown> = typeof one === 'object' && one !== null ? { ...one } : {};
    const arrival = parseInstant(record.arrival, CHECK_IN_TIME);
    const departure = parseInstant(record.departure, CHECK_OUT_TIME);
    if (arrival === undefined || departure === undefined || departure <= arrival)
      return 'arrival and departure must be dates or instants, departure after arrival.';
    const guests: unknown[] = Array.isArray(record.additionalGuests) ? record.additionalGuests : [];
    const additionalGuests = guests.map(parseGuest).filter((guest) => guest !== undefined);
    seeds.push({
      arrival: new Date(arrival).toISOString(),
      departure: new Date(departure).toISOString(),
      primaryGuest: parseGuest(record.primaryGuest) ?? booker,
      additionalGuests,
      ...(typeof record.adults === 'number' && { adults: record.adults }),
      ...(typeof record.comment === 'string' && { comment: record.comment }),
    });
  }
  return seeds;
}

function parseInstant(value: unknown, timeOfDay: string): number | undefined {
  if (typeof value !== 'string') return undefined;
  const instant = Date.parse(/^\d{4}-\d\d-\d\d$/.test(value) ? value + timeOfDay : value);
  return Number.isNaN(instant) ? undefined : instant;
}

function parseGuest(value: unknown): PmsGuest | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const record: Record<string, unknown> = { ...value };
  const text = (name: string): Record<string, string> =>
    typeof record[name] === 'string' && record[name] !== '' ? { [name]: record[name] } : {};
  const { lastName } = record;
  if (typeof lastName !== 'string' || lastName === '') return undefined;
  return { lastName, ...text('firstName'), ...text('email'), ...text('phone'), ...text('preferredLanguage') };
}
