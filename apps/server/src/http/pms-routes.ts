// Bookings come in: the PMS's webhooks, a resync on demand, and our own API.
import type { FastifyInstance } from 'fastify';
import { putBooking } from '../bookings/put-booking.ts';
import { emit } from '../events.ts';
import { createHintReceiver } from '../inbox/receive-hint.ts';
import type { ServerParts } from '../server-parts.ts';
import { readBooking } from './booking-view.ts';
import { implement, implementTogether } from './implement-operation.ts';
import { ProblemError } from './problem-error.ts';

const PUT_PROBLEMS = {
  unknown_room: { path: 'body.roomNumber', message: 'is not a room of this location' },
  dates_reversed: { path: 'body.departureDate', message: 'must not be before the arrival date' },
  erased: { path: 'params.reference', message: 'is of a guest who was erased' },
} as const;

export function registerPmsRoutes(app: FastifyInstance, parts: ServerParts): void {
  const receive = createHintReceiver(parts);
  implementTogether(app, parts, 'receiveApaleoWebhook', { perMinute: 6000 }, async (call) => {
    const { webhookSecret } = call.params;
    const received = await receive('apaleo', { webhookSecret, body: call.body, now: new Date(call.now) });
    if (received.ok) return { status: call.successStatus, body: undefined };
    throw new ProblemError(received.code === 'not_found' ? 'not_found' : 'invalid_request');
  });

  implement(app, parts, 'resyncPms', { perMinute: 6 }, async (ctx) => {
    await emit(ctx.trx, { name: 'pms.resync', locationId: ctx.params.locationId });
    return { queued: true };
  });

  implement(app, parts, 'putBooking', {}, async (ctx) => {
    const { locationId, reference } = ctx.params;
    const { body } = ctx;
    const put = await putBooking(ctx.trx, {
      locationId,
      reference,
      source: 'api',
      now: new Date(ctx.now),
      actor: { id: ctx.actor, name: ctx.actorName },
      truth: {
        status: body.status,
        room: body.roomNumber === null ? null : { number: body.roomNumber },
        arrivalDate: body.arrivalDate,
        departureDate: body.departureDate,
        checkOutAt: body.checkOutAt ? new Date(body.checkOutAt) : null,
        ...(body.idVerification === undefined ? {} : { idVerification: body.idVerification }),
        ...(body.mobileCheckIn === undefined ? {} : { mobileCheckIn: body.mobileCheckIn }),
        ...(body.party === undefined ? {} : { party: body.party }),
        guest: {
          firstName: body.guest.firstName,
          lastName: body.guest.lastName,
          email: body.guest.email ?? null,
          phone: body.guest.phone ?? null,
          language: body.guest.language ?? null,
        },
      },
    });
    // Only a read of a PMS can be overtaken, and this is none.
    if (!put.ok && put.code === 'overtaken') throw new ProblemError('conflict');
    if (!put.ok) throw new ProblemError('invalid_request', { fields: [PUT_PROBLEMS[put.code]] });
    const { bookingId } = put;
    const booking = await readBooking(ctx.trx, { locationId, bookingId, now: ctx.now, standing: ctx.standing });
    if (!booking) throw new ProblemError('not_found');
    return booking;
  });
}
