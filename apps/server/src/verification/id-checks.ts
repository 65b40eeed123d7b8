// ID checks: the guest sends images of a document, staff look at them and decide; the images go with the decision (docs/domain.md §5).
import { type ArrivalPolicy, DEFAULT_ARRIVAL_POLICY } from '@nightlatch/api';
import type { DocumentKind, DocumentSide, IdCheckDecision, IdVerification } from '@nightlatch/domain';
import { type Actor, writeAudit } from '../audit/write-audit.ts';
import { notifyLive } from '../db/notify-live.ts';
import type { Trx } from '../db/schema.ts';
import { servesGuest } from '../delivery/device-of-guest.ts';
import { emit } from '../events.ts';
import { newId } from '../ids.ts';
import { deleteImages, putImage } from './id-images.ts';
import { type ImageRefusal, inspectImage } from './inspect-image.ts';

type Guest = { readonly locationId: string; readonly deviceId: string; readonly now: Date };
type Staff = { readonly locationId: string; readonly actor: Actor; readonly now: Date };

export type IdCheckRefusal =
  | 'not_found'
  | 'not_offered'
  | 'already_verified'
  | 'under_review'
  | 'images_missing'
  | 'decided';
type Outcome<T = object> = ({ readonly ok: true } & T) | { readonly ok: false; readonly code: IdCheckRefusal };

const policyOf = async (trx: Trx, locationId: string): Promise<ArrivalPolicy | undefined> =>
  (await trx.selectFrom('arrival_settings').select('policy').where('location_id', '=', locationId).executeTakeFirst())
    ?.policy;

/** Which images a document needs: a passport has no back. */
export const sidesFor = (policy: Pick<ArrivalPolicy, 'documentSides'>, kind: DocumentKind): DocumentSide[] =>
  policy.documentSides.filter((side) => kind !== 'passport' || side !== 'back');

/** Starts a check of the guest's own booking, or goes on with the one that is still being collected. */
export const startIdCheck = async (
  trx: Trx,
  of: Guest & { readonly bookingId: string; readonly documentKind: DocumentKind },
): Promise<Outcome<{ idCheckId: string; sides: readonly DocumentSide[] }>> => {
  const { locationId, bookingId, documentKind, now } = of;
  const booking = await lockOwnBooking(trx, of);
  if (!booking) return { ok: false, code: 'not_found' };
  const policy = await policyOf(trx, locationId);
  if (policy?.idVerification !== 'on' || !policy.documentKinds.includes(documentKind))
    return { ok: false, code: 'not_offered' };
  if (booking.id_verification === 'verified' || booking.id_verification === 'manual_override') {
    return { ok: false, code: 'already_verified' };
  }
  const open = await openCheck(trx, of);
  if (open?.state === 'pending') return { ok: false, code: 'under_review' };
  const sides = sidesFor(policy, documentKind);
  if (open) {
    await trx
      .updateTable('id_check')
      .set({ document_kind: documentKind })
      .where('location_id', '=', locationId)
      .where('id', '=', open.id)
      .execute();
    return { ok: true, idCheckId: open.id, sides };
  }
  const idCheckId = newId();
  await trx
    .insertInto('id_check')
    .values({
      location_id: locationId,
      id: idCheckId,
      booking_id: bookingId,
      guest_id: booking.guest_id,
      device_id: of.deviceId,
      connector: 'review',
      document_kind: documentKind,
      state: 'collecting',
      started_at: now,
    })
    .execute();
  return { ok: true, idCheckId, sides };
};

/** Takes one image while the guest's own check is being collected. */
export const takeImage = async (
  trx: Trx,
  of: Guest & {
    readonly idCheckId: string;
    readonly side: DocumentSide;
    readonly bytes: Buffer;
    readonly masterKey: Uint8Array;
  },
): Promise<Outcome | { readonly ok: false; readonly code: ImageRefusal }> => {
  const check = await lockOwnCheck(trx, of);
  if (!check) return { ok: false, code: 'not_found' };
  if (check.state !== 'collecting') return { ok: false, code: check.state === 'pending' ? 'under_review' : 'decided' };
  const policy = (await policyOf(trx, of.locationId)) ?? DEFAULT_ARRIVAL_POLICY;
  if (!policy.documentSides.includes(of.side)) return { ok: false, code: 'not_offered' };
  const image = inspectImage(of.bytes);
  if (!image.ok) return image;
  await putImage(trx, { ...of, image });
  return { ok: true };
};

