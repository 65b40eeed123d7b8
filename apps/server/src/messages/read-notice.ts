// What messages would say now, or nothing where it is no longer true: read right before they are sent, never earlier; one statement per table
// for any number of messages of one location (`$1`; ids in `$2`).
import type { Selectable } from 'kysely';
import type { Ask } from '../db/ask.ts';
import type { MessageTable } from '../db/guest-side-tables.ts';
import type { BookingTable, DigitalKeyTable, GuestTable, LocationTable, RoomTable } from '../db/schema.ts';
import { groupBy } from '../group-by.ts';
import type { MessageContent } from './compose-message.ts';

export type MessageRow = Selectable<MessageTable>;

/** The facts of the text, and who it goes to. */
export type Notice = Omit<MessageContent, 'oneTimeLink' | 'appUrl' | 'colours' | 'ownWords'> & {
  readonly guestId: string;
  readonly email: string | null;
  readonly phone: string | null;
  /** It is the booking's own guest, so a link that enrols a phone may be made. */
  readonly isBookingGuest: boolean;
  readonly enrolledDevices: number;
};

/** A message's booking, its guest, and the room of the booking. */
type StayRow = Pick<
  Selectable<BookingTable>,
  'guest_id' | 'status' | 'room_id' | 'mobile_check_in' | 'id_verification' | 'arrival_date' | 'departure_date'
> &
  Pick<Selectable<GuestTable>, 'first_name' | 'last_name' | 'email' | 'phone' | 'language'> &
  Pick<Selectable<LocationTable>, 'name' | 'time_zone' | 'front_desk_phone'> & {
    readonly message_id: string;
    readonly number: string | null;
    readonly readiness: Selectable<RoomTable>['readiness'];
    readonly devices: number;
  };
type KeyRow = Pick<
  Selectable<DigitalKeyTable>,
  'id' | 'booking_id' | 'guest_id' | 'state' | 'end_reason' | 'waiting_for' | 'valid_until' | 'room_id'
> & { readonly room_number: string | null };
type ToldRow = Pick<MessageRow, 'id' | 'guest_id' | 'booking_id' | 'subject' | 'told'>;

const STAYS = `select m.id as message_id, b.guest_id, b.status, b.room_id, b.mobile_check_in, b.id_verification, b.arrival_date, b.departure_date,
    g.first_name, g.last_name, g.email, g.phone, g.language, l.name, l.time_zone, l.front_desk_phone, r.number, r.readiness,
    (select count(*)::int from device_serves s join device d on d.location_id = s.location_id and d.id = s.device_id
      where s.location_id = m.location_id and s.guest_id = m.guest_id and d.removed_at is null) as devices
  from message m
  join booking b on b.location_id = m.location_id and b.id = m.booking_id
  join guest g on g.location_id = m.location_id and g.id = m.guest_id
  join location l on l.id = m.location_id
  left join room r on r.location_id = b.location_id and r.id = b.room_id
  where m.location_id = $1 and m.id = any($2::uuid[])`;
const KEYS = `select k.id, k.booking_id, k.guest_id, k.state, k.end_reason, k.waiting_for, k.valid_until, k.room_id, r.number as room_number
  from digital_key k left join room r on r.location_id = k.location_id and r.id = k.room_id
  where k.location_id = $1 and k.booking_id = any($2::uuid[])`;
const TOLD = `select id, guest_id, booking_id, subject, told from message
  where location_id = $1 and booking_id = any($2::uuid[]) and state <> 'void' order by created_at, id`;

/** What else is known of the message's booking. */
type Truth = { readonly stay: StayRow; readonly keys: readonly KeyRow[]; readonly told: readonly ToldRow[] };

