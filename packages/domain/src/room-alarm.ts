// When the desk is alarmed that a guest was checked in to a room that another guest still has (docs/domain.md §3, invariant 3).
import type { OtherOccupancy } from './conditions.ts';
import type { BookingFacts, OccupancyFacts } from './key-facts.ts';

/** The booking's newest alarm, open or not. */
export interface RoomAlarm {
  /** Whose stay it was about. */
  readonly occupancyId: string | null;
  readonly open: boolean;
  /** Closed because nobody had the room any more; a person's "done" says that they know. */
  readonly byRules: boolean;
}

/**
 * What to do about the booking's alarm: raise it for the stay that is in the way, close it, or nothing. Once per stay in the way: who
 * marked it as done is not alarmed again about the same one.
 */
export function settleRoomAlarm(facts: {
  readonly booking: Pick<BookingFacts, 'status' | 'roomId'>;
  readonly occupancies: readonly OccupancyFacts[];
  readonly otherOccupancies: readonly OtherOccupancy[];
  readonly alarm: RoomAlarm | null;
}): { readonly raise: OtherOccupancy } | 'close' | null {
  const { booking, alarm } = facts;
  const has = facts.occupancies.some((one) => one.closedAt === null && one.roomId === booking.roomId);
  const wants = booking.status === 'checked_in' && booking.roomId !== null && !has;
  const inTheWay = wants ? facts.otherOccupancies.find((other) => !other.related) : undefined;
  if (!inTheWay) return alarm?.open ? 'close' : null;
  const known = alarm?.occupancyId === inTheWay.occupancyId && (alarm.open || !alarm.byRules);
  return known ? null : { raise: inTheWay };
}
