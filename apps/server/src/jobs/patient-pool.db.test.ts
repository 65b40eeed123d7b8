// A connection that the database ends is one to try again for the worker; anything else is what it was.

import type pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createTestDatabase } from '../db/test-database.ts';
import { createPatientPool } from './patient-pool.ts';

let pool: pg.Pool;
beforeAll(async () => {
  const { connectionString } = await createTestDatabase();
  pool = createPatientPool({ connectionString, max: 2 });
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
});
afterAll(() => pool?.end());

it('marks a lost connection as worth another try, and no other error', async () => {
  const client = await pool.connect();
  await expect(client.query('select 1/0')).rejects.toMatchObject({ code: '22012' });
  await expect(client.query('select pg_terminate_backend(pg_backend_pid())')).rejects.toMatchObject({ code: '40001' });
  await expect(client.query('select 1')).rejects.toMatchObject({ code: '40001' });
  client.release();
  expect((await pool.query<{ one: number }>('select 1 as one')).rows).toEqual([{ one: 1 }]);
});

it('also one that can not be made', async () => {
  const nowhere = createPatientPool({ connectionString: 'postgresql://nobody@127.0.0.1:1/nothing' });
  await expect(nowhere.connect()).rejects.toMatchObject({ code: '40001' });
  await nowhere.end();
});

it('asks before each connection is lent, and closes one that may not pass', async () => {
  const { connectionString } = await createTestDatabase();
  let allowed = false;
  const careful = createPatientPool({ connectionString, max: 1 }, async (client) => {
    await client.query('select 1');
    if (!allowed) throw new Error('not yet');
  });
  await expect(careful.connect()).rejects.toThrow('not yet');
  await expect(careful.query('select 1')).rejects.toThrow('not yet');
  expect(careful.totalCount).toBe(0);
  allowed = true;
  expect((await careful.query<{ one: number }>('select 1 as one')).rows).toEqual([{ one: 1 }]);
  const client = await careful.connect();
  client.release();
  expect(careful.totalCount).toBe(1);
  await careful.end();
});
