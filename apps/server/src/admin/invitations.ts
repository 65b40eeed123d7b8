// Invitations: a one-time link gives a person a role, with a new account or the one they have.
import { createHash, randomBytes } from 'node:crypto';
import type { Role } from '@nightlatch/domain';
import { type Actor, writeAudit } from '../audit/write-audit.ts';
import { notifyLive } from '../db/notify-live.ts';
import type { Trx } from '../db/schema.ts';
import { newId } from '../ids.ts';
import { createStaff, passwordFits } from '../sign-in/staff-sign-in.ts';
import { type AdminOutcome, conflict, done, notFound } from './admin-outcome.ts';

const VALID_MS = 7 * 86_400_000;

/** What is kept of a link's secret. */
const hashOf = (secret: string): Buffer => createHash('sha256').update(secret, 'utf8').digest();

export type InvitationOffer = {
  readonly brandId: string;
  /** Null: the brand's administration. */
  readonly locationId: string | null;
  readonly role: Role;
  readonly email: string;
  readonly name: string;
};

/** Makes the invitation; an earlier open one for the same address and place ends. */
export async function invite(
  trx: Trx,
  of: { offer: InvitationOffer; now: Date; actor: Actor },
): Promise<AdminOutcome<{ id: string; secret: string; expiresAt: Date }>> {
  const { offer, now, actor } = of;
  const { brandId, locationId, role, name } = offer;
  const email = offer.email.trim().toLowerCase();
  if (await holdsAlready(trx, { ...offer, email }))
    return conflict('This person holds a role here already; change that.');
  let open = trx
    .updateTable('staff_invitation')
    .set({ withdrawn_at: now })
    .where('brand_id', '=', brandId)
    .where('email', '=', email)
    .where('used_at', 'is', null)
    .where('withdrawn_at', 'is', null);
  open = locationId === null ? open.where('location_id', 'is', null) : open.where('location_id', '=', locationId);
  await open.execute();
  const id = newId();
  const secret = randomBytes(32).toString('base64url');
  const expiresAt = new Date(now.getTime() + VALID_MS);
  await trx
    .insertInto('staff_invitation')
    .values({
      id,
      brand_id: brandId,
      location_id: locationId,
      role,
      email,
      name: name.trim(),
      secret_hash: hashOf(secret),
      created_by: actor.id,
      created_at: now,
      expires_at: expiresAt,
    })
    .execute();
  for (const concerned of await locationsOf(trx, offer)) {
    await writeAudit(trx, {
      locationId: concerned,
      at: now,
      actor,
      action: 'invitation.created',
      subject: { kind: 'invitation', id },
      after: { role },
    });
  }
  return done({ id, secret, expiresAt });
}

async function holdsAlready(trx: Trx, of: InvitationOffer): Promise<boolean> {
  const { brandId, locationId, email } = of;
  const found =
    locationId === null
      ? await trx
          .selectFrom('brand_role as r')
          .innerJoin('staff_user as u', 'u.id', 'r.staff_id')
          .select('u.id')
          .where('r.brand_id', '=', brandId)
          .where('u.email', '=', email)
          .executeTakeFirst()
      : await trx
          .selectFrom('staff_role as r')
          .innerJoin('staff_user as u', 'u.id', 'r.staff_id')
          .select('u.id')
          .where('r.location_id', '=', locationId)
          .where('u.email', '=', email)
          .executeTakeFirst();
  return found !== undefined;
}

