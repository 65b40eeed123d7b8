// Who may do what: staff, brand administrators, invitations, API keys.
import type { FastifyInstance } from 'fastify';
import { createApiKey, revokeApiKey } from '../admin/api-keys.ts';
import {
  type Acceptance,
  acceptInvitation,
  findInvitation,
  invite,
  newAccountId,
  type Shown,
  withdrawInvitation,
} from '../admin/invitations.ts';
import { changeRole, removeBrandAdministrator, removeStaff } from '../admin/staff.ts';
import type { Trx } from '../db/schema.ts';
import type { ServerParts } from '../server-parts.ts';
import { keepPasskey, provePasskey, startAdding, takeChallenge } from '../sign-in/passkeys.ts';
import { listApiKeys, listInvitations, listStaff } from './administration-views.ts';
import { found, must } from './answer-admin.ts';
import { implement, type OperationContext } from './implement-operation.ts';
import { assertName, creationView } from './passkey-routes.ts';
import { ProblemError } from './problem-error.ts';
import { countSignIn, giveBackSignIn } from './rate-limits.ts';
import { runCommand } from './run-command.ts';
import { openStaffSession } from './staff-routes.ts';

type Command = { readonly actor: string; readonly actorName: string; readonly now: number };
const by = ({ actor, actorName, now }: Command) => ({ actor: { id: actor, name: actorName }, now: new Date(now) });
const one = { limit: 1 };

export function registerAccessRoutes(app: FastifyInstance, parts: ServerParts): void {
  registerStaffRoleRoutes(app, parts);
  registerInvitationRoutes(app, parts);
  implement(app, parts, 'listApiKeys', {}, ({ db, params, query }) => listApiKeys(db, { ...params, query }));
  implement(app, parts, 'createApiKey', { perMinute: 30 }, async (ctx) =>
    createApiKey(ctx.trx, { ...by(ctx), locationId: ctx.params.locationId, ...ctx.body }),
  );
  implement(app, parts, 'revokeApiKey', {}, async (ctx) => {
    must(await revokeApiKey(ctx.trx, { ...by(ctx), ...ctx.params }));
    return undefined;
  });
}

function registerStaffRoleRoutes(app: FastifyInstance, parts: ServerParts): void {
  implement(app, parts, 'listStaff', {}, ({ db, params, query }) => listStaff(db, { ...params, query }));
  implement(app, parts, 'setStaffRole', {}, async (ctx) => {
    must(await changeRole(ctx.trx, { ...by(ctx), ...ctx.params, role: ctx.body.role }));
    return found((await listStaff(ctx.trx, { ...ctx.params, query: one })).items[0]);
  });
  implement(app, parts, 'removeStaff', {}, async (ctx) => {
    must(await removeStaff(ctx.trx, { ...by(ctx), ...ctx.params }));
    return undefined;
  });
  implement(app, parts, 'listBrandAdministrators', {}, ({ db, params, query }) => listStaff(db, { ...params, query }));
  implement(app, parts, 'removeBrandAdministrator', {}, async (ctx) => {
    must(await removeBrandAdministrator(ctx.trx, { ...by(ctx), ...ctx.params }));
    return undefined;
  });
}

