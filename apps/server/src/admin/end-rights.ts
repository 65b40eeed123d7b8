// What ends at once when a role is taken away: open sessions, streams, and whatever still waits on that person's word (docs/domain.md §2).
import { notifyLive } from '../db/notify-live.ts';
import type { Trx } from '../db/schema.ts';

/** `locationIds`: where the role was taken away. All sessions end, also where the person keeps a role: they sign in again. */
export async function endRights(
  trx: Trx,
  of: { locationIds: readonly string[]; staffId: string; now: Date },
): Promise<void> {
  const { locationIds, staffId, now } = of;
  const actor = `staff:${staffId}`;
  await trx.deleteFrom('staff_session').where('userId', '=', staffId).execute();
  if (locationIds.length === 0) return;
  await trx
    .updateTable('emergency_request')
    .set({ withdrawn_at: now, withdrawn_by: 'system' })
    .where('location_id', 'in', locationIds)
    .where('requested_by', '=', actor)
    .where('confirmed_at', 'is', null)
    .where('withdrawn_at', 'is', null)
    .execute();
  await trx
    .updateTable('staff_invitation')
    .set({ withdrawn_at: now })
    .where('location_id', 'in', locationIds)
    .where('created_by', '=', actor)
    .where('used_at', 'is', null)
    .where('withdrawn_at', 'is', null)
    .execute();
  for (const locationId of locationIds) await notifyLive(trx, { topic: 'role', locationId });
}
