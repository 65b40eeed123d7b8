// Makes the keys of one booking what the rules say they should be now; called whenever anything about it may have changed.
import { type KeyChange, type KeyRequest, nextSettleAt, settleKeys } from '@nightlatch/domain';
import { type Actor, SYSTEM } from '../audit/write-audit.ts';
import type { Trx } from '../db/schema.ts';
import { emit } from '../events.ts';
import { newId } from '../ids.ts';
import { type BookingKeyFacts, readBookingKeyFacts } from './read-facts.ts';
import { writeKeyChanges } from './write-key-changes.ts';

export type SettleOptions = {
  readonly locationId: string;
  readonly bookingId: string;
  readonly now: Date;
  readonly actor?: Actor;
  readonly request?: KeyRequest;
};

/** Takes the booking for this transaction, then its room, always in this order: two bookings can't take one room at once. */
export const lockBooking = async (trx: Trx, of: { locationId: string; bookingId: string }): Promise<boolean> => {
  const booking = await trx
    .selectFrom('booking')
    .select('room_id')
    .where('location_id', '=', of.locationId)
    .where('id', '=', of.bookingId)
    .forNoKeyUpdate()
    .executeTakeFirst();
  if (!booking) return false;
  if (booking.room_id !== null) {
    await trx
      .selectFrom('room')
      .select('id')
      .where('location_id', '=', of.locationId)
      .where('id', '=', booking.room_id)
      .forNoKeyUpdate()
      .execute();
  }
  return true;
};

/** Settles; gives the changes that were made, and the facts they were made from. */
export const settleBooking = async (
  trx: Trx,
  options: SettleOptions,
): Promise<{ facts: BookingKeyFacts; changes: readonly KeyChange[] } | undefined> => {
  const { locationId, bookingId, now } = options;
  if (!(await lockBooking(trx, options))) return undefined;
  const facts = await readBookingKeyFacts(trx, options);
  if (!facts) return undefined;
  const changes = settleKeys({
    ...facts,
    now: now.getTime(),
    request: options.request ?? null,
    newIds: { occupancyId: newId(), keyId: newId() },
  });
  const context = { locationId, bookingId, guestId: facts.guestId, checkOutAt: facts.booking.checkOutAt, now };
  await writeKeyChanges(trx, { ...context, actor: options.actor ?? SYSTEM }, changes);
  await scheduleNext(trx, { locationId, bookingId, now });
  return { facts, changes };
};

/** Appoints the booking's next look, so that keys end by themselves even if no event ever comes. */
export const scheduleNext = async (
  trx: Trx,
  of: { locationId: string; bookingId: string; now: Date },
): Promise<void> => {
  const facts = await readBookingKeyFacts(trx, of);
  const next = facts && nextSettleAt({ ...facts, now: of.now.getTime() });
  if (next === null || next === undefined) return;
  await emit(
    trx,
    { name: 'booking.changed', locationId: of.locationId, bookingId: of.bookingId },
    { at: new Date(next) },
  );
};
