// What staff and integrations change on a key in force: its validity, and whether it opens at present. Same key before and after.
import {
  actOnKey,
  changeValidity,
  type KeyAction,
  type KeyFacts,
  unmetFor,
  type ValidityWish,
} from '@nightlatch/domain';
import type { Actor } from '../audit/write-audit.ts';
import type { Trx } from '../db/schema.ts';
import type { KeyOutcome } from './act-on-keys.ts';
import { type BookingKeyFacts, readBookingKeyFacts } from './read-facts.ts';
import { lockBooking, scheduleNext } from './settle-booking.ts';
import { writeKeyChanges } from './write-key-changes.ts';

type OnKey = {
  readonly locationId: string;
  readonly keyId: string;
  readonly now: Date;
  readonly actor: Actor;
  readonly note: string | null;
};

/** Locks the key's booking and reads its facts; undefined where the location has no such key. */
export const lockKey = async (
  trx: Trx,
  of: { readonly locationId: string; readonly keyId: string },
): Promise<{ readonly bookingId: string; readonly facts: BookingKeyFacts; readonly key: KeyFacts } | undefined> => {
  const row = await trx
    .selectFrom('digital_key')
    .select('booking_id')
    .where('location_id', '=', of.locationId)
    .where('id', '=', of.keyId)
    .executeTakeFirst();
  if (!row) return undefined;
  const booking = { locationId: of.locationId, bookingId: row.booking_id };
  await lockBooking(trx, booking);
  const facts = await readBookingKeyFacts(trx, booking);
  const key = facts?.keys.find((one) => one.keyId === of.keyId);
  return facts && key ? { bookingId: row.booking_id, facts, key } : undefined;
};

/** Does one action of the rules, that of the shared keys under it included, and appoints the booking's next look. */
const act = async (
  trx: Trx,
  command: OnKey,
  found: { readonly bookingId: string; readonly facts: BookingKeyFacts },
  action: KeyAction,
): Promise<KeyOutcome> => {
  const { facts, bookingId } = found;
  const acted = actOnKey({ ...facts, now: command.now.getTime() }, command.keyId, action);
  if (!acted.ok) return { ok: false, code: acted.code === 'key_not_found' ? 'not_found' : acted.code };
  const of = { locationId: command.locationId, bookingId, now: command.now };
  await writeKeyChanges(trx, { ...of, facts, actor: command.actor, note: command.note }, acted.changes);
  await scheduleNext(trx, of);
  return { ok: true, keyId: command.keyId };
};

/** Stops a key without ending it; its shared keys stop with it. */
export const suspendKey = async (trx: Trx, command: OnKey): Promise<KeyOutcome> => {
  const found = await lockKey(trx, command);
  if (!found) return { ok: false, code: 'not_found' };
  return act(trx, command, found, { action: 'suspend' });
};

/** Lets a suspended key open again, if it might be issued now: what has changed meanwhile counts. */
export const resumeKey = async (trx: Trx, command: OnKey): Promise<KeyOutcome> => {
  const found = await lockKey(trx, command);
  if (!found) return { ok: false, code: 'not_found' };
  const { key, facts } = found;
  if (key.state === 'suspended' && !key.withParent) {
    const unmet = unmetFor({ ...facts, now: command.now.getTime() }, key.validUntil);
    if (unmet.length > 0) return { ok: false, code: 'conditions_unmet', unmet };
  }
  return act(trx, command, found, { action: 'resume' });
};

/** Another start or end for a key in force; the end then follows the PMS only if it is given back to it (`validUntil: null`). */
export const changeKeyValidity = async (
  trx: Trx,
  command: OnKey & { readonly validFrom?: Date | undefined; readonly validUntil?: Date | null | undefined },
): Promise<KeyOutcome> => {
  const found = await lockKey(trx, command);
  if (!found) return { ok: false, code: 'not_found' };
  const { key, facts } = found;
  if (key.state === 'ended') return { ok: false, code: 'key_ended' };
  if (key.state === 'waiting') return { ok: false, code: 'key_waiting' };
  const { validFrom, validUntil } = command;
  const wish: ValidityWish = {
    validFrom: validFrom?.getTime(),
    validUntil: validUntil === null ? null : validUntil?.getTime(),
  };
  const judged = changeValidity({
    now: command.now.getTime(),
    key,
    parent: facts.keys.find((one) => one.keyId === key.parentKeyId) ?? null,
    wish,
    checkOutAt: facts.booking.checkOutAt,
    maxAfterCheckOutMinutes: facts.policies.maxAfterCheckOutMinutes,
  });
  if (!judged.ok)
    return { ok: false, code: 'validity_not_allowed', refusal: judged.code, limit: new Date(judged.limit) };
  return act(trx, command, found, judged.action);
};
