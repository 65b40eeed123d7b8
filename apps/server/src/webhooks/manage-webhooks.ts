// Endpoints as administrators manage them: making, changing, new secrets, sending again.
import { randomBytes } from 'node:crypto';
import type { WebhookEventType } from '@nightlatch/api';
import ipaddr from 'ipaddr.js';
import { sql } from 'kysely';
import { type AdminOutcome, conflict, done, invalid, notFound } from '../admin/admin-outcome.ts';
import { type Actor, writeAudit } from '../audit/write-audit.ts';
import type { Trx } from '../db/schema.ts';
import { emit } from '../events.ts';
import { newId } from '../ids.ts';
import { type AllowedRanges, checkedAddress, ForbiddenAddressError } from '../outside/guard-address.ts';
import { sealSecret } from '../signing/seal-secret.ts';
import { secretLabel } from './deliver.ts';
import { beginTelling } from './tell-audit.ts';

const mostEndpoints = 20;
/** How long the old secret signs beside the new one. */
const oldSecretMs = 24 * 3_600_000;

type By = { readonly locationId: string; readonly now: Date; readonly actor: Actor };
type Keys = { readonly masterKey: Uint8Array; readonly allowed: AllowedRanges };
type Told = { readonly id: string; readonly secret: string };

/** What can be said of the address before anything is sent; names are looked up at each delivery. */
async function urlProblem(text: string, allowed: AllowedRanges): Promise<string | null> {
  if (!URL.canParse(text)) return 'must be a URL';
  const url = new URL(text);
  if (url.username || url.password || url.hash) return 'must have no user, password or fragment';
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return 'must be an https URL';
  if (!ipaddr.isValid(url.hostname.replace(/^\[|\]$/g, ''))) {
    return url.protocol === 'https:' ? null : 'must be an https URL';
  }
  try {
    await checkedAddress(url, allowed);
    return null;
  } catch (error) {
    if (!(error instanceof ForbiddenAddressError)) throw error;
    return error.code === 'not_https' ? 'must be an https URL' : 'must not be an internal address';
  }
}

const newSecret = (): string => `whsec_${randomBytes(32).toString('base64')}`;

/** Adds an endpoint; the secret is told once. */
export async function createWebhook(
  trx: Trx,
  of: By & Keys & { url: string; description: string; eventTypes: readonly WebhookEventType[] },
): Promise<AdminOutcome<Told>> {
  const { locationId, masterKey, now, actor } = of;
  const wrong = await urlProblem(of.url, of.allowed);
  if (wrong !== null) return invalid('body.url', wrong);
  await trx.selectFrom('location').select('id').where('id', '=', locationId).forNoKeyUpdate().executeTakeFirst();
  const { count } = await trx
    .selectFrom('webhook_endpoint')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('location_id', '=', locationId)
    .where('deleted_at', 'is', null)
    .executeTakeFirstOrThrow();
  if (Number(count) >= mostEndpoints) return conflict(`A location has at most ${mostEndpoints} endpoints.`);
  await beginTelling(trx, locationId);
  const id = newId();
  const secret = newSecret();
  const label = secretLabel(locationId, id);
  await trx
    .insertInto('webhook_endpoint')
    .values({
      location_id: locationId,
      id,
      url: of.url,
      description: of.description,
      event_types: [...of.eventTypes],
      sealed_secret: sealSecret({ masterKey, label, secret: Buffer.from(secret) }),
      created_by: actor.id,
      created_at: now,
    })
    .execute();
  await audit(trx, of, 'webhook.created', id, { eventTypes: of.eventTypes });
  return done({ id, secret });
}

const lockEndpoint = (trx: Trx, { locationId, webhookId }: { locationId: string; webhookId: string }) =>
  trx
    .selectFrom('webhook_endpoint')
    .selectAll()
    .where('location_id', '=', locationId)
    .where('id', '=', webhookId)
    .where('deleted_at', 'is', null)
    .forNoKeyUpdate()
    .executeTakeFirst();

type Changes = {
  readonly url?: string | undefined;
  readonly description?: string | undefined;
  readonly eventTypes?: readonly WebhookEventType[] | undefined;
  readonly enabled?: boolean | undefined;
};

/** Changes what is given. Switched on again, it gets what waits. */
export async function changeWebhook(
  trx: Trx,
  of: By & { allowed: AllowedRanges; webhookId: string; changes: Changes },
): Promise<AdminOutcome<null>> {
  const { locationId, webhookId, changes, now } = of;
  const was = await lockEndpoint(trx, of);
  if (!was) return notFound;
  const wrong = changes.url === undefined ? null : await urlProblem(changes.url, of.allowed);
  if (wrong !== null) return invalid('body.url', wrong);
  const turn =
    changes.enabled === true
      ? { disabled_at: null, disabled_because: null, failing_since: null, resting_until: null }
      : changes.enabled === false && was.disabled_at === null
        ? { disabled_at: now, disabled_because: 'by_staff' as const }
        : {};
  await trx
    .updateTable('webhook_endpoint')
    .set({
      url: changes.url ?? was.url,
      description: changes.description ?? was.description,
      event_types: [...(changes.eventTypes ?? was.event_types)],
      version: was.version + 1,
      ...turn,
    })
    .where('location_id', '=', locationId)
    .where('id', '=', webhookId)
    .execute();
  await audit(trx, of, 'webhook.changed', webhookId, { changed: Object.keys(changes), enabled: changes.enabled });
  await emit(trx, { name: 'webhook.due', locationId, endpointId: webhookId });
  return done(null);
}

