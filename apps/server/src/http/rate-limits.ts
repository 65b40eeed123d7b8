// How often one address and one caller may ask, whichever server they reach.
import type { FastifyRequest } from 'fastify';
import type { LimitOutcome, LimitRule } from '../limits/shared-counter.ts';
import type { ServerParts } from '../server-parts.ts';
import { actorOf } from './callers.ts';
import { ProblemError } from './problem-error.ts';

const minuteMs = 60_000;
/** A hotel's staff and guests often share one address: generous, a floodgate rather than a quota. */
const perAddressPerMinute = 30_000;
/** A system asks for a whole hotel where a person asks for a screen. */
const integrationFactor = 10;

/** Before authentication. Throws `too_many_requests`. */
export async function limitByAddress(parts: ServerParts, request: FastifyRequest): Promise<void> {
  refuse(
    await parts.limits.count({ name: 'address', subject: request.ip, max: perAddressPerMinute, windowMs: minuteMs }),
  );
}

/** After authentication, per operation and caller; callers without identity count by address. */
export async function limitByCaller(parts: ServerParts, request: FastifyRequest, perMinute: number): Promise<void> {
  const operation = request.nightlatch?.operation ?? 'none';
  const isSystem = request.nightlatch?.caller.kind === 'apiKey';
  const max = isSystem ? perMinute * integrationFactor : perMinute;
  refuse(await parts.limits.count({ name: operation, subject: callerKey(request), max, windowMs: minuteMs }));
}

function refuse(outcome: LimitOutcome): void {
  if (outcome.allowed) return;
  throw tooMany(outcome.retryAfterSeconds);
}

/** What answers whoever tried too often. */
export const tooMany = (retryAfterSeconds: number): ProblemError =>
  new ProblemError('too_many_requests', { detail: `Try again in ${retryAfterSeconds} seconds.`, retryAfterSeconds });

function callerKey(request: FastifyRequest): string {
  const caller = request.nightlatch?.caller;
  return caller === undefined || caller.kind === 'none' ? request.ip : actorOf(caller);
}

/** Wrong passwords per e-mail (as typed, known or not) and per address in a quarter of an hour. */
const signInWindowMs = 15 * minuteMs;
const failuresPerEmail = 10;
const failuresPerAddress = 30;

function signInRules(request: FastifyRequest, email: string): LimitRule[] {
  const typed = email.trim().toLowerCase();
  return [
    { name: 'sign-in-email', subject: typed, max: failuresPerEmail, windowMs: signInWindowMs, givenBack: true },
    {
      name: 'sign-in-address',
      subject: request.ip,
      max: failuresPerAddress,
      windowMs: signInWindowMs,
      givenBack: true,
    },
  ];
}

/**
 * Counts one sign-in before its password (passkey, invitation) is looked at, so that many at once are not tried beyond the limit; a right one is given back.
 * Throws `too_many_requests`.
 */
export async function countSignIn(parts: ServerParts, request: FastifyRequest, email: string): Promise<void> {
  for (const rule of signInRules(request, email)) refuse(await parts.limits.count(rule));
}

/** Counts one e-mail that somebody wants sent: per address as typed, known or not, and per caller. Throws `too_many_requests`. */
export async function countPasswordLink(parts: ServerParts, request: FastifyRequest, email: string): Promise<void> {
  const windowMs = 60 * minuteMs;
  refuse(await parts.limits.count({ name: 'password-link-address', subject: request.ip, max: 20, windowMs }));
  const subject = email.trim().toLowerCase();
  refuse(await parts.limits.count({ name: 'password-link-email', subject, max: 3, windowMs }));
}

/** It was right: it counts no longer. */
export function giveBackSignIn(parts: ServerParts, request: FastifyRequest, email: string): void {
  for (const rule of signInRules(request, email)) parts.limits.giveBack(rule);
}
