// The Apaleo connector over real HTTP against a counterpart that judges each request by the vendor's Swagger where present.
import type { BookingStatus } from '@nightlatch/domain';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { PMS_CONFORMANCE, type PmsHarness, type VendorStay } from '../../kit/pms-conformance.ts';
import type { ConnectInput, PmsConnection } from '../../kit/pms-connector.ts';
import { type ApaleoVendor, apaleoReservation, startApaleoVendor, vendorSpecFolder } from './apaleo-vendor.fixture.ts';
import { connector } from './index.ts';

if (vendorSpecFolder() === null) {
  console.warn('skipped: vendor specification not present (requests are not judged by Swagger)');
}

const STATUS: Record<BookingStatus, string> = {
  confirmed: 'Confirmed',
  checked_in: 'InHouse',
  checked_out: 'CheckedOut',
  cancelled: 'Canceled',
  no_show: 'NoShow',
};

let vendor: ApaleoVendor;
let clock: number;
let waits: number[];

function connectInput(): ConnectInput {
  const { url } = vendor;
  return {
    config: { propertyId: 'MUC', apiUrl: `${url}/`, identityUrl: url, webhookUrl: url },
    credentials: { clientId: vendor.clientId, clientSecret: vendor.clientSecret },
    timeZone: 'Europe/Berlin',
    ports: {
      now: () => clock,
      random: () => 0,
      wait: async (ms, signal) => {
        signal?.throwIfAborted();
        waits.push(ms);
        clock += ms;
      },
    },
  };
}

function connect(): PmsConnection {
  return connector.connect(connectInput());
}

beforeAll(async () => {
  vendor = await startApaleoVendor();
});
afterAll(() => vendor.close());

function reset(): void {
  clock = Date.parse('2026-06-02T08:00:00Z');
  waits = [];
  vendor.reservations.clear();
  vendor.reservations.set('NLTESTAA-1', apaleoReservation());
  for (const list of [vendor.units, vendor.subscriptions, vendor.faults, vendor.requests]) list.length = 0;
  vendor.tokens.clear();
  vendor.always = null;
  vendor.tokenSeconds = 3600;
}

beforeEach(reset);
afterEach(() => {
  expect(vendor.problems.splice(0), 'what Swagger says of our requests').toEqual([]);
});

const tokenRequests = () => vendor.requests.filter((one) => one.startsWith('POST /connect/token')).length;
const reads = () => vendor.requests.filter((one) => one.includes('/reservations/')).length;

describe('tokens', () => {
  it('one for calls at the same time, and for later ones until shortly before its end', async () => {
    const connection = connect();
    await Promise.all(Array.from({ length: 5 }, () => connection.readReservation('NLTESTAA-1')));
    clock += 3_500_000;
    await connection.readReservation('NLTESTAA-1');
    expect(tokenRequests()).toBe(1);
    clock += 60_000;
    await connection.readReservation('NLTESTAA-1');
    expect(tokenRequests()).toBe(2);
  });

  it('401: a new token once, then it is a refusal', async () => {
    const connection = connect();
    await connection.readReservation('NLTESTAA-1');
    vendor.tokens.clear();
    expect(await connection.readReservation('NLTESTAA-1')).toMatchObject({ reference: 'NLTESTAA-1' });
    expect([tokenRequests(), reads()]).toEqual([2, 3]);
    vendor.faults.push({ status: 401, path: '/booking' }, { status: 401, path: '/booking' });
    await expect(connection.readReservation('NLTESTAA-1')).rejects.toMatchObject({
      code: 'vendor_unauthorised',
      status: 401,
    });
    expect([tokenRequests(), reads()]).toEqual([3, 5]);
  });

  it('a wrong secret is refused at once, and never repeated in the message', async () => {
    const wrong = { ...connectInput(), credentials: { clientId: vendor.clientId, clientSecret: 'hunter2' } };
    const error: Error = await connector
      .connect(wrong)
      .readReservation('NLTESTAA-1')
      .then(
        () => expect.unreachable(),
        (caught) => caught,
      );
    expect(error).toMatchObject({ code: 'vendor_unauthorised' });
    expect(String(error.stack)).not.toContain('hunter2');
    expect(tokenRequests()).toBe(1);
  });

  it("a caller's abort does not spoil the token for others", async () => {
    const connection = connect();
    vendor.faults.push({ status: 503, path: '/connect' });
    const controller = new AbortController();
    const aborted = connection.readReservation('NLTESTAA-1', controller.signal);
    const other = connection.readReservation('NLTESTAA-1');
    controller.abort();
    await expect(aborted).rejects.toMatchObject({ code: 'vendor_unavailable' });
    expect(await other).toMatchObject({ reference: 'NLTESTAA-1' });
  });
});

