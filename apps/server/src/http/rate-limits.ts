// How often one address and one caller may ask; counted per server process.
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { actorOf } from './callers.ts';
import { ProblemError } from './problem-error.ts';

const minuteMs = 60_000;
/** A hotel's staff and guests often share one address: generous, a floodgate rather than a quota. */
const perAddressPerMinute = 30_000;
/** A system asks for a whole hotel where a person asks for a screen. */
const integrationFactor = 10;

type Check = ReturnType<FastifyInstance['createRateLimit']>;
const checks = new WeakMap<FastifyInstance, Map<string, Check>>();

/** Before authentication. Throws `too_many_requests`. */
export async function limitByAddress(app: FastifyInstance, request: FastifyRequest): Promise<void> {
  await limit(app, request, { name: 'address', max: perAddressPerMinute, keyOf: (r) => r.ip });
}

/** After authentication, per operation and caller; callers without identity count by address. */
export async function limitByCaller(app: FastifyInstance, request: FastifyRequest, perMinute: number): Promise<void> {
  const operation = request.nightlatch?.operation ?? 'none';
  const isSystem = request.nightlatch?.caller.kind === 'apiKey';
  const max = isSystem ? perMinute * integrationFactor : perMinute;
  await limit(app, request, { name: `${isSystem ? 'system' : 'person'}:${operation}`, max, keyOf: callerKey });
}

type LimitRule = {
  readonly name: string;
  readonly max: number;
  readonly keyOf: (request: FastifyRequest) => string;
  readonly windowMs?: number;
};

async function limit(app: FastifyInstance, request: FastifyRequest, rule: LimitRule): Promise<void> {
  const found = await checkOf(app, rule)(request);
  if (!found.isAllowed && found.isExceeded) throw tooMany(found.ttlInSeconds);
}

function checkOf(app: FastifyInstance, rule: LimitRule): Check {
  const ofApp = checks.get(app) ?? new Map<string, Check>();
  checks.set(app, ofApp);
  const known = ofApp.get(rule.name);
  if (known) return known;
  const check = app.createRateLimit({
    max: rule.max,
    timeWindow: rule.windowMs ?? minuteMs,
    keyGenerator: rule.keyOf,
  });
  ofApp.set(rule.name, check);
  return check;
}

function tooMany(seconds: number): ProblemError {
  return new ProblemError('too_many_requests', {
    detail: `Try again in ${seconds} seconds.`,
    retryAfterSeconds: seconds,
  });
}

function callerKey(request: FastifyRequest): string {
  const caller = request.nightlatch?.caller;
  return caller === undefined || caller.kind === 'none' ? request.ip : actorOf(caller);
}

/** Wrong passwords per e-mail (as typed, known or not) and per address in a quarter of an hour. */
const signInWindowMs = 15 * minuteMs;
const failuresPerEmail = 10;
const failuresPerAddress = 30;

const signInRules = [
  { name: 'sign-in-email', max: failuresPerEmail, keyOf: typedEmail, windowMs: signInWindowMs },
  { name: 'sign-in-address', max: failuresPerAddress, keyOf: (r: FastifyRequest) => r.ip, windowMs: signInWindowMs },
];

/** Throws `too_many_requests` while there were too many wrong passwords; counts nothing. */
export async function limitSignIn(app: FastifyInstance, request: FastifyRequest): Promise<void> {
  for (const rule of signInRules) {
    const found = await checkOf(app, rule)(request, { increment: false });
    if (!found.isAllowed && found.remaining <= 0) throw tooMany(found.ttlInSeconds);
  }
}

/** Counts one wrong password. */
export async function countSignInFailure(app: FastifyInstance, request: FastifyRequest): Promise<void> {
  for (const rule of signInRules) await checkOf(app, rule)(request);
}

function typedEmail(request: FastifyRequest): string {
  const body: unknown = request.body;
  const email = body !== null && typeof body === 'object' && 'email' in body ? body.email : '';
  return String(email).trim().toLowerCase();
}
