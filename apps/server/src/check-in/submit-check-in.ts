// The guest's side of mobile check-in: submitting it from the phone (docs/domain.md §5).
import type { ArrivalPolicy } from '@nightlatch/api';
import type { Trx } from '../db/schema.ts';
import { servesGuest } from '../delivery/device-of-guest.ts';
import { newId } from '../ids.ts';
import { openSecret, sealSecret } from '../signing/seal-secret.ts';
import { lockBooking, OPEN, writeState } from './check-in-rows.ts';

/** What a guest submits. */
export type CheckInDetails = {
  readonly fields: Readonly<Record<string, string>>;
  readonly arrivalAt: Date | null;
  readonly termsVersion: string | null;
};

export type SubmitOutcome =
  | { readonly ok: true; readonly checkInId: string }
  | { readonly ok: false; readonly code: 'not_found' | 'not_offered' | 'too_early' | 'already_approved' }
  | { readonly ok: false; readonly code: 'field_wrong'; readonly field: string; readonly message: string }
  | { readonly ok: false; readonly code: 'terms_not_accepted'; readonly version: string };

/** What a guest’s registration is sealed for. */
export const checkInLabel = (locationId: string, id: string): string => `check_in_request:${locationId}:${id}`;

/** From when a check-in may be submitted, UTC ms. */
export const opensAt = (policy: Pick<ArrivalPolicy, 'opensHoursBefore'>, dayBegins: number): number =>
  dayBegins - policy.opensHoursBefore * 3_600_000;

/** Takes the submission; an earlier one that is still open is replaced, and its details are deleted. */
export const submitCheckIn = async (
  trx: Trx,
  of: {
    locationId: string;
    deviceId: string;
    bookingId: string;
    details: CheckInDetails;
    masterKey: Uint8Array;
    now: Date;
  },
): Promise<SubmitOutcome> => {
  const { locationId, bookingId, details, now } = of;
  const booking = await lockBooking(trx, of);
  // A phone may act for bookings of guests that it serves only.
  const guestId = booking?.guest_id;
  if (!booking || !guestId || !(await servesGuest(trx, { ...of, guestId }))) return { ok: false, code: 'not_found' };
  const { policy } = booking;
  if (!policy || policy.mobileCheckIn === 'off' || booking.status !== 'confirmed')
    return { ok: false, code: 'not_offered' };
  if (booking.mobile_check_in === 'approved') return { ok: false, code: 'already_approved' };
  if (now.getTime() < opensAt(policy, booking.dayBegins)) return { ok: false, code: 'too_early' };
  const wrong = wrongField(policy, details.fields);
  if (wrong) return { ok: false, code: 'field_wrong', ...wrong };
  if (policy.terms && details.termsVersion !== policy.terms.version)
    return { ok: false, code: 'terms_not_accepted', version: policy.terms.version };
  await trx
    .updateTable('check_in_request')
    .set({ state: 'withdrawn', sealed_details: null })
    .where('location_id', '=', locationId)
    .where('booking_id', '=', bookingId)
    .where('state', 'in', OPEN)
    .execute();
  const checkInId = newId();
  // Only what is asked for is kept.
  const kept = Object.fromEntries(policy.registrationFields.map((field) => [field, details.fields[field] ?? '']));
  await trx
    .insertInto('check_in_request')
    .values({
      location_id: locationId,
      id: checkInId,
      booking_id: bookingId,
      guest_id: guestId,
      device_id: of.deviceId,
      state: 'submitted',
      sealed_details: sealSecret({
        masterKey: of.masterKey,
        label: checkInLabel(locationId, checkInId),
        secret: Buffer.from(JSON.stringify(kept)),
      }),
      arrival_at: details.arrivalAt,
      terms_version: policy.terms?.version ?? null,
      terms_accepted_at: policy.terms ? now : null,
      submitted_at: now,
    })
    .execute();
  const actor = { id: `device:${of.deviceId}`, name: 'Guest' };
  await writeState(trx, { ...of, checkInId, to: 'submitted', actor, action: 'check_in.submitted' });
  return { ok: true, checkInId };
};

/** Every field that the location asks for is there; dates are dates. */
const wrongField = (
  policy: ArrivalPolicy,
  fields: Readonly<Record<string, string>>,
): { field: string; message: string } | undefined => {
  for (const field of policy.registrationFields) {
    const value = Object.hasOwn(fields, field) ? fields[field]?.trim() : undefined;
    if (!value) return { field, message: 'is missing' };
    if (field === 'dateOfBirth' && !isDate(value)) return { field, message: 'must be a date, YYYY-MM-DD' };
  }
  return undefined;
};

const isDate = (text: string): boolean =>
  /^\d{4}-\d{2}-\d{2}$/.test(text) && new Date(`${text}T00:00:00Z`).toISOString().startsWith(text);

/** Opens the details that a guest typed; `{}` where they were deleted. */
export const openDetails = (of: {
  masterKey: Uint8Array;
  locationId: string;
  checkInId: string;
  sealed: Buffer | null;
}): Record<string, string> => {
  if (of.sealed === null) return {};
  const label = checkInLabel(of.locationId, of.checkInId);
  // Sealed by `submitCheckIn`: texts by name.
  return JSON.parse(openSecret({ masterKey: of.masterKey, label, sealed: of.sealed }).toString()) as Record<
    string,
    string
  >;
};
