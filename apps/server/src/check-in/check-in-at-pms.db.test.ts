// An approved check-in reaches the PMS by the real connector, whose answers are Apaleo's: the key comes by itself, outages and refusals become tasks.
import { randomBytes } from 'node:crypto';
import { DEFAULT_ARRIVAL_POLICY } from '@nightlatch/api';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { emit } from '../events.ts';
import { createTestHotel, type TestHotel } from '../fixtures/hotel.fixture.ts';
import { FLOW } from '../flow.ts';
import { sealPmsCredentials } from '../inbox/open-pms.ts';
import { MODEL_PMS_CONFIG, MODEL_PMS_CREDENTIALS, ModelPms } from '../model/model-pms.fixture.ts';
import { retryPmsCheckIn } from './check-in-at-pms.ts';
import { approveCheckIn, settleCheckIn } from './decide-check-in.ts';
import { submitCheckIn } from './submit-check-in.ts';

const STAFF = { id: 'staff:test', name: 'Desk' };
const realFetch = globalThis.fetch;
let hotel: TestHotel;
let pms: ModelPms;
/** How the next requests to the PMS are answered instead. */
let faults: (() => Response)[] = [];
let puts = 0;

beforeAll(async () => {
  hotel = await createTestHotel();
  globalThis.fetch = (input, init) => {
    if (init?.method === 'PUT') {
      puts += 1;
      const fault = faults.shift();
      if (fault) return Promise.resolve(fault());
    }
    return pms.fetch(String(input));
  };
  const { db, config } = hotel.parts;
  const { locationId } = hotel;
  await db
    .insertInto('pms_connection')
    .values({
      location_id: locationId,
      connector: 'apaleo',
      config: JSON.stringify(MODEL_PMS_CONFIG),
      sealed_credentials: sealPmsCredentials({
        masterKey: config.masterKey,
        locationId,
        credentials: MODEL_PMS_CREDENTIALS,
      }),
      webhook_secret_hash: randomBytes(32),
    })
    .execute();
  const policy = { ...DEFAULT_ARRIVAL_POLICY, registrationFields: [] };
  await db
    .insertInto('arrival_settings')
    .values({ location_id: locationId, policy: JSON.stringify(policy), changed_at: new Date(hotel.clock.now) })
    .execute();
});
afterAll(async () => {
  globalThis.fetch = realFetch;
  await hotel?.close();
});
beforeEach(() => {
  pms = new ModelPms();
  faults = [];
  puts = 0;
});

const now = () => new Date(hotel.clock.now);
let stays = 0;
/** A guest with a phone whose check-in was submitted; `room` as the PMS has it. */
const submitted = async (of: { room?: string | null; arrivalDate?: string } = {}) => {
  stays += 1;
  const reference = `PMS-${stays}`;
  const { room = '101', arrivalDate = '2036-06-10' } = of;
  pms.put(reference, {
    status: 'confirmed',
    room,
    arrivalAt: Date.parse(`${arrivalDate}T13:00:00Z`),
    departureAt: Date.parse(`${arrivalDate}T09:00:00Z`) + 2 * 86_400_000,
    lastName: 'Guest',
  });
  const bookingId = await hotel.tell(reference, {
    status: 'confirmed',
    room: room === null ? null : { number: room },
    arrivalDate,
    departureDate: `${arrivalDate.slice(0, 8)}${Number(arrivalDate.slice(8)) + 2}`,
  });
  const { deviceId } = await hotel.enrol(bookingId);
  const { locationId } = hotel;
  const details = { fields: {}, arrivalAt: null, termsVersion: null };
  const { masterKey } = hotel.parts.config;
  const outcome = await hotel.parts.db
    .transaction()
    .execute((trx) => submitCheckIn(trx, { locationId, deviceId, bookingId, details, masterKey, now: now() }));
  if (!outcome.ok) throw new Error(outcome.code);
  await hotel.settle();
  return { reference, bookingId, checkInId: outcome.checkInId };
};
const approve = async (checkInId: string) => {
  const of = { locationId: hotel.locationId, checkInId, actor: STAFF, now: now() };
  const outcome = await hotel.parts.db.transaction().execute((trx) => approveCheckIn(trx, of));
  expect(outcome.ok).toBe(true);
};
const stateOf = async (bookingId: string) => {
  const { db } = hotel.parts;
  const booking = await db.selectFrom('booking').select('status').where('id', '=', bookingId).executeTakeFirstOrThrow();
  const request = await db
    .selectFrom('check_in_request')
    .select('pms_check_in')
    .where('booking_id', '=', bookingId)
    .orderBy('submitted_at', 'desc')
    .executeTakeFirstOrThrow();
  const keys = await db.selectFrom('digital_key').select('state').where('booking_id', '=', bookingId).execute();
  const tasks = await db
    .selectFrom('staff_task')
    .select(['kind', 'detail'])
    .where('booking_id', '=', bookingId)
    .where('done_at', 'is', null)
    .execute();
  return {
    status: booking.status,
    pms: request.pms_check_in,
    keys: keys.map((key) => key.state),
    tasks: tasks.map((task) => `${task.kind} ${JSON.stringify(task.detail)}`),
  };
};
const leave = (reference: string) => hotel.tell(reference, { status: 'checked_out', room: { number: '101' } });

