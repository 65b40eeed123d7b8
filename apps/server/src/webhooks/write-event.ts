// Writes what webhooks are told, in the transaction of its cause, for the endpoints that asked for it.
import type { WebhookEventType } from '@nightlatch/api';
import { sql } from 'kysely';
import type { Trx } from '../db/schema.ts';
import { emit } from '../events.ts';

export type WebhookEventInput = {
  readonly locationId: string;
  /** The event's own id: the same event is told once, whoever writes it again. */
  readonly id: string;
  readonly type: WebhookEventType;
  readonly at: Date;
  /** Ids by name; never personal data. */
  readonly data: Readonly<Record<string, string>>;
};

/** One statement; it writes nothing where no endpoint wants the event. */
export async function writeWebhookEvent(trx: Trx, event: WebhookEventInput): Promise<void> {
  const { locationId, id, type, at } = event;
  const data = JSON.stringify({ locationId, ...event.data });
  const found = await sql<{ endpoint_id: string }>`
    with target as (
      select id from webhook_endpoint where location_id = ${locationId}::uuid and deleted_at is null and disabled_at is null
        and ${type}::text = any (event_types)
    ), event as (
      insert into webhook_event (location_id, id, type, at, data)
      select ${locationId}::uuid, ${id}::uuid, ${type}, ${at}::timestamptz, ${data}::jsonb where exists (select from target)
      on conflict do nothing returning id
    )
    insert into webhook_delivery (location_id, id, endpoint_id, event_id, state, created_at, next_attempt_at)
    select ${locationId}::uuid, gen_random_uuid(), target.id, event.id, 'pending', ${at}::timestamptz, ${at}::timestamptz
    from target, event returning endpoint_id`.execute(trx);
  for (const { endpoint_id: endpointId } of found.rows)
    await emit(trx, { name: 'webhook.due', locationId, endpointId });
}
