// Audit entries as the API shows them.

import type { AuditEntry, OperationInput } from '@nightlatch/api';
import { sql } from 'kysely';
import { withPersonalPart } from '../audit/personal-part.ts';
import type { Db } from '../db/schema.ts';
import { cursorKeys, pageOf, readCursor } from './cursor.ts';

type AuditQuery = NonNullable<OperationInput<'listAuditEntries'>['query']>;

/** Newest first. */
export async function listAuditEntries(
  db: Db,
  options: { locationId: string; query: AuditQuery },
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
      'a.actor',
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
  if (query.actorId) select = select.where('a.actor', '=', query.actorId);
  if (query.action?.includes('.')) select = select.where('a.action', '=', query.action);
  else if (query.action) select = select.where(sql<boolean>`split_part(a.action, '.', 1) = ${query.action}`);
  const [subjectKind, subjectId] = query.subject?.split(':') ?? [];
  if (subjectKind && subjectId)
    select = select.where('a.subject_kind', '=', subjectKind).where('a.subject_id', '=', subjectId);
  if (query.from) select = select.where('a.at', '>=', new Date(query.from));
  if (query.to) select = select.where('a.at', '<', new Date(query.to));
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
    actorId: row.actor,
    action: row.action,
    subject: `${row.subject_kind}:${row.subject_id}`,
    reason: row.reason,
    before: row.before,
    after: withPersonalPart(row.after, row.personal),
  }));
  return { items, nextCursor: page.nextCursor };
}
