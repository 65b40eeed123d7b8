// From when until when a key is valid, what staff may choose, and when a lease ends (docs/domain.md §4).
import { wallClockToInstant } from './wall-clock.ts';

/** Who decided a key's end: it follows the PMS, or staff set it and a PMS change only raises a task (docs/domain.md §4). */
export const VALIDITY_SOURCES = ['pms', 'staff'] as const;
export type ValiditySource = (typeof VALIDITY_SOURCES)[number];

/** Why a validity is refused. */
export const VALIDITY_REFUSALS = [
  'start_in_past',
  'end_not_after_start',
  'end_too_late',
  'validity_over',
  'beyond_parent',
] as const;
export type ValidityRefusal = (typeof VALIDITY_REFUSALS)[number];

/** What the PMS says about the end of a stay: `departureDate` 'YYYY-MM-DD' and, where the PMS knows it, the instant (UTC ms). */
export interface DepartureFacts {
  readonly departureDate: string;
  readonly checkOutAt?: number | null;
}

/** The location's clock: IANA zone and usual check-out wall-clock time 'HH:MM'. */
export interface LocationClock {
  readonly timeZone: string;
  readonly checkOutTime: string;
}

/** Input of `keyValidity`; instants in UTC ms. `startAt` and `staffEnd` are what staff chose. */
export interface ValidityInput {
  readonly now: number;
  readonly startAt?: number | null;
  readonly booking: DepartureFacts;
  readonly location: LocationClock;
  readonly staffEnd?: number | null;
  readonly maxAfterCheckOutMinutes: number;
}

/** A validity, or the coded refusal of one; `limit` is the instant that was overstepped. */
export type ValidityResult =
  | {
      readonly ok: true;
      readonly validFrom: number;
      readonly validUntil: number;
      readonly source: ValiditySource;
      readonly checkOutAt: number;
    }
  | { readonly ok: false; readonly code: ValidityRefusal; readonly limit: number };

/**
 * The check-out instant of a stay: the PMS's own where it gives one, else the departure date at the location's check-out time
 * (docs/domain.md §4). Throws `DomainError` for a malformed date, time or zone.
 */
export function checkOutInstant(booking: DepartureFacts, location: LocationClock): number {
  if (booking.checkOutAt !== undefined && booking.checkOutAt !== null) return booking.checkOutAt;
  return wallClockToInstant({
    date: booking.departureDate,
    time: location.checkOutTime,
    timeZone: location.timeZone,
  });
}

/**
 * The validity of a key issued now. Without `staffEnd` it ends at check-out and follows the PMS; with it, it ends there and is
 * bounded by `maxAfterCheckOutMinutes` after check-out. A start in the past or an end that leaves no time is refused.
 */
export function keyValidity(input: ValidityInput): ValidityResult {
  const { now } = input;
  const checkOutAt = checkOutInstant(input.booking, input.location);
  const staffEnd = input.staffEnd ?? null;
  const validFrom = input.startAt ?? now;
  const validUntil = staffEnd ?? checkOutAt;
  const latest = checkOutAt + input.maxAfterCheckOutMinutes * 60_000;
  if (validFrom < now) return { ok: false, code: 'start_in_past', limit: now };
  if (staffEnd !== null && staffEnd > latest) return { ok: false, code: 'end_too_late', limit: latest };
  if (validUntil <= now) return { ok: false, code: 'validity_over', limit: now };
  if (validUntil <= validFrom) return { ok: false, code: 'end_not_after_start', limit: validFrom };
  return { ok: true, validFrom, validUntil, source: staffEnd === null ? 'pms' : 'staff', checkOutAt };
}

/** End of a credential's lease (UTC ms): `leaseSeconds` from now, never past the key's end (docs/domain.md §1). */
export function leaseEnd(input: {
  readonly now: number;
  readonly leaseSeconds: number;
  readonly keyEnd: number;
}): number {
  return Math.min(input.now + input.leaseSeconds * 1000, input.keyEnd);
}
