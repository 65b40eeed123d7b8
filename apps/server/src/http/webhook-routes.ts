// Outgoing webhooks: endpoints, deliveries and replays.
import type { WebhookDelivery, WebhookEndpoint, WebhookEventType } from '@nightlatch/api';
import type { FastifyInstance } from 'fastify';
import { sql } from 'kysely';
import type { Db, Trx } from '../db/schema.ts';
import type { ServerParts } from '../server-parts.ts';
import {
  changeWebhook,
  createWebhook,
  deleteWebhook,
  replayWebhook,
  rotateWebhookSecret,
} from '../webhooks/manage-webhooks.ts';
import { found, must } from './answer-admin.ts';
import { cursorKeys, pageOf, readCursor } from './cursor.ts';
import { implement } from './implement-operation.ts';

type Command = { readonly actor: string; readonly actorName: string; readonly now: number };
type PageQuery = { readonly cursor?: string | undefined; readonly limit?: number | undefined };
const by = ({ actor, actorName, now }: Command) => ({ actor: { id: actor, name: actorName }, now: new Date(now) });

export function registerWebhookRoutes(app: FastifyInstance, parts: ServerParts): void {
  const { masterKey, webhookAllow: allowed } = parts.config;
  implement(app, parts, 'listWebhooks', {}, ({ db, params, query }) => listEndpoints(db, { ...params, query }));
  implement(app, parts, 'getWebhook', {}, async ({ db, params, reply }) => {
    const endpoint = found((await listEndpoints(db, { ...params, query: { limit: 1 } })).items[0]);
    reply.header('etag', `"${endpoint.version}"`);
    return endpoint;
  });
  implement(app, parts, 'createWebhook', { perMinute: 30 }, async (ctx) => {
    const { url, eventTypes, description = '' } = ctx.body;
    const wanted = { ...ctx.params, masterKey, allowed, url, eventTypes, description };
    return must(await createWebhook(ctx.trx, { ...by(ctx), ...wanted }));
  });
  implement(app, parts, 'updateWebhook', {}, async (ctx) => {
    must(await changeWebhook(ctx.trx, { ...by(ctx), ...ctx.params, allowed, changes: ctx.body }));
    const endpoint = found((await listEndpoints(ctx.trx, { ...ctx.params, query: { limit: 1 } })).items[0]);
    ctx.reply.header('etag', `"${endpoint.version}"`);
    return endpoint;
  });
  implement(app, parts, 'deleteWebhook', {}, async (ctx) => {
    must(await deleteWebhook(ctx.trx, { ...by(ctx), ...ctx.params }));
    return undefined;
  });
  implement(app, parts, 'rotateWebhookSecret', { perMinute: 30 }, async (ctx) =>
    must(await rotateWebhookSecret(ctx.trx, { ...by(ctx), ...ctx.params, masterKey })),
  );
  implement(app, parts, 'listWebhookDeliveries', {}, async ({ db, params, query }) => {
    found((await listEndpoints(db, { ...params, query: { limit: 1 } })).items[0]);
    return listDeliveries(db, { ...params, query });
  });
  implement(app, parts, 'replayWebhookDelivery', { perMinute: 60 }, async (ctx) => {
    must(await replayWebhook(ctx.trx, { ...by(ctx), ...ctx.params }));
    return undefined;
  });
  implement(app, parts, 'replayWebhook', { perMinute: 6 }, async (ctx) => {
    const since = new Date(ctx.body.since);
    return { queued: must(await replayWebhook(ctx.trx, { ...by(ctx), ...ctx.params, since })) };
  });
}

async function listEndpoints(
  db: Db | Trx,
  of: { locationId: string; webhookId?: string; query: PageQuery },
): Promise<{ items: WebhookEndpoint[]; nextCursor: string | null }> {
  const after = readCursor(of.query.cursor, cursorKeys.instant);
  const limit = of.query.limit ?? 25;
  let select = db
    .selectFrom('webhook_endpoint as w')
    .selectAll('w')
    .where('w.location_id', '=', of.locationId)
    .where('w.deleted_at', 'is', null);
  if (of.webhookId) select = select.where('w.id', '=', of.webhookId);
  if (after) select = select.where(sql<boolean>`(w.created_at, w.id) < (${after.key}::timestamptz, ${after.id}::uuid)`);
  const rows = await select
    .orderBy('w.created_at', 'desc')
    .orderBy('w.id', 'desc')
    .limit(limit + 1)
    .execute();
  const page = pageOf(rows, limit, (row) => ({ key: row.created_at.toISOString(), id: row.id }));
  const items = page.rows.map((row) => ({
    id: row.id,
    url: row.url,
    description: row.description,
    eventTypes: row.event_types as WebhookEventType[], // only types of the contract are stored
    enabled: row.disabled_at === null,
    disabledBecause: row.disabled_because,
    failingSince: row.failing_since?.toISOString() ?? null,
    oldSecretUntil: row.old_secret_until?.toISOString() ?? null,
    createdAt: row.created_at.toISOString(),
    version: row.version,
  }));
  return { items, nextCursor: page.nextCursor };
}

async function listDeliveries(
  db: Db,
  of: {
    locationId: string;
    webhookId: string;
    query: PageQuery & { state?: WebhookDelivery['state'] | undefined; type?: WebhookEventType | undefined };
  },
): Promise<{ items: WebhookDelivery[]; nextCursor: string | null }> {
  const { query } = of;
  const after = readCursor(query.cursor, cursorKeys.instant);
  const limit = query.limit ?? 25;
  let select = db
    .selectFrom('webhook_delivery as d')
    .innerJoin('webhook_event as e', (join) =>
      join.onRef('e.location_id', '=', 'd.location_id').onRef('e.id', '=', 'd.event_id'),
    )
    .selectAll('d')
    .select('e.type')
    .where('d.location_id', '=', of.locationId)
    .where('d.endpoint_id', '=', of.webhookId);
  if (query.state) select = select.where('d.state', '=', query.state);
  if (query.type) select = select.where('e.type', '=', query.type);
  if (after) select = select.where(sql<boolean>`(d.created_at, d.id) < (${after.key}::timestamptz, ${after.id}::uuid)`);
  const rows = await select
    .orderBy('d.created_at', 'desc')
    .orderBy('d.id', 'desc')
    .limit(limit + 1)
    .execute();
  const page = pageOf(rows, limit, (row) => ({ key: row.created_at.toISOString(), id: row.id }));
  const items = page.rows.map((row) => ({
    id: row.id,
    eventId: row.event_id,
    type: row.type as WebhookEventType, // only types of the contract are stored
    state: row.state,
    attempts: row.attempts,
    createdAt: row.created_at.toISOString(),
    lastAttemptAt: row.last_attempt_at?.toISOString() ?? null,
    nextAttemptAt: row.next_attempt_at?.toISOString() ?? null,
    deliveredAt: row.delivered_at?.toISOString() ?? null,
    lastStatus: row.last_status,
    lastError: row.last_error,
  }));
  return { items, nextCursor: page.nextCursor };
}
