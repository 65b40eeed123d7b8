// Apaleo's reservations and webhooks as input: our own fixtures, and the vendor's own examples where present.
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ConnectorError } from '../../kit/connector-error.ts';
import { apaleoReservation, vendorSpecFolder } from './apaleo-vendor.fixture.ts';
import { parseWebhook } from './parse-webhook.ts';
import { toBooking } from './to-booking.ts';

const input = { timeZone: 'Europe/Berlin', now: Date.parse('2026-06-02T08:00:00Z') };
const specs = vendorSpecFolder();
if (specs === null) console.warn('skipped: vendor specification not present (specs/apaleo)');

describe('toBooking, own fixtures', () => {
  it('takes the facts, and times with any fraction', () => {
    expect(toBooking(apaleoReservation(), input)).toEqual({
      reference: 'NLTESTAA-1',
      groupReference: 'NLTESTAA',
      propertyId: 'MUC',
      status: 'checked_in',
      unit: { id: 'MUC-101', name: '101' },
      unitChangesAt: null,
      arrivalDate: '2026-06-01',
      departureDate: '2026-06-03',
      arrivalAt: Date.parse('2026-06-01T12:00:00Z'),
      checkOutAt: Date.parse('2026-06-03T09:00:00Z'),
      guests: [
        { firstName: 'Ada', lastName: 'Byron', email: 'ada@example.com', phone: '+491', language: 'en' },
        { firstName: null, lastName: 'Babbage', email: null, phone: null, language: null },
      ],
      modifiedAt: Date.parse('2026-06-01T12:03:11.123Z'),
    });
  });

  it("dates are the hotel's, also when Apaleo writes UTC", () => {
    const late = apaleoReservation({ arrival: '2026-06-01T23:30:00Z', departure: '2026-06-03T22:30:00Z' });
    expect(toBooking(late, input)).toMatchObject({ arrivalDate: '2026-06-02', departureDate: '2026-06-04' });
  });

  it('of several rooms in turn, the present one; and says when it changes', () => {
    const range = (from: string, to: string) => [{ from: `2026-06-${from}:00+02:00`, to: `2026-06-${to}:00+02:00` }];
    const assignedUnits = [
      { unit: { id: 'MUC-101', name: '101' }, timeRanges: range('01T14:00', '02T12:00') },
      { unit: { id: 'MUC-202', name: '202' }, timeRanges: range('02T12:00', '03T11:00') },
    ];
    const reservation = apaleoReservation({ assignedUnits, unit: { id: 'MUC-202', name: '202' } });
    const noon = Date.parse('2026-06-02T10:00:00Z');
    expect(toBooking(reservation, { ...input, now: noon - 1 })).toMatchObject({
      unit: { name: '101' },
      unitChangesAt: noon,
    });
    expect(toBooking(reservation, { ...input, now: noon })).toMatchObject({
      unit: { name: '202' },
      unitChangesAt: null,
    });
    const early = Date.parse('2026-06-01T08:00:00Z');
    expect(toBooking(reservation, { ...input, now: early })).toMatchObject({ unit: { name: '202' } });
  });

  it.each(['id', 'bookingId', 'status', 'property', 'arrival', 'departure', 'modified'])(
    'without %s: a bad answer',
    (field) => {
      const broken = apaleoReservation({ [field]: undefined });
      expect(() => toBooking(broken, input)).toThrowError(expect.objectContaining({ code: 'vendor_bad_answer' }));
      expect(() => toBooking(broken, input)).toThrowError(new RegExp(field));
    },
  );

  it('no guest is a booking all the same', () => {
    const nobody = apaleoReservation({ primaryGuest: undefined, additionalGuests: undefined, unit: undefined });
    expect(toBooking(nobody, input)).toMatchObject({ guests: [], unit: null });
  });

  it('anything else is a bad answer, never another error', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom(...Object.keys(apaleoReservation())), fc.jsonValue()), (over) => {
        try {
          toBooking(apaleoReservation(over), input);
        } catch (error) {
          expect(error).toBeInstanceOf(ConnectorError);
          expect(error).toMatchObject({ code: 'vendor_bad_answer' });
        }
      }),
      { numRuns: 500 },
    );
  });
});

