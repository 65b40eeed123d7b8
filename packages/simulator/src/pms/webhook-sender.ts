// Posts the PMS's events to its subscribers, each until it is taken: at least once and, after failures, out of order.
import type { PmsEvent, PmsSubscription } from './pms-types.ts';

/** What the sender needs. */
export interface WebhookSenderParts {
  readonly fetch: typeof globalThis.fetch;
  /** Calls `fire` once after `delayMs`; the returned function cancels it. */
  readonly setTimer: (delayMs: number, fire: () => void) => () => void;
  readonly subscriptions: () => readonly PmsSubscription[];
  /** The event reached every subscriber. */
  readonly onSent: (eventId: string) => void;
  readonly onProblem?: (event: PmsEvent, problem: string, nextTryMs: number) => void;
}

/** Sends events in the background. */
export interface WebhookSender {
  send(event: PmsEvent): void;
  /** Stops all retries; what was not taken stays with the caller. */
  close(): void;
}

const FIRST_RETRY_MS = 500;
const LAST_RETRY_MS = 30_000;
const ANSWER_WITHIN_MS = 10_000;

/** Makes a sender. */
export function createWebhookSender(parts: WebhookSenderParts): WebhookSender {
  const cancels = new Map<string, () => void>();
  let closed = false;

  async function attempt(event: PmsEvent, retryMs: number): Promise<void> {
    const problem = await postToAll(event, parts);
    if (closed) return;
    if (problem === undefined) {
      parts.onSent(event.id);
      return;
    }
    parts.onProblem?.(event, problem, retryMs);
    const cancel = parts.setTimer(retryMs, () => {
      cancels.delete(event.id);
      void attempt(event, Math.min(retryMs * 2, LAST_RETRY_MS));
    });
    cancels.set(event.id, cancel);
  }

  return {
    send: (event) => {
      if (!closed) void attempt(event, FIRST_RETRY_MS);
    },
    close: () => {
      closed = true;
      for (const cancel of cancels.values()) cancel();
      cancels.clear();
    },
  };
}

async function postToAll(event: PmsEvent, parts: WebhookSenderParts): Promise<string | undefined> {
  const wanted = parts.subscriptions().filter((subscription) => wants(subscription, event));
  const problems = await Promise.all(wanted.map((subscription) => post(event, subscription.endpointUrl, parts.fetch)));
  return problems.find((problem) => problem !== undefined);
}

function wants(subscription: PmsSubscription, event: PmsEvent): boolean {
  const name = `${event.topic}/${event.type}`.toLowerCase();
  const topicFits =
    subscription.events.length === 0 || subscription.events.some((one) => fits(one.toLowerCase(), name));
  const propertyFits = subscription.propertyIds.length === 0 || subscription.propertyIds.includes(event.propertyId);
  return topicFits && propertyFits;
}

function fits(pattern: string, name: string): boolean {
  return pattern === name || pattern === name.split('/')[0] || pattern === `${name.split('/')[0]}/*`;
}

/** Posts one event; user and password in the address become a Basic header, as Apaleo does. Resolves to the problem, if any. */
async function post(
  event: PmsEvent,
  endpointUrl: string,
  fetchIt: typeof globalThis.fetch,
): Promise<string | undefined> {
  try {
    const url = new URL(endpointUrl);
    const headers: Record<string, string> = { 'content-type': 'application/json' };
    if (url.username !== '') {
      const pair = `${decodeURIComponent(url.username)}:${decodeURIComponent(url.password)}`;
      headers.authorization = `Basic ${Buffer.from(pair).toString('base64')}`;
      url.username = '';
      url.password = '';
    }
    const signal = AbortSignal.timeout(ANSWER_WITHIN_MS);
    const response = await fetchIt(url, { method: 'POST', headers, body: JSON.stringify(event), signal });
    await response.body?.cancel();
    return response.ok ? undefined : `answered ${response.status}`;
  } catch (error) {
    return error instanceof Error ? error.message : 'not reachable';
  }
}
