// The stand-in PMS: judged against the vendor's own swagger where it is present, and by what its callers rely on.
import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { toZonedIso } from './apaleo-shapes.ts';
import { createPmsHandler } from './pms-handler.ts';
import type { PmsEvent, PmsReservationSeed } from './pms-types.ts';
import { createStandInPms, type StandInPms, type StandInPmsOptions } from './stand-in-pms.ts';

const shared = process.env.NIGHTLATCH_SHARED ?? join(import.meta.dirname, '../../../../../shared');
const swaggerPath = join(shared, 'specs/apaleo/booking.json');
const swaggerThere = existsSync(swaggerPath);
if (!swaggerThere) console.warn('skipped: vendor specification not present (specs/apaleo/booking.json)');

const HOUR = 3_600_000;
const T0 = Date.parse('2026-11-24T14:00:00Z');
const seed: PmsReservationSeed[] = [
  {
    id: 'AAAA-1',
    unit: '101',
    arrival: '2026-11-24T14:00:00Z',
    departure: '2026-11-26T10:00:00Z',
    primaryGuest: { firstName: 'Ada', lastName: 'Lovelace', email: 'ada@example.com' },
    additionalGuests: [{ lastName: 'Byron' }],
  },
  {
    id: 'BBBB-1',
    status: 'InHouse',
    unit: '102',
    arrival: '2026-11-23T14:00:00Z',
    departure: '2026-11-25T10:00:00Z',
    primaryGuest: { lastName: 'Hopper' },
  },
  {
    id: 'CCCC-1',
    status: 'CheckedOut',
    unit: '103',
    arrival: '2026-11-20T14:00:00Z',
    departure: '2026-11-24T10:00:00Z',
    primaryGuest: { lastName: 'Noether' },
  },
  {
    id: 'DDDD-1',
    status: 'Canceled',
    arrival: '2026-11-28T14:00:00Z',
    departure: '2026-11-29T10:00:00Z',
    primaryGuest: { lastName: 'Curie' },
  },
  {
    id: 'EEEE-1',
    status: 'NoShow',
    arrival: '2026-11-22T14:00:00Z',
    departure: '2026-11-23T10:00:00Z',
    primaryGuest: { lastName: 'Meitner' },
  },
];

let dataDir = '';
let pms: StandInPms;
let server: Server;
let base = '';
let taken: PmsEvent[] = [];
let seedEvents: PmsEvent[] = [];
let answer = 200;
let retries: (() => void)[] = [];

const subscriber: typeof fetch = async (_input, init) => {
  if (answer === 200) taken.push(JSON.parse(String(init?.body)));
  return new Response(null, { status: answer });
};