describe.skipIf(specs === null)("toBooking, the vendor's own examples", () => {
  const example = (name: string) => JSON.parse(readFileSync(`${specs}/apaleo-${name}.json`, 'utf8'));

  it('ReservationModel', () => {
    expect(toBooking(example('ReservationModel'), input)).toMatchObject({
      reference: 'XPGMSXGF-1',
      groupReference: 'XPGMSXGF',
      propertyId: 'MUC',
      status: 'confirmed',
      unit: { id: 'MUC-MTA', name: 'A.101' },
      arrivalDate: '2021-06-30',
      departureDate: '2021-07-02',
      checkOutAt: Date.parse('2021-07-02T09:00:00Z'),
      guests: [{ firstName: 'Jon', lastName: 'Doe', email: 'john.d@doe.com' }],
    });
  });

  it('ReservationListModel: every item', () => {
    const items: unknown[] = example('ReservationListModel').reservations;
    const statuses = items.map((item) => toBooking(item, input).status);
    expect(statuses.slice(0, 2)).toEqual(['confirmed', 'checked_out']);
  });

  it("the Swagger's examples, which are JSON inside a string", () => {
    const { definitions } = JSON.parse(readFileSync(`${specs}/booking.json`, 'utf8'));
    const inString: unknown = definitions.ReservationModel.example;
    const parsed = typeof inString === 'string' ? JSON.parse(inString) : inString;
    expect(toBooking(parsed, input).reference).toBe('XPGMSXGF-1');
  });

  it('every status of the specification is known', () => {
    const { definitions } = JSON.parse(readFileSync(`${specs}/booking.json`, 'utf8'));
    const statuses: string[] = definitions.ReservationModel.properties.status.enum;
    expect(statuses.map((status) => toBooking(apaleoReservation({ status }), input).status)).toEqual([
      'confirmed',
      'checked_in',
      'checked_out',
      'cancelled',
      'no_show',
    ]);
  });
});

describe('parseWebhook', () => {
  const body = {
    topic: 'Reservation',
    type: 'checked-in',
    id: 'ec5a1fe4-331c-450a-915c-5caa231cc825',
    accountId: 'NLTE',
    propertyId: 'MUC',
    data: { entityId: 'XPGMSXGF-1' },
    timestamp: 1_530_741_026,
  };
  const hint = { reference: 'XPGMSXGF-1', topic: 'Reservation/checked-in', eventId: body.id };

  it('is a hint, also for types that are new to us', () => {
    expect(parseWebhook(body, 'MUC')).toEqual({ ok: true, hints: [hint] });
    const future = parseWebhook({ ...body, type: 'door-painted' }, 'MUC');
    expect(future).toEqual({ ok: true, hints: [{ ...hint, topic: 'Reservation/door-painted' }] });
  });

  it('health checks, other topics and other properties are acknowledged and ignored', () => {
    const healthcheck = { id: 'x', topic: 'system', type: 'healthcheck', propertyIds: ['MUC'], timestamp: 1 };
    expect(parseWebhook(healthcheck, 'MUC')).toEqual({ ok: true, hints: [] });
    expect(parseWebhook({ ...body, topic: 'Folio' }, 'MUC')).toEqual({ ok: true, hints: [] });
    expect(parseWebhook({ ...body, propertyId: 'BER' }, 'MUC')).toEqual({ ok: true, hints: [] });
  });

  it.each([
    [[], 'body'],
    [{ ...body, topic: 1 }, 'topic'],
    [{ ...body, type: 'a b' }, 'type'],
    [{ ...body, data: undefined }, 'data.entityId'],
    [{ ...body, data: { entityId: '../../properties' } }, 'data.entityId'],
    [{ ...body, data: { entityId: 'x'.repeat(100) } }, 'data.entityId'],
  ])('refuses %j', (bad, field) => {
    expect(parseWebhook(bad, 'MUC')).toEqual({ ok: false, code: 'malformed_webhook', field });
  });

  it('never throws', () => {
    fc.assert(fc.property(fc.jsonValue(), (value) => void parseWebhook(value, 'MUC')));
  });
});
