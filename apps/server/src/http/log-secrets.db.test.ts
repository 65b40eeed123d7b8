// No log line holds a secret or a person: not from addresses, bodies, headers, answers or database errors.
import { Writable } from 'node:stream';
import pino from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestHotel, type TestHotel } from '../fixtures/hotel.fixture.ts';
import { buildApp } from './build-app.ts';

let hotel: TestHotel;
let app: Awaited<ReturnType<typeof buildApp>>;
let lines: string[] = [];
beforeAll(async () => {
  hotel = await createTestHotel();
  const sink = new Writable({
    write(chunk, _encoding, done) {
      lines.push(String(chunk));
      done();
    },
  });
  app = await buildApp({ ...hotel.parts, log: pino({ level: 'trace' }, sink) });
});
afterAll(async () => {
  await app?.close();
  await hotel?.close();
});

const secret = 'TopSecretValue4711';

describe('the log', () => {
  it('tells the route of a request, never its address, body or headers', async () => {
    lines = [];
    const id = hotel.locationId;
    for (const request of [
      { method: 'POST', url: `/v1/connectors/apaleo/${secret}`, json: { topic: secret } },
      { method: 'POST', url: '/v1/sign-in', json: { email: `${secret}@example.com`, password: secret } },
      { method: 'GET', url: `/v1/locations/${id}/bookings?search=${secret}` },
      { method: 'POST', url: '/v1/guest/enrolments', json: { secret } },
      { method: 'GET', url: `/v1/${secret}` },
      { method: 'GET', url: `/%zz${secret}` },
      {
        method: 'PUT',
        url: `/v1/locations/${id}/bookings/by-reference/${secret}`,
        json: { guest: { lastName: secret } },
      },
    ] as const) {
      await app.inject({
        method: request.method,
        url: request.url,
        headers: { authorization: `Bearer nlk_${secret}`, cookie: `nightlatch.session_token=${secret}` },
        ...('json' in request ? { payload: request.json } : {}),
      });
    }
    expect(lines.length).toBeGreaterThan(5);
    expect(lines.join('')).toContain('/v1/connectors/apaleo/:webhookSecret');
    expect(lines.join('')).not.toContain(secret);
  });

  it('tells a database error by its code, without the row that it quotes; the answer tells nothing of it', async () => {
    lines = [];
    const { pool } = hotel.parts;
    await pool.query(`create function quote_row() returns trigger language plpgsql as $$
      begin raise exception 'row of ${secret}' using errcode = 'XX000', detail = '${secret}'; end $$;
      create trigger quote_row before insert on device_challenge for each row execute function quote_row()`);
    const bookingId = await hotel.tell('LOG-1');
    const { deviceId } = await hotel.enrol(bookingId);
    const answer = await app.inject({ method: 'POST', url: '/v1/guest/challenges', payload: { deviceId } });
    expect(answer.statusCode).toBe(500);
    expect(answer.json()).toMatchObject({ code: 'internal_error', requestId: expect.any(String) });
    expect(answer.body).not.toContain(secret);
    expect(lines.join('')).toContain('XX000');
    expect(lines.join('')).not.toContain(secret);
  });
});
