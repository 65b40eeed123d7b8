// Takes credentials of a key back: their phones delete them, doors refuse them until the last lease that left is over.
import type { RevokeReason } from '@nightlatch/domain';
import type { Trx } from '../db/schema.ts';
import { emit } from '../events.ts';
import { requestRevocation } from './request-revocation.ts';

export type Withdrawal = {
  readonly locationId: string;
  readonly keyId: string;
  /** Only on these phones; undefined: on all. */
  readonly deviceIds?: readonly string[];
  readonly requestedAt: Date;
  readonly requestedBy: string;
  readonly reason: RevokeReason | null;
  readonly note: string | null;
  readonly now: Date;
};

/** Withdraws what is wanted now; says how many. Nothing to withdraw: an earlier pass did it, or the key never left the server. */
export const withdrawCredentials = async (trx: Trx, of: Withdrawal): Promise<number> => {
  const { locationId, keyId } = of;
  let query = trx
    .updateTable('credential')
    .set({ wanted: false })
    .where('location_id', '=', locationId)
    .where('key_id', '=', keyId)
    .where('wanted', '=', true);
  if (of.deviceIds) query = query.where('device_id', 'in', of.deviceIds);
  const withdrawn = await query.returning('id').execute();
  if (withdrawn.length === 0) return 0;
  await requestRevocation(trx, of);
  await emit(trx, { name: 'refusals.changed', locationId });
  return withdrawn.length;
};
