// Messages from their cause to the phone and mailbox, on a real database, a real SMTP server and a push service that judges requests.
import { DEFAULT_MESSAGE_POLICY, type MessagePolicy } from '@nightlatch/api';
import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { emit } from '../events.ts';
import { createTestHotel, type TestHotel } from '../fixtures/hotel.fixture.ts';
import { startMailServer, type TestMailServer } from '../fixtures/mail-server.fixture.ts';
import { startPushService, type TestPushService } from '../fixtures/push-service.fixture.ts';
import { revokeKey } from '../keys/act-on-keys.ts';
import { noteNoticeUsed, wantNotice } from '../want-notice.ts';
import { openPushKey } from './push-key.ts';
import { subscribe } from './push-subscriptions.ts';
import { sealSettings } from './read-reach.ts';
import { takePushReceipts } from './take-receipts.ts';

let hotel: TestHotel;
let mail: TestMailServer;
let push: TestPushService;
let applicationServerKey = '';
const minute = 60_000;

beforeAll(async () => {
  hotel = await createTestHotel();
  mail = await startMailServer();
  push = await startPushService(() => applicationServerKey);
  const { db, config } = hotel.parts;
  const key = await openPushKey(db, { masterKey: config.masterKey, now: new Date(hotel.clock.now) });
  applicationServerKey = key.publicKey;
  await tellGuests();
});
afterAll(async () => {
  await mail?.close();
  await push?.close();
  await hotel?.close();
});
afterEach(() => {
  mail.behave('well');
  push.answer(null);
  expect(push.complaints).toEqual([]);
});

const tellGuests = (change: Partial<MessagePolicy> = {}) => {
  const now = new Date(hotel.clock.now);
  const row = {
    policy: JSON.stringify({ ...DEFAULT_MESSAGE_POLICY, ...change }),
    email_mode: 'smtp' as const,
    email_from: 'hotel@example.com',
    smtp: JSON.stringify({ host: '127.0.0.1', port: mail.port, security: 'none', user: 'hotel' }),
    sealed_smtp_password: sealSettings(hotel.parts.config.masterKey, 'smtp', hotel.locationId, 'secret'),
    changed_at: now,
  };
  return hotel.parts.db
    .insertInto('message_settings')
    .values({ location_id: hotel.locationId, since: now, ...row })
    .onConflict((oc) => oc.column('location_id').doUpdateSet(row))
    .execute();
};

const messagesOf = async (bookingId: string) => {
  const rows = await hotel.parts.db
    .selectFrom('message as m')
    .leftJoin('message_attempt as a', (join) =>
      join.onRef('a.location_id', '=', 'm.location_id').onRef('a.message_id', '=', 'm.id'),
    )
    .select(['m.id', 'm.kind', 'm.state', 'a.channel', 'a.state as attempt', 'a.tries', 'a.error'])
    .where('m.booking_id', '=', bookingId)
    .orderBy('m.created_at')
    .orderBy('m.id')
    .orderBy('a.id')
    .execute();
  return rows.map(({ id: _, ...row }) => Object.values(row).join(' ').trim());
};

/** Lets time pass and every open message look again, as its appointment would. */
const later = async (ms: number): Promise<void> => {
  hotel.clock.advance(ms);
  const open = await hotel.parts.db.selectFrom('message').select('id').where('state', '=', 'open').execute();
  for (const { id } of open) {
    await emit(hotel.parts.db, { name: 'message.changed', locationId: hotel.locationId, messageId: id });
  }
  await hotel.settle();
};

const subscribePhone = async (deviceId: string) => {
  const target = push.subscribe();
  await hotel.parts.db.transaction().execute((trx) =>
    subscribe(trx, {
      locationId: hotel.locationId,
      deviceId,
      target,
      masterKey: hotel.parts.config.masterKey,
      now: new Date(hotel.clock.now),
    }),
  );
  return target;
};

const rooms = ['101', '102'];
let room = 0;
const stay = (reference: string, truth: Parameters<TestHotel['tell']>[1] = {}) =>
  hotel.tell(reference, {
    room: { number: rooms[room % 2] ?? '101' },
    guest: { firstName: 'Test', lastName: 'Guest', email: addressOf(reference), phone: null, language: 'en' },
    ...truth,
  });
const addressOf = (reference: string): string => `${reference.toLowerCase()}@example.com`;
/** Mails to the guest of a booking: others' messages may fall back meanwhile. */
const mailsTo = (reference: string) => mail.taken.filter(({ to }) => to.includes(addressOf(reference)));
const leave = async (reference: string) => {
  await stay(reference, { status: 'checked_out' });
  room += 1;
};

