// Takes one message a step further: claim a channel, send, write down what became of it. Safe to repeat and to interrupt.
import { type MessageAttemptFacts, nextMessageStep } from '@nightlatch/domain';
import { type Actor, SYSTEM, writeAudit } from '../audit/write-audit.ts';
import { readHotelLook } from '../branding/branding.ts';
import { crashPoint } from '../crash-point.ts';
import { notifyLive } from '../db/notify-live.ts';
import type { Trx } from '../db/schema.ts';
import { emit } from '../events.ts';
import { newId } from '../ids.ts';
import type { ServerParts } from '../server-parts.ts';
import { openSecret, sealSecret } from '../signing/seal-secret.ts';
import { raiseTaskIn } from '../tasks/staff-tasks.ts';
import { messageLinkLabel } from '../want-notice.ts';
import { composeMessage, messageLanguage } from './compose-message.ts';
import { type MessageRow, type Notice, readNotice } from './read-notice.ts';
import { reachableBy, readReach } from './read-reach.ts';
import { type ClaimedSend, sendClaimed } from './send-claimed.ts';
import type { SendOutcome } from './send-outcome.ts';

/** Minutes to the next try after the first, second … passing failure. */
const RETRY_MINUTES = [1, 3, 10, 30] as const;

/** Kinds that are worth nothing without the Guest App: to a guest without a phone they bring a one-time link. */
const NEEDS_APP: readonly string[] = ['key_ready', 'key_waiting', 'room_changed', 'check_in_approved', 'room_ready'];

/** Kinds that somebody must tell the guest in person if no channel did. */
const MUST_BE_TOLD: readonly string[] = [
  'key_waiting',
  'room_changed',
  'key_revoked',
  'room_override',
  'check_in_declined',
  'guest_link',
];

export type SettleMessage = {
  readonly locationId: string;
  readonly messageId: string;
  readonly now: Date;
  /** Makes a one-time link for the booking's guest that leaves earlier links alone. */
  readonly createLink: (
    trx: Trx,
    of: { locationId: string; bookingId: string; now: Date; actor: Actor },
  ) => Promise<{ readonly id: string; readonly secret: string; readonly expiresAt: Date } | undefined>;
};

/**
 * At least once: a channel is claimed in one transaction, used outside of any, and its outcome written in another. Whoever dies
 * between sending and writing leaves a claim that is taken up again after two minutes, so that one message may come twice by that channel.
 */
export const settleMessage = async (parts: ServerParts, of: SettleMessage): Promise<void> => {
  const claimed = await parts.db.transaction().execute((trx) => claimStep(trx, parts, of));
  if (!claimed) return;
  crashPoint('send.before');
  const outcome = await sendClaimed(parts, claimed);
  crashPoint('send.after');
  await parts.db.transaction().execute((trx) => writeOutcome(trx, { ...of, claimed, outcome }));
};

