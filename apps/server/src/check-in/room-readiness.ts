// Whether a room is made up, as staff or housekeeping's system tell it; check-ins that wait for it go on.
import { type Actor, writeAudit } from '../audit/write-audit.ts';
import { notifyLive } from '../db/notify-live.ts';
import type { Trx } from '../db/schema.ts';
import { emit } from '../events.ts';

/** False: the location has no such room. The same state again is news too: it counts from now. */
export const setRoomReadiness = async (
  trx: Trx,
  of: { locationId: string; roomId: string; ready: boolean; actor: Actor; now: Date },
): Promise<boolean> => {
  const { locationId, roomId, now } = of;
  const room = await trx
    .selectFrom('room')
    .select('readiness')
    .where('location_id', '=', locationId)
    .where('id', '=', roomId)
    .forNoKeyUpdate()
    .executeTakeFirst();
  if (!room) return false;
  const readiness = of.ready ? ('ready' as const) : ('not_ready' as const);
  await trx
    .updateTable('room')
    .set({ readiness, readiness_at: now, readiness_source: of.actor.id })
    .where('location_id', '=', locationId)
    .where('id', '=', roomId)
    .execute();
  if (room.readiness !== readiness) {
    await writeAudit(trx, {
      locationId,
      at: now,
      actor: of.actor,
      action: 'room.readiness',
      subject: { kind: 'room', id: roomId },
      before: { readiness: room.readiness },
      after: { readiness },
    });
  }
  const waiting = await trx
    .selectFrom('booking')
    .select('id')
    .where('location_id', '=', locationId)
    .where('room_id', '=', roomId)
    .where('status', '=', 'confirmed')
    .execute();
  for (const { id: bookingId } of waiting) {
    await emit(trx, { name: 'booking.changed', locationId, bookingId });
    await notifyLive(trx, { topic: 'change', locationId, kind: 'booking', id: bookingId, bookingId });
  }
  return true;
};
