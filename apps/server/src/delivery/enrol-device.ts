// Redeems a one-time link: the phone that holds its secret becomes a device of the guest.
import { concat, utf8, verifySignature } from '@nightlatch/aliro';
import type { Enrol } from '@nightlatch/api';
import type { Trx } from '../db/schema.ts';
import { secretHash } from './create-enrolment-link.ts';
import { findDevice, isLost, linkDevice, servesGuest } from './device-of-guest.ts';
import { type MintedSession, mintSession } from './device-session.ts';

export type EnrolOutcome =
  | { readonly ok: true; readonly session: MintedSession }
  | {
      readonly ok: false;
      readonly code: 'not_found' | 'link_used' | 'link_expired' | 'proof_wrong' | 'device_removed';
    };

/** Whether the phone holds the sign-in key pair that it names, and the link's secret. */
export const provesEnrolment = (enrol: Enrol): Promise<boolean> =>
  verifySignature(
    Buffer.from(enrol.signInPoint, 'hex'),
    concat(utf8('nightlatch-enrol-1'), secretHash(enrol.secret)),
    Buffer.from(enrol.proof, 'base64url'),
  );

/** One link makes at most one device, whatever races: the link's row is taken for the transaction. */
export const enrolDevice = async (trx: Trx, of: { enrol: Enrol; now: Date }): Promise<EnrolOutcome> => {
  const { enrol, now } = of;
  const link = await trx
    .selectFrom('enrolment_link')
    .selectAll()
    .where('secret_hash', '=', secretHash(enrol.secret))
    .forNoKeyUpdate()
    .executeTakeFirst();
  if (!link) return { ok: false, code: 'not_found' };
  if (!(await provesEnrolment(enrol))) return { ok: false, code: 'proof_wrong' };
  const point = Buffer.from(enrol.signInPoint, 'hex');
  const { location_id: locationId, guest_id: guestId } = link;
  if (await isLost(trx, { locationId, point })) return { ok: false, code: 'device_removed' };
  if (link.used_at !== null) return enrolledAlready(trx, { locationId, guestId, point, now });
  if (link.withdrawn_at !== null || link.expires_at <= now) return { ok: false, code: 'link_expired' };
  const deviceId = await linkDevice(trx, { locationId, guestId, bookingId: link.booking_id, enrol, point, now });
  if (deviceId === undefined) return { ok: false, code: 'proof_wrong' };
  await trx
    .updateTable('enrolment_link')
    .set({ used_at: now })
    .where('location_id', '=', locationId)
    .where('id', '=', link.id)
    .execute();
  return { ok: true, session: await mintSession(trx, { locationId, deviceId, now }) };
};

/** The same phone asks again because the answer was lost: it gets its device. Any other phone: the link is used. */
export const enrolledAlready = async (
  trx: Trx,
  of: { readonly locationId: string; readonly guestId: string; readonly point: Buffer; readonly now: Date },
): Promise<EnrolOutcome> => {
  const { locationId, guestId, now } = of;
  const deviceId = await findDevice(trx, of);
  if (deviceId === undefined || !(await servesGuest(trx, { locationId, deviceId, guestId })))
    return { ok: false, code: 'link_used' };
  return { ok: true, session: await mintSession(trx, { locationId, deviceId, now }) };
};
