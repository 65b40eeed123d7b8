// What a key's record says to a guest: its state in one word, its room, its lease.
import type { KeyView, LocationRecord } from '@nightlatch/phone';
import type { EndReason, Texts } from '../texts/catalogue.ts';

/** State of a key as its guest sees it. Times are compared with this phone's clock: display only, the door decides. */
export type KeyState = keyof Texts['key']['states'];

/** From the record and the phone's clock. */
export function keyState(key: KeyView, now: number): KeyState {
  if (key.state === 'ended' || isOver(key, now)) return 'ended';
  if (key.state === 'suspended') return 'suspended';
  if (key.state === 'waiting') return 'waiting';
  if (key.doors.length === 0) return 'getting_ready';
  if (key.validFrom !== null && Date.parse(key.validFrom) > now) return 'not_yet';
  if (key.leaseUntilMs !== undefined && key.leaseUntilMs <= now) return 'lease_over';
  return 'ready';
}

/** Past its end by this phone's clock, whatever the server said last. */
function isOver(key: KeyView, now: number): boolean {
  return key.validUntil !== null && Date.parse(key.validUntil) <= now;
}

/** Why the key ended; a key that ran out while the phone was offline is `expired`. */
export function endReasonOf(key: KeyView): EndReason {
  switch (key.endReason) {
    case 'revoked':
    case 'checked_out':
    case 'superseded':
    case 'replaced':
      return key.endReason;
    default:
      return 'expired';
  }
}

/** "Room 1204", or "Your key" while no room is known. */
export function keyTitle(key: { readonly roomNumber: string | null }, texts: Texts): string {
  return key.roomNumber === null ? texts.key.noRoom : texts.key.heading(key.roomNumber);
}

/** Keys to use now, and keys of the past; each in the order of their ends. */
export function splitKeys(
  keys: readonly KeyView[],
  now: number,
): { readonly current: KeyView[]; readonly past: KeyView[] } {
  const byStart = [...keys].sort((a, b) => (a.validFrom ?? '').localeCompare(b.validFrom ?? ''));
  const current = byStart.filter((key) => keyState(key, now) !== 'ended');
  const past = byStart.filter((key) => keyState(key, now) === 'ended').reverse();
  return { current, past };
}

/** The hotel of a key or stay. */
export function locationOf(
  locations: readonly LocationRecord[],
  of: { readonly locationId: string },
): LocationRecord | undefined {
  return locations.find((location) => location.id === of.locationId);
}
