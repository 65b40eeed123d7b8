// Writes down what is proven of a revocation, once, and tells those who watch; appoints the next look at the last lease's end.
import { sql } from 'kysely';
import { SYSTEM, writeAudit } from '../audit/write-audit.ts';
import { notifyLive } from '../db/notify-live.ts';
import type { Db } from '../db/schema.ts';
import { emit } from '../events.ts';
import { readRevocation } from './read-revocation.ts';

/** Settles the progress of one key's revocation. "Enforced" is written only from a proof. */
export const settleRevocation = async (db: Db, of: { locationId: string; keyId: string; now: Date }): Promise<void> =>
  db.transaction().execute(async (trx) => {
    const { locationId, keyId, now } = of;
    await sql`select 1 from revocation where location_id = ${locationId} and key_id = ${keyId} for no key update`.execute(
      trx,
    );
    const reading = await readRevocation(trx, of);
    if (!reading || reading.row.enforced_at !== null) return;
    const { row, progress } = reading;
    const removed = await trx
      .selectFrom('credential')
      .select((eb) => eb.fn.max('removed_at').as('at'))
      .where('location_id', '=', locationId)
      .where('key_id', '=', keyId)
      .executeTakeFirst();
    const enforcedAt = progress.enforcedAt === null ? null : new Date(progress.enforcedAt);
    await trx
      .updateTable('revocation')
      .set({
        removed_from_device_at:
          progress.state === 'requested' ? null : (row.removed_from_device_at ?? removed?.at ?? null),
        enforced_at: enforcedAt,
        proof: progress.proof,
      })
      .where('location_id', '=', locationId)
      .where('key_id', '=', keyId)
      .execute();
    const key = await trx
      .selectFrom('digital_key')
      .select('booking_id')
      .where('location_id', '=', locationId)
      .where('id', '=', keyId)
      .executeTakeFirstOrThrow();
    if (enforcedAt) {
      await writeAudit(trx, {
        locationId,
        at: enforcedAt,
        actor: SYSTEM,
        action: 'revocation.enforced',
        subject: { kind: 'key', id: keyId },
        bookingId: key.booking_id,
        after: { proof: progress.proof },
      });
    } else if (progress.couldOpenUntil !== null && Number.isFinite(progress.couldOpenUntil)) {
      const until = new Date(progress.couldOpenUntil);
      if (until > now) await emit(trx, { name: 'revocation.changed', locationId, keyId }, { at: until });
    }
    await notifyLive(trx, { topic: 'change', locationId, kind: 'key', id: keyId, bookingId: key.booking_id });
  });
