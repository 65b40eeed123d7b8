// What each lock must refuse (docs/protocol §5.4, §7.6.1): one full list per lock, named by the lock's own revocation element.
import type { RevocationEntry } from '@nightlatch/aliro';
import type { Db, Trx } from '../db/schema.ts';

/** The lock's revocation element: 19 characters, opaque, one per commissioning. */
export const revocationElement = (lockId: Uint8Array): string => `rv:${Buffer.from(lockId).toString('hex')}`;

/**
 * Entries that fit one Revocation Document of 3800 bytes with key hash and expiry (docs/protocol §5.6): 43 bytes each, and the
 * document around them.
 */
export const LIST_CAPACITY = 80;

export type ListedEntry = { readonly keyId: string; readonly entry: RevocationEntry };

/**
 * The lock's list at `now`: key hashes whose longest lease could still hold, with that lease's end, so that the lock may forget
 * them by proven time. When there are more than fit, those that a phone has confirmed to be deleted give way; of the others,
 * what was listed before stays, because a list takes the place of the one before and must never let a revoked key back in
 * (invariant 16). What is left out is not proven by the lock, and the console goes on saying so.
 */
export const readRevocationList = async (
  db: Db | Trx,
  of: { locationId: string; lockRowId: string; now: Date },
): Promise<ListedEntry[]> => {
  const rows = await db
    .selectFrom('lock_refusal')
    .innerJoin('door_key', (join) =>
      join
        .onRef('door_key.location_id', '=', 'lock_refusal.location_id')
        .onRef('door_key.key_hash', '=', 'lock_refusal.key_hash'),
    )
    .innerJoin('credential', (join) =>
      join
        .onRef('credential.location_id', '=', 'door_key.location_id')
        .onRef('credential.door_key_id', '=', 'door_key.id'),
    )
    .innerJoin('revocation', (join) =>
      join
        .onRef('revocation.location_id', '=', 'lock_refusal.location_id')
        .onRef('revocation.key_id', '=', 'lock_refusal.key_id'),
    )
    .select(['lock_refusal.key_id', 'lock_refusal.key_hash', 'lock_refusal.until'])
    .where('lock_refusal.location_id', '=', of.locationId)
    .where('lock_refusal.lock_id', '=', of.lockRowId)
    .where('lock_refusal.until', '>', of.now)
    .orderBy((eb) => eb('credential.state', '=', 'removed'))
    .orderBy('revocation.listed_in_version', (order) => order.asc().nullsLast())
    .orderBy('revocation.requested_at')
    .orderBy('lock_refusal.key_hash')
    .limit(LIST_CAPACITY)
    .execute();
  return rows.map((row) => ({
    keyId: row.key_id,
    entry: { keyHash: row.key_hash, expiresAt: Math.ceil(row.until.getTime() / 1000) * 1000 },
  }));
};
