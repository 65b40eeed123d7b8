// Opens a message to a guest, once per kind and subject; common ground, because every room may have something to tell.
import type { MessagePolicy } from '@nightlatch/api';
import type { MessageKind } from '@nightlatch/domain';
import { type Ask, askThrough } from './db/ask.ts';
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

const POLICY = 'select policy from message_settings where location_id = $1';

/** What was no longer true before it was told, and is true again, is told. */
const OPEN_MESSAGES = `insert into message as m (location_id, id, guest_id, booking_id, kind, subject, to_email, sealed_link, told, created_at, expires_at)
  select location_id, id, guest_id, booking_id, kind, subject, to_email, sealed_link, told, created_at, expires_at
  from jsonb_populate_recordset(null::message, $1::jsonb) order by subject, kind, guest_id
  on conflict (location_id, guest_id, kind, subject) do update
    set state = 'open', ended_at = null, expires_at = excluded.expires_at, enrolment_link_id = null where m.state = 'void'
  returning m.id`;

const rowOf = (notice: WantedNotice) => {
  const { locationId, now, invited } = notice;
  const id = newId();
  const sealed = invited
    ? sealSecret({
        masterKey: invited.masterKey,
        label: messageLinkLabel({ locationId, messageId: id }),
        secret: Buffer.from(invited.linkPath),
      })
    : null;
  return {
    location_id: locationId,
    id,
    guest_id: notice.guestId,
    booking_id: notice.bookingId,
    kind: notice.kind,
    subject: notice.subject,
    to_email: invited?.email ?? null,
    sealed_link: sealed && `\\x${sealed.toString('hex')}`,
    told: notice.told ?? null,
    created_at: now,
    expires_at: notice.expiresAt ?? new Date(now.getTime() + KEPT_OPEN_HOURS * 3_600_000),
  };
};

/** Opens messages of one location, unless it tells its guests nothing of their kind; gives the ids of those that are news. */
export const openMessages = async (
  ask: Ask,
  of: { readonly locationId: string; readonly notices: readonly WantedNotice[] },
): Promise<readonly string[]> => {
  if (of.notices.length === 0) return [];
  const [settings] = await ask<{ policy: MessagePolicy }>(POLICY, [of.locationId]);
  const wanted = of.notices.filter(({ kind }) => settings?.policy.kinds.some((one) => one === kind));
  // One message for each guest, kind and subject, also within one statement.
  const rows = new Map(
    wanted.map((notice) => [`${notice.guestId} ${notice.kind} ${notice.subject}`, rowOf(notice)] as const),
  );
  if (rows.size === 0) return [];
  const opened = await ask<{ id: string }>(OPEN_MESSAGES, [JSON.stringify([...rows.values()])]);
  return opened.map(({ id }) => id);
};

/** Writes the message in the transaction of its cause. */
export const wantNotice = async (trx: Trx, notice: WantedNotice): Promise<void> => {
  const { locationId } = notice;
  for (const messageId of await openMessages(askThrough(trx), { locationId, notices: [notice] }))
    await emit(trx, { name: 'message.changed', locationId, messageId });
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
