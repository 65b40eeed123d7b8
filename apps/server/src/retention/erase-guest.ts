// Takes one person out of everything: at their wish, or when the period is over. What the hotel did stays on record, whom it concerned does not.
import { sql } from 'kysely';
import { type Actor, writeAudit } from '../audit/write-audit.ts';
import { notifyLive } from '../db/notify-live.ts';
import type { Trx } from '../db/schema.ts';
import { PERSONAL_TABLES } from './personal-data.ts';

export type EraseOutcome =
  | { readonly ok: true; readonly rows: number }
  | { readonly ok: false; readonly code: 'not_found' | 'guest_in_house' }
  | { readonly ok: false; readonly code: 'key_may_still_open'; readonly until: Date };

/** Puts a table's SQL fragment, whose parameters are `$1` location and `$2` guest, into a statement. */
export const forGuest = (fragment: string, of: { locationId: string; guestId: string }) =>
  sql.join(
    fragment
      .split(/(\$[12])/)
      .filter((part) => part !== '')
      .map((part) =>
        part === '$1' ? sql`${of.locationId}::uuid` : part === '$2' ? sql`${of.guestId}::uuid` : sql.raw(part),
      ),
    sql.raw(''),
  );

/**
 * Erases the guest. Refused while they are expected or in the house, and while a lease may still open a door: what a lock must
 * refuse is known by the very data that goes.
 */
export const eraseGuest = async (
  trx: Trx,
  of: { locationId: string; guestId: string; now: Date; actor: Actor; reason: string | null },
): Promise<EraseOutcome> => {
  const { locationId, guestId, now } = of;
  const guest = await trx
    .selectFrom('guest')
    .select(['id', 'erased_at'])
    .where('location_id', '=', locationId)
    .where('id', '=', guestId)
    .forNoKeyUpdate()
    .executeTakeFirst();
  if (!guest) return { ok: false, code: 'not_found' };
  const expected = await trx
    .selectFrom('booking')
    .select('id')
    .where('location_id', '=', locationId)
    .where('guest_id', '=', guestId)
    .where('status', 'in', ['confirmed', 'checked_in'])
    .limit(1)
    .executeTakeFirst();
  const inForce = await trx
    .selectFrom('digital_key')
    .select('id')
    .where('location_id', '=', locationId)
    .where('guest_id', '=', guestId)
    .where('state', '!=', 'ended')
    .limit(1)
    .executeTakeFirst();
  if (expected || inForce) return { ok: false, code: 'guest_in_house' };
  const { until } = await trx
    .selectFrom('credential')
    .innerJoin('digital_key as key', (join) =>
      join.onRef('key.location_id', '=', 'credential.location_id').onRef('key.id', '=', 'credential.key_id'),
    )
    .leftJoin('revocation', (join) =>
      join.onRef('revocation.location_id', '=', 'key.location_id').onRef('revocation.key_id', '=', 'key.id'),
    )
    .select((eb) => eb.fn.max('credential.longest_lease_until').as('until'))
    .where('key.location_id', '=', locationId)
    .where('key.guest_id', '=', guestId)
    .where('credential.longest_lease_until', '>', now)
    .where((eb) => eb.or([eb('revocation.enforced_at', 'is', null), eb('credential.state', '!=', 'removed')]))
    .executeTakeFirstOrThrow();
  if (until !== null) return { ok: false, code: 'key_may_still_open', until };

  let rows = 0;
  for (const { table, of: predicate, erase } of PERSONAL_TABLES) {
    if (predicate === null || (erase !== 'delete' && 'kept' in erase)) continue;
    const where = sql`location_id = ${locationId}::uuid and ${forGuest(predicate, of)}`;
    const done =
      erase === 'delete'
        ? await sql`delete from ${sql.table(table)} where ${where}`.execute(trx)
        : await sql`update ${sql.table(table)} set ${sql.raw(erase.set)} where ${where}`.execute(trx);
    rows += Number(done.numAffectedRows ?? 0);
  }
  if (guest.erased_at === null) {
    await writeAudit(trx, {
      locationId,
      at: now,
      actor: of.actor,
      action: 'guest.erased',
      subject: { kind: 'guest', id: guestId },
      reason: of.reason,
    });
  }
  await notifyLive(trx, { topic: 'change', locationId, kind: 'booking', id: guestId, bookingId: null });
  return { ok: true, rows };
};
