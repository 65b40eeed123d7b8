// Works off what waits for one endpoint: claims, sends, notes how it went, and says when to come back.
import type { WebhookMessage } from '@nightlatch/api';
import { sql } from 'kysely';
import { SYSTEM, writeAudit } from '../audit/write-audit.ts';
import { crashPoint } from '../crash-point.ts';
import { notifyLive } from '../db/notify-live.ts';
import type { Db, Trx } from '../db/schema.ts';
import { emit } from '../events.ts';
import { newId } from '../ids.ts';
import type { ServerParts } from '../server-parts.ts';
import { openSecret } from '../signing/seal-secret.ts';
import { sendWebhook, type WebhookAnswer } from './send-webhook.ts';

const BATCH = 20;
/** A claim that nobody came back from is anybody's again: the receiver may then see the same webhook-id twice. Longer than a turn and one answer. */
const claimMs = 120_000;
/** How long one endpoint may hold its place: then it gives back what it claimed, and waits for its next turn behind the others. */
const turnMs = 30_000;
const minute = 60_000;
const hour = 60 * minute;
/** Pauses after the first, second … failure: a little over three days in all, each spread by a fifth. */
const pausesMs = [5_000, 5 * minute, 30 * minute, 2 * hour, 5 * hour, 10 * hour, 14 * hour, 20 * hour, 24 * hour];
/** How long an endpoint that gives no answer is left alone: a quarter of the time that it has been failing for, within these bounds. */
const shortestRestMs = 5_000;
const longestRestMs = 5 * minute;
/** An endpoint that took nothing for so long is switched off. */
const disableAfterMs = 5 * 24 * hour;

/** What an endpoint's secrets are bound to. */
export const secretLabel = (locationId: string, endpointId: string): string => `webhook:${locationId}:${endpointId}`;

type Of = { readonly locationId: string; readonly endpointId: string; readonly now: Date };
type Parts = Pick<ServerParts, 'db' | 'config'> & {
  readonly random?: () => number;
  /** Milliseconds of a clock that only goes forward. */
  readonly elapsed?: () => number;
};

/** Delivers what is due, one after the other, until it is done, its turn is over or no answer comes; appoints the next time. */
export async function deliverWebhooks(parts: Parts, of: Of): Promise<void> {
  const { locationId, endpointId, now } = of;
  const endpoint = await readEndpoint(parts.db, of);
  if (!endpoint) return;
  if (endpoint.resting_until !== null && endpoint.resting_until > now)
    return comeBack(parts.db, of, endpoint.resting_until);
  const { masterKey, webhookAllow } = parts.config;
  const label = secretLabel(locationId, endpointId);
  const open = (sealed: Buffer) => openSecret({ masterKey, label, sealed }).toString();
  const old = endpoint.old_secret_until !== null && endpoint.old_secret_until > now ? endpoint.sealed_old_secret : null;
  const secrets = [open(endpoint.sealed_secret), ...(old ? [open(old)] : [])];
  const elapsed = parts.elapsed ?? (() => performance.now());
  const began = elapsed();
  const claimed = await claim(parts.db, of);
  for (const [index, delivery] of claimed.entries()) {
    if (elapsed() - began > turnMs) {
      await giveBack(parts.db, of, claimed.slice(index));
      break;
    }
    const body = JSON.stringify({
      type: delivery.type,
      timestamp: delivery.at.toISOString(),
      data: delivery.data,
    } as WebhookMessage); // the event was written in this shape
    crashPoint('send.before');
    const answer = await sendWebhook(
      { url: endpoint.url, eventId: delivery.event_id, body, secrets, now },
      webhookAllow,
    );
    crashPoint('send.after');
    const goOn = await parts.db
      .transaction()
      .execute((trx) => note(trx, of, delivery, answer, parts.random ?? Math.random));
    if (!goOn) return;
    if (answer.status === null) {
      // The others would wait as long, one by one.
      await giveBack(parts.db, of, claimed.slice(index + 1));
      break;
    }
  }
  await appoint(parts.db, of);
}

const readEndpoint = (db: Db, { locationId, endpointId }: Of) =>
  db
    .selectFrom('webhook_endpoint')
    .select(['url', 'sealed_secret', 'sealed_old_secret', 'old_secret_until', 'resting_until'])
    .where('location_id', '=', locationId)
    .where('id', '=', endpointId)
    .where('deleted_at', 'is', null)
    .where('disabled_at', 'is', null)
    .executeTakeFirst();

type Claimed = { id: string; event_id: string; attempts: number; type: string; at: Date; data: unknown };

const claimedUntil = (now: Date): Date => new Date(now.getTime() + claimMs);

