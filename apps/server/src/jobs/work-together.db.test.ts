// A rush of jobs of one kind: those that wait are taken along, each has its own end, and one that fails comes again by itself, later.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestHotel, type TestHotel } from '../fixtures/hotel.fixture.ts';
import { createTestStock } from '../fixtures/stock.fixture.ts';

const RUSH = 60;
let hotel: TestHotel;
beforeAll(async () => {
  hotel = await createTestHotel();
});
afterAll(() => hotel?.close());

/** Writes `booking.changed` for all of them at once, as a resync leaves them. */
const changed = (bookingIds: readonly string[]) =>
  hotel.parts.pool.query(
    `select graphile_worker.add_job('booking.changed', json_build_object('locationId', $1::text, 'bookingId', b), job_key => b)
     from unnest($2::text[]) b`,
    [hotel.locationId, bookingIds],
  );

/** Keys in force of these bookings, and how many transactions made them. */
const issued = async (bookingIds: readonly string[]) => {
  const { rows } = await hotel.parts.pool.query<{ keys: number; transactions: number }>(
    `select count(*)::int as keys, count(distinct xmin::text)::int as transactions from digital_key
     where state = 'issued' and booking_id = any($1::uuid[])`,
    [bookingIds],
  );
  return rows[0];
};

const jobsLeft = async () =>
  (
    await hotel.parts.pool.query<{ key: string; attempts: number; waits: boolean; taken: boolean; error: string }>(
      `select key, attempts, run_at > now() as waits, locked_by is not null as taken, last_error as error
       from graphile_worker._private_jobs where payload->>'bookingId' = key`,
    )
  ).rows;

describe('jobs of one kind that wait', () => {
  it('are done in a few transactions, and none is left', async () => {
    const stock = (await createTestStock(hotel, RUSH)).map(({ bookingId }) => bookingId);
    await changed(stock);
    await hotel.settle();
    const made = await issued(stock);
    expect(made?.keys).toBe(RUSH);
    // Four run at once here: without company it would be fifteen transactions at least.
    expect(made?.transactions).toBeLessThanOrEqual(8);
    expect(await jobsLeft()).toEqual([]);
  });

  it('each have their own end: one that fails is left alone, to come again later', async () => {
    const stock = (await createTestStock(hotel, RUSH)).map(({ bookingId }) => bookingId);
    const [bad = ''] = stock.slice(RUSH / 2);
    const { pool } = hotel.parts;
    await pool.query(`create function refuse_one() returns trigger language plpgsql as $$ begin
        if new.booking_id = '${bad}' then raise exception 'refused' using errcode = '23514'; end if; return new; end $$;
      create trigger refuse_one before insert on digital_key for each row execute function refuse_one()`);
    await changed(stock);
    await hotel.settle();
    expect((await issued(stock))?.keys).toBe(RUSH - 1);
    expect(await jobsLeft()).toMatchObject([{ key: bad, waits: true, taken: false }]);

    await pool.query('drop trigger refuse_one on digital_key');
    await pool.query('update graphile_worker._private_jobs set run_at = now() where key = $1', [bad]);
    await hotel.settle();
    expect((await issued(stock))?.keys).toBe(RUSH);
    expect(await jobsLeft()).toEqual([]);
  });

  it('say nothing of whom they are about when they fail', async () => {
    const stock = (await createTestStock(hotel, RUSH)).map(({ bookingId }) => bookingId);
    const { pool } = hotel.parts;
    await pool.query(`create or replace function refuse_one() returns trigger language plpgsql as $$ begin
        raise exception 'Mrs Secret' using errcode = '23514'; end $$;
      create trigger refuse_all before insert on digital_key for each row execute function refuse_one()`);
    await changed(stock);
    await hotel.settle();
    const left = await jobsLeft();
    expect(left).toHaveLength(RUSH);
    // Those that graphile-worker itself took keep its own words; those that were taken along keep a name and a code.
    expect(left.filter(({ error }) => /23514$/.test(error)).length).toBeGreaterThan(RUSH / 2);
    await pool.query('drop trigger refuse_all on digital_key; delete from graphile_worker._private_jobs');
  });
});
