// The personal part of an audit entry is kept beside it; the entry holds a salted hash only, so that erasing the part breaks no chain
// (docs/decisions/0059-audit-without-persons.md).
import { createHash } from 'node:crypto';
import { canonical } from './chain-hash.ts';

/** Where an entry keeps the hash of its personal part. */
export const PERSONAL = 'personalPart';

/** SHA-256 over salt and value: the entry can be proven by it, and says nothing without the salt. */
export const commitTo = (salt: Uint8Array, value: unknown): string =>
  createHash('sha256').update('nightlatch-audit-personal-1').update(salt).update(canonical(value)).digest('hex');

/** The hash that an entry's `after` promises, or null. */
export const commitmentIn = (after: unknown): string | null => {
  if (after === null || typeof after !== 'object' || !(PERSONAL in after)) return null;
  const promised = after[PERSONAL];
  return typeof promised === 'string' ? promised : null;
};

/** `after` as people read it: the personal part in its place, or, once erased, a word that it was. */
export const withPersonalPart = (after: unknown, personal: unknown): unknown => {
  if (commitmentIn(after) === null || after === null || typeof after !== 'object') return after;
  const shown: Record<string, unknown> = { ...after };
  delete shown[PERSONAL];
  return personal !== null && typeof personal === 'object'
    ? { ...shown, ...personal }
    : { ...shown, personalPart: 'erased' };
};
