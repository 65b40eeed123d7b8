// The signed mail that waits for the locks, for gateways and for phones that will pass a door.
import { MAIL_TYPE } from '@nightlatch/aliro';
import type { LockMail } from '@nightlatch/api';
import { sql } from 'kysely';
import type { Db, Trx } from '../db/schema.ts';

/** Items for one lock at a time (docs/protocol §7.8). */
const MOST_ITEMS = 8;

/** Of `lock_mail m`: the lock has yet to say that it applied it. Receipts are never confirmed: that would need a receipt again. */
export const awaitsLocksWord = sql<boolean>`m.confirmed_at is null and m.type <> ${sql.lit(MAIL_TYPE['journal-receipt'])}`;

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
  return byLock(await query.execute());
};

const nameOf = (lockRowId: string, seq: number): string => `${lockRowId}:${seq}`;

/**
 * Gives, at each call, what waits and was not given before, by the same rules: a gateway hears of each item once, however much waits
 * beside it.
 */
export const createMailReader = (
  db: Db,
  of: { readonly locationId: string },
): ((now: Date) => Promise<readonly LockMail[]>) => {
  let given: ReadonlySet<string> = new Set();
  return async (now) => {
    const { rows } = await sql<{ lock: string; seq: number }>`select lock as "lock", seq from (
        select m.lock_id as lock, m.seq, row_number() over (partition by m.lock_id order by m.seq) as place
        from lock_mail m join lock l on l.location_id = m.location_id and l.id = m.lock_id and l.retired_at is null
        where m.location_id = ${of.locationId} and m.confirmed_at is null and (m.not_after is null or m.not_after > ${now})
      ) waiting where place <= ${MOST_ITEMS} order by lock, seq`.execute(db);
    const fresh = rows.filter(({ lock, seq }) => !given.has(nameOf(lock, seq)));
    given = new Set(rows.map(({ lock, seq }) => nameOf(lock, seq)));
    if (fresh.length === 0) return [];
    const items = await sql<{ lockId: Buffer; item: Buffer }>`select l.lock_id as "lockId", m.item
      from unnest(${fresh.map(({ lock }) => lock)}::uuid[], ${fresh.map(({ seq }) => seq)}::bigint[]) as f (lock, seq)
      join lock_mail m on m.location_id = ${of.locationId} and m.lock_id = f.lock and m.seq = f.seq
      join lock l on l.location_id = m.location_id and l.id = m.lock_id
      order by m.lock_id, m.seq`.execute(db);
    return byLock(items.rows.map(({ lockId, item }) => ({ lock_id: lockId, item })));
  };
};

const byLock = (rows: readonly { readonly lock_id: Buffer; readonly item: Buffer }[]): LockMail[] => {
  const mail = new Map<string, string[]>();
  for (const row of rows) {
    const lockId = row.lock_id.toString('hex');
    mail.set(lockId, [...(mail.get(lockId) ?? []), row.item.toString('base64url')].slice(0, MOST_ITEMS));
  }
  return [...mail].map(([lockId, items]) => ({ lockId, items }));
};
