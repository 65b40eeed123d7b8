// Commands on digital keys and the guest's link.
import type { FastifyInstance } from 'fastify';
import type { Actor } from '../audit/write-audit.ts';
import { createEnrolmentLink } from '../delivery/create-enrolment-link.ts';
import { reissueKey, revokeKey } from '../keys/act-on-keys.ts';
import { changeKeyValidity, resumeKey, suspendKey } from '../keys/change-keys.ts';
import type { ServerParts } from '../server-parts.ts';
import { keyIdOf } from './answer-key.ts';
import type { Caller } from './callers.ts';
import { implement, implementTogether } from './implement-operation.ts';
import { createIssuer } from './issue-keys.ts';
import { readKey } from './key-view.ts';
import { ProblemError } from './problem-error.ts';

type Command = { readonly actor: string; readonly actorName: string; readonly now: number; readonly caller: Caller };

const actorOf = (ctx: Command): Actor => ({ id: ctx.actor, name: ctx.actorName });
const by = (ctx: Command): 'staff' | 'integration' => (ctx.caller.kind === 'apiKey' ? 'integration' : 'staff');

/** A command on the key of the path. */
const onKey = (
  ctx: Command & { readonly params: { readonly locationId: string; readonly keyId: string } },
  note: string | undefined,
) => ({ ...ctx.params, now: new Date(ctx.now), actor: actorOf(ctx), note: note ?? null });

export function registerKeyRoutes(app: FastifyInstance, parts: ServerParts): void {
  const issueTogether = createIssuer(parts);
  implementTogether(app, parts, 'issueKey', {}, (call) => {
    const { validFrom, validUntil, waitForConditions } = call.body;
    return issueTogether(call.params.locationId, {
      ...call,
      bookingId: call.params.bookingId,
      command: {
        now: new Date(call.now),
        actor: actorOf(call),
        by: by(call),
        ...(validFrom === undefined ? {} : { validFrom: new Date(validFrom) }),
        ...(validUntil === undefined ? {} : { validUntil: new Date(validUntil) }),
        waitForConditions: waitForConditions ?? false,
      },
    });
  });

  implement(app, parts, 'changeKeyValidity', {}, async (ctx) => {
    const { locationId } = ctx.params;
    const { validFrom, validUntil, note } = ctx.body;
    const outcome = await changeKeyValidity(ctx.trx, {
      ...onKey(ctx, note),
      ...(validFrom === undefined ? {} : { validFrom: new Date(validFrom) }),
      ...(validUntil === undefined ? {} : { validUntil: validUntil === null ? null : new Date(validUntil) }),
    });
    return readKey(ctx.trx, { locationId, keyId: keyIdOf(outcome), now: ctx.now });
  });

  implement(app, parts, 'suspendKey', {}, async (ctx) => {
    const keyId = keyIdOf(await suspendKey(ctx.trx, onKey(ctx, ctx.body.note)));
    return readKey(ctx.trx, { locationId: ctx.params.locationId, keyId, now: ctx.now });
  });

  implement(app, parts, 'resumeKey', {}, async (ctx) => {
    const keyId = keyIdOf(await resumeKey(ctx.trx, onKey(ctx, ctx.body.note)));
    return readKey(ctx.trx, { locationId: ctx.params.locationId, keyId, now: ctx.now });
  });

  implement(app, parts, 'revokeKey', {}, async (ctx) => {
    const { locationId, keyId } = ctx.params;
    const { reason, note } = ctx.body;
    const now = new Date(ctx.now);
    const outcome = await revokeKey(ctx.trx, {
      locationId,
      keyId,
      reason,
      note: note ?? null,
      now,
      actor: actorOf(ctx),
    });
    return readKey(ctx.trx, { locationId, keyId: keyIdOf(outcome), now: ctx.now });
  });

  implement(app, parts, 'reissueKey', {}, async (ctx) => {
    const { locationId, keyId } = ctx.params;
    const now = new Date(ctx.now);
    const outcome = await reissueKey(ctx.trx, parts.signing, {
      locationId,
      keyId,
      now,
      actor: actorOf(ctx),
      by: by(ctx),
      reason: ctx.body.reason ?? null,
      note: ctx.body.note ?? null,
    });
    return readKey(ctx.trx, { locationId, keyId: keyIdOf(outcome), now: ctx.now });
  });

  implement(app, parts, 'createEnrolmentLink', { perMinute: 120 }, async (ctx) => {
    const { locationId, bookingId } = ctx.params;
    const now = new Date(ctx.now);
    const link = await createEnrolmentLink(ctx.trx, { locationId, bookingId, now, actor: actorOf(ctx) });
    if (!link) throw new ProblemError('not_found');
    // The secret stands in the fragment: it reaches no server, log or preview.
    const url = `${parts.config.publicUrl}/guest/#enrol=${link.secret}`;
    return { id: link.id, url, expiresAt: link.expiresAt.toISOString() };
  });
}
