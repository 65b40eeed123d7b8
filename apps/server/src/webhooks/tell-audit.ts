// Tells webhooks what the audit chain holds: an entry is written in the transaction of what it tells, so nothing is missed and nothing invented.
import { WEBHOOK_EVENT_TYPES, type WebhookEventType } from '@nightlatch/api';
import type { Db, Trx } from '../db/schema.ts';
import { emit } from '../events.ts';
import { writeWebhookEvent } from './write-event.ts';

const BATCH = 200;
/** Subjects that are told by their id. */
const SUBJECTS: Readonly<Record<string, string>> = {
  booking: 'bookingId',
  key: 'keyId',
  device: 'deviceId',
  lock: 'lockId',
};

const isType = (action: string): action is WebhookEventType =>
  (WEBHOOK_EVENT_TYPES as readonly string[]).includes(action);

/** Goes on where it stopped, entry by entry of the sealed chain; a location that never had an endpoint costs one read. */
export async function tellAudit(db: Db, of: { locationId: string }): Promise<void> {
  const { locationId } = of;
  await db.transaction().execute(async (trx) => {
    const progress = await trx
      .selectFrom('webhook_progress')
      .select('audit_seq')
      .where('location_id', '=', locationId)
      .forNoKeyUpdate()
      .executeTakeFirst();
    if (!progress) return;
    const entries = await trx
      .selectFrom('audit_entry')
      .select(['id', 'at', 'action', 'subject_kind', 'subject_id', 'booking_id', 'seq'])
      .where('location_id', '=', locationId)
      .where('seq', '>', progress.audit_seq)
      .orderBy('seq')
      .limit(BATCH)
      .execute();
    for (const entry of entries) {
      if (!isType(entry.action)) continue;
      const name = SUBJECTS[entry.subject_kind];
      await writeWebhookEvent(trx, {
        locationId,
        id: entry.id,
        type: entry.action,
        at: entry.at,
        data: {
          ...(entry.booking_id === null ? {} : { bookingId: entry.booking_id }),
          ...(name === undefined ? {} : { [name]: entry.subject_id }),
        },
      });
    }
    const last = entries.at(-1)?.seq;
    if (last === undefined || last === null) return;
    await trx.updateTable('webhook_progress').set({ audit_seq: last }).where('location_id', '=', locationId).execute();
    if (entries.length === BATCH) await emit(trx, { name: 'audit.written', locationId });
  });
}

/** From here on: what happened before the first endpoint is not told. */
export async function beginTelling(trx: Trx, locationId: string): Promise<void> {
  const active = await trx
    .selectFrom('webhook_endpoint')
    .select('id')
    .where('location_id', '=', locationId)
    .where('deleted_at', 'is', null)
    .limit(1)
    .executeTakeFirst();
  const head = await trx
    .selectFrom('audit_entry')
    .select((eb) => eb.fn.max('seq').as('seq'))
    .where('location_id', '=', locationId)
    .executeTakeFirst();
  const audit_seq = head?.seq ?? 0;
  await trx
    .insertInto('webhook_progress')
    .values({ location_id: locationId, audit_seq })
    .onConflict((oc) => (active ? oc.doNothing() : oc.column('location_id').doUpdateSet({ audit_seq })))
    .execute();
}
