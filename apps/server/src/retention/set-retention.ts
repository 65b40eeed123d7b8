// Reads and sets how long a location keeps personal data.
import type { Retention } from '@nightlatch/api';
import { type AdminOutcome, done, notFound } from '../admin/admin-outcome.ts';
import { type Actor, writeAudit } from '../audit/write-audit.ts';
import type { Db, Trx } from '../db/schema.ts';
import { DEFAULT_RETENTION, type RetentionDays, retentionOf } from './periods.ts';

/** The location's periods beside the usual ones; undefined where there is no such location. */
export async function readRetention(db: Db | Trx, locationId: string): Promise<Retention | undefined> {
  const row = await db.selectFrom('location').select('retention').where('id', '=', locationId).executeTakeFirst();
  return row && { days: retentionOf(row.retention), defaults: DEFAULT_RETENTION };
}

/** Sets all periods. What is older than a shorter one goes with the next sweep. */
export async function setRetention(
  trx: Trx,
  of: { locationId: string; days: RetentionDays; now: Date; actor: Actor },
): Promise<AdminOutcome<null>> {
  const { locationId, days, now, actor } = of;
  const was = await trx
    .selectFrom('location')
    .select('retention')
    .where('id', '=', locationId)
    .forNoKeyUpdate()
    .executeTakeFirst();
  if (!was) return notFound;
  await trx
    .updateTable('location')
    .set({ retention: JSON.stringify(days) })
    .where('id', '=', locationId)
    .execute();
  await writeAudit(trx, {
    locationId,
    at: now,
    actor,
    action: 'retention.changed',
    subject: { kind: 'location', id: locationId },
    before: retentionOf(was.retention),
    after: days,
  });
  return done(null);
}
