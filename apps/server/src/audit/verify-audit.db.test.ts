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

/** Does it past the schema's own checks, as somebody with the database in hand would; verifies; puts the entries back as they were. */
const afterTampering = async (statement: string) => {
  const client = await hotel.parts.pool.connect();
  try {
    await client.query(
      `set session_replication_role = replica; create temporary table kept as select * from audit_entry`,
    );
    await client.query(statement);
    return await verify();
  } finally {
    await client.query(
      'delete from audit_entry; insert into audit_entry select * from kept; drop table kept; reset session_replication_role',
    );
    client.release();
  }
};

describe('invariant 19: the audit chain', () => {
  it('verifies as it was written, and names its head', async () => {
    const verdict = await verify();
    expect(verdict).toMatchObject({ broken: null, unsealed: 0 });
    expect(verdict.entries).toBeGreaterThan(8);
    expect(verdict.head?.seq).toBe(verdict.entries);
  });

  it('verifies in pieces what it verifies at once, each behind the head of the one before', async () => {
    const whole = await verify();
    const { locationId } = hotel;
    let [entries, after] = [0, undefined as { seq: number; hash: string } | undefined]; // none before the first piece
    for (;;) {
      const piece = await verifyAudit(hotel.parts.db, { locationId, after, most: 3 });
      expect(piece).toMatchObject({ broken: null });
      expect(piece.entries).toBeLessThanOrEqual(3);
      entries += piece.entries;
      if (piece.complete) {
        expect(piece.head).toEqual(whole.head);
        break;
      }
      after = piece.head ?? undefined;
    }
    expect(entries).toBe(whole.entries);
    // A head that the chain never had: what comes behind it does not fit.
    const wrong = { seq: 3, hash: '0'.repeat(64) };
    expect(await verifyAudit(hotel.parts.db, { locationId, after: wrong, most: 3 })).toMatchObject({
      broken: { seq: 4, why: 'changed' },
      complete: true,
    });
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

  it('finds a changed personal part, and takes an erased one for erased', async () => {
    const { pool } = hotel.parts;
    const before = await verify();
    await pool.query(
      `update audit_personal set value = '{"name":"Somebody"}' where entry_id = (select min(entry_id::text)::uuid from audit_personal)`,
    );
    expect((await verify()).broken).toMatchObject({ why: 'personal_part_changed' });
    await pool.query('delete from audit_personal');
    const erased = await verify();
    expect(erased).toMatchObject({ broken: null, entries: before.entries });
    expect(erased.personalPartsErased).toBeGreaterThan(0);
  });
});