function options(): StandInPmsOptions {
  return {
    dataDir,
    property: { id: 'NLT', name: 'Hotel Nightlatch', timeZone: 'Europe/Berlin' },
    units: ['101', '102', '103'].map((name) => ({ id: `NLT-${name}`, name })),
    seed,
    webhookUrl: 'http://127.0.0.1:9/hook',
    clientId: 'nightlatch',
    clientSecret: 'secret',
    now: () => T0,
    fetch: subscriber,
    setTimer: (_delay, fire) => {
      retries.push(fire);
      return () => undefined;
    },
  };
}

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'nightlatch-pms-'));
  taken = [];
  retries = [];
  answer = 200;
  pms = await createStandInPms(options());
  await settled(() => pms.unsentCount() === 0);
  seedEvents = taken;
  taken = [];
  const handler = createPmsHandler(pms);
  server = createServer((request, response) => void handler(request, response)).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}/pms`; // listening on TCP, so an AddressInfo
});

afterEach(async () => {
  await pms.close();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  await rm(dataDir, { recursive: true });
});

async function token(): Promise<string> {
  const body = new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: 'nightlatch',
    client_secret: 'secret',
  });
  const response = await fetch(`${base}/connect/token`, { method: 'POST', body });
  const { access_token } = (await response.json()) as { access_token: string }; // our own answer, checked by use
  return access_token;
}

async function call(method: string, path: string, body?: unknown): Promise<Response> {
  return fetch(base + path, {
    method,
    headers: { authorization: `Bearer ${await token()}`, 'content-type': 'application/json' },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
}

async function settled(condition: () => boolean): Promise<void> {
  for (let turn = 0; turn < 500 && !condition(); turn += 1) await new Promise((resolve) => setImmediate(resolve));
  expect(condition()).toBe(true);
}

describe('the API', () => {
  test('refuses without a token, with a wrong secret, and an expired token', async () => {
    expect((await fetch(`${base}/booking/v1/reservations`)).status).toBe(401);
    const body = new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: 'nightlatch',
      client_secret: 'no',
    });
    const refused = await fetch(`${base}/connect/token`, { method: 'POST', body });
    expect(refused.status).toBe(400);
    expect(await refused.json()).toEqual({ error: 'invalid_client' });
  });

  test('takes client credentials in a Basic header, as Apaleo documents', async () => {
    const response = await fetch(`${base}/connect/token`, {
      method: 'POST',
      headers: { authorization: `Basic ${Buffer.from('nightlatch:secret').toString('base64')}` },
      body: new URLSearchParams({ grant_type: 'client_credentials' }),
    });
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({ token_type: 'Bearer', expires_in: 3600 });
  });

  test('pages and filters for a resync; an empty page is 204', async () => {
    const first = await call('GET', '/booking/v1/reservations?propertyIds=NLT&pageNumber=1&pageSize=2');
    const second = await call('GET', '/booking/v1/reservations?propertyIds=NLT&pageNumber=3&pageSize=2');
    expect(await first.json()).toMatchObject({ count: 5, reservations: [{}, {}] });
    expect(await second.json()).toMatchObject({ count: 5, reservations: [{}] });
    expect((await call('GET', '/booking/v1/reservations?propertyIds=OTHER')).status).toBe(204);
    const inHouse = await call(
      'GET',
      '/booking/v1/reservations?status=InHouse,CheckedOut&dateFilter=Stay&from=2026-11-24T12:00:00Z&to=2026-11-30T00:00:00Z',
    );
    expect(await inHouse.json()).toMatchObject({ count: 1, reservations: [{ id: 'BBBB-1' }] });
    expect((await call('GET', '/booking/v1/reservations?status=Asleep')).status).toBe(422);
    expect((await call('GET', '/booking/v1/reservations?pageSize=-1')).status).toBe(422);
  });

  test('lists its rooms in pages, and which of them somebody is in', async () => {
    const first = await call('GET', '/inventory/v1/units?propertyId=NLT&pageNumber=1&pageSize=2');
    expect(await first.json()).toMatchObject({
      count: 3,
      units: [
        { id: 'NLT-101', name: '101', status: { isOccupied: false, condition: 'Clean' } },
        { id: 'NLT-102', name: '102', status: { isOccupied: true, condition: 'Dirty' } },
      ],
    });
    const second = await call('GET', '/inventory/v1/units?propertyId=NLT&pageNumber=2&pageSize=2');
    expect(await second.json()).toMatchObject({ count: 3, units: [{ name: '103' }] });
    expect((await call('GET', '/inventory/v1/units?propertyId=NLT&pageNumber=3&pageSize=2')).status).toBe(204);
    expect((await call('GET', '/inventory/v1/units?propertyId=OTHER')).status).toBe(204);
    expect((await call('GET', '/inventory/v1/units?pageSize=0')).status).toBe(422);
  });

  test('checks in, moves, extends and checks out, each with its event', async () => {
    expect((await call('PUT', '/booking/v1/reservation-actions/AAAA-1/checkin')).status).toBe(204);
    expect((await call('PUT', '/booking/v1/reservation-actions/AAAA-1/assign-unit/NLT-103')).status).toBe(200);
    const stay = {
      arrival: '2026-11-24',
      departure: '2026-11-28',
      adults: 1,
      timeSlices: [{ ratePlanId: 'NLT-FLEX_DBL' }],
    };
    expect((await call('PUT', '/booking/v1/reservation-actions/AAAA-1/amend', stay)).status).toBe(204);
    expect((await call('PUT', '/booking/v1/reservation-actions/AAAA-1/checkout')).status).toBe(204);
    await settled(() => taken.length === 4);
    expect(taken.map((event) => event.type).sort()).toEqual(['amended', 'checked-in', 'checked-out', 'unit-assigned']);
    expect(taken[0]).toMatchObject({ topic: 'Reservation', propertyId: 'NLT', data: { entityId: 'AAAA-1' } });
    const left = await call('GET', '/inventory/v1/units?propertyId=NLT&pageNumber=2&pageSize=2');
    expect(await left.json()).toMatchObject({
      units: [{ name: '103', status: { isOccupied: false, condition: 'Dirty' } }],
    });
    const after = await call('GET', '/booking/v1/reservations/AAAA-1');
    expect(await after.json()).toMatchObject({
      status: 'CheckedOut',
      unit: { name: '103' },
      departure: '2026-11-28T12:00:00+01:00',
    });
  });

  test('refuses what the desk may not do, and changes nothing', async () => {
    expect((await call('PUT', '/booking/v1/reservation-actions/BBBB-1/checkin')).status).toBe(422);
    expect((await call('PUT', '/booking/v1/reservation-actions/DDDD-1/checkout')).status).toBe(422);
    expect((await call('PUT', '/booking/v1/reservation-actions/AAAA-1/assign-unit/NLT-102')).status).toBe(422);
    expect((await call('PUT', '/booking/v1/reservation-actions/AAAA-1/assign-unit/NLT-999')).status).toBe(404);
    expect((await call('PUT', '/booking/v1/reservation-actions/ZZZZ-1/checkin')).status).toBe(404);
    expect((await call('GET', '/booking/v1/reservations/ZZZZ-1')).status).toBe(404);
    expect((await call('PUT', '/booking/v1/reservation-actions/AAAA-1/amend', { arrival: 7 })).status).toBe(400);
    expect(taken).toEqual([]);
  });

  test('books', async () => {
    const response = await call('POST', '/booking/v1/bookings', {
      booker: { lastName: 'Turing' },
      reservations: [
        {
          arrival: '2026-11-24',
          departure: '2026-11-25',
          adults: 1,
          channelCode: 'Direct',
          timeSlices: [{ ratePlanId: 'X' }],
        },
      ],
    });
    expect(response.status).toBe(201);
    const { reservationIds } = (await response.json()) as { reservationIds: { id: string }[] }; // judged by the next line
    expect(pms.reservation(reservationIds[0]?.id ?? '')).toMatchObject({
      status: 'Confirmed',
      primaryGuest: { lastName: 'Turing' },
    });
  });
});

describe.skipIf(!swaggerThere)('against the vendor’s swagger', () => {
  const swagger = swaggerThere ? JSON.parse(readFileSync(swaggerPath, 'utf8')) : { definitions: {} };
  const ajv = new Ajv({ strict: false, allErrors: true });
  addFormats.default(ajv);
  ajv.addSchema({ $id: 'apaleo', definitions: swagger.definitions });

  function judge(model: string, body: unknown): void {
    const validate = ajv.getSchema(`apaleo#/definitions/${model}`);
    if (!validate) throw new Error(`the swagger has no ${model}`);
    validate(body);
    expect(validate.errors ?? []).toEqual([]);
    const known = new Set(Object.keys(swagger.definitions[model].properties));
    if (typeof body === 'object' && body !== null) for (const name of Object.keys(body)) expect(known).toContain(name);
  }

  test('every reservation, with and without everything expanded', async () => {
    for (const { id } of pms.reservations()) {
      const plain = await call('GET', `/booking/v1/reservations/${id}`);
      judge('ReservationModel', await plain.json());
      const whole = await call('GET', `/booking/v1/reservations/${id}?expand=timeSlices,assignedUnits,booker,services`);
      judge('ReservationModel', await whole.json());
    }
  });

  test('lists, assigned units, created bookings and refusals', async () => {
    judge('ReservationListModel', await (await call('GET', '/booking/v1/reservations?expand=timeSlices')).json());
    judge(
      'AssignedUnitModel',
      await (await call('PUT', '/booking/v1/reservation-actions/AAAA-1/assign-unit/NLT-103')).json(),
    );
    judge(
      'AutoAssignedUnitListModel',
      await (await call('PUT', '/booking/v1/reservation-actions/AAAA-1/assign-unit')).json(),
    );
    const booking = { booker: { lastName: 'T' }, reservations: [{ arrival: '2026-11-24', departure: '2026-11-25' }] };
    judge('BookingCreatedModel', await (await call('POST', '/booking/v1/bookings', booking)).json());
    judge('MessageItemCollection', await (await call('PUT', '/booking/v1/reservation-actions/CCCC-1/checkin')).json());
  });
});

