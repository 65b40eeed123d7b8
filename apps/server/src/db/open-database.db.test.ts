// Opening a database: named statements work through Kysely, and every wrong DATABASE_URL has its sentence.
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type OpenDatabase, openDatabase } from './open-database.ts';
import { createEmptyDatabase, type TestDatabase } from './test-database.ts';

type Schema = { guest: { id: number; name: string } };
let database: TestDatabase;
let open: OpenDatabase<Schema>;

beforeAll(async () => {
  database = await createEmptyDatabase();
  open = await openDatabase<Schema>({ connectionString: database.connectionString, maxConnections: 1 });
  await sql`create table guest (id integer primary key, name text not null)`.execute(open.db);
});

afterAll(async () => {
  await open.close();
});

test('queries and transactions run, and repeated statements are prepared once', async () => {
  for (const id of [1, 2, 3])
    await open.db
      .insertInto('guest')
      .values({ id, name: `guest ${id}` })
      .execute();
  await expect(
    open.db.transaction().execute(async (transaction) => {
      await transaction.insertInto('guest').values({ id: 4, name: 'never' }).execute();
      throw new Error('changed our mind');
    }),
  ).rejects.toThrow('changed our mind');
  expect(await open.db.selectFrom('guest').select('id').orderBy('id').execute()).toEqual([
    { id: 1 },
    { id: 2 },
    { id: 3 },
  ]);
  const prepared = await sql<{ count: number }>`
    select count(*)::int as count from pg_prepared_statements where statement like 'insert into "guest"%'`.execute(
    open.db,
  );
  expect(prepared.rows).toEqual([{ count: 1 }]);
});

test.each([
  ['mysql://user:secret@localhost/hotel', 'invalid_url'],
  ['not an address', 'invalid_url'],
  ['postgresql://user:secret@127.0.0.1:1/hotel', 'unreachable'],
  ['postgresql://user:secret@no-such-host.invalid/hotel', 'unreachable'],
])('explains %s', async (connectionString, code) => {
  const failure = openDatabase({ connectionString, connectTimeoutMs: 5_000 });
  await expect(failure).rejects.toMatchObject({ code });
  await expect(failure).rejects.not.toThrow(/secret/);
});

test('explains a wrong password and a database that is not there', async () => {
  const wrongPassword = database.connectionString.replace(/nightlatch:[^@]+@/, 'nightlatch:secret@');
  await expect(openDatabase({ connectionString: wrongPassword })).rejects.toMatchObject({ code: 'sign_in_refused' });
  const wrongName = database.connectionString.replace(/\/empty_[0-9a-f]+/, '/nowhere');
  await expect(openDatabase({ connectionString: wrongName })).rejects.toMatchObject({ code: 'no_such_database' });
});

test('a connection that breaks while it is lent out fails its query and nothing else', async () => {
  const { connectionString } = await createEmptyDatabase();
  const { pool, close } = await openDatabase({ connectionString });
  const client = await pool.connect();
  const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid');
  // Between two queries of a transaction: nobody waits for an answer that could carry the error.
  await pool.query('select pg_terminate_backend($1, 5000)', [rows[0]?.pid]);
  await new Promise((resolve) => setTimeout(resolve, 50));
  await expect(client.query('select 1')).rejects.toThrow();
  client.release(true);
  await close();
});
