// Rooms, staff, invitations, API keys and the PMS connection as the API shows them.
import type { ApiKey, Brand, Invitation, PmsConnection, PmsConnector, Room, StaffMember } from '@nightlatch/api';
import type { Manifest } from '@nightlatch/connectors';
import { SCOPES, type Scope } from '@nightlatch/domain';
import { sql } from 'kysely';
import type { Db, Trx } from '../db/schema.ts';
import { cursorKeys, pageOf, readCursor } from './cursor.ts';

type Page<T> = { items: T[]; nextCursor: string | null };
type PageQuery = { readonly cursor?: string | undefined; readonly limit?: number | undefined };

/** Brands that this person administers, by name. */
export async function listBrands(db: Db, options: { staffId: string; query: PageQuery }): Promise<Page<Brand>> {
  const after = readCursor(options.query.cursor, cursorKeys.text);
  const limit = options.query.limit ?? 25;
  let select = db
    .selectFrom('brand as b')
    .innerJoin('brand_role as r', 'r.brand_id', 'b.id')
    .select(['b.id', 'b.name'])
    .where('r.staff_id', '=', options.staffId);
  if (after) select = select.where(sql<boolean>`(b.name, b.id) > (${after.key}, ${after.id}::uuid)`);
  const rows = await select
    .orderBy('b.name')
    .orderBy('b.id')
    .limit(limit + 1)
    .execute();
  const page = pageOf(rows, limit, (row) => ({ key: row.name, id: row.id }));
  return { items: page.rows, nextCursor: page.nextCursor };
}

/** Rooms by number; with `roomId`, that one. */
export async function listRooms(
  db: Db | Trx,
  options: { locationId: string; roomId?: string; query: PageQuery & { search?: string | undefined } },
): Promise<Page<Room>> {
  const { locationId, query } = options;
  const after = readCursor(query.cursor, cursorKeys.text);
  const limit = query.limit ?? 25;
  let select = db
    .selectFrom('room as r')
    .select(['r.id', 'r.number', 'r.floor', 'r.pms_unit_id', 'r.version'])
    .where('r.location_id', '=', locationId);
  if (options.roomId) select = select.where('r.id', '=', options.roomId);
  if (query.search) select = select.where(sql<boolean>`strpos(lower(r.number), lower(${query.search})) > 0`);
  if (after) select = select.where(sql<boolean>`(r.number, r.id) > (${after.key}, ${after.id}::uuid)`);
  const rows = await select
    .orderBy('r.number')
    .orderBy('r.id')
    .limit(limit + 1)
    .execute();
  const page = pageOf(rows, limit, (row) => ({ key: row.number, id: row.id }));
  const doors =
    page.rows.length === 0
      ? []
      : await db
          .selectFrom('door')
          .select(['id', 'name', 'room_id'])
          .where('location_id', '=', locationId)
          .where(
            'room_id',
            'in',
            page.rows.map((row) => row.id),
          )
          .orderBy('sort')
          .orderBy('id')
          .execute();
  const items = page.rows.map((row) => ({
    id: row.id,
    number: row.number,
    floor: row.floor,
    pmsUnitId: row.pms_unit_id,
    doors: doors.filter((door) => door.room_id === row.id).map(({ id, name }) => ({ id, name })),
    version: row.version,
  }));
  return { items, nextCursor: page.nextCursor };
}

/** Who holds a role at the location, or administers the brand; by name. */
export async function listStaff(
  db: Db | Trx,
  options: ({ locationId: string } | { brandId: string }) & { staffId?: string; query: PageQuery },
): Promise<Page<StaffMember>> {
  const after = readCursor(options.query.cursor, cursorKeys.text);
  const limit = options.query.limit ?? 25;
  const held =
    'locationId' in options
      ? sql`select staff_id, role from staff_role where location_id = ${options.locationId}::uuid`
      : sql`select staff_id, 'brand_admin' as role from brand_role where brand_id = ${options.brandId}::uuid`;
  const one = options.staffId === undefined ? sql`true` : sql`u.id = ${options.staffId}`;
  const beyond = after ? sql`(u.name, u.id) > (${after.key}, ${after.id})` : sql`true`;
  const { rows } = await sql<StaffMember>`select u.id, u.name, u.email, r.role,
    (select count(*)::int from staff_passkey p where p.staff_id = u.id) as passkeys,
    exists (select from staff_second_factor f where f.staff_id = u.id and f.confirmed_at is not null) as "secondFactor"
    from (${held}) r
    join staff_user u on u.id = r.staff_id where ${one} and ${beyond} order by u.name, u.id limit ${limit + 1}`.execute(
    db,
  );
  const page = pageOf(rows, limit, (row) => ({ key: row.name, id: row.id }));
  return { items: page.rows, nextCursor: page.nextCursor };
}

