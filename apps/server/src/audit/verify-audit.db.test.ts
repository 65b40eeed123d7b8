// Invariant 19: whatever is changed, taken out or put in, in whichever column, the chain's check finds it and says where.
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestHotel, type TestHotel } from '../fixtures/hotel.fixture.ts';
import { verifyAudit } from './verify-audit.ts';
import { SYSTEM, writeAudit } from './write-audit.ts';

let hotel: TestHotel;
beforeAll(async () => {
  hotel = await createTestHotel();
  const bookingId = await hotel.tell('AUDIT-1', { status: 'checked_in' });
  await hotel.enrol(bookingId);
  await hotel.settle();
});
afterAll(() => hotel?.close());

const verify = () => verifyAudit(hotel.parts.db, { locationId: hotel.locationId });

/** Does it, verifies, and puts the entries back as they were. */
const afterTampering = async (statement: string) => {
  const { pool } = hotel.parts;
  await pool.query('create table if not exists kept as select * from audit_entry');
  try {
    await pool.query(statement);
    return await verify();
  } finally {
    await pool.query('delete from audit_entry; insert into audit_entry select * from kept; drop table kept');
  }
};

describe('invariant 19: the audit chain', () => {
  it('verifies as it was written, and names its head', async () => {
    const verdict = await verify();
    expect(verdict).toMatchObject({ broken: null, unsealed: 0 });
    expect(verdict.entries).toBeGreaterThan(8);
    expect(verdict.head?.seq).toBe(verdict.entries);
  });

  it('has every column of the table in the tests below', async () => {
    const { rows } = await sql<{ name: string }>`select attname as name from pg_attribute
      where attrelid = 'audit_entry'::regclass and attnum > 0 and not attisdropped order by attnum`.execute(
      hotel.parts.db,
    );
    // location_id leads into another chain, where the entry has no place: see "missing".
    expect(
      rows
        .map((row) => row.name)
        .filter((name) => name !== 'location_id')
        .sort(),
    ).toEqual(CHANGES.map(([column]) => column).sort());
  });

  const CHANGES: readonly (readonly [string, string])[] = [
    ['id', `gen_random_uuid()`],
    ['at', `at + interval '1 millisecond'`],
    ['actor', `actor || 'x'`],
    ['actor_name', `actor_name || ' '`],
    ['action', `'key.issued2'`],
    ['subject_kind', `subject_kind || '2'`],
    ['subject_id', 'gen_random_uuid()'],
    ['booking_id', 'gen_random_uuid()'],
    ['reason', `coalesce(reason, '') || 'because'`],
    ['before', `'{"status":"other"}'`],
    ['after', `coalesce(after, '{}') || '{"x":1}'`],
    ['seq', 'seq + 1000'],
    ['previous_hash', `sha256('x')`],
    ['hash', `sha256('y')`],
  ];

  it.each(CHANGES)('finds a change of %s', async (column, value) => {
    const verdict = await afterTampering(`update audit_entry set "${column}" = ${value} where seq = 4`);
    expect(verdict.broken?.seq).toBe(4);
    expect(verdict.entries).toBe(3);
  });

  it('finds an entry that is missing in the middle, and two that changed places', async () => {
    expect((await afterTampering('delete from audit_entry where seq = 5')).broken).toMatchObject({
      seq: 5,
      why: 'missing',
    });
    const swapped = await afterTampering(
      `update audit_entry set seq = -seq where seq in (3, 4); update audit_entry set seq = 7 + seq where seq in (-3, -4)`,
    );
    expect(swapped.broken?.seq).toBe(3);
  });

  it('counts what is not sealed yet, and seals it in the order of time', async () => {
    const { db } = hotel.parts;
    const subject = { kind: 'location' as const, id: hotel.locationId };
    const before = await verify();
    await db.transaction().execute(async (trx) => {
      for (const action of ['test.one', 'test.two']) {
        const at = new Date(hotel.clock.now);
        await writeAudit(trx, { locationId: hotel.locationId, at, actor: SYSTEM, action, subject });
      }
    });
    expect(await verify()).toMatchObject({ broken: null, unsealed: 2, entries: before.entries });
    await hotel.settle();
    expect(await verify()).toMatchObject({ broken: null, unsealed: 0, entries: before.entries + 2 });
  });
});
