// Invitations as the API shows them, to the primary guest and to staff.
import type { CompanionInvitation, CompanionInvitationList } from '@nightlatch/api';
import type { Db, Trx } from '../db/schema.ts';
import { ProblemError } from './problem-error.ts';

type Which = { readonly keyId: string } | { readonly bookingId: string } | { readonly invitationId: string };

const readRows = (db: Db | Trx, of: { locationId: string } & Which) =>
  db
    .selectFrom('invitation as i')
    .innerJoin('digital_key as parent', (join) =>
      join.onRef('parent.location_id', '=', 'i.location_id').onRef('parent.id', '=', 'i.parent_key_id'),
    )
    .leftJoin('digital_key as shared', (join) =>
      join.onRef('shared.location_id', '=', 'i.location_id').onRef('shared.id', '=', 'i.shared_key_id'),
    )
    .selectAll('i')
    .select(['parent.state as parentState', 'shared.state as sharedState', 'shared.valid_until as sharedUntil'])
    .where('i.location_id', '=', of.locationId)
    .where((eb) =>
      'keyId' in of
        ? eb('i.parent_key_id', '=', of.keyId)
        : 'bookingId' in of
          ? eb('i.booking_id', '=', of.bookingId)
          : eb('i.id', '=', of.invitationId),
    )
    .orderBy('i.created_at', 'desc')
    .orderBy('i.id', 'desc')
    .execute();

type Row = Awaited<ReturnType<typeof readRows>>[number];

const stateOf = (row: Row, now: number): CompanionInvitation['state'] => {
  if (row.used_at !== null) return 'redeemed';
  // An invitation dies with the key that it shares (invariant 16).
  if (row.withdrawn_at !== null || row.parentState === 'ended') return 'withdrawn';
  return row.expires_at.getTime() <= now ? 'expired' : 'open';
};

const invitationView = (row: Row, now: number): CompanionInvitation => ({
  id: row.id,
  keyId: row.parent_key_id,
  name: row.name,
  state: stateOf(row, now),
  doorIds: row.door_ids,
  validUntil: row.valid_until?.toISOString() ?? null,
  createdAt: row.created_at.toISOString(),
  expiresAt: row.expires_at.toISOString(),
  sharedKey:
    row.shared_key_id === null || row.sharedState === null
      ? null
      : { id: row.shared_key_id, state: row.sharedState, validUntil: row.sharedUntil?.toISOString() ?? null },
});

/** Invitations to one key or of one booking, newest first, and how many more may be made now. */
export async function listInvitations(
  db: Db | Trx,
  of: { locationId: string; bookingId: string; keyId?: string; now: number },
): Promise<CompanionInvitationList> {
  const { locationId, bookingId, keyId, now } = of;
  const all = (await readRows(db, { locationId, bookingId })).map((row) => invitationView(row, now));
  const { policies } = await db
    .selectFrom('location')
    .select('policies')
    .where('id', '=', locationId)
    .executeTakeFirstOrThrow();
  const { count } = await db
    .selectFrom('digital_key')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('location_id', '=', locationId)
    .where('booking_id', '=', bookingId)
    .where('kind', '=', 'shared')
    .where('state', '!=', 'ended')
    .executeTakeFirstOrThrow();
  const open = all.filter((one) => one.state === 'open').length;
  return {
    items: keyId === undefined ? all : all.filter((one) => one.keyId === keyId),
    companionsLeft: Math.max(policies.companionsPerBooking - Number(count) - open, 0),
  };
}

/** One invitation that is there. Throws `not_found` otherwise. */
export async function readInvitation(
  db: Db | Trx,
  of: { locationId: string; invitationId: string; now: number },
): Promise<CompanionInvitation> {
  const [row] = await readRows(db, of);
  if (!row) throw new ProblemError('not_found');
  return invitationView(row, of.now);
}
