// Puts a backup into an empty database, in one transaction, and leaves every location in quarantine: what happened since the backup is
// forgotten here, but not by phones and locks (invariants 4, 6 and 16).
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { explainConnectError } from '../db/explain-connect-error.ts';
import { migrate, projectMigrations, RESTORE_MARK } from '../db/migrate.ts';
import { BackupError } from './backup-error.ts';
import type { BackupKeySource } from './backup-key.ts';
import { putIntoQuarantine } from './put-into-quarantine.ts';
import { openBackup } from './read-backup.ts';
import { quoted } from './read-catalogue.ts';
import type { BackupManifest } from './write-backup.ts';

export type RestoreResult = {
  readonly takenAt: string;
  readonly tables: number;
  readonly rows: number;
  readonly locations: readonly { readonly id: string; readonly name: string }[];
};

export type RestoreOptions = {
  readonly connectionString: string;
  readonly file: string;
  readonly key: BackupKeySource;
  readonly now: Date;
  /** Throws when the restored secrets can't be opened with the master key at hand; nothing is kept then. */
  readonly checkSecrets: (client: pg.ClientBase) => Promise<void>;
  readonly onProgress?: (message: string) => void;
};

/** Restores. Throws `BackupError` or `DatabaseError`; the database is then as empty as before. */
export const restoreBackup = async (options: RestoreOptions): Promise<RestoreResult> => {
  const { connectionString } = options;
  const backup = await openBackup(options);
  const known = knownMigrations(backup.manifest);
  let loaded = false;
  const client = new pg.Client({
    connectionString,
    application_name: 'nightlatch restore',
    connectionTimeoutMillis: 10_000,
  });
  client.on('error', () => {});
  await client.connect().catch((error) => {
    throw explainConnectError(error, connectionString);
  });
  try {
    await assertEmpty(client);
    options.onProgress?.('Making the tables as they were');
    await client.query(`create table if not exists ${RESTORE_MARK} (since timestamptz not null default now())`);
    await migrate({ connectionString, migrations: known, duringRestore: true });
    await client.query('begin');
    const tables = new Map(backup.manifest.tables.map((table) => [table.name, table]));
    for await (const { name, rows } of backup.tables()) {
      const table = tables.get(name);
      if (!table) throw new BackupError('backup_damaged', 'The backup is damaged; nothing of it was taken.');
      // Rows that migrations write by themselves come from the backup, too.
      await client.query(`delete from ${quoted(name)}`);
      const columns = table.columns.map(quoted).join(', ');
      const into = client.query(copyFrom(`copy ${quoted(name)} (${columns}) from stdin`));
      await pipeline(Readable.from(rows, { objectMode: false }), into);
      if (into.rowCount > 0) options.onProgress?.(`${name}: ${into.rowCount.toLocaleString('en')} rows`);
    }
    const end = backup.end();
    await raiseSequences(client);
    options.onProgress?.('Checking that the keys open');
    await options.checkSecrets(client);
    await client.query('commit');
    loaded = true;
    // An old backup's tables know no quarantine yet. Until it is in force the mark stands, and no server starts.
    await migrate({ connectionString, duringRestore: true });
    options.onProgress?.('Putting every location into quarantine');
    return { takenAt: backup.manifest.takenAt, ...end, locations: await quarantine(client, options, backup.manifest) };
  } catch (error) {
    await client.query('rollback').catch(() => {});
    if (!loaded) await client.query(`drop table if exists ${RESTORE_MARK}`).catch(() => {});
    throw error;
  } finally {
    await client.end().catch(() => {});
  }
};

const quarantine = async (
  client: pg.Client,
  options: RestoreOptions,
  manifest: BackupManifest,
): Promise<RestoreResult['locations']> => {
  await client.query('begin');
  const locations = await putIntoQuarantine(client, { takenAt: manifest.takenAt, now: options.now });
  await client.query(`drop table ${RESTORE_MARK}`);
  await client.query('commit');
  return locations;
};

/** The backup's migrations as this version has them. */
const knownMigrations = (manifest: BackupManifest) => {
  const project = projectMigrations();
  return manifest.migrations.map((was) => {
    const is = project.find((migration) => migration.number === was.number);
    if (!is || is.checksum !== was.checksum) {
      throw new BackupError(
        'backup_newer',
        `The backup was taken by version ${manifest.version} with the migration ${was.name}, which this version does not have; restore it with that version.`,
      );
    }
    return is;
  });
};

/** Empty is: no table, or tables without a row, as a restore leaves them that broke off. */
const assertEmpty = async (client: pg.Client): Promise<void> => {
  const { rows } = await client.query<{ name: string }>(
    `select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' and relname <> 'nightlatch_migration'`,
  );
  for (const { name } of rows) {
    const found = await client.query(`select 1 from ${quoted(name)} limit 1`);
    if (found.rows.length === 0) continue;
    throw new BackupError(
      'database_not_empty',
      `The database is not empty (the table ${name} has rows). A restore never mixes with what is there: give it an empty database, or a new DATA_DIR.`,
    );
  }
};

/** Identity and serial columns go on above what was put in. */
const raiseSequences = async (client: pg.Client): Promise<void> => {
  const { rows } = await client.query<{ t: string; c: string; s: string }>(
    `select c.relname as t, a.attname as c, pg_get_serial_sequence(quote_ident(c.relname), a.attname) as s
     from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
     where c.relnamespace = 'public'::regnamespace and c.relkind = 'r'
       and pg_get_serial_sequence(quote_ident(c.relname), a.attname) is not null`,
  );
  for (const { t, c, s } of rows)
    await client.query(`select setval($1, greatest(max(${quoted(c)}), 1)) from ${quoted(t)}`, [s]);
};
