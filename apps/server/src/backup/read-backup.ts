// Reads a backup file as a stream: first what it says of itself, then table by table; everything is checked before it is believed.
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { BackupError } from './backup-error.ts';
import { type BackupKeySource, openFileKey } from './backup-key.ts';
import { openStream } from './seal-stream.ts';
import { type BackupEnd, type BackupHeader, type BackupManifest, MAGIC } from './write-backup.ts';

/** No line of ours is longer: the manifest of a few hundred tables. */
const LONGEST_LINE = 4_000_000;
/** PostgreSQL hands out COPY data row by row; rows are bounded by the API's limits. */
const LONGEST_PIECE = 64 * 1024 * 1024;

const damaged = (cause?: unknown): BackupError =>
  new BackupError('backup_damaged', 'The backup is damaged or was cut off; nothing of it was taken.', { cause });

/** Lines and pieces from a stream of bytes. */
class ByteReader {
  readonly #parts: AsyncIterator<Buffer>;
  #held: Buffer = Buffer.alloc(0);

  constructor(source: AsyncIterable<Buffer>) {
    this.#parts = source[Symbol.asyncIterator]();
  }

  async #more(): Promise<boolean> {
    const next = await this.#parts.next();
    if (next.done) return false;
    this.#held = this.#held.length === 0 ? next.value : Buffer.concat([this.#held, next.value]);
    return true;
  }

  async line(): Promise<string> {
    for (let from = 0; ; ) {
      const end = this.#held.indexOf(10, from);
      if (end >= 0) {
        const text = this.#held.subarray(0, end).toString();
        this.#held = this.#held.subarray(end + 1);
        return text;
      }
      from = this.#held.length;
      if (from > LONGEST_LINE || !(await this.#more())) throw damaged();
    }
  }

  async bytes(count: number): Promise<Buffer> {
    while (this.#held.length < count) if (!(await this.#more())) throw damaged();
    const taken = this.#held.subarray(0, count);
    this.#held = this.#held.subarray(count);
    return taken;
  }

  /** Everything after what was read, and nothing may be left in the source afterwards. */
  async *rest(): AsyncGenerator<Buffer> {
    if (this.#held.length > 0) yield this.#held;
    this.#held = Buffer.alloc(0);
    for (let next = await this.#parts.next(); !next.done; next = await this.#parts.next()) yield next.value;
  }

  async isAtEnd(): Promise<boolean> {
    return this.#held.length === 0 && !(await this.#more());
  }
}

export type OpenedBackup = {
  readonly header: BackupHeader;
  readonly manifest: BackupManifest;
  /** The rows of each table, in the file's order; take each `rows` to its end before asking for the next. */
  readonly tables: () => AsyncGenerator<{ readonly name: string; readonly rows: AsyncIterable<Buffer> }>;
  /** After the last table: that the file is whole. */
  readonly end: () => BackupEnd;
};

/** Opens the file. Throws `BackupError`; also later, from `tables`, for what only shows then. */
export const openBackup = async (options: { file: string; key: BackupKeySource }): Promise<OpenedBackup> => {
  const source = createReadStream(options.file);
  await new Promise<void>((resolve, reject) => {
    source.once('open', () => resolve());
    source.once('error', (cause: Error & { code?: string }) =>
      reject(
        new BackupError('backup_unreadable', `${options.file} can't be read (${cause.code ?? 'unknown reason'}).`, {
          cause,
        }),
      ),
    );
  });
  const clear = new ByteReader(source as AsyncIterable<Buffer>); // without an encoding a file gives Buffers
  const magic = await clear.bytes(MAGIC.length + 1).catch(() => undefined);
  if (magic?.toString() !== `${MAGIC}\n`)
    throw new BackupError('backup_unreadable', `${options.file} is not a backup of Nightlatch.`);
  const headerLine = await clear.line();
  const header = parse<BackupHeader>(headerLine);
  const opened = openStream(clear.rest(), { fileKey: openFileKey(header.key, options.key), header: headerLine });
  const gunzip = createGunzip();
  const reader = new ByteReader(gunzip as AsyncIterable<Buffer>); // a zlib stream gives Buffers
  Readable.from(opened, { objectMode: false })
    .on('error', (error) => gunzip.destroy(error))
    .pipe(gunzip);
  const manifest = await believing(async () => parse<BackupManifest>(await reader.line()));
  let end: BackupEnd | undefined;
  return {
    header,
    manifest,
    tables: () =>
      readTables(reader, manifest, (value) => {
        end = value;
      }),
    end: () => {
      if (!end) throw damaged();
      return end;
    },
  };
};

/** Lines that our own writer wrote, as the file's key has just proven (or nothing, for one in the clear: then each use checks). */
const parse = <T>(text: string): T => {
  try {
    return JSON.parse(text) as T;
  } catch (cause) {
    throw damaged(cause);
  }
};

/** What zlib says of damaged bytes, in our words. */
const believing = async <T>(read: () => Promise<T>): Promise<T> => {
  try {
    return await read();
  } catch (error) {
    throw error instanceof BackupError ? error : damaged(error);
  }
};

async function* readTables(
  reader: ByteReader,
  manifest: BackupManifest,
  ended: (end: BackupEnd) => void,
): AsyncGenerator<{ name: string; rows: AsyncIterable<Buffer> }> {
  let total = 0;
  for (const table of manifest.tables) {
    const begins = await believing(async () => parse<{ table?: string }>(await reader.line()));
    if (begins.table !== table.name) throw damaged();
    const hash = createHash('sha256');
    yield { name: table.name, rows: readRows(reader, hash) };
    const said = await believing(async () => parse<{ rows?: number; sha256?: string }>(await reader.line()));
    if (said.sha256 !== hash.digest('hex') || said.rows === undefined) throw damaged();
    total += said.rows;
  }
  const last = await believing(async () => parse<{ end?: BackupEnd }>(await reader.line()));
  if (last.end?.tables !== manifest.tables.length || last.end.rows !== total) throw damaged();
  if (!(await believing(() => reader.isAtEnd()))) throw damaged();
  ended(last.end);
}

async function* readRows(reader: ByteReader, hash: ReturnType<typeof createHash>): AsyncGenerator<Buffer> {
  for (;;) {
    const length = Number(await believing(() => reader.line()));
    if (!Number.isInteger(length) || length < 0 || length > LONGEST_PIECE) throw damaged();
    if (length === 0) return;
    const piece = await believing(() => reader.bytes(length));
    hash.update(piece);
    yield piece;
  }
}
