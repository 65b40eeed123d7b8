// A phone came, or brought spare door keys: keys in force that it does not hold yet are delivered now.
import type { Db } from '../db/schema.ts';
import { emit } from '../events.ts';

/** Asks for a settling of each of the guest's issued keys that this device lacks. */
export const settleDevice = async (db: Db, of: { locationId: string; deviceId: string }): Promise<void> =>
  db.transaction().execute(async (trx) => {
    // A key that is being issued right now was signed for the phones there were when its booking was taken: wait for it.
    await trx
      .selectFrom('booking')
      .innerJoin('device_serves as device', (join) =>
        join.onRef('device.location_id', '=', 'booking.location_id').onRef('device.guest_id', '=', 'booking.guest_id'),
      )
      .select('booking.id')
      .where('device.location_id', '=', of.locationId)
      .where('device.device_id', '=', of.deviceId)
      .orderBy('booking.id')
      .forShare('booking')
      .execute();
    const lacking = await trx
      .selectFrom('device_serves as device')
      .innerJoin('digital_key', (join) =>
        join
          .onRef('digital_key.location_id', '=', 'device.location_id')
          .onRef('digital_key.guest_id', '=', 'device.guest_id')
          .on('digital_key.state', '=', 'issued'),
      )
      .leftJoin('credential', (join) =>
        join
          .onRef('credential.location_id', '=', 'device.location_id')
          .onRef('credential.device_id', '=', 'device.device_id')
          .onRef('credential.key_id', '=', 'digital_key.id')
          .on('credential.wanted', '=', true),
      )
      .select('digital_key.id')
      .where('device.location_id', '=', of.locationId)
      .where('device.device_id', '=', of.deviceId)
      .where('credential.id', 'is', null)
      .execute();
    for (const { id } of lacking) await emit(trx, { name: 'key.changed', locationId: of.locationId, keyId: id });
  });
