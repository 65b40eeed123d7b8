// Records that a key must stop opening: for each lock it could open, and until when it could (docs/protocol §7.6.1).
import type { RevokeReason } from '@nightlatch/domain';
import type { Trx } from '../db/schema.ts';
import { emit } from '../events.ts';

export type RevocationRequest = {
  readonly locationId: string;
  readonly keyId: string;
  readonly requestedAt: Date;
  readonly requestedBy: string;
  readonly reason: RevokeReason | null;
  readonly note: string | null;
  readonly now: Date;
};

/** The credentials of the key whose leases may still hold, with the locks on their doors. */
const readConcerned = (trx: Trx, of: RevocationRequest) =>
  trx
    .selectFrom('credential')
    .innerJoin('door_key', (join) =>
      join
        .onRef('door_key.location_id', '=', 'credential.location_id')
        .onRef('door_key.id', '=', 'credential.door_key_id'),
    )
    .innerJoin('lock', (join) =>
      join
        .onRef('lock.location_id', '=', 'credential.location_id')
        .on((eb) => eb('lock.door_id', '=', eb.fn.any('credential.door_ids'))),
    )
    .select(['lock.id as lock_id', 'door_key.key_hash', 'credential.longest_lease_until as until'])
    .where('credential.location_id', '=', of.locationId)
    .where('credential.key_id', '=', of.keyId)
    // Other phones of the guest may go on with the key.
    .where('credential.wanted', '=', false)
    .where('lock.retired_at', 'is', null)
    .where('credential.longest_lease_until', '>', of.now)
    .execute();

/** Writes the revocation and what locks must refuse, for credentials just withdrawn. */
export const requestRevocation = async (trx: Trx, of: RevocationRequest): Promise<void> => {
  await trx
    .insertInto('revocation')
    .values({
      location_id: of.locationId,
      key_id: of.keyId,
      requested_at: of.requestedAt,
      requested_by: of.requestedBy,
      reason: of.reason,
      note: of.note,
    })
    .onConflict((oc) =>
      // A key that was suspended, resumed and now stops again: its newer credentials are not in any list yet.
      oc.columns(['location_id', 'key_id']).doUpdateSet((eb) => ({
        requested_at: eb.ref('excluded.requested_at'),
        requested_by: eb.ref('excluded.requested_by'),
        reason: eb.ref('excluded.reason'),
        note: eb.ref('excluded.note'),
        listed_in_version: null,
        removed_from_device_at: null,
        enforced_at: null,
        proof: null,
      })),
    )
    .execute();
  const concerned = (await readConcerned(trx, of)).flatMap(({ until, ...row }) => (until ? [{ ...row, until }] : []));
  if (concerned.length > 0) {
    await trx
      .insertInto('lock_refusal')
      .values(concerned.map((row) => ({ ...row, location_id: of.locationId, key_id: of.keyId })))
      .onConflict((oc) => oc.columns(['location_id', 'lock_id', 'key_hash']).doNothing())
      .execute();
  }
  await emit(trx, { name: 'revocation.changed', locationId: of.locationId, keyId: of.keyId });
};
