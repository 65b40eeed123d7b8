// Sign-in, sign-out and who is signed in.
import type { Me } from '@nightlatch/api';
import type { FastifyInstance } from 'fastify';
import type { Db } from '../db/schema.ts';
import type { ServerParts } from '../server-parts.ts';
import type { SignedInStaff } from '../sign-in/staff-sign-in.ts';
import { implement } from './implement-operation.ts';
import { ProblemError } from './problem-error.ts';
import { countSignInFailure, limitSignIn } from './rate-limits.ts';

export function registerStaffRoutes(app: FastifyInstance, parts: ServerParts): void {
  implement(app, parts, 'signIn', { transaction: 'none', perMinute: 60 }, async (ctx) => {
    const { email, password } = ctx.body;
    // Counted by what was typed, known or not: a limit reached tells nothing about who exists.
    await limitSignIn(parts, ctx.request, email);
    const found = await parts.staffSignIn.signIn({ email, password, userAgent: ctx.request.headers['user-agent'] });
    if (found === null) {
      await countSignInFailure(parts, ctx.request, email);
      throw new ProblemError('not_signed_in', { detail: 'E-mail or password is wrong.' });
    }
    ctx.reply.header('set-cookie', found.setCookies);
    return readMe(parts.db, found.staff);
  });

  implement(app, parts, 'signOut', { transaction: 'none' }, async (ctx) => {
    if (ctx.caller.kind === 'apiKey') throw new ProblemError('forbidden', { detail: 'An API key has no session.' });
    ctx.reply.header('set-cookie', await parts.staffSignIn.signOut(ctx.request));
    return undefined;
  });

  implement(app, parts, 'getMe', {}, async (ctx) => {
    if (ctx.caller.kind === 'apiKey')
      throw new ProblemError('forbidden', { detail: 'An API key is nobody’s account.' });
    return readMe(ctx.db, ctx.caller);
  });
}

async function readMe(db: Db, staff: SignedInStaff): Promise<Me> {
  const roles = await db
    .selectFrom('staff_role as r')
    .innerJoin('location as l', 'l.id', 'r.location_id')
    .select(['l.id as locationId', 'l.name as locationName', 'r.role'])
    .where('r.staff_id', '=', staff.staffId)
    .orderBy('l.name')
    .orderBy('l.id')
    .execute();
  return { id: staff.staffId, name: staff.name, email: staff.email, roles };
}
