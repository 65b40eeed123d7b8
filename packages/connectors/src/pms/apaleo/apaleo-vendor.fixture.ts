// A counterpart that answers like Apaleo over real HTTP, judges every request by the vendor's Swagger where present, and fails on demand.
import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { fileURLToPath } from 'node:url';

/** Folder of the vendor's own specification, or null where it is not present. */
export function vendorSpecFolder(): string | null {
  const shared = process.env.NIGHTLATCH_SHARED ?? fileURLToPath(new URL('../../../../../../shared', import.meta.url));
  const folder = `${shared}/specs/apaleo`;
  return existsSync(`${folder}/booking.json`) ? folder : null;
}

/** A reservation in Apaleo's shape, with what our connector looks at; made by this project. */
export function apaleoReservation(over: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  return {
    id: 'NLTESTAA-1',
    bookingId: 'NLTESTAA',
    status: 'InHouse',
    property: { id: 'MUC', code: 'MUC', name: 'Test hotel', description: 'A test hotel' },
    unit: { id: 'MUC-101', name: '101', description: 'Room 101', unitGroupId: 'MUC-DBL' },
    arrival: '2026-06-01T14:00:00+02:00',
    departure: '2026-06-03T11:00:00+02:00',
    created: '2026-05-20T10:00:00+02:00',
    modified: '2026-06-01T14:03:11.1234567+02:00',
    adults: 2,
    channelCode: 'Direct',
    primaryGuest: {
      firstName: 'Ada',
      lastName: 'Byron',
      email: 'ada@example.com',
      phone: '+491',
      preferredLanguage: 'EN',
    },
    additionalGuests: [{ lastName: 'Babbage' }],
    ...over,
  };
}

/** How the counterpart answers a request instead of its usual answer. */
export interface Fault {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Never answer. */
  readonly hang?: true;
  /** Close the connection without an answer. */
  readonly cut?: true;
  /** Only for this path's beginning. */
  readonly path?: string;
}

/** The running counterpart. */
export interface ApaleoVendor {
  readonly url: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly reservations: Map<string, Record<string, unknown>>;
  readonly units: Record<string, unknown>[];
  readonly subscriptions: Record<string, unknown>[];
  /** Answered one after another, before usual answers. */
  readonly faults: Fault[];
  /** While set, every request is answered so. */
  always: Fault | null;
  /** Every request as `METHOD path?query`. */
  readonly requests: string[];
  /** What the Swagger or the counterpart found wrong with our requests. */
  readonly problems: string[];
  /** Tokens given out so far; clearing makes them all invalid. */
  readonly tokens: Set<string>;
  /** Scopes that the client has; one that it has not is no scope to ask for. */
  readonly scopes: Set<string>;
  tokenSeconds: number;
  close(): Promise<void>;
}

