// Another validity for a key that is in force: what staff may choose, and what they may not (docs/domain.md §4).
import type { KeyAction } from './key-actions.ts';
import type { IssuedKey, KeyFacts, SuspendedKey } from './key-facts.ts';
import type { ValidityRefusal } from './validity.ts';

/**
 * What staff wish. `validFrom` undefined: the start stays. `validUntil` undefined: the end stays; null: the key follows the booking
 * again (a shared key: its primary key); a number: that end, which then does not follow the PMS by itself. Instants in UTC ms.
 */
export interface ValidityWish {
  readonly validFrom?: number | undefined;
  readonly validUntil?: number | null | undefined;
}

/** Input of `changeValidity`. `parent`: the primary key that a shared key hangs under, null for a primary key. */
export interface ValidityChangeInput {
  readonly now: number;
  readonly key: IssuedKey | SuspendedKey;
  readonly parent: KeyFacts | null;
  readonly wish: ValidityWish;
  readonly checkOutAt: number;
  readonly maxAfterCheckOutMinutes: number;
}

/** The action to give to `actOnKey`, or the coded refusal; `limit` is the instant that was overstepped. */
export type ValidityChangeResult =
  | { readonly ok: true; readonly action: KeyAction & { readonly action: 'set_validity' } }
  | { readonly ok: false; readonly code: ValidityRefusal; readonly limit: number };

/**
 * Judges a wish. A start that passed may stay but not be chosen; the end is bounded by the location's limit after check-out, that of
 * a shared key by its primary key's (invariant 7).
 */
export function changeValidity(input: ValidityChangeInput): ValidityChangeResult {
  const { now, key, wish } = input;
  const follows = input.parent === null ? input.checkOutAt : (input.parent.validUntil ?? input.checkOutAt);
  const validFrom = wish.validFrom ?? key.validFrom;
  const validUntil = wish.validUntil === undefined ? key.validUntil : (wish.validUntil ?? follows);
  const latest = input.parent === null ? input.checkOutAt + input.maxAfterCheckOutMinutes * 60_000 : follows;
  const earliest = input.parent?.validFrom ?? null;
  if (validFrom < now && validFrom !== key.validFrom) return refuse('start_in_past', now);
  if (earliest !== null && wish.validFrom !== undefined && validFrom < earliest)
    return refuse('beyond_parent', earliest);
  if (wish.validUntil != null && validUntil > latest)
    return refuse(input.parent === null ? 'end_too_late' : 'beyond_parent', latest);
  if (validUntil <= now) return refuse('validity_over', now);
  if (validUntil <= validFrom) return refuse('end_not_after_start', validFrom);
  const validitySource = sourceOf(key, wish);
  return { ok: true, action: { action: 'set_validity', validFrom, validUntil, validitySource } };
}

function sourceOf(key: IssuedKey | SuspendedKey, wish: ValidityWish): IssuedKey['validitySource'] {
  if (wish.validUntil === undefined) return key.validitySource;
  return wish.validUntil === null ? 'pms' : 'staff';
}

function refuse(code: ValidityRefusal, limit: number): ValidityChangeResult {
  return { ok: false, code, limit };
}
