// Settles one booking within a transaction that does other things too; `settle-many.ts` has the rules of it.
import { type KeyChange, type KeyRequest, nextSettleAt } from '@nightlatch/domain';
import type { Actor } from '../audit/write-audit.ts';
import { askThrough } from '../db/ask.ts';
import { createRowBatch } from '../db/row-batch.ts';
import type { Trx } from '../db/schema.ts';
import { emit } from '../events.ts';
import type { Signing } from '../signing/signing.ts';
import { lockBookings } from './fact-rows.ts';
import { type BookingKeyFacts, readBookingKeyFacts } from './read-facts.ts';
import { createSharing, readGround, settleOne } from './settle-many.ts';

export type SettleOptions = {
  readonly locationId: string;
  readonly bookingId: string;
  readonly now: Date;
  readonly actor?: Actor;
  readonly request?: KeyRequest;
  readonly note?: string | null;
};

/** Takes the booking for this transaction, then its room, always in this order: two bookings can't take one room at once. */
export const lockBooking = async (trx: Trx, of: { locationId: string; bookingId: string }): Promise<boolean> => {
  const found = await lockBookings(askThrough(trx), { locationId: of.locationId, bookingIds: [of.bookingId] });
  return found.length > 0;
};

/** Settles; gives the changes that were made, and the facts they were made from. Undefined where there is no such booking. */
export const settleBooking = async (
  trx: Trx,
  /** Null: documents are left to the keys' own jobs. */
  signing: Signing | null,
  options: SettleOptions,
): Promise<{ facts: BookingKeyFacts; changes: readonly KeyChange[] } | undefined> => {
  const { locationId, bookingId } = options;
  const ask = askThrough(trx);
  const ground = await readGround(ask, signing, { locationId, bookingIds: [bookingId] });
  const facts = ground.facts.get(bookingId);
  if (!facts) return undefined;
  const batch = createRowBatch();
  const settled = await settleOne(batch, ground, createSharing(), { ...options, facts });
  await Promise.all(batch.send(ask, { locationId }));
  return settled;
};

/** Appoints the booking's next look, so that keys end by themselves even if no event ever comes. */
export const scheduleNext = async (
  trx: Trx,
  of: { locationId: string; bookingId: string; now: Date },
): Promise<void> => {
  const facts = await readBookingKeyFacts(trx, of);
  const next = facts && nextSettleAt({ ...facts, now: of.now.getTime() });
  if (next === null || next === undefined) return;
  const event = { name: 'booking.changed' as const, locationId: of.locationId, bookingId: of.bookingId };
  await emit(trx, event, { at: new Date(next) });
};