/** Hands the check to staff, when every image that is asked for is there. */
export const submitIdCheck = async (trx: Trx, of: Guest & { readonly idCheckId: string }): Promise<Outcome> => {
  const check = await lockOwnCheck(trx, of);
  if (!check?.document_kind) return { ok: false, code: 'not_found' };
  if (check.state === 'pending') return { ok: true };
  if (check.state !== 'collecting') return { ok: false, code: 'decided' };
  const { locationId, now } = of;
  const policy = (await policyOf(trx, locationId)) ?? DEFAULT_ARRIVAL_POLICY;
  const there = await trx
    .selectFrom('id_image')
    .select('side')
    .where('location_id', '=', locationId)
    .where('check_id', '=', check.id)
    .execute();
  const missing = sidesFor(policy, check.document_kind).filter((side) => !there.some((one) => one.side === side));
  if (missing.length > 0) return { ok: false, code: 'images_missing' };
  await trx
    .updateTable('id_check')
    .set({ state: 'pending', submitted_at: now })
    .where('location_id', '=', locationId)
    .where('id', '=', check.id)
    .execute();
  await setVerification(trx, { ...of, bookingId: check.booking_id, to: 'pending' });
  await writeAudit(trx, {
    locationId,
    at: now,
    actor: { id: `device:${of.deviceId}`, name: 'Guest' },
    action: 'id_check.submitted',
    subject: { kind: 'id_check', id: check.id },
    bookingId: check.booking_id,
    after: { documentKind: check.document_kind, images: there.length },
  });
  await tellDesk(trx, { ...of, bookingId: check.booking_id });
  return { ok: true };
};

/** Staff's decision. The images are deleted in the same transaction; how many is in the audit. */
export const decideIdCheck = async (
  trx: Trx,
  of: Staff & { readonly idCheckId: string; readonly decision: IdCheckDecision; readonly reason: string | null },
): Promise<Outcome<{ bookingId: string }> | { readonly ok: false; readonly code: 'reason_missing' }> => {
  const { locationId, decision, reason, now } = of;
  const check = await lockCheck(trx, of);
  if (!check || check.state === 'collecting' || check.state === 'abandoned') return { ok: false, code: 'not_found' };
  if (check.state === 'decided') return { ok: false, code: 'decided' };
  // The guest is told why.
  if (decision === 'failed' && reason === null) return { ok: false, code: 'reason_missing' };
  await trx
    .updateTable('id_check')
    .set({ state: 'decided', decision, reason, decided_by: of.actor.name, decided_at: now })
    .where('location_id', '=', locationId)
    .where('id', '=', check.id)
    .execute();
  const deletedImages = await deleteImages(trx, { locationId, idCheckId: check.id, now });
  await setVerification(trx, { ...of, bookingId: check.booking_id, to: decision });
  await writeAudit(trx, {
    locationId,
    at: now,
    actor: of.actor,
    action: 'id_check.decided',
    subject: { kind: 'id_check', id: check.id },
    bookingId: check.booking_id,
    before: { idVerification: 'pending' },
    after: { idVerification: decision, deletedImages },
    ...(reason === null ? {} : { personal: { reason } }),
  });
  await tellDesk(trx, { ...of, bookingId: check.booking_id });
  return { ok: true, bookingId: check.booking_id };
};

