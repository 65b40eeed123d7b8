// One's own password: changed while signed in, or set anew by a link that comes by e-mail.
import type { FastifyInstance } from 'fastify';
import type { ServerParts } from '../server-parts.ts';
import { hasPassword, replacePassword, resetPassword, wantPasswordLink } from '../sign-in/change-password.ts';
import { passwordFits } from '../sign-in/staff-sign-in.ts';
import { asPerson, assertMayChangePassword } from './assert-recent-sign-in.ts';
import { implement } from './implement-operation.ts';
import { ProblemError } from './problem-error.ts';
import { countPasswordLink, countSignIn, giveBackSignIn } from './rate-limits.ts';
import { runCommand } from './run-command.ts';

export function registerPasswordRoutes(app: FastifyInstance, parts: ServerParts): void {
  implement(app, parts, 'changePassword', { transaction: 'none', perMinute: 30 }, async (ctx) => {
    const person = asPerson(ctx.caller);
    const { staffId, email, sessionId } = person;
    const { currentPassword, newPassword: password } = ctx.body;
    const now = new Date(ctx.now);
    // Guessing it here counts like guessing it at sign-in.
    if (currentPassword !== undefined) await countSignIn(parts, ctx.request, email);
    const changed = await runCommand(parts, async (trx) => {
      await assertMayChangePassword(trx, person, { now: ctx.now, byPassword: currentPassword !== undefined });
      const shown =
        currentPassword === undefined
          ? person.signedInBy === 'passkey' || !(await hasPassword(trx, staffId))
          : await passwordFits(trx, { staffId, password: currentPassword });
      if (!shown) return false;
      const actor = { id: `staff:${staffId}`, name: person.name };
      await replacePassword(trx, { staffId, password, sessionId, action: 'staff.password_changed', actor, now });
      return true;
    });
    if (!changed) throw new ProblemError('password_wrong');
    if (currentPassword !== undefined) giveBackSignIn(parts, ctx.request, email);
    return undefined;
  });
  implement(app, parts, 'forgetPassword', { perMinute: 10 }, async (ctx) => {
    const { email, language = 'en' } = ctx.body;
    // By what was typed, known or not: a limit reached tells nothing about who exists.
    await countPasswordLink(parts, ctx.request, email);
    await wantPasswordLink(ctx.trx, { email, language, now: new Date(ctx.now) });
    return undefined;
  });
  implement(app, parts, 'resetPassword', { perMinute: 30 }, async (ctx) => {
    const { secret, newPassword: password } = ctx.body;
    const outcome = await resetPassword(ctx.trx, { secret, password, now: new Date(ctx.now) });
    if (outcome !== 'done') throw new ProblemError(outcome);
    return undefined;
  });
}
