// Signing in with a company account: the way to its provider and back, for staff and for an administrator's test.
import { createHash, randomBytes } from 'node:crypto';
import type { FinishedCompanySignIn, ProviderProblem } from '@nightlatch/api';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { noteOutcome, tellOfProvider } from '../admin/sign-in-provider.ts';
import type { Trx } from '../db/schema.ts';
import type { ServerParts } from '../server-parts.ts';
import { finishAtProvider, type ShownPerson, startAtProvider } from '../sign-in/openid-provider.ts';
import { accessOf, admitShown, findProvider, offeredProviders, worksHere } from '../sign-in/sign-in-providers.ts';
import { implement } from './implement-operation.ts';
import { ProblemError } from './problem-error.ts';
import { runCommand } from './run-command.ts';
import { openStaffSession } from './staff-routes.ts';

/** How long somebody may take at the provider. */
const MOST_MINUTES = 10;
const COOKIE = 'nightlatch.company_sign_in';

type Provider = NonNullable<Awaited<ReturnType<typeof findProvider>>>;

const placeOf = (provider: Provider) => ({ brandId: provider.brand_id, locationId: provider.location_id });

const installationOf = (parts: ServerParts) => {
  const { masterKey, publicUrl } = parts.config;
  return { masterKey, publicUrl, fetch: parts.fetchOutside };
};

export function registerCompanySignInRoutes(app: FastifyInstance, parts: ServerParts): void {
  implement(app, parts, 'listCompanySignIns', { perMinute: 120 }, async ({ db, query }) => ({
    items: await offeredProviders(db, { providerId: query.providerId }),
  }));
  implement(app, parts, 'startCompanySignIn', { transaction: 'none', perMinute: 60 }, async (ctx) => {
    const provider = await findProvider(parts.db, ctx.body.providerId);
    if (!provider || provider.use === 'off') throw new ProblemError('company_sign_in_off');
    return sendToProvider(parts, { provider, testedBy: null, reply: ctx.reply, now: ctx.now });
  });
  implement(app, parts, 'finishCompanySignIn', { transaction: 'none', perMinute: 60 }, async (ctx) => {
    const now = new Date(ctx.now);
    const secret = cookieOf(ctx.request);
    // Gone before the answer is looked at: right or wrong, it counts once, and only in the browser that began.
    const begun = secret === undefined ? undefined : await runCommand(parts, (trx) => takeBegun(trx, { secret, now }));
    ctx.reply.header('set-cookie', cookie(parts, '', 0));
    if (secret === undefined || begun === undefined) throw new ProblemError('company_sign_in_lapsed');
    const provider = await findProvider(parts.db, begun.provider_id);
    if (!provider) throw new ProblemError('company_sign_in_off');
    const access = accessOf(provider, installationOf(parts));
    const shown = await finishAtProvider(access, { secret, answer: ctx.body.answer });
    if (!shown.ok) return refuse(parts, { provider, problem: shown.code, now });
    if (begun.tested_by !== null)
      return endTest(parts, { provider, shown: shown.value, testedBy: begun.tested_by, now });
    const opened = await enter(parts, { provider, shown: shown.value, request: ctx.request, now });
    if (opened === 'email_unverified') throw new ProblemError('company_email_unverified');
    if (opened === 'unknown') throw new ProblemError('company_account_unknown');
    if (opened === 'off') throw new ProblemError('company_sign_in_off');
    ctx.reply.header('set-cookie', [...opened.setCookies, cookie(parts, '', 0)]);
    return { providerId: provider.id, me: opened.me, test: null };
  });
}

/** Begins a sign-in, or a test, in the browser that asks: its cookie and the row belong together. */
export async function sendToProvider(
  parts: ServerParts,
  of: { provider: Provider; testedBy: string | null; reply: FastifyReply; now: number },
): Promise<{ url: string }> {
  const { provider, testedBy, reply, now } = of;
  const secret = randomBytes(32).toString('base64url');
  const started = await startAtProvider(accessOf(provider, installationOf(parts)), secret);
  if (!started.ok) return refuse(parts, { provider, problem: started.code, now: new Date(now) });
  const values = {
    secret_hash: hashOf(secret),
    provider_id: provider.id,
    tested_by: testedBy,
    expires_at: new Date(now + MOST_MINUTES * 60_000),
  };
  await runCommand(parts, (trx) => trx.insertInto('provider_sign_in').values(values).execute());
  reply.header('set-cookie', cookie(parts, secret, MOST_MINUTES * 60));
  return { url: started.value };
}

