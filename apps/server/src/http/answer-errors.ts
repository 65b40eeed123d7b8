// Every error of the server as problem details: ours, Fastify's, PostgreSQL's, and the unknown ones without their inner text.
import type { Socket } from 'node:net';
import { PROBLEMS, type ProblemCode, ROUTES } from '@nightlatch/api';
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { sqlStateOf } from '../db/sql-state.ts';
import { readAppPage } from './page-routes.ts';
import { ProblemError, type ProblemExtras, problemBody } from './problem-error.ts';

type Known = { readonly code: ProblemCode; readonly extras?: ProblemExtras };

/** Sends the problem. */
export function sendProblem(request: FastifyRequest, reply: FastifyReply, code: ProblemCode, extras?: ProblemExtras) {
  if (code === 'too_many_requests') reply.header('retry-after', String(extras?.retryAfterSeconds ?? 60));
  if (code === 'not_signed_in') reply.header('www-authenticate', 'Bearer realm="nightlatch"');
  // A string, so that no success schema is applied to it.
  const body = JSON.stringify(problemBody(code, extras, request.id));
  return reply
    .code(PROBLEMS[code].status)
    .type('application/problem+json')
    .header('cache-control', 'no-store')
    .send(body);
}

/** Sets the error and not-found handlers. */
export function answerErrors(app: FastifyInstance): void {
  app.setErrorHandler((error: unknown, request, reply) => {
    const known = knownError(error);
    if (known === undefined) {
      request.log.error({ err: safeError(error), route: request.routeOptions.url }, 'unexpected error');
      return sendProblem(request, reply, 'internal_error');
    }
    if (PROBLEMS[known.code].status >= 500) {
      request.log.warn({ err: safeError(error), route: request.routeOptions.url }, known.code);
    }
    return sendProblem(request, reply, known.code, known.extras);
  });
  // Nothing is returned from here: a returned reply is awaited, and once more by each plugin that handed the request on.
  app.setNotFoundHandler((request, reply) => {
    const page = readAppPage(request);
    if (page !== undefined) {
      reply.type('text/html; charset=utf-8').header('cache-control', 'no-cache').send(page);
      return;
    }
    const allowed = methodsOf(request.url);
    if (allowed.length > 0) reply.header('allow', allowed.join(', '));
    sendProblem(request, reply, allowed.length > 0 ? 'method_not_allowed' : 'not_found');
  });
}

/** What is not HTTP at all gets a problem too, and the connection ends. */
export function answerMalformedHttp(error: Error & { code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const tooLarge = error.code === 'HPE_HEADER_OVERFLOW';
  const body = JSON.stringify(problemBody('invalid_request'));
  const status = tooLarge ? '431 Request Header Fields Too Large' : '400 Bad Request';
  socket.end(
    `HTTP/1.1 ${status}\r\ncontent-type: application/problem+json\r\ncontent-length: ${Buffer.byteLength(body)}\r\nconnection: close\r\n\r\n${body}`,
  );
}

function knownError(error: unknown): Known | undefined {
  if (error instanceof ProblemError) return { code: error.code, extras: error.extras };
  if (!(error instanceof Error)) return undefined;
  return fromPostgres(error) ?? fromFastify(error as FastifyError); // every member read from it is optional there
}

/** Ids, classes and codes; messages of PostgreSQL's errors may quote a row. */
export function safeError(error: unknown): object {
  if (!(error instanceof Error)) return { type: typeof error };
  const sqlState = sqlStateOf(error);
  const fromDatabase = /^[0-9A-Z]{5}$/.test(sqlState);
  const constraint = 'constraint' in error ? error.constraint : undefined;
  return {
    type: error.name,
    code: sqlState || undefined,
    constraint,
    ...(fromDatabase ? {} : { message: error.message }),
    stack: fromDatabase ? error.stack?.split('\n').slice(1).join('\n') : error.stack,
  };
}

/** Values that passed the schema but that no column can hold: text with NUL, the 31st of February, years beyond the calendar. */
const unfitValue = new Set(['22021', '22P05', '22P02', '22007', '22008', '22003']);
/** Connection lost or refused, shutting down, too many connections, disk full, read-only standby. */
const outage = /^(08|57P|53)|^(25006|ECONNREFUSED|ECONNRESET|EPIPE|ENOENT|ETIMEDOUT)$/;

function fromPostgres(error: Error): Known | undefined {
  const state = sqlStateOf(error);
  if (unfitValue.has(state)) return { code: 'invalid_request', extras: { detail: 'A value is out of range.' } };
  if (outage.test(state)) return { code: 'not_ready' };
  // `pg` gives these two no code.
  if (/^(timeout exceeded when trying to connect|Connection terminated)/.test(error.message))
    return { code: 'not_ready' };
  if (state === '40001' || state === '40P01' || state === '55P03') return { code: 'not_ready' };
  return undefined;
}

function fromFastify(error: FastifyError): Known | undefined {
  if (error.validation) {
    const part = error.validationContext ?? 'request';
    const fields = error.validation.slice(0, 20).map((found) => ({
      path: `${part}${found.instancePath.replaceAll('/', '.')}`.slice(0, 200),
      message: found.message ?? 'is not valid',
    }));
    return { code: 'invalid_request', extras: { fields } };
  }
  switch (error.statusCode) {
    case 413:
      return { code: 'too_large' };
    case 415:
      return { code: 'not_acceptable_media' };
    case 404:
      return { code: 'not_found' };
    case 429:
      return { code: 'too_many_requests' };
    case 503:
      return { code: 'not_ready' };
    default:
      return error.statusCode !== undefined && error.statusCode >= 400 && error.statusCode < 500
        ? { code: 'invalid_request' }
        : undefined;
  }
}

const patterns = Object.values(ROUTES).map(([method, template]) => ({
  method,
  pattern: new RegExp(`^${template.replace(/:\w+/g, '[^/]+')}$`),
}));

function methodsOf(url: string): string[] {
  const path = url.split('?')[0] ?? '';
  return patterns.flatMap(({ method, pattern }) => (pattern.test(path) ? [method] : []));
}
