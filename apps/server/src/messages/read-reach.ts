// How a guest can be reached now: the location's settings, unsealed for this use only, and which channels lead to this guest.
import type { SmsConnection } from '@nightlatch/connectors';
import { findConnectors } from '@nightlatch/connectors';
import type { MessageChannel } from '@nightlatch/domain';
import type { Selectable } from 'kysely';
import type { MessageSettingsTable } from '../db/guest-side-tables.ts';
import type { ServerParts } from '../server-parts.ts';
import { openSecret, sealSecret } from '../signing/seal-secret.ts';
import type { LiveSubscription } from './push-subscriptions.ts';
import type { Notice } from './read-notice.ts';
import { isEmailAddress, type SmtpSettings } from './send-email.ts';

export type MessageSettings = Selectable<MessageSettingsTable>;

/** Where each channel would go; null: this guest can't be reached by it. */
export type Reach = {
  readonly push: readonly LiveSubscription[] | null;
  readonly email:
    | { readonly mode: 'captured'; readonly to: string }
    | { readonly mode: 'smtp'; readonly to: string; readonly smtp: SmtpSettings }
    | null;
  readonly sms: { readonly to: string; readonly connection: SmsConnection; readonly callbackUrl: string | null } | null;
};

const connectors = findConnectors();

/** What each secret of the settings is sealed for. */
export const settingsLabels = {
  smtp: (locationId: string) => `message_settings.smtp:${locationId}`,
  sms: (locationId: string) => `message_settings.sms:${locationId}`,
  callback: (locationId: string) => `message_settings.callback:${locationId}`,
} as const;

/** Which sealed part of the settings. */
export type SettingsSecret = keyof typeof settingsLabels;

/** Seals one secret of the settings for storing. */
export const sealSettings = (masterKey: Uint8Array, what: SettingsSecret, locationId: string, secret: string): Buffer =>
  sealSecret({ masterKey, label: settingsLabels[what](locationId), secret: Buffer.from(secret) });

/** Opens one secret of the settings. */
export const openSettings = (masterKey: Uint8Array, what: SettingsSecret, locationId: string, sealed: Buffer): string =>
  openSecret({ masterKey, label: settingsLabels[what](locationId), sealed }).toString();

/** A phone number in E.164 as SMS providers take it; punctuation is dropped, a national number is nobody's guess. */
export const toE164 = (phone: string | null): string | undefined => {
  const digits = phone
    ?.trim()
    .replace(/^00/, '+')
    .replaceAll(/[\s().\-/]/g, '');
  return digits !== undefined && /^\+[1-9]\d{6,14}$/.test(digits) ? digits : undefined;
};

/** Channels that lead to the guest. */
export const reachableBy = (reach: Reach): MessageChannel[] =>
  (['push', 'email', 'sms'] as const).filter((channel) => reach[channel] !== null);

/** The ways to one guest. Someone invited has an e-mail address and nothing else. */
export const reachOf = async (
  parts: ServerParts,
  of: { settings: MessageSettings; notice: Notice; invited: boolean; subscriptions: readonly LiveSubscription[] },
): Promise<Reach> => ({
  push: of.invited || of.subscriptions.length === 0 ? null : of.subscriptions,
  ...(await readReachOf(parts, of.settings, of.notice)),
});

/** The ways by address alone, whoever it belongs to. */
export const readReachOf = async (
  parts: ServerParts,
  settings: MessageSettings,
  to: { readonly email: string | null; readonly phone: string | null },
): Promise<Pick<Reach, 'email' | 'sms'>> => ({
  email: emailOf(parts.config.masterKey, settings, to.email),
  sms: await smsOf(parts, settings, to.phone),
});

const emailOf = (masterKey: Uint8Array, settings: MessageSettings, to: string | null): Reach['email'] => {
  if (!isEmailAddress(to)) return null;
  if (settings.email_mode === 'captured') return { mode: 'captured', to };
  if (settings.email_mode !== 'smtp' || !settings.smtp || !settings.email_from) return null;
  const password = settings.sealed_smtp_password
    ? openSettings(masterKey, 'smtp', settings.location_id, settings.sealed_smtp_password)
    : null;
  return { mode: 'smtp', to, smtp: { ...settings.smtp, password } };
};

const smsOf = async (parts: ServerParts, settings: MessageSettings, phone: string | null): Promise<Reach['sms']> => {
  const to = toE164(phone);
  if (to === undefined || settings.sms_connector === null || settings.sealed_sms_credentials === null) return null;
  const connector = (await connectors).sms.get(settings.sms_connector);
  if (!connector) return null;
  const { masterKey, publicUrl } = parts.config;
  const { location_id: locationId } = settings;
  const secret = openSettings(masterKey, 'sms', locationId, settings.sealed_sms_credentials);
  const callback = settings.sealed_sms_callback_secret
    ? openSettings(masterKey, 'callback', locationId, settings.sealed_sms_callback_secret)
    : null;
  return {
    to,
    connection: connector.connect({
      // Both were checked by the connector before they were stored.
      config: settings.sms_config as Record<string, unknown>,
      credentials: JSON.parse(secret) as Record<string, unknown>,
      ports: { fetch: parts.fetchOutside },
    }),
    // Providers report to public addresses only.
    callbackUrl: callback !== null && publicUrl.startsWith('https:') ? smsCallbackUrl(publicUrl, callback) : null,
  };
};

/** The address that the provider reports to; its last part is a secret. */
export const smsCallbackUrl = (publicUrl: string, secret: string): string =>
  `${publicUrl}/v1/messages/sms-reports/${secret}`;
