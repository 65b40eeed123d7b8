// The Apaleo connector as one value; found by its folder.
import { ConnectorError } from '../../kit/connector-error.ts';
import { type ConfigResult, checkFields, readFields } from '../../kit/manifest.ts';
import type { ConnectInput, PmsConnector } from '../../kit/pms-connector.ts';
import type { ApaleoSettings } from './api-client.ts';
import { connectApaleo } from './connection.ts';
import { MANIFEST } from './manifest.ts';
import { parseWebhook } from './parse-webhook.ts';

/** Apaleo (apaleo.dev): webhooks as hints, read-back over the Booking API, OAuth client credentials. */
export const connector: PmsConnector = {
  manifest: MANIFEST,
  checkConfig,
  parseWebhook: (body, config) => parseWebhook(body, String(config.propertyId)),
  connect: (input) => {
    const ports = input.ports === undefined ? {} : { ports: input.ports };
    return connectApaleo({ settings: readSettings(input), timeZone: input.timeZone, ...ports });
  },
};

function checkConfig({ config, credentials }: Pick<ConnectInput, 'config' | 'credentials'>): ConfigResult {
  const results = [checkFields(MANIFEST.config, config), checkFields(MANIFEST.credentials, credentials)];
  const problems = results.flatMap((result) => (result.ok ? [] : result.problems));
  return problems.length === 0 ? { ok: true } : { ok: false, problems };
}

function readSettings({ config, credentials }: ConnectInput): ApaleoSettings {
  const checked = checkConfig({ config, credentials });
  if (!checked.ok) {
    const fields = checked.problems.map((problem) => `${problem.field} ${problem.code}`).join(', ');
    throw new ConnectorError('malformed_config', `Apaleo: ${fields}`);
  }
  const values = { ...readFields(MANIFEST.config, config), ...readFields(MANIFEST.credentials, credentials) };
  const { propertyId = '', apiUrl = '', identityUrl = '', webhookUrl = '', clientId = '', clientSecret = '' } = values;
  return { propertyId, apiUrl, identityUrl, webhookUrl, clientId, clientSecret };
}
