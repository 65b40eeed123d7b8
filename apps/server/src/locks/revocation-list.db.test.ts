// A door that many guests left early: the list stays within one document, and nothing that was listed comes off it.
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestHotel, type TestHotel } from '../fixtures/hotel.fixture.ts';
import { LIST_CAPACITY, readRevocationList } from './revocation-list.ts';
import { sendRevocationLists } from './send-revocation-lists.ts';

let hotel: TestHotel;
let bookingId: string;
beforeAll(async () => {
  hotel = await createTestHotel();
  bookingId = await hotel.tell('many', { status: 'checked_in' });
  await hotel.enrol(bookingId);
});
afterAll(() => hotel?.close());

const now = (): Date => new Date(hotel.clock.now);
const entrance = () => hotel.doors.get('c:entrance')?.lockRowId ?? '';

/** Ends `count` keys whose leases still hold, each with a phone that has (or has not) confirmed the deletion. */
const endKeys = async (options: { from: number; count: number; confirmed: boolean }): Promise<void> => {
  const { locationId } = hotel;
  const until = new Date(hotel.clock.now + 86_400_000);
  const id = (kind: string) => sql`md5(${kind} || n)::uuid`;
  const series = sql`generate_series(${options.from}::int, ${options.from + options.count - 1}::int) n`;
  const hash = sql`sha256(('key' || n)::bytea)`;
  const state = options.confirmed ? 'removed' : 'delivered';
  const { db } = hotel.parts;
  await sql`insert into digital_key (location_id, id, booking_id, guest_id, kind, state, requested_by, requested_at,
      validity_source, check_out_seen, end_reason, ended_at)
    select ${locationId}::uuid, ${id('key')}, b.id, b.guest_id, 'primary', 'ended', 'staff', ${now()}, 'pms', ${until}, 'revoked', ${now()}
    from booking b, ${series} where b.id = ${bookingId}::uuid`.execute(db);
  await sql`insert into door_key (location_id, id, device_id, point, key_hash, offered_at, used_for_key_id)
    select ${locationId}::uuid, ${id('door')}, d.id, ('\\x04' || sha256(('x' || n)::bytea) || sha256(('y' || n)::bytea)), ${hash}, ${now()}, ${id('key')}
    from device d, ${series} where d.location_id = ${locationId}::uuid`.execute(db);
  await sql`insert into credential (location_id, id, key_id, device_id, door_key_id, door_ids, state, wanted, sent_at, longest_lease_until, removed_at)
    select ${locationId}::uuid, ${id('credential')}, ${id('key')}, d.id, ${id('door')}, '{}', ${state}, false, ${now()}, ${until},
      ${options.confirmed ? now() : null}::timestamptz
    from device d, ${series} where d.location_id = ${locationId}::uuid`.execute(db);
  await sql`insert into revocation (location_id, key_id, requested_at, requested_by)
    select ${locationId}::uuid, ${id('key')}, ${now()}, 'Test' from ${series}`.execute(db);
  await sql`insert into lock_refusal (location_id, lock_id, key_hash, key_id, until)
    select ${locationId}::uuid, ${entrance()}::uuid, ${hash}, ${id('key')}, ${until} from ${series}`.execute(db);
};

const send = () =>
  sendRevocationLists(hotel.parts.db, hotel.parts.signing, { locationId: hotel.locationId, now: now() });
const unlisted = async (): Promise<number> => {
  const rows = await hotel.parts.db
    .selectFrom('revocation')
    .select('key_id')
    .where('listed_in_version', 'is', null)
    .execute();
  return rows.length;
};

describe('a full list', () => {
  it('holds what fits, drops only what phones have deleted, and leaves the rest unproven', async () => {
    await endKeys({ from: 1, count: 60, confirmed: true });
    expect((await send()).locks).toBe(1);
    expect(await unlisted()).toBe(0);

    hotel.clock.advance(5000);
    await endKeys({ from: 101, count: LIST_CAPACITY - 5, confirmed: false });
    expect((await send()).locks).toBe(1);
    expect(await unlisted()).toBe(0);
    const list = await readRevocationList(hotel.parts.db, {
      locationId: hotel.locationId,
      lockRowId: entrance(),
      now: now(),
    });
    expect(list).toHaveLength(LIST_CAPACITY);

    hotel.clock.advance(5000);
    await endKeys({ from: 201, count: 9, confirmed: false });
    await send();
    // Five places were left beside the 75 that no phone has confirmed; four must wait, and are not said to be enforced.
    expect(await unlisted()).toBe(4);
    const after = await readRevocationList(hotel.parts.db, {
      locationId: hotel.locationId,
      lockRowId: entrance(),
      now: now(),
    });
    const kept = new Set(after.map((one) => one.keyId));
    const before = list.slice(0, LIST_CAPACITY - 5).map((one) => one.keyId);
    expect(before.every((keyId) => kept.has(keyId))).toBe(true);
    // Two lists of one location never share a time, and the newest is the one that waits for the lock.
    const mail = await hotel.parts.db.selectFrom('lock_mail').selectAll().where('type', '=', 3).execute();
    expect(mail).toHaveLength(1);
  });
});
