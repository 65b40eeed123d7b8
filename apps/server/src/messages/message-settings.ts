// How a location reaches its guests: reading and writing the settings. Secrets are sealed when they come in and never given back.
import { createHash, randomBytes } from 'node:crypto';
import { DEFAULT_MESSAGE_POLICY, type MessageSettings, type MessageSettingsInput } from '@nightlatch/api';
import { findConnectors } from '@nightlatch/connectors';
import type { Selectable } from 'kysely';
import { type AdminOutcome, done, invalid } from '../admin/admin-outcome.ts';
import { type Actor, writeAudit } from '../audit/write-audit.ts';
import type { MessageSettingsTable } from '../db/guest-side-tables.ts';
import { notifyLive } from '../db/notify-live.ts';
import type { Db, Trx } from '../db/schema.ts';
import { openSettings, sealSettings, smsCallbackUrl } from './read-reach.ts';

type Row = Selectable<MessageSettingsTable>;
type Write = {
  readonly masterKey: Uint8Array;
  readonly locationId: string;
  readonly input: MessageSettingsInput;
  readonly now: Date;
  readonly actor: Actor;
};

const connectors = findConnectors();

/** SMS providers of this server. */
export const listSmsManifests = async () => [...(await connectors).sms.values()].map((one) => one.manifest);

/** What the secret part of a callback's address is found by. */
export const callbackHash = (secret: string): Buffer => createHash('sha256').update(secret, 'utf8').digest();

/** The settings as the API shows them; a location without any tells its guests nothing. */
export const readMessageSettings = async (
  db: Db | Trx,
  of: { locationId: string; publicUrl: string },
): Promise<MessageSettings> => {
  const row = await db
    .selectFrom('message_settings')
    .selectAll()
    .where('location_id', '=', of.locationId)
    .executeTakeFirst();
  const reports = of.publicUrl.startsWith('https:') ? smsCallbackUrl(of.publicUrl, '…') : null;
  return {
    policy: row?.policy ?? { ...DEFAULT_MESSAGE_POLICY, kinds: [] },
    email: {
      mode: row?.email_mode ?? 'off',
      from: row?.email_from ?? null,
      smtp: row?.smtp ? { ...row.smtp, passwordSet: row.sealed_smtp_password !== null } : null,
    },
    sms: row?.sms_connector
      ? {
          connector: row.sms_connector,
          config: textFields(row.sms_config),
          credentialsSet: row.sealed_sms_credentials !== null,
          callbackUrl: reports,
        }
      : null,
    version: row?.version ?? 0,
  };
};

/** Replaces the settings. A secret that is left out stays, as long as it goes to the same server and user. */
export const writeMessageSettings = async (trx: Trx, of: Write): Promise<AdminOutcome<null>> => {
  const { locationId, input, now } = of;
  // Two first writers: the second waits for the first.
  await trx.selectFrom('location').select('id').where('id', '=', locationId).forNoKeyUpdate().executeTakeFirst();
  const before = await trx
    .selectFrom('message_settings')
    .selectAll()
    .where('location_id', '=', locationId)
    .executeTakeFirst();
  const { email } = input;
  if (email.mode === 'smtp' && (email.smtp === null || email.from === null))
    return invalid('body.email', 'needs `smtp` and `from` in mode smtp');
  const sms = await smsRow(of, before ?? null);
  if (!sms.ok) return sms;
  const { password: _, ...smtp } = email.smtp ?? { password: undefined };
  const row = {
    policy: JSON.stringify(input.policy),
    email_mode: email.mode,
    email_from: email.from,
    smtp: email.smtp === null ? null : JSON.stringify(smtp),
    sealed_smtp_password: sealedPassword(of, before ?? null),
    ...sms.value,
    changed_at: now,
  };
  // Whoever begins to tell guests something tells them what happens from now on.
  const begins = (before?.policy.kinds.length ?? 0) === 0 && input.policy.kinds.length > 0;
  await trx
    .insertInto('message_settings')
    .values({ location_id: locationId, since: now, ...row })
    .onConflict((oc) =>
      oc.column('location_id').doUpdateSet((eb) => ({
        ...row,
        ...(begins ? { since: now } : {}),
        version: eb('message_settings.version', '+', 1),
      })),
    )
    .execute();
  await writeAudit(trx, {
    locationId,
    at: now,
    actor: of.actor,
    action: 'messages.configured',
    subject: { kind: 'location', id: locationId },
    before: before ? told(before.policy, before.email_mode, before.smtp?.host, before.sms_connector) : null,
    after: told(input.policy, email.mode, email.smtp?.host, input.sms?.connector),
  });
  await notifyLive(trx, { topic: 'change', locationId, kind: 'location', id: locationId, bookingId: null });
  return done(null);
};

