// HTTPS calls to addresses that strangers chose: never to this machine or an inner network, checked at the moment of connecting.
import { type LookupAddress, lookup as resolveName } from 'node:dns';
import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { isPublic } from './guard-address.ts';

export type OutsideCall = {
  readonly url: string;
  readonly method: 'POST' | 'GET';
  readonly headers: Readonly<Record<string, string | number>>;
  readonly body: Uint8Array | null;
  readonly timeLimitMs?: number;
  /** Tests only: plain HTTP and loopback are fine. */
  readonly localAllowed?: boolean;
};

export type OutsideAnswer = { readonly status: number; readonly retryAfter: string | null };

export type OutsideErrorCode = 'address_not_allowed' | 'unreachable';

/** No answer was had. */
export class OutsideError extends Error {
  override readonly name = 'OutsideError';
  readonly code: OutsideErrorCode;
  constructor(code: OutsideErrorCode, options?: ErrorOptions) {
    super(code === 'unreachable' ? 'The address does not answer.' : 'The address is not a public one.', options);
    this.code = code;
  }
}

const TIME_LIMIT_MS = 10_000;

/** Whether we would ever call this URL: https, no credentials, a name or a public address. */
export const isCallableUrl = (text: string, localAllowed = false): boolean => {
  if (!URL.canParse(text)) return false;
  const url = new URL(text);
  if (url.username !== '' || url.password !== '') return false;
  if (localAllowed) return url.protocol === 'https:' || url.protocol === 'http:';
  const host = url.hostname.replace(/^\[|\]$/g, '');
  return url.protocol === 'https:' && (isIP(host) === 0 ? host.includes('.') : isPublic(host));
};

/** Resolves a name and refuses it if any of its addresses is not public: what is checked is what is connected to. */
const publicLookup: LookupFunction = (hostname, options, callback) => {
  resolveName(hostname, { ...options, all: true }, (error, addresses: LookupAddress[]) => {
    if (error) return callback(error, '', 0);
    const [first] = addresses;
    if (!first || !addresses.every(({ address }) => isPublic(address))) {
      return callback(new OutsideError('address_not_allowed'), '', 0);
    }
    return options.all ? callback(null, addresses) : callback(null, first.address, first.family);
  });
};

/** Sends it; follows no redirect and reads no body beyond its status. Throws {@link OutsideError}. */
export const callOutside = (call: OutsideCall): Promise<OutsideAnswer> =>
  new Promise((resolve, reject) => {
    const localAllowed = call.localAllowed ?? false;
    if (!isCallableUrl(call.url, localAllowed)) return reject(new OutsideError('address_not_allowed'));
    const send = call.url.startsWith('http:') ? httpRequest : httpsRequest;
    const request = send(call.url, {
      method: call.method,
      headers: { ...call.headers },
      // A connection of its own, so that every call is checked.
      agent: false,
      signal: AbortSignal.timeout(call.timeLimitMs ?? TIME_LIMIT_MS),
      ...(localAllowed ? {} : { lookup: publicLookup }),
    });
    request.on('error', (cause) =>
      reject(cause instanceof OutsideError ? cause : new OutsideError('unreachable', { cause })),
    );
    request.on('response', (response) => {
      response.resume();
      response.on('error', () => {});
      resolve({ status: response.statusCode ?? 0, retryAfter: response.headers['retry-after'] ?? null });
    });
    request.end(call.body ?? undefined);
  });
