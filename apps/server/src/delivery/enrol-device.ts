// Redeems a one-time link: the phone that holds its secret becomes a device of the guest.
import { concat, utf8, verifySignature } from '@nightlatch/aliro';
import type { Enrol } from '@nightlatch/api';
import { writeAudit } from '../audit/write-audit.ts';
import { notifyLive } from '../db/notify-live.ts';
import type { Trx } from '../db/schema.ts';
import { emit } from '../events.ts';
import { newId } from '../ids.ts';
import { secretHash } from './create-enrolment-link.ts';
import { type MintedSession, mintSession } from './device-session.ts';
import { offerDoorKeys } from './offer-door-keys.ts';

export type EnrolOutcome =
  | { readonly ok: true; readonly session: MintedSession }
  | { readonly ok: false; readonly code: 'not_found' | 'link_used' | 'link_expired' | 'proof_wrong' };

/** One link makes at most one device, whatever races: the link's row is taken for the transaction. */
export const enrolDevice = async (trx: Trx, of: { enrol: Enrol; now: Date }): Promise<EnrolOutcome> => {
  const { enrol, now } = of;
  const hashed = secretHash(enrol.secret);
  const link = await trx
    .selectFrom('enrolment_link')
    .selectAll()
    .where('secret_hash', '=', hashed)
    .forNoKeyUpdate()
    .executeTakeFirst();
  if (!link) return { ok: false, code: 'not_found' };
  const point = Buffer.from(enrol.signInPoint, 'hex');
  const message = concat(utf8('nightlatch-enrol-1'), hashed);
  if (!(await verifySignature(point, message, Buffer.from(enrol.proof, 'base64url')))) {
    return { ok: false, code: 'proof_wrong' };
  }
  const locationId = link.location_id;
  if (link.used_at !== null) return enrolledAlready(trx, { locationId, guestId: link.guest_id, point, now });
  if (link.withdrawn_at !== null || link.expires_at <= now) return { ok: false, code: 'link_expired' };
  const deviceId = newId();
  await trx
    .insertInto('device')
    .values({
      location_id: locationId,
      id: deviceId,
      guest_id: link.guest_id,
      name: enrol.deviceName,
      sign_in_point: point,
      enrolled_at: now,
      last_seen_at: now,
    })
    .execute();
  const offered = await offerDoorKeys(trx, { locationId, deviceId, offers: enrol.doorKeys, now });
  if (!offered.ok) return { ok: false, code: 'proof_wrong' };
  await trx
    .updateTable('enrolment_link')
    .set({ used_at: now })
    .where('location_id', '=', locationId)
    .where('id', '=', link.id)
    .execute();
  await writeAudit(trx, {
    locationId,
    at: now,
    actor: { id: `device:${deviceId}`, name: 'Guest' },
    action: 'device.enrolled',
    subject: { kind: 'device', id: deviceId },
    bookingId: link.booking_id,
    personal: { name: enrol.deviceName },
  });
  await emit(trx, { name: 'guest.changed', locationId, guestId: link.guest_id });
  await emit(trx, { name: 'device.changed', locationId, deviceId });
  await notifyLive(trx, { topic: 'change', locationId, kind: 'device', id: deviceId, bookingId: link.booking_id });
  return { ok: true, session: await mintSession(trx, { locationId, deviceId, now }) };
};

/** The same phone asks again because the answer was lost: it gets its device. Any other phone: the link is used. */
const enrolledAlready = async (
  trx: Trx,
  of: { locationId: string; guestId: string; point: Buffer; now: Date },
): Promise<EnrolOutcome> => {
  const { locationId, now } = of;
  const device = await trx
    .selectFrom('device')
    .select('id')
    .where('location_id', '=', locationId)
    .where('guest_id', '=', of.guestId)
    .where('sign_in_point', '=', of.point)
    .where('removed_at', 'is', null)
    .executeTakeFirst();
  if (!device) return { ok: false, code: 'link_used' };
  return { ok: true, session: await mintSession(trx, { locationId, deviceId: device.id, now }) };
};
