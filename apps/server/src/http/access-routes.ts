// Who may do what: staff, brand administrators, invitations, API keys.
import type { FastifyInstance } from 'fastify';
import { createApiKey, revokeApiKey } from '../admin/api-keys.ts';
import { acceptInvitation, findInvitation, invite, withdrawInvitation } from '../admin/invitations.ts';
import { changeRole, removeBrandAdministrator, removeStaff } from '../admin/staff.ts';
import type { ServerParts } from '../server-parts.ts';
import { listApiKeys, listInvitations, listStaff } from './administration-views.ts';
import { found, must } from './answer-admin.ts';
import { implement } from './implement-operation.ts';
import { ProblemError } from './problem-error.ts';
import { countSignIn, giveBackSignIn } from './rate-limits.ts';

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
  implement(app, parts, 'acceptInvitation', { perMinute: 30 }, async (ctx) => {
    const { secret, password, name } = ctx.body;
    // Guessing an account's password through a link counts like guessing it at sign-in.
    await countSignIn(parts, ctx.request, `invitation ${secret}`);
    const accepted = await acceptInvitation(ctx.trx, { secret, password, name, now: new Date(ctx.now) });
    if (accepted.ok || accepted.code !== 'wrong_password') giveBackSignIn(parts, ctx.request, `invitation ${secret}`);
    if (accepted.ok) return { email: accepted.email };
    if (accepted.code !== 'wrong_password') throw new ProblemError(accepted.code);
    throw new ProblemError('not_signed_in', {
      detail: 'There is an account with this e-mail; its password is another.',
    });
  });
}
