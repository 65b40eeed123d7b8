// Messages switched on and watched over HTTP: settings with sealed secrets, the list, resending, the demo's outbox, receipts of phones and of the SMS provider.
import { createHmac } from 'node:crypto';
import { DEFAULT_MESSAGE_POLICY, type Message, type MessageSettings } from '@nightlatch/api';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { emit } from '../events.ts';
import { startMailServer, type TestMailServer } from '../fixtures/mail-server.fixture.ts';
import { startPushService, type TestPushService } from '../fixtures/push-service.fixture.ts';
import { createTestSite, type TestSite, type Who } from '../fixtures/site.fixture.ts';
import { callbackHash } from '../messages/message-settings.ts';
import { sealSettings } from '../messages/read-reach.ts';

let site: TestSite;
let mail: TestMailServer;
let push: TestPushService;
let applicationServerKey = '';
let at = '';
beforeAll(async () => {
  [site, mail] = await Promise.all([createTestSite(), startMailServer()]);
  push = await startPushService(() => applicationServerKey);
  at = `/v1/locations/${site.hotel.locationId}`;
});
afterAll(async () => {
  await Promise.all([mail?.close(), push?.close(), site?.close()]);
});

type Method = 'GET' | 'POST' | 'PUT';
const ask = (method: Method, url: string, who: Who, json?: unknown, headers: Record<string, string> = {}) =>
  site.ask({ method, url, who, headers, ...(json === undefined ? {} : { json }) });

const smtp = () => ({ host: '127.0.0.1', port: mail.port, security: 'none', user: 'hotel', password: 'secret' });
const input = (email: object, more: object = {}) => ({ policy: DEFAULT_MESSAGE_POLICY, email, sms: null, ...more });
const viaSmtp = () => ({ mode: 'smtp', from: 'hotel@example.com', smtp: smtp() });
const captured = { mode: 'captured', from: null, smtp: null };
const put = (json: unknown, headers = {}) =>
  ask('PUT', `${at}/message-settings`, site.staff.location_admin, json, headers);

const listed = async (bookingId: string): Promise<Message[]> =>
  (await ask('GET', `${at}/messages?bookingId=${bookingId}`, site.staff.viewer)).json<{ items: Message[] }>().items;

/** Lets time pass and every open message look again, as its appointment would. */
const later = async (ms: number): Promise<void> => {
  site.hotel.clock.advance(ms);
  const { locationId, parts } = site.hotel;
  const open = await parts.db
    .selectFrom('message')
    .select('id')
    .where('location_id', '=', locationId)
    .where('state', '=', 'open')
    .execute();
  for (const { id } of open) await emit(parts.db, { name: 'message.changed', locationId, messageId: id });
  await site.hotel.settle();
};

it('keeps the secrets of the settings sealed, never gives them back, and forgets them with their server', async () => {
  const none = await ask('GET', `${at}/message-settings`, site.staff.location_admin);
  expect(none.json()).toMatchObject({ version: 0, email: { mode: 'off' }, policy: { kinds: [] } });
  expect((await ask('GET', `${at}/message-settings`, site.staff.front_desk)).statusCode).toBe(403);

  const first = await put(input(viaSmtp()), { 'if-match': '"0"' });
  expect(first.statusCode).toBe(412); // there is nothing yet
  const made = await put(input(viaSmtp()));
  expect(made.statusCode).toBe(200);
  expect(made.json<MessageSettings>().email.smtp).toMatchObject({ passwordSet: true });
  expect(made.body).not.toContain('"secret"');
  const stored = await site.hotel.parts.db.selectFrom('message_settings').selectAll().executeTakeFirstOrThrow();
  expect(JSON.stringify(stored)).not.toContain('"secret"');
  expect(stored.sealed_smtp_password?.includes('secret')).toBe(false);

  const { password: _, ...kept } = smtp();
  const changed = await put(input({ ...viaSmtp(), smtp: kept }), { 'if-match': '"1"' });
  expect(changed.json<MessageSettings>().email.smtp).toMatchObject({ passwordSet: true });
  const moved = await put(input({ ...viaSmtp(), smtp: { ...kept, host: 'mail.example.org' } }));
  expect(moved.json<MessageSettings>().email.smtp).toMatchObject({ passwordSet: false });
  expect((await put(input({ mode: 'smtp', from: null, smtp: null }))).json()).toMatchObject({
    code: 'invalid_request',
    fields: [{ path: 'body.email' }],
  });
  expect((await put(input(captured, { sms: { connector: 'nobody', config: {} } }))).statusCode).toBe(400);
  const audit = await site.hotel.parts.db
    .selectFrom('audit_entry')
    .select(['after'])
    .where('action', '=', 'messages.configured')
    .execute();
  expect(JSON.stringify(audit)).not.toContain('"secret"');
  expect(audit.length).toBe(3);
});

