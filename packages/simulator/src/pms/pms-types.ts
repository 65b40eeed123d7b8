// What the stand-in PMS knows: a property, its units and reservations, as kept in its state file.

/** Reservation states as Apaleo spells them. */
export type PmsStatus = 'Confirmed' | 'InHouse' | 'CheckedOut' | 'Canceled' | 'NoShow';

/** A guest of a reservation. */
export interface PmsGuest {
  readonly firstName?: string;
  readonly lastName: string;
  readonly email?: string;
  readonly phone?: string;
  /** Two-letter language code. */
  readonly preferredLanguage?: string;
}

/** A room in the PMS. */
export interface PmsUnit {
  readonly id: string;
  /** Room number as printed. */
  readonly name: string;
}

/** The hotel in the PMS. */
export interface PmsProperty {
  readonly id: string;
  readonly name: string;
  /** IANA name; Apaleo shows instants with this zone's offset. */
  readonly timeZone: string;
}

/** One reservation; instants are UTC ms. */
export interface PmsReservation {
  readonly id: string;
  readonly bookingId: string;
  readonly status: PmsStatus;
  readonly unitId?: string;
  readonly arrival: number;
  readonly departure: number;
  readonly created: number;
  readonly modified: number;
  readonly checkInTime?: number;
  readonly checkOutTime?: number;
  readonly cancellationTime?: number;
  readonly noShowTime?: number;
  readonly adults: number;
  readonly primaryGuest: PmsGuest;
  readonly additionalGuests: readonly PmsGuest[];
  readonly comment?: string;
}

/** A reservation to begin with. `unit` is a unit's name or id; instants are ISO 8601. */
export interface PmsReservationSeed {
  /** Like `XPGMSXGF-1`; made up when absent. */
  readonly id?: string;
  readonly status?: PmsStatus;
  readonly unit?: string;
  readonly arrival: string;
  readonly departure: string;
  readonly primaryGuest: PmsGuest;
  readonly additionalGuests?: readonly PmsGuest[];
  readonly adults?: number;
  readonly comment?: string;
}

/** Types of Apaleo's `Reservation` events that this PMS sends. */
export type PmsEventType =
  | 'created'
  | 'amended'
  | 'changed'
  | 'checked-in'
  | 'checked-out'
  | 'canceled'
  | 'set-to-no-show'
  | 'unit-assigned'
  | 'unit-unassigned';

/** A webhook as Apaleo posts it. */
export interface PmsEvent {
  readonly topic: 'Reservation';
  readonly type: PmsEventType;
  readonly id: string;
  readonly accountId: string;
  readonly propertyId: string;
  readonly data: { readonly entityId: string };
  /** UTC ms. */
  readonly timestamp: number;
}

/** Why an action was not done; the page shows `message`, the API answers 422 with it. */
export interface PmsRefusal {
  readonly ok: false;
  readonly code: 'not_found' | 'unit_not_found' | 'not_allowed' | 'unit_occupied' | 'malformed';
  readonly message: string;
}

/** Outcome of an action. */
export type PmsResult = { readonly ok: true; readonly reservation: PmsReservation } | PmsRefusal;

/** The state file's content. */
export interface PmsState {
  readonly version: 1;
  readonly seeded: boolean;
  readonly nextNumber: number;
  readonly reservations: readonly PmsReservation[];
  /** Events not yet taken by the subscriber, oldest first. */
  readonly unsent: readonly PmsEvent[];
  readonly subscriptions: readonly PmsSubscription[];
}

/** Where events go. */
export interface PmsSubscription {
  readonly id: string;
  readonly endpointUrl: string;
  /** Lower-case `reservation/checked-in` or `reservation/*`-like topic names; empty = all. */
  readonly events: readonly string[];
  readonly propertyIds: readonly string[];
}
