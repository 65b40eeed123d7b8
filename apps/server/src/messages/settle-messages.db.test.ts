// A rush of messages: claimed and written down together, each with its own end and sent once, and without the places of jobs that make keys.
import { DEFAULT_MESSAGE_POLICY } from '@nightlatch/api';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { emit } from '../events.ts';
import { createTestHotel, type TestHotel } from '../fixtures/hotel.fixture.ts';
import { startMailServer, type TestMailServer } from '../fixtures/mail-server.fixture.ts';
import { createTestStock } from '../fixtures/stock.fixture.ts';
import { sealSettings } from './read-reach.ts';

const RUSH = 60;
let hotel: TestHotel;
let mail: TestMailServer;
beforeAll(async () => {
  hotel = await createTestHotel();
  mail = await startMailServer();
  const now = new Date(hotel.clock.now);
  await hotel.parts.db
    .insertInto('message_settings')
    .values({
      location_id: hotel.locationId,
      policy: JSON.stringify(DEFAULT_MESSAGE_POLICY),
      email_mode: 'smtp',
      email_from: 'hotel@example.com',
      smtp: JSON.stringify({ host: '127.0.0.1', port: mail.port, security: 'none', user: 'hotel' }),
      sealed_smtp_password: sealSettings(hotel.parts.config.masterKey, 'smtp', hotel.locationId, 'secret'),
      ...{ since: now, changed_at: now },
    })
    .execute();
});
afterAll(async () => {
  await mail?.close();
  await hotel?.close();
});

/** Guests with addresses of their own, whose keys come all at once. */
const issueRush = async (): Promise<string[]> => {
  const bookingIds = (await createTestStock(hotel, RUSH)).map(({ bookingId }) => bookingId);
  const { pool } = hotel.parts;
  await pool.query(
    `update guest g set email = b.id || '@example.com' from booking b where b.location_id = g.location_id and b.guest_id = g.id
       and b.id = any($1::uuid[])`,
    [bookingIds],
  );
  await pool.query(
    `select graphile_worker.add_job('booking.changed', json_build_object('locationId', $1::text, 'bookingId', b), job_key => b)
     from unnest($2::text[]) b`,
    [hotel.locationId, bookingIds],
  );
  return bookingIds;
};

/** The mails that each of these bookings' guests got. */
const mailsTo = (bookingIds: readonly string[]): number[] =>
  bookingIds.map((id) => mail.taken.filter(({ to }) => to.includes(`${id}@example.com`)).length);

const told = async (bookingIds: readonly string[]) => {
  const { rows } = await hotel.parts.pool.query<{ done: number; transactions: number; receipts: number }>(
    `select count(*) filter (where m.state = 'done' and a.state = 'sent' and a.tries = 1)::int as done,
       count(distinct m.xmin::text)::int as transactions, count(e.id)::int as receipts
     from message m left join message_attempt a on a.location_id = m.location_id and a.message_id = m.id
     left join audit_entry e on e.location_id = m.location_id and e.subject_id = m.id and e.action = 'guest.told'
     where m.booking_id = any($1::uuid[])`,
    [bookingIds],
  );
  return rows[0];
};

it('tells every guest once, each with a receipt of its own, in a few transactions', async () => {
  const bookingIds = await issueRush();
  await hotel.settle();
  expect(mailsTo(bookingIds)).toEqual(bookingIds.map(() => 1));
  const all = await told(bookingIds);
  expect(all).toMatchObject({ done: RUSH, receipts: RUSH });
  // Those that ended them: twenty are under way at once.
  expect(all?.transactions).toBeLessThanOrEqual(RUSH / 4);
});

it('tells all the others where one can’t be told, which comes again later', async () => {
  const { pool } = hotel.parts;
  await pool.query(`create function refuse_last() returns trigger language plpgsql as $$ begin
      if exists (select from message m join booking b on b.location_id = m.location_id and b.id = m.booking_id
        join guest g on g.location_id = b.location_id and g.id = b.guest_id where m.id = new.message_id and g.last_name = 'Guest ${RUSH}')
      then raise exception 'refused' using errcode = '23514'; end if; return new; end $$;
    create trigger refuse_last before insert on message_attempt for each row execute function refuse_last()`);
  const bookingIds = await issueRush();
  await hotel.settle();
  const others = bookingIds.slice(0, -1);
  expect(mailsTo(bookingIds)).toEqual([...others.map(() => 1), 0]);
  expect((await told(others))?.done).toBe(RUSH - 1);

  await pool.query('drop trigger refuse_last on message_attempt');
  await pool.query('update graphile_worker._private_jobs set run_at = now() where last_error is not null');
  await hotel.settle();
  expect(mailsTo(bookingIds)).toEqual(bookingIds.map(() => 1));
  expect((await told(bookingIds))?.done).toBe(RUSH);
});

it('marks jobs of messages, so that a server gives them few places (jobs/slow-places.ts)', async () => {
  const { locationId, parts } = hotel;
  const { id: messageId } = await parts.db.selectFrom('message').select('id').executeTakeFirstOrThrow();
  await emit(parts.db, { name: 'message.changed', locationId, messageId });
  const { rows } = await parts.pool.query(
    "select flags from graphile_worker._private_jobs where payload->>'messageId' = $1",
    [messageId],
  );
  expect(rows).toEqual([{ flags: { slow: true, [`message.changed:${locationId}`]: true } }]);
});
