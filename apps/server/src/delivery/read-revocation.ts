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
  const credentials = await db
    .selectFrom('credential')
    .select(['device_id', 'state', 'removed_at', 'sent_at', 'longest_lease_until'])
    .where('location_id', '=', of.locationId)
    .where('key_id', '=', of.keyId)
    .execute();
  const locks = await db
    .selectFrom('lock_refusal')
    .innerJoin('lock', (join) =>
      join.onRef('lock.location_id', '=', 'lock_refusal.location_id').onRef('lock.id', '=', 'lock_refusal.lock_id'),
    )
    .select(['lock.id', 'lock.door_id', 'lock.confirmed_revocation_version', 'lock.confirmed_revocation_at'])
    .distinct()
    .where('lock_refusal.location_id', '=', of.locationId)
    .where('lock_refusal.key_id', '=', of.keyId)
    .execute();
  const listed = row.listed_in_version;
  const input: RevocationInput = {
    now: of.now.getTime(),
    requestedAt: row.requested_at.getTime(),
    deliveries: credentials.map((one) => ({
      deviceId: one.device_id,
      state: one.state,
      removedAt: ms(one.removed_at),
      leaseEnd: one.sent_at === null ? null : ms(one.longest_lease_until),
    })),
    locksConcerned: locks.map((lock) => ({ lockId: lock.id, doorId: lock.door_id })),
    confirmations: locks.flatMap((lock) =>
      listed !== null && lock.confirmed_revocation_version >= listed && lock.confirmed_revocation_at
        ? [{ lockId: lock.id, at: lock.confirmed_revocation_at.getTime() }]
        : [],
    ),
  };
  return { row, progress: revocationState(input) };
};
