// The list of personal data against the database's own catalogue: a new table or column cannot be forgotten.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestHotel, type TestHotel } from '../fixtures/hotel.fixture.ts';
import { NO_GUESTS, PERSONAL_TABLES } from './personal-data.ts';

let hotel: TestHotel;
let catalogue: { table: string; columns: string[] }[];
let references: { child: string; parent: string }[];
beforeAll(async () => {
  hotel = await createTestHotel();
  const { pool } = hotel.parts;
  ({ rows: catalogue } = await pool.query(
    `select c.relname as table, array_agg(a.attname::text order by a.attnum) as columns
     from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
     where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' group by 1`,
  ));
  ({ rows: references } = await pool.query(
    `select distinct conrelid::regclass::text as child, confrelid::regclass::text as parent from pg_constraint
     where contype = 'f' and connamespace = 'public'::regnamespace and confdeltype = 'a' and conrelid <> confrelid`,
  ));
});
afterAll(() => hotel?.close());

/** Names of columns that hold a person, lead to one, or could hold anything. */
const PERSONAL =
  /^(guest|booking|device|key|message|check|image|occupancy|parent_key|shared_key|door_occupancy|door_key|used_for_key|entry|enrolment_link|subject)_id$|e-?mail|phone|(^|_)name$|note|(^|(?<!end)_)reason$|reference|search|language|address|sealed|(^|_)point$|(?<!previous)_hash$|token|actor|detail|told|party|share_group|((?<!replaced)_by|_by_device)$|^(document|item|value|before|after|subject|provider_ref)$/i;

describe('the list of personal data', () => {
  it('knows every table, once', () => {
    const listed = [...PERSONAL_TABLES.map((one) => one.table), ...Object.keys(NO_GUESTS)];
    expect(listed.sort()).toEqual(catalogue.map((one) => one.table).sort());
  });

  it('knows every column of those tables that looks like a person, and none that is not there', () => {
    for (const { table, columns } of PERSONAL_TABLES) {
      const there = catalogue.find((one) => one.table === table)?.columns ?? [];
      const suspicious = there.filter((name) => PERSONAL.test(name));
      expect(
        suspicious.filter((name) => !columns.includes(name)),
        `${table}: list these, or say why not`,
      ).toEqual([]);
      expect(
        columns.filter((name) => !there.includes(name)),
        table,
      ).toEqual([]);
    }
  });

  it('calls no table free of guests that has a column for one', () => {
    for (const { table, columns } of catalogue.filter((one) => one.table in NO_GUESTS)) {
      const guests = columns.filter((name) =>
        /^(guest|booking|digital_key|message|check|occupancy)_id$|^key_id$/.test(name),
      );
      expect(guests, table).toEqual([]);
      expect(columns.includes('device_id') && table !== 'device_challenge', table).toBe(false);
    }
  });

  it('deletes what refers to other rows before those', () => {
    const deleted = PERSONAL_TABLES.filter((one) => one.erase === 'delete').map((one) => one.table);
    for (const { child, parent } of references) {
      if (!deleted.includes(parent)) continue;
      expect(deleted.indexOf(child), `${child} refers to ${parent}`).toBeGreaterThanOrEqual(0);
      expect(deleted.indexOf(child), `${child} before ${parent}`).toBeLessThan(deleted.indexOf(parent));
    }
  });

  it('has SQL that PostgreSQL takes, for each table', async () => {
    const ids = [hotel.locationId, hotel.locationId];
    for (const { table, of, erase, byAge } of PERSONAL_TABLES) {
      const set = erase !== 'delete' && 'set' in erase ? erase.set : undefined;
      if (of !== null) {
        const guest = set
          ? `update "${table}" set ${set} where location_id = $1 and ${of}`
          : `select 1 from "${table}" where location_id = $1 and ${of}`;
        // A guest id that is nobody's: the statement is planned, no row is touched. Some fragments do not need it.
        await hotel.parts.pool.query(`${guest} and ($2::uuid is not null)`, ids);
      }
      if (byAge)
        await hotel.parts.pool.query(`select 1 from "${table}" where ${byAge.from} < now() and ${byAge.while} limit 1`);
    }
  });
});
