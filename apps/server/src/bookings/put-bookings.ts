// Writes the whole truth about bookings of one location, where it differs from what we know: read together, compared one by one, written together.
import { createHash } from 'node:crypto';
import type { Selectable } from 'kysely';
import type { Ask } from '../db/ask.ts';
import type { RowSink } from '../db/row-batch.ts';
import type { BookingTable, GuestTable } from '../db/schema.ts';
import { newId } from '../ids.ts';
import type { BookingTruth, PutBooking, PutOutcome } from './booking-truth.ts';

/** A booking with its guest as we know them. */
type Known = Selectable<BookingTable> &
  Pick<Selectable<GuestTable>, 'first_name' | 'last_name' | 'email' | 'phone' | 'language'>;
type RoomRow = { readonly id: string; readonly number: string; readonly pms_unit_id: string | null };
type PartyRow = { readonly id: string; readonly party: string };

/** One writer of a reference at a time, also of one that nobody has written yet; then the rows, in the order of ids as everywhere. */
const TAKE = `select pg_advisory_xact_lock(hashtextextended('booking:' || $1::text || ':' || reference, 0))
  from (select reference from unnest($2::text[]) reference order by reference) r`;
const KNOWN = `select b.*, g.first_name, g.last_name, g.email, g.phone, g.language
  from booking b join guest g on g.location_id = b.location_id and g.id = b.guest_id
  where b.location_id = $1 and b.reference = any($2::text[]) order by b.id for no key update of b`;
const ROOMS = `select id, number, pms_unit_id from room
  where location_id = $1 and (number = any($2::text[]) or pms_unit_id = any($3::text[]))`;
/** Drawn while the bookings are held: later than every question whose answer is written by anyone before (docs/decisions/0069). */
const TICKET = "select nextval('pms_read') as ticket";
const REFERENCES = 'select reference from booking where location_id = $1 and reference = any($2::text[])';
/** Who else was booked together with these, as their source says or as we know. */
const PARTIES = `select id, party from booking where location_id = $1 and (party = any($2::text[])
  or party in (select party from booking where location_id = $1 and reference = any($3::text[])))`;

/** What the items are compared with. */
type Ground = {
  readonly known: ReadonlyMap<string, Known>;
  readonly rooms: readonly RoomRow[];
  readonly ticket: number;
  /** References of bookings whose guest was erased. */
  readonly erased: ReadonlySet<string>;
  readonly parties: readonly PartyRow[];
};

/** What a row says of the stay itself. */
type Fields = ReturnType<typeof fieldsOf>;

/**
 * Compares each truth with its booking and adds what differs. Equal truth changes nothing and says so. `rows` takes the bookings and
 * guests, `batch` what goes with them; who is to settle the bookings, or to emit that they changed, does it by the outcomes. Each
 * reference may come once.
 */
export const putBookings = async (
  ask: Ask,
  to: { readonly rows: RowSink; readonly batch: RowSink },
  of: { readonly locationId: string; readonly items: readonly PutBooking[] },
): Promise<PutOutcome[]> => {
  const ground = await readGround(ask, of);
  const parties = ground.parties.map((row) => ({ ...row }));
  return of.items.map((item) => putOne(to, { ...ground, parties }, item));
};

