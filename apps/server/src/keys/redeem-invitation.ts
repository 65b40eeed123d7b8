// An invitation becomes its one shared key: taken under the booking's lock, so that whoever races, one wins (invariant 8).
import { type ShareRefusal, settleSharedKeys, sharedKeyUnder } from '@nightlatch/domain';
import { type Selectable, sql } from 'kysely';
import { type Actor, writeAudit } from '../audit/write-audit.ts';
import type { InvitationTable, Trx } from '../db/schema.ts';
import { emit } from '../events.ts';
import { newId } from '../ids.ts';
import { countCompanions, invitationHash } from './invite-companion.ts';
import { readBookingKeyFacts } from './read-facts.ts';
import { lockBooking } from './settle-booking.ts';
import { writeKeyChanges } from './write-key-changes.ts';

export type FoundInvitation = {
  readonly row: Selectable<InvitationTable>;
  /** Guest of the shared key that it made, if it did. */
  readonly companionId: string | null;
};

/** Finds the invitation by its secret and takes its booking, then itself, for this transaction. */
export const lockInvitation = async (trx: Trx, secret: string): Promise<FoundInvitation | undefined> => {
  const invitation = trx.selectFrom('invitation').selectAll().where('secret_hash', '=', invitationHash(secret));
  const seen = await invitation.executeTakeFirst();
  if (!seen) return undefined;
  const locationId = seen.location_id;
  await lockBooking(trx, { locationId, bookingId: seen.booking_id });
  const row = await invitation.forNoKeyUpdate().executeTakeFirstOrThrow();
  if (row.shared_key_id === null) return { row, companionId: null };
  const key = await trx
    .selectFrom('digital_key')
    .select('guest_id')
    .where('location_id', '=', locationId)
    .where('id', '=', row.shared_key_id)
    .executeTakeFirstOrThrow();
  return { row, companionId: key.guest_id };
};

/** Whether the invitation may make a key now, and which; nothing is written. */
export const judgeRedemption = async (
  trx: Trx,
  of: { readonly row: Selectable<InvitationTable>; readonly now: Date },
) => {
  const { row, now } = of;
  const over = { ok: false as const, code: 'invitation_over' as ShareRefusal };
  if (row.withdrawn_at !== null || row.expires_at <= now) return over;
  const facts = await readBookingKeyFacts(trx, { locationId: row.location_id, bookingId: row.booking_id });
  const parent = facts?.keys.find((key) => key.keyId === row.parent_key_id);
  if (!facts || !parent) return over;
  const judged = sharedKeyUnder({
    now: now.getTime(),
    parent,
    companions: countCompanions(facts),
    mostCompanions: facts.location.policies.companionsPerBooking,
    validUntil: row.valid_until?.getTime() ?? null,
  });
  return judged.ok ? { ok: true as const, key: judged.key, primaryGuestId: facts.guestId } : judged;
};

/** A guest for the companion: the name that the primary guest gave, and nothing else. */
export const createCompanion = async (
  trx: Trx,
  of: { readonly locationId: string; readonly name: string },
): Promise<string> => {
  const id = newId();
  await trx
    .insertInto('guest')
    .values({
      location_id: of.locationId,
      id,
      first_name: of.name,
      last_name: '',
      email: null,
      phone: null,
      language: null,
    })
    .execute();
  return id;
};

type Judged = Extract<Awaited<ReturnType<typeof judgeRedemption>>, { ok: true }>;

/** Writes the shared key and marks the invitation as used, in the caller's transaction. */
export const makeSharedKey = async (
  trx: Trx,
  of: {
    readonly row: Selectable<InvitationTable>;
    readonly judged: Judged;
    readonly companionId: string;
    readonly now: Date;
    readonly actor: Actor;
  },
): Promise<string> => {
  const { row, now, actor } = of;
  const { key } = of.judged;
  const locationId = row.location_id;
  const bookingId = row.booking_id;
  const keyId = newId();
  await trx
    .insertInto('digital_key')
    .values({
      location_id: locationId,
      id: keyId,
      booking_id: bookingId,
      guest_id: of.companionId,
      kind: 'shared',
      parent_key_id: row.parent_key_id,
      state: 'issued',
      requested_by: key.requestedBy,
      requested_at: now,
      validity_source: key.validitySource,
      check_out_seen: new Date(key.checkOutSeen),
      occupancy_id: key.occupancyId,
      room_id: key.roomId,
      valid_from: new Date(key.validFrom),
      valid_until: new Date(key.validUntil),
      issued_at: now,
      door_ids: row.door_ids,
    })
    .execute();
  await trx
    .updateTable('invitation')
    .set({ used_at: now, shared_key_id: keyId })
    .where('location_id', '=', locationId)
    .where('id', '=', row.id)
    .execute();
  await writeAudit(trx, {
    locationId,
    at: now,
    actor,
    action: 'key.shared',
    subject: { kind: 'key', id: keyId },
    bookingId,
    after: { parentKeyId: row.parent_key_id, invitationId: row.id, validUntil: key.validUntil },
  });
  await emit(trx, { name: 'key.changed', locationId, keyId });
  await trx
    .updateTable('booking')
    .set({ version: sql`version + 1` })
    .where('location_id', '=', locationId)
    .where('id', '=', bookingId)
    .execute();
  // A parent that stands still keeps its new shared key still.
  const facts = await readBookingKeyFacts(trx, { locationId, bookingId });
  if (facts) {
    const changes = settleSharedKeys({ keys: facts.keys, now: now.getTime() });
    await writeKeyChanges(trx, { locationId, bookingId, facts, now, actor }, changes);
  }
  return keyId;
};
