// The signed mail that waits for the locks, for gateways and for phones that will pass a door.
import type { LockMail } from '@nightlatch/api';
import type { Db, Trx } from '../db/schema.ts';

/** Unconfirmed, live items per lock in order of seq; of all locks, or of those named. At most 8 each (docs/protocol §7.8). */
export const readLockMail = async (
  db: Db | Trx,
  of: { locationId: string; now: Date; lockRowIds?: readonly string[] },
): Promise<LockMail[]> => {
  if (of.lockRowIds?.length === 0) return [];
  let query = db
    .selectFrom('lock_mail')
    .innerJoin('lock', (join) =>
      join.onRef('lock.location_id', '=', 'lock_mail.location_id').onRef('lock.id', '=', 'lock_mail.lock_id'),
    )
    .select(['lock.lock_id', 'lock_mail.item'])
    .where('lock_mail.location_id', '=', of.locationId)
    .where('lock_mail.confirmed_at', 'is', null)
    .where('lock.retired_at', 'is', null)
    .where((eb) => eb.or([eb('lock_mail.not_after', 'is', null), eb('lock_mail.not_after', '>', of.now)]))
    .orderBy('lock_mail.lock_id')
    .orderBy('lock_mail.seq');
  if (of.lockRowIds) query = query.where('lock.id', 'in', of.lockRowIds);
  const mail = new Map<string, string[]>();
  for (const row of await query.execute()) {
    const lockId = row.lock_id.toString('hex');
    mail.set(lockId, [...(mail.get(lockId) ?? []), row.item.toString('base64url')].slice(0, 8));
  }
  return [...mail].map(([lockId, items]) => ({ lockId, items }));
};
