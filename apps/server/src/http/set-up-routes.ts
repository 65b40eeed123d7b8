// What administrators look at while they set a location up: the checklist, retention, and what the PMS says and knows.
import { createHash } from 'node:crypto';
import type { PmsEvent } from '@nightlatch/api';
import { ConnectorError } from '@nightlatch/connectors';
import type { FastifyInstance } from 'fastify';
import { sql } from 'kysely';
import { readSetUp } from '../admin/set-up.ts';
import type { Db } from '../db/schema.ts';
import { openPms } from '../inbox/open-pms.ts';
import { readRetention, setRetention } from '../retention/set-retention.ts';
import type { ServerParts } from '../server-parts.ts';
import { found, must } from './answer-admin.ts';
import { cursorKeys, pageOf, readCursor } from './cursor.ts';
import { implement } from './implement-operation.ts';
import { ProblemError } from './problem-error.ts';

/** Shorter than what a browser waits for an answer. */
const PMS_PATIENCE_MS = 12_000;

export function registerSetUpRoutes(app: FastifyInstance, parts: ServerParts): void {
  implement(app, parts, 'getSetUp', {}, async ({ db, params }) => found(await readSetUp(db, params.locationId)));
  implement(app, parts, 'getRetention', {}, async ({ db, params }) =>
    found(await readRetention(db, params.locationId)),
  );
  implement(app, parts, 'putRetention', { perMinute: 30 }, async (ctx) => {
    const { locationId } = ctx.params;
    const actor = { id: ctx.actor, name: ctx.actorName };
    must(await setRetention(ctx.trx, { locationId, days: ctx.body, now: new Date(ctx.now), actor }));
    return found(await readRetention(ctx.trx, locationId));
  });
  implement(app, parts, 'listPmsEvents', {}, ({ db, params, query }) =>
    listPmsEvents(db, { locationId: params.locationId, query }),
  );
  implement(app, parts, 'registerPmsWebhook', { perMinute: 12, transaction: 'none' }, async ({ params, body }) => {
    const { locationId } = params;
    const row = await parts.db
      .selectFrom('pms_connection')
      .select(['connector', 'webhook_secret_hash'])
      .where('location_id', '=', locationId)
      .executeTakeFirst();
    if (!row) throw new ProblemError('not_found', { detail: 'Connect the PMS first.' });
    const [base, secret = ''] = splitLast(body.webhookUrl);
    const hash = createHash('sha256').update(secret, 'utf8').digest();
    // Only this connection's own address: nobody points the PMS at another place through us.
    if (base !== `${parts.config.publicUrl}/v1/connectors/${row.connector}` || !hash.equals(row.webhook_secret_hash)) {
      throw new ProblemError('invalid_request', {
        fields: [{ path: 'body.webhookUrl', message: 'is not the address of this connection' }],
      });
    }
    const pms = await openPms(parts.db, {
      locationId,
      masterKey: parts.config.masterKey,
      fetch: parts.fetchOutside,
    });
    if (!pms?.connection.ensureWebhook) {
      throw new ProblemError('conflict', { detail: 'Register the address at this PMS by hand.' });
    }
    try {
      await pms.connection.ensureWebhook(body.webhookUrl, AbortSignal.timeout(PMS_PATIENCE_MS));
    } catch (error) {
      if (!(error instanceof ConnectorError)) throw error;
      throw new ProblemError('vendor_unavailable', {
        detail: 'The PMS did not take the address. Test the connection to see why, or register it there by hand.',
      });
    }
    return undefined;
  });
  implement(app, parts, 'listPmsRooms', { perMinute: 12 }, async ({ params }) => {
    const pms = await openPms(parts.db, {
      locationId: params.locationId,
      masterKey: parts.config.masterKey,
      fetch: parts.fetchOutside,
    });
    if (!pms) throw new ProblemError('not_found', { detail: 'Connect the PMS first.' });
    if (!pms.connection.listRooms) throw new ProblemError('conflict', { detail: 'This PMS does not tell its rooms.' });
    try {
      const rooms = await pms.connection.listRooms(AbortSignal.timeout(PMS_PATIENCE_MS));
      return { items: rooms.map(({ id, name }) => ({ unitId: id, number: name })) };
    } catch (error) {
      if (!(error instanceof ConnectorError)) throw error;
      throw new ProblemError('vendor_unavailable', {
        detail: 'The PMS did not tell its rooms. Test the connection to see why.',
      });
    }
  });
}

/** What stands before the last slash, and behind it. */
const splitLast = (url: string): readonly [string, string?] => {
  const at = url.lastIndexOf('/');
  return at < 0 ? [url] : [url.slice(0, at), url.slice(at + 1)];
};

async function listPmsEvents(
  db: Db,
  of: { locationId: string; query: { cursor?: string | undefined; limit?: number | undefined } },
): Promise<{ items: PmsEvent[]; nextCursor: string | null }> {
  const after = readCursor(of.query.cursor, cursorKeys.instant);
  const limit = of.query.limit ?? 25;
  let select = db
    .selectFrom('inbox_hint')
    .select(['id', 'reference', 'topic', 'received_at', 'settled_at', 'error'])
    .where('location_id', '=', of.locationId);
  if (after) select = select.where(sql<boolean>`(received_at, id) < (${after.key}::timestamptz, ${after.id}::uuid)`);
  const rows = await select
    .orderBy('received_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute();
  const page = pageOf(rows, limit, (row) => ({ key: row.received_at.toISOString(), id: row.id }));
  const items = page.rows.map((row) => ({
    id: row.id,
    reference: row.reference,
    topic: row.topic,
    receivedAt: row.received_at.toISOString(),
    settledAt: row.settled_at?.toISOString() ?? null,
    error: row.error,
  }));
  return { items, nextCursor: page.nextCursor };
}
