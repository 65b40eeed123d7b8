// Audit entries as the API shows them.

import type { AuditEntry } from '@nightlatch/api';
import { sql } from 'kysely';
import { withPersonalPart } from '../audit/personal-part.ts';
import type { Db } from '../db/schema.ts';
import { cursorKeys, pageOf, readCursor } from './cursor.ts';

/** Newest first. */
export async function listAuditEntries(
  db: Db,
  options: { locationId: string; query: { cursor?: string; limit?: number; bookingId?: string } },
): Promise<{ items: AuditEntry[]; nextCursor: string | null }> {
  const { query } = options;
  const after = readCursor(query.cursor, cursorKeys.instant);
  const limit = query.limit ?? 25;
  let select = db
    .selectFrom('audit_entry as a')
    .leftJoin('audit_personal as p', (join) =>
      join.onRef('p.location_id', '=', 'a.location_id').onRef('p.entry_id', '=', 'a.id'),
    )
    .select([
      'a.id',
      'a.at',
      'a.actor_name',
      'a.action',
      'a.subject_kind',
      'a.subject_id',
      'a.reason',
      'a.before',
      'a.after',
      'p.value as personal',
    ])
    .where('a.location_id', '=', options.locationId);
  if (query.bookingId) select = select.where('a.booking_id', '=', query.bookingId);
  if (after) select = select.where(sql<boolean>`(a.at, a.id) < (${after.key}::timestamptz, ${after.id}::uuid)`);
  const rows = await select
    .orderBy('a.at', 'desc')
    .orderBy('a.id', 'desc')
    .limit(limit + 1)
    .execute();
  const page = pageOf(rows, limit, (row) => ({ key: row.at.toISOString(), id: row.id }));
  const items = page.rows.map((row) => ({
    id: row.id,
    at: row.at.toISOString(),
    actor: row.actor_name,
    action: row.action,
    subject: `${row.subject_kind}:${row.subject_id}`,
    reason: row.reason,
    before: row.before,
    after: withPersonalPart(row.after, row.personal),
  }));
  return { items, nextCursor: page.nextCursor };
}
