// What the desk settles about a stay: lost phones, shared rooms, occupied rooms; and the guest's own lost phone.
import type { Booking, DeviceLostReport, OwnDeviceList } from '@nightlatch/api';
import type { FastifyInstance } from 'fastify';
import type { Db, Trx } from '../db/schema.ts';
import { createEnrolmentLink } from '../delivery/create-enrolment-link.ts';
import { readLostDevices } from '../delivery/read-lost-devices.ts';
import { reportLostDevice } from '../delivery/report-lost-device.ts';
import { withdrawInvitationsOf } from '../keys/invite-companion.ts';
import { overrideRoom } from '../keys/override-room.ts';
import { shareRoom } from '../keys/share-room.ts';
import type { ServerParts } from '../server-parts.ts';
import { readBooking } from './booking-view.ts';
import type { DeviceCaller, Standing } from './callers.ts';
import { implement } from './implement-operation.ts';
import { lostDeviceViews } from './lost-device-view.ts';
import { ProblemError } from './problem-error.ts';

const SHARE_PROBLEMS = {
  not_one_room: 'Assign both bookings to the same room first.',
  itself: 'Name the other booking.',
  booking_over: 'Only bookings that are to come or in the house share a room.',
} as const;

/** Guests of the booking, companions included, whose phone this is or was. */
async function guestOfDevice(
  trx: Trx,
  of: { locationId: string; bookingId: string; deviceId: string },
): Promise<string | undefined> {
  const guests = await trx
    .selectFrom('booking')
    .leftJoin('digital_key', (join) =>
      join
        .onRef('digital_key.location_id', '=', 'booking.location_id')
        .onRef('digital_key.booking_id', '=', 'booking.id'),
    )
    .select(['booking.guest_id as own', 'digital_key.guest_id as holder'])
    .where('booking.location_id', '=', of.locationId)
    .where('booking.id', '=', of.bookingId)
    .execute();
  const ids = [...new Set(guests.flatMap(({ own, holder }) => (holder === null ? [own] : [own, holder])))];
  if (ids.length === 0) return undefined;
  const device = await trx
    .selectFrom('device')
    .leftJoin('device_guest', (join) =>
      join
        .onRef('device_guest.location_id', '=', 'device.location_id')
        .onRef('device_guest.device_id', '=', 'device.id'),
    )
    .select(['device.guest_id as first', 'device_guest.guest_id as also'])
    .where('device.location_id', '=', of.locationId)
    .where('device.id', '=', of.deviceId)
    .execute();
  const served = new Set(device.flatMap(({ first, also }) => (also === null ? [first] : [first, also])));
  // The booking's own guest comes first: the new link is for them where the phone served both.
  return ids.find((id) => served.has(id));
}

async function answerBooking(
  trx: Trx,
  of: { locationId: string; bookingId: string; standing: Standing; now: number },
): Promise<Booking> {
  const booking = await readBooking(trx, of);
  if (!booking) throw new ProblemError('not_found');
  return booking;
}

