// The stand-in PMS over HTTP in Apaleo's shapes: token, reservations, actions, bookings, units, webhook subscriptions.
import { randomBytes, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { readBody, readJsonObject, sendEmpty, sendJson } from '../http-answers.ts';
import { expansions, toReservation, toReservationItem, toUnitItem, type UnitUse, unitShape } from './apaleo-shapes.ts';
import { parseBooking, parseStay } from './parse-booking.ts';
import type { PmsAction } from './pms-actions.ts';
import type { PmsRefusal, PmsReservation } from './pms-types.ts';
import type { StandInPms } from './stand-in-pms.ts';

/** Serves one API request; `path` is what follows `/pms`. Resolves to false when the path is none of the API's. */
export type ApaleoRoutes = (
  request: IncomingMessage,
  response: ServerResponse,
  path: string,
  query: URLSearchParams,
) => Promise<boolean>;

const TOKEN_SECONDS = 3600;
const PAGE_SIZE = 100;
/** Nobody keeps house in this PMS: a room is made up so long after its guest checked out. */
const HOUSEKEEPING_MS = 30 * 60_000;
const LARGEST_PAGE = 1000;
const STATUSES: readonly string[] = ['Confirmed', 'InHouse', 'CheckedOut', 'Canceled', 'NoShow'];

/** Makes the API of one PMS. Tokens live in memory: after a restart callers ask for a new one, as with any expired token. */
export function createApaleoRoutes(pms: StandInPms): ApaleoRoutes {
  const tokens = new Map<string, number>();

  function authorized(request: IncomingMessage): boolean {
    const token = /^Bearer (.+)$/i.exec(request.headers.authorization ?? '')?.[1];
    const expires = token === undefined ? undefined : tokens.get(token);
    return expires !== undefined && expires > pms.now();
  }

  async function giveToken(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const form = new URLSearchParams(await readBody(request));
    const basic = /^Basic (.+)$/i.exec(request.headers.authorization ?? '')?.[1];
    const [user, ...rest] = basic === undefined ? [] : Buffer.from(basic, 'base64').toString('utf8').split(':');
    const clientId = user ?? form.get('client_id') ?? '';
    const clientSecret = basic === undefined ? (form.get('client_secret') ?? '') : rest.join(':');
    if (form.get('grant_type') !== 'client_credentials') {
      sendJson(response, 400, { error: 'unsupported_grant_type' });
    } else if (!same(clientId, pms.clientId) || !same(clientSecret, pms.clientSecret)) {
      sendJson(response, 400, { error: 'invalid_client' });
    } else {
      for (const [old, expires] of tokens) if (expires <= pms.now()) tokens.delete(old);
      const token = randomBytes(32).toString('base64url');
      tokens.set(token, pms.now() + TOKEN_SECONDS * 1000);
      const scope = form.get('scope') ?? 'reservations.read reservations.manage units.read';
      sendJson(response, 200, { access_token: token, expires_in: TOKEN_SECONDS, token_type: 'Bearer', scope });
    }
  }

  return async (request, response, path, query) => {
    if (path === '/connect/token' && request.method === 'POST') {
      await giveToken(request, response);
      return true;
    }
    const route = matchRoute(request.method ?? 'GET', path);
    if (!route) return false;
    if (!authorized(request)) {
      sendEmpty(response, 401, { 'www-authenticate': 'Bearer' });
      return true;
    }
    await route(request, response, query, pms);
    return true;
  };
}

type Route = (
  request: IncomingMessage,
  response: ServerResponse,
  query: URLSearchParams,
  pms: StandInPms,
) => Promise<void>;

function matchRoute(method: string, path: string): Route | undefined {
  const [, service, version, resource, id, action, extra, ...more] = path.split('/').map(decodeSegment);
  if (version !== 'v1' || more.length > 0) return resource === undefined ? matchSubscriptions(method, path) : undefined;
  if (service === 'inventory' && resource === 'units' && method === 'GET' && id === undefined) return listUnits;
  if (service !== 'booking') return undefined;
  if (resource === 'reservations' && method === 'GET' && action === undefined)
    return id === undefined || id === '' ? listReservations : readReservation(id);
  if (resource === 'reservation-actions' && method === 'PUT' && id !== undefined && action !== undefined)
    return actOn(id, action, extra);
  if (resource === 'bookings' && method === 'POST' && id === undefined) return createBooking;
  return undefined;
}

function matchSubscriptions(method: string, path: string): Route | undefined {
  if (path !== '/v1/subscriptions') return undefined;
  if (method === 'GET') return async (_request, response, _query, pms) => sendJson(response, 200, pms.subscriptions());
  if (method === 'POST') return subscribe;
  return undefined;
}

function readReservation(id: string): Route {
  return async (_request, response, query, pms) => {
    const reservation = pms.reservation(id);
    if (!reservation) sendEmpty(response, 404);
    else sendJson(response, 200, toReservation(reservation, pms, listOf(query, 'expand')));
  };
}

const listReservations: Route = async (_request, response, query, pms) => {
  const problem = [...listOf(query, 'status')].find((status) => !STATUSES.includes(status));
  if (problem !== undefined) return sendMessages(response, [`The value '${problem}' is not valid for status.`]);
  const found = pms.reservations().filter((reservation) => matches(reservation, query, pms.property.id));
  const page = pageOf(found, query);
  if (page === undefined) return sendMessages(response, [BAD_PAGE]);
  if (page.length === 0) return sendEmpty(response, 204);
  const expand = listOf(query, 'expand');
  const reservations = page.map((one) => ({ ...toReservationItem(one, pms), ...expansions(one, pms, expand) }));
  sendJson(response, 200, { reservations, count: found.length });
};

const listUnits: Route = async (_request, response, query, pms) => {
  const property = query.get('propertyId');
  const found = property === null || property === pms.property.id ? pms.units : [];
  const page = pageOf(found, query);
  if (page === undefined) return sendMessages(response, [BAD_PAGE]);
  if (page.length === 0) return sendEmpty(response, 204);
  const all = pms.reservations();
  const used = (unitId: string, by: (one: PmsReservation) => boolean): boolean =>
    all.some((one) => one.unitId === unitId && by(one));
  const useOf = ({ id }: { readonly id: string }): UnitUse => {
    const isOccupied = used(id, ({ status }) => status === 'InHouse');
    const isLeft = used(id, ({ checkOutTime }) => (checkOutTime ?? 0) > pms.now() - HOUSEKEEPING_MS);
    return { isOccupied, isMadeUp: !isOccupied && !isLeft };
  };
  sendJson(response, 200, {
    units: page.map((unit) => toUnitItem(unit, pms, useOf(unit))),
    count: found.length,
  });
};

const BAD_PAGE = 'pageNumber and pageSize must be whole numbers, pageSize at most 1000.';

/** The page asked for; undefined: the question makes no sense. */
function pageOf<T>(found: readonly T[], query: URLSearchParams): readonly T[] | undefined {
  const pageNumber = wholeNumber(query.get('pageNumber'), 1);
  const pageSize = wholeNumber(query.get('pageSize'), PAGE_SIZE);
  if (pageNumber === undefined || pageSize === undefined || pageSize > LARGEST_PAGE) return undefined;
  return found.slice((pageNumber - 1) * pageSize, pageNumber * pageSize);
}

function matches(reservation: PmsReservation, query: URLSearchParams, propertyId: string): boolean {
  const statuses = listOf(query, 'status');
  const properties = listOf(query, 'propertyIds');
  const units = listOf(query, 'unitIds');
  const bookingId = query.get('bookingId');
  const text = query.get('textSearch')?.toLowerCase();
  return (
    (statuses.size === 0 || statuses.has(reservation.status)) &&
    (properties.size === 0 || properties.has(propertyId)) &&
    (units.size === 0 || (reservation.unitId !== undefined && units.has(reservation.unitId))) &&
    (bookingId === null || bookingId === reservation.bookingId) &&
    (text === undefined || textOf(reservation).includes(text)) &&
    inDates(reservation, query)
  );
}

function inDates(reservation: PmsReservation, query: URLSearchParams): boolean {
  const filter = query.get('dateFilter');
  if (filter === null) return true;
  const from = query.get('from') === null ? Number.NEGATIVE_INFINITY : Date.parse(query.get('from') ?? '');
  const to = query.get('to') === null ? Number.POSITIVE_INFINITY : Date.parse(query.get('to') ?? '');
  const within = (instant: number | undefined): boolean => instant !== undefined && instant >= from && instant <= to;
  switch (filter) {
    case 'Arrival':
      return within(reservation.arrival);
    case 'Departure':
      return within(reservation.departure);
    case 'Stay':
      return reservation.arrival <= to && reservation.departure >= from;
    case 'Creation':
      return within(reservation.created);
    case 'Modification':
      return within(reservation.modified);
    case 'Cancellation':
      return within(reservation.cancellationTime);
    default:
      return true;
  }
}

function actOn(id: string, name: string, extra: string | undefined): Route {
  return async (request, response, _query, pms) => {
    const action = await toAction(request, name, extra);
    if (!action) return sendEmpty(response, 404);
    const result = await pms.act(id, action);
    if (!result.ok) return sendRefusal(response, result);
    if (action.kind !== 'assign_unit') return sendEmpty(response, 204);
    const unit = unitShape(result.reservation.unitId, pms);
    if (action.unit !== undefined) return sendJson(response, 200, { unit });
    const { from, to } = stayOf(result.reservation, pms);
    sendJson(response, 200, { timeSlices: [{ unit, from, to }] });
  };
}

async function toAction(
  request: IncomingMessage,
  name: string,
  extra: string | undefined,
): Promise<PmsAction | undefined> {
  if (name === 'assign-unit') return { kind: 'assign_unit', ...(extra !== undefined && { unit: extra }) };
  if (extra !== undefined) return undefined;
  if (name === 'checkin') return { kind: 'check_in' };
  if (name === 'checkout') return { kind: 'check_out' };
  if (name === 'cancel') return { kind: 'cancel' };
  if (name === 'noshow') return { kind: 'no_show' };
  if (name === 'unassign-units') return { kind: 'unassign_units' };
  if (name === 'amend') return { kind: 'amend', ...parseStay(await readJsonObject(request)) };
  return undefined;
}

const createBooking: Route = async (request, response, _query, pms) => {
  const seeds = parseBooking(await readJsonObject(request));
  if (typeof seeds === 'string') return sendMessages(response, [seeds]);
  const ids: { id: string }[] = [];
  for (const seed of seeds) ids.push({ id: (await pms.create(seed)).id });
  sendJson(response, 201, { id: ids[0]?.id.split('-')[0] ?? '', reservationIds: ids });
};

const subscribe: Route = async (request, response, _query, pms) => {
  const { endpointUrl, events, propertyIds } = await readJsonObject(request);
  if (typeof endpointUrl !== 'string' || !URL.canParse(endpointUrl))
    return sendMessages(response, ['endpointUrl must be an absolute URL.']);
  const subscription = await pms.subscribe({ endpointUrl, events: texts(events), propertyIds: texts(propertyIds) });
  sendJson(response, 201, { id: subscription.id });
};

function sendRefusal(response: ServerResponse, refusal: PmsRefusal): void {
  if (refusal.code === 'not_found' || refusal.code === 'unit_not_found') sendEmpty(response, 404);
  else sendMessages(response, [refusal.message]);
}

function sendMessages(response: ServerResponse, messages: readonly string[]): void {
  sendJson(response, 422, { messages });
}

function stayOf(reservation: PmsReservation, pms: StandInPms): { from: unknown; to: unknown } {
  const { arrival, departure } = toReservationItem(reservation, pms);
  return { from: arrival, to: departure };
}

function listOf(query: URLSearchParams, name: string): ReadonlySet<string> {
  return new Set(
    query
      .getAll(name)
      .flatMap((value) => value.split(','))
      .filter((value) => value !== ''),
  );
}

function textOf(reservation: PmsReservation): string {
  const { primaryGuest } = reservation;
  return `${reservation.id} ${primaryGuest.firstName ?? ''} ${primaryGuest.lastName} ${primaryGuest.email ?? ''}`.toLowerCase();
}

function wholeNumber(text: string | null, otherwise: number): number | undefined {
  if (text === null) return otherwise;
  return /^[1-9]\d{0,6}$/.test(text) ? Number(text) : undefined;
}

function texts(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
}

function decodeSegment(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

function same(a: string, b: string): boolean {
  const left = Buffer.from(a);
  const right = Buffer.from(b);
  return left.length === right.length && timingSafeEqual(left, right);
}