const claimStep = async (trx: Trx, parts: ServerParts, of: SettleMessage): Promise<ClaimedSend | undefined> => {
  const { locationId, now } = of;
  const message = await trx
    .selectFrom('message')
    .selectAll()
    .where('location_id', '=', locationId)
    .where('id', '=', of.messageId)
    .forNoKeyUpdate()
    .executeTakeFirst();
  const settings = await trx
    .selectFrom('message_settings')
    .selectAll()
    .where('location_id', '=', locationId)
    .executeTakeFirst();
  if (message?.state !== 'open' || !settings) return undefined;
  const attempts = await trx
    .selectFrom('message_attempt')
    .selectAll()
    .where('location_id', '=', locationId)
    .where('message_id', '=', message.id)
    .execute();
  const notice = await readNotice(trx, message);
  if (!notice) return endMessage(trx, message, 'void', now);
  const reach = await readReach(trx, parts, { settings, notice, invited: message.to_email !== null });
  const hasLink = message.sealed_link !== null || needsLink(message, notice);
  // Used: the guest has a phone now. Withdrawn or over: staff gave another one.
  const link = message.enrolment_link_id === null ? 'live' : await linkState(trx, message, now);
  if (link !== 'live') return endMessage(trx, message, link === 'used' ? 'done' : 'void', now);
  const step = nextMessageStep({
    now: now.getTime(),
    channels: message.told?.channel ? [message.told.channel] : settings.policy.channels,
    reachable: reachableBy(reach),
    attempts: attempts.map(
      (one): MessageAttemptFacts => ({
        channel: one.channel,
        state: one.state,
        tries: one.tries,
        lastAt: one.last_at.getTime(),
        retryAt: one.retry_at?.getTime() ?? null,
      }),
    ),
    fallbackSeconds: settings.policy.fallbackSeconds,
    hasLink,
  });
  switch (step.step) {
    case 'done':
      return endMessage(trx, message, 'done', now);
    case 'failed':
      return endMessage(trx, message, 'failed', now);
    case 'wait': {
      if (message.expires_at <= now) {
        return endMessage(trx, message, attempts.some((one) => one.sent_at !== null) ? 'done' : 'failed', now);
      }
      const until = new Date(Math.min(step.until, message.expires_at.getTime()));
      await emit(trx, { name: 'message.changed', locationId, messageId: message.id }, { at: until });
      return undefined;
    }
    case 'send': {
      if (message.expires_at <= now) return endMessage(trx, message, 'failed', now);
      const oneTimeLink = await linkOf(trx, parts, { ...of, message, notice });
      const language = messageLanguage(notice.language, settings.policy.languages);
      const content = composeMessage({
        ...notice,
        language,
        oneTimeLink,
        appUrl: `${parts.config.publicUrl}/guest/`,
        colours: (await readHotelLook(trx, locationId)).look.colours?.light ?? null,
      });
      const known = attempts.find((one) => one.channel === step.channel);
      const attemptId = known?.id ?? newId();
      await trx
        .insertInto('message_attempt')
        .values({
          location_id: locationId,
          id: attemptId,
          message_id: message.id,
          channel: step.channel,
          state: 'sending',
          first_at: now,
          last_at: now,
        })
        .onConflict((oc) =>
          oc.columns(['location_id', 'message_id', 'channel']).doUpdateSet((eb) => ({
            state: 'sending' as const,
            tries: eb('message_attempt.tries', '+', 1),
            last_at: now,
            retry_at: null,
            error: null,
          })),
        )
        .execute();
      if (message.told?.validUntil !== undefined && notice.until) {
        const told = { ...message.told, validUntil: notice.until.toISOString() };
        await trx
          .updateTable('message')
          .set({ told: JSON.stringify(told) })
          .where('location_id', '=', locationId)
          .where('id', '=', message.id)
          .execute();
      }
      // Should we die before the outcome is written: look again when the claim counts as cut off.
      const again = new Date(now.getTime() + 125_000);
      await emit(trx, { name: 'message.changed', locationId, messageId: message.id }, { at: again });
      return { message, attemptId, channel: step.channel, tries: (known?.tries ?? 0) + 1, reach, settings, content };
    }
  }
};

const needsLink = (message: MessageRow, notice: Notice): boolean =>
  notice.isBookingGuest &&
  (message.kind === 'guest_link' || (NEEDS_APP.includes(message.kind) && notice.enrolledDevices === 0));

const linkState = async (trx: Trx, message: MessageRow, now: Date): Promise<'live' | 'used' | 'over'> => {
  const link = await trx
    .selectFrom('enrolment_link')
    .select(['used_at', 'withdrawn_at', 'expires_at'])
    .where('location_id', '=', message.location_id)
    .where('id', '=', message.enrolment_link_id)
    .executeTakeFirst();
  if (!link) return 'over';
  if (link.used_at !== null) return 'used';
  return link.withdrawn_at === null && link.expires_at > now ? 'live' : 'over';
};

