// A server of any earlier state of the schema still serves after all migrations: what it writes is still taken, what it reads is still there.
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestSite, type TestSite } from '../fixtures/site.fixture.ts';
import { migrate, projectMigrations } from './migrate.ts';
import { createEmptyDatabase } from './test-database.ts';

let site: TestSite;
beforeAll(async () => {
  site = await createTestSite();
});
afterAll(() => site?.close());

type Columns = ReadonlyMap<string, ReadonlyMap<string, string>>;

const readColumns = async (client: pg.Client | pg.Pool): Promise<Columns> => {
  const { rows } = await client.query<{ t: string; c: string; type: string }>(
    `select c.relname as t, a.attname as c, format_type(a.atttypid, a.atttypmod) as type
     from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
     where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' order by 1, a.attnum`,
  );
  const tables = new Map<string, Map<string, string>>();
  for (const { t, c, type } of rows) tables.set(t, (tables.get(t) ?? new Map<string, string>()).set(c, type));
  return tables;
};

const quoted = (name: string): string => `"${name}"`;

describe.each(projectMigrations().map((migration, index) => ({ name: migration.name, index })))(
  'a server of the schema up to $name',
  ({ index }) => {
    let then: Columns;
    beforeAll(async () => {
      const { connectionString, drop } = await createEmptyDatabase();
      await migrate({ connectionString, migrations: projectMigrations().slice(0, index + 1) });
      const client = new pg.Client({ connectionString });
      await client.connect();
      then = await readColumns(client);
      await client.end();
      await drop();
    });

    it('finds every table and column that it knows, of the type that it knows', async () => {
      const now = await readColumns(site.hotel.parts.pool);
      for (const [table, columns] of then) {
        expect(Object.fromEntries(now.get(table) ?? []), table).toMatchObject(Object.fromEntries(columns));
      }
    });

    it('inserts rows with the columns that it knows, and no others', async () => {
      const client = await site.hotel.parts.pool.connect();
      const now = await readColumns(site.hotel.parts.pool);
      try {
        await client.query('begin');
        // Rows are taken out and put back one by one: what refers to them is not the question here.
        await client.query('set local session_replication_role = replica');
        let tried = 0;
        for (const [table, columns] of then) {
          const names = [...columns.keys()].map(quoted).join(', ');
          const { rows } = await client.query(`select ctid, ${names} from ${quoted(table)} limit 1`);
          if (rows.length === 0) {
            // No row of it here: at least nothing new asks to be filled.
            const { rows: asking } = await client.query(
              `select attname from pg_attribute where attrelid = $1::regclass and attnum > 0 and not attisdropped
               and attnotnull and not atthasdef and attidentity = '' and attname <> all ($2::name[])`,
              [quoted(table), [...columns.keys()]],
            );
            expect(asking, table).toEqual([]);
            continue;
          }
          tried += 1;
          await client.query(
            `with gone as (delete from ${quoted(table)} where ctid = $1 returning ${names})
             insert into ${quoted(table)} (${names}) overriding system value select ${names} from gone`,
            [rows[0].ctid],
          );
        }
        expect(tried).toBeGreaterThan(20);
        expect(now.size).toBeGreaterThanOrEqual(then.size);
      } finally {
        await client.query('rollback');
        client.release();
      }
    });
  },
);
