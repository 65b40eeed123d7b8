// "Why doesn't the key work?", asked by the desk of any key and by a phone of its own.
import type { FastifyInstance } from 'fastify';
import type { ServerParts } from '../server-parts.ts';
import { readDiagnosis } from './diagnosis-view.ts';
import { implement } from './implement-operation.ts';
import { ProblemError } from './problem-error.ts';

export function registerDiagnosisRoutes(app: FastifyInstance, parts: ServerParts): void {
  implement(app, parts, 'diagnoseKey', {}, async ({ db, params, query, now }) => {
    const verdict = await readDiagnosis(db, {
      ...params,
      guestIds: null,
      keyId: query.keyId ?? null,
      deviceId: query.deviceId ?? null,
      now: new Date(now),
      reader: 'staff',
    });
    if (!verdict) throw new ProblemError('not_found');
    return verdict;
  });

  implement(app, parts, 'diagnoseOwnKey', { perMinute: 60 }, async ({ db, caller, params, now }) => {
    const { locationId, deviceId } = caller;
    const { bookingId } = params;
    // Only what this phone serves: the booking's guest, or a companion with a key of the booking.
    const serves = await db
      .selectFrom('device_serves')
      .select('guest_id')
      .where('location_id', '=', locationId)
      .where('device_id', '=', deviceId)
      .execute();
    const guestIds = serves.map((row) => row.guest_id);
    if (guestIds.length === 0) throw new ProblemError('not_found');
    const mine = await db
      .selectFrom('booking')
      .select('booking.id')
      .where('booking.location_id', '=', locationId)
      .where('booking.id', '=', bookingId)
      .where((eb) =>
        eb.or([
          eb('booking.guest_id', 'in', guestIds),
          eb.exists(
            eb
              .selectFrom('digital_key')
              .select('digital_key.id')
              .whereRef('digital_key.location_id', '=', 'booking.location_id')
              .whereRef('digital_key.booking_id', '=', 'booking.id')
              .where('digital_key.guest_id', 'in', guestIds),
          ),
        ]),
      )
      .executeTakeFirst();
    if (!mine) throw new ProblemError('not_found');
    const of = { locationId, bookingId, guestIds, keyId: null, deviceId, now: new Date(now), reader: 'guest' as const };
    const verdict = await readDiagnosis(db, of);
    if (!verdict) throw new ProblemError('not_found');
    return verdict;
  });
}
