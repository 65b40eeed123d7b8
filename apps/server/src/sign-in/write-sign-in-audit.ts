// What the audit tells of a person's sign-in and of what they sign in with: one entry at each location where they hold a role, because each hotel keeps its own account.
import { type Actor, writeAudit } from '../audit/write-audit.ts';
import type { Trx } from '../db/schema.ts';
import { reaches } from './sign-in-providers.ts';

/** Writes `action` about the person at each of their locations. */
export async function writeSignInAudit(
  trx: Trx,
  of: {
    staffId: string;
    actor: Actor;
    action: string;
    now: Date;
    /** The company account by which it was done: told where it reaches only. */
    providerId?: string | null;
    before?: unknown;
    after?: unknown;
  },
): Promise<void> {
  const { staffId, now, providerId = null, ...rest } = of;
  const held = await trx
    .selectFrom('staff_role as r')
    .innerJoin('location as l', 'l.id', 'r.location_id')
    .select('r.location_id')
    .where('r.staff_id', '=', staffId)
    .where(reaches(providerId))
    .orderBy('r.location_id')
    .execute();
  for (const { location_id: locationId } of held) {
    await writeAudit(trx, { ...rest, locationId, at: now, subject: { kind: 'staff', id: staffId } });
  }
}
