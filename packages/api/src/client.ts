// The typed client: one function for every operation of the table; used by the apps, the tour and tests.
import type { OperationInput, OperationResult } from './operations.ts';
import type { Problem } from './problem.ts';
import { GUEST_ROUTES, type OperationId, ROUTES } from './routes.ts';

/** Thrown for every answer that is not a success; `problem` is what the server said. */
export class ApiProblem extends Error {
  override readonly name = 'ApiProblem';
  readonly problem: Problem;
  /** From the header Retry-After: not before this many milliseconds; absent where the server did not say. */
  readonly retryAfterMs: number | undefined;
  constructor(problem: Problem, retryAfterMs?: number) {
    super(`${problem.code}: ${problem.detail ?? problem.title}`);
    this.problem = problem;
    this.retryAfterMs = retryAfterMs;
  }
}

/** Thrown when no answer came: the server is out of reach. */
export class ApiUnreachable extends Error {
  override readonly name = 'ApiUnreachable';
  readonly code = 'unreachable';
}

export type ClientOptions = {
  /** Origin without trailing slash; '' for the page's own. */
  readonly baseUrl: string;
  readonly fetch?: typeof fetch;
  /** Added to every request, for instance Authorization. */
  readonly headers?: () => Record<string, string> | Promise<Record<string, string>>;
  /** Milliseconds after which a call that is not a stream is given up. */
  readonly timeoutMs?: number;
};

export type CallExtras = {
  /** Header Idempotency-Key for commands; a new one is made if absent. Repeat it to repeat the same command. */
  readonly idempotencyKey?: string;
  readonly ifMatch?: string;
  readonly signal?: AbortSignal;
};

/** The typed client; see {@link createClient}. */
export type Client = {
  call<O extends OperationId>(operation: O, input: OperationInput<O> & CallExtras): Promise<OperationResult<O>>;
  /** Opens a stream operation and gives its raw response. */
  open(operation: OperationId, input: { params?: Record<string, string>; signal?: AbortSignal }): Promise<Response>;
};

type Loose = {
  params?: Record<string, unknown>;
  query?: Record<string, unknown>;
  body?: unknown;
  bytes?: BodyInit;
  type?: string;
} & CallExtras;

const pathOf = (template: string, params: Record<string, unknown> = {}): string =>
  template.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(String(params[name])));

const queryOf = (query: Record<string, unknown> = {}): string => {
  const entries = Object.entries(query).filter(([, value]) => value !== undefined && value !== '');
  return entries.length ? `?${new URLSearchParams(entries.map(([k, v]) => [k, String(v)]))}` : '';
};

const problemOf = async (response: Response): Promise<Problem> => {
  const fallback: Problem = {
    type: 'about:blank',
    title: response.statusText || 'Error',
    status: response.status,
    code: 'internal_error',
  };
  const body: unknown = await response.json().catch(() => undefined);
  // The server documents problem+json for every error; anything else came from a proxy and keeps the fallback.
  return body !== null && typeof body === 'object' && 'code' in body ? (body as Problem) : fallback;
};

/** RFC 9110 §10.2.3: seconds, or a date. */
const retryAfterOf = (response: Response): number | undefined => {
  const said = response.headers.get('retry-after')?.trim() ?? '';
  if (/^\d{1,9}$/.test(said)) return Number(said) * 1_000;
  const at = Date.parse(said);
  return Number.isNaN(at) ? undefined : Math.max(0, at - Date.now());
};

/** Makes a client. Errors: {@link ApiProblem}, {@link ApiUnreachable}. */
export const createClient = (options: ClientOptions): Client => createClientOver(ROUTES, options);

/** The same for the guest app: it knows the guest's operations only, and is that much smaller. */
export const createGuestClient = (options: ClientOptions): Client => createClientOver(GUEST_ROUTES, options);

const createClientOver = (routes: Partial<typeof ROUTES>, options: ClientOptions): Client => {
  const doFetch = options.fetch ?? ((input: RequestInfo | URL, init?: RequestInit) => fetch(input, init));
  const send = async (operation: OperationId, input: Loose, stream: boolean): Promise<Response> => {
    const route = routes[operation];
    if (route === undefined) throw new Error(`this client has no operation ${operation}`);
    const [method, template] = route;
    const headers: Record<string, string> = {
      accept: stream ? 'text/event-stream' : 'application/json',
      ...(await options.headers?.()),
    };
    if (input.body !== undefined) headers['content-type'] = 'application/json';
    if (input.bytes !== undefined) headers['content-type'] = input.type ?? 'application/octet-stream';
    const body = input.bytes ?? (input.body === undefined ? undefined : JSON.stringify(input.body));
    if (method !== 'GET') headers['idempotency-key'] = input.idempotencyKey ?? crypto.randomUUID();
    if (input.ifMatch !== undefined) headers['if-match'] = input.ifMatch;
    const timeout = stream ? undefined : AbortSignal.timeout(options.timeoutMs ?? 15_000);
    const signals = [input.signal, timeout].filter((signal) => signal !== undefined);
    const response = await doFetch(options.baseUrl + pathOf(template, input.params) + queryOf(input.query), {
      method,
      headers,
      credentials: 'same-origin',
      ...(body === undefined ? {} : { body }),
      ...(signals.length ? { signal: AbortSignal.any(signals) } : {}),
    }).catch((cause: unknown) => {
      if (input.signal?.aborted) throw cause;
      throw new ApiUnreachable('The server can not be reached', { cause });
    });
    if (!response.ok) throw new ApiProblem(await problemOf(response), retryAfterOf(response));
    return response;
  };
  return {
    async call(operation, input) {
      const response = await send(operation, input as Loose, false); // the generic input is one of the shapes of Loose
      const isImage = response.headers.get('content-type')?.startsWith('image/');
      // The operations that give bytes give images.
      if (isImage) return new Uint8Array(await response.arrayBuffer()) as OperationResult<typeof operation>;
      const text = await response.text();
      return (text === '' ? undefined : JSON.parse(text)) as OperationResult<typeof operation>; // the server validates its answers against the same table
    },
    open: (operation, input) => send(operation, input, true),
  };
};
