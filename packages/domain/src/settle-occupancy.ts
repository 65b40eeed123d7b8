// Which occupancy a booking should have now: one while it is checked in to a room that is free, none else (docs/domain.md §1, §5).
import type { KeyChange } from './key-changes.ts';
import type { BookingFacts, OccupancyCloseReason } from './key-facts.ts';
import type { SettleFacts } from './settle-facts.ts';

/**
 * Closes what is not the booking's room any more and opens what is. A closed occupancy is never opened again. A room that an
 * unrelated booking still has is not taken (invariant 3: at most one occupancy opens a room); a related booking's is joined.
 */
export function settleOccupancy(facts: SettleFacts): KeyChange[] {
  const { booking, now } = facts;
  const roomId = booking.status === 'checked_in' ? booking.roomId : null;
  const open = facts.occupancies.filter((one) => one.closedAt === null);
  const closing = open.filter((one) => one.roomId !== roomId);
  const changes: KeyChange[] = closing.map(({ occupancyId }) => {
    return { change: 'close_occupancy', occupancyId, reason: closeReason(booking), at: now };
  });
  const others = facts.issue.otherOccupancies;
  if (roomId === null || closing.length < open.length || others.some((other) => !other.related)) return changes;
  const shared = others[0]?.occupancyId;
  changes.push({
    change: 'open_occupancy',
    occupancyId: shared ?? facts.newIds.occupancyId,
    roomId,
    at: now,
    joined: shared !== undefined,
  });
  return changes;
}

function closeReason(booking: BookingFacts): OccupancyCloseReason {
  switch (booking.status) {
    case 'checked_in':
      return 'moved';
    case 'checked_out':
      return 'checked_out';
    case 'confirmed':
      return 'check_in_undone';
    case 'cancelled':
    case 'no_show':
      return 'cancelled';
  }
}