/** Starts the counterpart on a free port of 127.0.0.1. */
export async function startApaleoVendor(): Promise<ApaleoVendor> {
  const judge = loadJudge();
  const server: Server = createServer((request, response) => {
    void answer(vendor, judge, request, response).catch((error: unknown) => {
      vendor.problems.push(String(error));
      response.destroy();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  const vendor: ApaleoVendor = {
    url: `http://127.0.0.1:${port}`,
    clientId: 'NLTE-SP-TEST',
    clientSecret: 'a secret: with/odd+chars',
    reservations: new Map(),
    units: [],
    subscriptions: [],
    faults: [],
    always: null,
    requests: [],
    problems: [],
    tokens: new Set(),
    scopes: new Set(['reservations.read', 'units.read', 'reservations.manage']),
    tokenSeconds: 3600,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
  return vendor;
}

async function answer(
  vendor: ApaleoVendor,
  judge: Judge,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const url = new URL(request.url ?? '/', vendor.url);
  const body = await bodyOf(request);
  vendor.requests.push(`${request.method} ${url.pathname}${url.search}`);
  const index = vendor.faults.findIndex((one) => url.pathname.startsWith(one.path ?? ''));
  const fault = index >= 0 ? vendor.faults.splice(index, 1)[0] : vendor.always;
  if (fault) return fail(fault, response);
  if (url.pathname === '/connect/token') return giveToken(vendor, request, body, response);
  const token = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1];
  if (token === undefined || !vendor.tokens.has(token)) return send(response, 401);
  vendor.problems.push(...judge(request.method ?? '', url));
  const reservation = /^\/booking\/v1\/reservations\/([^/]+)$/.exec(url.pathname);
  if (reservation?.[1]) {
    const found = vendor.reservations.get(decodeURIComponent(reservation[1]));
    return found ? send(response, 200, found) : send(response, 404);
  }
  const checkIn = /^\/booking\/v1\/reservation-actions\/([^/]+)\/checkin$/.exec(url.pathname)?.[1];
  if (checkIn !== undefined && request.method === 'PUT') {
    if (!token.includes('reservations.manage')) return send(response, 403);
    const found = vendor.reservations.get(decodeURIComponent(checkIn));
    if (!found) return send(response, 404);
    if (found.status !== 'Confirmed' || !found.unit) return send(response, 422, { messages: ['Not allowed.'] });
    vendor.reservations.set(decodeURIComponent(checkIn), { ...found, status: 'InHouse' });
    return send(response, 204);
  }
  if (url.pathname === '/booking/v1/reservations') {
    return sendPage(
      response,
      url,
      'reservations',
      [...vendor.reservations.values()].filter((one) => fits(one, url)),
    );
  }
  if (url.pathname === '/inventory/v1/units') return sendPage(response, url, 'units', vendor.units);
  if (url.pathname === '/v1/subscriptions' && request.method === 'GET')
    return send(response, 200, vendor.subscriptions);
  if (url.pathname === '/v1/subscriptions') {
    vendor.subscriptions.push(JSON.parse(body));
    return send(response, 201, { id: `s${vendor.subscriptions.length}` });
  }
  vendor.problems.push(`unexpected ${request.method} ${url.pathname}`);
  return send(response, 404);
}

function fail(fault: Fault, response: ServerResponse): void {
  if (fault.hang) return;
  if (fault.cut) return void response.destroy();
  response.writeHead(fault.status, fault.headers).end(fault.body ?? '');
}

function giveToken(vendor: ApaleoVendor, request: IncomingMessage, body: string, response: ServerResponse): void {
  const form = new URLSearchParams(body);
  const basic = /^Basic (.+)$/.exec(request.headers.authorization ?? '')?.[1] ?? '';
  const [id = '', secret = ''] = Buffer.from(basic, 'base64').toString('utf8').split(':').map(decodeURIComponent);
  if (form.get('grant_type') !== 'client_credentials') {
    send(response, 400, { error: 'unsupported_grant_type' });
  } else if (id !== vendor.clientId || secret !== vendor.clientSecret) {
    send(response, 400, { error: 'invalid_client' });
  } else if (!(form.get('scope') ?? '').split(' ').every((scope) => vendor.scopes.has(scope))) {
    send(response, 400, { error: 'invalid_scope' });
  } else {
    const token = `token-${(form.get('scope') ?? '').replaceAll(' ', '_')}-${randomUUID()}`;
    vendor.tokens.add(token);
    send(response, 200, { access_token: token, expires_in: vendor.tokenSeconds, token_type: 'Bearer' });
  }
}

function fits(reservation: Record<string, unknown>, url: URL): boolean {
  const query = url.searchParams;
  const from = Date.parse(query.get('from') ?? '1970-01-01');
  const to = Date.parse(query.get('to') ?? '2999-01-01');
  const at = (field: string): number => Date.parse(String(reservation[field]));
  const property = reservation.property as { id: string }; // our own fixture
  if (query.has('propertyIds') && query.get('propertyIds') !== property.id) return false;
  if (query.get('dateFilter') === 'Stay') return at('arrival') < to && at('departure') > from;
  if (query.get('dateFilter') === 'Modification') return at('modified') >= from && at('modified') < to;
  return true;
}

function sendPage(response: ServerResponse, url: URL, name: string, items: readonly unknown[]): void {
  const number = Number(url.searchParams.get('pageNumber') ?? 1);
  const size = Number(url.searchParams.get('pageSize') ?? 100);
  const page = items.slice((number - 1) * size, number * size);
  if (page.length === 0) send(response, 204);
  else send(response, 200, { [name]: page, count: items.length });
}

function send(response: ServerResponse, status: number, body?: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' });
  response.end(body === undefined ? '' : JSON.stringify(body));
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const part of request) text += part;
  return text;
}

type Judge = (method: string, url: URL) => string[];

interface SwaggerParameter {
  readonly in: string;
  readonly name: string;
  readonly type: string;
  readonly format?: string;
  readonly enum?: readonly string[];
  readonly items?: { readonly enum?: readonly string[] };
}

/** Judges method, path and every query parameter by the vendor's Swagger 2.0 files; without them it finds nothing. */
function loadJudge(): Judge {
  const folder = vendorSpecFolder();
  if (folder === null) return () => [];
  const paths = ['booking', 'inventory'].flatMap((file) =>
    Object.entries<Record<string, { parameters: SwaggerParameter[] }>>(
      JSON.parse(readFileSync(`${folder}/${file}.json`, 'utf8')).paths,
    ),
  );
  return (method, url) => {
    if (url.pathname.startsWith('/v1/subscriptions')) return []; // the Webhook API's own specification is not among them
    const found = paths.find(([path]) =>
      new RegExp(`^${path.replace(/[$]/g, '\\$').replace(/\{\w+\}/g, '[^/]+')}$`).test(url.pathname),
    );
    const operation = found?.[1][method.toLowerCase()];
    if (!operation) return [`not in the specification: ${method} ${url.pathname}`];
    return [...url.searchParams].flatMap(([name, value]) => {
      const parameter = operation.parameters.find((one) => one.in === 'query' && one.name === name);
      if (!parameter) return [`unknown query parameter ${name} of ${url.pathname}`];
      return isValue(parameter, value) ? [] : [`query parameter ${name} must not be ${value}`];
    });
  };
}

function isValue(parameter: SwaggerParameter, value: string): boolean {
  const allowed = parameter.enum ?? parameter.items?.enum;
  if (allowed) return value.split(',').every((one) => allowed.includes(one));
  if (parameter.type === 'integer') return /^\d+$/.test(value);
  if (parameter.format === 'date-time') return /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)$/.test(value);
  return true;
}
