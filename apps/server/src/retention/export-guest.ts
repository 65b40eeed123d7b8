// Everything that is stored about one guest, as one JSON document (GDPR, article 15 and 20): table by table, without secrets.
import { sql } from 'kysely';
import type { Db, Trx } from '../db/schema.ts';
import { forGuest } from './erase-guest.ts';
import { PERSONAL_TABLES } from './personal-data.ts';

export type GuestExport = {
  readonly guestId: string;
  readonly exportedAt: string;
  /** Rows by table, with the columns' own names; bytes in hex. */
  readonly data: Readonly<Record<string, readonly unknown[]>>;
};

/** Reads it; undefined where the location has no such guest. */
export const exportGuest = async (
  db: Db | Trx,
  of: { locationId: string; guestId: string; now: Date },
): Promise<GuestExport | undefined> => {
  const guest = await db
    .selectFrom('guest')
    .select('id')
    .where('location_id', '=', of.locationId)
    .where('id', '=', of.guestId)
    .executeTakeFirst();
  if (!guest) return undefined;
  const data: Record<string, readonly unknown[]> = {};
  for (const { table, of: predicate, notExported } of [...PERSONAL_TABLES].reverse()) {
    if (predicate === null) continue;
    const found = await sql<{
      row: unknown;
    }>`select to_jsonb(${sql.table(table)}) - ${sql.val([...(notExported ?? [])])}::text[] as row
      from ${sql.table(table)} where location_id = ${of.locationId}::uuid and ${forGuest(predicate, of)}`.execute(db);
    if (found.rows.length > 0) data[table] = found.rows.map(({ row }) => row);
  }
  return { guestId: of.guestId, exportedAt: of.now.toISOString(), data };
};
