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

test('refuses a database that a newer version migrated', async () => {
  const { connectionString } = await createEmptyDatabase();
  await migrate({ connectionString, migrations: [first, second] });
  await expect(migrate({ connectionString, migrations: [first] })).rejects.toMatchObject({ code: 'migration_unknown' });
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
