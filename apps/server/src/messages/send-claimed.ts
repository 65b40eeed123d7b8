// Uses the channel that a message claimed. Nothing here is in a transaction, and nothing of the message reaches a log.
import { ConnectorError } from '@nightlatch/connectors';
import type { MessageChannel } from '@nightlatch/domain';
import type { ServerParts } from '../server-parts.ts';
import { sealSecret } from '../signing/seal-secret.ts';
import type { ComposedMessage } from './compose-message.ts';
import { openPushKey } from './push-key.ts';
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

/** What became of it, and what is to be kept of that beside the outcome. */
export type Sent = {
  readonly outcome: SendOutcome;
  /** Of the demo's outbox, sealed. */
  readonly captured?: Buffer;
  /** Push subscriptions that took it, and those that the push service no longer knows. */
  readonly taken?: readonly string[];
  readonly gone?: readonly string[];
};

/** What a captured message is bound to. */
export const capturedLabel = (locationId: string, id: string): string => `captured_message:${locationId}:${id}`;

/** Sends by the claimed channel; every failure is a value. */
export const sendClaimed = async (parts: ServerParts, claimed: ClaimedSend): Promise<Sent> => {
  switch (claimed.channel) {
    case 'push':
      return byPush(parts, claimed);
    case 'email':
      return byEmail(parts, claimed);
    case 'sms':
      return { outcome: await bySms(claimed) };
  }
};

const NO_ADDRESS: Sent = { outcome: { ok: false, code: 'no_address', passing: false } };

const byPush = async (parts: ServerParts, { message, reach, content, settings }: ClaimedSend): Promise<Sent> => {
  if (!reach.push) return NO_ADDRESS;
  const { masterKey, publicUrl } = parts.config;
  return sendPush({
    key: await openPushKey(parts.db, { masterKey, now: new Date(parts.now()) }),
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
};

const byEmail = async (parts: ServerParts, claimed: ClaimedSend): Promise<Sent> => {
  const { reach, content, settings, attemptId } = claimed;
  if (!reach.email) return NO_ADDRESS;
  if (reach.email.mode === 'captured')
    return { outcome: { ok: true }, captured: capture(parts, claimed, reach.email.to) };
  const email = {
    from: { name: hotelName(content), address: settings.email_from ?? '' },
    to: reach.email.to,
    messageId: `<${attemptId}@${new URL(parts.config.publicUrl).hostname}>`,
    content: { ...content, subject: content.subject.slice(0, 200) },
  };
  return { outcome: await sendEmail(reach.email.smtp, email, parts.config.outgoingAllow) };
};

const hotelName = (content: ComposedMessage): string => content.push.title;

/** The demo's outbox: the message as it would have left, sealed, because it may hold a one-time link. */
const capture = (parts: ServerParts, { message, content, attemptId }: ClaimedSend, to: string): Buffer =>
  sealSecret({
    masterKey: parts.config.masterKey,
    label: capturedLabel(message.location_id, attemptId),
    secret: Buffer.from(JSON.stringify({ to, subject: content.subject, text: content.text, html: content.html })),
  });

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
