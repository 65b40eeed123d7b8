// Everything that is stored about one guest, as one JSON document (GDPR, article 15 and 20): table by table, without secrets.
import { sql } from 'kysely';
import { openDetails } from '../check-in/submit-check-in.ts';
import type { Db, Trx } from '../db/schema.ts';
import { forGuest } from './erase-guest.ts';
import { PERSONAL_TABLES } from './personal-data.ts';

export type GuestExport = {
  readonly guestId: string;
  readonly exportedAt: string;
  /** Rows by table, with the columns' own names; bytes in hex. `check_in_fields`: what the guest typed, which the table keeps sealed. */
  readonly data: Readonly<Record<string, readonly unknown[]>>;
};

/** Reads it; undefined where the location has no such guest. */
export const exportGuest = async (
  db: Db | Trx,
  of: { locationId: string; guestId: string; now: Date; masterKey: Uint8Array },
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
  const typed = await readTypedFields(db, of);
  if (typed.length > 0) data.check_in_fields = typed;
  return { guestId: of.guestId, exportedAt: of.now.toISOString(), data };
};

/** What the guest typed to check in by phone. Images of documents are the guest's own and gone with the decision; they are named, not copied. */
const readTypedFields = async (
  db: Db | Trx,
  of: { locationId: string; guestId: string; masterKey: Uint8Array },
): Promise<unknown[]> => {
  const rows = await db
    .selectFrom('check_in_request')
    .select(['id', 'sealed_details', 'submitted_at'])
    .where('location_id', '=', of.locationId)
    .where('guest_id', '=', of.guestId)
    .where('sealed_details', 'is not', null)
    .orderBy('submitted_at')
    .execute();
  return rows.map((row) => ({
    check_in_request: row.id,
    ...openDetails({ ...of, checkInId: row.id, sealed: row.sealed_details }),
  }));
};
