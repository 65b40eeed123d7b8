// Ends a location's quarantine after a restore: an administrator's word that what the server knows is the truth again.
import { type Actor, writeAudit } from '../audit/write-audit.ts';
import type { Trx } from '../db/schema.ts';
import { emit } from '../events.ts';
import { settleBooking } from '../keys/settle-booking.ts';
import { RESTORED_NOTE } from './put-into-quarantine.ts';

export type LiftOutcome =
  | { readonly ok: true; readonly reissued: number; readonly apiKeysRevoked: number }
  | { readonly ok: false; readonly code: 'not_found' | 'not_quarantined' | 'pms_not_heard' };

export type LiftCommand = {
  readonly locationId: string;
  readonly now: Date;
  readonly actor: Actor;
  /** Whether guests who had a key, and are checked in as the PMS says now, get a new one. */
  readonly reissueKeys: boolean;
  /** API keys revoked since the backup work again: keep them only where you know that there are none. */
  readonly revokeApiKeys: boolean;
  /** Lift though the PMS was not heard since the restore. */
  readonly withoutPms: boolean;
};

/** Lifts it, in one transaction; everything that the quarantine held back is settled by the jobs that this writes. */
export const liftQuarantine = async (trx: Trx, command: LiftCommand): Promise<LiftOutcome> => {
  const { locationId, now, actor } = command;
  const location = await trx
    .selectFrom('location')
    .select(['quarantined_at', 'quarantine'])
    .where('id', '=', locationId)
    .forNoKeyUpdate()
    .executeTakeFirst();
  if (!location) return { ok: false, code: 'not_found' };
  const { quarantined_at: since } = location;
  if (since === null) return { ok: false, code: 'not_quarantined' };
  const pms = await trx
    .selectFrom('pms_connection')
    .select('last_event_at')
    .where('location_id', '=', locationId)
    .executeTakeFirst();
  const unheard = pms !== undefined && (pms.last_event_at === null || pms.last_event_at <= since);
  if (unheard && !command.withoutPms) return { ok: false, code: 'pms_not_heard' };

  await trx
    .updateTable('location')
    .set({ quarantined_at: null, quarantine: null })
    .where('id', '=', locationId)
    .execute();
  const revoked = command.revokeApiKeys
    ? await trx
        .updateTable('api_key')
        .set({ revoked_at: now })
        .where('location_id', '=', locationId)
        .where('revoked_at', 'is', null)
        .returning('id')
        .execute()
    : [];
  const reissued = command.reissueKeys ? await reissue(trx, command, since) : 0;
  await writeAudit(trx, {
    locationId,
    at: now,
    actor,
    action: 'quarantine.lifted',
    subject: { kind: 'location', id: locationId },
    before: location.quarantine,
    after: {
      reissueKeys: command.reissueKeys,
      reissued,
      apiKeysRevoked: revoked.length,
      withoutPms: command.withoutPms,
    },
  });
  await settleEverything(trx, locationId);
  return { ok: true, reissued, apiKeysRevoked: revoked.length };
};

/** New keys for those in the house whose key the restore ended; not for those that staff had suspended. */
const reissue = async (trx: Trx, command: LiftCommand, since: Date): Promise<number> => {
  const { locationId, now, actor } = command;
  const held = await trx
    .selectFrom('digital_key as key')
    .innerJoin('booking', (join) =>
      join.onRef('booking.location_id', '=', 'key.location_id').onRef('booking.id', '=', 'key.booking_id'),
    )
    .select('booking.id')
    .distinct()
    .where('key.location_id', '=', locationId)
    .where('key.kind', '=', 'primary')
    .where('key.ended_at', '=', since)
    .where('key.revoke_note', '=', RESTORED_NOTE)
    .where('key.revoke_reason', '=', 'other')
    .where('booking.status', '=', 'checked_in')
    .orderBy('booking.id')
    .execute();
  for (const { id } of held) {
    const request = { by: 'staff' as const, startAt: null, staffEnd: null, mode: 'issue' as const };
    await settleBooking(trx, null, { locationId, bookingId: id, now, actor, request });
  }
  return held.length;
};

const settleEverything = async (trx: Trx, locationId: string): Promise<void> => {
  await emit(trx, { name: 'location.changed', locationId });
  await emit(trx, { name: 'refusals.changed', locationId });
  await emit(trx, { name: 'locks.tended', locationId });
  const open = await trx
    .selectFrom('revocation')
    .select('key_id')
    .where('location_id', '=', locationId)
    .where('enforced_at', 'is', null)
    .execute();
  for (const { key_id } of open) await emit(trx, { name: 'revocation.changed', locationId, keyId: key_id });
  const hints = await trx
    .selectFrom('inbox_hint')
    .select('id')
    .where('location_id', '=', locationId)
    .where('settled_at', 'is', null)
    .execute();
  for (const { id } of hints) await emit(trx, { name: 'hint.received', locationId, hintId: id });
};
