// Finds out who calls: a session cookie, an API key or a device's bearer token; and what they hold at the location.
import { createHash } from 'node:crypto';
import type { Caller as CallerKind } from '@nightlatch/api';
import { type Action, may, SCOPES, type Scope } from '@nightlatch/domain';
import type { FastifyRequest } from 'fastify';
import type { Db, Trx } from '../db/schema.ts';
import type { ServerParts } from '../server-parts.ts';
import type { Caller, Standing } from './callers.ts';
import { ProblemError } from './problem-error.ts';

/** SHA-256 of a bearer secret as the tables keep it. */
export function secretHash(secret: string): Buffer {
  return createHash('sha256').update(secret, 'utf8').digest();
}

/** Authenticates for an operation's caller kind. Throws `not_signed_in` or `device_removed`; never says which part was wrong. */
export async function authenticate(parts: ServerParts, kind: CallerKind, request: FastifyRequest): Promise<Caller> {
  if (kind === 'none') return { kind: 'none' };
  const bearer = bearerOf(request);
  if (kind === 'device') return deviceCaller(parts, bearer);
  if (bearer !== undefined) return apiKeyCaller(parts, bearer);
  if (kind === 'apiKey') throw new ProblemError('not_signed_in', { detail: 'Send an API key as bearer token.' });
  const staff = await parts.staffSignIn.read(request);
  if (staff === null) throw new ProblemError('not_signed_in');
  return { kind: 'staff', ...staff };
}

function bearerOf(request: FastifyRequest): string | undefined {
  const header = request.headers.authorization;
  if (header === undefined) return undefined;
  const token = /^Bearer +([A-Za-z0-9._~+/=-]{1,512})$/i.exec(header)?.[1];
  if (token === undefined) throw new ProblemError('not_signed_in');
  return token;
}

async function apiKeyCaller(parts: ServerParts, token: string): Promise<Caller> {
  const row = await parts.db
    .selectFrom('api_key')
    .innerJoin('location', 'location.id', 'api_key.location_id')
    .select(['api_key.id', 'api_key.name', 'location_id', 'scopes', 'quarantined_at'])
    .where('secret_hash', '=', secretHash(token))
    .where('revoked_at', 'is', null)
    .executeTakeFirst();
  if (!row) throw new ProblemError('not_signed_in');
  if (row.quarantined_at !== null) throw inQuarantine();
  return {
    kind: 'apiKey',
    id: row.id,
    name: row.name,
    locationId: row.location_id,
    scopes: row.scopes.filter(isScope),
  };
}

async function deviceCaller(parts: ServerParts, token: string | undefined): Promise<Caller> {
  if (token === undefined) throw new ProblemError('not_signed_in');
  const row = await parts.db
    .selectFrom('device_session as s')
    .innerJoin('device as d', (join) =>
      join.onRef('d.location_id', '=', 's.location_id').onRef('d.id', '=', 's.device_id'),
    )
    .innerJoin('location as l', 'l.id', 'd.location_id')
    .select(['d.id', 'd.location_id', 'd.guest_id', 'd.removed_at', 'l.quarantined_at'])
    .where('s.token_hash', '=', secretHash(token))
    .where('s.expires_at', '>', new Date(parts.now()))
    .executeTakeFirst();
  if (!row) throw new ProblemError('not_signed_in');
  if (row.removed_at !== null) throw new ProblemError('device_removed');
  // The phone keeps what it holds: it may be newer than what we know.
  if (row.quarantined_at !== null) throw inQuarantine();
  return { kind: 'device', deviceId: row.id, locationId: row.location_id, guestId: row.guest_id };
}

/** After a restore, phones and integrations wait until an administrator lifts the quarantine (docs/operations.md). */
const inQuarantine = (): ProblemError =>
  new ProblemError('not_ready', {
    detail: 'This location was restored from a backup and is in quarantine until an administrator lifts it.',
  });

/**
 * What the caller holds at a location. Throws `not_found` when that is nothing, exactly as for a location that does not exist
 * (invariant 18). Inside a transaction the role's row is locked, so that a role taken away ends what is under way.
 */
export async function standingAt(db: Db | Trx, caller: Caller, locationId: string): Promise<Standing> {
  if (caller.kind === 'apiKey') {
    const query = db
      .selectFrom('api_key')
      .select('id')
      .where('location_id', '=', caller.locationId)
      .where('id', '=', caller.id)
      .where('revoked_at', 'is', null);
    const alive = await (db.isTransaction ? query.forShare() : query).executeTakeFirst();
    if (!alive) throw new ProblemError('not_signed_in');
    if (caller.locationId !== locationId) throw new ProblemError('not_found');
    return caller.scopes;
  }
  if (caller.kind !== 'staff') return null;
  const query = db
    .selectFrom('staff_role')
    .select('role')
    .where('location_id', '=', locationId)
    .where('staff_id', '=', caller.staffId);
  const row = await (db.isTransaction ? query.forShare() : query).executeTakeFirst();
  if (!row) throw new ProblemError('not_found');
  return row.role;
}

/**
 * What a person holds at a brand: its administration or nothing. Throws `not_found` for nothing, exactly as for a brand that does not
 * exist. `brandId` null: at any brand, for what belongs to none yet; nothing is then `null`. API keys belong to a location and hold none.
 */
export async function standingAtBrand(db: Db | Trx, caller: Caller, brandId: string | null): Promise<Standing> {
  if (caller.kind !== 'staff') {
    if (brandId === null) return null;
    throw new ProblemError('not_found');
  }
  let query = db.selectFrom('brand_role').select('brand_id').where('staff_id', '=', caller.staffId).limit(1);
  if (brandId !== null) query = query.where('brand_id', '=', brandId);
  const row = await (db.isTransaction ? query.forShare() : query).executeTakeFirst();
  if (row) return 'brand_admin';
  if (brandId === null) return null;
  throw new ProblemError('not_found');
}

/** Throws `forbidden` unless the standing allows the action. */
export function assertMay(standing: Standing, action: Action): void {
  if (!may(standing, action)) throw new ProblemError('forbidden');
}

function isScope(text: string): text is Scope {
  return (SCOPES as readonly string[]).includes(text);
}
