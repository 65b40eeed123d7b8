// What the front desk can do to a reservation, as a pure function: state + action → new state and events, or a refusal.
import type { PmsEventType, PmsRefusal, PmsReservation, PmsState, PmsStatus, PmsUnit } from './pms-types.ts';

/** An action on one reservation; instants are UTC ms. */
export type PmsAction =
  | { readonly kind: 'check_in' }
  | { readonly kind: 'check_out' }
  | { readonly kind: 'cancel' }
  | { readonly kind: 'no_show' }
  | { readonly kind: 'assign_unit'; readonly unit?: string }
  | { readonly kind: 'unassign_units' }
  | { readonly kind: 'amend'; readonly arrival?: number; readonly departure?: number; readonly adults?: number }
  /** What Apaleo's interface does by hand and its API does not: back from checked out or canceled. */
  | { readonly kind: 'reinstate' };

/** The changed reservation and the events to send, or why not. */
export type ActionOutcome =
  | { readonly ok: true; readonly reservation: PmsReservation; readonly events: readonly PmsEventType[] }
  | PmsRefusal;

/** Everything the rules look at. */
export interface ActionContext {
  readonly state: PmsState;
  readonly units: readonly PmsUnit[];
  readonly now: number;
}

/** Applies `action`; changes nothing by itself. */
export function applyAction(id: string, action: PmsAction, context: ActionContext): ActionOutcome {
  const reservation = context.state.reservations.find((one) => one.id === id);
  if (!reservation) return refuse('not_found', `There is no reservation ${id}.`);
  switch (action.kind) {
    case 'check_in':
      return checkIn(reservation, context);
    case 'check_out':
      return step(
        reservation,
        ['InHouse'],
        { status: 'CheckedOut', checkOutTime: context.now },
        'checked-out',
        context,
      );
    case 'cancel':
      return step(
        reservation,
        ['Confirmed'],
        { status: 'Canceled', cancellationTime: context.now },
        'canceled',
        context,
      );
    case 'no_show':
      return step(reservation, ['Confirmed'], { status: 'NoShow', noShowTime: context.now }, 'set-to-no-show', context);
    case 'assign_unit':
      return assignUnit(reservation, action.unit, context);
    case 'unassign_units':
      return unassignUnits(reservation, context);
    case 'amend':
      return amend(reservation, action, context);
    case 'reinstate':
      return reinstate(reservation, context);
  }
}

/** The unit whose id or name is `text`. */
export function findUnit(units: readonly PmsUnit[], text: string): PmsUnit | undefined {
  return units.find((unit) => unit.id === text) ?? units.find((unit) => unit.name === text);
}

function checkIn(reservation: PmsReservation, context: ActionContext): ActionOutcome {
  if (reservation.status !== 'Confirmed') return notAllowed(reservation, 'Check-in', ['Confirmed']);
  if (reservation.unitId === undefined) return refuse('not_allowed', 'Check-in needs an assigned unit.');
  const other = occupant(reservation.unitId, reservation.id, context.state);
  if (other) return refuse('unit_occupied', `The unit is still occupied by reservation ${other.id}.`);
  return changed(reservation, { status: 'InHouse', checkInTime: context.now }, ['checked-in'], context);
}

function assignUnit(reservation: PmsReservation, wanted: string | undefined, context: ActionContext): ActionOutcome {
  const allowed: readonly PmsStatus[] = ['Confirmed', 'InHouse'];
  if (!allowed.includes(reservation.status)) return notAllowed(reservation, 'Assigning a unit', allowed);
  const unit =
    wanted === undefined
      ? context.units.find((one) => !occupant(one.id, reservation.id, context.state))
      : findUnit(context.units, wanted);
  if (!unit) return refuse('unit_not_found', wanted === undefined ? 'No unit is free.' : `There is no unit ${wanted}.`);
  const other = occupant(unit.id, reservation.id, context.state);
  if (other) return refuse('unit_occupied', `Unit ${unit.name} is occupied by reservation ${other.id}.`);
  if (unit.id === reservation.unitId) return changed(reservation, {}, [], context);
  return changed(reservation, { unitId: unit.id }, ['unit-assigned'], context);
}

function unassignUnits(reservation: PmsReservation, context: ActionContext): ActionOutcome {
  if (reservation.status !== 'Confirmed') return notAllowed(reservation, 'Unassigning units', ['Confirmed']);
  const { unitId: _gone, ...rest } = reservation;
  return { ok: true, reservation: { ...rest, modified: context.now }, events: ['unit-unassigned'] };
}

function amend(
  reservation: PmsReservation,
  wish: Extract<PmsAction, { kind: 'amend' }>,
  context: ActionContext,
): ActionOutcome {
  const allowed: readonly PmsStatus[] = ['Confirmed', 'InHouse'];
  if (!allowed.includes(reservation.status)) return notAllowed(reservation, 'Amending', allowed);
  const arrival = wish.arrival ?? reservation.arrival;
  const departure = wish.departure ?? reservation.departure;
  if (departure <= arrival) return refuse('malformed', 'Departure must be after arrival.');
  return changed(reservation, { arrival, departure, adults: wish.adults ?? reservation.adults }, ['amended'], context);
}

function reinstate(reservation: PmsReservation, context: ActionContext): ActionOutcome {
  const { checkOutTime: _out, cancellationTime: _cancelled, noShowTime: _missed, ...rest } = reservation;
  if (reservation.status === 'CheckedOut') {
    const other = reservation.unitId && occupant(reservation.unitId, reservation.id, context.state);
    if (other) return refuse('unit_occupied', `The unit is occupied by reservation ${other.id}.`);
    return { ok: true, reservation: { ...rest, status: 'InHouse', modified: context.now }, events: ['changed'] };
  }
  if (reservation.status === 'Canceled' || reservation.status === 'NoShow')
    return { ok: true, reservation: { ...rest, status: 'Confirmed', modified: context.now }, events: ['changed'] };
  return notAllowed(reservation, 'Reinstating', ['CheckedOut', 'Canceled', 'NoShow']);
}

function step(
  reservation: PmsReservation,
  from: readonly PmsStatus[],
  change: Partial<PmsReservation>,
  event: PmsEventType,
  context: ActionContext,
): ActionOutcome {
  if (!from.includes(reservation.status)) return notAllowed(reservation, event, from);
  return changed(reservation, change, [event], context);
}

function changed(
  reservation: PmsReservation,
  change: Partial<PmsReservation>,
  events: readonly PmsEventType[],
  context: ActionContext,
): ActionOutcome {
  return { ok: true, reservation: { ...reservation, ...change, modified: context.now }, events };
}

function occupant(unitId: string, exceptId: string, state: PmsState): PmsReservation | undefined {
  return state.reservations.find((one) => one.unitId === unitId && one.status === 'InHouse' && one.id !== exceptId);
}

function notAllowed(reservation: PmsReservation, what: string, from: readonly PmsStatus[]): PmsRefusal {
  return refuse('not_allowed', `${what} is allowed only from ${from.join(' or ')}; it is ${reservation.status}.`);
}

function refuse(code: PmsRefusal['code'], message: string): PmsRefusal {
  return { ok: false, code, message };
}
