// One delivery over HTTP: signed, to a checked address, without redirects, with limits on time and size.
import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { Webhook } from 'standardwebhooks';
import { type AllowedRanges, checkedAddress, ForbiddenAddressError } from '../outside/guard-address.ts';

const timeLimitMs = 15_000;
const mostAnswerBytes = 65_536;

export type WebhookRequest = {
  readonly url: string;
  readonly eventId: string;
  readonly body: string;
  /** The newest first; each signs, so that the receiver can change over at leisure. */
  readonly secrets: readonly string[];
  readonly now: Date;
};

/** `status` null: no answer came, and `error` says why. Answers' bodies are not kept. */
export type WebhookAnswer = { readonly status: number | null; readonly error: string | null };

/** Sends it; never throws. */
export async function sendWebhook(request: WebhookRequest, allowed: AllowedRanges): Promise<WebhookAnswer> {
  try {
    const url = new URL(request.url);
    const address = await checkedAddress(url, allowed);
    return { status: await post(url, address, request), error: null };
  } catch (error) {
    return { status: null, error: codeOf(error) };
  }
}

function codeOf(error: unknown): string {
  if (error instanceof ForbiddenAddressError) return error.code;
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (/^[A-Z][A-Z0-9_]{1,60}$/.test(code)) return code.toLowerCase();
  return error instanceof Error && /^[a-z_]{1,40}$/.test(error.message) ? error.message : 'failed';
}

function post(url: URL, address: string, { eventId, body, secrets, now }: WebhookRequest): Promise<number> {
  const signatures = secrets.map((secret) => new Webhook(secret).sign(eventId, now, body));
  const send = url.protocol === 'https:' ? requestHttps : requestHttp;
  const host = url.hostname.replace(/^\[|\]$/g, '');
  return new Promise((resolve, reject) => {
    const outgoing = send({
      method: 'POST',
      // The address that was checked, whatever the name says by now; name and certificate stay those of the URL.
      host: address,
      ...(host === address ? {} : { servername: host }),
      port: url.port || (url.protocol === 'https:' ? 443 : 80),
      path: `${url.pathname}${url.search}`,
      agent: false,
      signal: AbortSignal.timeout(timeLimitMs),
      headers: {
        host: url.host,
        'content-type': 'application/json',
        'content-length': Buffer.byteLength(body),
        'user-agent': 'Nightlatch-Webhooks/1',
        'webhook-id': eventId,
        'webhook-timestamp': String(Math.floor(now.getTime() / 1000)),
        'webhook-signature': signatures.join(' '),
      },
    });
    outgoing.once('error', (error) =>
      reject(error.name === 'TimeoutError' || error.name === 'AbortError' ? new Error('timeout') : error),
    );
    outgoing.once('response', (response) => {
      let bytes = 0;
      response.on('data', (chunk: Buffer) => {
        bytes += chunk.length;
        if (bytes <= mostAnswerBytes) return;
        outgoing.destroy();
        reject(new Error('answer_too_large'));
      });
      response.once('error', reject);
      response.once('end', () => resolve(response.statusCode ?? 0));
    });
    outgoing.end(body);
  });
}
