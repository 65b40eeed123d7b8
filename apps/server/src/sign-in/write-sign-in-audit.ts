// What the audit tells of a person's sign-in and of what they sign in with: one entry at each location where they hold a role, because each hotel keeps its own account.
import { type Actor, writeAudit } from '../audit/write-audit.ts';
import type { Trx } from '../db/schema.ts';

/** Writes `action` about the person at each of their locations. */
export async function writeSignInAudit(
  trx: Trx,
  of: { staffId: string; actor: Actor; action: string; now: Date; before?: unknown; after?: unknown },
): Promise<void> {
  const { staffId, now, ...rest } = of;
  const held = await trx
    .selectFrom('staff_role')
    .select('location_id')
    .where('staff_id', '=', staffId)
    .orderBy('location_id')
    .execute();
  for (const { location_id: locationId } of held) {
    await writeAudit(trx, { ...rest, locationId, at: now, subject: { kind: 'staff', id: staffId } });
  }
}
