// Which phones take push messages: subscribe, unsubscribe, read. Endpoint and keys are kept sealed.
import { createHash } from 'node:crypto';
import type { Ask } from '../db/ask.ts';
import type { Db, Trx } from '../db/schema.ts';
import { groupBy } from '../group-by.ts';
import { newId } from '../ids.ts';
import { openSecret, sealSecret } from '../signing/seal-secret.ts';

/** As a browser's PushSubscription tells it; `p256dh` and `auth` in base64url. */
export type PushTarget = {
  readonly endpoint: string;
  readonly keys: { readonly p256dh: string; readonly auth: string };
};

export type LiveSubscription = PushTarget & { readonly id: string; readonly deviceId: string };

/** A phone has one browser with one subscription; some keep an old one for a while. */
const MOST_PER_DEVICE = 2;

/** What a browser’s address is sealed for. */
export const pushSubscriptionLabel = (locationId: string, id: string): string =>
  `push_subscription:${locationId}:${id}`;
const hashOf = (endpoint: string): Buffer => createHash('sha256').update(endpoint, 'utf8').digest();

type Of = { readonly locationId: string; readonly deviceId: string; readonly now: Date };

/** Takes the subscription, or its new keys; the oldest beyond two are ended. */
export const subscribe = async (
  trx: Trx,
  of: Of & { readonly target: PushTarget; readonly masterKey: Uint8Array },
): Promise<string> => {
  const { locationId, deviceId, target, masterKey, now } = of;
  const known = await trx
    .selectFrom('push_subscription')
    .select('id')
    .where('location_id', '=', locationId)
    .where('device_id', '=', deviceId)
    .where('endpoint_hash', '=', hashOf(target.endpoint))
    .forNoKeyUpdate()
    .executeTakeFirst();
  const id = known?.id ?? newId();
  const sealed = sealSecret({
    masterKey,
    label: pushSubscriptionLabel(locationId, id),
    secret: Buffer.from(JSON.stringify({ endpoint: target.endpoint, keys: target.keys })),
  });
  await trx
    .insertInto('push_subscription')
    .values({
      location_id: locationId,
      id,
      device_id: deviceId,
      endpoint_hash: hashOf(target.endpoint),
      sealed,
      created_at: now,
    })
    .onConflict((oc) =>
      oc
        .columns(['location_id', 'device_id', 'endpoint_hash'])
        .doUpdateSet({ sealed, created_at: now, ended_at: null, end_reason: null }),
    )
    .execute();
  const live = await trx
    .selectFrom('push_subscription')
    .select('id')
    .where('location_id', '=', locationId)
    .where('device_id', '=', deviceId)
    .where('ended_at', 'is', null)
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .execute();
  const old = live.map((row) => row.id).filter((other) => other !== id);
  await end(trx, { locationId, ids: old.slice(MOST_PER_DEVICE - 1), now, reason: 'replaced' });
  return id;
};

/** Ends the phone's subscription at this endpoint; one that is not there is no error. */
export const unsubscribe = async (trx: Trx, of: Of & { readonly endpoint: string }): Promise<void> => {
  await trx
    .updateTable('push_subscription')
    .set({ ended_at: of.now, end_reason: 'unsubscribed' })
    .where('location_id', '=', of.locationId)
    .where('device_id', '=', of.deviceId)
    .where('endpoint_hash', '=', hashOf(of.endpoint))
    .where('ended_at', 'is', null)
    .execute();
};

/** Ends subscriptions that the push service no longer knows, or that were replaced. */
export const end = async (
  db: Db | Trx,
  of: { locationId: string; ids: readonly string[]; now: Date; reason: 'replaced' | 'gone' },
): Promise<void> => {
  if (of.ids.length === 0) return;
  await db
    .updateTable('push_subscription')
    .set({ ended_at: of.now, end_reason: of.reason })
    .where('location_id', '=', of.locationId)
    .where('id', 'in', of.ids)
    .where('ended_at', 'is', null)
    .execute();
};

type LiveRow = { readonly id: string; readonly guest_id: string; readonly device_id: string; readonly sealed: Buffer };

// Guest by guest, as in keys/fact-rows.ts.
const LIVE = `with guests as materialized (select distinct guest_id from unnest($2::uuid[]) guest_id)
  select s.id, guests.guest_id, s.device_id, s.sealed from guests
  cross join lateral (select device_id from device_serves v where v.location_id = $1 and v.guest_id = guests.guest_id offset 0) g
  join device d on d.location_id = $1 and d.id = g.device_id and d.removed_at is null
  join push_subscription s on s.location_id = $1 and s.device_id = d.id and s.ended_at is null
  order by s.id`;

/** Where push messages for guests go now, by guest: the subscriptions of phones that are still enrolled. */
export const liveSubscriptions = async (
  ask: Ask,
  of: { locationId: string; guestIds: readonly string[]; masterKey: Uint8Array },
): Promise<ReadonlyMap<string, readonly LiveSubscription[]>> => {
  const rows = await ask<LiveRow>(LIVE, [of.locationId, of.guestIds]);
  const live = rows.map((row) => {
    const label = pushSubscriptionLabel(of.locationId, row.id);
    // Sealed by `subscribe` above, which wrote exactly this shape.
    const target = JSON.parse(
      openSecret({ masterKey: of.masterKey, label, sealed: row.sealed }).toString(),
    ) as PushTarget;
    return { guestId: row.guest_id, id: row.id, deviceId: row.device_id, ...target };
  });
  return groupBy(live, ({ guestId }) => guestId);
};