/** Staff accept the guest's ID without images, with the reason; what the guest sent is deleted. */
export const overrideVerification = async (
  trx: Trx,
  of: Staff & { readonly bookingId: string; readonly reason: string },
): Promise<Outcome> => {
  const { locationId, bookingId, now } = of;
  const booking = await trx
    .selectFrom('booking')
    .select('id_verification')
    .where('location_id', '=', locationId)
    .where('id', '=', bookingId)
    .forNoKeyUpdate()
    .executeTakeFirst();
  if (!booking) return { ok: false, code: 'not_found' };
  if (booking.id_verification === 'verified') return { ok: false, code: 'already_verified' };
  const open = await openCheck(trx, of);
  const deletedImages = open ? await abandon(trx, { locationId, idCheckId: open.id, now }) : 0;
  await setVerification(trx, { ...of, to: 'manual_override' });
  await writeAudit(trx, {
    locationId,
    at: now,
    actor: of.actor,
    action: 'id_verification.overridden',
    subject: { kind: 'booking', id: bookingId },
    bookingId,
    before: { idVerification: booking.id_verification },
    after: { idVerification: 'manual_override', deletedImages },
    personal: { reason: of.reason },
  });
  if (open) await tellDesk(trx, { locationId, idCheckId: open.id, bookingId });
  return { ok: true };
};

/** Gives the check up and deletes its images; gives how many there were. */
export const abandon = async (trx: Trx, of: { locationId: string; idCheckId: string; now: Date }): Promise<number> => {
  await trx
    .updateTable('id_check')
    .set({ state: 'abandoned' })
    .where('location_id', '=', of.locationId)
    .where('id', '=', of.idCheckId)
    .execute();
  return deleteImages(trx, of);
};

/** Staff who look at the list of requests see it change. */
export const tellDesk = (trx: Trx, of: { locationId: string; idCheckId: string; bookingId: string }): Promise<void> =>
  notifyLive(trx, {
    topic: 'change',
    locationId: of.locationId,
    kind: 'arrival',
    id: of.idCheckId,
    bookingId: of.bookingId,
  });

/** Writes the booking's state of ID verification; keys and messages are settled on it. */
export const setVerification = async (
  trx: Trx,
  of: { locationId: string; bookingId: string; now: Date; to: IdVerification },
): Promise<void> => {
  await trx
    .updateTable('booking')
    .set((eb) => ({ id_verification: of.to, version: eb('version', '+', 1), changed_at: of.now }))
    .where('location_id', '=', of.locationId)
    .where('id', '=', of.bookingId)
    .execute();
  const { locationId, bookingId } = of;
  await emit(trx, { name: 'booking.changed', locationId, bookingId });
  await notifyLive(trx, { topic: 'change', locationId, kind: 'booking', id: bookingId, bookingId });
};

/** A phone may act for bookings of guests that it serves only, while they are not over. */
const lockOwnBooking = async (trx: Trx, of: { locationId: string; deviceId: string; bookingId: string }) => {
  const booking = await trx
    .selectFrom('booking')
    .select(['id', 'guest_id', 'id_verification'])
    .where('location_id', '=', of.locationId)
    .where('id', '=', of.bookingId)
    .where('status', 'in', ['confirmed', 'checked_in'])
    .forNoKeyUpdate()
    .executeTakeFirst();
  return booking && (await servesGuest(trx, { ...of, guestId: booking.guest_id })) ? booking : undefined;
};

const openCheck = (trx: Trx, of: { locationId: string; bookingId: string }) =>
  trx
    .selectFrom('id_check')
    .select(['id', 'state'])
    .where('location_id', '=', of.locationId)
    .where('booking_id', '=', of.bookingId)
    .where('state', 'in', ['collecting', 'pending'])
    .forNoKeyUpdate()
    .executeTakeFirst();

/** The check, locked after its booking: the same order as everywhere. */
export const lockCheck = async (trx: Trx, of: { locationId: string; idCheckId: string }) => {
  const checks = trx
    .selectFrom('id_check')
    .selectAll()
    .where('location_id', '=', of.locationId)
    .where('id', '=', of.idCheckId);
  const found = await checks.executeTakeFirst();
  if (!found) return undefined;
  await trx
    .selectFrom('booking')
    .select('id')
    .where('location_id', '=', of.locationId)
    .where('id', '=', found.booking_id)
    .forNoKeyUpdate()
    .execute();
  return checks.forNoKeyUpdate().executeTakeFirst();
};

const lockOwnCheck = async (trx: Trx, of: { locationId: string; idCheckId: string; deviceId: string }) => {
  const check = await lockCheck(trx, of);
  return check && (await servesGuest(trx, { ...of, guestId: check.guest_id })) ? check : undefined;
};
