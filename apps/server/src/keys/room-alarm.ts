// The desk's alarm: a guest was checked in to a room that another guest still has. Raised and closed as the rules say.
import { type OccupancyFacts, settleRoomAlarm } from '@nightlatch/domain';
import { SYSTEM } from '../audit/write-audit.ts';
import type { RowSink } from '../db/row-batch.ts';
import { closeTaskOf, raiseTask } from '../tasks/staff-tasks.ts';
import type { BookingKeyFacts } from './read-facts.ts';

/** Adds what the booking's alarm needs now; `occupancies` as they are after the other changes. */
export const addRoomAlarm = (
  batch: RowSink,
  of: {
    readonly locationId: string;
    readonly now: Date;
    readonly facts: BookingKeyFacts;
    readonly occupancies: readonly OccupancyFacts[];
  },
): void => {
  const { locationId, now, facts, occupancies } = of;
  const { booking, issue, alarm } = facts;
  const { bookingId } = booking;
  const wanted = settleRoomAlarm({ booking, occupancies, otherOccupancies: issue.otherOccupancies, alarm });
  if (wanted === null) return;
  const kind = 'room_occupied' as const;
  const subject = { kind: 'booking' as const, id: bookingId };
  if (wanted === 'close') {
    closeTaskOf(batch, { locationId, bookingId, kind, now, actor: SYSTEM });
    return;
  }
  const { occupancyId, bookingId: otherBookingId } = wanted.raise;
  const detail = { otherBookingId, occupancyId };
  raiseTask(batch, { locationId, kind, bookingId, keyId: null, detail, now });
  batch.audit({
    locationId,
    at: now,
    actor: SYSTEM,
    action: 'booking.room_occupied',
    subject,
    bookingId,
    after: detail,
  });
};
