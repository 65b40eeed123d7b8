// Brings a database to this version's schema: numbered SQL files, each applied once in a transaction of its own.
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { DatabaseError } from './database-error.ts';
import { checkDatabaseUrl, explainConnectError } from './explain-connect-error.ts';

export type Migration = {
  /** From the file's name: `0001-locations.sql` is 1. */
  readonly number: number;
  readonly name: string;
  readonly sql: string;
  /** SHA-256 of the text with `\n` line ends, in hex. */
  readonly checksum: string;
};

type Applied = { number: number; name: string; checksum: string; breaks_older: boolean };

/** First lines of a migration file that change how it is applied; see CONTRIBUTING.md. */
const MARKS = {
  /** Versions without this migration must not start on the database any more. */
  breaksOlder: /^-- breaks-older-versions: \S/m,
  /** One statement that can't run in a transaction, such as `create index concurrently if not exists`. */
  noTransaction: /^-- without-transaction: \S/m,
} as const;

/** Longest wait for a table's lock: whoever waits for one makes every later query of that table wait behind it. */
const LOCK_TIMEOUT_MS = 2_000;
const LOCK_TRIES = 30;

/** Stands while a restore has put rows in and the quarantine is not in force yet. */
export const RESTORE_MARK = 'nightlatch_restore_under_way';

/** Serialises migrations of servers that start side by side on one database ("nlmigr" in ASCII). */
const migrationLock = 0x6e6c6d696772;

/**
 * Applies what is missing, in order, and says which. Servers that start at once wait for each other; servers that serve meanwhile
 * are made to wait for at most `LOCK_TIMEOUT_MS` at a time. A database that a newer version migrated is served too, unless that
 * version marked a migration as breaking older ones. Throws `DatabaseError`: `migration_edited` when an applied file was changed,
 * `migration_unknown` when the database is not for this version any more, `migration_failed` when a file's SQL fails (that file then left no trace).
 */
export async function migrate(options: {
  connectionString: string;
  onProgress?: (message: string) => void;
  /** Default: the project's own, from `src/db/migrations`. */
  migrations?: readonly Migration[];
  /** Only a restore goes on where one broke off or is under way. */
  duringRestore?: boolean;
}): Promise<{ applied: string[] }> {
  const { connectionString } = options;
  checkDatabaseUrl(connectionString);
  const migrations = options.migrations ?? projectMigrations();
  const client = new pg.Client({
    connectionString,
    application_name: 'nightlatch migrate',
    connectionTimeoutMillis: 10_000,
  });
  // A connection that breaks makes the running query fail; without a listener it would end the process as well.
  client.on('error', () => {});
  await client.connect().catch((error) => {
    throw explainConnectError(error, connectionString);
  });
  try {
    await takeTurn(client);
    if (!options.duringRestore) await refuseHalfRestored(client);
    const missing = findMissing(migrations, await readApplied(client));
    for (const migration of missing) {
      options.onProgress?.(`Applying migration ${migration.name}`);
      await apply(client, migration);
    }
    return { applied: missing.map((migration) => migration.name) };
  } finally {
    await client.end();
  }
}

/** Reads `NNNN-what-it-does.sql` files, sorted by number. Numbers run from 1 without gaps. */
export function readMigrations(folder: string): Migration[] {
  const names = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.sql')) : [];
  const migrations = names.sort().map((name) => {
    const number = /^(\d{4})[-_][a-z0-9-_]+\.sql$/.exec(name)?.[1];
    if (!number)
      throw new DatabaseError('migration_files', `The migration ${name} is not named like 0001-what-it-does.sql.`);
    // Git may check files out with other line ends; that is not an edit.
    const sql = readFileSync(join(folder, name), 'utf8').replaceAll('\r\n', '\n');
    return { number: Number(number), name, sql, checksum: createHash('sha256').update(sql).digest('hex') };
  });
  migrations.forEach((migration, index) => {
    if (migration.number === index + 1) return;
    throw new DatabaseError(
      'migration_files',
      `The migrations must be numbered 1, 2, 3 …: ${migration.name} is out of line.`,
    );
  });
  return migrations;
}

/** The migrations of this version. */
export function projectMigrations(): Migration[] {
  return readMigrations(migrationsFolder());
}