/** Notices by their message's id; those that would tell what is not true any more are missing. */
export const readNotices = async (
  ask: Ask,
  of: { readonly locationId: string; readonly messages: readonly MessageRow[] },
): Promise<ReadonlyMap<string, Notice>> => {
  if (of.messages.length === 0) return new Map();
  const bookingIds = [...new Set(of.messages.map(({ booking_id }) => booking_id))];
  const [stays, keys, told] = await Promise.all([
    ask<StayRow>(STAYS, [of.locationId, of.messages.map(({ id }) => id)]),
    ask<KeyRow>(KEYS, [of.locationId, bookingIds]),
    ask<ToldRow>(TOLD, [of.locationId, bookingIds]),
  ]);
  const stayOf = new Map(stays.map((row) => [row.message_id, row]));
  const keysOf = groupBy(keys, (row) => row.booking_id);
  const toldOf = groupBy(told, (row) => row.booking_id);
  const notices = of.messages.flatMap((message): [string, Notice][] => {
    const stay = stayOf.get(message.id);
    const { booking_id: booking } = message;
    const truth = stay && { stay, keys: keysOf.get(booking) ?? [], told: toldOf.get(booking) ?? [] };
    return truth && isTrue(message, truth) ? [[message.id, noticeOf(message, truth)]] : [];
  });
  return new Map(notices);
};

const noticeOf = (message: MessageRow, truth: Truth): Notice => {
  const { stay } = truth;
  const key = keyOf(message, truth);
  return {
    kind: message.kind,
    language: stay.language,
    // Someone invited has no name with us.
    guestName: message.to_email === null ? `${stay.first_name} ${stay.last_name}`.trim() : message.to_email,
    firstName: message.to_email === null ? stay.first_name : '',
    lastName: message.to_email === null ? stay.last_name : '',
    arrival: stay.arrival_date,
    departure: stay.departure_date,
    hotel: stay.name,
    timeZone: stay.time_zone,
    frontDeskPhone: stay.front_desk_phone,
    roomNumber: key?.room_id ? key.room_number : stay.number,
    until: key?.valid_until ?? null,
    guestId: message.guest_id,
    email: message.to_email ?? stay.email,
    phone: message.to_email === null ? stay.phone : null,
    isBookingGuest: stay.guest_id === message.guest_id && message.to_email === null,
    enrolledDevices: stay.devices,
  };
};

const ABOUT_KEYS: readonly string[] = [
  ...['key_ready', 'key_waiting', 'room_changed', 'stay_extended', 'stay_shortened', 'key_revoked'],
];

/** The key that the message is about. */
const keyOf = (message: MessageRow, { keys }: Truth): KeyRow | undefined => {
  if (!ABOUT_KEYS.includes(message.kind)) return undefined;
  const id = message.subject.split('@')[0];
  return keys.find((key) => key.id === id);
};

const isTrue = (message: MessageRow, truth: Truth): boolean => {
  const { stay } = truth;
  const key = keyOf(message, truth);
  switch (message.kind) {
    case 'key_ready':
    case 'room_changed':
      return key?.state === 'issued';
    case 'key_waiting':
      return key?.state === 'waiting' && key.waiting_for.some((code) => code !== 'not_checked_in');
    case 'stay_extended':
    case 'stay_shortened':
      return (
        key?.state === 'issued' &&
        key.valid_until?.toISOString() === message.subject.split('@')[1] &&
        !alreadyTold(message, truth, key)
      );
    case 'key_revoked':
      return key?.state === 'ended' && key.end_reason === 'revoked' && !hasAnotherKey(message, truth);
    case 'check_in_approved':
      return stay.mobile_check_in === 'approved' && stay.status === 'confirmed';
    case 'check_in_declined':
      return stay.mobile_check_in === 'declined';
    case 'room_ready':
      return stay.status === 'confirmed' && stay.readiness === 'ready' && message.subject.endsWith(`@${stay.room_id}`);
    case 'id_verified':
      return stay.id_verification === 'verified';
    case 'id_failed':
      return stay.id_verification === 'failed';
    case 'checked_out':
      return stay.status === 'checked_out';
    case 'room_override':
    case 'invitation':
    case 'guest_link':
      return stay.status === 'checked_in' || stay.status === 'confirmed';
  }
};

/** The message before this one told this very end: it went out after the key was re-dated. */
const alreadyTold = (message: MessageRow, { told }: Truth, key: KeyRow): boolean => {
  const others = told.filter(({ id, guest_id }) => id !== message.id && guest_id === message.guest_id);
  const before = others.filter((one) => one.subject.startsWith(key.id) && one.told?.validUntil).at(-1);
  return before?.told?.validUntil === key.valid_until?.toISOString();
};

const hasAnotherKey = (message: MessageRow, { keys }: Truth): boolean =>
  keys.some(({ guest_id, state }) => guest_id === message.guest_id && (state === 'issued' || state === 'waiting'));
