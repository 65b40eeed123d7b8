// Backup and restore on a real database: whole or not at all, in bounded memory, and nothing that was revoked comes back.
import { randomBytes } from 'node:crypto';
import { copyFileSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { askPool } from '../db/ask.ts';
import { createEmptyDatabase } from '../db/test-database.ts';
import { createTestHotel, type TestHotel } from '../fixtures/hotel.fixture.ts';
import { checkSigningKeys } from '../signing/signing.ts';
import type { BackupKeySource } from './backup-key.ts';
import { restoreBackup } from './restore-backup.ts';
import { writeBackup } from './write-backup.ts';

let hotel: TestHotel;
let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'nightlatch-backup-'));
  hotel = await createTestHotel();
  const bookingId = await hotel.tell('BACK-1', { status: 'checked_in' });
  await hotel.enrol(bookingId);
  await hotel.tell('BACK-2', {
    room: { number: '102' },
    guest: { firstName: 'Tab\tand', lastName: 'new\nline \\N "quotes" ☂', email: null, phone: '', language: null },
  });
});
afterAll(async () => {
  await hotel?.close();
  rmSync(folder, { recursive: true, force: true });
});

const passphrase: BackupKeySource = { kind: 'passphrase', passphrase: 'correct horse battery' };
let files = 0;
const newFile = (): string => {
  files += 1;
  return join(folder, `${files}.backup`);
};

const backup = async (key: BackupKeySource = { kind: 'none' }, file = newFile()) => {
  const { connectionString } = hotel.parts;
  return writeBackup({ connectionString, file, key, version: '0.0.0-test' });
};

const restore = (file: string, connectionString: string, key: BackupKeySource = { kind: 'none' }) =>
  restoreBackup({
    connectionString,
    file,
    key,
    now: new Date(hotel.clock.now),
    checkSecrets: async (client) => {
      await checkSigningKeys(askPool(client), { masterKey: hotel.parts.config.masterKey });
    },
  });

const ask = async (connectionString: string, text: string): Promise<Record<string, unknown>[]> => {
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    return (await client.query(text)).rows;
  } finally {
    await client.end();
  }
};

/** Rows and content of each table that a quarantine leaves as it is. */
const untouched = [
  'guest',
  'booking',
  'signing_key',
  'access_event',
  'audit_entry',
  'door_key',
  'staff_user',
  'device',
];
const printOf = async (connectionString: string): Promise<Record<string, string>> => {
  const prints: Record<string, string> = {};
  for (const table of untouched) {
    const [row] = await ask(
      connectionString,
      `select count(*) || ':' || coalesce(sum(hashtextextended(t::text, 0)::numeric), 0) as print from ${table} t`,
    );
    prints[table] = String(row?.print);
  }
  return prints;
};

const fillDoorLog = (rows: number): Promise<unknown> =>
  hotel.parts.pool.query(
    `insert into access_event (location_id, id, lock_id, door_id, seq, at, received_at, event, confirmed)
     select l.location_id, gen_random_uuid(), l.id, l.door_id, 1000000 + n, now(), now(), 'granted', true
     from (select * from lock limit 1) l, generate_series(1, $1::int) n`,
    [rows],
  );

