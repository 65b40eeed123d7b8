// The tables of the database as the catalogue has them, in an order in which rows may be put back.
import type pg from 'pg';
import { BackupError } from './backup-error.ts';

export type BackupTable = { readonly name: string; readonly columns: readonly string[] };

/**
 * Left out: who is signed in or running right now. A restored database ends every session, and jobs are not restored either: what
 * is to be done is read from the truth again when the quarantine is lifted.
 */
const NOT_KEPT = new Set([
  'nightlatch_migration',
  'server_process',
  'staff_session',
  'staff_verification',
  'device_session',
  'device_challenge',
]);

export const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** Every table with the columns that have to be kept, those first that others refer to. */
export const readTables = async (client: pg.ClientBase): Promise<BackupTable[]> => {
  const { rows } = await client.query<{ name: string; columns: string[] }>(
    `select c.relname as name, array_agg(a.attname::text order by a.attnum) as columns
     from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
     where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and c.relpersistence = 'p' group by 1 order by 1`,
  );
  const references = await client.query<{ child: string; parent: string }>(
    `select distinct c.conrelid::regclass::text as child, c.confrelid::regclass::text as parent from pg_constraint c
     where c.contype = 'f' and c.connamespace = 'public'::regnamespace and c.conrelid <> c.confrelid`,
  );
  return inOrder(
    rows.filter((table) => !NOT_KEPT.has(table.name)),
    references.rows.map(({ child, parent }) => ({
      child: child.replaceAll('"', ''),
      parent: parent.replaceAll('"', ''),
    })),
  );
};

const inOrder = (
  tables: readonly BackupTable[],
  references: readonly { child: string; parent: string }[],
): BackupTable[] => {
  const ordered: BackupTable[] = [];
  const left = new Map(tables.map((table) => [table.name, table]));
  while (left.size > 0) {
    const ready = [...left.values()].filter(
      (table) => !references.some(({ child, parent }) => child === table.name && left.has(parent)),
    );
    if (ready.length === 0) {
      throw new BackupError(
        'tables_in_a_circle',
        `The tables ${[...left.keys()].join(', ')} refer to each other in a circle; a restore would not know which comes first.`,
      );
    }
    for (const table of ready) {
      ordered.push(table);
      left.delete(table.name);
    }
  }
  return ordered;
};
