// Roles of people who have one already: changing and taking away. An administrator always remains.
import type { Role } from '@nightlatch/domain';
import { type Actor, writeAudit } from '../audit/write-audit.ts';
import type { Trx } from '../db/schema.ts';
import { type AdminOutcome, conflict, done, notFound } from './admin-outcome.ts';
import { endRights } from './end-rights.ts';

type By = { readonly locationId: string; readonly staffId: string; readonly now: Date; readonly actor: Actor };

const ADMINISTRATORS: readonly Role[] = ['location_admin', 'brand_admin'];
const AT_THE_BRAND = conflict('Brand administrators are managed at the brand.');
const LAST = { ok: false, code: 'last_administrator' } as const;

/** Roles of the location, locked: two administrators who remove each other do so one after the other. */
const lockRoles = (trx: Trx, locationId: string) =>
  trx
    .selectFrom('staff_role')
    .select(['staff_id', 'role'])
    .where('location_id', '=', locationId)
    .orderBy('staff_id')
    .forUpdate()
    .execute();

/** Gives another role to someone who holds one here. */
export async function changeRole(trx: Trx, of: By & { role: Role }): Promise<AdminOutcome<null>> {
  const { locationId, staffId, role, now, actor } = of;
  const roles = await lockRoles(trx, locationId);
  const was = roles.find((one) => one.staff_id === staffId)?.role;
  if (was === undefined) return notFound;
  if (was === 'brand_admin') return AT_THE_BRAND;
  if (was === role) return done(null);
  if (isLast(roles, staffId) && !ADMINISTRATORS.includes(role)) return LAST;
  await trx
    .updateTable('staff_role')
    .set({ role })
    .where('location_id', '=', locationId)
    .where('staff_id', '=', staffId)
    .execute();
  await endRights(trx, { locationIds: [locationId], staffId, now });
  await writeAudit(trx, {
    locationId,
    at: now,
    actor,
    action: 'staff.role_changed',
    subject: { kind: 'staff', id: staffId },
    before: { role: was },
    after: { role },
  });
  return done(null);
}

/** Takes the role away. */
export async function removeStaff(trx: Trx, of: By): Promise<AdminOutcome<null>> {
  const { locationId, staffId, now, actor } = of;
  const roles = await lockRoles(trx, locationId);
  const was = roles.find((one) => one.staff_id === staffId)?.role;
  if (was === undefined) return notFound;
  if (was === 'brand_admin') return AT_THE_BRAND;
  if (isLast(roles, staffId)) return LAST;
  await trx.deleteFrom('staff_role').where('location_id', '=', locationId).where('staff_id', '=', staffId).execute();
  await endRights(trx, { locationIds: [locationId], staffId, now });
  await writeAudit(trx, {
    locationId,
    at: now,
    actor,
    action: 'staff.removed',
    subject: { kind: 'staff', id: staffId },
    before: { role: was },
  });
  return done(null);
}

/** Takes the brand, and the role that came with it at each of its locations, away. */
export async function removeBrandAdministrator(
  trx: Trx,
  of: { brandId: string; staffId: string; now: Date; actor: Actor },
): Promise<AdminOutcome<null>> {
  const { brandId, staffId, now, actor } = of;
  const all = await trx
    .selectFrom('brand_role')
    .select('staff_id')
    .where('brand_id', '=', brandId)
    .orderBy('staff_id')
    .forUpdate()
    .execute();
  if (!all.some((one) => one.staff_id === staffId)) return notFound;
  if (all.length === 1) return LAST;
  await trx.deleteFrom('brand_role').where('brand_id', '=', brandId).where('staff_id', '=', staffId).execute();
  const rows = await trx
    .deleteFrom('staff_role')
    .using('location')
    .whereRef('location.id', '=', 'staff_role.location_id')
    .where('location.brand_id', '=', brandId)
    .where('staff_role.staff_id', '=', staffId)
    .where('staff_role.role', '=', 'brand_admin')
    .returning('staff_role.location_id')
    .execute();
  const locationIds = rows.map((row) => row.location_id);
  await endRights(trx, { locationIds, staffId, now });
  for (const locationId of locationIds) {
    await writeAudit(trx, {
      locationId,
      at: now,
      actor,
      action: 'staff.removed',
      subject: { kind: 'staff', id: staffId },
      before: { role: 'brand_admin' },
    });
  }
  return done(null);
}

function isLast(roles: readonly { readonly staff_id: string; readonly role: Role }[], staffId: string): boolean {
  const administrators = roles.filter((one) => ADMINISTRATORS.includes(one.role));
  return administrators.length === 1 && administrators[0]?.staff_id === staffId;
}
