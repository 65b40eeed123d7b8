// Authorized requests to Apaleo's APIs: token, one renewal on 401, and JSON or null.
import { createTokenSource } from '../../kit/client-credentials.ts';
import { ConnectorError } from '../../kit/connector-error.ts';
import type { ConnectionPorts } from '../../kit/pms-connector.ts';
import { createVendorHttp } from '../../kit/vendor-http.ts';
import { MANAGE_SCOPES, SCOPES } from './manifest.ts';

/** Settings of a connection, presets filled in. */
export interface ApaleoSettings {
  readonly propertyId: string;
  readonly apiUrl: string;
  readonly identityUrl: string;
  readonly webhookUrl: string;
  readonly clientId: string;
  readonly clientSecret: string;
}

/** One request; `query` values that are absent are left out. */
export interface ApiRequest {
  readonly what: string;
  readonly method?: 'GET' | 'POST' | 'PUT';
  /** Changes reservations: needs the scope for it. */
  readonly manages?: true;
  readonly base: 'api' | 'webhook';
  readonly path: string;
  readonly query?: Readonly<Record<string, string | number>>;
  readonly body?: unknown;
  readonly signal?: AbortSignal | undefined;
}

/** Sends a request; resolves to the parsed JSON, or null for 204 and 404. Throws `ConnectorError`. */
export type ApiClient = (request: ApiRequest) => Promise<unknown>;

/** Makes the client of one connection. */
export function createApiClient(settings: ApaleoSettings, ports: ConnectionPorts = {}): ApiClient {
  const http = createVendorHttp('Apaleo', ports);
  const tokensFor = (scope: string) =>
    createTokenSource({
      vendor: 'Apaleo',
      tokenUrl: `${trimmed(settings.identityUrl)}/connect/token`,
      clientId: settings.clientId,
      clientSecret: settings.clientSecret,
      scope,
      http,
      now: ports.now ?? Date.now,
    });
  const reading = tokensFor(SCOPES);
  const managing = tokensFor(MANAGE_SCOPES);

  async function send(request: ApiRequest): Promise<{ readonly status: number; readonly text: string }> {
    const tokens = request.manages ? managing : reading;
    const token = await tokens.token(request.signal);
    const answer = await http({
      what: request.what,
      method: request.method ?? 'GET',
      url: addressOf(settings, request),
      headers: {
        authorization: `Bearer ${token}`,
        accept: 'application/json',
        ...(request.body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(request.body !== undefined && { body: JSON.stringify(request.body) }),
      signal: request.signal,
    });
    if (answer.status === 401) tokens.forget(token);
    return answer;
  }

  return async (request) => {
    const first = await send(request);
    return judge(request.what, first.status === 401 ? await send(request) : first);
  };
}

function judge(what: string, { status, text }: { readonly status: number; readonly text: string }): unknown {
  if (status === 204 || status === 404) return null;
  if (status === 401 || status === 403) {
    throw new ConnectorError('vendor_unauthorised', `Apaleo: ${what} is not allowed to this client`, { status });
  }
  if (status >= 400) throw new ConnectorError('vendor_refused', `Apaleo: ${what} was refused`, { status });
  if (status >= 300) throw new ConnectorError('vendor_bad_answer', `Apaleo: ${what} was redirected`, { status });
  try {
    return text === '' ? null : JSON.parse(text);
  } catch {
    throw new ConnectorError('vendor_bad_answer', `Apaleo: the answer to ${what} is not JSON`, { status });
  }
}

function addressOf(settings: ApaleoSettings, request: ApiRequest): string {
  const url = new URL(`${trimmed(request.base === 'api' ? settings.apiUrl : settings.webhookUrl)}${request.path}`);
  for (const [name, value] of Object.entries(request.query ?? {})) url.searchParams.set(name, String(value));
  return url.href;
}

function trimmed(url: string): string {
  return url.replace(/\/+$/, '');
}
