// API keys: made with a secret that is told once, and revoked for good.
import { createHash, randomBytes } from 'node:crypto';
import type { Scope } from '@nightlatch/domain';
import { type Actor, writeAudit } from '../audit/write-audit.ts';
import { notifyLive } from '../db/notify-live.ts';
import type { Trx } from '../db/schema.ts';
import { newId } from '../ids.ts';
import { type AdminOutcome, done, notFound } from './admin-outcome.ts';

type By = { readonly locationId: string; readonly now: Date; readonly actor: Actor };

/** Makes the key; the secret is nowhere else in the clear. */
export async function createApiKey(
  trx: Trx,
  of: By & { name: string; scopes: readonly Scope[] },
): Promise<{ id: string; secret: string }> {
  const { locationId, now, actor, scopes } = of;
  const id = newId();
  const secret = `nlk_${randomBytes(32).toString('base64url')}`;
  const name = of.name.trim();
  await trx
    .insertInto('api_key')
    .values({
      location_id: locationId,
      id,
      name,
      scopes: [...scopes],
      secret_hash: createHash('sha256').update(secret, 'utf8').digest(),
      created_at: now,
      created_by: actor.id,
    })
    .execute();
  await writeAudit(trx, {
    locationId,
    at: now,
    actor,
    action: 'api_key.created',
    subject: { kind: 'api_key', id },
    after: { name, scopes },
  });
  return { id, secret };
}

/** Revokes it; requests and streams by it end at once. */
export async function revokeApiKey(trx: Trx, of: By & { apiKeyId: string }): Promise<AdminOutcome<null>> {
  const { locationId, apiKeyId, now, actor } = of;
  const was = await trx
    .selectFrom('api_key')
    .select(['name', 'revoked_at'])
    .where('location_id', '=', locationId)
    .where('id', '=', apiKeyId)
    .forUpdate()
    .executeTakeFirst();
  if (!was) return notFound;
  if (was.revoked_at !== null) return done(null);
  await trx
    .updateTable('api_key')
    .set({ revoked_at: now })
    .where('location_id', '=', locationId)
    .where('id', '=', apiKeyId)
    .execute();
  await writeAudit(trx, {
    locationId,
    at: now,
    actor,
    action: 'api_key.revoked',
    subject: { kind: 'api_key', id: apiKeyId },
    before: { name: was.name },
  });
  await notifyLive(trx, { topic: 'role', locationId });
  return done(null);
}
