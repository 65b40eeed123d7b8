// The doors that a key opens, with the locks that hang on them now.
import type { DoorKind } from '@nightlatch/domain';
import type { Db, Trx } from '../db/schema.ts';

export type DoorWithLock = {
  readonly doorId: string;
  readonly name: string;
  readonly kind: DoorKind;
  readonly element: string;
  readonly lock: { readonly id: string; readonly lockId: Uint8Array; readonly readerSubId: Uint8Array };
};

/** Doors of the room first, then every common door; only those that have a lock. */
export const readDoorsOfRoom = async (
  db: Db | Trx,
  of: { locationId: string; roomId: string },
): Promise<readonly DoorWithLock[]> => {
  const rows = await db
    .selectFrom('door')
    .innerJoin('lock', (join) =>
      join.onRef('lock.location_id', '=', 'door.location_id').onRef('lock.door_id', '=', 'door.id'),
    )
    .select([
      'door.id',
      'door.name',
      'door.kind',
      'door.element',
      'lock.id as lockRow',
      'lock.lock_id',
      'lock.reader_sub_id',
    ])
    .where('door.location_id', '=', of.locationId)
    .where('lock.retired_at', 'is', null)
    .where((eb) => eb.or([eb('door.room_id', '=', of.roomId), eb('door.kind', '=', 'common')]))
    .orderBy((eb) => eb.case().when('door.kind', '=', 'common').then(1).else(0).end())
    .orderBy('door.sort')
    .execute();
  return rows.map((row) => ({
    doorId: row.id,
    name: row.name,
    kind: row.kind,
    element: row.element,
    lock: { id: row.lockRow, lockId: row.lock_id, readerSubId: row.reader_sub_id },
  }));
};