describe('backup and restore', () => {
  it('bring every row of 120,000 back as it was, in a file of mode 0600, without holding the rows in memory', async () => {
    await fillDoorLog(120_000);
    const file = newFile();
    const heap = process.memoryUsage().heapUsed;
    let highest = 0;
    const watch = setInterval(() => {
      highest = Math.max(highest, process.memoryUsage().heapUsed + process.memoryUsage().arrayBuffers - heap);
    }, 5);
    const made = await backup(passphrase, file);
    expect(made.rows).toBeGreaterThan(120_000);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readFileSync(file).includes('BACK-1')).toBe(false);
    const before = await printOf(hotel.parts.connectionString);
    const { connectionString } = await createEmptyDatabase();
    const result = await restore(file, connectionString, passphrase);
    clearInterval(watch);
    expect(result).toMatchObject({ tables: made.tables, rows: made.rows, locations: [{ id: hotel.locationId }] });
    expect(await printOf(connectionString)).toEqual(before);
    // 120,000 rows are some 20 MB of text.
    expect(highest).toBeLessThan(150_000_000);
    await hotel.parts.pool.query('delete from access_event where seq > 1000000');
  });

  it('are of one moment, whatever is written meanwhile', async () => {
    await fillDoorLog(20_000);
    let stop = false;
    const writing = (async () => {
      for (let n = 0; !stop; n += 1) await hotel.tell(`MEANWHILE-${n}`, { room: null });
    })();
    const made = await backup();
    stop = true;
    await writing;
    const { connectionString } = await createEmptyDatabase();
    await restore(made.file, connectionString);
    // Foreign keys hold, or the restore had failed; and a booking has the audit entry that was written with it.
    const orphans = await ask(
      connectionString,
      `select b.reference from booking b where not exists (select 1 from audit_entry a where a.booking_id = b.id)`,
    );
    expect(orphans).toEqual([]);
    await hotel.parts.pool.query('delete from access_event where seq > 1000000');
  });

  it('refuse a file that was cut, changed or is of another key, and leave the database empty', async () => {
    const { file } = await backup(passphrase);
    const { connectionString } = await createEmptyDatabase();
    const whole = readFileSync(file);
    const damaged = newFile();
    const cases: [string, Buffer][] = [
      ['cut in the middle', whole.subarray(0, Math.floor(whole.length / 2))],
      ['cut by one byte', whole.subarray(0, whole.length - 1)],
      ['with something after its end', Buffer.concat([whole, Buffer.from('x')])],
      ...[0.3, 0.7, 0.99].map((place): [string, Buffer] => {
        const changed = Buffer.from(whole);
        const at = Math.floor(changed.length * place);
        changed[at] = (changed[at] ?? 0) ^ 1;
        return [`changed at ${place}`, changed];
      }),
    ];
    for (const [name, bytes] of cases) {
      writeFileSync(damaged, bytes);
      await expect(restore(damaged, connectionString, passphrase), name).rejects.toMatchObject({
        code: expect.stringMatching(/^backup_(damaged|key_wrong)$/),
      });
    }
    const other = { kind: 'passphrase', passphrase: 'another passphrase' } as const;
    await expect(restore(file, connectionString, other)).rejects.toMatchObject({ code: 'backup_key_wrong' });
    await expect(restore(file, connectionString)).rejects.toMatchObject({ code: 'backup_key_missing' });
    writeFileSync(damaged, 'something else\n');
    await expect(restore(damaged, connectionString)).rejects.toMatchObject({ code: 'backup_unreadable' });
    expect(await ask(connectionString, `select 1 from location`).catch(() => [])).toEqual([]);
    // And so the right file still goes in.
    expect(await restore(file, connectionString, passphrase)).toMatchObject({ locations: [{ id: hotel.locationId }] });
  });

  it('in the clear, find a changed byte all the same', async () => {
    const { file } = await backup();
    const { connectionString } = await createEmptyDatabase();
    const changed = readFileSync(file);
    changed[changed.length - 200] = (changed[changed.length - 200] ?? 0) ^ 1;
    writeFileSync(file, changed);
    await expect(restore(file, connectionString)).rejects.toMatchObject({ code: 'backup_damaged' });
  });

  it('take a key of 32 bytes, and say which one was used', async () => {
    const key = { kind: 'key', key: randomBytes(32) } as const;
    const { file } = await backup(key);
    const { connectionString } = await createEmptyDatabase();
    await expect(restore(file, connectionString, { kind: 'key', key: randomBytes(32) })).rejects.toMatchObject({
      code: 'backup_key_wrong',
    });
    expect((await restore(file, connectionString, key)).rows).toBeGreaterThan(0);
  });

  it('never replace a file, and never mix with what is in a database', async () => {
    const { file } = await backup();
    await expect(backup({ kind: 'none' }, file)).rejects.toMatchObject({ code: 'backup_exists' });
    await expect(backup({ kind: 'none' }, join(folder, 'no', 'such', 'folder'))).rejects.toMatchObject({
      code: 'backup_unwritable',
    });
    await expect(restore(file, hotel.parts.connectionString)).rejects.toMatchObject({ code: 'database_not_empty' });
  });

  it('keep nothing when the signing keys can’t be opened, or when this version is older than the backup', async () => {
    const { file } = await backup();
    const { connectionString } = await createEmptyDatabase();
    const wrong = restoreBackup({
      connectionString,
      file,
      key: { kind: 'none' },
      now: new Date(),
      checkSecrets: async (client) => {
        await checkSigningKeys(askPool(client), { masterKey: randomBytes(32) });
      },
    });
    await expect(wrong).rejects.toMatchObject({ code: 'sealed_secret' });
    expect(await ask(connectionString, 'select 1 from location')).toEqual([]);
    await hotel.parts.pool.query(
      `insert into nightlatch_migration (number, name, checksum) values (9999, '9999-of-the-future.sql', 'x')`,
    );
    const newer = await backup();
    await hotel.parts.pool.query('delete from nightlatch_migration where number = 9999');
    await expect(restore(newer.file, connectionString)).rejects.toMatchObject({ code: 'backup_newer' });
    const copy = newFile();
    copyFileSync(file, copy);
    expect((await restore(copy, connectionString)).tables).toBeGreaterThan(30);
  });
});
