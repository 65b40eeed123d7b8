// Invitations of companions: made by the primary guest's phone or on their behalf by staff, at most as many as the location allows, withdrawn by guest or staff.
import { createHash, randomBytes } from 'node:crypto';
import { judgeInvitation, type ShareRefusal } from '@nightlatch/domain';
import type { Selectable } from 'kysely';
import { type Actor, writeAudit } from '../audit/write-audit.ts';
import { notifyLive } from '../db/notify-live.ts';
import type { InvitationTable, Trx } from '../db/schema.ts';
import { newId } from '../ids.ts';
import { readDoorsOfRoom } from '../locks/read-doors.ts';
import { lockKey } from './change-keys.ts';
import type { BookingKeyFacts } from './read-facts.ts';

/** How long an invitation can be redeemed. */
const INVITATION_HOURS = 48;

/** What is stored instead of the secret. */
export const invitationHash = (secret: string): Buffer => createHash('sha256').update(secret, 'utf8').digest();

export type InviteOutcome =
  | { readonly ok: true; readonly invitationId: string; readonly secret: string }
  | { readonly ok: false; readonly code: ShareRefusal | 'not_found' };

/** Shared keys of the booking that have not ended. */
export const countCompanions = (facts: BookingKeyFacts): number =>
  facts.keys.filter((key) => key.kind === 'shared' && key.state !== 'ended').length;

/** Invitations of the booking that may still be redeemed. */
export const countOpenInvitations = async (
  trx: Trx,
  of: { readonly locationId: string; readonly bookingId: string; readonly now: Date },
): Promise<number> => {
  const { count } = await trx
    .selectFrom('invitation')
    .innerJoin('digital_key as parent', (join) =>
      join
        .onRef('parent.location_id', '=', 'invitation.location_id')
        .onRef('parent.id', '=', 'invitation.parent_key_id'),
    )
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('invitation.location_id', '=', of.locationId)
    .where('invitation.booking_id', '=', of.bookingId)
    .where('invitation.used_at', 'is', null)
    .where('invitation.withdrawn_at', 'is', null)
    .where('invitation.expires_at', '>', of.now)
    .where('parent.state', '!=', 'ended')
    .executeTakeFirstOrThrow();
  return Number(count);
};

/** Makes the invitation; its secret leaves the server once. The booking's lock holds the number even when phones race. */
export const inviteCompanion = async (
  trx: Trx,
  command: {
    readonly locationId: string;
    readonly keyId: string;
    /** null: staff make it. */
    readonly deviceId: string | null;
    readonly name: string;
    readonly doorIds: readonly string[] | null;
    readonly validUntil: Date | null;
    readonly now: Date;
    readonly actor: Actor;
  },
): Promise<InviteOutcome> => {
  const { locationId, now } = command;
  const found = await lockKey(trx, command);
  if (!found) return { ok: false, code: 'not_found' };
  const { facts, bookingId, key } = found;
  const of = { locationId, bookingId, now };
  const own =
    key.state === 'issued' && command.doorIds !== null
      ? await readDoorsOfRoom(trx, { locationId, roomId: key.roomId })
      : [];
  const refusal = judgeInvitation({
    now: now.getTime(),
    key,
    companions: countCompanions(facts) + (await countOpenInvitations(trx, of)),
    mostCompanions: facts.location.policies.companionsPerBooking,
    ownDoorIds: own.map((door) => door.doorId),
    doorIds: command.doorIds,
    validUntil: command.validUntil?.getTime() ?? null,
  });
  if (refusal) return { ok: false, code: refusal };
  const id = newId();
  const secret = randomBytes(24).toString('base64url');
  const expiresAt = new Date(now.getTime() + INVITATION_HOURS * 3_600_000);
  await trx
    .insertInto('invitation')
    .values({
      location_id: locationId,
      id,
      booking_id: bookingId,
      parent_key_id: command.keyId,
      name: command.name,
      door_ids: command.doorIds === null ? null : [...command.doorIds],
      valid_until: command.validUntil,
      secret_hash: invitationHash(secret),
      created_by_device: command.deviceId,
      created_at: now,
      expires_at: expiresAt,
    })
    .execute();
  await tell(trx, {
    ...of,
    actor: command.actor,
    invitationId: id,
    action: 'invitation.created',
    after: { keyId: command.keyId, expiresAt: expiresAt.toISOString() },
  });
  return { ok: true, invitationId: id, secret };
};

/** Withdraws an invitation for ever; one that is withdrawn already stays so. `link_used`: revoke the key that it made instead. */
export const withdrawInvitation = async (
  trx: Trx,
  command: {
    readonly locationId: string;
    readonly invitationId: string;
    readonly note: string | null;
    readonly now: Date;
    readonly actor: Actor;
  },
): Promise<'done' | 'not_found' | 'link_used'> => {
  const { locationId, invitationId, now } = command;
  const row = await trx
    .selectFrom('invitation')
    .select(['booking_id', 'used_at', 'withdrawn_at'])
    .where('location_id', '=', locationId)
    .where('id', '=', invitationId)
    .forNoKeyUpdate()
    .executeTakeFirst();
  if (!row) return 'not_found';
  if (row.used_at !== null) return 'link_used';
  if (row.withdrawn_at !== null) return 'done';
  await trx
    .updateTable('invitation')
    .set({ withdrawn_at: now, withdrawn_by: command.actor.name })
    .where('location_id', '=', locationId)
    .where('id', '=', invitationId)
    .execute();
  await tell(trx, { ...command, bookingId: row.booking_id, action: 'invitation.withdrawn', reason: command.note });
  return 'done';
};

/** Withdraws every open invitation that one phone made: it was lost. */
export const withdrawInvitationsOf = async (
  trx: Trx,
  of: { readonly locationId: string; readonly deviceId: string; readonly now: Date; readonly actor: Actor },
): Promise<void> => {
  const open: Pick<Selectable<InvitationTable>, 'id'>[] = await trx
    .selectFrom('invitation')
    .select('id')
    .where('location_id', '=', of.locationId)
    .where('created_by_device', '=', of.deviceId)
    .where('used_at', 'is', null)
    .where('withdrawn_at', 'is', null)
    .execute();
  for (const { id } of open) await withdrawInvitation(trx, { ...of, invitationId: id, note: null });
};

const tell = async (
  trx: Trx,
  of: {
    readonly locationId: string;
    readonly bookingId: string;
    readonly invitationId: string;
    readonly now: Date;
    readonly actor: Actor;
    readonly action: string;
    readonly reason?: string | null;
    readonly after?: object;
  },
): Promise<void> => {
  const { locationId, bookingId, actor, action } = of;
  await writeAudit(trx, {
    locationId,
    at: of.now,
    actor,
    action,
    subject: { kind: 'link', id: of.invitationId },
    bookingId,
    reason: of.reason ?? null,
    after: of.after,
  });
  await notifyLive(trx, { topic: 'change', locationId, kind: 'booking', id: bookingId, bookingId });
};
