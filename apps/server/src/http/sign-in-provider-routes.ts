// A location's or a brand's company account, as its administrators set it up.
import { PROVIDER_PROBLEMS, type SignInProviderState } from '@nightlatch/api';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { putSignInProvider, removeSignInProvider, type WantedProvider } from '../admin/sign-in-provider.ts';
import type { Db, Trx } from '../db/schema.ts';
import type { ServerParts } from '../server-parts.ts';
import { type ProviderPlace, providerAt, redirectUriOf } from '../sign-in/sign-in-providers.ts';
import { found, must } from './answer-admin.ts';
import { asPerson, assertMayRequire, assertRecentOwnSignIn } from './assert-recent-sign-in.ts';
import type { ApiKeyCaller, StaffCaller } from './callers.ts';
import { sendToProvider } from './company-sign-in-routes.ts';
import { implement } from './implement-operation.ts';

type Command = {
  readonly trx: Trx;
  readonly caller: StaffCaller | ApiKeyCaller;
  readonly actor: string;
  readonly actorName: string;
  readonly now: number;
};

export function registerSignInProviderRoutes(app: FastifyInstance, parts: ServerParts): void {
  const read = (db: Db | Trx, place: ProviderPlace) => readState(db, place, parts.config.publicUrl);
  const put = async (ctx: Command, place: ProviderPlace, wanted: WantedProvider): Promise<SignInProviderState> => {
    const { masterKey } = parts.config;
    if (wanted.use === 'required') assertMayRequire(asPerson(ctx.caller));
    must(await putSignInProvider(ctx.trx, { ...by(ctx), place, wanted, masterKey }));
    return read(ctx.trx, place);
  };
  const remove = async (ctx: Command, place: ProviderPlace): Promise<undefined> => {
    must(await removeSignInProvider(ctx.trx, { ...by(ctx), place }));
    return undefined;
  };
  type Test = { caller: StaffCaller | ApiKeyCaller; reply: FastifyReply; now: number };
  const test = async ({ caller, reply, now }: Test, place: ProviderPlace) => {
    const { staffId: testedBy } = asPerson(caller);
    const provider = found(await providerAt(parts.db, place));
    return sendToProvider(parts, { provider, testedBy, reply, now });
  };
  const few = { perMinute: 30 };
  const fewer = { perMinute: 12, transaction: 'none' as const };
  implement(app, parts, 'getSignInProvider', {}, async ({ db, params }) => read(db, await atLocation(db, params)));
  implement(app, parts, 'putSignInProvider', few, async (ctx) =>
    put(ctx, await atLocation(ctx.trx, ctx.params), ctx.body),
  );
  implement(app, parts, 'testSignInProvider', fewer, async (ctx) => test(ctx, await atLocation(parts.db, ctx.params)));
  implement(app, parts, 'removeSignInProvider', few, async (ctx) => remove(ctx, await atLocation(ctx.trx, ctx.params)));
  implement(app, parts, 'getBrandSignInProvider', {}, async ({ db, params }) => read(db, await atBrand(db, params)));
  implement(app, parts, 'putBrandSignInProvider', few, async (ctx) =>
    put(ctx, await atBrand(ctx.trx, ctx.params), ctx.body),
  );
  implement(app, parts, 'testBrandSignInProvider', fewer, async (ctx) =>
    test(ctx, await atBrand(parts.db, ctx.params)),
  );
  implement(app, parts, 'removeBrandSignInProvider', few, async (ctx) =>
    remove(ctx, await atBrand(ctx.trx, ctx.params)),
  );
}

/** Whoever sets it up has just come in without it: so there is always somebody who can. */
const by = ({ caller, actor, actorName, now }: Command) => {
  assertRecentOwnSignIn(asPerson(caller), now);
  return { actor: { id: actor, name: actorName }, now: new Date(now) };
};

async function atLocation(db: Db | Trx, { locationId }: { locationId: string }): Promise<ProviderPlace> {
  const row = await db.selectFrom('location').select('brand_id').where('id', '=', locationId).executeTakeFirst();
  return { brandId: found(row).brand_id, locationId };
}

async function atBrand(db: Db | Trx, { brandId }: { brandId: string }): Promise<ProviderPlace> {
  const row = await db.selectFrom('brand').select('id').where('id', '=', brandId).executeTakeFirst();
  return { brandId: found(row).id, locationId: null };
}

async function readState(db: Db | Trx, place: ProviderPlace, publicUrl: string): Promise<SignInProviderState> {
  const redirectUri = redirectUriOf(publicUrl);
  const row = await providerAt(db, place);
  if (!row) return { redirectUri, provider: null };
  return {
    redirectUri,
    provider: {
      name: row.name,
      issuer: row.issuer,
      clientId: row.client_id,
      secondFactor: row.second_factor,
      use: row.use,
      testedAt: row.tested_at?.toISOString() ?? null,
      lastProblem: PROVIDER_PROBLEMS.find((one) => one === row.last_problem) ?? null,
      link: `${publicUrl}/console/#company=${row.id}`,
    },
  };
}
