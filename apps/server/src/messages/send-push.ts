// Push messages by RFC 8030, encrypted for the phone (RFC 8291), under the installation's key (RFC 8292).
import webPush from 'web-push';
import { callOutside, OutsideError } from '../outside/call-outside.ts';
import type { PushKey } from './push-key.ts';
import type { LiveSubscription } from './push-subscriptions.ts';
import type { SendOutcome } from './send-outcome.ts';

/** What the phone's service worker shows: ids and one line, nothing that a lock screen should not say. */
export type PushPayload = {
  readonly id: string;
  readonly title: string;
  readonly body: string;
  readonly language: string;
  readonly direction: 'ltr' | 'rtl';
};

/** A phone that is off this long is told by the app itself when it comes back. */
const TTL_SECONDS = 4 * 3600;

export type PushResult = {
  readonly outcome: SendOutcome;
  readonly gone: readonly string[];
  readonly taken: readonly string[];
};

/**
 * Sends to every subscription; one that took it is enough. `gone`: subscriptions that the service no longer knows (404, 410). The
 * message id is the topic, so that a repeat replaces a message that still waits at the push service.
 */
export const sendPush = async (options: {
  readonly key: PushKey;
  readonly contact: string;
  readonly subscriptions: readonly LiveSubscription[];
  readonly payload: PushPayload;
  readonly localAllowed: boolean;
}): Promise<PushResult> => {
  const answers = await Promise.all(
    options.subscriptions.map(async (subscription) => ({
      id: subscription.id,
      outcome: await sendOne(options, subscription),
    })),
  );
  const gone = answers.filter(({ outcome }) => !outcome.ok && outcome.code === 'subscription_gone').map(({ id }) => id);
  const taken = answers.filter(({ outcome }) => outcome.ok).map(({ id }) => id);
  const best =
    answers.find(({ outcome }) => outcome.ok) ?? answers.find(({ outcome }) => !outcome.ok && outcome.passing);
  const outcome: SendOutcome = best?.outcome ??
    answers[0]?.outcome ?? { ok: false, code: 'no_address', passing: false };
  return { outcome, gone, taken };
};

const sendOne = async (
  options: Parameters<typeof sendPush>[0],
  subscription: LiveSubscription,
): Promise<SendOutcome> => {
  try {
    const { publicKey, privateKey } = options.key;
    const request = webPush.generateRequestDetails(
      { endpoint: subscription.endpoint, keys: { ...subscription.keys } },
      JSON.stringify(options.payload),
      {
        TTL: TTL_SECONDS,
        urgency: 'high',
        topic: options.payload.id.replaceAll('-', ''),
        vapidDetails: { subject: options.contact, publicKey, privateKey },
      },
    );
    const answer = await callOutside({
      url: request.endpoint,
      method: 'POST',
      headers: request.headers as Record<string, string | number>, // web-push writes texts and numbers
      body: request.body,
      localAllowed: options.localAllowed,
    });
    return judge(answer.status);
  } catch (error) {
    if (error instanceof OutsideError && error.code === 'unreachable')
      return { ok: false, code: 'unavailable', passing: true };
    // An address we never call, or keys that encrypt nothing: this subscription will not work.
    return { ok: false, code: 'subscription_gone', passing: false };
  }
};

const judge = (status: number): SendOutcome => {
  if (status >= 200 && status < 300) return { ok: true };
  if (status === 404 || status === 410) return { ok: false, code: 'subscription_gone', passing: false };
  if (status === 401 || status === 403) return { ok: false, code: 'not_authorised', passing: false };
  if (status === 429 || status >= 500) return { ok: false, code: 'unavailable', passing: true };
  return { ok: false, code: 'refused', passing: false };
};
