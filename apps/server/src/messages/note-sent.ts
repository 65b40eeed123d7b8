// Writes down what became of messages that were sent, each by itself; many of one location in one transaction.
import { SYSTEM } from '../audit/write-audit.ts';
import { transactBatch } from '../db/transact-batch.ts';
import type { Outcome } from '../gather.ts';
import type { ServerParts } from '../server-parts.ts';
import type { ClaimedSend, Sent } from './send-claimed.ts';

/** Minutes to the next try after the first, second … passing failure. */
const RETRY_MINUTES = [1, 3, 10, 30] as const;

export type SentMessage = { readonly claimed: ClaimedSend; readonly sent: Sent; readonly now: Date };

/** A receipt may have come before us: only what is still being sent is written, and given back. */
const NOTE = `update message_attempt a set state = r.state, error = r.error, retry_at = r.retry_at,
    sent_at = coalesce(r.sent_at, a.sent_at), provider_ref = case when r.state = 'sent' then r.provider_ref else a.provider_ref end
  from jsonb_populate_recordset(null::message_attempt, $2::jsonb) r
  where a.location_id = $1 and a.id = r.id and a.state = 'sending' returning a.id`;
/** Whoever died before writing that it was captured captures it again under the same id: it is there once. */
const CAPTURE = `insert into captured_message (location_id, id, message_id, channel, sealed, captured_at)
  select location_id, id, message_id, channel, sealed, captured_at from jsonb_populate_recordset(null::captured_message, $1::jsonb)
  on conflict (location_id, id) do nothing`;
const PUSHED = 'update push_subscription set last_used_at = $3 where location_id = $1 and id = any($2::uuid[])';
const GONE = `update push_subscription set ended_at = $3, end_reason = 'gone'
  where location_id = $1 and id = any($2::uuid[]) and ended_at is null`;

const attemptRow = ({ claimed, sent, now }: SentMessage) => {
  const { outcome } = sent;
  const id = claimed.attemptId;
  if (outcome.ok) return { id, state: 'sent', sent_at: now, provider_ref: outcome.providerRef };
  const minutes = RETRY_MINUTES[Math.min(claimed.tries, RETRY_MINUTES.length) - 1] ?? RETRY_MINUTES[0];
  const retry_at = outcome.passing ? new Date(now.getTime() + minutes * 60_000) : undefined;
  return { id, state: 'failed', error: outcome.code, retry_at };
};

const capturedRow = ({ claimed, sent, now }: SentMessage): object[] =>
  sent.captured === undefined
    ? []
    : [
        {
          location_id: claimed.message.location_id,
          id: claimed.attemptId,
          message_id: claimed.message.id,
          channel: 'email',
          sealed: `\\x${sent.captured.toString('hex')}`,
          captured_at: now,
        },
      ];

/** Writes outcomes; each message then looks for its next step. */
export const noteSent = (
  { pool }: Pick<ServerParts, 'pool'>,
  locationId: string,
  items: readonly SentMessage[],
): Promise<Outcome<void>[]> =>
  transactBatch(pool, locationId, async ({ ask, batch }) => {
    const noted = await ask<{ id: string }>(NOTE, [locationId, JSON.stringify(items.map(attemptRow))]);
    const written = new Set(noted.map(({ id }) => id));
    for (const { claimed, sent, now } of items) {
      const { id, booking_id: bookingId, kind } = claimed.message;
      if (sent.outcome.ok && written.has(claimed.attemptId))
        batch.audit({
          ...{ locationId, at: now, actor: SYSTEM, action: 'guest.told', subject: { kind: 'message', id }, bookingId },
          after: { kind, channel: claimed.channel },
        });
      batch.emit({ name: 'message.changed', locationId, messageId: id });
      // Staff who watch the messages see it move.
      batch.notify({ topic: 'change', locationId, kind: 'message', id, bookingId });
    }
    const captured = items.flatMap(capturedRow);
    if (captured.length > 0) batch.also(CAPTURE, [JSON.stringify(captured)]);
    const at = items[0]?.now;
    const [taken, gone] = [items.flatMap(({ sent }) => sent.taken ?? []), items.flatMap(({ sent }) => sent.gone ?? [])];
    if (taken.length > 0) batch.also(PUSHED, [locationId, taken, at]);
    if (gone.length > 0) batch.also(GONE, [locationId, gone, at]);
    return items.map(() => ({ kind: 'done', value: undefined }));
  });
