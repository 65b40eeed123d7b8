// Makes the one-time link that enrols a guest's phone; its secret leaves the server once, in the link's fragment.
import { createHash, randomBytes } from 'node:crypto';
import type { Actor } from '../audit/write-audit.ts';
import { askThrough } from '../db/ask.ts';
import { createRowBatch, type RowSink } from '../db/row-batch.ts';
import type { Trx } from '../db/schema.ts';
import { newId } from '../ids.ts';

/** How long a link can be used. */
const LINK_HOURS = 72;

/** What is stored instead of the secret. */
export const secretHash = (secret: string): Buffer => createHash('sha256').update(secret, 'utf8').digest();

export type CreatedLink = { readonly id: string; readonly secret: string; readonly expiresAt: Date };

/** Adds the rows of a new link; earlier ones stay as they are, because a message must not spoil the code that the desk just showed. */
export const addEnrolmentLink = (
  sink: RowSink,
  of: { locationId: string; bookingId: string; guestId: string; now: Date; actor: Actor },
): CreatedLink => {
  const { locationId, bookingId, now } = of;
  const id = newId();
  const secret = randomBytes(24).toString('base64url');
  const expiresAt = new Date(now.getTime() + LINK_HOURS * 3_600_000);
  sink.insert('enrolment_link', {
    location_id: locationId,
    id,
    booking_id: bookingId,
    guest_id: of.guestId,
    secret_hash: secretHash(secret),
    created_by: of.actor.name,
    created_at: now,
    expires_at: expiresAt,
  });
  sink.audit({
    locationId,
    at: now,
    actor: of.actor,
    action: 'link.created',
    subject: { kind: 'link', id },
    bookingId,
    after: { expiresAt: expiresAt.toISOString() },
  });
  return { id, secret, expiresAt };
};

/** Creates it and withdraws earlier unused links of the booking; undefined where there is no such booking. */
export const createEnrolmentLink = async (
  trx: Trx,
  command: {
    locationId: string;
    bookingId: string;
    /** Whose phone; default the booking's own guest. The caller knows that it is a guest of the booking. */
    guestId?: string;
    now: Date;
    actor: Actor;
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
  await trx
    .updateTable('enrolment_link')
    .set({ withdrawn_at: now })
    .where('location_id', '=', locationId)
    .where('booking_id', '=', bookingId)
    .where('used_at', 'is', null)
    .where('withdrawn_at', 'is', null)
    .execute();
  const batch = createRowBatch();
  const link = addEnrolmentLink(batch, { ...command, guestId: command.guestId ?? booking.guest_id });
  await Promise.all(batch.send(askThrough(trx), { locationId }));
  return link;
};
