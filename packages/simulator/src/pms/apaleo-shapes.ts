// Stored reservations and units in the shapes of Apaleo's Booking and Inventory APIs v1 (swagger of the vendor; judged against it by tests).
import type { PmsGuest, PmsProperty, PmsReservation, PmsUnit } from './pms-types.ts';

const CURRENCY = 'EUR';
const NIGHT_GROSS = 120;
const NIGHT_NET = 112.15;
const DAY_MS = 86_400_000;
/** Since when this hotel has its rooms. */
const OPENED = Date.parse('2020-01-01T00:00:00Z');

/** Everything a shape needs beside the reservation. */
export interface ShapeContext {
  readonly property: PmsProperty;
  readonly units: readonly PmsUnit[];
}

/** `2026-11-24T15:00:00+01:00`: the instant with the zone's offset and without fractions, as Apaleo writes it. */
export function toZonedIso(instant: number, timeZone: string): string {
  const parts = new Intl.DateTimeFormat('en-CA', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  }).formatToParts(instant);
  const part = (type: string): string => parts.find((one) => one.type === type)?.value ?? '00';
  const wall = `${part('year')}-${part('month')}-${part('day')}T${part('hour')}:${part('minute')}:${part('second')}`;
  const offsetMinutes = Math.round((Date.parse(`${wall}Z`) - Math.floor(instant / 1000) * 1000) / 60_000);
  const sign = offsetMinutes < 0 ? '-' : '+';
  const absolute = Math.abs(offsetMinutes);
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${wall}${sign}${two(Math.floor(absolute / 60))}:${two(absolute % 60)}`;
}

/** An item of `ReservationListModel`. */
export function toReservationItem(reservation: PmsReservation, context: ShapeContext): Record<string, unknown> {
  const { property } = context;
  const zoned = (instant: number): string => toZonedIso(instant, property.timeZone);
  const unit = unitShape(reservation.unitId, context);
  const total = money(NIGHT_GROSS * nightsOf(reservation));
  return {
    id: reservation.id,
    bookingId: reservation.bookingId,
    status: reservation.status,
    ...(reservation.checkInTime !== undefined && { checkInTime: zoned(reservation.checkInTime) }),
    ...(reservation.checkOutTime !== undefined && { checkOutTime: zoned(reservation.checkOutTime) }),
    ...(reservation.cancellationTime !== undefined && { cancellationTime: zoned(reservation.cancellationTime) }),
    ...(reservation.noShowTime !== undefined && { noShowTime: zoned(reservation.noShowTime) }),
    ...(unit && { unit }),
    property: { id: property.id, code: property.id, name: property.name, description: property.name },
    ratePlan: ratePlan(property),
    unitGroup: unitGroup(property),
    totalGrossAmount: total,
    arrival: zoned(reservation.arrival),
    departure: zoned(reservation.departure),
    created: zoned(reservation.created),
    modified: zoned(reservation.modified),
    adults: reservation.adults,
    ...(reservation.comment !== undefined && { comment: reservation.comment }),
    channelCode: 'Direct',
    primaryGuest: guestShape(reservation.primaryGuest),
    ...(reservation.additionalGuests.length > 0 && { additionalGuests: reservation.additionalGuests.map(guestShape) }),
    guaranteeType: 'CreditCard',
    cancellationFee: {
      id: `${property.id}-FLEX`,
      code: 'FLEX',
      name: 'Flexible',
      description: 'Free cancellation until arrival.',
      dueDateTime: zoned(reservation.arrival),
      fee: money(0),
    },
    noShowFee: {
      id: `${property.id}-NOSHOW`,
      code: 'NOSHOW',
      name: 'No-show',
      description: 'No free no-show.',
      fee: total,
    },
    balance: money(0),
    hasCityTax: false,
  };
}

/** `ReservationModel`: the item with what only the single read gives; `expand` as asked. */
export function toReservation(
  reservation: PmsReservation,
  context: ShapeContext,
  expand: ReadonlySet<string>,
): Record<string, unknown> {
  const total = NIGHT_GROSS * nightsOf(reservation);
  return {
    ...toReservationItem(reservation, context),
    taxDetails: [{ vatType: 'Reduced', vatPercent: 7, net: money(NIGHT_NET * nightsOf(reservation)), tax: money(0) }],
    payableAmount: { guest: money(total) },
    ...expansions(reservation, context, expand),
  };
}

/** Parts that a caller asks for with `expand`. */
export function expansions(
  reservation: PmsReservation,
  context: ShapeContext,
  expand: ReadonlySet<string>,
): Record<string, unknown> {
  return {
    ...(expand.has('timeSlices') && { timeSlices: timeSlices(reservation, context) }),
    ...(expand.has('assignedUnits') && { assignedUnits: assignedUnits(reservation, context) }),
    ...(expand.has('booker') && { booker: guestShape(reservation.primaryGuest) }),
    ...(expand.has('services') && { services: [] }),
  };
}

/** `EmbeddedUnitModel`. */
export function unitShape(unitId: string | undefined, context: ShapeContext): Record<string, unknown> | undefined {
  const unit = context.units.find((one) => one.id === unitId);
  if (!unit) return undefined;
  return { id: unit.id, name: unit.name, description: `Room ${unit.name}`, unitGroupId: `${context.property.id}-DBL` };
}

/** How a unit was left: by whoever is in it, or by who checked out a moment ago. */
export interface UnitUse {
  readonly isOccupied: boolean;
  readonly isMadeUp: boolean;
}

/** `UnitItemModel`. */
export function toUnitItem(unit: PmsUnit, context: ShapeContext, use: UnitUse): Record<string, unknown> {
  const { property } = context;
  return {
    id: unit.id,
    name: unit.name,
    description: `Room ${unit.name}`,
    property: { id: property.id, code: property.id, name: property.name, description: property.name },
    unitGroup: unitGroup(property),
    status: { isOccupied: use.isOccupied, condition: use.isMadeUp ? 'Clean' : 'Dirty' },
    maxPersons: 2,
    created: toZonedIso(OPENED, property.timeZone),
  };
}

function assignedUnits(reservation: PmsReservation, context: ShapeContext): Record<string, unknown>[] {
  const unit = unitShape(reservation.unitId, context);
  if (!unit) return [];
  const { timeZone } = context.property;
  const range = { from: toZonedIso(reservation.arrival, timeZone), to: toZonedIso(reservation.departure, timeZone) };
  return [{ unit, timeRanges: [range] }];
}

function timeSlices(reservation: PmsReservation, context: ShapeContext): Record<string, unknown>[] {
  const { property } = context;
  const nights = nightsOf(reservation);
  const unit = unitShape(reservation.unitId, context);
  return Array.from({ length: nights }, (_, night) => {
    const from = reservation.arrival + night * DAY_MS;
    const to = night === nights - 1 ? reservation.departure : reservation.arrival + (night + 1) * DAY_MS;
    return {
      from: toZonedIso(from, property.timeZone),
      to: toZonedIso(to, property.timeZone),
      serviceDate: toZonedIso(from, property.timeZone).slice(0, 10),
      ratePlan: ratePlan(property),
      unitGroup: unitGroup(property),
      ...(unit && { unit }),
      baseAmount: {
        grossAmount: NIGHT_GROSS,
        netAmount: NIGHT_NET,
        vatType: 'Reduced',
        vatPercent: 7,
        currency: CURRENCY,
      },
      totalGrossAmount: money(NIGHT_GROSS),
    };
  });
}

function nightsOf(reservation: PmsReservation): number {
  return Math.max(1, Math.round((reservation.departure - reservation.arrival) / DAY_MS));
}

function guestShape(guest: PmsGuest): Record<string, unknown> {
  return { ...guest };
}

function ratePlan(property: PmsProperty): Record<string, unknown> {
  return { id: `${property.id}-FLEX_DBL`, code: 'FLEX', name: 'Flexible', isSubjectToCityTax: false };
}

function unitGroup(property: PmsProperty): Record<string, unknown> {
  return { id: `${property.id}-DBL`, code: 'DBL', name: 'Double', description: 'Double room' };
}

function money(amount: number): { amount: number; currency: string } {
  return { amount: Math.round(amount * 100) / 100, currency: CURRENCY };
}
