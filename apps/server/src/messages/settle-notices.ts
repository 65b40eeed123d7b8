// Which messages the present state of bookings calls for; called whenever a booking or one of its keys may have changed.
import type { MessageKind } from '@nightlatch/domain';
import type { Selectable } from 'kysely';
import type pg from 'pg';
import { type Ask, askPool, type Sent, transactTogether } from '../db/ask.ts';
import type { DigitalKeyTable } from '../db/schema.ts';
import { isRetryable } from '../db/sql-state.ts';
import { EMIT_MANY, jobSpecs } from '../events.ts';
import { groupBy } from '../group-by.ts';
import { openMessages } from '../want-notice.ts';

type KeyRow = Selectable<DigitalKeyTable>;
type Notice = {
  readonly guestId: string;
  readonly kind: MessageKind;
  readonly subject: string;
  readonly told?: { readonly validUntil?: string; readonly roomId?: string };
};

/** What a guest can do about a waiting key; everything else is the hotel's to settle. */
const GUEST_CAN: readonly string[] = ['guest_app_not_installed', 'id_not_verified'];

/** A booking's present state, as far as messages go. */
type BookingRow = {
  readonly id: string;
  readonly guest_id: string;
  readonly status: string;
  readonly room_id: string | null;
  readonly readiness: string | null;
  readonly readiness_at: Date | null;
  readonly since: Date;
  /** The stay that ended by check-out last. */
  readonly left_stay: string | null;
  readonly request_id: string | null;
  readonly request_state: string | null;
  readonly request_decided_at: Date | null;
  readonly check_id: string | null;
  readonly check_decision: string | null;
};
type ToldRow = {
  readonly id: string;
  readonly booking_id: string;
  readonly subject: string;
  readonly told: { validUntil?: string } | null;
};

/** Where nothing is told there are no rows, and this costs one look. */
const BOOKINGS = `select b.id, b.guest_id, b.status, b.room_id, r.readiness, r.readiness_at, s.since,
    (select o.id from occupancy o where o.location_id = b.location_id and o.booking_id = b.id and o.closed_because = 'checked_out'
      and o.closed_at >= s.since order by o.closed_at desc limit 1) as left_stay,
    q.id as request_id, q.state as request_state, q.decided_at as request_decided_at, c.id as check_id, c.decision as check_decision
  from message_settings s
  join booking b on b.location_id = s.location_id and b.id = any($2::uuid[])
  left join room r on r.location_id = b.location_id and r.id = b.room_id
  left join lateral (select id, state, decided_at from check_in_request q where q.location_id = b.location_id and q.booking_id = b.id
    order by submitted_at desc, id desc limit 1) q on true
  left join lateral (select id, decision from id_check c where c.location_id = b.location_id and c.booking_id = b.id
    and c.state = 'decided' and c.decided_at >= s.since order by decided_at desc limit 1) c on true
  where s.location_id = $1 order by b.id`;
const KEYS =
  'select * from digital_key where location_id = $1 and booking_id = any($2::uuid[]) order by requested_at, id';
const TOLD = `select id, booking_id, subject, told from message
  where location_id = $1 and booking_id = any($2::uuid[]) and state <> 'void' order by created_at, id`;
const BOOKING_OF_KEY = 'select booking_id from digital_key where location_id = $1 and id = $2';

const MOST_TRIES = 4;

/** Opens the messages that bookings of one location call for now. */
export const settleNotices = async (
  pool: pg.Pool,
  of: { readonly locationId: string; readonly bookingIds: readonly string[]; readonly now: Date },
): Promise<void> => {
  for (let tries = 1; ; tries += 1) {
    try {
      await transactTogether(pool, (ask) => openWanted(ask, of));
      return;
    } catch (error) {
      if (tries >= MOST_TRIES || !isRetryable(error)) throw error;
    }
  }
};

/** The same, for the booking of a key. */
export const settleKeyNotices = async (
  pool: pg.Pool,
  of: { locationId: string; keyId: string; now: Date },
): Promise<void> => {
  const { locationId, now } = of;
  const [found] = await askPool(pool)<{ booking_id: string }>(BOOKING_OF_KEY, [locationId, of.keyId]);
  if (found) await settleNotices(pool, { locationId, bookingIds: [found.booking_id], now });
};

const openWanted = async (
  ask: Ask,
  of: { readonly locationId: string; readonly bookingIds: readonly string[]; readonly now: Date },
): Promise<Sent<void>> => {
  const { locationId, now } = of;
  const values = [locationId, of.bookingIds];
  const [bookings, keys, told] = await Promise.all([
    ask<BookingRow>(BOOKINGS, values),
    ask<KeyRow>(KEYS, values),
    ask<ToldRow>(TOLD, values),
  ]);
  const keysOf = groupBy(keys, (key) => key.booking_id);
  const toldOf = groupBy(told, (one) => one.booking_id);
  const notices = bookings.flatMap((booking) => {
    const own = keysOf.get(booking.id) ?? [];
    const before = toldOf.get(booking.id) ?? [];
    return [
      ...own.flatMap((key) => ofKey(key, own, before, booking.since)),
      ...ofStay(booking),
      ...ofArrival(booking),
    ].map((notice) => ({ ...notice, locationId, bookingId: booking.id, now }));
  });
  const opened = await openMessages(ask, { locationId, notices });
  const events = opened.map((messageId) => ({
    event: { name: 'message.changed' as const, locationId, messageId },
    at: null,
  }));
  return { value: undefined, last: events.length > 0 ? [ask(EMIT_MANY, jobSpecs(events))] : [] };
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

const ofStay = (booking: BookingRow): readonly Notice[] =>
  booking.status === 'checked_out' && booking.left_stay !== null
    ? [{ guestId: booking.guest_id, kind: 'checked_out', subject: booking.left_stay }]
    : [];

const ofArrival = (booking: BookingRow): readonly Notice[] => {
  const { guest_id: guestId, request_id, request_decided_at, check_id, since } = booking;
  const decided = request_id !== null && request_decided_at !== null && request_decided_at >= since;
  const approved = decided && booking.request_state === 'approved';
  const declined = decided && booking.request_state === 'declined';
  const readyLater =
    approved &&
    booking.status === 'confirmed' &&
    booking.room_id !== null &&
    booking.readiness === 'ready' &&
    booking.readiness_at !== null &&
    booking.readiness_at > request_decided_at;
  return [
    ...(approved ? [{ guestId, kind: 'check_in_approved' as const, subject: request_id }] : []),
    ...(declined ? [{ guestId, kind: 'check_in_declined' as const, subject: request_id }] : []),
    ...(readyLater ? [{ guestId, kind: 'room_ready' as const, subject: `${booking.id}@${booking.room_id}` }] : []),
    ...(check_id === null
      ? []
      : [
          {
            guestId,
            kind: booking.check_decision === 'verified' ? ('id_verified' as const) : ('id_failed' as const),
            subject: check_id,
          },
        ]),
  ];
};
