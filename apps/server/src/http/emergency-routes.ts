// Emergencies by two persons.
import type { Emergency } from '@nightlatch/api';
import type { FastifyInstance } from 'fastify';
import { sql } from 'kysely';
import { confirmEmergency, requestEmergency, withdrawEmergency } from '../admin/emergencies.ts';
import type { Db, Trx } from '../db/schema.ts';
import { readSigningKeys } from '../locks/read-signing-keys.ts';
import type { ServerParts } from '../server-parts.ts';
import { found, must } from './answer-admin.ts';
import { cursorKeys, pageOf, readCursor } from './cursor.ts';
import { implement } from './implement-operation.ts';

type Reader = { readonly locationId: string; readonly now: number; readonly actor: string };
type Command = { readonly actor: string; readonly actorName: string; readonly now: number };
const by = ({ actor, actorName, now }: Command) => ({ actor: { id: actor, name: actorName }, now: new Date(now) });

export function registerEmergencyRoutes(app: FastifyInstance, parts: ServerParts): void {
  const read = async (trx: Trx, emergencyId: string, { locationId, now, actor }: Reader) =>
    found((await list(trx, { locationId, emergencyId, now, actor, query: { limit: 1 } })).items[0]);
  implement(app, parts, 'listEmergencies', {}, ({ db, params, query, now, actor }) =>
    list(db, { ...params, query, now, actor }),
  );
  implement(app, parts, 'getSigningKeys', {}, ({ db, params, now }) =>
    readSigningKeys(db, { locationId: params.locationId, now: new Date(now) }),
  );
  implement(app, parts, 'requestEmergency', { perMinute: 30 }, async (ctx) => {
    const { locationId } = ctx.params;
    const id = must(await requestEmergency(ctx.trx, { ...by(ctx), locationId, ...ctx.body }));
    return read(ctx.trx, id, { ...ctx, locationId });
  });
  implement(app, parts, 'confirmEmergency', { perMinute: 30 }, async (ctx) => {
    must(await confirmEmergency(ctx.trx, { ...by(ctx), ...ctx.params }));
    return read(ctx.trx, ctx.params.emergencyId, { ...ctx, ...ctx.params });
  });
  implement(app, parts, 'withdrawEmergency', { perMinute: 30 }, async (ctx) => {
    must(await withdrawEmergency(ctx.trx, { ...by(ctx), ...ctx.params }));
    return read(ctx.trx, ctx.params.emergencyId, { ...ctx, ...ctx.params });
  });
}

async function list(
  db: Db | Trx,
  of: Reader & {
    emergencyId?: string;
    query: { readonly cursor?: string | undefined; readonly limit?: number | undefined };
  },
): Promise<{ items: Emergency[]; nextCursor: string | null }> {
  const after = readCursor(of.query.cursor, cursorKeys.instant);
  const limit = of.query.limit ?? 25;
  let select = db.selectFrom('emergency_request as e').selectAll('e').where('e.location_id', '=', of.locationId);
  if (of.emergencyId) select = select.where('e.id', '=', of.emergencyId);
  if (after)
    select = select.where(sql<boolean>`(e.requested_at, e.id) < (${after.key}::timestamptz, ${after.id}::uuid)`);
  const rows = await select
    .orderBy('e.requested_at', 'desc')
    .orderBy('e.id', 'desc')
    .limit(limit + 1)
    .execute();
  const page = pageOf(rows, limit, (row) => ({ key: row.requested_at.toISOString(), id: row.id }));
  const items = page.rows.map(
    (row): Emergency => ({
      id: row.id,
      kind: row.kind,
      reason: row.reason,
      state:
        row.done_at !== null
          ? 'done'
          : row.confirmed_at !== null
            ? 'confirmed'
            : row.withdrawn_at !== null
              ? 'withdrawn'
              : row.expires_at.getTime() <= of.now
                ? 'expired'
                : 'waiting',
      requestedBy: row.requested_by_name,
      byYou: row.requested_by === of.actor,
      requestedAt: row.requested_at.toISOString(),
      expiresAt: row.expires_at.toISOString(),
      confirmedBy: row.confirmed_by_name,
      confirmedAt: row.confirmed_at?.toISOString() ?? null,
      doneAt: row.done_at?.toISOString() ?? null,
      revokedKeys: revokedOf(row.result),
    }),
  );
  return { items, nextCursor: page.nextCursor };
}

function revokedOf(result: unknown): number | null {
  if (result === null || typeof result !== 'object' || !('revokedKeys' in result)) return null;
  return typeof result.revokedKeys === 'number' ? result.revokedKeys : null;
}