/** Withdraws an open invitation of the location, or one to administer the brand. */
export async function withdrawInvitation(
  trx: Trx,
  command: {
    of: { readonly locationId: string } | { readonly brandId: string };
    invitationId: string;
    now: Date;
    actor: Actor;
  },
): Promise<AdminOutcome<null>> {
  const { of, invitationId, now, actor } = command;
  const was = await trx
    .selectFrom('staff_invitation')
    .select(['used_at', 'withdrawn_at'])
    .where((eb) =>
      'locationId' in of
        ? eb('location_id', '=', of.locationId)
        : eb.and([eb('brand_id', '=', of.brandId), eb('location_id', 'is', null)]),
    )
    .where('id', '=', invitationId)
    .forUpdate()
    .executeTakeFirst();
  if (!was) return notFound;
  if (was.used_at !== null) return conflict('It was used already; take the role away instead.');
  if (was.withdrawn_at !== null) return done(null);
  await trx.updateTable('staff_invitation').set({ withdrawn_at: now }).where('id', '=', invitationId).execute();
  for (const locationId of await locationsOf(trx, of)) {
    await writeAudit(trx, {
      locationId,
      at: now,
      actor,
      action: 'invitation.withdrawn',
      subject: { kind: 'invitation', id: invitationId },
    });
  }
  return done(null);
}

/** Where an invitation is written down: the location, or every one of the brand, each of which it concerns. */
async function locationsOf(
  trx: Trx,
  of: { readonly locationId: string } | { readonly brandId: string; readonly locationId?: string | null },
): Promise<string[]> {
  if (typeof of.locationId === 'string') return [of.locationId];
  if (!('brandId' in of)) return [];
  const rows = await trx.selectFrom('location').select('id').where('brand_id', '=', of.brandId).orderBy('id').execute();
  return rows.map(({ id }) => id);
}

export type OpenInvitation = {
  readonly id: string;
  readonly brand_id: string;
  readonly location_id: string | null;
  readonly role: Role;
  readonly email: string;
  readonly name: string;
  readonly expires_at: Date;
  readonly created_by: string;
};

export type InvitationFinding =
  | { readonly ok: true; readonly invitation: OpenInvitation }
  | { readonly ok: false; readonly code: 'not_found' | 'link_used' | 'link_expired' };

/** The invitation of a secret, locked. */
export async function findInvitation(trx: Trx, of: { secret: string; now: Date }): Promise<InvitationFinding> {
  const found = await trx
    .selectFrom('staff_invitation')
    .selectAll()
    .where('secret_hash', '=', hashOf(of.secret))
    .forUpdate()
    .executeTakeFirst();
  if (!found) return { ok: false, code: 'not_found' };
  if (found.used_at !== null) return { ok: false, code: 'link_used' };
  if (found.withdrawn_at !== null || found.expires_at <= of.now) return { ok: false, code: 'link_expired' };
  return { ok: true, invitation: found };
}

/** How whoever redeems an invitation shows who they are, or will from now on. */
export type Shown =
  | { readonly password: string }
  /** Makes the passkey of a new account; false: what the browser sent is not right. */
  | { readonly keepPasskey: (staffId: string) => Promise<boolean> }
  /** Whose passkey was used, with everything about it right. */
  | { readonly passkeyOf: string };

export type Acceptance =
  | { readonly ok: true; readonly email: string; readonly staffId: string }
  | {
      readonly ok: false;
      readonly code: 'not_found' | 'link_used' | 'link_expired' | 'not_theirs' | 'passkey_refused';
    };

/**
 * Redeems an invitation once. Who has an account proves it by its password or a passkey of it; a link alone takes over nobody's account.
 * After `passkey_refused` the transaction must not be committed.
 */
export async function acceptInvitation(
  trx: Trx,
  of: { secret: string; shown: Shown; name: string | undefined; now: Date },
): Promise<Acceptance> {
  const { shown, now } = of;
  const found = await findInvitation(trx, of);
  if (!found.ok) return found;
  const { invitation } = found;
  const { email } = invitation;
  const account = await trx
    .selectFrom('staff_user')
    .select(['id', 'name'])
    .where('email', '=', email)
    .executeTakeFirst();
  if (account && !(await isTheirs(trx, account.id, shown))) return { ok: false, code: 'not_theirs' };
  if (!account && 'passkeyOf' in shown) return { ok: false, code: 'not_theirs' };
  const name = account?.name ?? of.name?.trim() ?? invitation.name;
  let staffId = account?.id;
  if (staffId === undefined) {
    const password = 'password' in shown ? shown.password : null;
    // A passkey carries the id of its person, and was made before there was one: the invitation's, which nobody else can have.
    const id = newAccountId(invitation);
    ({ staffId } = await createStaff(trx, { id, name, email, password, now }));
    if ('keepPasskey' in shown && !(await shown.keepPasskey(staffId))) return { ok: false, code: 'passkey_refused' };
  }
  await redeem(trx, { invitation, staff: { id: staffId, name }, now });
  return { ok: true, email, staffId };
}