it('asks Apaleo, reads the booking back, and the key is issued without anyone’s further act', async () => {
  const { reference, bookingId, checkInId } = await submitted();
  await approve(checkInId);
  await hotel.settle();
  expect(await stateOf(bookingId)).toEqual({ status: 'checked_in', pms: 'done', keys: ['issued'], tasks: [] });
  expect(pms.now(reference)?.status).toBe('checked_in');
  expect(puts).toBe(1);
  await leave(reference);
});

it('tries again after an outage, with a task meanwhile that closes by itself', async () => {
  const { reference, bookingId, checkInId } = await submitted();
  await approve(checkInId);
  const event = { name: 'check_in.approved', locationId: hotel.locationId, checkInId } as const;
  faults = Array.from({ length: 4 }, () => () => new Response(null, { status: 429, headers: { 'retry-after': '60' } }));
  await expect(FLOW['check_in.approved'](hotel.parts, event, now())).rejects.toMatchObject({
    code: 'vendor_unavailable',
  });
  expect(await stateOf(bookingId)).toMatchObject({
    status: 'confirmed',
    pms: 'wanted',
    tasks: ['check_in_at_pms {"code":"vendor_unavailable"}'],
  });
  // While the job comes again by itself, a change of the booking does not ask beside it: the PMS would be told twice at once.
  const { db, pool } = hotel.parts;
  const asking = `from graphile_worker._private_jobs j using graphile_worker._private_tasks t
    where t.id = j.task_id and t.identifier = 'check_in.approved'`;
  await pool.query(`delete ${asking}`);
  await settleCheckIn(db, { locationId: hotel.locationId, bookingId, now: now() });
  expect((await pool.query(`delete ${asking} returning j.id`)).rowCount).toBe(0);
  faults = [];
  await emit(db, event);
  await hotel.settle();
  expect(await stateOf(bookingId)).toEqual({ status: 'checked_in', pms: 'done', keys: ['issued'], tasks: [] });
  await leave(reference);
});

it('a refusal becomes a task; staff mend the cause and have it asked again', async () => {
  const { reference, bookingId, checkInId } = await submitted();
  faults = [() => Response.json({ messages: ['unit is dirty'] }, { status: 422 })];
  await approve(checkInId);
  await hotel.settle();
  expect(await stateOf(bookingId)).toMatchObject({
    status: 'confirmed',
    pms: 'refused',
    tasks: ['check_in_at_pms {"code":"refused"}'],
  });
  const of = { locationId: hotel.locationId, checkInId, actor: STAFF, now: now() };
  expect(await hotel.parts.db.transaction().execute((trx) => retryPmsCheckIn(trx, of))).toBe('ok');
  await hotel.settle();
  expect(await stateOf(bookingId)).toEqual({ status: 'checked_in', pms: 'done', keys: ['issued'], tasks: [] });
  await leave(reference);
});

it('without a room nobody is asked; the room’s coming asks', async () => {
  const { reference, bookingId, checkInId } = await submitted({ room: null });
  await approve(checkInId);
  await hotel.settle();
  expect([puts, (await stateOf(bookingId)).pms]).toEqual([0, 'wanted']);
  const stay = pms.now(reference);
  if (!stay) throw new Error('no stay');
  pms.put(reference, { ...stay, room: '101' });
  await hotel.tell(reference, { status: 'confirmed', room: { number: '101' } });
  expect(await stateOf(bookingId)).toMatchObject({ status: 'checked_in', pms: 'done', keys: ['issued'] });
  await leave(reference);
});

it('before the day of arrival nobody is asked', async () => {
  const { reference, bookingId, checkInId } = await submitted({ arrivalDate: '2036-06-12' });
  await approve(checkInId);
  await hotel.settle();
  await emit(hotel.parts.db, { name: 'booking.changed', locationId: hotel.locationId, bookingId });
  await hotel.settle();
  expect([puts, (await stateOf(bookingId)).pms]).toEqual([0, 'wanted']);
  hotel.clock.advance(2 * 86_400_000);
  await emit(hotel.parts.db, { name: 'booking.changed', locationId: hotel.locationId, bookingId });
  await hotel.settle();
  expect(await stateOf(bookingId)).toMatchObject({ status: 'checked_in', pms: 'done' });
  await leave(reference);
});