it('tests the settings by a message to the address given, and says what went wrong', async () => {
  const test = (json: unknown) => ask('POST', `${at}/message-settings/test`, site.staff.location_admin, json);
  await put(input(viaSmtp()));
  const sent = await test({ channel: 'email', to: 'admin@example.com' });
  expect(sent.json()).toMatchObject({ ok: true, captured: false });
  expect(mail.taken.at(-1)).toMatchObject({ from: 'hotel@example.com', to: ['admin@example.com'] });
  await put(input({ ...viaSmtp(), smtp: { ...smtp(), port: 1 } }));
  expect((await test({ channel: 'email', to: 'admin@example.com' })).json()).toMatchObject({
    ok: false,
    code: 'unavailable',
  });
  expect((await test({ channel: 'sms', to: '+436601234567' })).json()).toMatchObject({ code: 'not_configured' });
  expect((await test({ channel: 'email', to: 'two@example.com, three@example.com' })).json()).toMatchObject({
    code: 'no_address',
  });
  await put(input(captured));
  expect((await test({ channel: 'email', to: 'admin@example.com' })).json()).toMatchObject({
    ok: true,
    captured: true,
  });
});

describe('the hotel’s own words', () => {
  const url = () => `${at}/message-texts/en/key_waiting`;
  const none = { title: null, text: null, sms: null };
  const say = (json: object, headers = {}) => ask('PUT', url(), site.staff.location_admin, json, headers);

  it('are read, written and taken back by version; each part is the hotel’s or the house’s', async () => {
    const first = await ask('GET', url(), site.staff.location_admin);
    expect(first.headers.etag).toBe('"0"');
    expect(first.json()).toMatchObject({ ...none, version: 0, house: { title: 'One step to your digital key' } });
    const made = await say({ ...none, title: ' Nearly there ', sms: '  ' }, { 'if-match': '"0"' });
    expect(made.json()).toMatchObject({ ...none, title: 'Nearly there', version: 1 });
    expect(made.headers.etag).toBe('"1"');
    // Somebody who saw the house's words writes over nobody's.
    expect((await say({ ...none, title: 'Late' }, { 'if-match': '"0"' })).statusCode).toBe(412);
    const list = async () =>
      (await ask('GET', `${at}/message-texts`, site.staff.location_admin)).json<{ items: unknown[] }>().items;
    expect(await list()).toMatchObject([{ kind: 'key_waiting', language: 'en', title: 'Nearly there' }]);
    expect((await say(none, { 'if-match': '"1"' })).json()).toMatchObject({ ...none, version: 2 });
    // A version is never given twice: what was seen before it was taken back is old.
    expect((await say({ ...none, title: 'Late' }, { 'if-match': '"1"' })).statusCode).toBe(412);
    const audit = await site.hotel.parts.db
      .selectFrom('audit_entry')
      .select(['before', 'after'])
      .where('action', '=', 'messages.worded')
      .orderBy('seq')
      .execute();
    expect(audit).toMatchObject([
      { before: { title: null }, after: { kind: 'key_waiting', language: 'en', title: 'Nearly there' } },
      { before: { title: 'Nearly there' }, after: { title: null } },
    ]);
  });

  it('are refused with what to do where nobody could fill them', async () => {
    const unknown = await say({ ...none, text: 'Dear {firstname}' });
    expect(unknown.statusCode).toBe(422);
    expect(unknown.json()).toMatchObject({ code: 'unknown_placeholder', fields: [{ path: 'body.text' }] });
    expect(unknown.json<{ detail: string }>().detail).toContain('{firstName}');
    expect((await say({ ...none, sms: 'Come to {hotel}' })).json()).toMatchObject({
      code: 'link_missing',
      fields: [{ path: 'body.sms' }],
    });
    // A subject with a second line would be a header of its own.
    expect((await say({ ...none, title: 'One\nBcc: two@example.com' })).statusCode).toBe(400);
    expect((await say({ ...none, text: 'a'.repeat(2001) })).statusCode).toBe(400);
    expect((await ask('GET', url().replace('key_waiting', 'nothing'), site.staff.location_admin)).statusCode).toBe(400);
    expect((await ask('PUT', url(), site.staff.front_desk, none)).statusCode).toBe(403);
  });

  it('are shown as an example guest would get them, without being kept', async () => {
    const words = { title: 'Come in!', text: 'Dear {firstName}, <b>hello</b>', sms: null };
    const preview = await ask('POST', `${url()}/preview`, site.staff.location_admin, words);
    expect(preview.json()).toMatchObject({ push: { body: 'Come in!' }, smsParts: 1 });
    expect(preview.json<{ text: string }>().text).toMatch(/^Dear Alex, <b>hello<\/b>\n/);
    expect(preview.json<{ html: string }>().html).toContain('<p>Dear Alex, &lt;b&gt;hello&lt;/b&gt;</p>');
    expect(preview.json<{ sms: string }>().sms).toMatch(/: Come in! http.*#enrol=example-+$/);
    expect((await ask('GET', url(), site.staff.location_admin)).json()).toMatchObject(none);
    const bad = await ask('POST', `${url()}/preview`, site.staff.location_admin, { ...none, sms: 'x' });
    expect(bad.json()).toMatchObject({ code: 'link_missing' });
  });

  it('are what the guest gets, in the language that they belong to only', async () => {
    await put(input(captured));
    await say({ ...none, title: 'Nearly there', text: 'Dear {firstName},\nsee you on {arrival}.' });
    await ask('PUT', url().replace('/en/', '/de/'), site.staff.location_admin, { ...none, title: 'Gleich' });
    const bookingId = await site.hotel.tell('MSG-W', { status: 'checked_in', room: { number: '102' } });
    await later(1000);
    const outbox = await ask('GET', `${at}/captured-messages`, site.staff.front_desk);
    const one = outbox.json<{ items: Record<string, string>[] }>().items.find((each) => each.bookingId === bookingId);
    expect(one?.subject).toMatch(/: Nearly there$/);
    expect(one?.text).toMatch(/^Dear Test,\nsee you on \w+ \d+, \d{4}\.\n\n/);
    expect(one?.html).toContain('<p>Dear Test,<br>see you on ');
    await say(none);
    await site.hotel.tell('MSG-W', { status: 'checked_out', room: { number: '102' } });
  });
});

it('fills the outbox where e-mail is captured: the message whole, said to be simulated, for the desk only', async () => {
  await put(input(captured));
  const before = mail.taken.length;
  const bookingId = await site.hotel.tell('MSG-1', { status: 'checked_in', room: { number: '102' } });
  await later(1000);
  const outbox = await ask('GET', `${at}/captured-messages`, site.staff.front_desk);
  const one = outbox.json<{ items: Record<string, string>[] }>().items.find((each) => each.bookingId === bookingId);
  expect(one).toMatchObject({ simulated: true, kind: 'key_waiting', bookingId, to: 'guest@example.com' });
  expect(one?.text).toMatch(/\/guest\/#enrol=[\w-]{32}/);
  expect(one?.html).toContain('<a href=');
  expect(mail.taken.length).toBe(before);
  expect((await ask('GET', `${at}/captured-messages`, site.staff.viewer)).statusCode).toBe(403);
  const [message] = await listed(bookingId);
  expect(message).toMatchObject({
    kind: 'key_waiting',
    status: 'sent',
    channel: 'email',
    fallback: false,
    guestName: 'Test Guest',
  });
});

it('shows the fallback: push unseen, then e-mail; a receipt of the phone counts, another guest’s does not', async () => {
  applicationServerKey = (await ask('GET', '/v1/guest/push-key', site.device)).json<{ publicKey: string }>().publicKey;
  const target = push.subscribe();
  expect((await ask('POST', '/v1/guest/push-subscriptions', site.device, target)).statusCode).toBe(204);
  await put(input(viaSmtp()));
  const phoneBooking = await site.hotel.tell('SITE-2', { status: 'checked_in', room: { number: '102' } });
  await site.hotel.tell('MSG-1', { status: 'checked_out', room: { number: '102' } });
  await later(1000);
  await later(1000);
  const message = (await listed(phoneBooking)).find((one) => one.kind === 'key_ready');
  expect(message).toMatchObject({ status: 'sent', channel: 'push', fallback: false });
  const mails = mail.taken.length;
  await later(301_000);
  expect(mail.taken.length).toBe(mails + 1);
  const fallen = (await listed(phoneBooking)).find((one) => one.kind === 'key_ready');
  expect(fallen).toMatchObject({
    fallback: true,
    attempts: [
      { channel: 'push', state: 'sent' },
      { channel: 'email', state: 'sent' },
    ],
  });

  const receipt = { receipts: [{ messageId: message?.id, state: 'opened' }] };
  expect((await ask('POST', '/v1/guest/message-receipts', site.device, receipt)).statusCode).toBe(204);
  expect((await listed(phoneBooking)).find((one) => one.id === message?.id)).toMatchObject({
    status: 'opened',
    channel: 'push',
  });
  const [other] = await listed(site.bookingId);
  const foreign = { receipts: [{ messageId: other?.id, state: 'opened' }] };
  expect((await ask('POST', '/v1/guest/message-receipts', site.device, foreign)).statusCode).toBe(204);
  expect((await listed(site.bookingId))[0]?.status).toBe(other?.status);

  const end = { endpoint: target.endpoint };
  expect((await ask('POST', '/v1/guest/push-subscriptions/end', site.device, end)).statusCode).toBe(204);
});

it('resends what is still true as a new mail, and refuses what is not', async () => {
  const [message] = (
    await listed(await site.hotel.tell('SITE-2', { status: 'checked_in', room: { number: '102' } }))
  ).filter((one) => one.kind === 'key_ready');
  const mails = mail.taken.length;
  const resend = () =>
    ask('POST', `${at}/messages/${message?.id}/resend`, site.staff.front_desk, undefined, {
      'idempotency-key': 'resend-1',
    });
  expect((await resend()).json()).toMatchObject({ state: 'open', status: 'queued', attempts: [] });
  await site.hotel.settle();
  expect((await resend()).statusCode).toBe(200); // the same command again
  await later(1000);
  expect(mail.taken.length).toBe(mails + 1);
  await site.hotel.tell('SITE-2', { status: 'checked_out', room: { number: '102' } });
  const late = await ask('POST', `${at}/messages/${message?.id}/resend`, site.staff.front_desk);
  expect(late.json()).toMatchObject({ code: 'conflict', detail: 'What this message tells is no longer true.' });
  expect((await ask('POST', `${at}/messages/${message?.id}/resend`, site.staff.viewer)).statusCode).toBe(403);
});

it('believes the SMS provider’s report only with its signature, and keeps its address while the provider stays', async () => {
  const { db, config } = site.hotel.parts;
  const { locationId } = site.hotel;
  const sms = {
    connector: 'twilio',
    config: { from: '+15005550006' },
    credentials: { accountSid: `AC${'0'.repeat(32)}`, authToken: 'auth-token-of-test' },
  };
  const made = await put(input(captured, { sms }));
  expect(made.statusCode, made.body).toBe(200);
  expect(made.body).not.toContain('auth-token');
  const hash = async () =>
    (
      await db
        .selectFrom('message_settings')
        .select('sms_callback_hash')
        .where('location_id', '=', locationId)
        .executeTakeFirstOrThrow()
    ).sms_callback_hash;
  const first = await hash();
  await put(input(captured, { sms: { connector: 'twilio', config: sms.config } }));
  expect(await hash()).toEqual(first);

  const secret = 'secret-of-the-callback';
  await db
    .updateTable('message_settings')
    .set({
      sms_callback_hash: callbackHash(secret),
      sealed_sms_callback_secret: sealSettings(config.masterKey, 'callback', locationId, secret),
    })
    .where('location_id', '=', locationId)
    .execute();
  const [message] = await listed(site.bookingId);
  if (!message) throw new Error('no message');
  await db
    .insertInto('message_attempt')
    .values({
      location_id: locationId,
      id: message.id,
      message_id: message.id,
      channel: 'sms',
      state: 'sent',
      first_at: new Date(),
      last_at: new Date(),
      provider_ref: `SM${'0'.repeat(32)}`,
    })
    .execute();
  const url = `/v1/messages/sms-reports/${secret}`;
  const form = { MessageSid: `SM${'0'.repeat(32)}`, MessageStatus: 'delivered' };
  const sign = (key: string) =>
    createHmac('sha1', key)
      .update(`${config.publicUrl}${url}${Object.entries(form).sort().flat().join('')}`)
      .digest('base64');
  const report = (to: string, signature: string) =>
    site.ask({
      method: 'POST',
      url: to,
      headers: { 'content-type': 'application/x-www-form-urlencoded', 'x-twilio-signature': signature },
      payload: new URLSearchParams(form).toString(),
    });
  const state = async () =>
    (await listed(site.bookingId)).find((one) => one.id === message.id)?.attempts.find((one) => one.channel === 'sms')
      ?.state;
  expect((await report(url, sign('another token'))).statusCode).toBe(400);
  expect((await report('/v1/messages/sms-reports/guessed', sign('auth-token-of-test'))).statusCode).toBe(404);
  expect(await state()).toBe('sent');
  expect((await report(url, sign('auth-token-of-test'))).statusCode).toBe(204);
  expect(await state()).toBe('delivered');
});

it('sends the guest’s link by the hotel’s own mail when staff ask, whatever is told by itself', async () => {
  const desk = site.staff.front_desk;
  const guest = (reference: string, email: string | null) =>
    site.hotel.tell(reference, {
      guest: { firstName: 'Test', lastName: 'Guest', email, phone: '0664 123', language: 'de' },
    });
  const bookingId = await guest('LINK-1', 'link-1@example.com');
  const reachOf = async (id: string) => (await ask('GET', `${at}/bookings/${id}/guest-reach`, desk)).json();
  const send = (id: string, channel: string, who = desk) =>
    ask('POST', `${at}/bookings/${id}/guest-link`, who, { channel });

  // No channel of the hotel's own: the screen falls back, the server says why.
  await put(input({ mode: 'off', from: null, smtp: null }));
  expect(await reachOf(bookingId)).toEqual({ email: 'not_set_up', sms: 'not_set_up' });
  expect((await send(bookingId, 'email')).json()).toMatchObject({ code: 'conflict' });

  // Nothing is told by itself here, and push would come first: staff chose the mail.
  const policy = { ...DEFAULT_MESSAGE_POLICY, kinds: [] };
  expect((await put({ ...input(viaSmtp()), policy })).statusCode).toBe(200);
  expect(await reachOf(bookingId)).toEqual({ email: 'ready', sms: 'not_set_up' });
  expect(await reachOf(await guest('LINK-2', null))).toMatchObject({ email: 'no_address' });
  expect((await send(bookingId, 'push')).statusCode).toBe(400);
  expect((await send(bookingId, 'email', site.staff.viewer)).statusCode).toBe(403);
  expect((await send(site.other.bookingId, 'email')).statusCode).toBe(404);

  const sent = await send(bookingId, 'email');
  expect(sent.statusCode, sent.body).toBe(201);
  expect(sent.json()).toMatchObject({ kind: 'guest_link', status: 'queued' });
  expect(sent.body).not.toContain('enrol=');
  await site.hotel.settle();
  const mails = () => mail.taken.filter(({ to }) => to.includes('link-1@example.com'));
  expect(mails()).toHaveLength(1);
  const secretOf = (at: number) =>
    /#enrol=(?:3D)?([\w-]{32})/.exec((mails().at(at)?.raw ?? '').replaceAll(/=\r?\n/g, ''))?.[1] ?? '';
  const look = async (at: number) =>
    (await ask('POST', '/v1/guest/link-views', {}, { secret: secretOf(at) })).json<{ state: string }>().state;
  expect(await look(0)).toBe('open');
  expect(await listed(bookingId)).toMatchObject([{ kind: 'guest_link', status: 'sent', channel: 'email' }]);

  // Again: the newer link ends the older one, and its message with it.
  expect((await send(bookingId, 'email')).statusCode).toBe(201);
  await later(60_000);
  expect(mails()).toHaveLength(2);
  expect([await look(0), await look(1)]).toEqual(['withdrawn', 'open']);

  // A stay that is over needs none.
  await site.hotel.tell('LINK-1', { status: 'cancelled' });
  expect((await send(bookingId, 'email')).json()).toMatchObject({ code: 'conflict' });
});
