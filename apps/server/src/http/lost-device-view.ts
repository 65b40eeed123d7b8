// Phones reported lost as the API shows them.
import type { LostDevice } from '@nightlatch/api';
import type { Db, Trx } from '../db/schema.ts';
import type { LostDeviceReading } from '../delivery/read-lost-devices.ts';
import { readDoorNames } from './key-view.ts';

/** With the names of the doors that they could still open. */
export async function lostDeviceViews(
  db: Db | Trx,
  locationId: string,
  readings: readonly LostDeviceReading[],
): Promise<LostDevice[]> {
  const names = await readDoorNames(db, locationId, [...new Set(readings.flatMap((one) => one.progress.doorIds))]);
  return readings.map(({ progress, ...one }) => {
    const until = progress.couldOpenUntil;
    return {
      ...{ id: one.id, guestId: one.guestId, name: one.name, lostAt: one.lostAt.toISOString(), lostBy: one.lostBy },
      state: progress.state,
      proof: progress.proof,
      enforcedAt: progress.enforcedAt === null ? null : new Date(progress.enforcedAt).toISOString(),
      couldOpenUntil: until === null || !Number.isFinite(until) ? null : new Date(until).toISOString(),
      couldOpenDoors: [...names].filter(([id]) => progress.doorIds.includes(id)).map(([, name]) => name),
    };
  });
}
