// What a message would say now, or nothing when it is no longer true: read right before it is sent, never earlier.
import type { Selectable } from 'kysely';
import type { MessageTable } from '../db/guest-side-tables.ts';
import type { Trx } from '../db/schema.ts';
import type { MessageContent } from './compose-message.ts';

export type MessageRow = Selectable<MessageTable>;

/** The facts of the text, and who it goes to. */
export type Notice = Omit<MessageContent, 'oneTimeLink' | 'appUrl' | 'colours'> & {
  readonly guestId: string;
  readonly email: string | null;
  readonly phone: string | null;
  /** It is the booking's own guest, so a link that enrols a phone may be made. */
  readonly isBookingGuest: boolean;
  readonly enrolledDevices: number;
};

/** Undefined: what it would tell is not true any more. */
export const readNotice = async (trx: Trx, message: MessageRow): Promise<Notice | undefined> => {
  const row = await trx
    .selectFrom('booking as b')
    .innerJoin('guest as g', (join) =>
      join.onRef('g.location_id', '=', 'b.location_id').on('g.id', '=', message.guest_id),
    )
    .innerJoin('location as l', 'l.id', 'b.location_id')
    .leftJoin('room as r', (join) => join.onRef('r.location_id', '=', 'b.location_id').onRef('r.id', '=', 'b.room_id'))
    .select([
      'b.guest_id',
      'b.status',
      'b.room_id',
      'b.mobile_check_in',
      'b.id_verification',
      'g.first_name',
      'g.last_name',
      'g.email',
      'g.phone',
      'g.language',
      'l.name',
      'l.time_zone',
      'l.front_desk_phone',
      'r.number',
      'r.readiness',
    ])
    .select((eb) =>
      eb
        .selectFrom('device as d')
        .innerJoin('device_serves as s', (join) =>
          join.onRef('s.location_id', '=', 'd.location_id').onRef('s.device_id', '=', 'd.id'),
        )
        .select(({ fn }) => fn.countAll<number>().as('count'))
        .where('d.location_id', '=', message.location_id)
        .where('s.guest_id', '=', message.guest_id)
        .where('d.removed_at', 'is', null)
        .as('devices'),
    )
    .where('b.location_id', '=', message.location_id)
    .where('b.id', '=', message.booking_id)
    .executeTakeFirst();
  if (!row) return undefined;
  const key = await keyOf(trx, message);
  if (!(await isTrue(trx, message, { ...row, key }))) return undefined;
  const room = key?.room_id ? await roomNumber(trx, message.location_id, key.room_id) : row.number;
  const name = `${row.first_name} ${row.last_name}`.trim();
  return {
    kind: message.kind,
    language: row.language,
    // Someone invited has no name with us.
    guestName: message.to_email === null ? name : message.to_email,
    hotel: row.name,
    timeZone: row.time_zone,
    frontDeskPhone: row.front_desk_phone,
    roomNumber: room,
    until: key?.valid_until ?? null,
    guestId: message.guest_id,
    email: message.to_email ?? row.email,
    phone: message.to_email === null ? row.phone : null,
    isBookingGuest: row.guest_id === message.guest_id && message.to_email === null,
    enrolledDevices: Number(row.devices ?? 0),
  };
};

const keyIdOf = (message: MessageRow): string | undefined =>
  ['key_ready', 'key_waiting', 'room_changed', 'stay_extended', 'stay_shortened', 'key_revoked'].includes(message.kind)
    ? message.subject.split('@')[0]
    : undefined;

const keyOf = async (trx: Trx, message: MessageRow) => {
  const id = keyIdOf(message);
  if (id === undefined) return undefined;
  return trx
    .selectFrom('digital_key')
    .select(['id', 'state', 'end_reason', 'waiting_for', 'valid_until', 'room_id'])
    .where('location_id', '=', message.location_id)
    .where('id', '=', id)
    .executeTakeFirst();
};

const roomNumber = async (trx: Trx, locationId: string, roomId: string): Promise<string | null> => {
  const room = await trx
    .selectFrom('room')
    .select('number')
    .where('location_id', '=', locationId)
    .where('id', '=', roomId)
    .executeTakeFirst();
  return room?.number ?? null;
};

type Truth = {
  readonly status: string;
  readonly room_id: string | null;
  readonly readiness: string | null;
  readonly mobile_check_in: string;
  readonly id_verification: string;
  readonly key: Awaited<ReturnType<typeof keyOf>>;
};

const isTrue = async (trx: Trx, message: MessageRow, truth: Truth): Promise<boolean> => {
  const { key } = truth;
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
        !(await alreadyTold(trx, message, key))
      );
    case 'key_revoked':
      return key?.state === 'ended' && key.end_reason === 'revoked' && !(await hasAnotherKey(trx, message));
    case 'check_in_approved':
      return truth.mobile_check_in === 'approved' && truth.status === 'confirmed';
    case 'check_in_declined':
      return truth.mobile_check_in === 'declined';
    case 'room_ready':
      return (
        truth.status === 'confirmed' && truth.readiness === 'ready' && message.subject.endsWith(`@${truth.room_id}`)
      );
    case 'id_verified':
      return truth.id_verification === 'verified';
    case 'id_failed':
      return truth.id_verification === 'failed';
    case 'checked_out':
      return truth.status === 'checked_out';
    case 'room_override':
    case 'invitation':
    case 'guest_link':
      return truth.status === 'checked_in' || truth.status === 'confirmed';
  }
};

/** The message before this one told this very end: it went out after the key was re-dated. */
const alreadyTold = async (
  trx: Trx,
  message: MessageRow,
  key: { id: string; valid_until: Date | null },
): Promise<boolean> => {
  const others = await trx
    .selectFrom('message')
    .select(['subject', 'told'])
    .where('location_id', '=', message.location_id)
    .where('guest_id', '=', message.guest_id)
    .where('booking_id', '=', message.booking_id)
    .where('state', '!=', 'void')
    .where('id', '!=', message.id)
    .orderBy('created_at')
    .orderBy('id')
    .execute();
  const before = others.filter(({ subject, told }) => subject.startsWith(key.id) && told?.validUntil).at(-1);
  return before?.told?.validUntil === key.valid_until?.toISOString();
};

const hasAnotherKey = async (trx: Trx, message: MessageRow): Promise<boolean> =>
  (await trx
    .selectFrom('digital_key')
    .select('id')
    .where('location_id', '=', message.location_id)
    .where('booking_id', '=', message.booking_id)
    .where('guest_id', '=', message.guest_id)
    .where('state', 'in', ['issued', 'waiting'])
    .executeTakeFirst()) !== undefined;
