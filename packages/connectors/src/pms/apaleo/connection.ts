// A location's connection to Apaleo: reads reservations back, lists them, lists rooms, subscribes to webhooks.
import { readAnswer } from '../../kit/answer-reader.ts';
import { ConnectorError } from '../../kit/connector-error.ts';
import type {
  ConnectionPorts,
  ConnectionTest,
  PmsBooking,
  PmsConnection,
  PmsRoomState,
  PmsUnit,
  ReservationFilter,
} from '../../kit/pms-connector.ts';
import { type ApaleoSettings, type ApiClient, createApiClient } from './api-client.ts';
import { WEBHOOK_EVENTS } from './manifest.ts';
import { isReservationId } from './parse-webhook.ts';
import { toBooking } from './to-booking.ts';

const PAGE_SIZE = 100;
/** A listing longer than this is a fault, not a hotel. */
const MOST_PAGES = 1000;

/** What a connection is made of. */
export interface ApaleoConnectionInput {
  readonly settings: ApaleoSettings;
  readonly timeZone: string;
  readonly ports?: ConnectionPorts;
}

/** Opens a connection; the first call asks for a token. */
export function connectApaleo({ settings, timeZone, ports = {} }: ApaleoConnectionInput): PmsConnection {
  const api = createApiClient(settings, ports);
  const now = ports.now ?? Date.now;
  const read = (reservation: unknown): PmsBooking => toBooking(reservation, { timeZone, now: now() });
  const readReservation = async (reference: string, signal?: AbortSignal): Promise<PmsBooking | null> => {
    if (!isReservationId(reference)) return null;
    const path = `/booking/v1/reservations/${encodeURIComponent(reference)}`;
    const query = { expand: 'assignedUnits' };
    const found = await api({ what: 'reading a reservation', base: 'api', path, query, signal });
    const booking = found === null ? null : read(found);
    return booking?.propertyId === settings.propertyId ? booking : null;
  };
  return {
    readReservation,
    async checkIn(reference, signal) {
      // Read first: only a reservation of this property is touched, and one that is in the house is done.
      const before = await readReservation(reference, signal);
      if (before === null) return { ok: false, code: 'unknown' };
      if (before.status === 'checked_in') return { ok: true };
      if (before.status !== 'confirmed') return { ok: false, code: 'refused' };
      const path = `/booking/v1/reservation-actions/${encodeURIComponent(reference)}/checkin`;
      try {
        await api({ what: 'checking a guest in', method: 'PUT', manages: true, base: 'api', path, signal });
        return { ok: true };
      } catch (error) {
        if (!(error instanceof ConnectorError) || error.code !== 'vendor_refused') throw error;
        // Refused because somebody else was faster, or an answer of ours was lost?
        const after = await readReservation(reference, signal);
        return after?.status === 'checked_in' ? { ok: true } : { ok: false, code: 'refused' };
      }
    },
    async *listReservations(filter, signal) {
      const query = {
        propertyIds: settings.propertyId,
        ...dateFilter(filter),
        expand: 'assignedUnits',
        sort: 'id:asc',
      };
      const request = { what: 'listing reservations', base: 'api', path: '/booking/v1/reservations', signal } as const;
      for await (const page of pages(api, request, query)) {
        for (const item of readAnswer('Apaleo', 'list', page).list('reservations')) yield read(item.value);
      }
    },
    async listRooms(signal) {
      const rooms: PmsUnit[] = [];
      for await (const unit of listUnits(api, settings.propertyId, signal)) rooms.push(toUnit(unit));
      return rooms;
    },
    async listRoomStates(signal) {
      const states: PmsRoomState[] = [];
      for await (const unit of listUnits(api, settings.propertyId, signal)) states.push(toRoomState(unit));
      return states;
    },
    ensureWebhook: (endpointUrl, signal) => ensureWebhook(api, settings.propertyId, endpointUrl, signal),
    test: (signal) => testConnection(api, settings.propertyId, signal),
  };
}

type Query = Readonly<Record<string, string | number>>;

/** Pages until one comes short or empty (204). */
async function* pages(api: ApiClient, request: Parameters<ApiClient>[0], query: Query): AsyncGenerator<unknown> {
  for (let pageNumber = 1; pageNumber <= MOST_PAGES; pageNumber += 1) {
    const page = await api({ ...request, query: { ...query, pageNumber, pageSize: PAGE_SIZE } });
    if (page === null) return;
    yield page;
    const total = readAnswer('Apaleo', 'list', page).optionalNumber('count');
    if (total !== null && pageNumber * PAGE_SIZE >= total) return;
  }
  throw new ConnectorError('vendor_bad_answer', `Apaleo: ${request.what} does not end`);
}

/** Apaleo wants date and time without fractions. */
function dateFilter(filter: ReservationFilter): Record<string, string> {
  const iso = (instant: number): string =>
    new Date(Math.floor(instant / 1000) * 1000).toISOString().replace('.000Z', 'Z');
  if ('modifiedSince' in filter) return { dateFilter: 'Modification', from: iso(filter.modifiedSince) };
  return { dateFilter: 'Stay', from: iso(filter.stayFrom), to: iso(filter.stayTo) };
}

type Unit = ReturnType<ReturnType<typeof readAnswer>['list']>[number];

async function* listUnits(api: ApiClient, propertyId: string, signal?: AbortSignal): AsyncGenerator<Unit> {
  const request = { what: 'listing rooms', base: 'api', path: '/inventory/v1/units', signal } as const;
  for await (const page of pages(api, request, { propertyId })) {
    yield* readAnswer('Apaleo', 'list', page).list('units');
  }
}

const toUnit = (unit: Unit): PmsUnit => ({ id: unit.text('id'), name: unit.text('name') });

/** `CleanToBeInspected` is not ready: the hotel wants somebody to look first. A small repair (`OutOfService`) keeps nobody out. */
function toRoomState(unit: Unit): PmsRoomState {
  const status = unit.object('status');
  const repair = status.optionalObject('maintenance')?.text('type') ?? 'OutOfService';
  const ready = status.text('condition') === 'Clean' && !status.flag('isOccupied') && repair === 'OutOfService';
  return { unit: toUnit(unit), ready };
}

async function ensureWebhook(
  api: ApiClient,
  propertyId: string,
  endpointUrl: string,
  signal?: AbortSignal,
): Promise<void> {
  const path = '/v1/subscriptions';
  const found = await api({ what: 'listing webhook subscriptions', base: 'webhook', path, signal });
  const list = readAnswer('Apaleo', 'subscriptions', { subscriptions: found ?? [] }).list('subscriptions');
  // One of an earlier version may lack events that we ask for today.
  const known = new Set(
    list.filter((one) => one.optionalText('endpointUrl') === endpointUrl).flatMap((one) => one.texts('events')),
  );
  const events = WEBHOOK_EVENTS.filter((event) => !known.has(event));
  if (events.length === 0) return;
  const body = { endpointUrl, events, propertyIds: [propertyId] };
  await api({ what: 'subscribing to webhooks', method: 'POST', base: 'webhook', path, body, signal });
}

async function testConnection(api: ApiClient, propertyId: string, signal?: AbortSignal): Promise<ConnectionTest> {
  try {
    const query = { propertyIds: propertyId, pageNumber: 1, pageSize: 1 };
    await api({ what: 'a first read', base: 'api', path: '/booking/v1/reservations', query, signal });
    return { ok: true };
  } catch (error) {
    if (error instanceof ConnectorError) return { ok: false, code: error.code, message: error.message };
    throw error;
  }
}
