// What every PMS connector is: a manifest, and a connection that turns hints into facts (docs/domain.md §1, Booking).
import type { BookingStatus } from '@nightlatch/domain';
import type { ConfigResult, Manifest } from './manifest.ts';

/** What a PMS connector may be able to do; callers ask for these, never for a vendor. */
export const PMS_CAPABILITIES = ['read', 'list', 'webhooks', 'subscribe', 'rooms', 'room_states', 'check_in'] as const;
export type PmsCapability = (typeof PMS_CAPABILITIES)[number];

/** A person as the PMS has them; absent data is null. */
export interface PmsGuest {
  readonly firstName: string | null;
  readonly lastName: string;
  readonly email: string | null;
  readonly phone: string | null;
  /** Two-letter language code, lower case. */
  readonly language: string | null;
}

/** A room as the PMS names it. */
export interface PmsUnit {
  /** The PMS's own id. */
  readonly id: string;
  /** The number on the door, as the PMS spells it. */
  readonly name: string;
}

/** A room as housekeeping left it. */
export interface PmsRoomState {
  readonly unit: PmsUnit;
  /** Made up, free of its last guest, and nothing is broken that keeps guests out of it. */
  readonly ready: boolean;
}

/** A booking as the PMS has it now: facts only, instants in UTC ms, dates 'YYYY-MM-DD' on the hotel's wall clock. */
export interface PmsBooking {
  /** The PMS's id of this stay in one room; unique within the property. */
  readonly reference: string;
  /** Stays with the same value were booked together (a family's two rooms); null when the PMS has no such thing. */
  readonly groupReference: string | null;
  readonly propertyId: string;
  readonly status: BookingStatus;
  /** The room the guest has now. */
  readonly unit: PmsUnit | null;
  /** When the PMS already knows that the guest will have another room: read again then (UTC ms). */
  readonly unitChangesAt: number | null;
  readonly arrivalDate: string;
  readonly departureDate: string;
  readonly arrivalAt: number;
  /** The PMS's own check-out instant; null when it knows only the date. */
  readonly checkOutAt: number | null;
  /** The primary guest first; empty when the PMS names nobody. */
  readonly guests: readonly PmsGuest[];
  readonly modifiedAt: number;
}

/** "Something may have changed": the id to read back, and for the log what the vendor called it. Never a fact. */
export interface PmsHint {
  readonly reference: string;
  /** The vendor's own words, such as `Reservation/checked-in`. */
  readonly topic: string;
  /** The vendor's id of this message; repeats carry the same one. Null when it has none. */
  readonly eventId: string | null;
}

/** What came in by webhook: hints (none for what does not concern us, which is acknowledged all the same), or rubbish. */
export type WebhookResult =
  | {
      readonly ok: true;
      readonly hints: readonly PmsHint[];
      /** Something about rooms may have changed: their states are worth a look. */
      readonly rooms?: true;
    }
  | { readonly ok: false; readonly code: 'malformed_webhook'; readonly field: string };

/** Which reservations to list: those that touch a time, or those changed since. */
export type ReservationFilter =
  | { readonly stayFrom: number; readonly stayTo: number }
  | { readonly modifiedSince: number };

/** The outcome of trying a connection; `message` is for the administrator. */
export type ConnectionTest =
  | { readonly ok: true }
  | { readonly ok: false; readonly code: string; readonly message: string };

/** `unknown`: the PMS has no such reservation; `refused`: it does not check in this one (no room, not the day, room taken). */
export type CheckInOutcome = { readonly ok: true } | { readonly ok: false; readonly code: 'unknown' | 'refused' };

/**
 * A connection of one location to its PMS. Every method throws `ConnectorError`; `AbortSignal` ends it early with
 * `vendor_unavailable`. A method whose capability is not in the manifest is absent.
 */
export interface PmsConnection {
  /** The booking as it is now, or null when the PMS does not know it (any more). */
  readReservation(reference: string, signal?: AbortSignal): Promise<PmsBooking | null>;
  /** Every matching booking, page by page; one that changes while pages are read may come twice. */
  listReservations(filter: ReservationFilter, signal?: AbortSignal): AsyncIterable<PmsBooking>;
  /** Tries credentials and rights with one cheap read; never throws. */
  test(signal?: AbortSignal): Promise<ConnectionTest>;
  /** The property's rooms. */
  listRooms?(signal?: AbortSignal): Promise<readonly PmsUnit[]>;
  /** What the PMS says of every room of the property, now. */
  listRoomStates?(signal?: AbortSignal): Promise<readonly PmsRoomState[]>;
  /** Checks the guest in at the PMS. A guest who is checked in there already is no error; a plain no is a value. */
  checkIn?(reference: string, signal?: AbortSignal): Promise<CheckInOutcome>;
  /** Makes the vendor send its webhooks to `endpointUrl`, unless it does so already. */
  ensureWebhook?(endpointUrl: string, signal?: AbortSignal): Promise<void>;
}

/** Everything a connection may use of the outside world; what is absent is the real one. */
export interface ConnectionPorts {
  readonly fetch?: typeof globalThis.fetch;
  readonly now?: () => number;
  /** Waits; rejects when the signal ends it. */
  readonly wait?: (ms: number, signal?: AbortSignal) => Promise<void>;
  /** How long one request may take, in ms; default 10 000. */
  readonly timeLimitMs?: number;
  /** 0 ≤ x < 1, for spreading retries. */
  readonly random?: () => number;
}

/** What `connect` needs: settings, secrets, and the location's zone for dates. */
export interface ConnectInput {
  readonly config: Readonly<Record<string, unknown>>;
  readonly credentials: Readonly<Record<string, unknown>>;
  readonly timeZone: string;
  readonly ports?: ConnectionPorts;
}

/** A vendor's folder, as one value. */
export interface PmsConnector {
  readonly manifest: Manifest<'pms', PmsCapability>;
  /** Checks settings and secrets as a person typed them; names every wrong field. */
  checkConfig(input: Pick<ConnectInput, 'config' | 'credentials'>): ConfigResult;
  /** Reads a webhook's parsed JSON body. Only a hint comes out, whatever the body claims. */
  parseWebhook(body: unknown, config: Readonly<Record<string, unknown>>): WebhookResult;
  /** Opens a connection; does not talk to the vendor yet. Throws `ConnectorError` `malformed_config`. */
  connect(input: ConnectInput): PmsConnection;
}
