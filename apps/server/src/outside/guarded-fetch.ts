// `fetch` for addresses that administrators typed (PMS, SMS provider): as connectors use it, and never to an inner network unless the operator allows it.
import { Agent as HttpAgent, request as requestHttp } from 'node:http';
import { Agent as HttpsAgent, request as requestHttps } from 'node:https';
import { Readable } from 'node:stream';
import { type AllowedRanges, checkingLookup, judgeWrittenAddress } from './guard-address.ts';

/** Answers with these have no body, also for `Response`. */
const EMPTY: ReadonlySet<number> = new Set([204, 205, 304]);
const MOST_SOCKETS = 32;

export type OutsideRules = {
  readonly allowed: AllowedRanges;
  /** The demo's own corridor, whose stand-in PMS is part of this very installation. */
  readonly own: string | null;
};

/**
 * Makes it. Connections are kept open; each new one is checked as it is made, so that a name that answers differently a moment later
 * gains nothing. Redirects are answers. Rejects with `ForbiddenAddressError` for a place that must not be called.
 */
export const createGuardedFetch = ({ allowed, own }: OutsideRules): typeof globalThis.fetch => {
  const agents = { keepAlive: true, maxSockets: MOST_SOCKETS };
  const [plain, secure] = [new HttpAgent(agents), new HttpsAgent(agents)];
  return async (input, init = {}) => {
    const url = new URL(input instanceof Request ? input.url : input);
    const encrypted = url.protocol === 'https:';
    const rules = { allowed, encrypted };
    const isOwn = own !== null && url.origin === own;
    if (!isOwn) judgeWrittenAddress(url, rules);
    const send = encrypted ? requestHttps : requestHttp;
    return new Promise<Response>((resolve, reject) => {
      const request = send(url, {
        method: init.method ?? 'GET',
        headers: Object.fromEntries(new Headers(init.headers)),
        agent: encrypted ? secure : plain,
        ...(init.signal ? { signal: init.signal } : {}),
        ...(isOwn ? {} : { lookup: checkingLookup(rules) }),
      });
      request.once('error', reject);
      request.once('response', (response) => {
        const status = response.statusCode ?? 502;
        const headers = new Headers();
        for (const [name, value] of Object.entries(response.headers))
          for (const one of Array.isArray(value) ? value : [value ?? '']) headers.append(name, one);
        // A stream of Node's as the platform's: their types are declared apart.
        const body = EMPTY.has(status) ? null : (Readable.toWeb(response) as ReadableStream<Uint8Array>);
        if (body === null) response.resume();
        resolve(new Response(body, { status, headers }));
      });
      request.end(typeof init.body === 'string' ? init.body : undefined);
    });
  };
};
