// Twilio: what the connector is and what it needs to be told.
import type { Manifest } from '../../kit/manifest.ts';
import type { SmsCapability } from '../../kit/sms-connector.ts';

/** The manifest. */
export const MANIFEST: Manifest<'sms', SmsCapability> = {
  kind: 'sms',
  id: 'twilio',
  name: 'Twilio',
  capabilities: ['delivery_reports'],
  documentation: 'https://www.twilio.com/docs/messaging/api/message-resource',
  config: [
    {
      name: 'from',
      label: 'Sender',
      kind: 'text',
      required: true,
      help: 'A number in E.164 (+43…), a Messaging Service (MG…), or a name of at most 11 letters and digits.',
    },
    { name: 'apiUrl', label: 'API address', kind: 'url', required: true, preset: 'https://api.twilio.com' },
  ],
  credentials: [
    {
      name: 'accountSid',
      label: 'Account SID',
      kind: 'text',
      required: true,
      help: 'AC… of the console’s first page.',
    },
    {
      name: 'authToken',
      label: 'Auth token',
      kind: 'secret',
      required: true,
      help: 'Signs in, and proves that delivery reports are Twilio’s.',
    },
  ],
};
