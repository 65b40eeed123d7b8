// What webhooks lost comes in all the same, and housekeeping's word about rooms, over the real connector and PostgreSQL.
import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { catchUpWithPms, resyncWithPms, tendPmsConnections } from './catch-up-with-pms.ts';
import { setRoomReadiness } from './check-in/room-readiness.ts';
import { createTestHotel, type TestHotel } from './fixtures/hotel.fixture.ts';
import { sealPmsCredentials } from './inbox/open-pms.ts';
import { createHintReceiver } from './inbox/receive-hint.ts';
import { MODEL_PMS_CONFIG, MODEL_PMS_CREDENTIALS, ModelPms } from './model/model-pms.fixture.ts';

const HOUR = 3_600_000;
const MINUTE = 60_000;
const SECRET = 'of-this-test';
const realFetch = globalThis.fetch;
let hotel: TestHotel;
let pms: ModelPms;
let questions: URL[] = [];
let down = false;

beforeAll(async () => {
  hotel = await createTestHotel();
  pms = new ModelPms();
  globalThis.fetch = async (input) => {
    questions.push(new URL(String(input)));
    return down ? new Response(null, { status: 403 }) : pms.fetch(String(input));
  };
  const { db, config } = hotel.parts;
  const { locationId } = hotel;
  const sealed = { masterKey: config.masterKey, locationId, credentials: MODEL_PMS_CREDENTIALS };
  await db
    .insertInto('pms_connection')
    .values({
      location_id: locationId,
      connector: 'apaleo',
      config: JSON.stringify(MODEL_PMS_CONFIG),
      sealed_credentials: sealPmsCredentials(sealed),
      webhook_secret_hash: createHash('sha256').update(SECRET).digest(),
    })
    .execute();
  await db.updateTable('room').set({ pms_unit_id: null }).where('number', '=', '102').execute();
});
afterAll(async () => {
  globalThis.fetch = realFetch;
  await hotel?.close();
});

const of = () => ({ locationId: hotel.locationId, now: new Date(hotel.clock.now) });
const say = (reference: string, status: 'confirmed' | 'checked_in' | 'cancelled'): void =>
  pms.put(reference, {
    ...{ status, room: null, lastName: 'Quiet' },
    arrivalAt: hotel.clock.now - HOUR,
    departureAt: hotel.clock.now + 40 * HOUR,
  });
const statusOf = async (reference: string) =>
  (
    await hotel.parts.db
      .selectFrom('booking')
      .select('status')
      .where('location_id', '=', hotel.locationId)
      .where('reference', '=', reference)
      .executeTakeFirst()
  )?.status;
const connection = () =>
  hotel.parts.db
    .selectFrom('pms_connection')
    .select(['caught_up_to', 'last_error', 'last_event_at'])
    .where('location_id', '=', hotel.locationId)
    .executeTakeFirstOrThrow();
const room = (number: string) =>
  hotel.parts.db
    .selectFrom('room')
    .select(['readiness', 'readiness_at', 'readiness_source'])
    .where('location_id', '=', hotel.locationId)
    .where('number', '=', number)
    .executeTakeFirstOrThrow();
/** Jobs that look after the connection: due now, and at a time. */
const jobs = async (): Promise<string[]> => {
  const { rows } = await hotel.parts.pool.query<{ key: string }>(
    `select key from graphile_worker.jobs where task_identifier = 'pms.tended' order by key`,
  );
  return rows.map(({ key }) => key.split(':')[0] ?? '');
};
const lists = (): string[] =>
  questions
    .filter(({ pathname }) => pathname === '/booking/v1/reservations')
    .map(({ searchParams }) => `${searchParams.get('dateFilter')} from ${searchParams.get('from')}`);

