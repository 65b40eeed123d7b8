// Staff say that two bookings share their room: from then on they count as related, and both get keys of the same stay there.
import { type Actor, writeAudit } from '../audit/write-audit.ts';
import { askThrough } from '../db/ask.ts';
import { notifyLive } from '../db/notify-live.ts';
import type { Trx } from '../db/schema.ts';
import { emit } from '../events.ts';
import { newId } from '../ids.ts';
import { lockBookings } from './fact-rows.ts';

export type ShareRoomOutcome =
  | { readonly ok: true }
  | { readonly ok: false; readonly code: 'not_found' | 'not_one_room' | 'itself' | 'booking_over' };

/** Puts both into one group; groups that meet become one. Said twice it changes nothing. */
export const shareRoom = async (
  trx: Trx,
  of: {
    readonly locationId: string;
    readonly bookingId: string;
    readonly withBookingId: string;
    readonly note: string | null;
    readonly now: Date;
    readonly actor: Actor;
  },
): Promise<ShareRoomOutcome> => {
  const { locationId, bookingId, withBookingId, now, actor } = of;
  if (bookingId === withBookingId) return { ok: false, code: 'itself' };
  const ids = [bookingId, withBookingId];
  await lockBookings(askThrough(trx), { locationId, bookingIds: ids });
  const bookings = await trx
    .selectFrom('booking')
    .select(['id', 'room_id', 'share_group', 'status'])
    .where('location_id', '=', locationId)
    .where('id', 'in', ids)
    .execute();
  const [one, other] = bookings;
  if (!one || !other) return { ok: false, code: 'not_found' };
  if (bookings.some(({ status }) => status !== 'confirmed' && status !== 'checked_in'))
    return { ok: false, code: 'booking_over' };
  if (one.room_id === null || one.room_id !== other.room_id) return { ok: false, code: 'not_one_room' };
  if (one.share_group !== null && one.share_group === other.share_group) return { ok: true };
  const groups = [one.share_group, other.share_group].filter((group) => group !== null);
  const shareGroup = groups[0] ?? newId();
  await trx
    .updateTable('booking')
    .set((eb) => ({ share_group: shareGroup, version: eb('version', '+', 1) }))
    .where('location_id', '=', locationId)
    .where((eb) => eb.or([eb('id', 'in', ids), ...(groups.length > 0 ? [eb('share_group', 'in', groups)] : [])]))
    .execute();
  for (const id of ids) {
    await writeAudit(trx, {
      ...{ locationId, at: now, actor, action: 'room.shared', bookingId: id },
      subject: { kind: 'booking', id },
      after: { roomId: one.room_id, with: ids.find((another) => another !== id) },
      ...(of.note ? { personal: { note: of.note } } : {}),
    });
    await emit(trx, { name: 'booking.changed', locationId, bookingId: id });
    await notifyLive(trx, { topic: 'change', locationId, kind: 'booking', id, bookingId: id });
  }
  return { ok: true };
};