/** The message's one link, the same for every channel and try; its secret is kept sealed until the message ends. */
const linkOf = async (
  trx: Trx,
  parts: ServerParts,
  of: SettleMessage & { message: MessageRow; notice: Notice },
): Promise<{ url: string; until: Date } | null> => {
  const { message, locationId, now } = of;
  const { masterKey, publicUrl } = parts.config;
  const label = messageLinkLabel({ locationId, messageId: message.id });
  if (message.sealed_link !== null) {
    const path = openSecret({ masterKey, label, sealed: message.sealed_link }).toString();
    const link = message.enrolment_link_id === null ? undefined : await linkEnd(trx, message);
    return { url: `${publicUrl}${path}`, until: link ?? message.expires_at };
  }
  if (!needsLink(message, of.notice)) return null;
  const link = await of.createLink(trx, { locationId, bookingId: message.booking_id, now, actor: SYSTEM });
  if (!link) return null;
  // The secret stands in the fragment: it reaches no server, log or preview.
  const path = `/guest/#enrol=${link.secret}`;
  await trx
    .updateTable('message')
    .set({
      sealed_link: sealSecret({ masterKey, label, secret: Buffer.from(path) }),
      enrolment_link_id: link.id,
      expires_at: new Date(Math.min(message.expires_at.getTime(), link.expiresAt.getTime())),
    })
    .where('location_id', '=', locationId)
    .where('id', '=', message.id)
    .execute();
  return { url: `${publicUrl}${path}`, until: link.expiresAt };
};

const linkEnd = async (trx: Trx, message: MessageRow): Promise<Date | undefined> =>
  (
    await trx
      .selectFrom('enrolment_link')
      .select('expires_at')
      .where('location_id', '=', message.location_id)
      .where('id', '=', message.enrolment_link_id)
      .executeTakeFirst()
  )?.expires_at;

const writeOutcome = async (
  trx: Trx,
  of: SettleMessage & { claimed: ClaimedSend; outcome: SendOutcome },
): Promise<void> => {
  const { locationId, claimed, outcome, now } = of;
  const retryMinutes = RETRY_MINUTES[Math.min(claimed.tries, RETRY_MINUTES.length) - 1] ?? RETRY_MINUTES[0];
  const written = await trx
    .updateTable('message_attempt')
    .set(
      outcome.ok
        ? { state: 'sent', sent_at: now, provider_ref: outcome.providerRef ?? null, retry_at: null, error: null }
        : {
            state: 'failed',
            error: outcome.code,
            retry_at: outcome.passing ? new Date(now.getTime() + retryMinutes * 60_000) : null,
          },
    )
    .where('location_id', '=', locationId)
    .where('id', '=', claimed.attemptId)
    // A receipt may have come before us.
    .where('state', '=', 'sending')
    .returning('id')
    .executeTakeFirst();
  if (written && outcome.ok) {
    await writeAudit(trx, {
      locationId,
      at: now,
      actor: SYSTEM,
      action: 'guest.told',
      subject: { kind: 'message', id: claimed.message.id },
      bookingId: claimed.message.booking_id,
      after: { kind: claimed.message.kind, channel: claimed.channel },
    });
  }
  await emit(trx, { name: 'message.changed', locationId, messageId: claimed.message.id });
  await tellDesk(trx, claimed.message);
};

/** Staff who watch the messages see it move. */
const tellDesk = (trx: Trx, { location_id: locationId, id, booking_id: bookingId }: MessageRow): Promise<void> =>
  notifyLive(trx, { topic: 'change', locationId, kind: 'message', id, bookingId });

/** Ends it; the link's secret is not needed any more. What nobody could tell becomes a task for staff. */
const endMessage = async (
  trx: Trx,
  message: MessageRow,
  state: 'done' | 'failed' | 'void',
  now: Date,
): Promise<undefined> => {
  const { location_id: locationId, booking_id: bookingId } = message;
  await trx
    .updateTable('message')
    .set({ state, ended_at: now, sealed_link: null })
    .where('location_id', '=', locationId)
    .where('id', '=', message.id)
    .execute();
  if (state === 'failed' && MUST_BE_TOLD.includes(message.kind)) {
    const detail = { messageId: message.id, message: message.kind };
    await raiseTaskIn(trx, { locationId, kind: 'guest_not_told', bookingId, keyId: null, detail, now });
  }
  await tellDesk(trx, message);
  return undefined;
};
