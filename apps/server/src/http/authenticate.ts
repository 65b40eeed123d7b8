// Finds out who calls: a session cookie, an API key or a device's bearer token; and what they hold at the location.
import { createHash } from 'node:crypto';
import type { Caller as CallerKind } from '@nightlatch/api';
import { type Action, may, type Role, SCOPES, type Scope } from '@nightlatch/domain';
import type { FastifyRequest } from 'fastify';
import { type Selectable, sql } from 'kysely';
import { type Ask, askPool, askThrough } from '../db/ask.ts';
import type { ApiKeyTable, Db, Trx } from '../db/schema.ts';
import { createGatherer } from '../gather.ts';
import type { ServerParts } from '../server-parts.ts';
import { COMPANY_ONLY_AT, missingAt, type PlaceAsks } from '../sign-in/place-asks.ts';
import type { Caller, StaffCaller, Standing } from './callers.ts';
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

type ApiKeyRow = Pick<Selectable<ApiKeyTable>, 'id' | 'name' | 'location_id' | 'scopes' | 'secret_hash'> & {
  readonly quarantined_at: Date | null;
};

const API_KEYS = `select k.id, k.name, k.location_id, k.scopes, k.secret_hash, l.quarantined_at
  from api_key k join location l on l.id = k.location_id
  where k.secret_hash = any($1::bytea[]) and k.revoked_at is null`;

