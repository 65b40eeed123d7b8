// What to do next with one message: which channel, when to fall back to the next one, when it is done (docs/domain.md §3).
import type { MessageAttemptState, MessageChannel } from './words.ts';

/** What was tried by one channel. Instants in UTC ms. */
export interface MessageAttemptFacts {
  readonly channel: MessageChannel;
  readonly state: MessageAttemptState;
  readonly tries: number;
  /** Start of the last try. */
  readonly lastAt: number;
  /** A failure that may pass: try again then. Null: it will not pass, or nothing failed. */
  readonly retryAt: number | null;
}

/** Everything that decides about a message's next step. */
export interface MessageFacts {
  readonly now: number;
  /** The location's channels in their order. */
  readonly channels: readonly MessageChannel[];
  /** Channels by which this guest can be reached now. */
  readonly reachable: readonly MessageChannel[];
  readonly attempts: readonly MessageAttemptFacts[];
  /** Seconds after which a message that was not seen goes out by the next channel. */
  readonly fallbackSeconds: Readonly<Record<MessageChannel, number>>;
  /** The message holds a one-time link: it has arrived when the link was used. */
  readonly hasLink: boolean;
}

/** `send` now by this channel; `wait` until an instant; `done`: it was seen, or nothing more can be expected; `failed`: no channel took it. */
export type MessageStep =
  | { readonly step: 'send'; readonly channel: MessageChannel }
  | { readonly step: 'wait'; readonly until: number }
  | { readonly step: 'done' }
  | { readonly step: 'failed' };

/** A try without an outcome for this long was cut off (the process died): it is made again. */
export const CUT_OFF_AFTER_SECONDS = 120;

/** Passing failures of one channel before the next one gets its turn. */
export const MOST_TRIES = 5;

/** Decides the next step; the same facts give the same step. */
export function nextMessageStep(facts: MessageFacts): MessageStep {
  const { attempts, now } = facts;
  if (attempts.some((attempt) => hasArrived(attempt, facts.hasLink))) return { step: 'done' };
  const latest = attempts.reduce((last, attempt) => Math.max(last, orderOf(facts, attempt.channel)), -1);
  const current = attempts.find((attempt) => orderOf(facts, attempt.channel) === latest);
  const following = facts.channels.find((channel, index) => index > latest && facts.reachable.includes(channel));
  if (!current) return following ? { step: 'send', channel: following } : { step: 'failed' };
  switch (current.state) {
    case 'sending': {
      const cutOffAt = current.lastAt + CUT_OFF_AFTER_SECONDS * 1000;
      return now < cutOffAt ? { step: 'wait', until: cutOffAt } : { step: 'send', channel: current.channel };
    }
    case 'failed':
      if (current.retryAt !== null && current.tries < MOST_TRIES) {
        if (now < current.retryAt) return { step: 'wait', until: current.retryAt };
        if (facts.reachable.includes(current.channel)) return { step: 'send', channel: current.channel };
      }
      if (following) return { step: 'send', channel: following };
      return attempts.some((attempt) => wasSent(attempt.state)) ? { step: 'done' } : { step: 'failed' };
    default: {
      if (!following) return { step: 'done' };
      const dueAt = current.lastAt + facts.fallbackSeconds[current.channel] * 1000;
      return now < dueAt ? { step: 'wait', until: dueAt } : { step: 'send', channel: following };
    }
  }
}

/** Seen by the guest, or handed over as far as the channel can tell. A message with a link arrives when the link is used. */
function hasArrived({ channel, state }: MessageAttemptFacts, hasLink: boolean): boolean {
  if (state === 'used') return true;
  if (hasLink) return false;
  switch (channel) {
    case 'push':
      return state === 'delivered' || state === 'opened';
    case 'email':
      // SMTP tells that the next server took it, nothing after that.
      return state === 'sent' || state === 'delivered' || state === 'opened';
    case 'sms':
      return state === 'delivered' || state === 'opened';
  }
}

function wasSent(state: MessageAttemptState): boolean {
  return state === 'sent' || state === 'delivered' || state === 'opened' || state === 'used';
}

/** Place in the location's order; a channel that was switched off meanwhile counts as tried first. */
function orderOf(facts: MessageFacts, channel: MessageChannel): number {
  return facts.channels.indexOf(channel);
}