/** Takes what is due out of everybody's reach for a while, so that two servers do not send the same. */
async function claim(db: Db, { locationId, endpointId, now }: Of): Promise<Claimed[]> {
  const until = claimedUntil(now);
  const found = await sql<Claimed>`
    with due as (
      select id from webhook_delivery where location_id = ${locationId}::uuid and endpoint_id = ${endpointId}::uuid
        and state = 'pending' and next_attempt_at <= ${now}::timestamptz
      order by next_attempt_at, id limit ${BATCH} for update skip locked
    ), mine as (
      update webhook_delivery d set next_attempt_at = ${until}::timestamptz from due
      where d.location_id = ${locationId}::uuid and d.id = due.id returning d.id, d.event_id, d.attempts
    )
    select mine.*, e.type, e.at, e.data from mine
    join webhook_event e on e.location_id = ${locationId}::uuid and e.id = mine.event_id order by e.at, e.id`.execute(
    db,
  );
  return found.rows;
}

/** What was claimed and not sent is due as it was, unless somebody else has it by now; no attempt is counted. */
const giveBack = async (db: Db, { locationId, now }: Of, left: readonly Claimed[]): Promise<void> => {
  if (left.length === 0) return;
  await db
    .updateTable('webhook_delivery')
    .set({ next_attempt_at: now })
    .where('location_id', '=', locationId)
    .where(
      'id',
      'in',
      left.map(({ id }) => id),
    )
    .where('state', '=', 'pending')
    .where('next_attempt_at', '=', claimedUntil(now))
    .execute();
};

/** Until when an endpoint is left alone that gave no answer. */
const restUntil = (now: Date, failingSince: Date): Date => {
  const quarter = (now.getTime() - failingSince.getTime()) / 4;
  return new Date(now.getTime() + Math.min(longestRestMs, Math.max(shortestRestMs, quarter)));
};

/** Writes down how it went; false when the endpoint is to be left alone from now on. */
async function note(
  trx: Trx,
  of: Of,
  delivery: Claimed,
  answer: WebhookAnswer,
  random: () => number,
): Promise<boolean> {
  const { locationId, endpointId, now } = of;
  const { status } = answer;
  const took = status !== null && status >= 200 && status < 300;
  const pause = pausesMs[delivery.attempts];
  const next = pause === undefined ? null : new Date(now.getTime() + pause * (0.8 + 0.4 * random()));
  await trx
    .updateTable('webhook_delivery')
    .set({
      attempts: delivery.attempts + 1,
      last_attempt_at: now,
      last_status: status,
      last_error:
        answer.error ?? (took ? null : status !== null && status >= 300 && status < 400 ? 'redirect' : 'refused'),
      ...(took
        ? { state: 'delivered', delivered_at: now, next_attempt_at: null }
        : next === null || status === 410
          ? { state: 'failed', next_attempt_at: null }
          : { next_attempt_at: next }),
    })
    .where('location_id', '=', locationId)
    .where('id', '=', delivery.id)
    .where('state', '=', 'pending')
    .execute();
  const endpoint = await trx
    .selectFrom('webhook_endpoint')
    .select(['failing_since', 'url'])
    .where('location_id', '=', locationId)
    .where('id', '=', endpointId)
    .where('disabled_at', 'is', null)
    .forNoKeyUpdate()
    .executeTakeFirst();
  if (!endpoint) return false;
  const failingSince = took ? null : (endpoint.failing_since ?? now);
  const because =
    status === 410
      ? ('gone' as const)
      : failingSince !== null && now.getTime() - failingSince.getTime() >= disableAfterMs
        ? ('failing' as const)
        : null;
  await trx
    .updateTable('webhook_endpoint')
    .set({
      failing_since: failingSince,
      resting_until: status === null && failingSince !== null ? restUntil(now, failingSince) : null,
      ...(because ? { disabled_at: now, disabled_because: because } : {}),
    })
    .where('location_id', '=', locationId)
    .where('id', '=', endpointId)
    .execute();
  if (because === null) return true;
  const detail = JSON.stringify({ webhookId: endpointId, because });
  const task = { location_id: locationId, id: newId(), kind: 'webhook_disabled' as const, detail, raised_at: now };
  await trx.insertInto('staff_task').values(task).execute();
  await writeAudit(trx, {
    locationId,
    at: now,
    actor: SYSTEM,
    action: 'webhook.disabled',
    subject: { kind: 'webhook', id: endpointId },
    reason: because,
  });
  await notifyLive(trx, { topic: 'change', locationId, kind: 'location', id: locationId, bookingId: null });
  return false;
}

/** The next time that something is due here, and the endpoint may be called. */
async function appoint(db: Db, of: Of): Promise<void> {
  const next = await db
    .selectFrom('webhook_delivery as d')
    .innerJoin('webhook_endpoint as e', (join) =>
      join.onRef('e.location_id', '=', 'd.location_id').onRef('e.id', '=', 'd.endpoint_id'),
    )
    .select(sql<Date | null>`greatest(min(d.next_attempt_at), max(e.resting_until))`.as('at'))
    .where('d.location_id', '=', of.locationId)
    .where('d.endpoint_id', '=', of.endpointId)
    .where('d.state', '=', 'pending')
    .executeTakeFirst();
  if (next?.at) await comeBack(db, of, next.at);
}

const comeBack = (db: Db, { locationId, endpointId, now }: Of, at: Date): Promise<void> => {
  const due = { name: 'webhook.due', locationId, endpointId } as const;
  return at <= now ? emit(db, due) : emit(db, due, { at });
};