const readGround = async (
  ask: Ask,
  { locationId, items }: { readonly locationId: string; readonly items: readonly PutBooking[] },
): Promise<Ground> => {
  const references = items.map(({ reference }) => reference);
  const rooms = items.flatMap(({ truth }) => truth.room ?? []);
  const numbers = rooms.map(({ number }) => number);
  const units = rooms.flatMap((room) => ('pmsUnitId' in room ? [room.pmsUnitId] : []));
  const named = items.flatMap(({ truth }) => truth.party ?? []);
  const [, known, found, [drawn], parties] = await Promise.all([
    ask(TAKE, [locationId, references]),
    ask<Known>(KNOWN, [locationId, references]),
    ask<RoomRow>(ROOMS, [locationId, numbers, units]),
    ask<{ ticket: number }>(TICKET, []),
    ask<PartyRow>(PARTIES, [locationId, named, references]),
  ]);
  const byReference = new Map(known.map((row) => [row.reference, row]));
  const fresh = references.filter((reference) => !byReference.has(reference));
  const erased =
    fresh.length === 0
      ? []
      : await ask<{ reference: string }>(REFERENCES, [locationId, fresh.map((one) => erasedAs(locationId, one))]);
  return {
    known: byReference,
    rooms: found,
    ticket: drawn?.ticket ?? 0,
    erased: new Set(erased.map(({ reference }) => reference)),
    parties,
  };
};

/** What became of the reference of a booking whose guest was erased: what the source still tells of it stays out. */
const erasedAs = (locationId: string, reference: string): string =>
  `erased:${createHash('sha256').update(`${locationId}:${reference}`).digest('hex')}`;

const putOne = (
  to: { readonly rows: RowSink; readonly batch: RowSink },
  ground: Ground & { readonly parties: PartyRow[] },
  put: PutBooking,
): PutOutcome => {
  const { locationId, truth } = put;
  if (truth.departureDate < truth.arrivalDate) return { ok: false, code: 'dates_reversed' };
  const roomId = truth.room === null ? null : roomOf(ground.rooms, truth.room);
  if (roomId === undefined) return { ok: false, code: 'unknown_room' };
  const before = ground.known.get(put.reference);
  if (before && isOvertaken(before.pms_read_seq, put)) return { ok: false, code: 'overtaken' };
  const fields = fieldsOf(put, roomId, before);
  if (before) return changeBooking(to, ground, { put, before, fields });
  if (ground.erased.has(erasedAs(locationId, put.reference))) return { ok: false, code: 'erased' };
  return addBooking(to, ground, { put, fields });
};

const roomOf = (rooms: readonly RoomRow[], room: NonNullable<BookingTruth['room']>): string | undefined => {
  const byUnit = 'pmsUnitId' in room ? rooms.find((row) => row.pms_unit_id === room.pmsUnitId) : undefined;
  return (byUnit ?? rooms.find((row) => row.number === room.number))?.id;
};

const isOvertaken = (written: number | null, { readTicket }: PutBooking): boolean =>
  readTicket !== undefined && written !== null && readTicket < written;

const fieldsOf = ({ reference, truth }: PutBooking, roomId: string | null, before: Known | undefined) => ({
  status: truth.status,
  room_id: roomId,
  arrival_date: truth.arrivalDate,
  departure_date: truth.departureDate,
  pms_check_out_at: truth.checkOutAt,
  id_verification: truth.idVerification ?? before?.id_verification ?? ('not_verified' as const),
  mobile_check_in: truth.mobileCheckIn ?? before?.mobile_check_in ?? ('not_started' as const),
  party: truth.party === undefined ? (before?.party ?? null) : truth.party,
  search_text: searchText(reference, truth),
});

const searchText = (reference: string, truth: BookingTruth): string => {
  const { guest } = truth;
  const words = [guest.firstName, guest.lastName, reference, truth.room?.number, guest.email, guest.phone];
  const digits = guest.phone?.replace(/\D/g, '');
  return [...words, digits].filter(Boolean).join(' ').toLowerCase();
};

const guestOf = ({ truth: { guest } }: PutBooking) => ({
  first_name: guest.firstName,
  last_name: guest.lastName,
  email: guest.email,
  phone: guest.phone,
  language: guest.language,
});

const same = (a: unknown, b: unknown): boolean =>
  a instanceof Date && b instanceof Date ? a.getTime() === b.getTime() : a === b;

/** Names of `fields` whose values are others in `before`. */
const differing = <F extends object>(fields: F, before: { readonly [N in keyof F]: unknown }): (keyof F & string)[] =>
  (Object.keys(fields) as (keyof F & string)[]).filter((name) => !same(before[name], fields[name])); // keys of a literal

