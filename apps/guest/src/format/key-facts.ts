// What a key's record says to a guest: its state in one word, its room, its lease.
import type { KeyView, LocationRecord, StayRecord } from '@nightlatch/phone';
import type { EndReason, GuestTexts } from '@nightlatch/texts';

/** State of a key as its guest sees it. Times are compared with this phone's clock: display only, the door decides. */
export type KeyState = keyof GuestTexts['key']['states'];

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
export function keyTitle(key: { readonly roomNumber: string | null }, texts: GuestTexts): string {
  return key.roomNumber === null ? texts.key.noRoom : texts.key.heading(key.roomNumber);
}

/**
 * One key where a newer one takes over from another (reissue): the newer as soon as this phone can open with it, until then the older.
 * Both stay in the phone's memory and at its doors; the guest sees one key that never goes away in between.
 */
export function withoutReplaced(keys: readonly KeyView[]): KeyView[] {
  const byId = new Map(keys.map((key) => [key.keyId, key]));
  const successor = (key: KeyView): KeyView | undefined =>
    key.state === 'ended' ? undefined : byId.get(key.replacedByKeyId ?? '');
  const takesOver = (key: KeyView): boolean => key.doors.length > 0 || key.state !== 'issued';
  const comes = new Set(
    keys.flatMap((key) => {
      const next = successor(key);
      return next && !takesOver(next) && key.doors.length > 0 ? [next.keyId] : [];
    }),
  );
  return keys.filter((key) => {
    const next = successor(key);
    return !comes.has(key.keyId) && !(next && (takesOver(next) || key.doors.length === 0));
  });
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

/**
 * What the guest sees once: a stay that waits for its key hides the waiting key of the same room (it says more), and a
 * key that was issued for a room, even one that has ended, hides the stay. The wallet names no booking on a key, so
 * hotel, room and dates tell them apart.
 */
export function withoutDoubles(
  keys: readonly KeyView[],
  stays: readonly StayRecord[],
): { readonly keys: KeyView[]; readonly stays: StayRecord[] } {
  const together = (key: KeyView, stay: StayRecord): boolean =>
    key.locationId === stay.locationId && key.roomNumber === stay.roomNumber && overlap(key, stay);
  const waits = (key: KeyView): boolean => key.state === 'waiting';
  const shown = stays.filter((stay) => {
    const ofStay = keys.filter((key) => together(key, stay));
    return ofStay.length === 0 || ofStay.some(waits);
  });
  return { stays: shown, keys: keys.filter((key) => !waits(key) || !shown.some((stay) => together(key, stay))) };
}

/** Dates are compared as text, a day apart at most by the hotel's zone: enough to tell two stays in one room apart. */
function overlap(key: KeyView, stay: StayRecord): boolean {
  const from = key.validFrom?.slice(0, 10) ?? stay.arrivalDate;
  const until = key.validUntil?.slice(0, 10) ?? stay.departureDate;
  return from <= stay.departureDate && until >= stay.arrivalDate;
}

/** The hotel of a key or stay. */
export function locationOf(
  locations: readonly LocationRecord[],
  of: { readonly locationId: string },
): LocationRecord | undefined {
  return locations.find((location) => location.id === of.locationId);
}
