// What each lock must refuse (docs/protocol §5.4, §7.6.1): one full list per lock, named by the lock's own revocation element.
import type { RevocationEntry } from '@nightlatch/aliro';
import type { Db, Trx } from '../db/schema.ts';

/** The lock's revocation element: 19 characters, opaque, one per commissioning. */
export const revocationElement = (lockId: Uint8Array): string => `rv:${Buffer.from(lockId).toString('hex')}`;

/**
 * The lock's list at `now`: key hashes whose longest lease could still hold. An entry carries that lease's end, so that the
 * lock may forget it by proven time.
 */
export const readRevocationList = async (
  db: Db | Trx,
  of: { locationId: string; lockRowId: string; now: Date },
): Promise<RevocationEntry[]> => {
  const rows = await db
    .selectFrom('lock_refusal')
    .select(['key_hash', 'until'])
    .where('location_id', '=', of.locationId)
    .where('lock_id', '=', of.lockRowId)
    .where('until', '>', of.now)
    .orderBy('until')
    .execute();
  return rows.map((row) => ({ keyHash: row.key_hash, expiresAt: Math.ceil(row.until.getTime() / 1000) * 1000 }));
};
