// The migrations on a real PostgreSQL: each once, in order, whole or not at all.
import { createHash } from 'node:crypto';
import pg from 'pg';
import { expect, test } from 'vitest';
import { type Migration, migrate } from './migrate.ts';
import { createEmptyDatabase, createTestDatabase } from './test-database.ts';

function migration(number: number, sql: string): Migration {
  const name = `${String(number).padStart(4, '0')}-test.sql`;
  return { number, name, sql, checksum: createHash('sha256').update(sql).digest('hex') };
}

async function rowsOf(connectionString: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

const first = migration(1, 'create table hotel (id integer primary key); insert into hotel values (1);');
const second = migration(2, 'alter table hotel add column name text;');

test('applies what is missing, in order, and a second time nothing', async () => {
  const { connectionString } = await createEmptyDatabase();
  expect((await migrate({ connectionString, migrations: [first] })).applied).toEqual(['0001-test.sql']);
  expect((await migrate({ connectionString, migrations: [first, second] })).applied).toEqual(['0002-test.sql']);
  expect((await migrate({ connectionString, migrations: [first, second] })).applied).toEqual([]);
  expect(await rowsOf(connectionString, 'select * from hotel')).toEqual([{ id: 1, name: null }]);
});

test('servers that start at once apply each migration once', async () => {
  const { connectionString } = await createEmptyDatabase();
  const runs = await Promise.all([1, 2, 3, 4].map(() => migrate({ connectionString, migrations: [first, second] })));
  expect(runs.flatMap((run) => run.applied).sort()).toEqual(['0001-test.sql', '0002-test.sql']);
});

test('refuses a migration that was edited after it had been applied', async () => {
  const { connectionString } = await createEmptyDatabase();
  await migrate({ connectionString, migrations: [first] });
  const edited = migration(1, 'create table motel (id integer primary key);');
  await expect(migrate({ connectionString, migrations: [edited] })).rejects.toMatchObject({ code: 'migration_edited' });
});

test('serves a database that a newer version migrated, unless that version says that it breaks older ones', async () => {
  const { connectionString } = await createEmptyDatabase();
  await migrate({ connectionString, migrations: [first, second] });
  expect((await migrate({ connectionString, migrations: [first] })).applied).toEqual([]);
  const third = migration(3, '-- breaks-older-versions: the column name moved\nalter table hotel drop column name;');
  await migrate({ connectionString, migrations: [first, second, third] });
  await expect(migrate({ connectionString, migrations: [first, second] })).rejects.toMatchObject({
    code: 'migration_unknown',
  });
});

test('a number may be left out for a change under way, and is applied when it comes', async () => {
  const { connectionString } = await createEmptyDatabase();
  const third = migration(3, 'create table later (id integer);');
  await migrate({ connectionString, migrations: [first, third] });
  expect((await migrate({ connectionString, migrations: [first, second, third] })).applied).toEqual(['0002-test.sql']);
});

test('a migration waits for a busy table in short turns, so that those who serve meanwhile never queue behind it for long', async () => {
  const { connectionString } = await createEmptyDatabase();
  await migrate({ connectionString, migrations: [first] });
  const busy = new pg.Client({ connectionString });
  const serving = new pg.Client({ connectionString });
  await busy.connect();
  await serving.connect();
  await busy.query('begin; select * from hotel');
  const migrating = migrate({ connectionString, migrations: [first, second] });
  await new Promise((resolve) => setTimeout(resolve, 300));
  // Behind the migration's wish for the table; it gives way after its turn.
  const started = performance.now();
  await serving.query('select * from hotel');
  expect(performance.now() - started).toBeLessThan(4000);
  await busy.query('commit');
  expect((await migrating).applied).toEqual(['0002-test.sql']);
  await busy.end();
  await serving.end();
});

test('an index is built beside those who write, and a build that broke off is begun anew', async () => {
  const { connectionString } = await createEmptyDatabase();
  await migrate({ connectionString, migrations: [first] });
  const client = new pg.Client({ connectionString });
  await client.connect();
  await client.query('insert into hotel values (2); alter table hotel add column name text; update hotel set name = 1');
  // What a build leaves behind that found two equal names.
  await expect(client.query('create unique index concurrently hotel_name on hotel (name)')).rejects.toThrow();
  await client.query(`update hotel set name = id`);
  const index = migration(
    2,
    '-- without-transaction: hotel is large\ncreate unique index concurrently if not exists hotel_name on hotel (name)',
  );
  expect((await migrate({ connectionString, migrations: [first, index] })).applied).toEqual(['0002-test.sql']);
  const { rows } = await client.query(`select indisvalid from pg_index where indexrelid = 'hotel_name'::regclass`);
  expect(rows).toEqual([{ indisvalid: true }]);
  await client.end();
});

test('a migration that fails half-way leaves no trace and names its line', async () => {
  const { connectionString } = await createEmptyDatabase();
  const broken = migration(2, 'create table half (id integer);\n\nselect no_such_function();');
  await expect(migrate({ connectionString, migrations: [first, broken] })).rejects.toThrow(
    /0002-test\.sql failed at line 3/,
  );
  expect(await rowsOf(connectionString, `select to_regclass('half') as half`)).toEqual([{ half: null }]);
  expect((await migrate({ connectionString, migrations: [first, second] })).applied).toEqual(['0002-test.sql']);
});

test('every test database is a copy of its own with the project migrations in it', async () => {
  const [one, other] = await Promise.all([createTestDatabase(), createTestDatabase()]);
  await rowsOf(one.connectionString, 'create table only_here (id integer)');
  expect(await rowsOf(other.connectionString, `select to_regclass('only_here') as found`)).toEqual([{ found: null }]);
  expect((await migrate({ connectionString: other.connectionString })).applied).toEqual([]);
  await one.drop();
});

test('a database that can not be reached is explained before anything else is tried', async () => {
  const unreachable = migrate({ connectionString: 'postgresql://user:secret@127.0.0.1:1/hotel' });
  await expect(unreachable).rejects.toMatchObject({ code: 'unreachable' });
  await expect(migrate({ connectionString: 'hotel' })).rejects.toMatchObject({ code: 'invalid_url' });
});