/** Strict: the provider's page sends the browser back to a page of ours, and only that page sends the cookie. */
const cookie = ({ config }: ServerParts, value: string, seconds: number): string => {
  const secure = config.publicUrl.startsWith('https:') ? '; Secure' : '';
  return `${COOKIE}=${value}; Max-Age=${seconds}; Path=/v1/sign-in/company; HttpOnly; SameSite=Strict${secure}`;
};

function cookieOf(request: FastifyRequest): string | undefined {
  const all = request.headers.cookie?.split(';') ?? [];
  const mine = all.map((one) => one.trim()).find((one) => one.startsWith(`${COOKIE}=`));
  return mine?.slice(COOKIE.length + 1) || undefined;
}

const hashOf = (secret: string): Buffer => createHash('sha256').update(secret, 'utf8').digest();

async function takeBegun(trx: Trx, of: { secret: string; now: Date }) {
  const taken = await trx
    .deleteFrom('provider_sign_in')
    .where('secret_hash', '=', hashOf(of.secret))
    .returning(['provider_id', 'tested_by', 'expires_at'])
    .executeTakeFirst();
  return taken !== undefined && taken.expires_at > of.now ? taken : undefined;
}

/** What the provider did wrong stays for the administrator to read; whoever signs in is told whether it is worth trying again. */
async function refuse(
  parts: ServerParts,
  of: { provider: Provider; problem: ProviderProblem; now: Date },
): Promise<never> {
  const { provider, problem, now } = of;
  // Anybody can make a sign-in be refused; that says nothing about the set-up of one that works.
  if (problem !== 'refused' || provider.tested_at === null)
    await noteOutcome(parts.db, { providerId: provider.id, problem, now });
  if (problem === 'refused') throw new ProblemError('company_sign_in_refused');
  throw new ProblemError('vendor_unavailable', {
    detail: 'The company’s sign-in does not answer as it should. Try again later, or sign in another way.',
  });
}

/** Nobody is signed in by a test, not even its administrator: it shows whether the provider lets somebody through, and whom. */
async function endTest(
  parts: ServerParts,
  of: { provider: Provider; shown: ShownPerson; testedBy: string; now: Date },
): Promise<FinishedCompanySignIn> {
  const { provider, shown, now } = of;
  const { verifiedEmail: email, twoFactors: secondFactor } = shown;
  const providerId = provider.id;
  const matches = await runCommand(parts, async (trx) => {
    if (!(await lockUnchanged(trx, provider))) throw new ProblemError('company_sign_in_lapsed');
    await noteOutcome(trx, { providerId, problem: email === null ? 'email_unverified' : null, now });
    return email !== null && (await worksHere(trx, { place: placeOf(provider), email })) !== null;
  });
  if (email === null) throw new ProblemError('company_email_unverified');
  return { providerId, me: null, test: { email, matches, secondFactor } };
}

/** It may have been changed, turned off or taken away while the provider was asked; from here on it is not until the transaction ends. */
async function lockUnchanged(trx: Trx, provider: Provider): Promise<Provider | null> {
  const still = await trx
    .selectFrom('sign_in_provider')
    .selectAll()
    .where('id', '=', provider.id)
    .forUpdate()
    .executeTakeFirst();
  return still?.issuer === provider.issuer && still.client_id === provider.client_id ? still : null;
}

function enter(
  parts: ServerParts,
  of: { provider: Provider; shown: ShownPerson; request: FastifyRequest; now: Date },
): Promise<Awaited<ReturnType<typeof openStaffSession>> | 'off' | 'unknown' | 'email_unverified'> {
  const { shown, request, now } = of;
  return runCommand(parts, async (trx) => {
    const provider = await lockUnchanged(trx, of.provider);
    if (provider === null || provider.use === 'off') return 'off';
    const place = placeOf(provider);
    const admitted = await admitShown(trx, { provider: { ...place, id: provider.id }, shown, now });
    if (typeof admitted === 'string') {
      // Without their name: the provider has it, and they may be no one of the hotel's.
      const actor = { id: 'nobody', name: 'Nobody' };
      await tellOfProvider(trx, {
        place,
        now,
        actor,
        action: 'sign_in_provider.refused',
        after: { because: admitted },
      });
      return admitted;
    }
    const by = provider.second_factor || shown.twoFactors ? 'company_account_with_second_factor' : 'company_account';
    return openStaffSession(parts, trx, { ...admitted, by, providerId: provider.id, request, now });
  });
}
