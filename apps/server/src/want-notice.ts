// Opens a message to a guest, once per kind and subject; common ground, because every room may have something to tell.
import type { MessageKind } from '@nightlatch/domain';
import type { Trx } from './db/schema.ts';
import { emit } from './events.ts';
import { newId } from './ids.ts';
import { sealSecret } from './signing/seal-secret.ts';

/** A message that nobody could send for so long tells nothing useful any more. */
const KEPT_OPEN_HOURS = 24;

export type WantedNotice = {
  readonly locationId: string;
  readonly guestId: string;
  readonly bookingId: string;
  readonly kind: MessageKind;
  /** Id of what it is about; the same kind and subject is told once. */
  readonly subject: string;
  readonly now: Date;
  /** Default: a day from now. */
  readonly expiresAt?: Date;
  /** For someone invited: their address, and the path of their one-time link (`/guest/#join=…`), which is kept sealed. */
  readonly invited?: { readonly email: string; readonly linkPath: string; readonly masterKey: Uint8Array };
  /** What the text will say, for later comparison. */
  readonly told?: { readonly validUntil?: string; readonly roomId?: string };
};

/** What a message's sealed link is bound to. */
export const messageLinkLabel = (of: { locationId: string; messageId: string }): string =>
  `message.link:${of.locationId}:${of.messageId}`;

/** Writes the message in the transaction of its cause, unless the location tells its guests nothing of this kind. */
export const wantNotice = async (trx: Trx, notice: WantedNotice): Promise<void> => {
  const { locationId, now, invited } = notice;
  const settings = await trx
    .selectFrom('message_settings')
    .select('policy')
    .where('location_id', '=', locationId)
    .executeTakeFirst();
  if (!settings?.policy.kinds.includes(notice.kind)) return;
  const messageId = newId();
  const expiresAt = notice.expiresAt ?? new Date(now.getTime() + KEPT_OPEN_HOURS * 3_600_000);
  const opened = await trx
    .insertInto('message')
    .values({
      location_id: locationId,
      id: messageId,
      guest_id: notice.guestId,
      booking_id: notice.bookingId,
      kind: notice.kind,
      subject: notice.subject,
      to_email: invited?.email ?? null,
      sealed_link: invited
        ? sealSecret({
            masterKey: invited.masterKey,
            label: messageLinkLabel({ locationId, messageId }),
            secret: Buffer.from(invited.linkPath),
          })
        : null,
      told: notice.told ? JSON.stringify(notice.told) : null,
      created_at: now,
      expires_at: expiresAt,
    })
    .onConflict((oc) =>
      // What was no longer true before it was told, and is true again, is told.
      oc
        .columns(['location_id', 'guest_id', 'kind', 'subject'])
        .doUpdateSet({ state: 'open', ended_at: null, expires_at: expiresAt, enrolment_link_id: null })
        .where('message.state', '=', 'void'),
    )
    .returning('id')
    .executeTakeFirst();
  if (opened) await emit(trx, { name: 'message.changed', locationId, messageId: opened.id });
};

/** Says that what the message asked for was done (an invitation redeemed): no further channel is tried. */
export const noteNoticeUsed = async (
  trx: Trx,
  of: { locationId: string; kind: MessageKind; subject: string; now: Date },
): Promise<void> => {
  const messages = await trx
    .selectFrom('message')
    .select('id')
    .where('location_id', '=', of.locationId)
    .where('kind', '=', of.kind)
    .where('subject', '=', of.subject)
    .execute();
  for (const { id } of messages) {
    await trx
      .updateTable('message_attempt')
      .set({ state: 'used', used_at: of.now, retry_at: null })
      .where('location_id', '=', of.locationId)
      .where('message_id', '=', id)
      .where('state', 'in', ['sent', 'delivered', 'opened'])
      .execute();
    await emit(trx, { name: 'message.changed', locationId: of.locationId, messageId: id });
  }
};

/** Takes back what was not told yet, for instance an invitation that was withdrawn. */
export const withdrawNotice = async (
  trx: Trx,
  of: { locationId: string; kind: MessageKind; subject: string; now: Date },
): Promise<void> => {
  await trx
    .updateTable('message')
    .set({ state: 'void', ended_at: of.now, sealed_link: null })
    .where('location_id', '=', of.locationId)
    .where('kind', '=', of.kind)
    .where('subject', '=', of.subject)
    .where('state', '=', 'open')
    .execute();
};
