// Passkeys: signing in with one, and one's own under "My account".
import type { Passkey, PasskeyCreation } from '@nightlatch/api';
import type { FastifyInstance } from 'fastify';
import type { ServerParts } from '../server-parts.ts';
import { removePasskey, renamePasskey } from '../sign-in/change-passkeys.ts';
import {
  hasName,
  keepPasskey,
  listPasskeys,
  MOST_PASSKEYS,
  provePasskey,
  startAdding,
  startSignIn,
  takeChallenge,
} from '../sign-in/passkeys.ts';
import { writeSignInAudit } from '../sign-in/write-sign-in-audit.ts';
import { found, must } from './answer-admin.ts';
import { asPerson, assertMayChangeSignIn } from './assert-recent-sign-in.ts';
import type { StaffCaller } from './callers.ts';
import { implement } from './implement-operation.ts';
import { ProblemError } from './problem-error.ts';
import { countSignIn, giveBackSignIn } from './rate-limits.ts';
import { runCommand } from './run-command.ts';
import { openStaffSession } from './staff-routes.ts';

const view = (row: Awaited<ReturnType<typeof listPasskeys>>[number]): Passkey => ({
  id: row.id,
  name: row.name,
  backedUp: row.backed_up,
  createdAt: row.created_at.toISOString(),
  lastUsedAt: row.last_used_at?.toISOString() ?? null,
});

const actorOf = (person: StaffCaller) => ({ id: `staff:${person.staffId}`, name: person.name });

export function registerPasskeyRoutes(app: FastifyInstance, parts: ServerParts): void {
  registerSigningIn(app, parts);
  registerAdding(app, parts);
  implement(app, parts, 'listOwnPasskeys', {}, async ({ db, caller }) => ({
    items: (await listPasskeys(db, asPerson(caller).staffId)).map(view),
  }));
  implement(app, parts, 'renamePasskey', {}, async ({ trx, caller, params, body }) => {
    const { staffId } = asPerson(caller);
    must(await renamePasskey(trx, { staffId, ...params, name: body.name }));
    const mine = await listPasskeys(trx, staffId);
    return view(found(mine.find((one) => one.id === params.passkeyId)));
  });
  implement(app, parts, 'removePasskey', { perMinute: 60 }, async ({ trx, caller, params, now }) => {
    const person = asPerson(caller);
    await assertMayChangeSignIn(trx, person, now);
    must(await removePasskey(trx, { person, ...params, actor: actorOf(person), now: new Date(now) }));
    return undefined;
  });
}

/** What the contract says of the browser's options. */
export const creationView = (options: Awaited<ReturnType<typeof startAdding>>): PasskeyCreation => {
  const { rp, user, pubKeyCredParams, challenge, timeout = 0, excludeCredentials = [] } = options;
  return {
    challenge,
    rp: { id: rp.id ?? '', name: rp.name },
    user,
    pubKeyCredParams: pubKeyCredParams.map(({ alg }) => ({ alg, type: 'public-key' as const })),
    timeout,
    attestation: 'none',
    authenticatorSelection: { residentKey: 'required', requireResidentKey: true, userVerification: 'required' },
    excludeCredentials: excludeCredentials.map(({ id, transports }) => ({
      id,
      type: 'public-key' as const,
      ...(transports ? { transports: [...transports] } : {}),
    })),
  };
};

/** Throws `conflict` where no browser makes passkeys for this address. */
export function assertName(parts: ServerParts): void {
  if (hasName(parts.config)) return;
  throw new ProblemError('conflict', {
    detail: 'Passkeys belong to a site with a name; this one is reached by an address of numbers (PUBLIC_URL).',
  });
}

function registerSigningIn(app: FastifyInstance, parts: ServerParts): void {
  const site = parts.config;
  implement(app, parts, 'startPasskeySignIn', { perMinute: 120 }, async ({ trx, now }) => {
    assertName(parts);
    const { challenge, rpId = '', timeout = 0 } = await startSignIn(trx, { site, now: new Date(now) });
    return { challenge, rpId, timeout, userVerification: 'required' };
  });
  implement(app, parts, 'signInWithPasskey', { transaction: 'none', perMinute: 60 }, async (ctx) => {
    const { passkey: proof } = ctx.body;
    const subject = `passkey ${proof.id}`;
    await countSignIn(parts, ctx.request, subject);
    const now = new Date(ctx.now);
    // Committed before the answer is looked at: a wrong one uses it up as well.
    const { clientDataJSON } = proof.response;
    const challenge = await runCommand(parts, (trx) => takeChallenge(trx, { clientDataJSON, staffId: null, now }));
    const opened = await runCommand(parts, async (trx) => {
      const proved = challenge === null ? null : await provePasskey(trx, { site, challenge, proof, now });
      if (proved === null) return null;
      return openStaffSession(parts, trx, { ...proved, by: 'passkey', request: ctx.request, now });
    });
    if (opened === null) {
      throw new ProblemError('not_signed_in', {
        detail: 'This passkey was not taken. Try again, or use your password.',
      });
    }
    giveBackSignIn(parts, ctx.request, subject);
    ctx.reply.header('set-cookie', opened.setCookies);
    return opened.me;
  });
}

function registerAdding(app: FastifyInstance, parts: ServerParts): void {
  const site = parts.config;
  implement(app, parts, 'startAddingPasskey', { perMinute: 60 }, async ({ trx, caller, now }) => {
    const staff = asPerson(caller);
    await assertMayChangeSignIn(trx, staff, now);
    assertName(parts);
    return creationView(await startAdding(trx, { site, staff, now: new Date(now) }));
  });
  implement(app, parts, 'addPasskey', { transaction: 'none', perMinute: 60 }, async (ctx) => {
    const person = asPerson(ctx.caller);
    const { staffId } = person;
    const { name, passkey: answer } = ctx.body;
    const now = new Date(ctx.now);
    const { clientDataJSON } = answer.response;
    const challenge = await runCommand(parts, (trx) => takeChallenge(trx, { clientDataJSON, staffId, now }));
    const made = await runCommand(parts, async (trx) => {
      await assertMayChangeSignIn(trx, person, ctx.now);
      const kept = challenge === null ? null : await keepPasskey(trx, { site, challenge, staffId, name, answer, now });
      if (kept === null) return null;
      const actor = actorOf(person);
      // Whoever has just made one has shown the device and themself.
      await parts.staffSignIn.raise(trx, { sessionId: person.sessionId, by: 'passkey' });
      await writeSignInAudit(trx, { staffId, actor, action: 'staff.passkey_added', now });
      return (await listPasskeys(trx, staffId)).find((one) => one.id === kept.id) ?? null;
    });
    if (made === null) {
      throw new ProblemError('conflict', {
        detail: `This passkey was not taken: it took too long, is here already, or there are ${MOST_PASSKEYS}. Try again.`,
      });
    }
    return view(made);
  });
}
