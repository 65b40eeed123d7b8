// Gives audit entries their place in the location's hash chain: entry n's hash covers entry n−1's, so that a change or gap shows.
import { sql } from 'kysely';
import type { Db } from '../db/schema.ts';
import { CHAIN_START, chainHash } from './chain-hash.ts';

const BATCH = 500;

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
    let previous = head?.hash ?? CHAIN_START;
    for (const entry of entries) {
      seq += 1;
      const hash = chainHash(previous, seq, entry);
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
