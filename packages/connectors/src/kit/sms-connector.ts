// What every SMS connector is: it hands one text to a provider and reads the provider's signed reports of what became of it.
import type { ConfigResult, Manifest } from './manifest.ts';
import type { ConnectInput, ConnectionTest } from './pms-connector.ts';

/** `delivery_reports`: tells by signed callbacks what became of a message. */
export const SMS_CAPABILITIES = ['delivery_reports'] as const;
export type SmsCapability = (typeof SMS_CAPABILITIES)[number];

/** One text to one phone. */
export interface SmsMessage {
  /** E.164, with `+`. */
  readonly to: string;
  readonly text: string;
  /** Where the provider reports to; null: nowhere. Holds a secret. */
  readonly callbackUrl: string | null;
}

/** The provider's answer: taken (its own id), or a plain no. `refused`: this number or text will never do. */
export type SmsOutcome =
  | { readonly ok: true; readonly providerRef: string }
  | { readonly ok: false; readonly code: 'refused'; readonly vendorCode: string | null };

/** A provider's report. `passing` states on the way are no news and come as null. */
export type SmsReport =
  | { readonly ok: true; readonly providerRef: string; readonly state: 'delivered' | 'failed' | null }
  | { readonly ok: false; readonly code: 'bad_signature' | 'malformed' };

/** A report as it came in by HTTP: the address as the provider was given it, lower-case header names, the form's fields. */
export interface SmsCallback {
  readonly url: string;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly form: Readonly<Record<string, string>>;
}

/** A connection of one location. Methods throw `ConnectorError` for outages and refused credentials. */
export interface SmsConnection {
  /** Hands over one message; never repeated by itself after the provider may have taken it. */
  send(message: SmsMessage, signal?: AbortSignal): Promise<SmsOutcome>;
  /** Tries the credentials with one cheap read; never throws. */
  test(signal?: AbortSignal): Promise<ConnectionTest>;
}

/** A provider's folder, as one value. */
export interface SmsConnector {
  readonly manifest: Manifest<'sms', SmsCapability>;
  /** Checks settings and secrets as a person typed them; names every wrong field. */
  checkConfig(input: Pick<ConnectInput, 'config' | 'credentials'>): ConfigResult;
  /** Opens a connection; does not talk to the provider yet. Throws `ConnectorError` `malformed_config`. */
  connect(input: Pick<ConnectInput, 'config' | 'credentials' | 'ports'>): SmsConnection;
  /** Judges a report by its signature before anything in it is believed. */
  readReport(callback: SmsCallback, credentials: Readonly<Record<string, unknown>>): SmsReport;
}
