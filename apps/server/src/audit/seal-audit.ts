// Gives audit entries their place in the location's hash chain: entry n's hash covers entry n−1's, so that a change or gap shows.
import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { Db } from '../db/schema.ts';

const START = Buffer.alloc(32);
const BATCH = 500;

type Entry = {
  id: string;
  at: Date;
  actor: string;
  actor_name: string;
  action: string;
  subject_kind: string;
  subject_id: string;
  booking_id: string | null;
  reason: string | null;
  before: unknown;
  after: unknown;
};

/** Text of JSON with sorted keys: PostgreSQL's jsonb does not keep their order. */
const canonical = (value: unknown): string => {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value) ?? 'null';
  const fields = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${fields.map(([key, inner]) => `${JSON.stringify(key)}:${canonical(inner)}`).join(',')}}`;
};

const hashOf = (previous: Uint8Array, seq: number, entry: Entry): Buffer =>
  createHash('sha256')
    .update('nightlatch-audit-1')
    .update(previous)
    .update(
      canonical([
        seq,
        entry.id,
        entry.at.toISOString(),
        entry.actor,
        entry.actor_name,
        entry.action,
        entry.subject_kind,
        entry.subject_id,
        entry.booking_id,
        entry.reason,
        entry.before,
        entry.after,
      ]),
    )
    .digest();

/** Seals what is not sealed yet, oldest first; one sealer per location at a time. */
export const sealAudit = async (db: Db, options: { locationId: string }): Promise<{ sealed: number }> =>
  db.transaction().execute(async (trx) => {
    await sql`select pg_advisory_xact_lock(hashtextextended('audit:' || ${options.locationId}::text, 0))`.execute(trx);
    const head = await trx
      .selectFrom('audit_entry')
      .select(['seq', 'hash'])
      .where('location_id', '=', options.locationId)
      .where('seq', 'is not', null)
      .orderBy('seq', 'desc')
      .limit(1)
      .executeTakeFirst();
    const entries = await trx
      .selectFrom('audit_entry')
      .selectAll()
      .where('location_id', '=', options.locationId)
      .where('seq', 'is', null)
      .orderBy('at')
      .orderBy('id')
      .limit(BATCH)
      .execute();
    let seq = head?.seq ?? 0;
    let previous = head?.hash ?? START;
    for (const entry of entries) {
      seq += 1;
      const hash = hashOf(previous, seq, entry);
      await trx
        .updateTable('audit_entry')
        .set({ seq, previous_hash: previous, hash })
        .where('location_id', '=', options.locationId)
        .where('id', '=', entry.id)
        .execute();
      previous = hash;
    }
    return { sealed: entries.length };
  });

/** Walks the whole chain: the first place that does not fit, or null when it verifies. */
export const verifyAudit = async (
  db: Db,
  options: { locationId: string },
): Promise<{ brokenAt: number | null; entries: number }> => {
  let previous: Uint8Array = START;
  let seq = 0;
  for (;;) {
    const rows = await db
      .selectFrom('audit_entry')
      .selectAll()
      .where('location_id', '=', options.locationId)
      .where('seq', '>', seq)
      .orderBy('seq')
      .limit(BATCH)
      .execute();
    if (rows.length === 0) return { brokenAt: null, entries: seq };
    for (const row of rows) {
      seq += 1;
      const fits =
        row.seq === seq && row.previous_hash?.equals(previous) && row.hash?.equals(hashOf(previous, seq, row));
      if (!fits || !row.hash) return { brokenAt: seq, entries: seq };
      previous = row.hash;
    }
  }
};