const decoded = (raw: string): string =>
  raw
    .replaceAll(/=\r?\n/g, '')
    .replaceAll(/(?:=[0-9A-F]{2})+/g, (hex) => Buffer.from(hex.replaceAll('=', ''), 'hex').toString());
const lastPush = (): { id: string; title: string; body: string; direction: string } => {
  const payload = push.taken.at(-1)?.payload;
  if (payload === undefined) throw new Error('nothing was pushed');
  return payload as ReturnType<typeof lastPush>; // PushPayload, read from JSON
};
const lastMail = () => decoded(mail.taken.at(-1)?.raw ?? '');

describe('a guest without a phone', () => {
  it('is told by e-mail with a one-time link that enrols one, and the link’s use is the receipt', async () => {
    const bookingId = await stay('M-1', { status: 'checked_in' });
    expect(await messagesOf(bookingId)).toEqual(['key_waiting done email sent 1']);
    const text = lastMail();
    expect(mail.taken.at(-1)).toMatchObject({ from: 'hotel@example.com', to: ['m-1@example.com'] });
    expect(text).toContain('Subject: Test hotel: One step to your digital key');
    const secret = /#enrol=3?D?([\w-]{32})/.exec(text)?.[1];
    expect(secret).toBeTruthy();
    // The secret is in no table in the clear.
    const leaks = await sql<{ n: number }>`select
      (select count(*) from message m where m::text like ${`%${secret}%`}) +
      (select count(*) from message_attempt a where a::text like ${`%${secret}%`}) +
      (select count(*) from audit_entry e where e::text like ${`%${secret}%`}) +
      (select count(*) from graphile_worker._private_jobs j where j.payload::text like ${`%${secret}%`}) as n`.execute(
      hotel.parts.db,
    );
    expect(Number(leaks.rows[0]?.n)).toBe(0);

    await hotel.enrol(bookingId); // by another link, as the desk makes one: ours is withdrawn by it
    const told = await messagesOf(bookingId);
    expect(told[1]).toBe('key_ready done email sent 1');
    expect(lastMail()).not.toContain('#enrol=');
    await leave('M-1');
  });

  it('whose link from the message is used counts as reached', async () => {
    const bookingId = await stay('M-2', { status: 'checked_in' });
    const { db } = hotel.parts;
    const link = await db
      .selectFrom('message')
      .select(['enrolment_link_id', 'guest_id'])
      .where('booking_id', '=', bookingId)
      .executeTakeFirstOrThrow();
    await db
      .updateTable('enrolment_link')
      .set({ used_at: new Date(hotel.clock.now) })
      .where('id', '=', link.enrolment_link_id)
      .execute();
    await emit(db, { name: 'guest.changed', locationId: hotel.locationId, guestId: link.guest_id });
    await hotel.settle();
    expect(await messagesOf(bookingId)).toEqual(['key_waiting done email used 1']);
    await leave('M-2');
  });
});

