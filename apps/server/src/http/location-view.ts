// Locations as the API shows them.
import type { Location } from '@nightlatch/api';
import type { Role } from '@nightlatch/domain';
import { sql } from 'kysely';
import type { Db, Trx } from '../db/schema.ts';
import { cursorKeys, pageOf, readCursor } from './cursor.ts';

type Page<T> = { items: T[]; nextCursor: string | null };
type PageQuery = { readonly cursor?: string | undefined; readonly limit?: number | undefined };

/** Locations by id, sorted by name. `roles`: what the reader holds at each; null for an API key. */
export async function readLocations(db: Db | Trx, roles: ReadonlyMap<string, Role | null>): Promise<Location[]> {
  return (await listLocations(db, { roles, query: { limit: roles.size } })).items;
}

/** A page of the locations of these ids, by name. */
export async function listLocations(
  db: Db | Trx,
  options: { readonly roles: ReadonlyMap<string, Role | null>; readonly query: PageQuery },
): Promise<Page<Location>> {
  const { roles, query } = options;
  const after = readCursor(query.cursor, cursorKeys.text);
  const limit = query.limit ?? 25;
  if (roles.size === 0) return { items: [], nextCursor: null };
  let select = db
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
    .where('l.id', 'in', [...roles.keys()]);
  if (after) select = select.where(sql<boolean>`(l.name, l.id) > (${after.key}, ${after.id}::uuid)`);
  const rows = await select
    .orderBy('l.name')
    .orderBy('l.id')
    .limit(limit + 1)
    .execute();
  const page = pageOf(rows, limit, (row) => ({ key: row.name, id: row.id }));
  const items = page.rows.map((row) => ({
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
  return { items, nextCursor: page.nextCursor };
}
