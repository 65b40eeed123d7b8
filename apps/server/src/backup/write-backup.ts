// Writes one consistent picture of the whole database into one file, row by row: nothing grows with the number of rows.
import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { link, open, unlink } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import pg from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import { explainConnectError } from '../db/explain-connect-error.ts';
import { BackupError } from './backup-error.ts';
import { type BackupKeySource, type KeyHeader, newFileKey } from './backup-key.ts';
import { type BackupTable, quoted, readTables } from './read-catalogue.ts';
import { sealStream } from './seal-stream.ts';

/** First bytes of every backup file. */
export const MAGIC = 'NIGHTLATCH-BACKUP-1';

/** The file's second line, in the clear. */
export type BackupHeader = { readonly takenAt: string; readonly version: string; readonly key: KeyHeader };

/** What the encrypted part begins with. */
export type BackupManifest = {
  readonly takenAt: string;
  readonly version: string;
  readonly migrations: readonly { number: number; name: string; checksum: string; breaks_older: boolean }[];
  readonly tables: readonly BackupTable[];
};

/** What the encrypted part ends with: without it the file is not whole. */
export type BackupEnd = { readonly tables: number; readonly rows: number };

export type BackupResult = {
  readonly file: string;
  readonly tables: number;
  readonly rows: number;
  readonly bytes: number;
};

export type BackupOptions = {
  readonly connectionString: string;
  readonly file: string;
  readonly key: BackupKeySource;
  readonly version: string;
  readonly onProgress?: (message: string) => void;
};

/** Takes the backup. The file appears whole or not at all and replaces none. Throws `BackupError`, `DatabaseError`. */
export const writeBackup = async (options: BackupOptions): Promise<BackupResult> => {
  const { connectionString, file } = options;
  const draft = `${file}.${process.pid}.part`;
  const client = new pg.Client({
    connectionString,
    application_name: 'nightlatch backup',
    connectionTimeoutMillis: 10_000,
  });
  client.on('error', () => {});
  await client.connect().catch((error) => {
    throw explainConnectError(error, connectionString);
  });
  try {
    // One picture of one moment, whatever is written meanwhile; nobody waits for it.
    await client.query('begin isolation level repeatable read, read only');
    const manifest = await readManifest(client, options.version);
    const { header: key, fileKey } = newFileKey(options.key);
    const header = JSON.stringify({ takenAt: manifest.takenAt, version: manifest.version, key } satisfies BackupHeader);
    const end = { tables: 0, rows: 0 };
    const gzip = createGzip({ level: 6 });
    const body = Readable.from(records(client, manifest, end, options.onProgress), { objectMode: false });
    const packed = pipeline(body, gzip);
    const sealed = sealStream(gzip as AsyncIterable<Buffer>, { fileKey, header }); // a zlib stream gives Buffers
    const out = createWriteStream(draft, { flags: 'wx', mode: 0o600 });
    await Promise.all([packed, pipeline(Readable.from(fileBytes(header, sealed), { objectMode: false }), out)]);
    await client.query('commit');
    await settleFile(draft, file);
    return { file, ...end, bytes: out.bytesWritten };
  } catch (error) {
    await unlink(draft).catch(() => {});
    throw explainFile(error, file);
  } finally {
    await client.end().catch(() => {});
  }
};

const readManifest = async (client: pg.Client, version: string): Promise<BackupManifest> => {
  const migrations = await client.query<BackupManifest['migrations'][number]>(
    'select number, name, checksum, breaks_older from nightlatch_migration order by number',
  );
  const { rows } = await client.query<{ now: Date }>('select now() as now');
  return {
    takenAt: (rows[0]?.now ?? new Date()).toISOString(),
    version,
    migrations: migrations.rows,
    tables: await readTables(client),
  };
};

async function* fileBytes(header: string, sealed: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  yield Buffer.from(`${MAGIC}\n${header}\n`);
  yield* sealed;
}

const line = (value: object): Buffer => Buffer.from(`${JSON.stringify(value)}\n`);

/** Lines of JSON; each table's rows between them, as PostgreSQL's COPY writes them, in pieces that say their length. */
async function* records(
  client: pg.Client,
  manifest: BackupManifest,
  end: { tables: number; rows: number },
  onProgress: BackupOptions['onProgress'],
): AsyncGenerator<Buffer> {
  yield line(manifest);
  for (const table of manifest.tables) {
    yield line({ table: table.name });
    const columns = table.columns.map(quoted).join(', ');
    const rows = client.query(copyTo(`copy (select ${columns} from ${quoted(table.name)}) to stdout`));
    const hash = createHash('sha256');
    for await (const part of rows as AsyncIterable<Buffer>) {
      hash.update(part);
      yield Buffer.from(`${part.length}\n`);
      yield part;
    }
    const { rowCount } = rows;
    yield Buffer.from('0\n');
    yield line({ rows: rowCount, sha256: hash.digest('hex') });
    end.tables += 1;
    end.rows += rowCount;
    if (rowCount > 0) onProgress?.(`${table.name}: ${rowCount.toLocaleString('en')} rows`);
  }
  yield line({ end: { tables: end.tables, rows: end.rows } satisfies BackupEnd });
}

/** On the disk for good, then under its name; `link` fails where a file of that name exists. */
const settleFile = async (draft: string, file: string): Promise<void> => {
  const written = await open(draft, 'r+');
  await written.sync();
  await written.close();
  await link(draft, file);
  await unlink(draft);
  const folder = await open(dirname(file), 'r').catch(() => undefined);
  await folder?.sync().catch(() => {});
  await folder?.close();
};

const explainFile = (error: unknown, file: string): unknown => {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'EEXIST')
    return new BackupError('backup_exists', `${file} exists already; a backup never replaces a file.`, {
      cause: error,
    });
  if (code === 'ENOSPC' || code === 'EDQUOT')
    return new BackupError('backup_unwritable', `The disk of ${file} is full; the unfinished file was deleted.`, {
      cause: error,
    });
  if (['ENOENT', 'EACCES', 'EPERM', 'EROFS', 'ENOTDIR'].includes(String(code)))
    return new BackupError('backup_unwritable', `${file} can't be written (${String(code)}).`, { cause: error });
  return error;
};
