// A fresh, migrated database for a `*.db.test.ts` file; a copy of the template, made in some 45 ms.
import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { inject } from 'vitest';

export type TestDatabase = {
  readonly connectionString: string;
  /** Ends every connection to it and deletes it. Optional: the whole cluster goes away with the test run. */
  readonly drop: () => Promise<void>;
};

/** Call in `beforeAll` (or per test where tests must not see each other's rows). */
export async function createTestDatabase(): Promise<TestDatabase> {
  const { adminConnectionString, template } = inject('testCluster');
  const name = `test_${randomBytes(6).toString('hex')}`;
  await asAdmin(adminConnectionString, `create database ${name} template ${template}`);
  return {
    connectionString: adminConnectionString.replace(/\/nightlatch(\?|$)/, `/${name}$1`),
    drop: () => asAdmin(adminConnectionString, `drop database if exists ${name} with (force)`),
  };
}

/** A database without any table, for tests of the migrations themselves. */
export async function createEmptyDatabase(): Promise<TestDatabase> {
  const { adminConnectionString } = inject('testCluster');
  const name = `empty_${randomBytes(6).toString('hex')}`;
  await asAdmin(adminConnectionString, `create database ${name}`);
  return {
    connectionString: adminConnectionString.replace(/\/nightlatch(\?|$)/, `/${name}$1`),
    drop: () => asAdmin(adminConnectionString, `drop database if exists ${name} with (force)`),
  };
}

async function asAdmin(connectionString: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
