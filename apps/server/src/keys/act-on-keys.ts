// What staff and integrations do to keys: issue, revoke, reissue. A refusal is a value with its code.
import {
  actOnKey,
  type ConditionCode,
  type KeyActionRefusal,
  keyValidity,
  type RevokeReason,
  unmetFor,
  type ValidityRefusal,
} from '@nightlatch/domain';
import type { Actor } from '../audit/write-audit.ts';
import type { Trx } from '../db/schema.ts';
import { readBookingKeyFacts } from './read-facts.ts';
import { lockBooking, settleBooking } from './settle-booking.ts';
import { writeKeyChanges } from './write-key-changes.ts';

export type KeyOutcome =
  | { readonly ok: true; readonly keyId: string }
  | { readonly ok: false; readonly code: 'not_found' | 'already_issued' | Exclude<KeyActionRefusal, 'key_not_found'> }
  | { readonly ok: false; readonly code: 'conditions_unmet'; readonly unmet: readonly ConditionCode[] }
  | {
      readonly ok: false;
      readonly code: 'validity_not_allowed';
      readonly refusal: ValidityRefusal;
      readonly limit: Date;
    };

type Command = { readonly locationId: string; readonly now: Date; readonly actor: Actor };

/**
 * Issues the booking's primary key. With unmet conditions it refuses with the whole list, or, with `waitForConditions`, keeps
 * the request waiting until they hold.
 */
export const issueKey = async (
  trx: Trx,
  command: Command & {
    readonly bookingId: string;
    readonly by: 'staff' | 'integration';
    readonly validFrom?: Date;
    readonly validUntil?: Date;
    readonly waitForConditions: boolean;
  },
): Promise<KeyOutcome> => {
  const { now } = command;
  if (!(await lockBooking(trx, command))) return { ok: false, code: 'not_found' };
  const before = await readBookingKeyFacts(trx, command);
  if (!before) return { ok: false, code: 'not_found' };
  const chosen = command.validFrom !== undefined || command.validUntil !== undefined;
  const validity = keyValidity({
    now: now.getTime(),
    startAt: command.validFrom?.getTime() ?? null,
    staffEnd: command.validUntil?.getTime() ?? null,
    booking: { departureDate: before.departureDate, checkOutAt: before.pmsCheckOutAt },
    location: { timeZone: before.location.time_zone, checkOutTime: before.location.check_out_time },
    maxAfterCheckOutMinutes: before.policies.maxAfterCheckOutMinutes,
  });
  if (!validity.ok && chosen) {
    return { ok: false, code: 'validity_not_allowed', refusal: validity.code, limit: new Date(validity.limit) };
  }
  const unmet = unmetFor({ ...before, now: now.getTime() }, validity.ok ? validity.validUntil : now.getTime());
  // A key can't wait for time to run backwards, nor for a booking that is over.
  const hopeless = unmet.includes('validity_over') || !['confirmed', 'checked_in'].includes(before.booking.status);
  if (unmet.length > 0 && (!command.waitForConditions || hopeless))
    return { ok: false, code: 'conditions_unmet', unmet };
  const inForce = before.keys.find(
    (key) => key.kind === 'primary' && (key.state === 'issued' || key.state === 'suspended'),
  );
  if (inForce) return { ok: false, code: 'already_issued' };
  const settled = await settleBooking(trx, {
    ...command,
    request: {
      by: command.by,
      startAt: command.validFrom?.getTime() ?? null,
      staffEnd: command.validUntil?.getTime() ?? null,
      mode: 'issue',
    },
  });
  const made = settled?.changes.find((change) => change.change === 'issue' || change.change === 'wait');
  if (made && (made.change === 'issue' || made.change === 'wait')) return { ok: true, keyId: made.keyId };
  const waiting = before.keys.find((key) => key.kind === 'primary' && key.state === 'waiting');
  return waiting ? { ok: true, keyId: waiting.keyId } : { ok: false, code: 'not_found' };
};

const bookingOf = (trx: Trx, of: { locationId: string; keyId: string }): Promise<{ booking_id: string } | undefined> =>
  trx
    .selectFrom('digital_key')
    .select('booking_id')
    .where('location_id', '=', of.locationId)
    .where('id', '=', of.keyId)
    .executeTakeFirst();

/** Revokes one key and the shared keys under it; it never comes back (invariant 16). */
export const revokeKey = async (
  trx: Trx,
  command: Command & { readonly keyId: string; readonly reason: RevokeReason; readonly note: string | null },
): Promise<KeyOutcome> => {
  const key = await bookingOf(trx, command);
  if (!key) return { ok: false, code: 'not_found' };
  const of = { locationId: command.locationId, bookingId: key.booking_id };
  await lockBooking(trx, of);
  const facts = await readBookingKeyFacts(trx, of);
  if (!facts) return { ok: false, code: 'not_found' };
  const acted = actOnKey({ ...facts, now: command.now.getTime() }, command.keyId, {
    action: 'revoke',
    reason: command.reason,
  });
  if (!acted.ok) return { ok: false, code: acted.code === 'key_not_found' ? 'not_found' : acted.code };
  const context = { ...of, guestId: facts.guestId, checkOutAt: facts.booking.checkOutAt, now: command.now };
  await writeKeyChanges(trx, { ...context, actor: command.actor, note: command.note }, acted.changes);
  return { ok: true, keyId: command.keyId };
};

/** Replaces a key of the booking by a new one: the new one works before the old one dies, and after a revocation it is simply the next one. */
export const reissueKey = async (
  trx: Trx,
  command: Command & { readonly keyId: string; readonly by: 'staff' | 'integration' },
): Promise<KeyOutcome> => {
  const key = await bookingOf(trx, command);
  if (!key) return { ok: false, code: 'not_found' };
  const of = { locationId: command.locationId, bookingId: key.booking_id };
  await lockBooking(trx, of);
  const before = await readBookingKeyFacts(trx, of);
  const old = before?.keys.find((one) => one.keyId === command.keyId);
  if (!before || !old || old.kind !== 'primary') return { ok: false, code: 'not_found' };
  const unmet = unmetFor({ ...before, now: command.now.getTime() }, before.booking.checkOutAt);
  if (unmet.length > 0) return { ok: false, code: 'conditions_unmet', unmet };
  const settled = await settleBooking(trx, {
    ...command,
    ...of,
    request: { by: command.by, startAt: null, staffEnd: null, mode: 'replace' },
  });
  const made = settled?.changes.find((change) => change.change === 'issue');
  return made?.change === 'issue' ? { ok: true, keyId: made.keyId } : { ok: false, code: 'not_found' };
};