/** The SQL files, found from the sources and from the build alike (the build does not copy them). */
function migrationsFolder(): string {
  const here = fileURLToPath(new URL('.', import.meta.url));
  const beside = join(here, 'migrations');
  return existsSync(beside) ? beside : join(here, '../../src/db/migrations');
}

/** Asks again and again instead of waiting inside a query: an open query would hold up `create index concurrently` for ever. */
async function takeTurn(client: pg.Client): Promise<void> {
  for (;;) {
    const { rows } = await client.query<{ taken: boolean }>('select pg_try_advisory_lock($1) as taken', [
      migrationLock,
    ]);
    if (rows[0]?.taken) return;
    await wait(100);
  }
}

async function refuseHalfRestored(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ found: string | null }>('select to_regclass($1)::text as found', [
    RESTORE_MARK,
  ]);
  if (rows[0]?.found == null) return;
  throw new DatabaseError(
    'restore_unfinished',
    'A restore into this database is under way or broke off half-way. Let it finish, or empty the database and restore again.',
  );
}

async function readApplied(client: pg.Client): Promise<Applied[]> {
  await client.query(`
    create table if not exists nightlatch_migration (
      number integer primary key,
      name text not null,
      checksum text not null,
      applied_at timestamptz not null default now()
    )`);
  await client.query(
    'alter table nightlatch_migration add column if not exists breaks_older boolean not null default false',
  );
  const result = await client.query<Applied>(
    'select number, name, checksum, breaks_older from nightlatch_migration order by number',
  );
  return result.rows;
}

function findMissing(migrations: readonly Migration[], applied: readonly Applied[]): Migration[] {
  for (const was of applied) {
    const is = migrations.find((migration) => migration.number === was.number);
    if (!is && was.breaks_older) {
      throw new DatabaseError(
        'migration_unknown',
        `The database has the migration ${was.name}, after which this older Nightlatch can't use it any more; run the newer version.`,
      );
    }
    if (is && is.checksum !== was.checksum) {
      throw new DatabaseError(
        'migration_edited',
        `The migration ${is.name} was edited after it had been applied; restore it and write a new migration instead.`,
      );
    }
  }
  return migrations.filter((migration) => !applied.some((was) => was.number === migration.number));
}

async function apply(client: pg.Client, migration: Migration): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await applyOnce(client, migration);
    } catch (error) {
      const busy = error instanceof pg.DatabaseError && error.code === '55P03'; // lock_not_available
      if (busy && tries < LOCK_TRIES) {
        await wait(200 + Math.random() * 300);
        continue;
      }
      throw new DatabaseError(
        'migration_failed',
        `The migration ${migration.name} failed${lineOf(error, migration.sql)}: ${messageOf(error)}.`,
        { cause: error },
      );
    }
  }
}

async function applyOnce(client: pg.Client, migration: Migration): Promise<void> {
  const alone = MARKS.noTransaction.test(migration.sql);
  try {
    if (alone) {
      await dropHalfBuiltIndex(client, migration.sql);
      await client.query(migration.sql);
      await client.query('begin');
    } else {
      await client.query('begin');
      await client.query(`set local lock_timeout = ${LOCK_TIMEOUT_MS}`);
      await client.query(migration.sql);
    }
    await client.query(
      'insert into nightlatch_migration (number, name, checksum, breaks_older) values ($1, $2, $3, $4)',
      [migration.number, migration.name, migration.checksum, MARKS.breaksOlder.test(migration.sql)],
    );
    await client.query('commit');
  } catch (error) {
    await client.query('rollback').catch(() => {});
    throw error;
  }
}

/** A concurrent build that broke off leaves its index behind, unusable, and `if not exists` would take it for done. */
async function dropHalfBuiltIndex(client: pg.Client, text: string): Promise<void> {
  const name = /\bindex\s+concurrently\s+if\s+not\s+exists\s+([a-z0-9_]+)/i.exec(text)?.[1];
  if (!name) return;
  const { rows } = await client.query(
    'select 1 from pg_index where indexrelid = to_regclass($1)::oid and not indisvalid',
    [name],
  );
  if (rows.length > 0) await client.query(`drop index concurrently if exists ${name}`);
}

function lineOf(error: unknown, sql: string): string {
  if (!(error instanceof pg.DatabaseError) || !error.position) return '';
  return ` at line ${sql.slice(0, Number(error.position)).split('\n').length}`;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
