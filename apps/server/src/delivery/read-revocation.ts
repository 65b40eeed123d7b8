// How far a revocation has come, from its proofs; the one reading for console, jobs and API (docs/domain.md §5, invariant 17).
import { type RevocationInput, type RevocationProgress, revocationState } from '@nightlatch/domain';
import type { Selectable } from 'kysely';
import type { Db, RevocationTable, Trx } from '../db/schema.ts';

export type RevocationReading = { readonly row: Selectable<RevocationTable>; readonly progress: RevocationProgress };

const ms = (at: Date | null): number | null => (at === null ? null : at.getTime());

/** Reads all proofs; undefined where the key has no revocation. */
export const readRevocation = async (
  db: Db | Trx,
  of: { locationId: string; keyId: string; now: Date },
): Promise<RevocationReading | undefined> => {
  const row = await db
    .selectFrom('revocation')
    .selectAll()
    .where('location_id', '=', of.locationId)
    .where('key_id', '=', of.keyId)
    .executeTakeFirst();
  if (!row) return undefined;
  const progress = await readProgress(db, { ...of, requestedAt: row.requested_at, listed: row.listed_in_version });
  return { row, progress };
};

/** The proofs about what was taken away of a key; with `deviceId`, on that phone only. */
export const readProgress = async (
  db: Db | Trx,
  of: {
    readonly locationId: string;
    readonly keyId: string;
    readonly deviceId?: string;
    readonly requestedAt: Date;
    /** Lists of this version and later hold it; null: not written yet. */
    readonly listed: number | null;
    readonly now: Date;
  },
): Promise<RevocationProgress> => {
  let query = db
    .selectFrom('credential')
    .select(['device_id', 'state', 'removed_at', 'sent_at', 'longest_lease_until'])
    .where('location_id', '=', of.locationId)
    .where('key_id', '=', of.keyId)
    // A key that was suspended and resumed has newer credentials in force: the revocation speaks of those that were taken away.
    .where('wanted', '=', false);
  if (of.deviceId !== undefined) query = query.where('device_id', '=', of.deviceId);
  const credentials = await query.execute();
  const locks = await readConcernedLocks(db, of);
  const input: RevocationInput = {
    now: of.now.getTime(),
    requestedAt: of.requestedAt.getTime(),
    deliveries: credentials.map((one) => ({
      deviceId: one.device_id,
      state: one.state,
      removedAt: ms(one.removed_at),
      leaseEnd: one.sent_at === null ? null : ms(one.longest_lease_until),
    })),
    locksConcerned: locks.map((lock) => ({ lockId: lock.id, doorId: lock.door_id })),
    confirmations: locks.flatMap((lock) => confirmationsOf(lock, of)),
  };
  return revocationState(input);
};

type ConcernedLockRow = {
  readonly id: string;
  readonly door_id: string;
  readonly confirmed_revocation_version: number;
  readonly confirmed_revocation_at: Date | null;
  readonly confirmed_generation: number;
  readonly confirmed_generation_at: Date | null;
  /** The key's own generation at this lock; null where the door keeps none (docs/protocol §7.3). */
  readonly key_generation: number | null;
};

/**
 * Locks that the key could open. An occupancy's generation is never lowered, so a credential's own is at most the one read here:
 * a lock that stores a higher one refuses all of them.
 */
const readConcernedLocks = (
  db: Db | Trx,
  of: { locationId: string; keyId: string; deviceId?: string },
): Promise<ConcernedLockRow[]> => {
  const { deviceId } = of;
  const query = db
    .selectFrom('lock_refusal')
    .innerJoin('lock', (join) =>
      join.onRef('lock.location_id', '=', 'lock_refusal.location_id').onRef('lock.id', '=', 'lock_refusal.lock_id'),
    )
    .innerJoin('door', (join) =>
      join.onRef('door.location_id', '=', 'lock.location_id').onRef('door.id', '=', 'lock.door_id'),
    )
    .innerJoin('digital_key as key', (join) =>
      join.onRef('key.location_id', '=', 'lock_refusal.location_id').onRef('key.id', '=', 'lock_refusal.key_id'),
    )
    .select([
      'lock.id',
      'lock.door_id',
      'lock.confirmed_revocation_version',
      'lock.confirmed_revocation_at',
      'lock.confirmed_generation',
      'lock.confirmed_generation_at',
    ])
    .select((eb) =>
      eb
        .selectFrom('occupancy')
        .select((inner) => inner.fn.max<number>('occupancy.generation').as('generation'))
        .whereRef('occupancy.location_id', '=', 'key.location_id')
        .whereRef('occupancy.door_occupancy_id', '=', 'key.occupancy_id')
        .whereRef('occupancy.room_id', '=', 'door.room_id')
        .as('key_generation'),
    )
    .distinct()
    .where('lock_refusal.location_id', '=', of.locationId)
    .where('lock_refusal.key_id', '=', of.keyId);
  if (deviceId === undefined) return query.execute();
  return query
    .where((eb) =>
      eb(
        'lock_refusal.key_hash',
        'in',
        eb
          .selectFrom('door_key')
          .select('door_key.key_hash')
          .where('door_key.location_id', '=', of.locationId)
          .where('door_key.device_id', '=', deviceId),
      ),
    )
    .execute();
};

/** A lock proves that it refuses the key by a list that holds it, or by a generation that came after it (invariants 4 and 17). */
const confirmationsOf = (
  lock: ConcernedLockRow,
  of: { listed: number | null; requestedAt: Date },
): { lockId: string; at: number }[] => {
  const at: number[] = [];
  if (of.listed !== null && lock.confirmed_revocation_version >= of.listed && lock.confirmed_revocation_at) {
    at.push(lock.confirmed_revocation_at.getTime());
  }
  if (lock.key_generation !== null && lock.confirmed_generation > lock.key_generation && lock.confirmed_generation_at) {
    // Generations never go back: a lock that had passed this one before already refused the key when it was taken away.
    at.push(Math.max(lock.confirmed_generation_at.getTime(), of.requestedAt.getTime()));
  }
  return at.map((instant) => ({ lockId: lock.id, at: instant }));
};
