// Which messages the present state of a booking calls for; called whenever the booking or one of its keys may have changed.
import type { MessageKind } from '@nightlatch/domain';
import type { Selectable } from 'kysely';
import type { Db, DigitalKeyTable, Trx } from '../db/schema.ts';
import { wantNotice } from '../want-notice.ts';

type KeyRow = Selectable<DigitalKeyTable>;
type Notice = {
  readonly guestId: string;
  readonly kind: MessageKind;
  readonly subject: string;
  readonly told?: { readonly validUntil?: string; readonly roomId?: string };
};

/** What a guest can do about a waiting key; everything else is the hotel's to settle. */
const GUEST_CAN: readonly string[] = ['guest_app_not_installed', 'id_not_verified'];

/** Where nothing is told this costs one look. */
export const settleNotices = async (
  db: Db,
  of: { locationId: string; bookingId: string; now: Date },
): Promise<void> => {
  const settings = await db
    .selectFrom('message_settings')
    .select('since')
    .where('location_id', '=', of.locationId)
    .executeTakeFirst();
  if (!settings) return;
  await db.transaction().execute(async (trx) => {
    for (const notice of await readWanted(trx, { ...of, since: settings.since })) {
      await wantNotice(trx, { locationId: of.locationId, bookingId: of.bookingId, now: of.now, ...notice });
    }
  });
};

/** The same, for the booking of a key. */
export const settleKeyNotices = async (db: Db, of: { locationId: string; keyId: string; now: Date }): Promise<void> => {
  const found = await db
    .selectFrom('digital_key as k')
    .innerJoin('message_settings as s', 's.location_id', 'k.location_id')
    .select('k.booking_id')
    .where('k.location_id', '=', of.locationId)
    .where('k.id', '=', of.keyId)
    .executeTakeFirst();
  if (found) await settleNotices(db, { locationId: of.locationId, bookingId: found.booking_id, now: of.now });
};

const readWanted = async (
  trx: Trx,
  of: { locationId: string; bookingId: string; since: Date },
): Promise<readonly Notice[]> => {
  const mine = { location_id: of.locationId, booking_id: of.bookingId };
  const booking = await trx
    .selectFrom('booking as b')
    .leftJoin('room as r', (join) => join.onRef('r.location_id', '=', 'b.location_id').onRef('r.id', '=', 'b.room_id'))
    .select(['b.guest_id', 'b.status', 'b.room_id', 'r.readiness', 'r.readiness_at'])
    .where('b.location_id', '=', of.locationId)
    .where('b.id', '=', of.bookingId)
    .executeTakeFirst();
  if (!booking) return [];
  const keys = await trx
    .selectFrom('digital_key')
    .selectAll()
    .where((eb) => eb.and(mine))
    .orderBy('requested_at')
    .orderBy('id')
    .execute();
  const told = await trx
    .selectFrom('message')
    .select(['id', 'subject', 'told'])
    .where((eb) => eb.and(mine))
    .where('state', '!=', 'void')
    .orderBy('created_at')
    .orderBy('id')
    .execute();
  return [
    ...keys.flatMap((key) => ofKey(key, keys, told, of.since)),
    ...(await ofStay(trx, of, booking)),
    ...(await ofArrival(trx, of, booking)),
  ];
};

