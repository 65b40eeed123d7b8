// A booking as its source tells it, and what became of telling it.
import type { BookingStatus, IdVerification, MobileCheckIn } from '@nightlatch/domain';
import type { Actor } from '../audit/write-audit.ts';

/** A booking as its source tells it. Undefined fields are not told and stay as they are. */
export type BookingTruth = {
  readonly status: BookingStatus;
  readonly room: { readonly number: string } | { readonly pmsUnitId: string; readonly number: string } | null;
  readonly arrivalDate: string;
  readonly departureDate: string;
  readonly checkOutAt: Date | null;
  readonly idVerification?: IdVerification;
  readonly mobileCheckIn?: MobileCheckIn;
  /** What bookings have in common that were booked together. */
  readonly party?: string | null;
  readonly guest: {
    readonly firstName: string;
    readonly lastName: string;
    readonly email: string | null;
    readonly phone: string | null;
    readonly language: string | null;
  };
};

export type PutBooking = {
  readonly locationId: string;
  readonly reference: string;
  readonly source: string;
  readonly truth: BookingTruth;
  readonly now: Date;
  readonly actor: Actor;
  /** Drawn from `pms_read` before the source was asked (docs/decisions/0069); undefined: the source tells by itself. */
  readonly readTicket?: number;
};

export type PutOutcome =
  | { readonly ok: true; readonly bookingId: string; readonly changed: boolean }
  | { readonly ok: false; readonly code: 'unknown_room' | 'dates_reversed' | 'erased' }
  /** Someone wrote this booking after the source was asked: what it said then may be older. Ask again. */
  | { readonly ok: false; readonly code: 'overtaken' };
