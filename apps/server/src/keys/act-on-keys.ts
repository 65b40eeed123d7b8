// What staff and integrations do to keys: issue, revoke, reissue. A refusal is a value with its code.
import {
  actOnKey,
  type ConditionCode,
  type KeyActionRefusal,
  type KeyRequest,
  keyValidity,
  type RevokeReason,
  unmetFor,
  type ValidityRefusal,
} from '@nightlatch/domain';
import type { Actor } from '../audit/write-audit.ts';
import type { RowSink } from '../db/row-batch.ts';
import type { Trx } from '../db/schema.ts';
import type { Signing } from '../signing/signing.ts';
import { type BookingKeyFacts, readBookingKeyFacts } from './read-facts.ts';
import { lockBooking, settleBooking } from './settle-booking.ts';
import { type Settled, type SettlingGround, type Sharing, settleOne } from './settle-many.ts';
import { writeKeyChanges } from './write-key-changes.ts';

export type KeyOutcome = { readonly ok: true; readonly keyId: string } | KeyRefusal;

export type KeyRefusal =
  | { readonly ok: false; readonly code: 'not_found' | 'already_issued' | Exclude<KeyActionRefusal, 'key_not_found'> }
  | { readonly ok: false; readonly code: 'conditions_unmet'; readonly unmet: readonly ConditionCode[] }
  | {
      readonly ok: false;
      readonly code: 'validity_not_allowed';
      readonly refusal: ValidityRefusal;
      readonly limit: Date;
    };

type Command = { readonly locationId: string; readonly now: Date; readonly actor: Actor };

/** The wish for a key, as it came. */
export type IssueCommand = Omit<Command, 'locationId'> & {
  readonly by: 'staff' | 'integration';
  readonly validFrom?: Date;
  readonly validUntil?: Date;
  readonly waitForConditions: boolean;
};

/** Whether the wish may be granted by the facts: the request for the rules, or the refusal. */
const judgeIssue = (before: BookingKeyFacts, command: IssueCommand): KeyRequest | KeyRefusal => {
  const now = command.now.getTime();
  const startAt = command.validFrom?.getTime() ?? null;
  const staffEnd = command.validUntil?.getTime() ?? null;
  const validity = keyValidity({
    now,
    startAt,
    staffEnd,
    booking: { departureDate: before.departureDate, checkOutAt: before.pmsCheckOutAt },
    location: { timeZone: before.location.time_zone, checkOutTime: before.location.check_out_time },
    maxAfterCheckOutMinutes: before.policies.maxAfterCheckOutMinutes,
  });
  if (!validity.ok && (startAt !== null || staffEnd !== null)) {
    return { ok: false, code: 'validity_not_allowed', refusal: validity.code, limit: new Date(validity.limit) };
  }
  const unmet = unmetFor({ ...before, now }, validity.ok ? validity.validUntil : now);
  // A key can't wait for time to run backwards, nor for a booking that is over.
  const hopeless = unmet.includes('validity_over') || !['confirmed', 'checked_in'].includes(before.booking.status);
  if (unmet.length > 0 && (!command.waitForConditions || hopeless))
    return { ok: false, code: 'conditions_unmet', unmet };
  const inForce = before.keys.find(
    (key) => key.kind === 'primary' && (key.state === 'issued' || key.state === 'suspended') && !key.replacedBy,
  );
  return inForce ? { ok: false, code: 'already_issued' } : { by: command.by, startAt, staffEnd, mode: 'issue' };
};

/**
 * Issues the primary key of one of the bookings of a batch. With unmet conditions it refuses with the whole list, or, with
 * `waitForConditions`, keeps the request waiting until they hold.
 */
export const issueKey = async (
  batch: RowSink,
  ground: SettlingGround,
  sharing: Sharing,
  command: IssueCommand & { readonly facts: BookingKeyFacts },
): Promise<{ readonly outcome: KeyOutcome; readonly settled?: Settled }> => {
  const { facts } = command;
  const judged = judgeIssue(facts, command);
  if ('ok' in judged) return { outcome: judged };
  const settled = await settleOne(batch, ground, sharing, { ...command, request: judged });
  const made = settled.changes.find((change) => change.change === 'issue' || change.change === 'wait');
  if (made && (made.change === 'issue' || made.change === 'wait'))
    return { outcome: { ok: true, keyId: made.keyId }, settled };
  const waiting = facts.keys.find((key) => key.kind === 'primary' && key.state === 'waiting');
  return { outcome: waiting ? { ok: true, keyId: waiting.keyId } : { ok: false, code: 'not_found' }, settled };
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
  await writeKeyChanges(
    trx,
    { ...of, facts, now: command.now, actor: command.actor, note: command.note },
    acted.changes,
  );
  return { ok: true, keyId: command.keyId };
};

/** Why the old key must not work a moment longer (docs/domain.md §6). */
const AT_ONCE: readonly RevokeReason[] = ['security_concern', 'lost_phone'];

/** Replaces the key of the booking by a new one: the old one works until that is on the phone, unless the reason forbids it. After a revocation it is simply the next one. */
export const reissueKey = async (
  trx: Trx,
  signing: Signing,
  command: Command & {
    readonly keyId: string;
    readonly by: 'staff' | 'integration';
    readonly reason: RevokeReason | null;
    readonly note: string | null;
  },
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
  const settled = await settleBooking(trx, signing, {
    ...command,
    ...of,
    request: {
      by: command.by,
      startAt: null,
      staffEnd: null,
      mode: command.reason !== null && AT_ONCE.includes(command.reason) ? 'replace_at_once' : 'replace',
    },
  });
  const made = settled?.changes.find((change) => change.change === 'issue');
  return made?.change === 'issue' ? { ok: true, keyId: made.keyId } : { ok: false, code: 'not_found' };
};
