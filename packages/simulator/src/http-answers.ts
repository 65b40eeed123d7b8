// Small HTTP answers for the simulator's pages: JSON, text, problem details, server-sent events, bounded bodies.
import type { IncomingMessage, ServerResponse } from 'node:http';

/** Thrown while reading a request that can't be served; carries the HTTP status. */
export class RequestError extends Error {
  readonly code: 'too_large' | 'malformed';
  readonly status: number;
  constructor(code: 'too_large' | 'malformed', status: number, message: string) {
    super(message);
    this.name = 'RequestError';
    this.code = code;
    this.status = status;
  }
}

const BODY_LIMIT_BYTES = 65_536;

/** The body as text. Throws `RequestError` 413 beyond 64 KiB. */
export async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let total = 0;
  for await (const chunk of request) {
    const bytes = Buffer.isBuffer(chunk) ? chunk : Buffer.from(String(chunk));
    total += bytes.length;
    if (total > BODY_LIMIT_BYTES) throw new RequestError('too_large', 413, 'The request is too large.');
    chunks.push(bytes);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** The body as a JSON object; an empty body is an empty object. Throws `RequestError` 400. */
export async function readJsonObject(request: IncomingMessage): Promise<Record<string, unknown>> {
  const text = await readBody(request);
  if (text.trim() === '') return {};
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    throw new RequestError('malformed', 400, 'The body is not JSON.');
  }
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed))
    throw new RequestError('malformed', 400, 'The body is not a JSON object.');
  return parsed as Record<string, unknown>; // just checked; values stay unknown
}

/** Answers JSON. */
export function sendJson(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): void {
  const text = JSON.stringify(body);
  response.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    'cache-control': 'no-store',
    ...headers,
  });
  response.end(text);
}

/** Answers without a body. */
export function sendEmpty(
  response: ServerResponse,
  status: number,
  headers: Readonly<Record<string, string>> = {},
): void {
  response.writeHead(status, { 'cache-control': 'no-store', ...headers });
  response.end();
}

/** Answers problem details (RFC 9457). */
export function sendProblem(response: ServerResponse, status: number, title: string): void {
  sendJson(response, status, { type: 'about:blank', title, status }, { 'content-type': 'application/problem+json' });
}

/** Answers a file that is part of the program. The policy allows nothing from elsewhere and no inline script. */
export function sendStatic(response: ServerResponse, contentType: string, text: string): void {
  response.writeHead(200, {
    'content-type': `${contentType}; charset=utf-8`,
    'cache-control': 'no-cache',
    'x-content-type-options': 'nosniff',
    'content-security-policy':
      "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
  });
  response.end(text);
}

/** One listener of a live page. */
export interface EventStream {
  send(event: string, data: unknown): void;
  close(): void;
}

const KEEP_ALIVE_MS = 15_000;

/** Turns the answer into a stream of server-sent events; `onClose` runs once when the listener leaves. */
export function openEventStream(request: IncomingMessage, response: ServerResponse, onClose: () => void): EventStream {
  response.writeHead(200, {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    'x-accel-buffering': 'no',
  });
  response.write('retry: 1000\n\n');
  const keepAlive = setInterval(() => response.write(': still here\n\n'), KEEP_ALIVE_MS);
  keepAlive.unref();
  request.once('close', () => {
    clearInterval(keepAlive);
    onClose();
  });
  return {
    send: (event, data) => void response.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`),
    close: () => void response.end(),
  };
}

/** True for `localhost`, `127.x.x.x` and `[::1]`, with or without port: who may call a desk tool (no DNS rebinding). */
export function isLoopbackHost(host: string | undefined): boolean {
  if (host === undefined) return false;
  const name = host.replace(/:\d+$/, '').toLowerCase();
  return name === 'localhost' || name.endsWith('.localhost') || name === '[::1]' || /^127(\.\d{1,3}){3}$/.test(name);
}

/** The Origin header when it is a loopback origin, else undefined. */
export function loopbackOrigin(request: IncomingMessage): string | undefined {
  const { origin } = request.headers;
  if (origin === undefined) return undefined;
  try {
    return isLoopbackHost(new URL(origin).host) ? origin : undefined;
  } catch {
    return undefined;
  }
}

/** False when a browser page of another site sends this request: such pages may change nothing here. */
export function mayChange(request: IncomingMessage): boolean {
  if (!isLoopbackHost(request.headers.host)) return false;
  return request.headers.origin === undefined || loopbackOrigin(request) !== undefined;
}
