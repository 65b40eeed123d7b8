// Sign-in, sign-out and who is signed in.
import type { Me, SignedInBy } from '@nightlatch/api';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Db, Trx } from '../db/schema.ts';
import type { ServerParts } from '../server-parts.ts';
import type { SignedInStaff } from '../sign-in/staff-sign-in.ts';
import { writeSignInAudit } from '../sign-in/write-sign-in-audit.ts';
import { asPerson } from './assert-recent-sign-in.ts';
import { implement } from './implement-operation.ts';
import { ProblemError } from './problem-error.ts';
import { countSignInFailure, limitSignIn } from './rate-limits.ts';
import { runCommand } from './run-command.ts';

export function registerStaffRoutes(app: FastifyInstance, parts: ServerParts): void {
  implement(app, parts, 'signIn', { transaction: 'none', perMinute: 60 }, async (ctx) => {
    const { email, password } = ctx.body;
    // Counted by what was typed, known or not: a limit reached tells nothing about who exists.
    await limitSignIn(parts, ctx.request, email);
    const known = await parts.staffSignIn.whosePassword({ email, password });
    if (known === null) {
      await countSignInFailure(parts, ctx.request, email);
      throw new ProblemError('not_signed_in', { detail: 'E-mail or password is wrong.' });
    }
    const of = { ...known, by: 'password' as const, request: ctx.request, now: new Date(ctx.now) };
    const opened = await runCommand(parts, (trx) => openStaffSession(parts, trx, of));
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

/** Opens the session of somebody who has just proved who they are, and writes it into the audit of each of their locations. */
export async function openStaffSession(
  parts: ServerParts,
  trx: Trx,
  of: { staffId: string; by: SignedInBy; request: FastifyRequest; now: Date },
): Promise<{ me: Me; setCookies: string[] }> {
  const { staffId, by, request, now } = of;
  const { staff, setCookies } = await parts.staffSignIn.open(trx, {
    staffId,
    by,
    now,
    userAgent: request.headers['user-agent'],
  });
  const actor = { id: `staff:${staffId}`, name: staff.name };
  await writeSignInAudit(trx, { staffId, actor, action: 'staff.signed_in', now, after: { by } });
  return { me: await readMe(trx, staff), setCookies };
}

async function readMe(db: Db | Trx, staff: SignedInStaff): Promise<Me> {
  const roles = await db
    .selectFrom('staff_role as r')
    .innerJoin('location as l', 'l.id', 'r.location_id')
    .select(['l.id as locationId', 'l.name as locationName', 'r.role'])
    .where('r.staff_id', '=', staff.staffId)
    .orderBy('l.name')
    .orderBy('l.id')
    .execute();
  const { passkeys } = await db
    .selectFrom('staff_passkey')
    .select(({ fn }) => fn.countAll<number>().as('passkeys'))
    .where('staff_id', '=', staff.staffId)
    .executeTakeFirstOrThrow();
  const { staffId: id, name, email, signedInBy } = staff;
  return { id, name, email, roles, signedInBy, passkeys };
}
