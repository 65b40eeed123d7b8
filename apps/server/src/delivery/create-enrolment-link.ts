// Makes the one-time link that enrols a guest's phone; its secret leaves the server once, in the link's fragment.
import { createHash, randomBytes } from 'node:crypto';
import { type Actor, writeAudit } from '../audit/write-audit.ts';
import type { Trx } from '../db/schema.ts';
import { newId } from '../ids.ts';

/** How long a link can be used. */
const LINK_HOURS = 72;

/** What is stored instead of the secret. */
export const secretHash = (secret: string): Buffer => createHash('sha256').update(secret, 'utf8').digest();

export type CreatedLink = { readonly id: string; readonly secret: string; readonly expiresAt: Date };

/**
 * Creates it and withdraws earlier unused links of the booking (not with `keepEarlier`: a message must not spoil the code that the desk just
 * showed); undefined where there is no such booking.
 */
export const createEnrolmentLink = async (
  trx: Trx,
  command: {
    locationId: string;
    bookingId: string;
    /** Whose phone; default the booking's own guest. The caller knows that it is a guest of the booking. */
    guestId?: string;
    now: Date;
    actor: Actor;
    keepEarlier?: boolean;
  },
): Promise<CreatedLink | undefined> => {
  const { locationId, bookingId, now } = command;
  const booking = await trx
    .selectFrom('booking')
    .select('guest_id')
    .where('location_id', '=', locationId)
    .where('id', '=', bookingId)
    .executeTakeFirst();
  if (!booking) return undefined;
  if (!command.keepEarlier) {
    await trx
      .updateTable('enrolment_link')
      .set({ withdrawn_at: now })
      .where('location_id', '=', locationId)
      .where('booking_id', '=', bookingId)
      .where('used_at', 'is', null)
      .where('withdrawn_at', 'is', null)
      .execute();
  }
  const id = newId();
  const secret = randomBytes(24).toString('base64url');
  const expiresAt = new Date(now.getTime() + LINK_HOURS * 3_600_000);
  await trx
    .insertInto('enrolment_link')
    .values({
      location_id: locationId,
      id,
      booking_id: bookingId,
      guest_id: command.guestId ?? booking.guest_id,
      secret_hash: secretHash(secret),
      created_by: command.actor.name,
      created_at: now,
      expires_at: expiresAt,
    })
    .execute();
  await writeAudit(trx, {
    locationId,
    at: now,
    actor: command.actor,
    action: 'link.created',
    subject: { kind: 'link', id },
    bookingId,
    after: { expiresAt: expiresAt.toISOString() },
  });
  return { id, secret, expiresAt };
};
