// Locations as the API shows them.
import type { Location } from '@nightlatch/api';
import type { Role } from '@nightlatch/domain';
import type { Db, Trx } from '../db/schema.ts';

/** Locations by id, sorted by name. `roles`: what the reader holds at each; null for an API key. */
export async function readLocations(db: Db | Trx, roles: ReadonlyMap<string, Role | null>): Promise<Location[]> {
  if (roles.size === 0) return [];
  const rows = await db
    .selectFrom('location as l')
    .leftJoin('pms_connection as p', 'p.location_id', 'l.id')
    .select([
      'l.id',
      'l.name',
      'l.time_zone',
      'l.check_out_time',
      'l.front_desk_phone',
      'l.brand_id',
      'l.version',
      'l.lock_system',
      'l.lock_system_tested_at',
      'l.lock_system_enabled',
      'l.policies',
      'l.demo',
      'p.connector',
      'p.last_event_at',
      'p.last_error',
    ])
    .where('l.id', 'in', [...roles.keys()])
    .orderBy('l.name')
    .orderBy('l.id')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    timeZone: row.time_zone,
    checkOutTime: row.check_out_time,
    frontDeskPhone: row.front_desk_phone,
    brandId: row.brand_id,
    version: row.version,
    role: roles.get(row.id) ?? null,
    digitalKeys: {
      configured: row.lock_system !== null,
      tested: row.lock_system_tested_at !== null,
      enabled: row.lock_system_enabled,
    },
    pms: {
      connector: row.connector,
      lastEventAt: row.last_event_at?.toISOString() ?? null,
      lastError: row.last_error,
    },
    policies: row.policies,
    demo: row.demo,
  }));
}
