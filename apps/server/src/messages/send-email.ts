// E-mail by SMTP with the location's own settings; the demo's messages are captured instead of sent.
import nodemailer from 'nodemailer';
import { type AllowedRanges, checkedHost, ForbiddenAddressError } from '../outside/guard-address.ts';
import type { ComposedMessage } from './compose-message.ts';
import type { SendOutcome } from './send-outcome.ts';

export type SmtpSettings = {
  readonly host: string;
  readonly port: number;
  /** `tls` from the first byte (465) · `starttls` required (587) · `none` for a relay on this machine or its own network. */
  readonly security: 'tls' | 'starttls' | 'none';
  readonly user: string | null;
  readonly password: string | null;
};

export type Email = {
  readonly from: { readonly name: string; readonly address: string };
  readonly to: string;
  /** Stays the same when a message is sent again after a crash, so that mailboxes can tell. */
  readonly messageId: string;
  readonly content: Pick<ComposedMessage, 'subject' | 'text' | 'html' | 'language'>;
};

const TIME_LIMIT_MS = 15_000;

/** One address, nothing that would make it two. */
export const isEmailAddress = (text: string | null): text is string =>
  text !== null && text.length <= 254 && /^[^\s@<>(),;:"\\[\]]+@[^\s@<>(),;:"\\[\]]+\.[^\s@<>(),;:"\\[\]]+$/.test(text);

/** Hands the message to the SMTP server. What the server says is reduced to a code. */
export const sendEmail = async (smtp: SmtpSettings, email: Email, allowed: AllowedRanges): Promise<SendOutcome> => {
  const address = await checkedHost(smtp.host, allowed).catch((error: unknown) => refusalOf(error));
  if (typeof address !== 'string') return address;
  const transport = nodemailer.createTransport({
    // The address that was checked, whatever the name says by now; the certificate stays that of the name.
    host: address,
    ...(address === smtp.host ? {} : { tls: { servername: smtp.host } }),
    port: smtp.port,
    secure: smtp.security === 'tls',
    requireTLS: smtp.security === 'starttls',
    ignoreTLS: smtp.security === 'none',
    ...(smtp.user === null ? {} : { auth: { user: smtp.user, pass: smtp.password ?? '' } }),
    connectionTimeout: TIME_LIMIT_MS,
    greetingTimeout: TIME_LIMIT_MS,
    socketTimeout: TIME_LIMIT_MS,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  try {
    await transport.sendMail({
      from: { ...email.from },
      to: { name: '', address: email.to },
      subject: email.content.subject,
      text: email.content.text,
      html: email.content.html,
      messageId: email.messageId,
      headers: { 'Content-Language': email.content.language, 'Auto-Submitted': 'auto-generated' },
    });
    return { ok: true };
  } catch (error) {
    return judge(error);
  } finally {
    transport.close();
  }
};

/** A name that nobody knows may be known later; an inner address is for the operator to allow. */
const refusalOf = (error: unknown): SendOutcome => {
  if (!(error instanceof ForbiddenAddressError)) throw error;
  return { ok: false, code: error.code === 'unknown_host' ? 'unavailable' : 'address_not_allowed', passing: true };
};

/** RFC 5321 §4.2.1: 5yz will not pass by itself, everything else may. */
const judge = (error: unknown): SendOutcome => {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  const status = error instanceof Error && 'responseCode' in error ? Number(error.responseCode) : 0;
  if (code === 'EAUTH') return { ok: false, code: 'not_authorised', passing: true };
  if (status >= 500 && status < 600) return { ok: false, code: 'refused', passing: false };
  return { ok: false, code: 'unavailable', passing: true };
};
