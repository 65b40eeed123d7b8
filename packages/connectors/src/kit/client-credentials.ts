// Access tokens by OAuth 2.0 client credentials (RFC 6749 §4.4): one at a time, kept until shortly before its end.
import { ConnectorError } from './connector-error.ts';
import type { VendorHttp } from './vendor-http.ts';

/** A token that would end within this time is not used any more. */
const MARGIN_MS = 60_000;
const SHORTEST_LIFE_MS = 5_000;

/** Where and as whom to ask. `scope` space-separated; '' asks for what the client may have. */
export interface ClientCredentials {
  readonly vendor: string;
  readonly tokenUrl: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly scope: string;
  readonly http: VendorHttp;
  readonly now: () => number;
}

/** Source of tokens of one connection. */
export interface TokenSource {
  /** A token that should work; callers at the same time share one request. */
  token(signal?: AbortSignal): Promise<string>;
  /** Tells that the vendor refused this token: the next call asks for another. */
  forget(token: string): void;
}

/** Makes the source. `token` throws `ConnectorError`: `vendor_unauthorised` for refused credentials. */
export function createTokenSource(options: ClientCredentials): TokenSource {
  let current: { readonly token: string; readonly until: number } | null = null;
  let asking: Promise<string> | null = null;

  async function ask(): Promise<string> {
    const asked = options.now();
    const { token, lifeMs } = await requestToken(options);
    current = { token, until: asked + Math.max(lifeMs - MARGIN_MS, SHORTEST_LIFE_MS) };
    return token;
  }

  return {
    token(signal) {
      if (current && current.until > options.now()) return Promise.resolve(current.token);
      asking ??= ask().finally(() => {
        asking = null;
      });
      return signal ? unlessAborted(asking, signal, options.vendor) : asking;
    },
    forget(token) {
      if (current?.token === token) current = null;
    },
  };
}

/** The request is shared: one caller's abort ends that caller's wait, not the request. */
function unlessAborted<T>(shared: Promise<T>, signal: AbortSignal, vendor: string): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = (): void => reject(new ConnectorError('vendor_unavailable', `${vendor}: the call was ended early`));
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop, { once: true });
    shared.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
  });
}

async function requestToken({
  vendor,
  tokenUrl,
  clientId,
  clientSecret,
  scope,
  http,
}: ClientCredentials): Promise<{ token: string; lifeMs: number }> {
  const form = new URLSearchParams({ grant_type: 'client_credentials', ...(scope !== '' && { scope }) });
  const basic = Buffer.from(`${encodeURIComponent(clientId)}:${encodeURIComponent(clientSecret)}`).toString('base64');
  const { status, text } = await http({
    what: 'the request for an access token',
    method: 'POST',
    url: tokenUrl,
    headers: {
      authorization: `Basic ${basic}`,
      'content-type': 'application/x-www-form-urlencoded',
      accept: 'application/json',
    },
    body: form.toString(),
  });
  if (status === 400 || status === 401 || status === 403) {
    throw new ConnectorError('vendor_unauthorised', `${vendor}: client id or secret refused`, { status });
  }
  const answer = readToken(status === 200 ? text : '');
  if (!answer) throw new ConnectorError('vendor_bad_answer', `${vendor}: no access token in the answer`, { status });
  return answer;
}

function readToken(text: string): { token: string; lifeMs: number } | null {
  try {
    const answer: unknown = JSON.parse(text);
    if (typeof answer !== 'object' || answer === null) return null;
    const { access_token: token, expires_in: seconds } = answer as Record<string, unknown>; // fields are checked below
    if (typeof token !== 'string' || token === '' || !/^[\x21-\x7e]+$/.test(token)) return null;
    return { token, lifeMs: typeof seconds === 'number' && seconds > 0 ? seconds * 1000 : 300_000 };
  } catch {
    return null;
  }
}
