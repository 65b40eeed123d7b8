// Gives audit entries their place in the location's hash chain, those that were not written with one.
import { askThrough } from '../db/ask.ts';
import type { Db } from '../db/schema.ts';
import { emit } from '../events.ts';
import { sealEntries, takeChain } from './audit-chain.ts';

const BATCH = 500;

/** The places of `$2`'s entries, by id. */
const SEAL = `update audit_entry e set seq = r.seq, previous_hash = r.previous_hash, hash = r.hash
  from jsonb_populate_recordset(null::audit_entry, $2::jsonb) r where e.location_id = $1 and e.id = r.id`;

/** Seals what is not sealed yet, oldest first; one sealer per location at a time. */
export const sealAudit = async (db: Db, options: { locationId: string }): Promise<{ sealed: number }> =>
  db.transaction().execute(async (trx) => {
    const ask = askThrough(trx);
    const head = await takeChain(ask, options.locationId);
    const entries = await trx
      .selectFrom('audit_entry')
      .selectAll()
      .where('location_id', '=', options.locationId)
      .where('seq', 'is', null)
      .orderBy('at')
      .orderBy('id')
      .limit(BATCH)
      .execute();
    const sealed = sealEntries(head, entries).map(({ id, seq, previous_hash, hash }) => ({
      id,
      seq,
      previous_hash: `\\x${previous_hash.toString('hex')}`,
      hash: `\\x${hash.toString('hex')}`,
    }));
    if (sealed.length > 0) await ask(SEAL, [options.locationId, JSON.stringify(sealed)]);
    // More than one batch waited: the rest goes on right away.
    if (entries.length === BATCH) await emit(trx, { name: 'audit.written', locationId: options.locationId });
    return { sealed: entries.length };
  });
