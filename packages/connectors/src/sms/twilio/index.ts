// Twilio Programmable Messaging as an SMS connector.

import { ConnectorError } from '../../kit/connector-error.ts';
import { checkFields, readFields } from '../../kit/manifest.ts';
import type { SmsConnector } from '../../kit/sms-connector.ts';
import { connectTwilio } from './connection.ts';
import { MANIFEST } from './manifest.ts';
import { readReport } from './read-report.ts';

/** Twilio. */
export const connector: SmsConnector = {
  manifest: MANIFEST,
  checkConfig: ({ config, credentials }) => {
    const fields = checkFields([...MANIFEST.config, ...MANIFEST.credentials], { ...config, ...credentials });
    if (!fields.ok) return fields;
    const { from = '', accountSid = '' } = readFields([...MANIFEST.config, ...MANIFEST.credentials], {
      ...config,
      ...credentials,
    });
    const problems = [
      // A number, a Messaging Service, or an alphanumeric sender (11 characters with a letter).
      ...(/^(\+[1-9]\d{6,14}|MG[0-9a-f]{32}|(?=.*[A-Za-z])[A-Za-z0-9 ]{1,11})$/.test(from) ? [] : ['from']),
      ...(/^AC[0-9a-f]{32}$/.test(accountSid) ? [] : ['accountSid']),
    ];
    return problems.length === 0
      ? { ok: true }
      : { ok: false, problems: problems.map((field) => ({ field, code: 'malformed' as const })) };
  },
  connect: ({ config, credentials, ports }) => {
    const checked = connector.checkConfig({ config, credentials });
    if (!checked.ok) throw new ConnectorError('malformed_config', 'Twilio: the settings can not be used');
    const { apiUrl = '', from = '' } = readFields(MANIFEST.config, config);
    const { accountSid = '', authToken = '' } = readFields(MANIFEST.credentials, credentials);
    return connectTwilio({ settings: { apiUrl, from, accountSid, authToken }, ...(ports ? { ports } : {}) });
  },
  readReport,
};