describe('retries', () => {
  it('429 and 503 as the vendor asks, by seconds and by date', async () => {
    const date = new Date(clock + 7000).toUTCString();
    vendor.faults.push({ status: 429, headers: { 'retry-after': '3' }, path: '/booking' });
    vendor.faults.push({ status: 503, headers: { 'retry-after': date }, path: '/booking' });
    expect(await connect().readReservation('NLTESTAA-1')).not.toBeNull();
    expect(waits).toEqual([3000, 4000]);
  });

  it('a longer wish is left to the caller', async () => {
    vendor.faults.push({ status: 429, headers: { 'retry-after': '120' }, path: '/booking' });
    const call = connect().readReservation('NLTESTAA-1');
    await expect(call).rejects.toMatchObject({ code: 'vendor_unavailable', status: 429, retryAfterSeconds: 120 });
    expect(waits).toEqual([]);
  });

  it('without a wish: longer and longer, then it gives up', async () => {
    const connection = connect();
    await connection.readReservation('NLTESTAA-1');
    vendor.always = { status: 500 };
    await expect(connection.readReservation('NLTESTAA-1')).rejects.toMatchObject({
      code: 'vendor_unavailable',
      status: 500,
    });
    expect(waits).toEqual([250, 500, 1000]);
    expect(reads()).toBe(5);
  });

  it('a cut connection is tried again', async () => {
    vendor.faults.push({ status: 0, cut: true, path: '/booking' }, { status: 0, cut: true, path: '/connect' });
    expect(await connect().readReservation('NLTESTAA-1')).not.toBeNull();
  });

  it('no answer within the limit is vendor_unavailable', async () => {
    vendor.always = { status: 0, hang: true };
    const limited = { ...connectInput(), ports: { ...connectInput().ports, timeLimitMs: 30 } };
    const call = connector.connect(limited).readReservation('NLTESTAA-1');
    await expect(call).rejects.toMatchObject({
      code: 'vendor_unavailable',
      message: expect.stringContaining('within'),
    });
  });

  it.each([
    [{ status: 403 }, 'vendor_unauthorised'],
    [{ status: 422, body: '{"messages":["no"]}' }, 'vendor_refused'],
    [{ status: 302, headers: { location: 'http://127.0.0.1:1/' } }, 'vendor_bad_answer'],
    [{ status: 200, body: '<html>' }, 'vendor_bad_answer'],
    [{ status: 200, body: '[]' }, 'vendor_bad_answer'],
    [{ status: 200, body: '{"id":"NLTESTAA-1"}' }, 'vendor_bad_answer'],
  ])('%j is %s, not tried again', async (fault, code) => {
    vendor.faults.push({ ...fault, path: '/booking' });
    await expect(connect().readReservation('NLTESTAA-1')).rejects.toMatchObject({ code });
    expect(reads()).toBe(1);
  });
});

describe('reading', () => {
  it("a reservation of another property is not this location's", async () => {
    vendor.reservations.set('NLTESTAB-1', apaleoReservation({ id: 'NLTESTAB-1', property: { id: 'BER' } }));
    expect(await connect().readReservation('NLTESTAB-1')).toBeNull();
  });

  it('what changed since an instant', async () => {
    const connection = connect();
    const since = async (iso: string) => {
      const found: string[] = [];
      for await (const one of connection.listReservations({ modifiedSince: Date.parse(iso) }))
        found.push(one.reference);
      return found;
    };
    expect(await since('2026-06-01T12:00:00.500Z')).toEqual(['NLTESTAA-1']);
    expect(await since('2026-06-01T13:00:00Z')).toEqual([]);
  });

  it('rooms, over pages', async () => {
    for (let n = 1; n <= 150; n += 1) vendor.units.push({ id: `MUC-${n}`, name: `${100 + n}`, description: '' });
    const rooms = (await connect().listRooms?.()) ?? [];
    expect(rooms.length).toBe(150);
    expect(rooms[149]).toEqual({ id: 'MUC-150', name: '250' });
  });

  it('subscribes once to what concerns bookings and rooms, and to what an earlier version did not ask for', async () => {
    const endpointUrl = 'https://hotel.example/hook';
    const subscription = (events: string[]) => ({ endpointUrl, events, propertyIds: ['MUC'] });
    for (let n = 0; n < 3; n += 1) await connect().ensureWebhook?.(endpointUrl);
    expect(vendor.subscriptions).toEqual([subscription(['reservation/*', 'unit/*'])]);
    vendor.subscriptions.splice(0, 1, subscription(['reservation/*']));
    for (let n = 0; n < 3; n += 1) await connect().ensureWebhook?.(endpointUrl);
    expect(vendor.subscriptions).toEqual([subscription(['reservation/*']), subscription(['unit/*'])]);
  });

  it.each([
    ['Clean', false, undefined, true],
    ['Clean', false, 'OutOfService', true],
    ['Clean', false, 'OutOfOrder', false],
    ['Clean', false, 'OutOfInventory', false],
    ['Clean', true, undefined, false],
    ['CleanToBeInspected', false, undefined, false],
    ['Dirty', false, undefined, false],
  ])('a room that is %s, occupied %s, in repair %s: ready %s', async (condition, isOccupied, type, ready) => {
    const maintenance = type === undefined ? {} : { maintenance: { id: 'M1', type } };
    vendor.units.push({ id: 'MUC-101', name: '101', status: { condition, isOccupied, ...maintenance } });
    expect(await connect().listRoomStates?.()).toEqual([{ unit: { id: 'MUC-101', name: '101' }, ready }]);
  });

  it('a webhook about a unit asks for a look at the rooms, and names none', () => {
    const body = { topic: 'Unit', type: 'changed', id: 'e1', propertyId: 'MUC', data: { entityId: '../x' } };
    expect(connector.parseWebhook(body, { propertyId: 'MUC' })).toEqual({ ok: true, hints: [], rooms: true });
    expect(connector.parseWebhook({ ...body, propertyId: 'BER' }, { propertyId: 'MUC' })).toEqual({
      ok: true,
      hints: [],
    });
  });
});

