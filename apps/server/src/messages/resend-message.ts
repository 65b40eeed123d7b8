// Tells a guest again because staff say so: from the first channel, as new messages to mailboxes and phones.
import { type Actor, writeAudit } from '../audit/write-audit.ts';
import { askThrough } from '../db/ask.ts';
import { notifyLive } from '../db/notify-live.ts';
import type { Trx } from '../db/schema.ts';
import { emit } from '../events.ts';
import { readNotices } from './read-notice.ts';

/** As long as a message stays open that was never told. */
const KEPT_OPEN_MS = 24 * 3_600_000;

export type ResendOutcome =
  | { readonly ok: true }
  | { readonly ok: false; readonly code: 'not_found' | 'not_true_any_more' | 'link_is_gone' };

/** Opens the message again. What was tried before is in the audit. */
export const resendMessage = async (
  trx: Trx,
  of: { locationId: string; messageId: string; actor: Actor; now: Date },
): Promise<ResendOutcome> => {
  const { locationId, messageId, now } = of;
  const message = await trx
    .selectFrom('message')
    .selectAll()
    .where('location_id', '=', locationId)
    .where('id', '=', messageId)
    .forNoKeyUpdate()
    .executeTakeFirst();
  if (!message) return { ok: false, code: 'not_found' };
  // The link of someone invited is thrown away with the end of its message; the primary guest invites again.
  if (message.to_email !== null && message.sealed_link === null) return { ok: false, code: 'link_is_gone' };
  const notices = await readNotices(askThrough(trx), { locationId, messages: [message] });
  if (!notices.has(messageId)) return { ok: false, code: 'not_true_any_more' };
  const before = await trx
    .deleteFrom('message_attempt')
    .where('location_id', '=', locationId)
    .where('message_id', '=', messageId)
    .returning(['channel', 'state', 'tries', 'error'])
    .execute();
  await trx
    .updateTable('message')
    .set({
      state: 'open',
      ended_at: null,
      expires_at: new Date(now.getTime() + KEPT_OPEN_MS),
      // A link that was used, withdrawn or is over is followed by another one, if the guest still needs one.
      ...(message.sealed_link === null ? { enrolment_link_id: null } : {}),
    })
    .where('location_id', '=', locationId)
    .where('id', '=', messageId)
    .execute();
  await writeAudit(trx, {
    locationId,
    at: now,
    actor: of.actor,
    action: 'message.resent',
    subject: { kind: 'message', id: messageId },
    bookingId: message.booking_id,
    before: { state: message.state, attempts: before },
    after: { kind: message.kind },
  });
  await emit(trx, { name: 'message.changed', locationId, messageId });
  const { booking_id: bookingId } = message;
  await notifyLive(trx, { topic: 'change', locationId, kind: 'message', id: messageId, bookingId });
  return { ok: true };
};
