// What is stored about a guest, erasing it, and the audit's verification.
import type { FastifyInstance } from 'fastify';
import { verifyAudit } from '../audit/verify-audit.ts';
import type { Db, Trx } from '../db/schema.ts';
import { eraseGuest } from '../retention/erase-guest.ts';
import { exportGuest } from '../retention/export-guest.ts';
import type { ServerParts } from '../server-parts.ts';
import { implement } from './implement-operation.ts';
import { ProblemError } from './problem-error.ts';

const guestOf = async (db: Db | Trx, of: { locationId: string; bookingId: string }): Promise<string> => {
  const booking = await db
    .selectFrom('booking')
    .select('guest_id')
    .where('location_id', '=', of.locationId)
    .where('id', '=', of.bookingId)
    .executeTakeFirst();
  if (!booking) throw new ProblemError('not_found');
  return booking.guest_id;
};

export function registerRecordRoutes(app: FastifyInstance, parts: ServerParts): void {
  implement(app, parts, 'getGuestData', { perMinute: 30 }, async ({ db, params, now }) => {
    const guestId = await guestOf(db, params);
    const { masterKey } = parts.config;
    const { locationId } = params;
    const exported = await exportGuest(db, { locationId, guestId, masterKey, now: new Date(now) });
    if (!exported) throw new ProblemError('not_found');
    const data = Object.fromEntries(Object.entries(exported.data).map(([table, rows]) => [table, [...rows]]));
    return { ...exported, data };
  });

  implement(app, parts, 'eraseGuest', { perMinute: 60 }, async (ctx) => {
    const guestId = await guestOf(ctx.trx, ctx.params);
    const outcome = await eraseGuest(ctx.trx, {
      locationId: ctx.params.locationId,
      guestId,
      now: new Date(ctx.now),
      actor: { id: ctx.actor, name: ctx.actorName },
      reason: ctx.body.reason,
    });
    if (outcome.ok) return { rows: outcome.rows };
    if (outcome.code === 'not_found') throw new ProblemError('not_found');
    const detail =
      outcome.code !== 'key_may_still_open'
        ? 'The guest is expected or in the house: check them out, or cancel the booking, first.'
        : `A key of theirs could still open a door until ${outcome.until.toISOString()}; try again after that.`;
    throw new ProblemError('conflict', { detail });
  });

  implement(app, parts, 'verifyAudit', { perMinute: 120 }, ({ db, params, query }) => {
    const { afterSeq: seq, afterHash: hash, most } = query;
    if ((seq === undefined) !== (hash === undefined))
      throw new ProblemError('invalid_request', {
        fields: [{ path: 'query.afterHash', message: 'must stand together with afterSeq: both are a head’s' }],
      });
    return verifyAudit(db, {
      ...params,
      most,
      after: seq === undefined || hash === undefined ? undefined : { seq, hash },
    });
  });
}
