// What a location asks of whoever comes in: a second factor, its company account only, or neither (decisions 94, 95).
import { isTwoFactors, type SignedInBy } from '@nightlatch/api';
import type { Role } from '@nightlatch/domain';
import { sql } from 'kysely';

export type PlaceAsks = {
  /** The location or its brand asks for a second factor. */
  readonly secondFactor: boolean;
  /** A company account that speaks for the location is required there. */
  readonly companyOnly: boolean;
};

/** In SQL, of a location `l`. */
export const COMPANY_ONLY_AT =
  "exists (select from sign_in_provider p where p.use = 'required' and p.brand_id = l.brand_id and (p.location_id is null or p.location_id = l.id))";

/** Of a location `l` and its brand `b`. */
export const placeAsks = {
  secondFactor: sql<boolean>`l.second_factor_required or b.second_factor_required`,
  companyOnly: sql<boolean>`${sql.raw(COMPANY_ONLY_AT)}`,
};

/** The problem that a session meets at a place, or null. Administrators have a way back past the company account: two factors of their own. */
export function missingAt(
  asks: PlaceAsks,
  who: { readonly role: Role; readonly signedInBy: SignedInBy; readonly providerId: string | null },
): 'second_factor_required' | 'company_sign_in_required' | null {
  const passesCompany = asks.companyOnly && who.providerId === null;
  const administers = who.role === 'location_admin' || who.role === 'brand_admin';
  if (passesCompany && !administers) return 'company_sign_in_required';
  return (asks.secondFactor || passesCompany) && !isTwoFactors(who.signedInBy) ? 'second_factor_required' : null;
}
