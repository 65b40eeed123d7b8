// Another sealing key: everything that the old one sealed is sealed anew, all or nothing, while no server runs.
import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import type { Db, Trx } from '../db/schema.ts';
import type { KeyService } from '../signing/key-service.ts';
import { openSecret, sealSecret } from '../signing/seal-secret.ts';
import { insertWay, takeTurn } from '../signing/sealing-key.ts';
import { SEALED_COLUMNS, type SealedColumn } from './sealed-columns.ts';

/** Rows taken at a time. */
const BATCH = 500;

export type ReplaceOutcome =
  | { readonly ok: true; readonly sealed: number; readonly removed: number }
  | { readonly ok: false; readonly code: 'servers_run'; readonly servers: number };

/**
 * Makes the key, seals all columns by it and wraps it for `target`; every other way to open the sealing key goes, as those hold the old
 * one. Servers that start meanwhile wait for the end. Throws `SealedSecretError`, with nothing changed, where a secret does not open.
 */
export const replaceSealingKey = (
  db: Db,
  of: { readonly key: Uint8Array; readonly target: KeyService; readonly now: Date },
): Promise<ReplaceOutcome> =>
  db.transaction().execute(async (trx) => {
    await takeTurn(trx, 'alone');
    // One that runs would go on sealing by the key it has in memory.
    const { rows } = await sql<{ servers: number }>`select count(*)::int as servers from server_process
      where seen_at > now() - interval '30 seconds'`.execute(trx);
    const servers = rows[0]?.servers ?? 0;
    if (servers > 0) return { ok: false, code: 'servers_run', servers };
    const fresh = randomBytes(32);
    let sealed = 0;
    for (const column of SEALED_COLUMNS) sealed += await sealAnew(trx, column, { old: of.key, fresh });
    const { rows: gone } = await sql`delete from sealing_key returning id`.execute(trx);
    await insertWay(trx, of.target, { key: fresh, now: of.now });
    return { ok: true, sealed, removed: gone.length };
  });

const sealAnew = async (
  trx: Trx,
  { table, column, keys: names, label }: SealedColumn,
  keys: { readonly old: Uint8Array; readonly fresh: Uint8Array },
): Promise<number> => {
  const [of, sealed] = [sql.table(table), sql.ref(column)];
  await sql`lock table ${of} in share row exclusive mode`.execute(trx);
  // A retired signing key's private part is empty: destroyed.
  await sql`declare sealed_rows no scroll cursor for select ctid::text as at,
    array[${sql.join(names.map((name) => sql`${sql.ref(name)}::text`))}] as names, ${sealed} as sealed from ${of} where octet_length(${sealed}) > 0`.execute(
    trx,
  );
  let count = 0;
  for (;;) {
    const { rows } = await sql<{
      at: string;
      names: string[];
      sealed: Buffer;
    }>`fetch ${sql.lit(BATCH)} from sealed_rows`.execute(trx);
    if (rows.length === 0) break;
    const anew = rows.map((row) => {
      const of = label(...row.names);
      const secret = openSecret({ masterKey: keys.old, label: of, sealed: row.sealed });
      return sealSecret({ masterKey: keys.fresh, label: of, secret }).toString('hex');
    });
    await sql`update ${of} t set ${sealed} = decode(u.sealed, 'hex')
      from unnest(${rows.map((row) => row.at)}::text[], ${anew}::text[]) as u (at, sealed) where t.ctid = u.at::tid`.execute(
      trx,
    );
    count += rows.length;
  }
  await sql`close sealed_rows`.execute(trx);
  return count;
};
