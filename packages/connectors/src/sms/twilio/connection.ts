// Hands messages to Twilio (Messages resource, API version 2010-04-01).
import { readAnswer } from '../../kit/answer-reader.ts';
import { ConnectorError } from '../../kit/connector-error.ts';
import type { ConnectionPorts, ConnectionTest } from '../../kit/pms-connector.ts';
import type { SmsConnection } from '../../kit/sms-connector.ts';
import { createVendorHttp, type VendorAnswer } from '../../kit/vendor-http.ts';

/** Settings of a connection, presets filled in. */
export interface TwilioSettings {
  readonly apiUrl: string;
  readonly from: string;
  readonly accountSid: string;
  readonly authToken: string;
}

/** Twilio's own limit of a body, in characters. */
const LONGEST_TEXT = 1600;

/** Opens a connection. */
export function connectTwilio(input: {
  readonly settings: TwilioSettings;
  readonly ports?: ConnectionPorts;
}): SmsConnection {
  const { settings } = input;
  const http = createVendorHttp('Twilio', input.ports);
  const account = `${settings.apiUrl.replace(/\/+$/, '')}/2010-04-01/Accounts/${settings.accountSid}`;
  const headers = {
    authorization: `Basic ${Buffer.from(`${settings.accountSid}:${settings.authToken}`).toString('base64')}`,
    accept: 'application/json',
  };
  return {
    async send({ to, text, callbackUrl }, signal) {
      const form = new URLSearchParams({
        To: to,
        [settings.from.startsWith('MG') ? 'MessagingServiceSid' : 'From']: settings.from,
        Body: text.slice(0, LONGEST_TEXT),
        ...(callbackUrl === null ? {} : { StatusCallback: callbackUrl }),
      });
      const answer = await http({
        what: 'sending a message',
        method: 'POST',
        url: `${account}/Messages.json`,
        headers: { ...headers, 'content-type': 'application/x-www-form-urlencoded' },
        body: form.toString(),
        repeatable: false,
        signal,
      });
      if (answer.status === 201) return { ok: true, providerRef: readJson(answer).text('sid') };
      assertAuthorised(answer);
      if (answer.status >= 400) return { ok: false, code: 'refused', vendorCode: vendorCodeOf(answer) };
      throw new ConnectorError('vendor_bad_answer', 'Twilio: sending a message was not answered as specified', {
        status: answer.status,
      });
    },
    async test(signal): Promise<ConnectionTest> {
      try {
        const answer = await http({ what: 'a first read', method: 'GET', url: `${account}.json`, headers, signal });
        assertAuthorised(answer);
        if (answer.status !== 200)
          return { ok: false, code: 'vendor_refused', message: 'Twilio: a first read was refused' };
        const status = readJson(answer).text('status');
        if (status === 'active') return { ok: true };
        return { ok: false, code: 'vendor_refused', message: 'Twilio: the account is not active' };
      } catch (error) {
        if (error instanceof ConnectorError) return { ok: false, code: error.code, message: error.message };
        throw error;
      }
    },
  };
}

function assertAuthorised({ status }: VendorAnswer): void {
  if (status === 401 || status === 403) {
    throw new ConnectorError('vendor_unauthorised', 'Twilio: account or token refused', { status });
  }
}

/** Twilio's error codes are public numbers (21211: not a valid number); their texts may quote the guest's number. */
function vendorCodeOf(answer: VendorAnswer): string | null {
  try {
    const code = readJson(answer).optionalNumber('code');
    return code === null ? null : String(code);
  } catch (error) {
    if (error instanceof ConnectorError) return null;
    throw error;
  }
}

function readJson({ text }: VendorAnswer): ReturnType<typeof readAnswer> {
  try {
    return readAnswer('Twilio', 'answer', JSON.parse(text));
  } catch (error) {
    if (error instanceof ConnectorError) throw error;
    throw new ConnectorError('vendor_bad_answer', 'Twilio: the answer is not JSON');
  }
}
