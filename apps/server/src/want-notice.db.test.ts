// A message is opened once per kind and subject, only where the location tells its guests such things, and holds no secret in the clear.
import { DEFAULT_MESSAGE_POLICY, type MessagePolicy } from '@nightlatch/api';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { emit } from './events.ts';
import { createTestHotel, type TestHotel } from './fixtures/hotel.fixture.ts';
import { openSecret } from './signing/seal-secret.ts';
import { messageLinkLabel, wantNotice } from './want-notice.ts';

let hotel: TestHotel;
beforeAll(async () => {
  hotel = await createTestHotel({ policies: { autoIssueAtCheckIn: false } });
});
afterAll(() => hotel?.close());

const tellGuests = (policy: MessagePolicy) =>
  hotel.parts.db
    .insertInto('message_settings')
    .values({
      location_id: hotel.locationId,
      policy: JSON.stringify(policy),
      email_mode: 'captured',
      since: new Date(hotel.clock.now),
      changed_at: new Date(hotel.clock.now),
    })
    .onConflict((oc) => oc.column('location_id').doUpdateSet({ policy: JSON.stringify(policy) }))
    .execute();

const messages = (bookingId: string) =>
  hotel.parts.db.selectFrom('message').selectAll().where('booking_id', '=', bookingId).execute();

const guestOf = async (bookingId: string): Promise<string> =>
  (await hotel.parts.db.selectFrom('booking').select('guest_id').where('id', '=', bookingId).executeTakeFirstOrThrow())
    .guest_id;

it('opens one message per kind and subject, whatever repeats, and none that the location does not want', async () => {
  const { db } = hotel.parts;
  const bookingId = await hotel.tell('N-1', { status: 'checked_in' });
  const guestId = await guestOf(bookingId);
  const { locationId } = hotel;
  const want = (kind: 'room_override' | 'room_ready', subject: string) =>
    db
      .transaction()
      .execute((trx) => emit(trx, { name: 'notice.wanted', locationId, guestId, bookingId, kind, subject }));
  await want('room_override', 'o-1');
  await hotel.settle();
  expect(await messages(bookingId)).toEqual([]);

  await tellGuests({ ...DEFAULT_MESSAGE_POLICY, kinds: ['room_override', 'invitation'] });
  for (const subject of ['o-1', 'o-1', 'o-2']) {
    await want('room_override', subject);
    await hotel.settle();
  }
  await want('room_ready', 'r-1');
  await hotel.settle();
  const opened = await messages(bookingId);
  expect(opened.map((one) => [one.kind, one.subject, one.state]).sort()).toEqual([
    ['room_override', 'o-1', 'done'],
    ['room_override', 'o-2', 'done'],
  ]);
  const sent = await db.selectFrom('message_attempt').select(['channel', 'state']).execute();
  expect(sent).toEqual([
    { channel: 'email', state: 'sent' },
    { channel: 'email', state: 'sent' },
  ]);
  const captured = await db.selectFrom('captured_message').select('message_id').execute();
  expect(captured.map((one) => one.message_id).sort()).toEqual(opened.map((one) => one.id).sort());
});

it('asks staff to tell the guest where no channel does', async () => {
  const { db } = hotel.parts;
  await db.updateTable('message_settings').set({ email_mode: 'off' }).execute();
  const bookingId = await hotel.tell('N-3', { room: { number: '102' } });
  const { locationId } = hotel;
  const guestId = await guestOf(bookingId);
  const notice = { locationId, guestId, bookingId, kind: 'room_override' as const, subject: 'o-3' };
  await db.transaction().execute((trx) => emit(trx, { name: 'notice.wanted', ...notice }));
  await hotel.settle();
  expect((await messages(bookingId)).map((one) => one.state)).toEqual(['failed']);
  const tasks = await db.selectFrom('staff_task').select('kind').where('booking_id', '=', bookingId).execute();
  expect(tasks).toEqual([{ kind: 'guest_not_told' }]);
});

it('keeps the link of someone invited sealed, bound to its message', async () => {
  const { db, config } = hotel.parts;
  const bookingId = await hotel.tell('N-2', { room: { number: '102' } });
  const { masterKey } = config;
  const linkPath = '/guest/#join=secret-of-the-invitation';
  const guestId = await guestOf(bookingId);
  await db.transaction().execute((trx) =>
    wantNotice(trx, {
      locationId: hotel.locationId,
      guestId,
      bookingId,
      kind: 'invitation',
      subject: 'i-1',
      now: new Date(hotel.clock.now),
      invited: { email: 'friend@example.com', linkPath, masterKey },
    }),
  );
  const [message] = await messages(bookingId);
  if (!message?.sealed_link) throw new Error('no message');
  expect(message.to_email).toBe('friend@example.com');
  expect(message.sealed_link.includes('secret-of-the-invitation')).toBe(false);
  const label = messageLinkLabel({ locationId: hotel.locationId, messageId: message.id });
  expect(openSecret({ masterKey, label, sealed: message.sealed_link }).toString()).toBe(linkPath);
  expect(() => openSecret({ masterKey, label: `${label}x`, sealed: message.sealed_link ?? Buffer.alloc(0) })).toThrow();
});
