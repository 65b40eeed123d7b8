// Doors by floor, from the ground up, common doors first; and which of them somebody has to look at.
import type { Door } from '@nightlatch/api';

/** A floor's number, the common doors, or rooms whose floor nobody entered. */
export type Floor = number | 'common' | 'unknown';

const floorOf = (door: Door): Floor => (door.kind === 'common' ? 'common' : (door.floor ?? 'unknown'));

const order = (floor: Floor): number =>
  floor === 'common' ? Number.NEGATIVE_INFINITY : floor === 'unknown' ? Number.POSITIVE_INFINITY : floor;

/** Floors in order, each with its doors in the order given. */
export const floorsOf = (doors: readonly Door[]): (readonly [Floor, readonly Door[]])[] => {
  const floors = new Map<Floor, Door[]>();
  for (const door of doors) {
    const floor = floorOf(door);
    floors.set(floor, [...(floors.get(floor) ?? []), door]);
  }
  return [...floors].sort(([a], [b]) => (a === b ? 0 : order(a) < order(b) ? -1 : 1));
};

/** No lock, a lock that reports trouble, or keys taken away that it would still open for. */
export const needsAttention = ({ lock }: Door): boolean =>
  lock === null ||
  !lock.healthy ||
  lock.battery === 'low' ||
  lock.battery === 'critical' ||
  lock.clockKnown === false ||
  lock.hardwareFault === true ||
  lock.openRevocations > 0;