describe('a guest with a phone', () => {
  it('is told by push, encrypted, without name or room, and by e-mail only if it is not shown in time', async () => {
    const bookingId = await stay('M-3', { status: 'confirmed' });
    const { deviceId } = await hotel.enrol(bookingId);
    await subscribePhone(deviceId);
    const mails = mailsTo('M-3').length;
    await stay('M-3', { status: 'checked_in' });
    expect(await messagesOf(bookingId)).toEqual(['key_ready open push sent 1']);
    const taken = lastPush();
    expect(taken).toMatchObject({ title: 'Test hotel', body: 'Your digital key is ready', direction: 'ltr' });
    expect(JSON.stringify(taken)).not.toMatch(/Guest\b.*Test|10[12]/);
    expect(mailsTo('M-3').length).toBe(mails);

    await later(4 * minute);
    expect(await messagesOf(bookingId)).toEqual(['key_ready open push sent 1']);
    await later(2 * minute);
    expect(await messagesOf(bookingId)).toEqual(['key_ready done push sent 1', 'key_ready done email sent 1']);

    // Shown in time: nothing more is sent.
    await stay('M-3', { status: 'checked_in', departureDate: '2036-06-14' });
    const extended = (await messagesOf(bookingId))[2];
    expect(extended).toBe('stay_extended open push sent 1');
    const newest = lastPush().id;
    expect(newest).not.toBe(taken.id);
    await hotel.parts.db.transaction().execute((trx) =>
      takePushReceipts(trx, {
        locationId: hotel.locationId,
        deviceId,
        receipts: [{ messageId: newest, state: 'shown' }],
        now: new Date(hotel.clock.now),
      }),
    );
    await hotel.settle();
    const after = mailsTo('M-3').length;
    await later(60 * minute);
    expect((await messagesOf(bookingId))[2]).toBe('stay_extended done push delivered 1');
    expect(mailsTo('M-3').length).toBe(after);
    await leave('M-3');
  });

  it('tells a date that comes back again, and a shorter stay as such', async () => {
    const bookingId = await stay('M-4', { status: 'confirmed' });
    await hotel.enrol(bookingId);
    await stay('M-4', { status: 'checked_in' });
    for (const departureDate of ['2036-06-13', '2036-06-12', '2036-06-13']) {
      await stay('M-4', { status: 'checked_in', departureDate });
    }
    expect(await messagesOf(bookingId)).toEqual([
      'key_ready done email sent 1',
      'stay_extended done email sent 1',
      'stay_shortened done email sent 1',
      'stay_extended done email sent 1',
    ]);
    await leave('M-4');
    expect((await messagesOf(bookingId)).at(-1)).toBe('checked_out done email sent 1');
  });

  it('whose subscription is gone (410) gets e-mail at once, and the subscription ends', async () => {
    const bookingId = await stay('M-5', { status: 'confirmed' });
    const { deviceId } = await hotel.enrol(bookingId);
    await subscribePhone(deviceId);
    push.answer(410);
    await stay('M-5', { status: 'checked_in' });
    expect(await messagesOf(bookingId)).toEqual([
      'key_ready done push failed 1 subscription_gone',
      'key_ready done email sent 1',
    ]);
    const ended = await hotel.parts.db
      .selectFrom('push_subscription')
      .select('end_reason')
      .where('device_id', '=', deviceId)
      .executeTakeFirst();
    expect(ended?.end_reason).toBe('gone');
    await leave('M-5');
  });

  it('another guest’s receipt is nobody’s receipt', async () => {
    const bookingId = await stay('M-6', { status: 'confirmed' });
    const { deviceId } = await hotel.enrol(bookingId);
    await subscribePhone(deviceId);
    await stay('M-6', { status: 'checked_in' });
    const { id: messageId } = lastPush();
    const stranger = await hotel.parts.db
      .selectFrom('device')
      .select('id')
      .where('id', '!=', deviceId)
      .where('removed_at', 'is', null)
      .executeTakeFirstOrThrow();
    await hotel.parts.db.transaction().execute((trx) =>
      takePushReceipts(trx, {
        locationId: hotel.locationId,
        deviceId: stranger.id,
        receipts: [{ messageId, state: 'opened' }],
        now: new Date(hotel.clock.now),
      }),
    );
    await hotel.settle();
    expect(await messagesOf(bookingId)).toEqual(['key_ready open push sent 1']);
    await leave('M-6');
  });
});

describe('what is no longer true', () => {
  it('is not told: a key that was revoked before the message went out', async () => {
    const bookingId = await stay('M-7', { status: 'confirmed' });
    await hotel.enrol(bookingId);
    mail.behave('busy');
    await stay('M-7', { status: 'checked_in' });
    expect(await messagesOf(bookingId)).toEqual(['key_ready open email failed 1 unavailable']);
    const key = await hotel.parts.db
      .selectFrom('digital_key')
      .select('id')
      .where('booking_id', '=', bookingId)
      .executeTakeFirstOrThrow();
    await hotel.parts.db.transaction().execute((trx) =>
      revokeKey(trx, {
        locationId: hotel.locationId,
        keyId: key.id,
        reason: 'security_concern',
        note: null,
        now: new Date(hotel.clock.now),
        actor: { id: 'staff:test', name: 'Test' },
      }),
    );
    await hotel.settle();
    mail.behave('well');
    const before = mailsTo('M-7').length;
    await later(2 * minute);
    expect(await messagesOf(bookingId)).toEqual([
      'key_ready void email failed 1 unavailable',
      'key_revoked done email sent 2',
    ]);
    expect(
      mailsTo('M-7')
        .slice(before)
        .map(({ raw }) => /^Subject: (.*)$/m.exec(raw)?.[1]),
    ).toEqual(['Test hotel: Your digital key was switched off']);
    await leave('M-7');
  });

  it('a refused address fails for good, and what must be told becomes a task', async () => {
    mail.behave('refusing');
    const bookingId = await stay('M-8', { status: 'checked_in' });
    expect(await messagesOf(bookingId)).toEqual(['key_waiting failed email failed 1 refused']);
    const task = await hotel.parts.db
      .selectFrom('staff_task')
      .select('kind')
      .where('booking_id', '=', bookingId)
      .executeTakeFirst();
    expect(task?.kind).toBe('guest_not_told');
    mail.behave('well');
    await leave('M-8');
  });
});