const inventoryPath = join(shared, 'specs/apaleo/inventory.json');
const inventoryThere = existsSync(inventoryPath);
if (!inventoryThere) console.warn('skipped: vendor specification not present (specs/apaleo/inventory.json)');
describe.skipIf(!inventoryThere)('against the vendor’s swagger of the inventory', () => {
  test('the list of units', async () => {
    const { definitions } = JSON.parse(readFileSync(inventoryPath, 'utf8'));
    const ajv = new Ajv({ strict: false, allErrors: true });
    addFormats.default(ajv);
    ajv.addSchema({ $id: 'inventory', definitions });
    const body = await (await call('GET', '/inventory/v1/units?propertyId=NLT')).json();
    const validate = ajv.getSchema('inventory#/definitions/UnitListModel');
    if (!validate) throw new Error('the swagger has no UnitListModel');
    validate(body);
    expect(validate.errors ?? []).toEqual([]);
    const known = Object.keys(definitions.UnitItemModel.properties);
    for (const unit of body.units) for (const name of Object.keys(unit)) expect(known).toContain(name);
  });
});

describe('events and memory', () => {
  test('the subscriber hears of the first reservations as of any later one, once', async () => {
    expect(seedEvents.map(({ type, data }) => `${type} ${data.entityId}`).toSorted()).toEqual(
      pms
        .reservations()
        .map(({ id }) => `created ${id}`)
        .toSorted(),
    );
    await pms.close();
    const again = await createStandInPms(options());
    expect(again.unsentCount()).toBe(0);
    await again.close();
  });

  test('an event is retried until it is taken, also after a restart', async () => {
    answer = 503;
    await pms.act('AAAA-1', { kind: 'check_in' });
    await settled(() => retries.length === 1);
    expect(pms.unsentCount()).toBe(1);
    await pms.close();
    answer = 200;
    const again = await createStandInPms(options());
    await settled(() => again.unsentCount() === 0);
    expect(taken).toMatchObject([{ type: 'checked-in', data: { entityId: 'AAAA-1' } }]);
    expect(again.reservation('AAAA-1')).toMatchObject({ status: 'InHouse' });
    await again.close();
    const file = JSON.parse(await readFile(join(dataDir, 'pms.json'), 'utf8'));
    expect(file).toMatchObject({ seeded: true });
  });

  test('a failed webhook is tried again by its timer', async () => {
    answer = 500;
    await pms.act('AAAA-1', { kind: 'check_in' });
    await settled(() => retries.length === 1);
    answer = 200;
    retries[0]?.();
    await settled(() => pms.unsentCount() === 0);
    expect(taken).toHaveLength(1);
  });

  test('reinstating opens the stay again, unless the room was taken meanwhile', async () => {
    await pms.act('BBBB-1', { kind: 'check_out' });
    expect(await pms.act('BBBB-1', { kind: 'reinstate' })).toMatchObject({
      ok: true,
      reservation: { status: 'InHouse' },
    });
    await pms.act('BBBB-1', { kind: 'check_out' });
    await pms.act('AAAA-1', { kind: 'assign_unit', unit: '102' });
    await pms.act('AAAA-1', { kind: 'check_in' });
    expect(await pms.act('BBBB-1', { kind: 'reinstate' })).toMatchObject({ ok: false, code: 'unit_occupied' });
  });
});

