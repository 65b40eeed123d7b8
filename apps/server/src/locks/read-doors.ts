// The doors that a key opens, with the locks that hang on them now.
import type { Door } from '@nightlatch/api';
import type { DoorKind, OpeningHours } from '@nightlatch/domain';
import type { Db, Trx } from '../db/schema.ts';

export type DoorWithLock = {
  readonly doorId: string;
  readonly name: string;
  readonly kind: DoorKind;
  readonly element: string;
  /** When a common door lets guests in; null: always. */
  readonly hours: OpeningHours | null;
  readonly lock: { readonly id: string; readonly lockId: Uint8Array; readonly readerSubId: Uint8Array };
};

/** A door's hours as the API's own arrays. */
export const hoursView = (hours: OpeningHours | null): Door['hours'] =>
  hours?.map((rule) => ({ ...rule, days: [...rule.days] })) ?? null;

const doorsWithLocks = (db: Db | Trx, locationId: string) =>
  db
    .selectFrom('door')
    .innerJoin('lock', (join) =>
      join.onRef('lock.location_id', '=', 'door.location_id').onRef('lock.door_id', '=', 'door.id'),
    )
    .select([
      'door.id',
      'door.name',
      'door.kind',
      'door.element',
      'door.hours',
      'lock.id as lockRow',
      'lock.lock_id',
      'lock.reader_sub_id',
    ])
    .where('door.location_id', '=', locationId)
    .where('lock.retired_at', 'is', null)
    .orderBy((eb) => eb.case().when('door.kind', '=', 'common').then(1).else(0).end())
    .orderBy('door.sort');

type Row = Awaited<ReturnType<ReturnType<typeof doorsWithLocks>['execute']>>[number];

const doorOf = (row: Row): DoorWithLock => ({
  doorId: row.id,
  name: row.name,
  kind: row.kind,
  element: row.element,
  hours: row.hours,
  lock: { id: row.lockRow, lockId: row.lock_id, readerSubId: row.reader_sub_id },
});

/** Doors of the room first, then every common door; only those that have a lock. */
export const readDoorsOfRoom = async (
  db: Db | Trx,
  of: { locationId: string; roomId: string },
): Promise<readonly DoorWithLock[]> => {
  const rows = await doorsWithLocks(db, of.locationId)
    .where((eb) => eb.or([eb('door.room_id', '=', of.roomId), eb('door.kind', '=', 'common')]))
    .execute();
  return rows.map(doorOf);
};

/** The named doors, room doors first; only those that have a lock. */
export const readDoorsById = async (
  db: Db | Trx,
  of: { locationId: string; doorIds: readonly string[] },
): Promise<readonly DoorWithLock[]> => {
  if (of.doorIds.length === 0) return [];
  const rows = await doorsWithLocks(db, of.locationId).where('door.id', 'in', of.doorIds).execute();
  return rows.map(doorOf);
};