describe('conformance', () => {
  let count = 0;
  const harness = (): PmsHarness => ({
    connector,
    input: connectInput(),
    async putStay(stay: VendorStay) {
      count += 1;
      const id = `NLCONF${count}-1`;
      const unit = stay.unitName === null ? undefined : { id: `MUC-${stay.unitName}`, name: stay.unitName };
      const iso = (instant: number) => new Date(instant).toISOString().replace('.000Z', 'Z');
      const times = { arrival: iso(stay.arrivalAt), departure: iso(stay.checkOutAt) };
      const over = { id, status: STATUS[stay.status], unit, ...times, primaryGuest: { lastName: stay.lastName } };
      vendor.reservations.set(id, apaleoReservation(over));
      return id;
    },
    async putRoomState({ name, ready }) {
      const status = { condition: ready ? 'Clean' : 'Dirty', isOccupied: false };
      vendor.units.splice(0, vendor.units.length, { id: `MUC-${name}`, name, status });
    },
    webhookBodies: (entityId) =>
      ['created', 'amended', 'changed', 'checked-in', 'checked-out', 'unit-assigned', 'canceled'].map((type) => {
        return { topic: 'Reservation', type, id: `e-${type}`, propertyId: 'MUC', data: { entityId }, timestamp: 1 };
      }),
    behave(as) {
      const faults = {
        well: null,
        down: { status: 0, cut: true },
        refusing: { status: 401 },
        rubbish: { status: 200, body: '<' },
      } as const;
      vendor.always = faults[as];
    },
  });

  it.each(PMS_CONFORMANCE)('$name', async ({ run }) => run(harness()));
});

describe('checking a guest in', () => {
  const confirmed = () => vendor.reservations.set('NLTESTAA-1', apaleoReservation({ status: 'Confirmed' }));
  const puts = () => vendor.requests.filter((one) => one.startsWith('PUT'));

  it('is one PUT as Apaleo describes it, under a token for that alone', async () => {
    confirmed();
    expect(await connect().checkIn?.('NLTESTAA-1')).toEqual({ ok: true });
    expect(puts()).toEqual(['PUT /booking/v1/reservation-actions/NLTESTAA-1/checkin']);
    expect(vendor.requests.slice(-2)).toEqual(['POST /connect/token', ...puts()]);
  });

  it('counts as done when the answer was lost and the guest is in the house', async () => {
    confirmed();
    const connection = connect();
    // The first PUT is done and its answer lost: the repeat is refused by Apaleo, and read back.
    vendor.faults.push({ status: 422, path: '/booking/v1/reservation-actions' });
    const pending = connection.checkIn?.('NLTESTAA-1');
    vendor.reservations.set('NLTESTAA-1', apaleoReservation({ status: 'InHouse' }));
    expect(await pending).toEqual({ ok: true });
  });

  it('a client that may only read still reads, and says that it may not check in', async () => {
    confirmed();
    vendor.scopes.delete('reservations.manage');
    try {
      const connection = connect();
      expect(await connection.readReservation('NLTESTAA-1')).toMatchObject({ status: 'confirmed' });
      await expect(connection.checkIn?.('NLTESTAA-1')).rejects.toMatchObject({ code: 'vendor_unauthorised' });
    } finally {
      vendor.scopes.add('reservations.manage');
    }
  });
});
