// What is heard of messages after they left: the phone showed or opened one, the provider delivered one, a link was used.
import type { MessageChannel } from '@nightlatch/domain';
import { sql } from 'kysely';
import { notifyLive } from '../db/notify-live.ts';
import type { Db, Trx } from '../db/schema.ts';
import { emit } from '../events.ts';

/** Receipts only go forward; a late "delivered" does not undo "opened". */
const BEFORE = { delivered: ['sending', 'sent'], opened: ['sending', 'sent', 'delivered'] } as const;

type Seen = {
  readonly locationId: string;
  readonly messageId: string;
  readonly channel: MessageChannel;
  readonly now: Date;
};

const mark = async (trx: Trx, of: Seen & { state: 'delivered' | 'opened' }): Promise<void> => {
  const { locationId, messageId, state, now } = of;
  const changed = await trx
    .updateTable('message_attempt')
    .set({
      state,
      retry_at: null,
      error: null,
      // Shown or opened: it must have been delivered.
      delivered_at: sql<Date>`coalesce(delivered_at, ${now})`,
      ...(state === 'opened' ? { opened_at: now } : {}),
      sent_at: sql<Date>`coalesce(sent_at, ${now})`,
    })
    .where('location_id', '=', locationId)
    .where('message_id', '=', messageId)
    .where('channel', '=', of.channel)
    .where('state', 'in', BEFORE[state])
    .returning('id')
    .executeTakeFirst();
  if (!changed) return;
  await emit(trx, { name: 'message.changed', locationId, messageId });
  await notifyLive(trx, { topic: 'change', locationId, kind: 'message', id: messageId, bookingId: null });
};

/** The phone's own word on push messages to guests that it serves; ids of others are ignored. */
export const takePushReceipts = async (
  trx: Trx,
  of: {
    locationId: string;
    deviceId: string;
    receipts: readonly { readonly messageId: string; readonly state: 'shown' | 'opened' }[];
    now: Date;
  },
): Promise<void> => {
  for (const { messageId, state } of of.receipts) {
    const mine = await trx
      .selectFrom('message as m')
      .innerJoin('device_serves as s', (join) =>
        join.onRef('s.location_id', '=', 'm.location_id').onRef('s.guest_id', '=', 'm.guest_id'),
      )
      .select('m.id')
      .where('m.location_id', '=', of.locationId)
      .where('m.id', '=', messageId)
      .where('s.device_id', '=', of.deviceId)
      .where('m.to_email', 'is', null)
      .executeTakeFirst();
    if (!mine) continue;
    const seen = { locationId: of.locationId, messageId, channel: 'push' as const, now: of.now };
    await mark(trx, { ...seen, state: state === 'shown' ? 'delivered' : 'opened' });
  }
};

/** The provider's signed word on one SMS; an id that is not ours is ignored. */
export const takeSmsReport = async (
  trx: Trx,
  of: { locationId: string; providerRef: string; state: 'delivered' | 'failed'; now: Date },
): Promise<void> => {
  const attempt = await trx
    .selectFrom('message_attempt')
    .select(['id', 'message_id'])
    .where('location_id', '=', of.locationId)
    .where('provider_ref', '=', of.providerRef)
    .where('channel', '=', 'sms')
    .forNoKeyUpdate()
    .executeTakeFirst();
  if (!attempt) return;
  const seen = { locationId: of.locationId, messageId: attempt.message_id, channel: 'sms' as const, now: of.now };
  if (of.state === 'delivered') return mark(trx, { ...seen, state: 'delivered' });
  const failed = await trx
    .updateTable('message_attempt')
    .set({ state: 'failed', error: 'refused', retry_at: null })
    .where('location_id', '=', of.locationId)
    .where('id', '=', attempt.id)
    .where('state', 'in', ['sending', 'sent'])
    .returning('id')
    .executeTakeFirst();
  if (failed) await emit(trx, { name: 'message.changed', locationId: of.locationId, messageId: attempt.message_id });
};

/** A phone was enrolled: the message whose link it used has arrived, whatever channel brought it. */
export const noteUsedLinks = async (db: Db, of: { locationId: string; guestId: string }): Promise<void> => {
  await db.transaction().execute(async (trx) => {
    const used = await trx
      .updateTable('message_attempt as a')
      .from('message as m')
      .innerJoin('enrolment_link as l', (join) =>
        join.onRef('l.location_id', '=', 'm.location_id').onRef('l.id', '=', 'm.enrolment_link_id'),
      )
      .set((eb) => ({ state: 'used', used_at: eb.ref('l.used_at'), retry_at: null }))
      .whereRef('a.location_id', '=', 'm.location_id')
      .whereRef('a.message_id', '=', 'm.id')
      .where('m.location_id', '=', of.locationId)
      .where('m.guest_id', '=', of.guestId)
      .where('l.used_at', 'is not', null)
      .where('a.state', 'in', ['sent', 'delivered', 'opened'])
      .returning('m.id')
      .execute();
    for (const id of new Set(used.map((row) => row.id))) {
      await emit(trx, { name: 'message.changed', locationId: of.locationId, messageId: id });
    }
  });
};
