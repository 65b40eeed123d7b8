// Invariants 13 and 14: a command with an idempotency key takes effect once, and its repeats get the same answer.
import type { FastifyRequest } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Trx } from '../db/schema.ts';
import { createTestSite, type TestSite, type Who } from '../fixtures/site.fixture.ts';
import { newId } from '../ids.ts';
import { runOnce } from './idempotency.ts';
import { ProblemError } from './problem-error.ts';

let site: TestSite;
beforeAll(async () => {
  site = await createTestSite();
});
afterAll(() => site?.close());

let number = 0;
const freshKey = (): string => {
  number += 1;
  return `test-key-${number}`;
};

const body = (lastName: string) => ({
  status: 'confirmed',
  roomNumber: null,
  arrivalDate: '2036-07-01',
  departureDate: '2036-07-02',
  guest: { firstName: 'Idem', lastName },
});

const put = (key: string | undefined, json: unknown, options: { reference?: string; who?: Who } = {}) =>
  site.ask({
    method: 'PUT',
    url: `/v1/locations/${site.hotel.locationId}/bookings/by-reference/${options.reference ?? 'IDEM-1'}`,
    who: options.who ?? site.apiKey,
    headers: key === undefined ? {} : { 'idempotency-key': key },
    json,
  });

const link = (key: string, who: Who = site.staff.front_desk) =>
  site.ask({
    method: 'POST',
    url: `/v1/locations/${site.hotel.locationId}/bookings/${site.bookingId}/enrolment-links`,
    who,
    headers: { 'idempotency-key': key },
  });

const linksMade = async (): Promise<number> => {
  const { count } = await site.hotel.parts.db
    .selectFrom('enrolment_link')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return count;
};

describe('invariant 14: the same idempotency key', () => {
  it('with the same body gives the same answer and no second effect', async () => {
    const key = freshKey();
    const before = await linksMade();
    const first = await link(key);
    const second = await link(key);
    expect(first.statusCode).toBe(201);
    expect(second.statusCode).toBe(201);
    // Only the first answer knew the secret: that the second has it too shows that it was stored.
    expect(second.json()).toEqual(first.json());
    expect(await linksMade()).toBe(before + 1);
  });

  it('keeps no secret of an answer in the clear', async () => {
    const first = await link(freshKey());
    const { url } = first.json<{ url: string }>();
    const secret = url.slice(url.indexOf('#enrol=') + '#enrol='.length);
    const { rows } = await site.hotel.parts.pool.query<{ row: string }>(
      'select a::text as row from idempotent_answer a',
    );
    const hex = Buffer.from(secret).toString('hex');
    expect(rows.length).toBeGreaterThan(0);
    expect(rows.some(({ row }) => row.includes(secret) || row.includes(hex))).toBe(false);
  });

  it('takes another order of the same members for the same body', async () => {
    const key = freshKey();
    const first = await put(key, body('Order'));
    const { guest, ...rest } = body('Order');
    const second = await put(key, { guest, ...rest });
    expect(first.statusCode).toBe(200);
    expect(second.json()).toEqual(first.json());
  });

  it('with another body, path or operation is an error without effect', async () => {
    const key = freshKey();
    expect((await put(key, body('First'))).statusCode).toBe(200);
    const before = await site.snapshot();
    for (const answer of [
      await put(key, body('Second')),
      await put(key, body('First'), { reference: 'IDEM-2' }),
      await link(key, site.apiKey),
    ]) {
      expect(answer.statusCode).toBe(422);
      expect(answer.json()).toMatchObject({ code: 'idempotency_mismatch' });
    }
    expect(await site.snapshot()).toEqual(before);
  });

  it('belongs to its caller: another one may use the same', async () => {
    const key = freshKey();
    const mine = await link(key, site.staff.front_desk);
    const theirs = await link(key, site.staff.location_admin);
    expect(theirs.statusCode).toBe(201);
    expect(theirs.json()).not.toEqual(mine.json());
  });

  it('keeps a refusal, so that a repeat can not slip through later', async () => {
    const key = freshKey();
    const issue = () =>
      site.ask({
        method: 'POST',
        url: `/v1/locations/${site.hotel.locationId}/bookings/${site.bookingId}/keys`,
        who: site.staff.front_desk,
        headers: { 'idempotency-key': key },
        json: {},
      });
    const before = await site.snapshot();
    const refused = await issue();
    expect(refused.statusCode).toBe(409);
    expect(refused.json()).toMatchObject({ code: 'conditions_unmet' });
    expect(await site.snapshot()).toEqual(before);
    await site.hotel.enrol(site.bookingId);
    const repeated = await issue();
    const known = (answer: typeof refused) => ({ ...(answer.json<object>() as object), requestId: undefined });
    expect(known(repeated)).toEqual(known(refused));
  });

  it('keeps nothing of a refused command but its refusal', async () => {
    const { parts } = site.hotel;
    const once = { key: freshKey(), actor: 'staff:test', operation: 'test', successStatus: 200 };
    const request = { params: {}, query: {}, body: {} } as FastifyRequest; // all that is read of it
    const brand = newId();
    const command = async (trx: Trx): Promise<never> => {
      await trx.insertInto('brand').values({ id: brand, name: 'Half done' }).execute();
      throw new ProblemError('conflict');
    };
    const refused = await runOnce(parts, { ...once, request }, command);
    expect(refused).toMatchObject({ status: 409, body: { code: 'conflict' } });
    expect(await parts.db.selectFrom('brand').select('id').where('id', '=', brand).execute()).toEqual([]);
    // The repeat does not even try.
    expect(await runOnce(parts, { ...once, request }, async () => 'done')).toEqual(refused);
  });

  it.each(['', 'x'.repeat(256), 'with space', 'ümlaut'])('refuses the malformed key %j', async (key) => {
    const answer = await put(key, body('Malformed'));
    expect(answer.statusCode).toBe(400);
  });
});

describe('invariant 13: repeats at the same time', () => {
  it('wait for the first and get its answer; the effect is one', async () => {
    const key = freshKey();
    const before = await linksMade();
    const answers = await Promise.all(Array.from({ length: 8 }, () => link(key, site.staff.location_admin)));
    expect(new Set(answers.map((answer) => answer.body)).size).toBe(1);
    expect(new Set(answers.map((answer) => answer.statusCode))).toEqual(new Set([201]));
    expect(await linksMade()).toBe(before + 1);
  });

  it('leave nothing behind when the command fails half-way', async () => {
    const key = freshKey();
    const { pool } = site.hotel.parts;
    // The audit entry is the command's last write: without it nothing of the command may stay.
    await pool.query(`create function fail_audit() returns trigger language plpgsql as $$ begin raise 'no' using errcode = '53100'; end $$;
      create trigger fail_audit before insert on audit_entry for each row execute function fail_audit()`);
    const before = await site.snapshot();
    const failed = await link(key);
    expect(failed.statusCode).toBe(503);
    expect(await site.snapshot()).toEqual(before);
    await pool.query('drop trigger fail_audit on audit_entry; drop function fail_audit');
    // An outage is no answer: the same key tries again and succeeds.
    expect((await link(key)).statusCode).toBe(201);
  });
});
