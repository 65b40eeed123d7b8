// The second factor: one's own under "My account", what a location or brand asks for, and an administrator's reset.
import type { FastifyInstance } from 'fastify';
import { resetSignIn } from '../admin/reset-sign-in.ts';
import { setSignInPolicy } from '../admin/sign-in-policy.ts';
import type { Trx } from '../db/schema.ts';
import type { ServerParts } from '../server-parts.ts';
import { endSessions } from '../sign-in/change-password.ts';
import {
  confirmSecondFactor,
  makeRecoveryCodes,
  readSecondFactor,
  removeSecondFactor,
  startSecondFactor,
} from '../sign-in/second-factor.ts';
import { writeSignInAudit } from '../sign-in/write-sign-in-audit.ts';
import { found, must } from './answer-admin.ts';
import { asPerson, assertMayChangeSignIn } from './assert-recent-sign-in.ts';
import type { ApiKeyCaller, StaffCaller } from './callers.ts';
import { implement } from './implement-operation.ts';
import { ProblemError } from './problem-error.ts';
import { runCommand } from './run-command.ts';

const actorOf = (person: StaffCaller) => ({ id: `staff:${person.staffId}`, name: person.name });

export function registerSecondFactorRoutes(app: FastifyInstance, parts: ServerParts): void {
  registerOwn(app, parts);
  registerPolicies(app, parts);
  implement(app, parts, 'resetStaffSignIn', { perMinute: 30 }, async (ctx) => {
    const actor = { id: ctx.actor, name: ctx.actorName };
    must(
      await resetSignIn(ctx.trx, {
        ...ctx.params,
        actor,
        providerId: asPerson(ctx.caller).providerId,
        now: new Date(ctx.now),
      }),
    );
    return undefined;
  });
}

function registerOwn(app: FastifyInstance, parts: ServerParts): void {
  const { masterKey } = parts.config;
  const allowed = async (trx: Trx, caller: StaffCaller | ApiKeyCaller, now: number): Promise<StaffCaller> => {
    const person = asPerson(caller);
    await assertMayChangeSignIn(trx, person, now);
    return person;
  };
  implement(app, parts, 'getSecondFactor', {}, async ({ db, caller }) => {
    const state = await readSecondFactor(db, asPerson(caller).staffId);
    return {
      since: state?.since.toISOString() ?? null,
      recoveryCodesLeft: state?.recoveryCodesLeft ?? 0,
    };
  });
  implement(app, parts, 'startSecondFactor', { perMinute: 30 }, async ({ trx, caller, now }) => {
    const staff = await allowed(trx, caller, now);
    const begun = await startSecondFactor(trx, { masterKey, staff, now: new Date(now) });
    if (begun) return begun;
    throw new ProblemError('conflict', { detail: 'You have an authenticator app already; remove it first.' });
  });
  implement(app, parts, 'confirmSecondFactor', { transaction: 'none', perMinute: 30 }, async (ctx) => {
    const person = asPerson(ctx.caller);
    const { staffId } = person;
    const now = new Date(ctx.now);
    const recoveryCodes = await runCommand(parts, async (trx) => {
      await assertMayChangeSignIn(trx, person, ctx.now);
      const codes = await confirmSecondFactor(trx, { masterKey, staffId, code: ctx.body.code, now });
      if (codes === null) return null;
      await parts.staffSignIn.raise(trx, { sessionId: person.sessionId, by: 'password_and_code' });
      await writeSignInAudit(trx, { staffId, actor: actorOf(person), action: 'staff.second_factor_added', now });
      return codes;
    });
    if (recoveryCodes !== null) return { recoveryCodes };
    throw new ProblemError('second_factor_wrong');
  });
  implement(app, parts, 'makeRecoveryCodes', { perMinute: 30 }, async ({ trx, caller, now }) => {
    const person = await allowed(trx, caller, now);
    const { staffId } = person;
    found((await readSecondFactor(trx, staffId)) ?? undefined);
    const recoveryCodes = await makeRecoveryCodes(trx, staffId);
    const at = new Date(now);
    await writeSignInAudit(trx, { staffId, actor: actorOf(person), action: 'staff.recovery_codes_made', now: at });
    return { recoveryCodes };
  });
  implement(app, parts, 'removeSecondFactor', { perMinute: 30 }, async ({ trx, caller, now }) => {
    const person = await allowed(trx, caller, now);
    const { staffId } = person;
    if (await removeSecondFactor(trx, staffId)) {
      const at = new Date(now);
      // The phone may be in other hands, as with a passkey.
      await endSessions(trx, { staffId, but: person.sessionId });
      await writeSignInAudit(trx, { staffId, actor: actorOf(person), action: 'staff.second_factor_removed', now: at });
    }
    return undefined;
  });
}

function registerPolicies(app: FastifyInstance, parts: ServerParts): void {
  implement(app, parts, 'getSignInPolicy', {}, async ({ db, params }) => {
    const row = await db
      .selectFrom('location as l')
      .innerJoin('brand as b', 'b.id', 'l.brand_id')
      .select(['l.second_factor_required as own', 'b.second_factor_required as brand'])
      .where('l.id', '=', params.locationId)
      .executeTakeFirst();
    const { own, brand } = found(row);
    return { secondFactorRequired: own, requiredByBrand: brand };
  });
  implement(app, parts, 'putSignInPolicy', { perMinute: 30 }, async (ctx) => {
    const { locationId } = ctx.params;
    const actor = { id: ctx.actor, name: ctx.actorName };
    const now = new Date(ctx.now);
    const { secondFactorRequired } = ctx.body;
    const requiredByBrand = await setSignInPolicy(ctx.trx, { locationId, secondFactorRequired, actor, now });
    return { secondFactorRequired, requiredByBrand };
  });
  implement(app, parts, 'getBrandSignInPolicy', {}, async ({ db, params }) => {
    const row = await db
      .selectFrom('brand')
      .select('second_factor_required as secondFactorRequired')
      .where('id', '=', params.brandId)
      .executeTakeFirst();
    return found(row);
  });
  implement(app, parts, 'putBrandSignInPolicy', { perMinute: 30 }, async (ctx) => {
    const { secondFactorRequired } = ctx.body;
    const actor = { id: ctx.actor, name: ctx.actorName };
    const { brandId } = ctx.params;
    await setSignInPolicy(ctx.trx, { brandId, secondFactorRequired, actor, now: new Date(ctx.now) });
    return { secondFactorRequired };
  });
}
