// A PMS in memory, for tests of whatever uses connectors: same interface, same conformance suite, faults on demand. Simulated.
import { BOOKING_STATUSES } from '@nightlatch/domain';
import { ConnectorError, type ConnectorErrorCode } from './connector-error.ts';
import { checkFields, type Manifest } from './manifest.ts';
import type {
  PmsBooking,
  PmsCapability,
  PmsConnection,
  PmsConnector,
  PmsUnit,
  WebhookResult,
} from './pms-connector.ts';

/** Where a fake PMS is controlled. */
export interface FakePms {
  readonly connector: PmsConnector;
  /** Adds or replaces a booking; missing fields come from `anyBooking`. */
  put(booking: Partial<PmsBooking> & Pick<PmsBooking, 'reference'>): PmsBooking;
  remove(reference: string): void;
  /** Says whether a room is ready; rooms begin as ready. */
  putRoomState(room: { readonly name: string; readonly ready: boolean }): void;
  /** The body that its webhook for a booking has. */
  webhookBody(reference: string, eventId?: string): unknown;
  /** Makes the next `times` calls fail with `code`. */
  fail(code: ConnectorErrorCode, times?: number): void;
  readonly subscriptions: readonly string[];
}

const MANIFEST: Manifest<'pms', PmsCapability> = {
  kind: 'pms',
  id: 'fake',
  name: 'Fake PMS (simulated)',
  capabilities: ['read', 'list', 'webhooks', 'subscribe', 'rooms', 'room_states', 'check_in'],
  documentation: 'packages/connectors/src/kit/fake-pms.ts',
  config: [{ name: 'propertyId', label: 'Property id', kind: 'text', required: true }],
  credentials: [{ name: 'secret', label: 'Secret', kind: 'secret', required: true }],
};

/** A booking with nothing special about it: confirmed, room 101, 1–3 June 2026 in Berlin. */
export function anyBooking(reference: string): PmsBooking {
  return {
    reference,
    groupReference: null,
    propertyId: 'FAKE',
    status: 'confirmed',
    unit: { id: 'u-101', name: '101' },
    unitChangesAt: null,
    arrivalDate: '2026-06-01',
    departureDate: '2026-06-03',
    arrivalAt: Date.parse('2026-06-01T13:00:00Z'),
    checkOutAt: Date.parse('2026-06-03T09:00:00Z'),
    guests: [{ firstName: 'Ada', lastName: 'Byron', email: 'ada@example.com', phone: null, language: 'en' }],
    modifiedAt: Date.parse('2026-05-20T08:00:00Z'),
  };
}

/** Makes an empty fake PMS; `rooms` are what `listRooms` gives. */
export function createFakePms(rooms: readonly PmsUnit[] = [{ id: 'u-101', name: '101' }]): FakePms {
  const bookings = new Map<string, PmsBooking>();
  const subscriptions: string[] = [];
  const faults: ConnectorErrorCode[] = [];
  const unready = new Set<string>();

  function answer(signal: AbortSignal | undefined): void {
    if (signal?.aborted) throw new ConnectorError('vendor_unavailable', 'Fake PMS: aborted');
    const fault = faults.shift();
    if (fault) throw new ConnectorError(fault, 'Fake PMS: told to fail');
  }

  const connection: PmsConnection = {
    async readReservation(reference, signal) {
      answer(signal);
      return bookings.get(reference) ?? null;
    },
    async *listReservations(filter, signal) {
      answer(signal);
      for (const booking of bookings.values()) {
        const fits =
          'modifiedSince' in filter
            ? booking.modifiedAt >= filter.modifiedSince
            : booking.arrivalAt < filter.stayTo && (booking.checkOutAt ?? booking.arrivalAt) >= filter.stayFrom;
        if (fits) yield booking;
      }
    },
    async listRooms(signal) {
      answer(signal);
      return rooms;
    },
    async listRoomStates(signal) {
      answer(signal);
      return rooms.map((unit) => ({ unit, ready: !unready.has(unit.name) }));
    },
    async checkIn(reference, signal) {
      answer(signal);
      const booking = bookings.get(reference);
      if (!booking) return { ok: false, code: 'unknown' };
      if (booking.status === 'checked_in') return { ok: true };
      if (booking.status !== 'confirmed' || booking.unit === null) return { ok: false, code: 'refused' };
      bookings.set(reference, { ...booking, status: 'checked_in' });
      return { ok: true };
    },
    async ensureWebhook(endpointUrl, signal) {
      answer(signal);
      if (!subscriptions.includes(endpointUrl)) subscriptions.push(endpointUrl);
    },
    async test(signal) {
      try {
        answer(signal);
        return { ok: true };
      } catch (error) {
        if (error instanceof ConnectorError) return { ok: false, code: error.code, message: error.message };
        throw error;
      }
    },
  };

  return {
    connector: {
      manifest: MANIFEST,
      checkConfig({ config, credentials }) {
        const results = [checkFields(MANIFEST.config, config), checkFields(MANIFEST.credentials, credentials)];
        const problems = results.flatMap((result) => (result.ok ? [] : result.problems));
        return problems.length === 0 ? { ok: true } : { ok: false, problems };
      },
      parseWebhook,
      connect: () => connection,
    },
    put(booking) {
      const stored = { ...anyBooking(booking.reference), ...bookings.get(booking.reference), ...booking };
      if (!BOOKING_STATUSES.includes(stored.status)) throw new RangeError('no such booking status');
      bookings.set(stored.reference, stored);
      return stored;
    },
    remove: (reference) => void bookings.delete(reference),
    putRoomState: ({ name, ready }) => void (ready ? unready.delete(name) : unready.add(name)),
    webhookBody: (reference, eventId) => ({ kind: 'changed', reference, ...(eventId !== undefined && { eventId }) }),
    fail: (code, times = 1) => void faults.push(...Array.from({ length: times }, () => code)),
    subscriptions,
  };
}

function parseWebhook(body: unknown): WebhookResult {
  const { kind, reference, eventId } = (typeof body === 'object' && body !== null ? body : {}) as Record<
    string,
    unknown
  >; // checked below
  if (kind !== 'changed') return { ok: false, code: 'malformed_webhook', field: 'kind' };
  if (typeof reference !== 'string' || !/^[\w-]{1,64}$/.test(reference)) {
    return { ok: false, code: 'malformed_webhook', field: 'reference' };
  }
  return { ok: true, hints: [{ reference, topic: kind, eventId: typeof eventId === 'string' ? eventId : null }] };
}
