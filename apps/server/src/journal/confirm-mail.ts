// A lock's own word that it applied mail: the proof behind "enforced at the door" (invariant 17).
import { type JournalEntry, MAIL_TYPE } from '@nightlatch/aliro';
import type { Trx } from '../db/schema.ts';
import { emit } from '../events.ts';

type Of = {
  readonly locationId: string;
  readonly lockRowId: string;
  readonly now: Date;
  readonly entries: readonly JournalEntry[];
};

/** Marks the mail that the entries confirm; a confirmed revocation list moves the revocations that it holds. */
export const confirmMail = async (trx: Trx, of: Of): Promise<void> => {
  let version = 0;
  for (const entry of of.entries) {
    // In mail events `reason` is the mail's type and `generation` its number (docs/protocol §7.9).
    if (entry.event !== 'mail-applied' || entry.generation === undefined) continue;
    const confirmed = await trx
      .updateTable('lock_mail')
      .set({ confirmed_at: of.now })
      .where('location_id', '=', of.locationId)
      .where('lock_id', '=', of.lockRowId)
      .where('seq', '=', entry.generation)
      .where('type', '=', entry.reason)
      .returning('revocation_version')
      .executeTakeFirst();
    if (entry.reason === MAIL_TYPE.revocation) version = Math.max(version, confirmed?.revocation_version ?? 0);
  }
  if (version === 0) return;
  await trx
    .updateTable('lock')
    .set({ confirmed_revocation_version: version, confirmed_revocation_at: of.now })
    .where('location_id', '=', of.locationId)
    .where('id', '=', of.lockRowId)
    .where('confirmed_revocation_version', '<', version)
    .execute();
  const moved = await trx
    .selectFrom('lock_refusal')
    .innerJoin('revocation', (join) =>
      join
        .onRef('revocation.location_id', '=', 'lock_refusal.location_id')
        .onRef('revocation.key_id', '=', 'lock_refusal.key_id'),
    )
    .select('revocation.key_id')
    .distinct()
    .where('lock_refusal.location_id', '=', of.locationId)
    .where('lock_refusal.lock_id', '=', of.lockRowId)
    .where('revocation.enforced_at', 'is', null)
    .execute();
  for (const { key_id } of moved)
    await emit(trx, { name: 'revocation.changed', locationId: of.locationId, keyId: key_id });
};
