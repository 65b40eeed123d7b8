// What a batch asks and writes of a few rows does not read all of the location, which the planner may think cheaper.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestHotel, type TestHotel } from '../fixtures/hotel.fixture.ts';
import { createTestStock } from '../fixtures/stock.fixture.ts';
import { readGround } from '../keys/settle-many.ts';
import { type Ask, transactTogether } from './ask.ts';
import { createRowBatch } from './row-batch.ts';

let hotel: TestHotel;
beforeAll(async () => {
  hotel = await createTestHotel();
});
afterAll(() => hotel?.close());

type Read = { name: string; rows: number };
/** Rows that this connection has read and not reported yet, by table; those that a table's scan passed over count too. */
const READ = `select relname as name, (coalesce(seq_tup_read, 0) + coalesce(idx_tup_fetch, 0))::int as rows
  from pg_stat_xact_user_tables where schemaname = 'public' and relname <> 'location'`;

const readBy = async (ask: Ask, work: () => Promise<unknown>): Promise<Record<string, number>> => {
  const before = new Map((await ask<Read>(READ, [])).map(({ name, rows }) => [name, rows]));
  await work();
  const read = (await ask<Read>(READ, [])).map(({ name, rows }) => [name, rows - (before.get(name) ?? 0)] as const);
  return Object.fromEntries(read.filter(([, rows]) => rows > 0));
};

/** Reads what the rules look at for one booking, and writes to its phone's door key; gives rows read by table. */
const lookAt = ({ bookingId, deviceId }: { bookingId: string; deviceId: string }): Promise<Record<string, number>> => {
  const { pool, signing } = hotel.parts;
  const { locationId } = hotel;
  return transactTogether(pool, async (ask) => {
    const keys = await ask<{ id: string }>('select id from door_key where location_id = $1 and device_id = $2', [
      locationId,
      deviceId,
    ]);
    const value = await readBy(ask, async () => {
      await readGround(ask, signing, { locationId, bookingIds: [bookingId] });
      const batch = createRowBatch();
      for (const { id } of keys) batch.update('door_key', { locationId, id }, { used_for_key_id: null });
      await Promise.all(batch.send(ask, { locationId }));
    });
    return { value, last: [] };
  });
};

test('a batch for one booking reads a few rows of each table, not the location', async () => {
  const stock = await createTestStock(hotel, 600);
  const [one] = stock;
  if (!one) throw new Error('no stock');
  // As PostgreSQL does by itself within a minute.
  await hotel.parts.pool.query('analyze');
  const read = await lookAt(one);
  expect(read).toMatchObject({ booking: expect.any(Number), door_key: expect.any(Number) });
  for (const [table, rows] of Object.entries(read)) expect(rows, table).toBeLessThan(30);
});
