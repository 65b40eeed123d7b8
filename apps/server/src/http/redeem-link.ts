// A one-time link is redeemed: the guest's own, or an invitation. What is refused burns neither.
import type { Enrol } from '@nightlatch/api';
import type { ShareRefusal } from '@nightlatch/domain';
import type { Trx } from '../db/schema.ts';
import { findDevice, isLost, linkDevice, servesGuest } from '../delivery/device-of-guest.ts';
import { mintSession } from '../delivery/device-session.ts';
import { type EnrolOutcome, enrolDevice, enrolledAlready, provesEnrolment } from '../delivery/enrol-device.ts';
import { createCompanion, judgeRedemption, lockInvitation, makeSharedKey } from '../keys/redeem-invitation.ts';
import { ProblemError } from './problem-error.ts';

export type RedeemOutcome = EnrolOutcome | { readonly ok: false; readonly code: ShareRefusal };

/** Redeems whichever link has this secret. */
export async function redeemLink(trx: Trx, of: { enrol: Enrol; now: Date }): Promise<RedeemOutcome> {
  const outcome = await enrolDevice(trx, of);
  return outcome.ok || outcome.code !== 'not_found' ? outcome : redeemInvitation(trx, of);
}

/** The companion's phone gets a device of its own, or serves one guest more; then it gets the one key of the invitation. */
async function redeemInvitation(trx: Trx, of: { enrol: Enrol; now: Date }): Promise<RedeemOutcome> {
  const { enrol, now } = of;
  const found = await lockInvitation(trx, enrol.secret);
  if (!found) return { ok: false, code: 'not_found' };
  if (!(await provesEnrolment(enrol))) return { ok: false, code: 'proof_wrong' };
  const { row } = found;
  const locationId = row.location_id;
  const point = Buffer.from(enrol.signInPoint, 'hex');
  if (await isLost(trx, { locationId, point })) return { ok: false, code: 'device_removed' };
  if (found.companionId !== null) return enrolledAlready(trx, { locationId, guestId: found.companionId, point, now });
  const judged = await judgeRedemption(trx, { row, now });
  if (!judged.ok) return judged;
  const known = await findDevice(trx, { locationId, point });
  if (known && (await servesGuest(trx, { locationId, deviceId: known, guestId: judged.primaryGuestId })))
    return { ok: false, code: 'own_invitation' };
  const companionId = await createCompanion(trx, { locationId, name: row.name });
  const linked = { locationId, guestId: companionId, bookingId: row.booking_id, enrol, point, now };
  const deviceId = await linkDevice(trx, linked);
  if (deviceId === undefined)
    throw new ProblemError('invalid_request', { detail: 'A door key does not fit its proof.' });
  await makeSharedKey(trx, { row, judged, companionId, now, actor: { id: `device:${deviceId}`, name: 'Guest' } });
  return { ok: true, session: await mintSession(trx, { locationId, deviceId, now }) };
}
