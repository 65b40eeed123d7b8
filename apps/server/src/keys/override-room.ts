// Gives an occupied room to another checked-in booking: the occupant's stay there and keys end, the reason is recorded, the occupant is told.
import { type ConditionCode, type OverrideReason, overrideOccupant } from '@nightlatch/domain';
import { type Actor, writeAudit } from '../audit/write-audit.ts';
import { askThrough } from '../db/ask.ts';
import type { Trx } from '../db/schema.ts';
import { emit } from '../events.ts';
import type { Signing } from '../signing/signing.ts';
import { wantNotice } from '../want-notice.ts';
import { lockBookings } from './fact-rows.ts';
import { type BookingKeyFacts, readManyFacts } from './read-facts.ts';
import { settleBooking } from './settle-booking.ts';
import { writeKeyChanges } from './write-key-changes.ts';

export type OverrideCommand = {
  readonly locationId: string;
  readonly bookingId: string;
  readonly reason: OverrideReason;
  readonly note: string;
  readonly now: Date;
  readonly actor: Actor;
};

export type OverrideOutcome =
  | { readonly ok: true }
  | { readonly ok: false; readonly code: 'not_found' | 'room_free' | 'changed_meanwhile' }
  | { readonly ok: false; readonly code: 'conditions_unmet'; readonly unmet: readonly ConditionCode[] };

/** Bookings that have the room of this one now, and this one. */
const readInvolved = async (trx: Trx, of: OverrideCommand): Promise<string[]> => {
  const rows = await trx
    .selectFrom('booking')
    .innerJoin('occupancy', (join) =>
      join
        .onRef('occupancy.location_id', '=', 'booking.location_id')
        .onRef('occupancy.room_id', '=', 'booking.room_id')
        .on('occupancy.closed_at', 'is', null),
    )
    .select('occupancy.booking_id')
    .where('booking.location_id', '=', of.locationId)
    .where('booking.id', '=', of.bookingId)
    .execute();
  return [...new Set([of.bookingId, ...rows.map((row) => row.booking_id)])];
};

/** Overrides in one transaction: the room has one stay before and one after (invariant 3). */
export const overrideRoom = async (trx: Trx, signing: Signing, of: OverrideCommand): Promise<OverrideOutcome> => {
  const { locationId, bookingId, now, actor, reason, note } = of;
  const ask = askThrough(trx);
  const involved = { locationId, bookingIds: await readInvolved(trx, of) };
  await lockBookings(ask, involved);
  const all = await readManyFacts(ask, involved);
  const facts = all.get(bookingId);
  if (!facts) return { ok: false, code: 'not_found' };
  const { roomId, status } = facts.booking;
  if (status !== 'checked_in') return { ok: false, code: 'conditions_unmet', unmet: ['not_checked_in'] };
  if (roomId === null) return { ok: false, code: 'conditions_unmet', unmet: ['room_not_assigned'] };
  const inTheWay = facts.issue.otherOccupancies.filter((other) => !other.related);
  if (inTheWay.length === 0) return { ok: false, code: 'room_free' };
  const overridden: { readonly bookingId: string; readonly occupancyId: string }[] = [];
  for (const other of inTheWay) {
    const occupant = all.get(other.bookingId);
    // Someone got the room between the two looks: whoever overrides should see them first.
    if (!occupant) return { ok: false, code: 'changed_meanwhile' };
    await endOccupant(trx, of, { facts: occupant, roomId, occupancyId: other.occupancyId });
    overridden.push({ bookingId: other.bookingId, occupancyId: other.occupancyId });
  }
  await settleBooking(trx, signing, { locationId, bookingId, now, actor });
  await writeAudit(trx, {
    ...{ locationId, at: now, actor, action: 'room.overridden', bookingId, reason },
    subject: { kind: 'booking', id: bookingId },
    after: { roomId, overridden },
    personal: { note },
  });
  return { ok: true };
};

const endOccupant = async (
  trx: Trx,
  of: OverrideCommand,
  occupant: { readonly facts: BookingKeyFacts; readonly roomId: string; readonly occupancyId: string },
): Promise<void> => {
  const { locationId, now, actor, note } = of;
  const { facts } = occupant;
  const { bookingId } = facts.booking;
  const changes = overrideOccupant({ ...facts, now: now.getTime() }, occupant.roomId);
  await writeKeyChanges(trx, { locationId, bookingId, facts, now, actor, note }, changes);
  const { guestId } = facts;
  await wantNotice(trx, { locationId, guestId, bookingId, kind: 'room_override', subject: occupant.occupancyId, now });
  // The rules look at the occupant again: if the PMS still says that it is their room, the desk is alarmed about them now.
  await emit(trx, { name: 'booking.changed', locationId, bookingId });
};