describe('the front office', () => {
  test('serves its page and does what its buttons say', async () => {
    const page = await fetch(`${base}/`);
    expect(await page.text()).toContain('for trying Nightlatch');
    const done = await fetch(`${base}/office/reservations/AAAA-1`, {
      method: 'POST',
      body: JSON.stringify({ kind: 'check_in' }),
    });
    expect(done.status).toBe(200);
    expect(pms.reservation('AAAA-1')?.status).toBe('InHouse');
    const before = pms.reservation('AAAA-1')?.departure ?? 0;
    await fetch(`${base}/office/reservations/AAAA-1`, { method: 'POST', body: JSON.stringify({ kind: 'extend' }) });
    expect(pms.reservation('AAAA-1')?.departure).toBe(before + 24 * HOUR);
  });

  test('refuses pages of other sites and rubbish', async () => {
    const post = (body: string, headers: Record<string, string> = {}): Promise<Response> =>
      fetch(`${base}/office/reservations/AAAA-1`, { method: 'POST', body, headers });
    expect((await post('{"kind":"check_in"}', { origin: 'https://evil.example' })).status).toBe(403);
    expect((await post('not json')).status).toBe(400);
    expect((await post('{"kind":"explode"}')).status).toBe(400);
    expect((await post('x'.repeat(70_000))).status).toBe(413);
    expect((await fetch(`${base}/office/reservations/%E0%A4%A`, { method: 'POST', body: '{}' })).status).toBe(400);
    expect(pms.reservation('AAAA-1')?.status).toBe('Confirmed');
  });
});

test('instants carry the zone’s offset, also over the change of clocks', () => {
  expect(toZonedIso(Date.parse('2026-10-25T00:30:00Z'), 'Europe/Berlin')).toBe('2026-10-25T02:30:00+02:00');
  expect(toZonedIso(Date.parse('2026-10-25T01:30:00Z'), 'Europe/Berlin')).toBe('2026-10-25T02:30:00+01:00');
  expect(toZonedIso(Date.parse('2026-01-01T00:00:00.999Z'), 'America/St_Johns')).toBe('2025-12-31T20:30:00-03:30');
});
