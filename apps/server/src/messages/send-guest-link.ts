// Staff send a guest their one-time link by the location's own mail or SMS: a message like any other, by the channel that they chose.
import type { GuestReach } from '@nightlatch/api';
import type { Actor } from '../audit/write-audit.ts';
import type { Db, Trx } from '../db/schema.ts';
import { emit } from '../events.ts';
import { newId } from '../ids.ts';
import type { ServerParts } from '../server-parts.ts';
import { sealSecret } from '../signing/seal-secret.ts';
import { messageLinkLabel } from '../want-notice.ts';
import { readReachOf, toE164 } from './read-reach.ts';
import { isEmailAddress } from './send-email.ts';

type Of = { readonly locationId: string; readonly bookingId: string };

const guestOf = (db: Db | Trx, { locationId, bookingId }: Of) =>
  db
    .selectFrom('booking as b')
    .innerJoin('guest as g', (join) =>
      join.onRef('g.location_id', '=', 'b.location_id').onRef('g.id', '=', 'b.guest_id'),
    )
    .select(['g.id', 'g.email', 'g.phone', 'b.status'])
    .where('b.location_id', '=', locationId)
    .where('b.id', '=', bookingId)
    .executeTakeFirst();

/** An address that stands for any: whether the channel itself is there does not depend on the guest's. */
const ANY = { email: 'guest@hotel.invalid', phone: '+4315550100' };

/** Undefined where the location has no such booking. */
export const readGuestReach = async (db: Db | Trx, parts: ServerParts, of: Of): Promise<GuestReach | undefined> => {
  const guest = await guestOf(db, of);
  if (!guest) return undefined;
  const settings = await db
    .selectFrom('message_settings')
    .selectAll()
    .where('location_id', '=', of.locationId)
    .executeTakeFirst();
  const there = settings ? await readReachOf(parts, settings, ANY) : { email: null, sms: null };
  const wayOut = (channel: object | null, hasAddress: boolean) =>
    channel === null ? ('not_set_up' as const) : hasAddress ? ('ready' as const) : ('no_address' as const);
  return {
    email: wayOut(there.email, isEmailAddress(guest.email)),
    sms: wayOut(there.sms, toE164(guest.phone) !== undefined),
  };
};

export type SendLinkOutcome =
  | { readonly ok: true; readonly messageId: string }
  | { readonly ok: false; readonly code: 'not_found' | 'no_address' | 'not_set_up' | 'stay_is_over' };

type CreateLink = (
  trx: Trx,
  of: Of & { now: Date; actor: Actor },
) => Promise<{ readonly id: string; readonly secret: string; readonly expiresAt: Date } | undefined>;

/** Makes a new link and opens its message; it leaves within seconds, or becomes a task for staff. */
export const sendGuestLink = async (
  trx: Trx,
  parts: ServerParts,
  of: Of & { channel: 'email' | 'sms'; now: Date; actor: Actor; createLink: CreateLink },
): Promise<SendLinkOutcome> => {
  const { locationId, bookingId, channel, now, actor } = of;
  const guest = await guestOf(trx, of);
  const reach = await readGuestReach(trx, parts, of);
  if (!guest || !reach) return { ok: false, code: 'not_found' };
  if (reach[channel] !== 'ready') return { ok: false, code: reach[channel] };
  if (guest.status !== 'confirmed' && guest.status !== 'checked_in') return { ok: false, code: 'stay_is_over' };
  const link = await of.createLink(trx, { locationId, bookingId, now, actor });
  if (!link) return { ok: false, code: 'not_found' };
  const messageId = newId();
  await trx
    .insertInto('message')
    .values({
      location_id: locationId,
      id: messageId,
      guest_id: guest.id,
      booking_id: bookingId,
      kind: 'guest_link',
      subject: link.id,
      // The secret stands in the fragment: it reaches no server, log or preview.
      sealed_link: sealSecret({
        masterKey: parts.config.masterKey,
        label: messageLinkLabel({ locationId, messageId }),
        secret: Buffer.from(`/guest/#enrol=${link.secret}`),
      }),
      enrolment_link_id: link.id,
      told: JSON.stringify({ channel }),
      created_at: now,
      expires_at: link.expiresAt,
    })
    .execute();
  await emit(trx, { name: 'message.changed', locationId, messageId });
  return { ok: true, messageId };
};