const told = (policy: unknown, mode: string, host: string | undefined, sms: string | null | undefined) => ({
  policy,
  email: { mode, host: host ?? null },
  sms: sms ?? null,
});

/** A password belongs to its server and user: a changed address must not be sent the old one. */
const sealedPassword = ({ masterKey, locationId, input }: Write, before: Row | null): Buffer | null => {
  const smtp = input.email.smtp;
  if (smtp === null) return null;
  if (smtp.password !== undefined) return sealSettings(masterKey, 'smtp', locationId, smtp.password);
  const same = before?.smtp?.host === smtp.host && before.smtp.user === smtp.user;
  return same ? (before.sealed_smtp_password ?? null) : null;
};

const noSms = {
  sms_connector: null,
  sms_config: null,
  sealed_sms_credentials: null,
  sms_callback_hash: null,
  sealed_sms_callback_secret: null,
};
type SmsRow = { readonly [C in keyof typeof noSms]: C extends `sms_con${string}` ? string | null : Buffer | null };

const smsRow = async (of: Write, before: Row | null): Promise<AdminOutcome<SmsRow>> => {
  const { masterKey, locationId } = of;
  const { sms } = of.input;
  if (sms === null) return done(noSms);
  const connector = (await connectors).sms.get(sms.connector);
  if (!connector) return invalid('body.sms.connector', 'is not a provider of this server');
  const same = before?.sms_connector === sms.connector ? before : null;
  const kept =
    same?.sealed_sms_credentials && !sms.credentials
      ? // Checked by the connector before it was sealed.
        (JSON.parse(openSettings(masterKey, 'sms', locationId, same.sealed_sms_credentials)) as Record<string, string>)
      : {};
  const credentials = sms.credentials ?? kept;
  const checked = connector.checkConfig({ config: sms.config, credentials });
  if (!checked.ok) {
    const [problem] = checked.problems;
    return invalid(`body.sms.${problem?.field ?? 'config'}`, `is ${problem?.code ?? 'malformed'}`);
  }
  // The address stays while the provider does: reports of messages on their way still arrive.
  const known =
    same?.sms_callback_hash && same.sealed_sms_callback_secret
      ? { sms_callback_hash: same.sms_callback_hash, sealed_sms_callback_secret: same.sealed_sms_callback_secret }
      : undefined;
  const secret = randomBytes(24).toString('base64url');
  return done({
    sms_connector: sms.connector,
    sms_config: JSON.stringify(sms.config),
    sealed_sms_credentials: sealSettings(masterKey, 'sms', locationId, JSON.stringify(credentials)),
    ...(known ?? {
      sms_callback_hash: callbackHash(secret),
      sealed_sms_callback_secret: sealSettings(masterKey, 'callback', locationId, secret),
    }),
  });
};

/** Only the members that are text, of whatever it is. */
export function textFields(value: unknown): Record<string, string> {
  if (value === null || typeof value !== 'object') return {};
  return Object.fromEntries(
    Object.entries(value).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
}