/** Invitations of the location, newest first. */
export async function listInvitations(
  db: Db,
  options: {
    /** Those of a location, or those to administer a brand. */
    of: { readonly locationId: string } | { readonly brandId: string };
    query: PageQuery & { state?: Invitation['state'] | undefined };
    now: number;
  },
): Promise<Page<Invitation>> {
  const { query } = options;
  const now = new Date(options.now);
  const after = readCursor(query.cursor, cursorKeys.instant);
  const limit = query.limit ?? 25;
  const state = sql<Invitation['state']>`case when i.used_at is not null then 'used'
    when i.withdrawn_at is not null then 'withdrawn' when i.expires_at <= ${now}::timestamptz then 'expired' else 'open' end`;
  let select = db
    .selectFrom('staff_invitation as i')
    .select(['i.id', 'i.email', 'i.name', 'i.role', 'i.created_at', 'i.expires_at'])
    .select(state.as('state'))
    .where((eb) =>
      'locationId' in options.of
        ? eb('i.location_id', '=', options.of.locationId)
        : eb.and([eb('i.brand_id', '=', options.of.brandId), eb('i.location_id', 'is', null)]),
    );
  if (query.state) select = select.where(state, '=', query.state);
  if (after) select = select.where(sql<boolean>`(i.created_at, i.id) < (${after.key}::timestamptz, ${after.id}::uuid)`);
  const rows = await select
    .orderBy('i.created_at', 'desc')
    .orderBy('i.id', 'desc')
    .limit(limit + 1)
    .execute();
  const page = pageOf(rows, limit, (row) => ({ key: row.created_at.toISOString(), id: row.id }));
  const items = page.rows.map((row) => ({
    id: row.id,
    email: row.email,
    name: row.name,
    role: row.role,
    createdAt: row.created_at.toISOString(),
    expiresAt: row.expires_at.toISOString(),
    state: row.state,
  }));
  return { items, nextCursor: page.nextCursor };
}

/** API keys of the location, newest first; never a secret. */
export async function listApiKeys(
  db: Db,
  options: { locationId: string; query: PageQuery & { state?: 'active' | 'revoked' | undefined } },
): Promise<Page<ApiKey>> {
  const { query } = options;
  const after = readCursor(query.cursor, cursorKeys.instant);
  const limit = query.limit ?? 25;
  let select = db
    .selectFrom('api_key as k')
    .select(['k.id', 'k.name', 'k.scopes', 'k.created_at', 'k.revoked_at'])
    .where('k.location_id', '=', options.locationId);
  if (query.state) select = select.where('k.revoked_at', query.state === 'active' ? 'is' : 'is not', null);
  if (after) select = select.where(sql<boolean>`(k.created_at, k.id) < (${after.key}::timestamptz, ${after.id}::uuid)`);
  const rows = await select
    .orderBy('k.created_at', 'desc')
    .orderBy('k.id', 'desc')
    .limit(limit + 1)
    .execute();
  const page = pageOf(rows, limit, (row) => ({ key: row.created_at.toISOString(), id: row.id }));
  const items = page.rows.map((row) => ({
    id: row.id,
    name: row.name,
    scopes: row.scopes.filter(isScope),
    createdAt: row.created_at.toISOString(),
    revokedAt: row.revoked_at?.toISOString() ?? null,
  }));
  return { items, nextCursor: page.nextCursor };
}

const isScope = (text: string): text is Scope => (SCOPES as readonly string[]).includes(text);

/** The connection without its credentials; undefined where there is none. */
export async function readPmsConnection(
  db: Db | Trx,
  locationId: string,
  webhookUrl: string | null = null,
): Promise<PmsConnection | undefined> {
  const row = await db
    .selectFrom('pms_connection')
    .select(['connector', 'config', 'tested_at', 'last_event_at', 'last_error', 'version'])
    .where('location_id', '=', locationId)
    .executeTakeFirst();
  if (!row) return undefined;
  return {
    connector: row.connector,
    config: textsOf(row.config),
    testedAt: row.tested_at?.toISOString() ?? null,
    lastEventAt: row.last_event_at?.toISOString() ?? null,
    lastError: row.last_error,
    webhookUrl,
    version: row.version,
  };
}

function textsOf(config: unknown): Record<string, string> {
  const entries = Object.entries(config ?? {});
  return Object.fromEntries(entries.filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
}

/** A connector as an administrator's form needs it. */
export function connectorView(manifest: Manifest<string, string>): PmsConnector {
  const fields = (list: typeof manifest.config) =>
    list.map(({ name, label, kind, required, preset, help }) => ({
      name,
      label,
      kind,
      required,
      preset: preset ?? null,
      help: help ?? null,
    }));
  const { id, name, capabilities, documentation } = manifest;
  return {
    id,
    name,
    capabilities: [...capabilities],
    config: fields(manifest.config),
    credentials: fields(manifest.credentials),
    documentation,
  };
}
