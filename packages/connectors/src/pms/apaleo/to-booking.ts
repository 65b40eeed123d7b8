// An Apaleo reservation as our facts about a booking (Apaleo Booking API v1, ReservationModel and ReservationItemModel).
import { type BookingStatus, instantToWallClock } from '@nightlatch/domain';
import { type AnswerReader, readAnswer } from '../../kit/answer-reader.ts';
import type { PmsBooking, PmsGuest, PmsUnit } from '../../kit/pms-connector.ts';

const STATUS: Readonly<Record<string, BookingStatus>> = {
  Confirmed: 'confirmed',
  InHouse: 'checked_in',
  CheckedOut: 'checked_out',
  Canceled: 'cancelled',
  NoShow: 'no_show',
};

/**
 * Reads one reservation. `timeZone` is the location's, for the dates; `now` decides which of several assigned rooms is the
 * present one. Throws `ConnectorError` `vendor_bad_answer` naming the field. Fields we do not need are not looked at.
 */
export function toBooking(
  reservation: unknown,
  input: { readonly timeZone: string; readonly now: number },
): PmsBooking {
  const read = readAnswer('Apaleo', 'reservation', reservation);
  const status = STATUS[read.text('status')] ?? read.fail('status');
  const arrivalAt = read.instant('arrival');
  const checkOutAt = read.instant('departure');
  if (checkOutAt < arrivalAt) read.fail('departure');
  const { unit, unitChangesAt } = presentUnit(read, input.now);
  const primary = read.optionalObject('primaryGuest');
  return {
    reference: read.text('id'),
    groupReference: read.text('bookingId'),
    propertyId: read.object('property').text('id'),
    status,
    unit,
    unitChangesAt,
    arrivalDate: instantToWallClock(arrivalAt, input.timeZone).date,
    departureDate: instantToWallClock(checkOutAt, input.timeZone).date,
    arrivalAt,
    checkOutAt,
    guests: [...(primary ? [primary] : []), ...read.list('additionalGuests')].map(toGuest),
    modifiedAt: read.instant('modified'),
  };
}

/**
 * A stay may have several rooms one after another (`assignedUnits` with time ranges, when expanded): the one of this moment
 * counts. Outside every range, as after an early check-in, it is the reservation's own `unit`.
 */
function presentUnit(read: AnswerReader, now: number): { unit: PmsUnit | null; unitChangesAt: number | null } {
  const own = read.optionalObject('unit');
  const ranges = read.list('assignedUnits').flatMap((assigned) => {
    const unit = toUnit(assigned.object('unit'));
    return assigned.list('timeRanges').map((range) => ({ unit, from: range.instant('from'), to: range.instant('to') }));
  });
  const present = ranges.find((range) => range.from <= now && now < range.to)?.unit ?? (own ? toUnit(own) : null);
  const changes = ranges
    .filter((range) => range.from > now && range.unit.id !== present?.id)
    .map((range) => range.from);
  return { unit: present, unitChangesAt: changes.length > 0 ? Math.min(...changes) : null };
}

function toUnit(read: AnswerReader): PmsUnit {
  const id = read.text('id');
  return { id, name: read.optionalText('name') ?? id };
}

function toGuest(read: AnswerReader): PmsGuest {
  const language = read.optionalText('preferredLanguage')?.toLowerCase() ?? null;
  return {
    firstName: read.optionalText('firstName'),
    lastName: read.optionalText('lastName') ?? '',
    email: read.optionalText('email'),
    phone: read.optionalText('phone'),
    language: language !== null && /^[a-z]{2}$/.test(language) ? language : null,
  };
}
