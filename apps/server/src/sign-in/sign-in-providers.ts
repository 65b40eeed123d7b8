// A company's own sign-in as the database has it: whose it is, how far it reaches, and whom it has shown.
import { sql } from 'kysely';
import { redeemFor } from '../admin/invitations.ts';
import type { Db, Trx } from '../db/schema.ts';
import { openSecret, sealSecret } from '../signing/seal-secret.ts';
import type { ProviderAccess, ShownPerson } from './openid-provider.ts';

/** A location's own, or one for all locations of a brand. */
export type ProviderPlace = { readonly brandId: string; readonly locationId: string | null };

/** What the client secret is sealed for. */
export const clientSecretLabel = (id: string): string => `sign_in_provider:${id}`;

/** Seals the secret that the provider knows this installation by. */
export const sealClientSecret = (of: { masterKey: Uint8Array; id: string; clientSecret: string }): Buffer =>
  sealSecret({
    masterKey: of.masterKey,
    label: clientSecretLabel(of.id),
    secret: Buffer.from(of.clientSecret, 'utf8'),
  });

type Installation = {
  readonly masterKey: Uint8Array;
  readonly publicUrl: string;
  readonly fetch: typeof globalThis.fetch;
};

/** Where providers send people back to: a page of the console, which takes the answer off the address at once. */
export const redirectUriOf = (publicUrl: string): string => `${publicUrl}/console/company-sign-in`;

/** What a call to this provider needs. */
export function accessOf(
  row: { id: string; issuer: string; client_id: string; sealed_client_secret: Buffer },
  { masterKey, publicUrl, fetch }: Installation,
): ProviderAccess {
  const clientSecret = openSecret({
    masterKey,
    label: clientSecretLabel(row.id),
    sealed: row.sealed_client_secret,
  }).toString();
  return { issuer: row.issuer, clientId: row.client_id, clientSecret, redirectUri: redirectUriOf(publicUrl), fetch };
}

/** The provider of exactly this place. */
export const providerAt = (db: Db | Trx, of: ProviderPlace) =>
  db
    .selectFrom('sign_in_provider')
    .selectAll()
    .where('brand_id', '=', of.brandId)
    .where('location_id', 'is not distinct from', of.locationId)
    .executeTakeFirst();

/** A provider by its id. */
export const findProvider = (db: Db | Trx, id: string) =>
  db.selectFrom('sign_in_provider').selectAll().where('id', '=', id).executeTakeFirst();

/** More buttons than these help nobody: then each hotel's own link does. */
const MOST_OFFERED = 5;

/**
 * What a browser that nobody is known in is offered: the provider that it asks for, and all of them where the installation has one brand
 * alone. Where several share one, nobody learns who else is there, nor is sent to a stranger's page.
 */
export async function offeredProviders(
  db: Db,
  of: { providerId: string | undefined },
): Promise<{ id: string; name: string }[]> {
  const { providerId } = of;
  const brands = await db.selectFrom('brand').select('id').limit(2).execute();
  const offered = db
    .selectFrom('sign_in_provider')
    .select(['id', 'name'])
    .where('use', '<>', 'off')
    .orderBy(sql`location_id is not null`)
    .orderBy('name')
    .orderBy('id');
  const all = brands.length === 1 ? await offered.limit(MOST_OFFERED + 1).execute() : [];
  const few = all.length > MOST_OFFERED ? [] : all;
  if (providerId === undefined || few.some((one) => one.id === providerId)) return few;
  return [...(await offered.where('id', '=', providerId).execute()), ...few];
}

/**
 * The rule of decision 95, of a role `r` at a location `l`: a session that a provider opened holds the roles of the places whose
 * provider it is; a location's own speaks for nobody who administers the brand. Null: not opened by one.
 */
export const reaches = (providerId: string | null) =>
  providerId === null
    ? sql<boolean>`true`
    : sql<boolean>`exists (select from sign_in_provider p where p.id = ${providerId}::uuid and p.use <> 'off'
        and p.brand_id = l.brand_id and (p.location_id is null or p.location_id = l.id and r.role <> 'brand_admin'))`;

/**
 * Who works here under what the provider has shown, or why nobody does. By its subject, once it was seen; the first time by a verified
 * e-mail of somebody who holds a role where the provider speaks, or was invited there. Rights come from an administrator's word only.
 */
export async function admitShown(
  trx: Trx,
  of: { provider: ProviderPlace & { id: string }; shown: ShownPerson; now: Date },
): Promise<{ staffId: string } | 'email_unverified' | 'unknown'> {
  const { provider, shown, now } = of;
  const known = await trx
    .selectFrom('staff_provider_identity')
    .select('staff_id')
    .where('provider_id', '=', provider.id)
    .where('subject', '=', shown.subject)
    .executeTakeFirst();
  if (known) return (await holdsRole(trx, known.staff_id, provider)) ? { staffId: known.staff_id } : 'unknown';
  if (shown.verifiedEmail === null) return 'email_unverified';
  const email = shown.verifiedEmail;
  await redeemFor(trx, { place: provider, email, now });
  const staffId = await worksHere(trx, { place: provider, email });
  if (staffId === null) return 'unknown';
  const kept = await trx
    .insertInto('staff_provider_identity')
    .values({ provider_id: provider.id, subject: shown.subject, staff_id: staffId, created_at: now })
    // Whoever is tied to another subject already is somebody else there by now: an administrator resets it.
    .onConflict((conflict) => conflict.doNothing())
    .returning('staff_id')
    .executeTakeFirst();
  return kept ? { staffId } : 'unknown';
}

/** Whose e-mail this is, if they hold a role where the provider of this place speaks. */
export async function worksHere(trx: Trx, of: { place: ProviderPlace; email: string }): Promise<string | null> {
  const staff = await trx.selectFrom('staff_user').select('id').where('email', '=', of.email).executeTakeFirst();
  return staff && (await holdsRole(trx, staff.id, of.place)) ? staff.id : null;
}

/** As {@link reaches}, whether the provider is on or not. */
async function holdsRole(trx: Trx, staffId: string, { brandId, locationId }: ProviderPlace): Promise<boolean> {
  let held = trx
    .selectFrom('staff_role as r')
    .innerJoin('location as l', 'l.id', 'r.location_id')
    .select('r.role')
    .where('r.staff_id', '=', staffId)
    .where('l.brand_id', '=', brandId);
  if (locationId !== null) held = held.where('l.id', '=', locationId).where('r.role', '<>', 'brand_admin');
  return (await held.limit(1).executeTakeFirst()) !== undefined;
}
