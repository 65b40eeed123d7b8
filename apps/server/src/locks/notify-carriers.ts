// Tells the phones that may pass a door that there is news to carry there: gateways hear of it by the mail itself.
import { notifyLive } from '../db/notify-live.ts';
import type { Trx } from '../db/schema.ts';

/** Phones with a credential for a door of these locks get their wallet again, with the new mail in it. */
export const notifyCarriers = async (
  trx: Trx,
  of: { locationId: string; lockRowIds: readonly string[] },
): Promise<void> => {
  if (of.lockRowIds.length === 0) return;
  const devices = await trx
    .selectFrom('credential')
    .innerJoin('lock', (join) =>
      join
        .onRef('lock.location_id', '=', 'credential.location_id')
        .on((eb) => eb('lock.door_id', '=', eb.fn.any('credential.door_ids'))),
    )
    .select('credential.device_id')
    .distinct()
    .where('credential.location_id', '=', of.locationId)
    .where('credential.wanted', '=', true)
    .where('lock.id', 'in', of.lockRowIds)
    .execute();
  for (const device of devices)
    await notifyLive(trx, { topic: 'device', locationId: of.locationId, deviceId: device.device_id });
};