export function registerStayRoutes(app: FastifyInstance, parts: ServerParts): void {
  implement(app, parts, 'reportDeviceLost', { perMinute: 60 }, async (ctx): Promise<DeviceLostReport> => {
    const { locationId, bookingId, deviceId } = ctx.params;
    const now = new Date(ctx.now);
    const actor = { id: ctx.actor, name: ctx.actorName };
    const guestId = await guestOfDevice(ctx.trx, ctx.params);
    if (guestId === undefined) throw new ProblemError('not_found');
    const note = ctx.body.note ?? null;
    const reported = await reportLostDevice(ctx.trx, { locationId, bookingId, deviceId, note, now, actor });
    if (reported === undefined) throw new ProblemError('not_found');
    await withdrawInvitationsOf(ctx.trx, { locationId, deviceId, now, actor });
    const link = await createEnrolmentLink(ctx.trx, { locationId, bookingId, guestId, now, actor });
    const [device] = await lostDeviceViews(
      ctx.trx,
      locationId,
      await readLostDevices(ctx.trx, { locationId, guestIds: [guestId], deviceId, now }),
    );
    if (!link || !device) throw new ProblemError('not_found');
    // The secret stands in the fragment: it reaches no server, log or preview.
    const url = `${parts.config.publicUrl}/guest/#enrol=${link.secret}`;
    return { device, link: { id: link.id, url, expiresAt: link.expiresAt.toISOString() } };
  });

  implement(app, parts, 'shareRoom', {}, async (ctx) => {
    const { locationId, bookingId } = ctx.params;
    const { withBookingId, note } = ctx.body;
    const outcome = await shareRoom(ctx.trx, {
      ...{ locationId, bookingId, withBookingId, note: note ?? null, now: new Date(ctx.now) },
      actor: { id: ctx.actor, name: ctx.actorName },
    });
    if (!outcome.ok) {
      if (outcome.code === 'not_found') throw new ProblemError('not_found');
      throw new ProblemError('conflict', { detail: SHARE_PROBLEMS[outcome.code] });
    }
    return answerBooking(ctx.trx, { locationId, bookingId, standing: ctx.standing, now: ctx.now });
  });

  implement(app, parts, 'overrideRoom', {}, async (ctx) => {
    const { locationId, bookingId } = ctx.params;
    const outcome = await overrideRoom(ctx.trx, parts.signing, {
      ...{ locationId, bookingId, ...ctx.body, now: new Date(ctx.now) },
      actor: { id: ctx.actor, name: ctx.actorName },
    });
    if (!outcome.ok) {
      if (outcome.code === 'not_found') throw new ProblemError('not_found');
      if (outcome.code === 'conditions_unmet')
        throw new ProblemError('conditions_unmet', {
          detail: 'Only a checked-in booking with a room takes it over.',
          unmet: outcome.unmet,
        });
      const detail =
        outcome.code === 'room_free'
          ? 'Nobody unrelated has the room: there is nothing to override.'
          : 'Someone else got the room meanwhile. Look at the booking again.';
      throw new ProblemError('conflict', { detail });
    }
    return answerBooking(ctx.trx, { locationId, bookingId, standing: ctx.standing, now: ctx.now });
  });

  implement(app, parts, 'listOwnDevices', {}, async ({ db, caller }) => listOwnDevices(db, caller));

  implement(app, parts, 'reportOwnDeviceLost', { perMinute: 30 }, async (ctx) => {
    const { locationId } = ctx.caller;
    const { deviceId } = ctx.params;
    const now = new Date(ctx.now);
    const actor = { id: ctx.actor, name: ctx.actorName };
    const { items } = await listOwnDevices(ctx.trx, ctx.caller);
    const device = items.find((one) => one.id === deviceId);
    if (!device) throw new ProblemError('not_found');
    if (device.isThisPhone)
      throw new ProblemError('conflict', { detail: 'This is the phone in your hand. Report it from another one.' });
    await reportLostDevice(ctx.trx, { locationId, bookingId: null, deviceId, note: null, now, actor });
    await withdrawInvitationsOf(ctx.trx, { locationId, deviceId, now, actor });
    return listOwnDevices(ctx.trx, ctx.caller);
  });
}

/** Enrolled phones of the guests that this phone serves. */
async function listOwnDevices(db: Db | Trx, { locationId, deviceId }: DeviceCaller): Promise<OwnDeviceList> {
  const rows = await db
    .selectFrom('device_serves as mine')
    .innerJoin('device_serves as serves', (join) =>
      join.onRef('serves.location_id', '=', 'mine.location_id').onRef('serves.guest_id', '=', 'mine.guest_id'),
    )
    .innerJoin('device', (join) =>
      join.onRef('device.location_id', '=', 'serves.location_id').onRef('device.id', '=', 'serves.device_id'),
    )
    .select(['device.id', 'device.name', 'device.enrolled_at', 'device.last_seen_at'])
    .distinct()
    .where('mine.location_id', '=', locationId)
    .where('mine.device_id', '=', deviceId)
    .orderBy('device.enrolled_at')
    .orderBy('device.id')
    .execute();
  return {
    items: rows.map((row) => ({
      id: row.id,
      name: row.name,
      enrolledAt: row.enrolled_at.toISOString(),
      lastSeenAt: row.last_seen_at?.toISOString() ?? null,
      isThisPhone: row.id === deviceId,
    })),
  };
}
