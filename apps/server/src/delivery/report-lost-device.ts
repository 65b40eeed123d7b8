// A phone is gone: everything on it is taken back and refused at the locks, and it never comes back (docs/decisions/0067).
import { type Actor, writeAudit } from '../audit/write-audit.ts';
import { notifyLive } from '../db/notify-live.ts';
import type { Trx } from '../db/schema.ts';
import { emit } from '../events.ts';
import { withdrawCredentials } from './withdraw-credentials.ts';

export type LostReport = {
  readonly locationId: string;
  readonly deviceId: string;
  readonly bookingId: string | null;
  readonly note: string | null;
  readonly now: Date;
  readonly actor: Actor;
};

const guestsOf = async (trx: Trx, of: LostReport): Promise<string[]> => {
  const rows = await trx
    .selectFrom('device_serves')
    .select('guest_id')
    .where('location_id', '=', of.locationId)
    .where('device_id', '=', of.deviceId)
    .orderBy('guest_id')
    .execute();
  return rows.map((row) => row.guest_id);
};

/**
 * Bookings first, then keys, as everybody takes them: no key is issued to this phone and no document signed for it while it is taken
 * away. Gives the bookings.
 */
const lockAround = async (trx: Trx, locationId: string, guestIds: readonly string[]): Promise<string[]> => {
  const bookings = await trx
    .selectFrom('booking')
    .select('id')
    .where('location_id', '=', locationId)
    .where((eb) =>
      eb.or([
        eb('guest_id', 'in', guestIds),
        eb(
          'id',
          'in',
          eb
            .selectFrom('digital_key')
            .select('booking_id')
            .where('location_id', '=', locationId)
            .where('guest_id', 'in', guestIds),
        ),
      ]),
    )
    .orderBy('id')
    .forNoKeyUpdate()
    .execute();
  await trx
    .selectFrom('digital_key')
    .select('id')
    .where('location_id', '=', locationId)
    .where('guest_id', 'in', guestIds)
    .where('state', '!=', 'ended')
    .orderBy('id')
    .forNoKeyUpdate()
    .execute();
  return bookings.map((row) => row.id);
};

const withdrawAll = async (trx: Trx, of: LostReport): Promise<number> => {
  const held = await trx
    .selectFrom('credential')
    .select('key_id')
    .distinct()
    .where('location_id', '=', of.locationId)
    .where('device_id', '=', of.deviceId)
    .where('wanted', '=', true)
    .orderBy('key_id')
    .execute();
  for (const { key_id: keyId } of held) {
    await withdrawCredentials(trx, {
      ...{ locationId: of.locationId, keyId, deviceIds: [of.deviceId], now: of.now },
      requestedAt: of.now,
      requestedBy: of.actor.name,
      reason: 'lost_phone',
      note: of.note,
    });
  }
  return held.length;
};

/** Ends what lets it in: sessions, notifications, and unused links, which may lie in the messages on that very phone. */
const endWaysIn = async (trx: Trx, of: LostReport, bookingIds: readonly string[]): Promise<void> => {
  const { locationId, deviceId, now } = of;
  await trx
    .updateTable('device')
    .set({ removed_at: now, lost_at: now, lost_by: of.actor.name, online_until: null })
    .where('location_id', '=', locationId)
    .where('id', '=', deviceId)
    .execute();
  await trx
    .deleteFrom('device_session')
    .where('location_id', '=', locationId)
    .where('device_id', '=', deviceId)
    .execute();
  await trx
    .updateTable('push_subscription')
    .set({ ended_at: now, end_reason: 'device_removed' })
    .where('location_id', '=', locationId)
    .where('device_id', '=', deviceId)
    .where('ended_at', 'is', null)
    .execute();
  if (bookingIds.length === 0) return;
  await trx
    .updateTable('enrolment_link')
    .set({ withdrawn_at: now })
    .where('location_id', '=', locationId)
    .where('booking_id', 'in', bookingIds)
    .where('used_at', 'is', null)
    .where('withdrawn_at', 'is', null)
    .execute();
};

/** False: it was reported before, and nothing changes. Undefined: no such phone is enrolled. */
export const reportLostDevice = async (trx: Trx, of: LostReport): Promise<boolean | undefined> => {
  const { locationId, deviceId, now } = of;
  const device = await trx
    .selectFrom('device')
    .select(['removed_at', 'lost_at'])
    .where('location_id', '=', locationId)
    .where('id', '=', deviceId)
    .executeTakeFirst();
  if (!device || (device.removed_at !== null && device.lost_at === null)) return undefined;
  if (device.lost_at !== null) return false;
  const guestIds = await guestsOf(trx, of);
  // Removed between the two looks.
  if (guestIds.length === 0) return false;
  const bookingIds = await lockAround(trx, locationId, guestIds);
  const keys = await withdrawAll(trx, of);
  await endWaysIn(trx, of, bookingIds);
  await writeAudit(trx, {
    ...{ locationId, at: now, actor: of.actor, action: 'device.lost' },
    subject: { kind: 'device', id: deviceId },
    bookingId: of.bookingId,
    reason: 'lost_phone',
    after: { keysWithdrawn: keys },
    ...(of.note ? { personal: { note: of.note } } : {}),
  });
  for (const guestId of guestIds) await emit(trx, { name: 'guest.changed', locationId, guestId });
  for (const bookingId of bookingIds) {
    await emit(trx, { name: 'booking.changed', locationId, bookingId });
    await notifyLive(trx, { topic: 'change', locationId, kind: 'device', id: deviceId, bookingId });
  }
  // What still listens on that phone is told that it holds nothing, and is not let in again.
  await notifyLive(trx, { topic: 'device', locationId, deviceId });
  return true;
};
