// A lock's own word of what it has applied and what it stores: the proof behind "enforced at the door" (invariant 17).
import { type JournalEntry, MAIL_TYPE } from '@nightlatch/aliro';
import type { SigningKeyClass, Trx } from '../db/schema.ts';
import { emit } from '../events.ts';

type Of = {
  readonly locationId: string;
  readonly lockRowId: string;
  readonly now: Date;
  readonly entries: readonly JournalEntry[];
};

/** What the entries prove: the newest revocation list applied, and the highest generation stored; 0 for none. */
type Proven = { readonly version: number; readonly generation: number };

/** Marks the mail that the entries confirm; a confirmed list or generation moves the revocations that it settles. */
export const confirmMail = async (trx: Trx, of: Of): Promise<void> => {
  const proven = await readProven(trx, of);
  const moved = [await raiseVersion(trx, of, proven.version), await raiseGeneration(trx, of, proven.generation)];
  if (moved.some((one) => one)) await moveRevocations(trx, of);
};

const readProven = async (trx: Trx, of: Of): Promise<Proven> => {
  let version = 0;
  let generation = 0;
  for (const entry of of.entries) {
    if (entry.generation === undefined) continue;
    // An opening is written with the generation that was stored before the bolt moved (docs/protocol §7.6/12).
    if (entry.event === 'opened') generation = Math.max(generation, entry.generation);
    // In mail events `reason` is the mail's type and `generation` its number (docs/protocol §7.9).
    if (entry.event !== 'mail-applied') continue;
    const confirmed = await trx
      .updateTable('lock_mail')
      .set({ confirmed_at: of.now })
      .where('location_id', '=', of.locationId)
      .where('lock_id', '=', of.lockRowId)
      .where('seq', '=', entry.generation)
      .where('type', '=', entry.reason)
      .returning(['revocation_version', 'generation', 'anchor_class', 'anchor_epoch', 'anchor_min_epoch'])
      .executeTakeFirst();
    if (confirmed?.anchor_class && confirmed.anchor_epoch !== null) {
      const dropped = confirmed.anchor_min_epoch === confirmed.anchor_epoch;
      await noteAnchor(trx, of, { class: confirmed.anchor_class, epoch: confirmed.anchor_epoch, dropped });
    }
    if (entry.reason === MAIL_TYPE.revocation) version = Math.max(version, confirmed?.revocation_version ?? 0);
    if (entry.reason === MAIL_TYPE['generation-floor']) generation = Math.max(generation, confirmed?.generation ?? 0);
  }
  return { version, generation };
};

/** The lock holds a trust anchor from now on, or has dropped the older ones (docs/protocol §7.10). */
const noteAnchor = async (
  trx: Trx,
  of: Of,
  anchor: { class: SigningKeyClass; epoch: number; dropped: boolean },
): Promise<void> => {
  const dropped = anchor.dropped ? of.now : null;
  await trx
    .insertInto('lock_anchor')
    .values({
      location_id: of.locationId,
      lock_id: of.lockRowId,
      class: anchor.class,
      epoch: anchor.epoch,
      confirmed_at: of.now,
      oldest_dropped_at: dropped,
    })
    .onConflict((oc) =>
      oc
        .columns(['location_id', 'lock_id', 'class', 'epoch'])
        .doUpdateSet((eb) => ({ oldest_dropped_at: eb.fn.coalesce('lock_anchor.oldest_dropped_at', eb.val(dropped)) })),
    )
    .execute();
  await emit(trx, { name: 'rotation.changed', locationId: of.locationId });
};

const raiseVersion = async (trx: Trx, of: Of, version: number): Promise<boolean> => {
  if (version === 0) return false;
  await trx
    .updateTable('lock')
    .set({ confirmed_revocation_version: version, confirmed_revocation_at: of.now })
    .where('location_id', '=', of.locationId)
    .where('id', '=', of.lockRowId)
    .where('confirmed_revocation_version', '<', version)
    .execute();
  return true;
};

const raiseGeneration = async (trx: Trx, of: Of, generation: number): Promise<boolean> => {
  if (generation === 0) return false;
  const raised = await trx
    .updateTable('lock')
    .set({ confirmed_generation: generation, confirmed_generation_at: of.now })
    .where('location_id', '=', of.locationId)
    .where('id', '=', of.lockRowId)
    .where('confirmed_generation', '<', generation)
    .returning('id')
    .executeTakeFirst();
  return raised !== undefined;
};

const moveRevocations = async (trx: Trx, of: Of): Promise<void> => {
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
