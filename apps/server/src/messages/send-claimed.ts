// Uses the channel that a message claimed. Nothing here is in a transaction, and nothing of the message reaches a log.
import { ConnectorError } from '@nightlatch/connectors';
import type { MessageChannel } from '@nightlatch/domain';
import type { ServerParts } from '../server-parts.ts';
import { sealSecret } from '../signing/seal-secret.ts';
import type { ComposedMessage } from './compose-message.ts';
import { openPushKey } from './push-key.ts';
import { end } from './push-subscriptions.ts';
import type { MessageRow } from './read-notice.ts';
import type { MessageSettings, Reach } from './read-reach.ts';
import { sendEmail } from './send-email.ts';
import type { SendOutcome } from './send-outcome.ts';
import { sendPush } from './send-push.ts';

export type ClaimedSend = {
  readonly message: MessageRow;
  readonly attemptId: string;
  readonly channel: MessageChannel;
  readonly tries: number;
  readonly reach: Reach;
  readonly settings: MessageSettings;
  readonly content: ComposedMessage;
};

/** What a captured message is bound to. */
export const capturedLabel = (locationId: string, id: string): string => `captured_message:${locationId}:${id}`;

/** Sends by the claimed channel; every failure is a value. */
export const sendClaimed = async (parts: ServerParts, claimed: ClaimedSend): Promise<SendOutcome> => {
  switch (claimed.channel) {
    case 'push':
      return byPush(parts, claimed);
    case 'email':
      return byEmail(parts, claimed);
    case 'sms':
      return bySms(claimed);
  }
};

const byPush = async (parts: ServerParts, { message, reach, content, settings }: ClaimedSend): Promise<SendOutcome> => {
  if (!reach.push) return { ok: false, code: 'no_address', passing: false };
  const now = new Date(parts.now());
  const { masterKey, publicUrl } = parts.config;
  const { outcome, gone, taken } = await sendPush({
    key: await openPushKey(parts.db, { masterKey, now }),
    // Push services want to know whom to ask: an https address or an e-mail address (RFC 8292 §2.1).
    contact: publicUrl.startsWith('https:') ? publicUrl : `mailto:${settings.email_from ?? 'nobody@localhost'}`,
    subscriptions: reach.push,
    payload: {
      id: message.id,
      title: content.push.title,
      body: content.push.body,
      language: content.language,
      direction: content.direction,
    },
    localAllowed: parts.localCallsAllowed,
  });
  await end(parts.db, { locationId: message.location_id, ids: gone, now, reason: 'gone' });
  if (taken.length > 0) {
    await parts.db
      .updateTable('push_subscription')
      .set({ last_used_at: now })
      .where('location_id', '=', message.location_id)
      .where('id', 'in', taken)
      .execute();
  }
  return outcome;
};

const byEmail = async (parts: ServerParts, claimed: ClaimedSend): Promise<SendOutcome> => {
  const { reach, content, settings, attemptId } = claimed;
  if (!reach.email) return { ok: false, code: 'no_address', passing: false };
  if (reach.email.mode === 'captured') return capture(parts, claimed, reach.email.to);
  const email = {
    from: { name: hotelName(content), address: settings.email_from ?? '' },
    to: reach.email.to,
    messageId: `<${attemptId}@${new URL(parts.config.publicUrl).hostname}>`,
    content: { ...content, subject: content.subject.slice(0, 200) },
  };
  return sendEmail(reach.email.smtp, email, parts.config.outgoingAllow);
};

const hotelName = (content: ComposedMessage): string => content.push.title;

/** The demo's outbox: the message as it would have left, sealed, because it may hold a one-time link. */
const capture = async (parts: ServerParts, claimed: ClaimedSend, to: string): Promise<SendOutcome> => {
  // Whoever dies before writing that it was sent captures it again under the same id: it is there once.
  const { message, content, attemptId: id } = claimed;
  const { location_id: locationId } = message;
  const captured = { to, subject: content.subject, text: content.text, html: content.html };
  await parts.db
    .insertInto('captured_message')
    .values({
      location_id: locationId,
      id,
      message_id: message.id,
      channel: 'email',
      sealed: sealSecret({
        masterKey: parts.config.masterKey,
        label: capturedLabel(locationId, id),
        secret: Buffer.from(JSON.stringify(captured)),
      }),
      captured_at: new Date(parts.now()),
    })
    .onConflict((oc) => oc.columns(['location_id', 'id']).doNothing())
    .execute();
  return { ok: true };
};

const bySms = async ({ reach, content }: ClaimedSend): Promise<SendOutcome> => {
  if (!reach.sms) return { ok: false, code: 'no_address', passing: false };
  try {
    const { to, callbackUrl, connection } = reach.sms;
    const answer = await connection.send({ to, text: content.sms, callbackUrl });
    return answer.ok ? answer : { ok: false, code: 'refused', passing: false };
  } catch (error) {
    if (!(error instanceof ConnectorError)) throw error;
    if (error.code === 'vendor_unauthorised') return { ok: false, code: 'not_authorised', passing: true };
    if (error.code === 'address_not_allowed') return { ok: false, code: 'address_not_allowed', passing: true };
    // A cut connection leaves open whether the provider took it: one SMS too few is better than five.
    const surelyNot = error.status === 429;
    return { ok: false, code: 'unavailable', passing: surelyNot };
  }
};