async function apiKeyCaller(parts: ServerParts, token: string): Promise<Caller> {
  const row = await lookUps(parts).apiKey('api keys', secretHash(token));
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

type SessionRow = {
  readonly token_hash: Buffer;
  readonly expires_at: Date;
  readonly id: string;
  readonly location_id: string;
  readonly guest_id: string;
  readonly removed_at: Date | null;
  readonly quarantined_at: Date | null;
};

const SESSIONS = `select s.token_hash, s.expires_at, d.id, d.location_id, d.guest_id, d.removed_at, l.quarantined_at
  from device_session s join device d on d.location_id = s.location_id and d.id = s.device_id
  join location l on l.id = d.location_id
  where s.token_hash = any($1::bytea[])`;

async function deviceCaller(parts: ServerParts, token: string | undefined): Promise<Caller> {
  if (token === undefined) throw new ProblemError('not_signed_in');
  const row = await lookUps(parts).session('sessions', secretHash(token));
  if (!row || row.expires_at.getTime() <= parts.now()) throw new ProblemError('not_signed_in');
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

type LookUps = {
  readonly apiKey: (lane: string, hash: Buffer) => Promise<ApiKeyRow | undefined>;
  readonly session: (lane: string, hash: Buffer) => Promise<SessionRow | undefined>;
};

const lookUpsOf = new WeakMap<ServerParts, LookUps>();

/** Secrets that come while others are looked up are looked up together, each time anew: a revocation holds at once. */
function lookUps(parts: ServerParts): LookUps {
  const known = lookUpsOf.get(parts);
  if (known) return known;
  const ask = askPool(parts.pool);
  const byHash = <Row>(text: string, hashOf: (row: Row) => Buffer) =>
    createGatherer<Buffer, Row | undefined>({
      run: async (_lane, hashes) => {
        const rows = await ask<Row>(text, [hashes]);
        const found = new Map(rows.map((row) => [hashOf(row).toString('hex'), row]));
        return hashes.map((hash) => ({ kind: 'done', value: found.get(hash.toString('hex')) }));
      },
      tryAlone: () => false,
      most: 500,
      together: parts.gathers,
    });
  const made: LookUps = {
    apiKey: byHash<ApiKeyRow>(API_KEYS, (row) => row.secret_hash),
    session: byHash<SessionRow>(SESSIONS, (row) => row.token_hash),
  };
  lookUpsOf.set(parts, made);
  return made;
}

/**
 * What the caller holds at a location. Throws `not_found` when that is nothing, exactly as for a location that does not exist
 * (invariant 18). Inside a transaction the role's row is locked, so that a role taken away ends what is under way.
 */
export async function standingAt(db: Db | Trx, caller: Caller, locationId: string): Promise<Standing> {
  // Outside of a transaction the caller was authenticated a moment ago, by the very row.
  if (!db.isTransaction && caller.kind === 'apiKey')
    return standingOf(caller, locationId, { roles: new Map(), alive: new Set([caller.id]), asks: NOTHING });
  return standingOf(
    caller,
    locationId,
    await readHoldings(askThrough(db), [caller], { locationId, lock: db.isTransaction }),
  );
}

/** What callers hold at a location: staff's roles, and which API keys of the location are not revoked. */
export type Holdings = {
  readonly roles: ReadonlyMap<string, Role>;
  readonly alive: ReadonlySet<string>;
  /** What the location asks of staff. */
  readonly asks: PlaceAsks;
};

const NOTHING: PlaceAsks = { secondFactor: false, companyOnly: false };

const ALIVE = 'select id from api_key where location_id = $1 and id = any($2::uuid[]) and revoked_at is null';
/** As `reaches` (sign-in/sign-in-providers.ts), for many callers at once. */
const ROLES = `select c.staff_id, c.provider_id, r.role, l.second_factor_required or b.second_factor_required as second_factor, ${COMPANY_ONLY_AT} as company_only
  from unnest($2::text[], $3::uuid[]) as c(staff_id, provider_id)
  join staff_role r on r.location_id = $1 and r.staff_id = c.staff_id join location l on l.id = $1 join brand b on b.id = l.brand_id
  where c.provider_id is null or exists (select from sign_in_provider p where p.id = c.provider_id and p.use <> 'off' and p.brand_id = l.brand_id
    and (p.location_id is null or p.location_id = l.id and r.role <> 'brand_admin'))`;

type HeldRole = {
  readonly staff_id: string;
  readonly provider_id: string | null;
  readonly role: Role;
  readonly second_factor: boolean;
  readonly company_only: boolean;
};

/** A person may be there twice, by their own sign-in and by a company's, which does not reach as far. */
const holderOf = (staffId: string, providerId: string | null): string => `${staffId} ${providerId ?? ''}`;

/** Reads it for many callers at once; with `lock`, their rows stay as they are until the transaction ends. */
export async function readHoldings(
  ask: Ask,
  callers: readonly Caller[],
  of: { locationId: string; lock: boolean },
): Promise<Holdings> {
  const lock = of.lock ? ' for share' : '';
  const apiKeys = [
    ...new Set(callers.flatMap((one) => (one.kind === 'apiKey' && one.locationId === of.locationId ? [one.id] : []))),
  ].sort();
  const staff = new Map(
    callers.flatMap((one) => (one.kind === 'staff' ? [[holderOf(one.staffId, one.providerId), one] as const] : [])),
  );
  const persons = [...staff.values()];
  const [alive, roles] = await Promise.all([
    apiKeys.length === 0 ? [] : ask<{ id: string }>(`${ALIVE} order by id${lock}`, [of.locationId, apiKeys]),
    persons.length === 0
      ? []
      : ask<HeldRole>(`${ROLES} order by r.staff_id${of.lock ? ' for share of r' : ''}`, [
          of.locationId,
          persons.map((one) => one.staffId),
          persons.map((one) => one.providerId),
        ]),
  ]);
  return {
    alive: new Set(alive.map(({ id }) => id)),
    roles: new Map(roles.map((row) => [holderOf(row.staff_id, row.provider_id), row.role])),
    // The same in each row: what the location asks.
    asks: { secondFactor: roles[0]?.second_factor ?? false, companyOnly: roles[0]?.company_only ?? false },
  };
}

/** Only after the role: who holds none must not learn that the place exists. */
function assertLetIn(caller: StaffCaller, role: Role, asks: PlaceAsks): void {
  const missing = missingAt(asks, { ...caller, role });
  if (missing !== null) throw new ProblemError(missing);
}

/** What one of these callers holds. Throws `not_found` or `not_signed_in` as {@link standingAt}. */
export function standingOf(caller: Caller, locationId: string, holdings: Holdings): Standing {
  if (caller.kind === 'apiKey') {
    if (caller.locationId !== locationId) throw new ProblemError('not_found');
    if (!holdings.alive.has(caller.id)) throw new ProblemError('not_signed_in');
    return caller.scopes;
  }
  if (caller.kind !== 'staff') return null;
  const role = holdings.roles.get(holderOf(caller.staffId, caller.providerId));
  if (role === undefined) throw new ProblemError('not_found');
  assertLetIn(caller, role, holdings.asks);
  return role;
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
  const { providerId } = caller;
  const speaks = sql<boolean>`exists (select from sign_in_provider p where p.id = ${providerId}::uuid and p.use <> 'off' and p.brand_id = b.id and p.location_id is null)`;
  const companyOnly = sql<boolean>`exists (select from sign_in_provider p where p.use = 'required' and p.brand_id = b.id and p.location_id is null)`;
  let query = db
    .selectFrom('brand_role as r')
    .innerJoin('brand as b', 'b.id', 'r.brand_id')
    .select(['b.second_factor_required as secondFactor', companyOnly.as('companyOnly')])
    .where('r.staff_id', '=', caller.staffId)
    // At any brand: the one that asks for the least.
    .orderBy('secondFactor')
    .orderBy('companyOnly')
    .limit(1);
  if (brandId !== null) query = query.where('r.brand_id', '=', brandId);
  if (providerId !== null) query = query.where(speaks);
  const row = await (db.isTransaction ? query.forShare('r') : query).executeTakeFirst();
  if (row) {
    assertLetIn(caller, 'brand_admin', row);
    return 'brand_admin';
  }
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
