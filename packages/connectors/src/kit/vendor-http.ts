// One HTTP request to a vendor: time limit, size limit, retries that do what the vendor asks, and errors with codes.
import { ConnectorError } from './connector-error.ts';
import type { ConnectionPorts } from './pms-connector.ts';

const ATTEMPTS = 4;
const FIRST_WAIT_MS = 500;
/** We wait this long inside one call; if the vendor asks for more, the caller's job comes back later. */
const LONGEST_WAIT_MS = 15_000;
const TIME_LIMIT_MS = 10_000;
const LARGEST_ANSWER_BYTES = 8 * 1024 * 1024;

/** A request; `what` names the operation in messages. */
export interface VendorRequest {
  readonly what: string;
  readonly method: 'GET' | 'POST' | 'PUT';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly signal?: AbortSignal | undefined;
  /** False where a repeat would do it twice: tried again only when the vendor said that it did nothing (429). Default true. */
  readonly repeatable?: boolean;
}

/** An answer that is not "come later": its status and its text. */
export interface VendorAnswer {
  readonly status: number;
  readonly text: string;
}

/** Sends a request; resolves to any final answer, throws `ConnectorError` `vendor_unavailable` when none could be had. */
export type VendorHttp = (request: VendorRequest) => Promise<VendorAnswer>;

/** Makes the sender for one vendor. `vendor` is its name in messages. */
export function createVendorHttp(vendor: string, ports: ConnectionPorts = {}): VendorHttp {
  const {
    fetch = globalThis.fetch,
    wait = waitReally,
    random = Math.random,
    now = Date.now,
    timeLimitMs = TIME_LIMIT_MS,
  } = ports;
  return async (request) => {
    let failure = new ConnectorError('vendor_unavailable', `${vendor}: ${request.what} was not tried`);
    for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
      if (attempt > 0) {
        const ms = waitBefore(attempt, failure, random());
        if (ms === null) throw failure;
        await wait(ms, request.signal).catch(() => {
          throw failure;
        });
      }
      const outcome = await tryOnce(vendor, request, { fetch, now, timeLimitMs });
      if (!(outcome instanceof ConnectorError)) return outcome;
      failure = outcome;
      if (!failure.isPassing) throw failure;
      if (request.signal?.aborted || (request.repeatable === false && failure.status !== 429)) throw failure;
    }
    throw failure;
  };
}

async function tryOnce(
  vendor: string,
  request: VendorRequest,
  ports: Required<Pick<ConnectionPorts, 'fetch' | 'now' | 'timeLimitMs'>>,
): Promise<VendorAnswer | ConnectorError> {
  const limit = AbortSignal.timeout(ports.timeLimitMs);
  const signal = request.signal ? AbortSignal.any([limit, request.signal]) : limit;
  try {
    const { method, url, headers, body } = request;
    const init = { method, headers, redirect: 'manual', signal, ...(body !== undefined && { body }) } as const;
    const response = await ports.fetch(url, init);
    const text = await readLimited(response);
    if (text === null)
      return new ConnectorError('vendor_unavailable', `${vendor}: answer to ${request.what} is too large`);
    if (!isComeLater(response.status)) return { status: response.status, text };
    const retryAfterSeconds = readRetryAfter(response.headers.get('retry-after'), ports.now());
    return new ConnectorError('vendor_unavailable', `${vendor}: ${request.what} answered ${response.status}`, {
      status: response.status,
      ...(retryAfterSeconds !== null && { retryAfterSeconds }),
    });
  } catch (cause) {
    if (isForbidden(cause)) {
      const message = `${vendor}: the address is not allowed: it leads into an internal network, or is not encrypted. Enter a public https address, or have the operator of Nightlatch allow it.`;
      return new ConnectorError('address_not_allowed', message, { cause });
    }
    const why = limit.aborted ? `did not answer within ${ports.timeLimitMs} ms` : 'could not be reached';
    return new ConnectorError('vendor_unavailable', `${vendor}: ${request.what} ${why}`, { cause });
  }
}

/** What a guarded `fetch` port refuses by itself: trying again leads to the same place. */
function isForbidden(error: unknown): boolean {
  return error instanceof Error && 'code' in error && ['internal_address', 'not_https'].includes(String(error.code));
}

function isComeLater(status: number): boolean {
  return status === 408 || status === 425 || status === 429 || status >= 500;
}

/** The vendor's own wish, else doubling with full spread, so that many locations do not come back at once. Null: too long. */
function waitBefore(attempt: number, failure: ConnectorError, random: number): number | null {
  const wished = failure.retryAfterSeconds;
  if (wished !== null) return wished * 1000 > LONGEST_WAIT_MS ? null : wished * 1000 + random * 250;
  return Math.min(FIRST_WAIT_MS * 2 ** (attempt - 1), LONGEST_WAIT_MS) * (0.5 + random / 2);
}

/** `Retry-After` in seconds or as an HTTP date (RFC 9110 §10.2.3); null when absent or malformed. */
function readRetryAfter(header: string | null, now: number): number | null {
  if (header === null) return null;
  if (/^\d{1,9}$/.test(header.trim())) return Number(header);
  const date = Date.parse(header);
  return Number.isNaN(date) ? null : Math.max(0, Math.ceil((date - now) / 1000));
}

async function readLimited(response: Response): Promise<string | null> {
  const reader = response.body?.getReader();
  if (!reader) return '';
  const parts: Uint8Array[] = [];
  let size = 0;
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    size += next.value.length;
    if (size > LARGEST_ANSWER_BYTES) {
      await reader.cancel();
      return null;
    }
    parts.push(next.value);
  }
  return Buffer.concat(parts).toString('utf8');
}

function waitReally(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(signal.reason);
    const stop = (): void => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', stop);
      resolve();
    }, ms);
    signal?.addEventListener('abort', stop, { once: true });
  });
}