describe('repeats and interruptions', () => {
  it('send nothing twice, and a claim that was cut off is taken up again with the same Message-ID', async () => {
    const bookingId = await stay('M-9', { status: 'confirmed' });
    await hotel.enrol(bookingId);
    await stay('M-9', { status: 'checked_in' });
    const sent = mailsTo('M-9').length;
    const { db } = hotel.parts;
    for (let repeat = 0; repeat < 3; repeat += 1) {
      await emit(db, { name: 'booking.changed', locationId: hotel.locationId, bookingId });
      await later(minute);
    }
    expect(mailsTo('M-9').length).toBe(sent);

    const idOf = (raw = '') => /^Message-ID: (.*)$/im.exec(raw)?.[1];
    const first = idOf(mailsTo('M-9').at(-1)?.raw);
    // As a process leaves it that died between handing over and writing down.
    await db
      .updateTable('message')
      .set({ state: 'open', ended_at: null })
      .where('booking_id', '=', bookingId)
      .execute();
    await db
      .updateTable('message_attempt')
      .set({ state: 'sending', last_at: new Date(hotel.clock.now) })
      .where('state', '=', 'sent')
      .where('message_id', 'in', db.selectFrom('message').select('id').where('booking_id', '=', bookingId))
      .execute();
    await later(minute);
    expect(mailsTo('M-9').length).toBe(sent);
    await later(2 * minute);
    expect(mailsTo('M-9').length).toBe(sent + 1);
    expect(idOf(mailsTo('M-9').at(-1)?.raw)).toBe(first);
    expect(await messagesOf(bookingId)).toEqual(['key_ready done email sent 2']);
    await leave('M-9');
  });

  it('two workers at one message send once', async () => {
    const bookingId = await stay('M-10', { status: 'confirmed' });
    await hotel.enrol(bookingId);
    const { db } = hotel.parts;
    const guest = await db
      .selectFrom('booking')
      .select('guest_id')
      .where('id', '=', bookingId)
      .executeTakeFirstOrThrow();
    const before = mailsTo('M-10').length;
    const of = { locationId: hotel.locationId, guestId: guest.guest_id, bookingId, now: new Date(hotel.clock.now) };
    await Promise.all(
      Array.from({ length: 4 }, () =>
        db.transaction().execute((trx) => wantNotice(trx, { ...of, kind: 'room_override', subject: 'o-1' })),
      ),
    );
    await Promise.all([hotel.settle(), hotel.settle(), hotel.settle()]);
    expect(mailsTo('M-10').length).toBe(before + 1);
    await leave('M-10');
  });
});

it('invites someone by e-mail alone, and stops when the invitation is used', async () => {
  const bookingId = await stay('M-11', { status: 'confirmed' });
  const { db, config } = hotel.parts;
  const guest = await db.selectFrom('booking').select('guest_id').where('id', '=', bookingId).executeTakeFirstOrThrow();
  const of = { locationId: hotel.locationId, guestId: guest.guest_id, bookingId, now: new Date(hotel.clock.now) };
  await db.transaction().execute((trx) =>
    wantNotice(trx, {
      ...of,
      kind: 'invitation',
      subject: 'i-1',
      invited: { email: 'friend@example.com', linkPath: '/guest/#join=secret', masterKey: config.masterKey },
    }),
  );
  await hotel.settle();
  expect(mail.taken.at(-1)?.to).toEqual(['friend@example.com']);
  expect(lastMail()).toContain('http://localhost:4080/guest/#join=');
  await db.transaction().execute((trx) => noteNoticeUsed(trx, { ...of, kind: 'invitation', subject: 'i-1' }));
  await hotel.settle();
  expect((await messagesOf(bookingId)).at(-1)).toBe('invitation done email used 1');
  await leave('M-11');
});

it('tells only what the location wants told, and in the guest’s language', async () => {
  await tellGuests({ kinds: ['key_ready'] });
  const arabic = { firstName: 'Test', lastName: 'Guest', email: 'guest@example.com', phone: null, language: 'ar' };
  const bookingId = await stay('M-12', { status: 'checked_in', guest: arabic });
  expect(await messagesOf(bookingId)).toEqual([]);
  await hotel.enrol(bookingId);
  expect(await messagesOf(bookingId)).toEqual(['key_ready done email sent 1']);
  expect(mail.taken.at(-1)?.raw).toContain('Content-Language: ar');
  await tellGuests();
  await leave('M-12');
});
