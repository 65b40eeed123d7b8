// Twilio's status callbacks: believed only with the right signature (Twilio, "Validating requests are coming from Twilio").
import { createHmac, timingSafeEqual } from 'node:crypto';
import type { SmsCallback, SmsReport } from '../../kit/sms-connector.ts';

/** Final states of a message; what is on its way is no news. */
const STATES: Readonly<Record<string, 'delivered' | 'failed'>> = {
  delivered: 'delivered',
  read: 'delivered',
  undelivered: 'failed',
  failed: 'failed',
};

/** The signature Twilio makes: HMAC-SHA1 under the auth token over the address and every field, sorted by name. */
export function twilioSignature(authToken: string, callback: Pick<SmsCallback, 'url' | 'form'>): Buffer {
  const fields = Object.keys(callback.form)
    .sort()
    .map((name) => `${name}${callback.form[name] ?? ''}`);
  return createHmac('sha1', authToken)
    .update(`${callback.url}${fields.join('')}`, 'utf8')
    .digest();
}

/** Reads one report. */
export function readReport(callback: SmsCallback, credentials: Readonly<Record<string, unknown>>): SmsReport {
  const { authToken } = credentials;
  const sent = Buffer.from(callback.headers['x-twilio-signature'] ?? '', 'base64');
  if (typeof authToken !== 'string' || authToken === '') return { ok: false, code: 'bad_signature' };
  const right = twilioSignature(authToken, callback);
  if (sent.length !== right.length || !timingSafeEqual(sent, right)) return { ok: false, code: 'bad_signature' };
  const { MessageSid: providerRef, MessageStatus: status } = callback.form;
  if (!providerRef || !/^(SM|MM)[0-9a-f]{32}$/.test(providerRef) || !status) return { ok: false, code: 'malformed' };
  return { ok: true, providerRef, state: STATES[status] ?? null };
}
