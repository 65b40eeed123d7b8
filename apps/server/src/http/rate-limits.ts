// How often one address and one caller may ask; counted per server process.
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { actorOf } from './callers.ts';
import { ProblemError } from './problem-error.ts';

const minuteMs = 60_000;
/** A hotel's staff and guests often share one address: generous, a floodgate rather than a quota. */
const perAddressPerMinute = 6_000;

type Check = ReturnType<FastifyInstance['createRateLimit']>;
const checks = new WeakMap<FastifyInstance, Map<string, Check>>();

/** Before authentication. Throws `too_many_requests`. */
export async function limitByAddress(app: FastifyInstance, request: FastifyRequest): Promise<void> {
  await limit(app, request, { name: 'address', max: perAddressPerMinute, keyOf: (r) => r.ip });
}

/** After authentication, per operation and caller; callers without identity count by address. */
export async function limitByCaller(app: FastifyInstance, request: FastifyRequest, perMinute: number): Promise<void> {
  const operation = request.nightlatch?.operation ?? 'none';
  await limit(app, request, { name: `caller:${operation}`, max: perMinute, keyOf: callerKey });
}

/** A limit of its own for one purpose, for instance failed sign-ins of one e-mail. Throws `too_many_requests`. */
export async function limit(
  app: FastifyInstance,
  request: FastifyRequest,
  rule: { name: string; max: number; keyOf: (request: FastifyRequest) => string; windowMs?: number },
): Promise<void> {
  const ofApp = checks.get(app) ?? new Map<string, Check>();
  checks.set(app, ofApp);
  const check =
    ofApp.get(rule.name) ??
    app.createRateLimit({ max: rule.max, timeWindow: rule.windowMs ?? minuteMs, keyGenerator: rule.keyOf });
  ofApp.set(rule.name, check);
  const found = await check(request);
  if (found.isAllowed || !found.isExceeded) return;
  throw new ProblemError('too_many_requests', { detail: `Try again in ${found.ttlInSeconds} seconds.` });
}

function callerKey(request: FastifyRequest): string {
  const caller = request.nightlatch?.caller;
  return caller === undefined || caller.kind === 'none' ? request.ip : actorOf(caller);
}
