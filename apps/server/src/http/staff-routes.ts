// Sign-in, sign-out and who is signed in.
import type { Me, SignedInBy } from '@nightlatch/api';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Db, Trx } from '../db/schema.ts';
import type { ServerParts } from '../server-parts.ts';
import { hasPassword } from '../sign-in/change-password.ts';
import { missingAt, placeAsks } from '../sign-in/place-asks.ts';
import { type NotProved, readSecondFactor, takeSecondFactor } from '../sign-in/second-factor.ts';
import { reaches } from '../sign-in/sign-in-providers.ts';
import type { SignedInStaff } from '../sign-in/staff-sign-in.ts';
import { writeSignInAudit } from '../sign-in/write-sign-in-audit.ts';
import { asPerson } from './assert-recent-sign-in.ts';
import { implement } from './implement-operation.ts';
import { ProblemError } from './problem-error.ts';
import { countSignIn, giveBackSignIn, tooMany } from './rate-limits.ts';
import { runCommand } from './run-command.ts';

export function registerStaffRoutes(app: FastifyInstance, parts: ServerParts): void {
  implement(app, parts, 'signIn', { transaction: 'none', perMinute: 60 }, async (ctx) => {
    const { email, password, code } = ctx.body;
    // Counted by what was typed, known or not: a limit reached tells nothing about who exists.
    await countSignIn(parts, ctx.request, email);
    const known = await parts.staffSignIn.whosePassword({ email, password });
    if (known === null) throw new ProblemError('not_signed_in', { detail: 'E-mail or password is wrong.' });
    const of = { ...known, code, request: ctx.request, now: new Date(ctx.now) };
    const opened = await runCommand(parts, (trx) => enter(parts, trx, of));
    if (opened === 'wrong') throw new ProblemError('second_factor_wrong');
    giveBackSignIn(parts, ctx.request, email);
    if (opened === 'second_factor_needed') throw new ProblemError(opened);
    if ('retryAfterSeconds' in opened) throw tooMany(opened.retryAfterSeconds);
    ctx.reply.header('set-cookie', opened.setCookies);
    return opened.me;
  });

  implement(app, parts, 'signOut', { transaction: 'none' }, async (ctx) => {
    if (ctx.caller.kind === 'apiKey') throw new ProblemError('forbidden', { detail: 'An API key has no session.' });
    ctx.reply.header('set-cookie', await parts.staffSignIn.signOut(ctx.request));
    return undefined;
  });

  implement(app, parts, 'getMe', {}, async (ctx) => readMe(ctx.db, asPerson(ctx.caller)));
}

/** Opens the session of somebody whose password was right, once the second factor is too, where one is set up. */
async function enter(
  parts: ServerParts,
  trx: Trx,
  of: { staffId: string; code: string | undefined; request: FastifyRequest; now: Date },
): Promise<Awaited<ReturnType<typeof openStaffSession>> | 'second_factor_needed' | NotProved> {
  const { staffId, code, request, now } = of;
  if ((await readSecondFactor(trx, staffId)) === null)
    return openStaffSession(parts, trx, { staffId, by: 'password', request, now });
  if (code === undefined || code.trim() === '') return 'second_factor_needed';
  const { masterKey } = parts.config;
  const proved = await takeSecondFactor(trx, { masterKey, staffId, code, now });
  if (typeof proved === 'object') return proved;
  if (proved !== 'wrong') return openStaffSession(parts, trx, { staffId, by: `password_and_${proved}`, request, now });
  // Whoever sends one knows the password.
  const actor = { id: `staff:${staffId}`, name: await nameOf(trx, staffId) };
  await writeSignInAudit(trx, { staffId, actor, action: 'staff.second_factor_failed', now });
  return proved;
}

const nameOf = async (trx: Trx, staffId: string): Promise<string> =>
  (await trx.selectFrom('staff_user').select('name').where('id', '=', staffId).executeTakeFirstOrThrow()).name;

/** Opens the session of somebody who has just proved who they are, and writes it into the audit of each of their locations. */
export async function openStaffSession(
  parts: ServerParts,
  trx: Trx,
  of: { staffId: string; by: SignedInBy; providerId?: string; request: FastifyRequest; now: Date },
): Promise<{ me: Me; setCookies: string[] }> {
  const { staffId, by, providerId = null, request, now } = of;
  const { staff, setCookies } = await parts.staffSignIn.open(trx, {
    staffId,
    by,
    providerId,
    now,
    userAgent: request.headers['user-agent'],
  });
  const actor = { id: `staff:${staffId}`, name: staff.name };
  await writeSignInAudit(trx, { staffId, actor, action: 'staff.signed_in', now, providerId, after: { by } });
  return { me: await readMe(trx, staff), setCookies };
}

async function readMe(db: Db | Trx, staff: SignedInStaff): Promise<Me> {
  const roles = await db
    .selectFrom('staff_role as r')
    .innerJoin('location as l', 'l.id', 'r.location_id')
    .innerJoin('brand as b', 'b.id', 'l.brand_id')
    .select(['l.id as locationId', 'l.name as locationName', 'r.role'])
    .select([placeAsks.secondFactor.as('secondFactor'), placeAsks.companyOnly.as('companyOnly')])
    .where('r.staff_id', '=', staff.staffId)
    .where(reaches(staff.providerId))
    .orderBy('l.name')
    .orderBy('l.id')
    .execute();
  const { passkeys } = await db
    .selectFrom('staff_passkey')
    .select(({ fn }) => fn.countAll<number>().as('passkeys'))
    .where('staff_id', '=', staff.staffId)
    .executeTakeFirstOrThrow();
  const { staffId: id, name, email, signedInBy, providerId } = staff;
  const accounts = await db
    .selectFrom('staff_provider_identity as i')
    .innerJoin('sign_in_provider as p', 'p.id', 'i.provider_id')
    .select(['p.id', 'p.name'])
    .where('i.staff_id', '=', id)
    .where('p.use', '<>', 'off')
    .orderBy('p.name')
    .execute();
  const shown = accounts.filter((one) => providerId === null || one.id === providerId);
  return {
    ...{ id, name, email, signedInBy, passkeys },
    hasPassword: await hasPassword(db, id),
    secondFactor: (await readSecondFactor(db, id)) !== null,
    companyAccount: accounts.find((one) => one.id === providerId)?.name ?? null,
    companyAccounts: shown.map((one) => one.name),
    roles: roles.map(({ secondFactor, companyOnly, ...at }) => {
      const missing = missingAt({ secondFactor, companyOnly }, { ...staff, role: at.role });
      return {
        ...at,
        secondFactorMissing: missing === 'second_factor_required',
        companySignInMissing: missing === 'company_sign_in_required',
      };
    }),
  };
}
