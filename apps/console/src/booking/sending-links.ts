// Addresses that open this computer's own mail or SMS program with the guest link in it; the link stays on this computer until it is sent.
import type { Booking } from '@nightlatch/api';

/** What a mail and an SMS say. */
export type LinkMessage = { readonly subject: string; readonly body: (url: string) => string };

/** A masked or missing address is left out: the program then asks for it (RFC 6068, RFC 5724). */
export const sendingLinks = (
  url: string,
  booking: Pick<Booking, 'guest'>,
  message: LinkMessage,
): { email: string; sms: string } => {
  const { email, phone } = booking.guest;
  const body = encodeURIComponent(message.body(url));
  const to = email !== null && /^[^\s@•]+@[^\s@•]+$/.test(email) ? encodeURIComponent(email).replace('%40', '@') : '';
  const number = phone !== null && !phone.includes('•') ? phone.replaceAll(/[^+\d]/g, '') : '';
  return {
    email: `mailto:${to}?subject=${encodeURIComponent(message.subject)}&body=${body}`,
    sms: `sms:${number}?body=${body}`,
  };
};