describe('catching up with the PMS', () => {
  it('asks for what changed since the last time, with some minutes more, and comes again by itself', async () => {
    await hotel.parts.pool.query('delete from graphile_worker._private_jobs');
    await resyncWithPms(hotel.parts, of());
    expect(await jobs()).toEqual(['now']);
    say('QUIET-1', 'checked_in'); // no webhook of it comes
    hotel.clock.advance(5 * MINUTE);
    const since = new Date(hotel.clock.now - 15 * MINUTE).toISOString().replace('.000Z', 'Z');
    questions = [];
    await catchUpWithPms(hotel.parts, of());
    expect(lists()).toEqual([`Modification from ${since}`]);
    expect(await statusOf('QUIET-1')).toBe('checked_in');
    expect(await jobs()).toEqual(['at', 'now']);
    expect((await connection()).caught_up_to).toEqual(of().now);
  });

  it('a PMS that does not answer is noted, and asked again for all that was missed', async () => {
    const { caught_up_to: before } = await connection();
    await hotel.parts.pool.query('delete from graphile_worker._private_jobs');
    hotel.clock.advance(5 * MINUTE);
    down = true;
    await catchUpWithPms(hotel.parts, of());
    down = false;
    expect(await connection()).toMatchObject({ caught_up_to: before, last_error: 'vendor_unauthorised' });
    expect(await jobs()).toEqual(['at']);
    say('QUIET-1', 'cancelled');
    hotel.clock.advance(5 * MINUTE);
    questions = [];
    await catchUpWithPms(hotel.parts, of());
    const since = new Date((before?.getTime() ?? 0) - 10 * MINUTE).toISOString().replace('.000Z', 'Z');
    expect(lists()).toEqual([`Modification from ${since}`]);
    expect(await statusOf('QUIET-1')).toBe('cancelled');
    expect(await connection()).toMatchObject({ caught_up_to: of().now, last_error: null });
  });

  it('puts a long list set by set, and one that can’t be put holds up none, but is read again', async () => {
    const references = Array.from({ length: 60 }, (_, at) => `LIST-${at}`);
    for (const reference of references) say(reference, 'confirmed');
    const { pool } = hotel.parts;
    await pool.query(`create function refuse_one() returns trigger language plpgsql as $$ begin
        if new.reference = 'LIST-7' then raise exception 'refused' using errcode = '23514'; end if; return new; end $$;
      create trigger refuse_one before insert on booking for each row execute function refuse_one()`);
    const known = async () =>
      (
        await pool.query<{ bookings: number; transactions: number }>(
          "select count(*)::int as bookings, count(distinct xmin::text)::int as transactions from booking where reference like 'LIST-%'",
        )
      ).rows[0];
    await expect(resyncWithPms(hotel.parts, of())).rejects.toMatchObject({ code: '23514' });
    expect((await known())?.bookings).toBe(59);
    await pool.query("drop trigger refuse_one on booking; delete from booking where reference like 'LIST-%'");
    await resyncWithPms(hotel.parts, of());
    const put = await known();
    expect(put?.bookings).toBe(60);
    expect(put?.transactions).toBeLessThanOrEqual(6);
  });

  it('is begun by each start of a server', async () => {
    await hotel.parts.pool.query('delete from graphile_worker._private_jobs');
    await tendPmsConnections(hotel.parts);
    expect(await jobs()).toEqual(['now']);
  });
});

describe('rooms that the PMS calls ready', () => {
  it('are noted by id or by number, once, and staff’s word in between stands until the PMS says something new', async () => {
    pms.made.set('101', true).set('102', false).set('999', true);
    await catchUpWithPms(hotel.parts, of());
    const ready = { readiness: 'ready', readiness_source: 'pms:apaleo', readiness_at: of().now };
    expect(await room('101')).toEqual(ready);
    expect(await room('102')).toMatchObject({ readiness: 'not_ready' });
    hotel.clock.advance(5 * MINUTE);
    await catchUpWithPms(hotel.parts, of());
    expect(await room('101')).toEqual(ready);
    const { id: roomId } = await hotel.parts.db
      .selectFrom('room')
      .select('id')
      .where('number', '=', '101')
      .executeTakeFirstOrThrow();
    const actor = { id: 'staff', name: 'Staff' };
    await hotel.parts.db
      .transaction()
      .execute((trx) => setRoomReadiness(trx, { ...of(), roomId, ready: false, actor }));
    await catchUpWithPms(hotel.parts, of());
    expect(await room('101')).toMatchObject({ readiness: 'not_ready', readiness_source: 'staff' });
    for (const made of [false, true]) {
      hotel.clock.advance(5 * MINUTE);
      pms.made.set('101', made);
      await catchUpWithPms(hotel.parts, of());
      const readiness = made ? 'ready' : 'not_ready';
      expect(await room('101')).toMatchObject({ readiness, readiness_source: 'pms:apaleo', readiness_at: of().now });
    }
  });

  it('count anew after a guest has left them', async () => {
    pms.made.set('101', true);
    await catchUpWithPms(hotel.parts, of());
    await hotel.tell('STAYS-1', { status: 'checked_in' });
    hotel.clock.advance(HOUR);
    await hotel.tell('STAYS-1', { status: 'checked_out' });
    hotel.clock.advance(HOUR);
    await catchUpWithPms(hotel.parts, of());
    expect(await room('101')).toMatchObject({ readiness: 'ready', readiness_at: of().now });
  });

  it('a webhook about a room has the rooms looked at, whatever room it names', async () => {
    await hotel.parts.pool.query('delete from graphile_worker._private_jobs');
    const body = { topic: 'Unit', type: 'changed', propertyId: 'MODEL', data: { entityId: 'u101' } };
    const receive = createHintReceiver(hotel.parts);
    const received = await receive('apaleo', { webhookSecret: SECRET, body, now: of().now });
    expect(received).toEqual({ ok: true, hints: 0 });
    expect(await jobs()).toEqual(['now']);
  });
});
