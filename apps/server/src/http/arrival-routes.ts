// Arrival over HTTP: mobile check-in and ID verification, from the phone and at the desk, and whether rooms are ready.
import type { FastifyInstance } from 'fastify';
import { writeAudit } from '../audit/write-audit.ts';
import { readArrivalSettings, writeArrivalSettings } from '../check-in/arrival-settings.ts';
import { retryPmsCheckIn } from '../check-in/check-in-at-pms.ts';
import { approveCheckIn, type DecideOutcome, declineCheckIn } from '../check-in/decide-check-in.ts';
import { setRoomReadiness } from '../check-in/room-readiness.ts';
import type { ServerParts } from '../server-parts.ts';
import { decideIdCheck, overrideVerification } from '../verification/id-checks.ts';
import { readImage } from '../verification/id-images.ts';
import { found, must } from './answer-admin.ts';
import { listArrivalRequests } from './arrival-view.ts';
import { idProblem, registerArrivingGuestRoutes } from './arriving-guest-routes.ts';
import { readBooking } from './booking-view.ts';
import type { OperationContext } from './implement-operation.ts';
import { implement } from './implement-operation.ts';
import { ProblemError } from './problem-error.ts';

type Command = { readonly actor: string; readonly actorName: string; readonly now: number };
const by = ({ actor, actorName, now }: Command) => ({ actor: { id: actor, name: actorName }, now: new Date(now) });

export async function registerArrivalRoutes(app: FastifyInstance, parts: ServerParts): Promise<void> {
  registerSettings(app, parts);
  registerCheckIns(app, parts);
  registerIdChecks(app, parts);
  await registerArrivingGuestRoutes(app, parts);
}

function registerSettings(app: FastifyInstance, parts: ServerParts): void {
  implement(app, parts, 'getArrivalSettings', {}, async ({ db, params, reply }) => {
    const settings = await readArrivalSettings(db, params.locationId);
    reply.header('etag', `"${settings.version}"`);
    return settings;
  });
  implement(app, parts, 'putArrivalSettings', { perMinute: 60 }, async (ctx) => {
    const { locationId } = ctx.params;
    must(await writeArrivalSettings(ctx.trx, { ...by(ctx), locationId, policy: ctx.body.policy }));
    return readArrivalSettings(ctx.trx, locationId);
  });
  implement(app, parts, 'listArrivalRequests', {}, ({ db, params, query }) =>
    listArrivalRequests(db, { locationId: params.locationId, masterKey: parts.config.masterKey, query }),
  );
  implement(app, parts, 'setRoomReadiness', {}, async (ctx) => {
    if (!(await setRoomReadiness(ctx.trx, { ...by(ctx), ...ctx.params, ready: ctx.body.ready })))
      throw new ProblemError('not_found');
    return undefined;
  });
}

type OfBooking = Pick<OperationContext<'approveCheckIn'>, 'trx' | 'now' | 'standing'>;

/** The booking as it is after the command. */
const bookingOf = async (ctx: OfBooking, locationId: string, bookingId: string) =>
  found(await readBooking(ctx.trx, { locationId, bookingId, now: ctx.now, standing: ctx.standing }));

function decided(outcome: DecideOutcome): string {
  if (outcome.ok) return outcome.bookingId;
  if (outcome.code === 'not_found') throw new ProblemError('not_found');
  if (outcome.code === 'id_first')
    throw new ProblemError('conflict', { detail: 'Accept the guest’s ID first, or override it with a reason.' });
  throw new ProblemError('conflict', {
    detail: 'It was decided on, taken back, or the booking is no longer confirmed.',
  });
}

function registerCheckIns(app: FastifyInstance, parts: ServerParts): void {
  implement(app, parts, 'approveCheckIn', {}, async (ctx) => {
    const bookingId = decided(await approveCheckIn(ctx.trx, { ...by(ctx), ...ctx.params }));
    return bookingOf(ctx, ctx.params.locationId, bookingId);
  });
  implement(app, parts, 'declineCheckIn', {}, async (ctx) => {
    const bookingId = decided(
      await declineCheckIn(ctx.trx, { ...by(ctx), ...ctx.params, reason: ctx.body.reason.trim() }),
    );
    return bookingOf(ctx, ctx.params.locationId, bookingId);
  });
  implement(app, parts, 'retryPmsCheckIn', { perMinute: 60 }, async (ctx) => {
    const outcome = await retryPmsCheckIn(ctx.trx, { ...by(ctx), ...ctx.params });
    if (outcome === 'not_found') throw new ProblemError('not_found');
    if (outcome === 'not_approved')
      throw new ProblemError('conflict', {
        detail: 'Only an approved check-in of a confirmed booking is told to the PMS.',
      });
    return undefined;
  });
}

const reasonMissing = (): ProblemError =>
  new ProblemError('invalid_request', {
    fields: [{ path: 'body.reason', message: 'is required: the guest is told why' }],
  });

function registerIdChecks(app: FastifyInstance, parts: ServerParts): void {
  implement(app, parts, 'getIdImage', { perMinute: 120 }, async (ctx) => {
    const { locationId, idCheckId, side } = ctx.params;
    const image = await ctx.db.transaction().execute(async (trx) => {
      const stored = await readImage(trx, { locationId, idCheckId, side, masterKey: parts.config.masterKey });
      if (!stored) return undefined;
      // Who looked at a guest's document is kept as well as who decided.
      await writeAudit(trx, {
        ...by(ctx),
        at: new Date(ctx.now),
        locationId,
        action: 'id_image.seen',
        subject: { kind: 'id_check', id: idCheckId },
        bookingId: stored.bookingId,
        after: { side },
      });
      const pieces: Buffer[] = [];
      for await (const piece of stored.pieces()) pieces.push(piece);
      return { type: stored.mediaType, bytes: Buffer.concat(pieces) };
    });
    if (!image) throw new ProblemError('not_found');
    ctx.reply
      .type(image.type)
      .header('cache-control', 'no-store')
      .header('content-disposition', 'inline')
      // Nothing in an upload may run, whatever a browser takes it for.
      .header('content-security-policy', "default-src 'none'; sandbox");
    return image.bytes;
  });

  implement(app, parts, 'decideIdCheck', {}, async (ctx) => {
    const { locationId, idCheckId } = ctx.params;
    const reason = ctx.body.reason?.trim() ?? null;
    const { decision } = ctx.body;
    const outcome = await decideIdCheck(ctx.trx, { ...by(ctx), locationId, idCheckId, decision, reason });
    if (!outcome.ok && outcome.code === 'reason_missing') throw reasonMissing();
    if (!outcome.ok) throw idProblem(outcome.code);
    return bookingOf(ctx, locationId, outcome.bookingId);
  });

  implement(app, parts, 'overrideIdVerification', {}, async (ctx) => {
    const { locationId, bookingId } = ctx.params;
    const outcome = await overrideVerification(ctx.trx, { ...by(ctx), ...ctx.params, reason: ctx.body.reason.trim() });
    if (!outcome.ok) throw idProblem(outcome.code);
    return bookingOf(ctx, locationId, bookingId);
  });
}
