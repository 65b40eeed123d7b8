// A lock's journal entries as access events, with the key and booking that the entry's subject belongs to.
import { type JournalEntry, REASONS, type ReasonCode } from '@nightlatch/aliro';
import type { AccessEvent, WebhookEventType } from '@nightlatch/api';
import type { DiagnosisCode } from '@nightlatch/domain';
import { sql } from 'kysely';
import { notifyLive } from '../db/notify-live.ts';
import type { Trx } from '../db/schema.ts';
import { idFromBytes, newId } from '../ids.ts';
import { writeWebhookEvent } from '../webhooks/write-event.ts';

/** A lock of the location as far as its journal goes. */
export type JournalLock = {
  readonly id: string;
  readonly door_id: string;
  readonly lock_point: Buffer;
  readonly journal_last_seq: number;
  readonly journal_last_hash: Buffer;
};

const EVENTS: Record<JournalEntry['event'], AccessEvent['event']> = {
  opened: 'granted',
  refused: 'refused',
  'mail-applied': 'mail_applied',
  'mail-refused': 'mail_refused',
  start: 'started',
  'power-lost': 'power_lost',
  'privacy-on': 'privacy_on',
  'privacy-off': 'privacy_off',
  reset: 'reset',
  'clock-set': 'clock_set',
  'malformed-link': 'malformed_link',
};

/** What webhooks are told of. */
const WEBHOOKS: { readonly [E in JournalEntry['event']]?: WebhookEventType } = {
  opened: 'access.granted',
  refused: 'access.refused',
};

const isReason = (code: string): code is ReasonCode => code in REASONS;

const diagnosisOf = (entry: JournalEntry): { code: string; diagnosis: DiagnosisCode | null } => {
  const code = entry.reason.toString(16).padStart(4, '0');
  if (entry.event !== 'refused' || !isReason(code)) return { code, diagnosis: null };
  const { diagnosis } = REASONS[code];
  return { code, diagnosis: diagnosis === 'opened' ? null : diagnosis };
};

type Owner = { key_id: string; booking_id: string };

/** The key whose phone the subject names: by the first 8 bytes of the door key's hash. */
const findOwner = async (trx: Trx, locationId: string, subject: Uint8Array | undefined): Promise<Owner | undefined> => {
  if (!subject) return undefined;
  const found = await sql<Owner>`select k.id as key_id, k.booking_id from door_key d
    join digital_key k on k.location_id = d.location_id and k.id = d.used_for_key_id
    where d.location_id = ${locationId} and substring(d.key_hash from 1 for 8) = ${Buffer.from(subject)} limit 1`.execute(
    trx,
  );
  return found.rows[0];
};

/** Writes one access event per entry; an entry that is known already is left as it is. */
export const writeAccessEvents = async (
  trx: Trx,
  of: { locationId: string; now: Date; lock: JournalLock; entries: readonly JournalEntry[] },
): Promise<void> => {
  const bookings = new Set<string>();
  for (const entry of of.entries) {
    const owner = await findOwner(trx, of.locationId, entry.subject);
    const { code, diagnosis } = diagnosisOf(entry);
    const eventId = newId();
    const written = await trx
      .insertInto('access_event')
      .values({
        location_id: of.locationId,
        id: eventId,
        lock_id: of.lock.id,
        door_id: of.lock.door_id,
        seq: entry.seq,
        at: entry.clockUnknown ? null : new Date(entry.at),
        received_at: of.now,
        event: EVENTS[entry.event],
        reason_code: code,
        diagnosis,
        confirmed: entry.boltConfirmed,
        fast: entry.fast,
        key_id: owner?.key_id ?? null,
        booking_id: owner?.booking_id ?? null,
        occupancy_id: entry.occupancyId ? idFromBytes(entry.occupancyId) : null,
        generation: entry.generation ?? null,
      })
      .onConflict((oc) => oc.columns(['location_id', 'lock_id', 'seq', 'event']).doNothing())
      .returning('id')
      .executeTakeFirst();
    const type = WEBHOOKS[entry.event];
    if (written && type) {
      const { key_id: keyId, booking_id: bookingId } = owner ?? {};
      await writeWebhookEvent(trx, {
        locationId: of.locationId,
        id: eventId,
        type,
        at: of.now,
        data: {
          accessEventId: eventId,
          lockId: of.lock.id,
          doorId: of.lock.door_id,
          ...(keyId ? { keyId } : {}),
          ...(bookingId ? { bookingId } : {}),
        },
      });
    }
    if (owner) bookings.add(owner.booking_id);
  }
  for (const bookingId of bookings) {
    await notifyLive(trx, { topic: 'change', locationId: of.locationId, kind: 'booking', id: bookingId, bookingId });
  }
};
