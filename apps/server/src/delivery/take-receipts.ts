// What a phone confirms: it holds a credential, or it deleted one. A deletion is a proof (invariant 17).
import type { Receipts } from '@nightlatch/api';
import { notifyLive } from '../db/notify-live.ts';
import type { Trx } from '../db/schema.ts';
import { emit } from '../events.ts';
import { newId } from '../ids.ts';
import { writeWebhookEvent } from '../webhooks/write-event.ts';

/** A reissued key is on a phone now: the one that it replaces may end. */
const noteHandOver = async (trx: Trx, of: { locationId: string; keyId: string }): Promise<void> => {
  const { locationId } = of;
  const old = await trx
    .selectFrom('digital_key')
    .select('booking_id')
    .distinct()
    .where('location_id', '=', locationId)
    .where('replaced_by', '=', of.keyId)
    .where('state', '!=', 'ended')
    .execute();
  for (const { booking_id } of old) await emit(trx, { name: 'booking.changed', locationId, bookingId: booking_id });
};

/** Bluetooth of the phone, and to the desk where it has changed: it is why a key does not open. */
const noteBluetooth = async (
  trx: Trx,
  of: { locationId: string; deviceId: string; bluetooth: NonNullable<Receipts['bluetooth']> },
): Promise<void> => {
  const { locationId, deviceId, bluetooth } = of;
  const changed = await trx
    .updateTable('device')
    .set({ bluetooth })
    .where('location_id', '=', locationId)
    .where('id', '=', deviceId)
    .where('bluetooth', '!=', bluetooth)
    .returning('id')
    .executeTakeFirst();
  if (!changed) return;
  const bookings = await trx
    .selectFrom('digital_key')
    .innerJoin('device_serves', (join) =>
      join
        .onRef('device_serves.location_id', '=', 'digital_key.location_id')
        .onRef('device_serves.guest_id', '=', 'digital_key.guest_id'),
    )
    .select('digital_key.booking_id')
    .distinct()
    .where('digital_key.location_id', '=', locationId)
    .where('device_serves.device_id', '=', deviceId)
    .where('digital_key.state', '!=', 'ended')
    .execute();
  for (const { booking_id: bookingId } of bookings) {
    await notifyLive(trx, { topic: 'change', locationId, kind: 'device', id: deviceId, bookingId });
  }
};

type Of = { readonly locationId: string; readonly deviceId: string; readonly receipts: Receipts; readonly now: Date };

/** Takes receipts about this device's own credentials; others are ignored. A deletion of a wanted credential asks for a new one. */
export const takeReceipts = async (trx: Trx, of: Of): Promise<void> => {
  const { locationId, deviceId, now } = of;
  for (const receipt of of.receipts.receipts) {
    const removed = receipt.state === 'removed';
    let query = trx
      .updateTable('credential')
      .where('location_id', '=', locationId)
      .where('device_id', '=', deviceId)
      .where('id', '=', receipt.credentialId);
    query = removed
      ? query.set({ state: 'removed', removed_at: now, wanted: false }).where('state', '!=', 'removed')
      : query.set({ state: 'delivered', delivered_at: now }).where('state', '=', 'to_deliver');
    const changed = await query.returning('key_id').executeTakeFirst();
    if (!changed) continue;
    const keyId = changed.key_id;
    await emit(trx, { name: 'revocation.changed', locationId, keyId });
    if (removed) await emit(trx, { name: 'device.changed', locationId, deviceId });
    else await noteHandOver(trx, { locationId, keyId });
    const key = await trx
      .selectFrom('digital_key')
      .select('booking_id')
      .where('location_id', '=', locationId)
      .where('id', '=', keyId)
      .executeTakeFirstOrThrow();
    if (!removed) {
      const data = { keyId, deviceId, bookingId: key.booking_id };
      await writeWebhookEvent(trx, { locationId, id: newId(), type: 'key.delivered', at: now, data });
    }
    await notifyLive(trx, { topic: 'change', locationId, kind: 'key', id: keyId, bookingId: key.booking_id });
  }
  await trx
    .updateTable('device')
    .set({ last_seen_at: now })
    .where('location_id', '=', locationId)
    .where('id', '=', deviceId)
    .execute();
  if (of.receipts.bluetooth) await noteBluetooth(trx, { locationId, deviceId, bluetooth: of.receipts.bluetooth });
};