/** Deletes it; what waits is given up. */
export async function deleteWebhook(trx: Trx, of: By & { webhookId: string }): Promise<AdminOutcome<null>> {
  const { locationId, webhookId, now } = of;
  if (!(await lockEndpoint(trx, of))) return notFound;
  await trx
    .updateTable('webhook_endpoint')
    .set({ deleted_at: now })
    .where('location_id', '=', locationId)
    .where('id', '=', webhookId)
    .execute();
  await trx
    .updateTable('webhook_delivery')
    .set({ state: 'failed', next_attempt_at: null, last_error: 'deleted' })
    .where('location_id', '=', locationId)
    .where('endpoint_id', '=', webhookId)
    .where('state', '=', 'pending')
    .execute();
  await audit(trx, of, 'webhook.deleted', webhookId, null);
  return done(null);
}

/** A new secret; the old one signs beside it for a day. */
export async function rotateWebhookSecret(
  trx: Trx,
  of: By & { masterKey: Uint8Array; webhookId: string },
): Promise<AdminOutcome<Told>> {
  const { locationId, webhookId, masterKey, now } = of;
  const was = await lockEndpoint(trx, of);
  if (!was) return notFound;
  const secret = newSecret();
  const label = secretLabel(locationId, webhookId);
  await trx
    .updateTable('webhook_endpoint')
    .set({
      sealed_secret: sealSecret({ masterKey, label, secret: Buffer.from(secret) }),
      sealed_old_secret: was.sealed_secret,
      old_secret_until: new Date(now.getTime() + oldSecretMs),
      version: was.version + 1,
    })
    .where('location_id', '=', locationId)
    .where('id', '=', webhookId)
    .execute();
  await audit(trx, of, 'webhook.secret_rotated', webhookId, null);
  return done({ id: webhookId, secret });
}

/** Sends one delivery, or all of what happened since, again: new attempts, the same webhook-ids. */
export async function replayWebhook(
  trx: Trx,
  of: By & { webhookId: string } & ({ deliveryId: string } | { since: Date }),
): Promise<AdminOutcome<number>> {
  const { locationId, webhookId, now } = of;
  const endpoint = await lockEndpoint(trx, of);
  if (!endpoint) return notFound;
  if ('deliveryId' in of && !(await deliveryExists(trx, of))) return notFound;
  if (endpoint.disabled_at !== null) return conflict('The endpoint is switched off; switch it on first.');
  const which =
    'deliveryId' in of
      ? sql`e.id = (select event_id from webhook_delivery where location_id = ${locationId}::uuid and id = ${of.deliveryId}::uuid
          and endpoint_id = ${webhookId}::uuid)`
      : sql`e.at >= ${of.since}::timestamptz and e.type = any (${endpoint.event_types}::text[])`;
  const queued = await sql`
    insert into webhook_delivery (location_id, id, endpoint_id, event_id, state, created_at, next_attempt_at)
    select e.location_id, gen_random_uuid(), ${webhookId}::uuid, e.id, 'pending', ${now}::timestamptz, ${now}::timestamptz
    from webhook_event e where e.location_id = ${locationId}::uuid and ${which} order by e.at, e.id
    on conflict (location_id, endpoint_id, event_id) do update
      set state = 'pending', attempts = 0, next_attempt_at = excluded.next_attempt_at, delivered_at = null`.execute(
    trx,
  );
  const count = Number(queued.numAffectedRows ?? 0n);
  // Whoever sends again by hand does not wait for the endpoint's rest to be over.
  await trx
    .updateTable('webhook_endpoint')
    .set({ resting_until: null })
    .where('location_id', '=', locationId)
    .where('id', '=', webhookId)
    .execute();
  await audit(trx, of, 'webhook.replayed', webhookId, { queued: count });
  await emit(trx, { name: 'webhook.due', locationId, endpointId: webhookId });
  return done(count);
}

async function deliveryExists(
  trx: Trx,
  of: { locationId: string; webhookId: string; deliveryId: string },
): Promise<boolean> {
  const found = await trx
    .selectFrom('webhook_delivery')
    .select('id')
    .where('location_id', '=', of.locationId)
    .where('endpoint_id', '=', of.webhookId)
    .where('id', '=', of.deliveryId)
    .executeTakeFirst();
  return found !== undefined;
}

async function audit(trx: Trx, by: By, action: string, id: string, after: unknown): Promise<void> {
  const { locationId, now: at, actor } = by;
  await writeAudit(trx, { locationId, at, actor, action, subject: { kind: 'webhook', id }, after });
}