function registerInvitationRoutes(app: FastifyInstance, parts: ServerParts): void {
  // The secret stands in the fragment: it reaches no server, log or preview.
  const answerOf = (made: { id: string; secret: string; expiresAt: Date }) => ({
    id: made.id,
    url: `${parts.config.publicUrl}/console/#invitation=${made.secret}`,
    expiresAt: made.expiresAt.toISOString(),
  });
  implement(app, parts, 'listInvitations', {}, ({ db, params, query, now }) =>
    listInvitations(db, { of: params, query, now }),
  );
  implement(app, parts, 'listBrandInvitations', {}, ({ db, params, query, now }) =>
    listInvitations(db, { of: params, query, now }),
  );
  implement(app, parts, 'inviteStaff', { perMinute: 30 }, async (ctx) => {
    const { locationId } = ctx.params;
    const { brand_id: brandId } = await ctx.trx
      .selectFrom('location')
      .select('brand_id')
      .where('id', '=', locationId)
      .executeTakeFirstOrThrow();
    return answerOf(must(await invite(ctx.trx, { ...by(ctx), offer: { brandId, locationId, ...ctx.body } })));
  });
  implement(app, parts, 'inviteBrandAdministrator', { perMinute: 30 }, async (ctx) => {
    const offer = { brandId: ctx.params.brandId, locationId: null, role: 'brand_admin' as const, ...ctx.body };
    return answerOf(must(await invite(ctx.trx, { ...by(ctx), offer })));
  });
  implement(app, parts, 'withdrawInvitation', {}, async (ctx) => {
    must(await withdrawInvitation(ctx.trx, { ...by(ctx), of: ctx.params, invitationId: ctx.params.invitationId }));
    return undefined;
  });
  implement(app, parts, 'withdrawBrandInvitation', {}, async (ctx) => {
    must(await withdrawInvitation(ctx.trx, { ...by(ctx), of: ctx.params, invitationId: ctx.params.invitationId }));
    return undefined;
  });
  implement(app, parts, 'readInvitation', { perMinute: 60 }, async (ctx) => {
    const read = await findInvitation(ctx.trx, { secret: ctx.body.secret, now: new Date(ctx.now) });
    if (!read.ok) throw new ProblemError(read.code);
    const { invitation } = read;
    const place =
      invitation.location_id === null
        ? await ctx.trx.selectFrom('brand').select('name').where('id', '=', invitation.brand_id).executeTakeFirst()
        : await ctx.trx
            .selectFrom('location')
            .select('name')
            .where('id', '=', invitation.location_id)
            .executeTakeFirst();
    const account = await ctx.trx
      .selectFrom('staff_user')
      .select('id')
      .where('email', '=', invitation.email)
      .executeTakeFirst();
    return {
      name: invitation.name,
      email: invitation.email,
      role: invitation.role,
      place: place?.name ?? '',
      hasAccount: account !== undefined,
      expiresAt: invitation.expires_at.toISOString(),
    };
  });
  implement(app, parts, 'startInvitationPasskey', { perMinute: 60 }, async ({ trx, body, now }) => {
    assertName(parts);
    const found = await findInvitation(trx, { secret: body.secret, now: new Date(now) });
    if (!found.ok) throw new ProblemError(found.code);
    const { name, email } = found.invitation;
    const account = await trx.selectFrom('staff_user').select('id').where('email', '=', email).executeTakeFirst();
    if (account)
      throw new ProblemError('conflict', { detail: 'There is an account with this e-mail; use its passkey.' });
    const staff = { staffId: newAccountId(found.invitation), name, email };
    return creationView(await startAdding(trx, { site: parts.config, staff, isNew: true, now: new Date(now) }));
  });
  implement(app, parts, 'acceptInvitation', { transaction: 'none', perMinute: 30 }, async (ctx) => {
    const { secret, name } = ctx.body;
    // Guessing an account's password through a link counts like guessing it at sign-in.
    await countSignIn(parts, ctx.request, `invitation ${secret}`);
    const now = new Date(ctx.now);
    const show = await shownBy(parts, ctx.body, now);
    const accepted = await runCommand(parts, async (trx) => {
      const shown = await show(trx);
      const outcome: Acceptance = shown
        ? await acceptInvitation(trx, { secret, shown, name, now })
        : { ok: false, code: 'passkey_refused' };
      if (!outcome.ok) {
        const { code } = outcome;
        // Nothing of it stays: an account was made a moment ago.
        if (code === 'passkey_refused') throw passkeyRefused();
        return { refused: code };
      }
      const { email, staffId } = outcome;
      if (shown && 'password' in shown) return { email, setCookies: null };
      const opened = await openStaffSession(parts, trx, { staffId, by: 'passkey', request: ctx.request, now });
      return { email, setCookies: opened.setCookies };
    });
    const guessed = 'refused' in accepted && accepted.refused === 'not_theirs';
    if (!guessed) giveBackSignIn(parts, ctx.request, `invitation ${secret}`);
    if ('email' in accepted) {
      const { email, setCookies } = accepted;
      if (setCookies) ctx.reply.header('set-cookie', setCookies);
      return { email, signedIn: setCookies !== null };
    }
    if (accepted.refused !== 'not_theirs') throw new ProblemError(accepted.refused);
    throw new ProblemError('not_signed_in', {
      detail: 'There is an account with this e-mail; what you showed is not its password or passkey.',
    });
  });
}

const passkeyRefused = (): ProblemError =>
  new ProblemError('conflict', { detail: 'This passkey was not taken: it took too long, or was not right.' });

type AcceptBody = OperationContext<'acceptInvitation'>['body'];

/**
 * How the person shows who they are. A challenge is taken here, in a transaction of its own, so that a wrong answer uses it up too; the
 * rest happens within the command's. Throws `invalid_request` unless there is exactly one way.
 */
async function shownBy(parts: ServerParts, body: AcceptBody, now: Date): Promise<(trx: Trx) => Promise<Shown | null>> {
  const { password, newPasskey, passkey: proof } = body;
  if ([password, newPasskey, proof].filter((one) => one !== undefined).length !== 1)
    throw new ProblemError('invalid_request', {
      fields: [{ path: 'body', message: 'must hold one of password, newPasskey and passkey' }],
    });
  if (password !== undefined) return async () => ({ password });
  const site = parts.config;
  const { clientDataJSON } = (newPasskey?.passkey ?? proof)?.response ?? { clientDataJSON: '' };
  const challenge = await runCommand(parts, (trx) => takeChallenge(trx, { clientDataJSON, staffId: null, now }));
  return async (trx) => {
    if (challenge === null) return null;
    if (newPasskey) {
      const { name, passkey: answer } = newPasskey;
      const keep = async (staffId: string) => keepPasskey(trx, { site, challenge, staffId, name, answer, now });
      return { keepPasskey: async (staffId) => (await keep(staffId)) !== null };
    }
    const proved = proof ? await provePasskey(trx, { site, challenge, proof, now }) : null;
    return proved && { passkeyOf: proved.staffId };
  };
}