/** The id of the account that an invitation makes. */
export const newAccountId = ({ id }: Pick<OpenInvitation, 'id'>): string => id;

async function isTheirs(trx: Trx, staffId: string, shown: Shown): Promise<boolean> {
  if ('password' in shown) return passwordFits(trx, { staffId, password: shown.password });
  return 'passkeyOf' in shown && shown.passkeyOf === staffId;
}

/**
 * Redeems whatever a person was invited to where a company account speaks, once it has vouched for their e-mail: the same proof as the
 * link in a mail to that address. A location's own account redeems what the location offered, never the brand's administration.
 */
export async function redeemFor(
  trx: Trx,
  of: { place: { brandId: string; locationId: string | null }; email: string; now: Date },
): Promise<void> {
  const { place, email, now } = of;
  let open = trx
    .selectFrom('staff_invitation')
    .selectAll()
    .where('brand_id', '=', place.brandId)
    .where('email', '=', email)
    .where('used_at', 'is', null)
    .where('withdrawn_at', 'is', null)
    .where('expires_at', '>', now)
    .orderBy('created_at')
    .orderBy('id')
    .forUpdate();
  if (place.locationId !== null) open = open.where('location_id', '=', place.locationId);
  for (const invitation of await open.execute()) {
    const account = await trx
      .selectFrom('staff_user')
      .select(['id', 'name'])
      .where('email', '=', email)
      .executeTakeFirst();
    const { name } = account ?? invitation;
    const staffId = account?.id ?? (await createStaff(trx, { name, email, password: null, now })).staffId;
    await redeem(trx, { invitation, staff: { id: staffId, name }, now });
  }
}

async function redeem(
  trx: Trx,
  of: { invitation: OpenInvitation; staff: { id: string; name: string }; now: Date },
): Promise<void> {
  const { invitation, staff, now } = of;
  await trx.updateTable('staff_invitation').set({ used_at: now }).where('id', '=', invitation.id).execute();
  for (const locationId of await giveRole(trx, { ...invitation, staffId: staff.id })) {
    await writeAudit(trx, {
      locationId,
      at: now,
      actor: { id: `staff:${staff.id}`, name: staff.name },
      action: 'staff.joined',
      subject: { kind: 'staff', id: staff.id },
      after: { role: invitation.role, invitedBy: invitation.created_by },
    });
    await notifyLive(trx, { topic: 'role', locationId });
  }
}

/** Gives the role at the location, or the brand's administration at all of them; gives the locations. */
async function giveRole(
  trx: Trx,
  of: { brand_id: string; location_id: string | null; role: Role; staffId: string },
): Promise<string[]> {
  const { staffId, role } = of;
  if (of.location_id === null) {
    await trx
      .insertInto('brand_role')
      .values({ brand_id: of.brand_id, staff_id: staffId })
      .onConflict((oc) => oc.doNothing())
      .execute();
  }
  const locations = await locationsOf(trx, { brandId: of.brand_id, locationId: of.location_id });
  if (locations.length === 0) return [];
  await trx
    .insertInto('staff_role')
    .values(locations.map((locationId) => ({ location_id: locationId, staff_id: staffId, role })))
    .onConflict((oc) => oc.columns(['location_id', 'staff_id']).doUpdateSet({ role }))
    .execute();
  return locations;
}
