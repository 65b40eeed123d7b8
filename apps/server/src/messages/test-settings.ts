// A test message by the stored settings: to the address that the administrator names, and without anything of a guest.
import type { TestMessageOutcome } from '@nightlatch/api';
import { ConnectorError } from '@nightlatch/connectors';
import { newId } from '../ids.ts';
import type { ServerParts } from '../server-parts.ts';
import { readReachOf } from './read-reach.ts';
import { sendEmail } from './send-email.ts';
import type { SendOutcome } from './send-outcome.ts';

const SENTENCES: Readonly<Record<string, string>> = {
  not_configured: 'This channel has no settings that could send. Save them first.',
  no_address: 'This is no address that the channel can send to.',
  unavailable: 'The server did not answer, or cut the connection. Check its name, port and security.',
  refused: 'The server took the sign-in and refused the message. Check sender and recipient.',
  address_not_allowed:
    'The address leads into an internal network. Enter a public one, or have the operator of Nightlatch allow it.',
  not_authorised: 'The server did not accept the user name and password.',
};

/** Sends it and says how it went; every failure is a value. */
export const testMessageSettings = async (
  parts: ServerParts,
  of: { locationId: string; channel: 'email' | 'sms'; to: string },
): Promise<TestMessageOutcome> => {
  const location = await parts.db
    .selectFrom('location')
    .select('name')
    .where('id', '=', of.locationId)
    .executeTakeFirstOrThrow();
  const settings = await parts.db
    .selectFrom('message_settings')
    .selectAll()
    .where('location_id', '=', of.locationId)
    .executeTakeFirst();
  const hotel = location.name;
  const reach = settings
    ? await readReachOf(parts, settings, {
        email: of.channel === 'email' ? of.to : null,
        phone: of.channel === 'sms' ? of.to : null,
      })
    : undefined;
  const way = reach?.[of.channel];
  if (!settings || !way) {
    const off = of.channel === 'email' ? (settings?.email_mode ?? 'off') === 'off' : !settings?.sms_connector;
    return answer({ ok: false, code: off ? 'not_configured' : 'no_address', passing: false });
  }
  const text = `This is a test message of ${hotel}. Messages to guests can be sent by these settings.`;
  if (of.channel === 'email') {
    if (reach.email?.mode !== 'smtp') {
      const message = 'This location captures its e-mail: nothing leaves. The message would have been sent.';
      return { ok: true, captured: true, code: null, message };
    }
    const email = {
      from: { name: hotel, address: settings.email_from ?? '' },
      to: reach.email.to,
      messageId: `<${newId()}@${new URL(parts.config.publicUrl).hostname}>`,
      content: { subject: `${hotel}: test message`, text, html: `<p>${escapeText(text)}</p>`, language: 'en' } as const,
    };
    return answer(await sendEmail(reach.email.smtp, email, parts.config.outgoingAllow));
  }
  return answer(await trySms(reach.sms, text));
};

type SmsWay = Awaited<ReturnType<typeof readReachOf>>['sms'];

const SMS_FAILURES: { readonly [code in ConnectorError['code']]?: 'not_authorised' | 'address_not_allowed' } = {
  vendor_unauthorised: 'not_authorised',
  address_not_allowed: 'address_not_allowed',
};

const trySms = async (sms: SmsWay, text: string): Promise<SendOutcome> => {
  if (!sms) return { ok: false, code: 'no_address', passing: false };
  try {
    const sent = await sms.connection.send({ to: sms.to, text, callbackUrl: null });
    return sent.ok ? { ok: true } : { ok: false, code: 'refused', passing: false };
  } catch (error) {
    if (!(error instanceof ConnectorError)) throw error;
    return { ok: false, code: SMS_FAILURES[error.code] ?? 'unavailable', passing: true };
  }
};

const answer = (outcome: SendOutcome): TestMessageOutcome =>
  outcome.ok
    ? { ok: true, captured: false, code: null, message: 'The message was handed over. Look whether it arrived.' }
    : { ok: false, captured: false, code: outcome.code, message: SENTENCES[outcome.code] ?? 'It could not be sent.' };

const escapeText = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
