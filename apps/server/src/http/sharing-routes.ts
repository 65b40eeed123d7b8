// Sharing a key over the API: invitations by the primary guest or by staff for them, and shared keys taken back by the primary guest.
import { SHARE_REFUSAL_SENTENCES, type ShareRefusal } from '@nightlatch/domain';
import type { FastifyInstance } from 'fastify';
import type { Trx } from '../db/schema.ts';
import { revokeKey } from '../keys/act-on-keys.ts';
import { inviteCompanion, withdrawInvitation } from '../keys/invite-companion.ts';
import type { ServerParts } from '../server-parts.ts';
import { keyIdOf } from './answer-key.ts';
import type { DeviceCaller } from './callers.ts';
import { implement, type OperationContext } from './implement-operation.ts';
import { listInvitations, readInvitation } from './invitation-view.ts';
import { ProblemError } from './problem-error.ts';

/** A refusal to share as the API's problem, in words for the guest or for staff. */
export function shareProblem(code: ShareRefusal, reader: 'guest' | 'staff' = 'guest'): ProblemError {
  const { title, todo } = SHARE_REFUSAL_SENTENCES[code][reader];
  return new ProblemError(code === 'invitation_over' ? 'link_expired' : code, { detail: `${title}. ${todo}`.trim() });
}

type Db = ServerParts['db'] | Trx;

/** The key, if this phone serves its guest or, with `orParent`, the guest of its primary key. Throws `not_found` otherwise. */
async function assertMine(
  db: Db,
  caller: DeviceCaller,
  keyId: string,
  options: { orParent: boolean },
): Promise<{ bookingId: string; kind: 'primary' | 'shared' }> {
  const { locationId, deviceId } = caller;
  const key = await db
    .selectFrom('digital_key as key')
    .leftJoin('digital_key as parent', (join) =>
      join.onRef('parent.location_id', '=', 'key.location_id').onRef('parent.id', '=', 'key.parent_key_id'),
    )
    .select(['key.booking_id', 'key.kind', 'key.guest_id', 'parent.guest_id as parentGuest'])
    .where('key.location_id', '=', locationId)
    .where('key.id', '=', keyId)
    .executeTakeFirst();
  if (!key) throw new ProblemError('not_found');
  const guests = [key.guest_id, ...(options.orParent && key.parentGuest ? [key.parentGuest] : [])];
  const mine = await db
    .selectFrom('device_serves')
    .select('guest_id')
    .where('location_id', '=', locationId)
    .where('device_id', '=', deviceId)
    .where('guest_id', 'in', guests)
    .executeTakeFirst();
  if (!mine) throw new ProblemError('not_found');
  return { bookingId: key.booking_id, kind: key.kind };
}

export function registerSharingRoutes(app: FastifyInstance, parts: ServerParts): void {
  implement(app, parts, 'inviteCompanion', { perMinute: 30 }, async (ctx) => {
    const { locationId, deviceId } = ctx.caller;
    await assertMine(ctx.trx, ctx.caller, ctx.params.keyId, { orParent: false });
    return invite(parts, ctx, { locationId, deviceId, reader: 'guest' });
  });

  implement(app, parts, 'inviteForGuest', { perMinute: 60 }, (ctx) =>
    invite(parts, ctx, { locationId: ctx.params.locationId, deviceId: null, reader: 'staff' }),
  );

  implement(app, parts, 'listCompanionInvitations', {}, async ({ db, caller, params, now }) => {
    const { bookingId, kind } = await assertMine(db, caller, params.keyId, { orParent: false });
    // A companion invites nobody, and does not see who else was invited.
    if (kind === 'shared') return { items: [], companionsLeft: 0 };
    return listInvitations(db, { locationId: caller.locationId, bookingId, keyId: params.keyId, now });
  });

  implement(app, parts, 'withdrawCompanionInvitation', {}, async (ctx) => {
    const { locationId } = ctx.caller;
    const { companionInvitationId: invitationId } = ctx.params;
    const { keyId } = await readInvitation(ctx.trx, { locationId, invitationId, now: ctx.now });
    await assertMine(ctx.trx, ctx.caller, keyId, { orParent: false });
    const actor = { id: ctx.actor, name: ctx.actorName };
    const done = await withdrawInvitation(ctx.trx, {
      locationId,
      invitationId,
      note: null,
      now: new Date(ctx.now),
      actor,
    });
    return answerWithdrawal(ctx.trx, { locationId, invitationId, now: ctx.now, done });
  });

  implement(app, parts, 'revokeSharedKey', {}, async (ctx) => {
    const { locationId } = ctx.caller;
    const { keyId } = ctx.params;
    const { kind } = await assertMine(ctx.trx, ctx.caller, keyId, { orParent: true });
    if (kind !== 'shared') throw new ProblemError('not_found', { detail: 'Only shared keys are taken back here.' });
    const actor = { id: ctx.actor, name: ctx.actorName };
    const outcome = await revokeKey(ctx.trx, {
      locationId,
      keyId,
      reason: 'guest_request',
      note: null,
      now: new Date(ctx.now),
      actor,
    });
    keyIdOf(outcome);
    return undefined;
  });

  implement(app, parts, 'listBookingInvitations', {}, async ({ db, params, now }) => {
    const booking = await db
      .selectFrom('booking')
      .select('id')
      .where('location_id', '=', params.locationId)
      .where('id', '=', params.bookingId)
      .executeTakeFirst();
    if (!booking) throw new ProblemError('not_found');
    return listInvitations(db, { ...params, now });
  });

  implement(app, parts, 'withdrawBookingInvitation', {}, async (ctx) => {
    const { locationId, companionInvitationId: invitationId } = ctx.params;
    const done = await withdrawInvitation(ctx.trx, {
      locationId,
      invitationId,
      note: ctx.body.note ?? null,
      now: new Date(ctx.now),
      actor: { id: ctx.actor, name: ctx.actorName },
    });
    return answerWithdrawal(ctx.trx, { locationId, invitationId, now: ctx.now, done });
  });
}

async function invite(
  parts: ServerParts,
  ctx: Pick<OperationContext<'inviteForGuest'>, 'trx' | 'now' | 'actor' | 'actorName' | 'body'> & {
    readonly params: { readonly keyId: string };
  },
  by: { locationId: string; deviceId: string | null; reader: 'guest' | 'staff' },
) {
  const { locationId } = by;
  const invited = await inviteCompanion(ctx.trx, {
    locationId,
    keyId: ctx.params.keyId,
    deviceId: by.deviceId,
    name: ctx.body.name,
    doorIds: ctx.body.doorIds ?? null,
    validUntil: ctx.body.validUntil === undefined ? null : new Date(ctx.body.validUntil),
    now: new Date(ctx.now),
    actor: { id: ctx.actor, name: ctx.actorName },
  });
  if (!invited.ok)
    throw invited.code === 'not_found' ? new ProblemError('not_found') : shareProblem(invited.code, by.reader);
  const { invitationId, secret } = invited;
  const invitation = await readInvitation(ctx.trx, { locationId, invitationId, now: ctx.now });
  // The secret stands in the fragment: it reaches no server, log or preview.
  return { invitation, url: `${parts.config.publicUrl}/guest/#enrol=${secret}` };
}

async function answerWithdrawal(
  trx: Trx,
  of: { locationId: string; invitationId: string; now: number; done: Awaited<ReturnType<typeof withdrawInvitation>> },
) {
  if (of.done === 'not_found') throw new ProblemError('not_found');
  if (of.done === 'link_used')
    throw new ProblemError('link_used', { detail: 'It made a key already: take that key back instead.' });
  return readInvitation(trx, of);
}