const ofKey = (
  key: KeyRow,
  keys: readonly KeyRow[],
  told: readonly { id: string; subject: string; told: { validUntil?: string } | null }[],
  since: Date,
): readonly Notice[] => {
  const siblings = keys.filter(
    (other) => other.id !== key.id && other.guest_id === key.guest_id && other.kind === key.kind,
  );
  const notice = (kind: MessageKind, subject: string, more: Notice['told'] = {}): Notice => ({
    guestId: key.guest_id,
    kind,
    subject,
    ...(Object.keys(more).length === 0 ? {} : { told: more }),
  });
  switch (key.state) {
    case 'waiting':
      return key.requested_at >= since && key.waiting_for.some((code) => GUEST_CAN.includes(code))
        ? [notice('key_waiting', key.id)]
        : [];
    case 'issued': {
      if (!key.issued_at || !key.valid_until) return [];
      // A newer key tells the guest what to know: this one only still works, for the grace of a move or until that is on the phone.
      if (key.replaced_by !== null || siblings.some((other) => other.state === 'issued' && isLater(other, key)))
        return [];
      const validUntil = key.valid_until.toISOString();
      const before = told.filter((one) => one.subject.startsWith(key.id) && one.told?.validUntil).at(-1);
      if (before?.told?.validUntil !== undefined) {
        if (before.told.validUntil === validUntil) return [];
        const kind = before.told.validUntil < validUntil ? ('stay_extended' as const) : ('stay_shortened' as const);
        // The message before is part of it: a date may come back, and is news again.
        return [notice(kind, `${key.id}@${validUntil}@${before.id}`, { validUntil })];
      }
      if (key.issued_at < since) return [];
      const moved = siblings.some(
        (other) => other.issued_at && other.room_id !== key.room_id && other.requested_at <= key.requested_at,
      );
      return [notice(moved ? 'room_changed' : 'key_ready', key.id, { validUntil })];
    }
    case 'ended': {
      const byStaff = key.end_reason === 'revoked' && key.issued_at !== null && (key.ended_at ?? since) > since;
      // Whoever lost the room to another guest is told that, not twice.
      if (key.occupancy_id !== null && told.some((one) => one.subject === key.occupancy_id)) return [];
      const another = siblings.some((other) => other.state === 'issued' || other.state === 'waiting');
      return byStaff && !another ? [notice('key_revoked', key.id)] : [];
    }
    case 'suspended':
      return [];
  }
};

const isLater = (other: KeyRow, key: KeyRow): boolean =>
  other.requested_at > key.requested_at ||
  (other.requested_at.getTime() === key.requested_at.getTime() && other.id > key.id);

const ofStay = async (
  trx: Trx,
  of: { locationId: string; bookingId: string; since: Date },
  booking: { guest_id: string; status: string },
): Promise<readonly Notice[]> => {
  if (booking.status !== 'checked_out') return [];
  const last = await trx
    .selectFrom('occupancy')
    .select('id')
    .where('location_id', '=', of.locationId)
    .where('booking_id', '=', of.bookingId)
    .where('closed_because', '=', 'checked_out')
    .where('closed_at', '>=', of.since)
    .orderBy('closed_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  return last ? [{ guestId: booking.guest_id, kind: 'checked_out', subject: last.id }] : [];
};

const ofArrival = async (
  trx: Trx,
  of: { locationId: string; bookingId: string; since: Date },
  booking: {
    guest_id: string;
    status: string;
    room_id: string | null;
    readiness: string | null;
    readiness_at: Date | null;
  },
): Promise<readonly Notice[]> => {
  const guestId = booking.guest_id;
  const request = await trx
    .selectFrom('check_in_request')
    .select(['id', 'state', 'decided_at'])
    .where('location_id', '=', of.locationId)
    .where('booking_id', '=', of.bookingId)
    .orderBy('submitted_at', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  const check = await trx
    .selectFrom('id_check')
    .select(['id', 'decision'])
    .where('location_id', '=', of.locationId)
    .where('booking_id', '=', of.bookingId)
    .where('state', '=', 'decided')
    .where('decided_at', '>=', of.since)
    .orderBy('decided_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  const decided = request?.decided_at && request.decided_at >= of.since ? request : undefined;
  const readyLater =
    decided?.state === 'approved' &&
    booking.status === 'confirmed' &&
    booking.room_id !== null &&
    booking.readiness === 'ready' &&
    booking.readiness_at !== null &&
    booking.readiness_at > (decided.decided_at ?? of.since);
  return [
    ...(decided?.state === 'approved' ? [{ guestId, kind: 'check_in_approved' as const, subject: decided.id }] : []),
    ...(decided?.state === 'declined' ? [{ guestId, kind: 'check_in_declined' as const, subject: decided.id }] : []),
    ...(readyLater ? [{ guestId, kind: 'room_ready' as const, subject: `${of.bookingId}@${booking.room_id}` }] : []),
    ...(check
      ? [
          {
            guestId,
            kind: check.decision === 'verified' ? ('id_verified' as const) : ('id_failed' as const),
            subject: check.id,
          },
        ]
      : []),
  ];
};
