// Whatever guests type, send as images, or are told: no log line holds it. Texts are made by fast-check, sent through the real routes and jobs, failures included.
import { randomBytes } from 'node:crypto';
import { Writable } from 'node:stream';
import { DEFAULT_ARRIVAL_POLICY, DEFAULT_MESSAGE_POLICY } from '@nightlatch/api';
import fc from 'fast-check';
import pino from 'pino';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createTestSite, type TestSite, type Who } from '../fixtures/site.fixture.ts';
import { runDueJobs } from '../jobs/run-worker.ts';
import { secretHash } from './authenticate.ts';
import { buildApp } from './build-app.ts';

let site: TestSite;
let app: Awaited<ReturnType<typeof buildApp>>;
let parts: TestSite['hotel']['parts'];
let lines: string[] = [];
let at = '';

beforeAll(async () => {
  site = await createTestSite();
  const sink = new Writable({
    write(chunk, _encoding, done) {
      lines.push(String(chunk));
      done();
    },
  });
  parts = { ...site.hotel.parts, log: pino({ level: 'trace' }, sink) };
  app = await buildApp(parts);
  at = `/v1/locations/${site.hotel.locationId}`;
  await parts.db.deleteFrom('check_in_request').execute();
  await parts.db.deleteFrom('id_check').execute();
});
afterAll(async () => {
  await app?.close();
  await site?.close();
});

const ask = (method: 'GET' | 'POST' | 'PUT', url: string, who: Who, json?: unknown) =>
  app.inject({
    method,
    url,
    headers: { ...who, ...(json === undefined ? {} : { 'content-type': 'application/json' }) },
    ...(json === undefined ? {} : { payload: JSON.stringify(json) }),
  });

/** Long enough that it stands in a log by no accident. */
const word = fc.stringMatching(/^[A-Za-z0-9]{14,30}$/);
const words = fc.record({
  name: word,
  city: word,
  reason: word,
  password: word,
  token: word,
  mailHost: word,
  image: word,
  secret: word,
});

let runs = 0;

it('no line of the log holds a name, a field, a reason, an address, a secret or a piece of an image', {
  timeout: 240_000,
}, async () => {
  await fc.assert(
    fc.asyncProperty(words, fc.boolean(), async (told, isRefused) => {
      lines = [];
      runs += 1;
      site.hotel.clock.advance(120_000);
      const admin = site.staff.location_admin;
      const policy = { ...DEFAULT_ARRIVAL_POLICY, registrationFields: ['city'], checkInAtPms: false };
      const email = `${told.name}@${told.mailHost}.invalid`;
      const sms = { accountSid: `AC${'0'.repeat(32)}`, authToken: told.token };
      const answers = [
        await ask('PUT', `${at}/arrival-settings`, admin, { policy }),
        // A mail server that is not there: sending fails with the address at hand.
        await ask('PUT', `${at}/message-settings`, admin, {
          policy: { ...DEFAULT_MESSAGE_POLICY, channels: ['email'] },
          email: {
            mode: 'smtp',
            from: `${told.secret}@example.com`,
            smtp: { host: '127.0.0.1', port: 1, security: 'none', user: told.name, password: told.password },
          },
          sms: { connector: 'twilio', config: { from: '+15005550006' }, credentials: sms },
        }),
        await ask('POST', `${at}/message-settings/test`, admin, { channel: 'email', to: email }),
        await ask('PUT', `/v1/messages/sms-reports/${told.secret}`, {}, {}),
        await app.inject({
          method: 'POST',
          url: `/v1/messages/sms-reports/${told.secret}`,
          headers: { 'content-type': 'application/x-www-form-urlencoded' },
          payload: `MessageSid=${told.token}`,
        }),
      ];
      const bookingId = await site.hotel.tell(`LOG-${runs}`, {
        status: 'confirmed',
        room: null,
        guest: { firstName: told.name, lastName: told.city, email, phone: `+43${runs}66012345`, language: 'en' },
      });
      const { deviceId } = await site.hotel.enrol(bookingId);
      const token = randomBytes(32).toString('base64url');
      await parts.db
        .insertInto('device_session')
        .values({
          location_id: site.hotel.locationId,
          device_id: deviceId,
          token_hash: secretHash(token),
          expires_at: new Date(parts.now() + 3_600_000),
        })
        .execute();
      const phone = { authorization: `Bearer ${token}` };
      const endpoint = `http://127.0.0.1:1/${told.secret}`;
      const keys = { p256dh: 'A'.repeat(87), auth: 'A'.repeat(22) };
      answers.push(
        await ask('POST', '/v1/guest/push-subscriptions', phone, { endpoint, keys }),
        await ask('POST', `/v1/guest/bookings/${bookingId}/check-in`, phone, {
          fields: { city: told.city, other: told.name },
        }),
        await ask('POST', `/v1/guest/bookings/${bookingId}/check-in`, phone, { fields: { [told.city]: told.name } }),
        await ask('POST', `/v1/guest/bookings/${bookingId}/id-checks`, phone, { documentKind: 'passport' }),
      );
      const idCheckId = answers.at(-1)?.json<{ idCheckId: string }>().idCheckId;
      const frame = Buffer.from([0xff, 0xd8, 0xff, 0xc0, 0, 17, 8, 4, 0, 4, 0, 3, 1, 0x22, 0, 2, 0x11, 1, 3, 0x11, 1]);
      for (const payload of [Buffer.concat([frame, Buffer.from(told.image.repeat(50))]), Buffer.from(told.image)]) {
        answers.push(
          await app.inject({
            method: 'PUT',
            url: `/v1/guest/id-checks/${idCheckId}/images/front`,
            headers: { ...phone, 'content-type': 'image/jpeg' },
            payload,
          }),
        );
      }
      answers.push(await ask('POST', `/v1/guest/id-checks/${idCheckId}/submit`, phone));
      const desk = site.staff.front_desk;
      answers.push(
        await ask('GET', `${at}/arrival-requests`, desk),
        await ask('GET', `${at}/id-checks/${idCheckId}/images/front`, desk),
      );
      const decision = isRefused ? 'failed' : 'verified';
      answers.push(
        await ask('POST', `${at}/id-checks/${idCheckId}/decide`, desk, { decision, reason: told.reason }),
        await ask('POST', `${at}/bookings/${bookingId}/id-verification/override`, desk, { reason: told.reason }),
      );
      const open = await parts.db
        .selectFrom('check_in_request')
        .select('id')
        .where('booking_id', '=', bookingId)
        .executeTakeFirst();
      answers.push(await ask('POST', `${at}/check-ins/${open?.id}/decline`, desk, { reason: told.reason }));
      await runDueJobs(parts);
      answers.push(await ask('GET', `${at}/messages?bookingId=${bookingId}`, desk));
      // The flow really went through: an attempt failed, and nothing was a fault of ours.
      expect(answers.filter((answer) => answer.statusCode >= 500)).toEqual([]);
      expect(answers.at(-1)?.body).toContain('unavailable');
      const log = lines.join('').toLowerCase();
      expect(lines.length).toBeGreaterThan(10);
      for (const [what, text] of Object.entries(told)) expect(log.includes(text.toLowerCase()), what).toBe(false);
      expect(log).not.toContain(token.toLowerCase());
    }),
    { numRuns: Number(process.env.NIGHTLATCH_RUNS ?? 12), endOnFailure: true },
  );
});