type To = { readonly rows: RowSink; readonly batch: RowSink };
type OnGround = Ground & { readonly parties: PartyRow[] };

const addBooking = ({ rows, batch }: To, ground: OnGround, of: { put: PutBooking; fields: Fields }): PutOutcome => {
  const { put, fields } = of;
  const { locationId, reference, source, truth, now } = put;
  const guestId = newId();
  const id = newId();
  rows.insert('guest', { location_id: locationId, id: guestId, ...guestOf(put) });
  rows.insert('booking', {
    ...{ location_id: locationId, id, reference, source, guest_id: guestId },
    ...fields,
    ...{ version: 1, created_at: now, changed_at: now, pms_read_seq: ground.ticket },
  });
  tellParty(batch, ground, { locationId, bookingId: id, party: fields.party });
  const after = { status: truth.status, room: truth.room?.number ?? null };
  tell(batch, put, id, { action: 'booking.created', before: null, after });
  return { ok: true, bookingId: id, changed: true };
};

const changeBooking = (
  { rows, batch }: To,
  ground: OnGround,
  of: { put: PutBooking; before: Known; fields: Fields },
): PutOutcome => {
  const { put, before, fields } = of;
  const { locationId, now } = put;
  const at = { locationId, id: before.id };
  const guest = guestOf(put);
  const guestChanged = differing(guest, before).length > 0;
  const changed = differing(fields, before);
  if (changed.length === 0 && !guestChanged) {
    // What was read is what we know: an answer that was asked for earlier and comes later must not undo it.
    if (put.readTicket !== undefined) rows.update('booking', at, { pms_read_seq: ground.ticket });
    return { ok: true, bookingId: before.id, changed: false };
  }
  if (guestChanged) rows.update('guest', { locationId, id: before.guest_id }, guest);
  const version = before.version + 1;
  rows.update('booking', at, { ...fields, version, changed_at: now, pms_read_seq: ground.ticket });
  // Both hold words of the guest or the PMS about persons: not for the audit chain.
  const told = changed.filter((name) => name !== 'search_text' && name !== 'party');
  tell(batch, put, before.id, {
    action: 'booking.changed',
    before: Object.fromEntries(told.map((name) => [name, before[name]])),
    after: Object.fromEntries(told.map((name) => [name, fields[name]])),
  });
  const { room_id: roomId } = fields;
  if (before.room_id !== null && before.room_id !== roomId)
    batch.emit({ name: 'room.changed', locationId, roomId: before.room_id });
  if (changed.includes('party') || guestChanged)
    tellParty(batch, ground, { locationId, bookingId: before.id, party: fields.party });
  if (changed.includes('party') && roomId !== null) batch.emit({ name: 'room.changed', locationId, roomId });
  return { ok: true, bookingId: before.id, changed: true };
};

/** Others were booked together with this one: a phone of one guest may be a phone for all their rooms. */
const tellParty = (
  batch: RowSink,
  { parties }: OnGround,
  of: { locationId: string; bookingId: string; party: string | null },
): void => {
  const { locationId, bookingId, party } = of;
  if (party === null) return;
  if (parties.some((other) => other.party === party && other.id !== bookingId))
    batch.emit({ name: 'party.changed', locationId, bookingId });
  // The next ones of this batch come after it.
  parties.push({ id: bookingId, party });
};

const tell = (
  batch: RowSink,
  put: PutBooking,
  bookingId: string,
  what: { action: string; before: unknown; after: unknown },
): void => {
  const { locationId, now, actor } = put;
  batch.audit({ locationId, at: now, actor, ...what, subject: { kind: 'booking', id: bookingId }, bookingId });
  batch.notify({ topic: 'change', locationId, kind: 'booking', id: bookingId, bookingId });
};
