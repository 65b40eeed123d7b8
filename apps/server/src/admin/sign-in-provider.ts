// The company account of a location or a brand, as an administrator sets it up, tries it and takes it away.
import type { ProviderProblem, SignInProviderUse } from '@nightlatch/api';
import { type Actor, writeAudit } from '../audit/write-audit.ts';
import { notifyLive } from '../db/notify-live.ts';
import type { Db, Trx } from '../db/schema.ts';
import { newId } from '../ids.ts';
import { type ProviderPlace, providerAt, sealClientSecret } from '../sign-in/sign-in-providers.ts';
import { type AdminOutcome, conflict, done, invalid, notFound } from './admin-outcome.ts';

type By = { readonly place: ProviderPlace; readonly now: Date; readonly actor: Actor };

export type WantedProvider = {
  readonly name: string;
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret?: string | undefined;
  readonly secondFactor: boolean;
  readonly use: SignInProviderUse;
};

/**
 * Makes or changes it. With another issuer or client nobody is known from before, and it has to be tested before anybody comes in by it;
 * a new secret alone, which providers want now and then, shuts nobody out. Sessions that it opened end when it is turned off or is another.
 */
export async function putSignInProvider(
  trx: Trx,
  of: By & { masterKey: Uint8Array; wanted: WantedProvider },
): Promise<AdminOutcome<null>> {
  const { place, masterKey, wanted, now } = of;
  const issuer = issuerOf(wanted.issuer);
  if (issuer === null)
    return invalid('body.issuer', 'must be a web address without query, such as https://login.example.com');
  // One after the other at one brand.
  await trx.selectFrom('brand').select('id').where('id', '=', place.brandId).forNoKeyUpdate().execute();
  const was = await providerAt(trx, place);
  const same = was?.issuer === issuer && was.client_id === wanted.clientId;
  if (wanted.clientSecret === undefined && !same)
    return invalid('body.clientSecret', 'is needed, as the provider or the client is new');
  const testedAt = same ? was.tested_at : null;
  if (wanted.use !== 'off' && testedAt === null)
    return conflict('Save it turned off, test it, then turn it on: nobody has come through it yet.');
  const id = was?.id ?? newId();
  const secret =
    wanted.clientSecret === undefined
      ? {}
      : { sealed_client_secret: sealClientSecret({ masterKey, id, clientSecret: wanted.clientSecret }) };
  const values = {
    name: wanted.name.trim(),
    issuer,
    client_id: wanted.clientId,
    second_factor: wanted.secondFactor,
    use: wanted.use,
    tested_at: testedAt,
    ...(same && wanted.clientSecret === undefined ? {} : { last_problem: null }),
  };
  if (was) {
    await trx
      .updateTable('sign_in_provider')
      .set({ ...values, ...secret })
      .where('id', '=', id)
      .execute();
    if (!same) await trx.deleteFrom('staff_provider_identity').where('provider_id', '=', id).execute();
    // What it vouched for must not go on counting for more than it says now.
    const lessened = !same || wanted.use === 'off' || (was.second_factor && !wanted.secondFactor);
    if (lessened) await trx.deleteFrom('staff_session').where('providerId', '=', id).execute();
    await trx.deleteFrom('provider_sign_in').where('provider_id', '=', id).execute();
  } else {
    const row = { id, brand_id: place.brandId, location_id: place.locationId, created_at: now };
    // Without `was` the secret is there: nothing was the same.
    await trx
      .insertInto('sign_in_provider')
      .values({ ...row, sealed_client_secret: Buffer.alloc(0), ...values, ...secret })
      .execute();
  }
  const told = {
    name: values.name,
    issuer,
    clientId: wanted.clientId,
    secondFactor: wanted.secondFactor,
    use: wanted.use,
  };
  await tellOfProvider(trx, {
    ...of,
    action: was ? 'sign_in_provider.changed' : 'sign_in_provider.added',
    before: was ? factsOf(was) : null,
    after: { ...told, ...(wanted.clientSecret === undefined ? {} : { clientSecret: 'replaced' }) },
  });
  return done(null);
}

const factsOf = (row: { name: string; issuer: string; client_id: string; second_factor: boolean; use: string }) => ({
  name: row.name,
  issuer: row.issuer,
  clientId: row.client_id,
  secondFactor: row.second_factor,
  use: row.use,
});

/** An issuer as it is compared: people often paste the address of its description. */
function issuerOf(text: string): string | null {
  const trimmed = text.trim().replace(/\/\.well-known\/openid-configuration$/, '');
  if (!URL.canParse(trimmed)) return null;
  const { protocol, username, password, search, hash } = new URL(trimmed);
  const bare = username === '' && password === '' && search === '' && hash === '';
  return ['https:', 'http:'].includes(protocol) && bare && !trimmed.includes('/.well-known/') ? trimmed : null;
}

/** Takes it away: its sessions end at once, and everybody signs in as before. */
export async function removeSignInProvider(trx: Trx, of: By): Promise<AdminOutcome<null>> {
  const was = await providerAt(trx, of.place);
  if (!was) return notFound;
  await trx.deleteFrom('sign_in_provider').where('id', '=', was.id).execute();
  await tellOfProvider(trx, { ...of, action: 'sign_in_provider.removed', before: factsOf(was) });
  return done(null);
}

/** Into the audit of every location that it speaks for; open streams look again whether they may go on. */
export async function tellOfProvider(
  trx: Trx,
  of: By & { action: string; before?: unknown; after?: unknown },
): Promise<void> {
  const { place, now, actor, action, before, after } = of;
  let concerned = trx.selectFrom('location').select('id').where('brand_id', '=', place.brandId).orderBy('id');
  if (place.locationId !== null) concerned = concerned.where('id', '=', place.locationId);
  for (const { id: locationId } of await concerned.execute()) {
    await writeAudit(trx, {
      ...{ locationId, at: now, actor, action, before, after },
      subject: { kind: 'location', id: locationId },
    });
    await notifyLive(trx, { topic: 'role', locationId });
  }
}

/** Keeps how a test went; a sign-in that goes wrong by the provider's fault says so too, until one goes well. */
export async function noteOutcome(
  db: Db | Trx,
  of: { providerId: string; problem: ProviderProblem | null; now: Date },
): Promise<void> {
  await db
    .updateTable('sign_in_provider')
    .set(of.problem === null ? { tested_at: of.now, last_problem: null } : { last_problem: of.problem })
    .where('id', '=', of.providerId)
    .execute();
}
