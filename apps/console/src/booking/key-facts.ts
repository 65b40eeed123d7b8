// What the screens derive from a booking's keys; no decision of the server is taken again here.
import type { Booking, DigitalKey } from '@nightlatch/api';

/** Until when a key that is revoked now could still open in the worst case, seen from what the server knows of its phones. */
export type CouldOpen = { readonly kind: 'never_delivered' } | { readonly kind: 'until'; readonly until: string };

/** Judges the worst case at `now` (UTC ms): the last lease on a phone that has, or may be just getting, the credential. */
export const couldOpen = (key: DigitalKey, now: number): CouldOpen => {
  const leases = key.deliveries
    .filter((one) => one.state !== 'removed')
    .map((one) => one.leaseUntil)
    .filter((until) => until !== null)
    .filter((until) => Date.parse(until) > now);
  const last = leases.toSorted().at(-1);
  return last === undefined ? { kind: 'never_delivered' } : { kind: 'until', until: last };
};

const RECENT_MS = 24 * 3_600_000;

/** Whether a key belongs in front: it lives, its revocation is under way, or it ended less than a day ago. */
export const isCurrent = (key: DigitalKey, now: number): boolean =>
  key.state !== 'ended' ||
  (key.revocation !== null && key.revocation.state !== 'enforced') ||
  (key.endedAt !== null && now - Date.parse(key.endedAt) < RECENT_MS);

/** Keys in reading order: living ones first, then newest first. */
export const inReadingOrder = (keys: readonly DigitalKey[]): DigitalKey[] =>
  keys.toSorted(
    (a, b) =>
      Number(a.state === 'ended') - Number(b.state === 'ended') ||
      Number(a.kind === 'shared') - Number(b.kind === 'shared') ||
      b.requestedAt.localeCompare(a.requestedAt),
  );

/** What the button Issue Digital Key may do; the reasons are those that the reader is told. */
export type IssueOffer =
  | { readonly kind: 'issue' }
  | { readonly kind: 'unmet'; readonly codes: readonly Booking['conditions'][number]['code'][] }
  | { readonly kind: 'over'; readonly status: 'checked_out' | 'cancelled' | 'no_show' }
  | { readonly kind: 'has_key' }
  | { readonly kind: 'waits' };

/** Judges the offer from the booking as the server gave it. */
export const issueOffer = (booking: Booking): IssueOffer => {
  const { status } = booking;
  const primary = booking.keys.filter((key) => key.kind === 'primary');
  if (status === 'checked_out' || status === 'cancelled' || status === 'no_show') return { kind: 'over', status };
  if (primary.some((key) => key.state === 'issued' || key.state === 'suspended')) return { kind: 'has_key' };
  if (primary.some((key) => key.state === 'waiting')) return { kind: 'waits' };
  const codes = booking.conditions.filter((one) => one.state === 'unmet').map((one) => one.code);
  return codes.length > 0 ? { kind: 'unmet', codes } : { kind: 'issue' };
};
