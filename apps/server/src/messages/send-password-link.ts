// The e-mail by which staff set a new password: by the operator's mail server, else by that of the only location where the person works.
import { MESSAGE_LANGUAGES } from '@nightlatch/domain';
import { runCommand } from '../http/run-command.ts';
import type { AllowedRanges } from '../outside/guard-address.ts';
import type { ServerParts } from '../server-parts.ts';
import { belongsToLocation, makePasswordLink } from '../sign-in/change-password.ts';
import { composePasswordMail } from './compose-message.ts';
import { readReachOf } from './read-reach.ts';
import { isEmailAddress, type SmtpSettings, sendEmail } from './send-email.ts';

/** The operator says where their mail server is: inside their network, too. */
const ANYWHERE: AllowedRanges = ['0.0.0.0/0', '::/0'];

/** Thrown so that the job is tried again; the mail server's own words stay out of it. */
class UnsentPasswordLinkError extends Error {
  override readonly name = 'UnsentPasswordLinkError';
  readonly code: string;
  constructor(code: string) {
    super(`the mail server did not take a password link: ${code}`);
    this.code = code;
  }
}

/** Sends it. Each try makes a secret of its own, which nobody keeps: of several mails the last one holds. */
export async function sendPasswordLink(
  parts: ServerParts,
  of: { locationId: string; resetId: string; now: Date },
): Promise<void> {
  const { locationId, resetId, now } = of;
  const link = await runCommand(parts, (trx) => makePasswordLink(trx, { resetId, now }));
  if (link === null || !isEmailAddress(link.email)) return;
  const way = await wayFor(parts, { locationId, staffId: link.staffId, email: link.email });
  // Nobody may send it: the person asks an administrator.
  if (way === null) return;
  const { name: hotel, time_zone: timeZone } = await parts.db
    .selectFrom('location')
    .select(['name', 'time_zone'])
    .where('id', '=', locationId)
    .executeTakeFirstOrThrow();
  const { publicUrl } = parts.config;
  const content = composePasswordMail({
    language: MESSAGE_LANGUAGES.find((one) => one === link.language) ?? 'en',
    url: `${publicUrl}/console/#password=${link.secret}`,
    until: link.expiresAt,
    name: link.name,
    timeZone,
  });
  const email = {
    from: { name: way.own ? hotel : 'Nightlatch', address: way.from },
    to: link.email,
    messageId: `<${resetId}@${new URL(publicUrl).hostname}>`,
    content,
  };
  const sent = await sendEmail(way.smtp, email, way.allowed);
  if (sent.ok)
    await parts.db.updateTable('staff_password_reset').set({ sent_at: now }).where('id', '=', resetId).execute();
  else if (sent.passing) throw new UnsentPasswordLinkError(sent.code);
}

type Way = { smtp: SmtpSettings; from: string; allowed: AllowedRanges; own: boolean };

async function wayFor(
  parts: ServerParts,
  of: { locationId: string; staffId: string; email: string },
): Promise<Way | null> {
  const { mail, outgoingAllow } = parts.config;
  if (mail) return { ...mail, allowed: ANYWHERE, own: false };
  if (!(await belongsToLocation(parts.db, of))) return null;
  const settings = await parts.db
    .selectFrom('message_settings')
    .selectAll()
    .where('location_id', '=', of.locationId)
    .executeTakeFirst();
  if (!settings?.email_from) return null;
  const { email } = await readReachOf(parts, settings, { email: of.email, phone: null });
  return email?.mode === 'smtp'
    ? { smtp: email.smtp, from: settings.email_from, allowed: outgoingAllow, own: true }
    : null;
}
