// Writes the whole truth about one booking, from the PMS or the API, if it differs from what we know.
import { createHash } from 'node:crypto';
import type { BookingStatus, IdVerification, MobileCheckIn } from '@nightlatch/domain';
import { sql } from 'kysely';
import { type Actor, writeAudit } from '../audit/write-audit.ts';
import { notifyLive } from '../db/notify-live.ts';
import type { Trx } from '../db/schema.ts';
import { emit } from '../events.ts';
import { newId } from '../ids.ts';

/** A booking as its source tells it. Undefined fields are not told and stay as they are. */
export type BookingTruth = {
  readonly status: BookingStatus;
  readonly room: { readonly number: string } | { readonly pmsUnitId: string; readonly number: string } | null;
  readonly arrivalDate: string;
  readonly departureDate: string;
  readonly checkOutAt: Date | null;
  readonly idVerification?: IdVerification;
  readonly mobileCheckIn?: MobileCheckIn;
  /** What bookings have in common that were booked together. */
  readonly party?: string | null;
  readonly guest: {
    readonly firstName: string;
    readonly lastName: string;
    readonly email: string | null;
    readonly phone: string | null;
    readonly language: string | null;
  };
};

export type PutBooking = {
  readonly locationId: string;
  readonly reference: string;
  readonly source: string;
  readonly truth: BookingTruth;
  readonly now: Date;
  readonly actor: Actor;
  /** Drawn from `pms_read` before the source was asked (docs/decisions/0069); undefined: the source tells by itself. */
  readonly readTicket?: number;
};

export type PutOutcome =
  | { readonly ok: true; readonly bookingId: string; readonly changed: boolean }
  | { readonly ok: false; readonly code: 'unknown_room' | 'dates_reversed' | 'erased' }
  /** Someone wrote this booking after the source was asked: what it said then may be older. Ask again. */
  | { readonly ok: false; readonly code: 'overtaken' };

const findRoom = async (
  trx: Trx,
  locationId: string,
  room: NonNullable<BookingTruth['room']>,
): Promise<string | undefined> => {
  const rooms = trx.selectFrom('room').select('id').where('location_id', '=', locationId);
  const byUnit =
    'pmsUnitId' in room ? await rooms.where('pms_unit_id', '=', room.pmsUnitId).executeTakeFirst() : undefined;
  const found = byUnit ?? (await rooms.where('number', '=', room.number).executeTakeFirst());
  return found?.id;
};

const searchText = (reference: string, truth: BookingTruth): string => {
  const { guest } = truth;
  const words = [guest.firstName, guest.lastName, reference, truth.room?.number, guest.email, guest.phone];
  const digits = guest.phone?.replace(/\D/g, '');
  return [...words, digits].filter(Boolean).join(' ').toLowerCase();
};

/** Same booking told again changes nothing and says so; a reference belongs to one booking whatever races. */
export const putBooking = async (trx: Trx, put: PutBooking): Promise<PutOutcome> => {
  const { locationId, reference, truth, now } = put;
  if (truth.departureDate < truth.arrivalDate) return { ok: false, code: 'dates_reversed' };
  const roomId = truth.room === null ? null : await findRoom(trx, locationId, truth.room);
  if (roomId === undefined) return { ok: false, code: 'unknown_room' };
  const before = await trx
    .selectFrom('booking')
    .selectAll()
    .where('location_id', '=', locationId)
    .where('reference', '=', reference)
    .forNoKeyUpdate()
    .executeTakeFirst();
  if (before && isOvertaken(before.pms_read_seq, put)) return { ok: false, code: 'overtaken' };
  const fields = {
    status: truth.status,
    room_id: roomId,
    arrival_date: truth.arrivalDate,
    departure_date: truth.departureDate,
    pms_check_out_at: truth.checkOutAt,
    id_verification: truth.idVerification ?? before?.id_verification ?? ('not_verified' as const),
    mobile_check_in: truth.mobileCheckIn ?? before?.mobile_check_in ?? ('not_started' as const),
    party: truth.party === undefined ? (before?.party ?? null) : truth.party,
    search_text: searchText(reference, truth),
  };
  if (!before && (await isErased(trx, put))) return { ok: false, code: 'erased' };
  if (!before) return insertBooking(trx, put, fields);
  const guestChanged = await updateGuest(trx, put, before.guest_id);
  const changed = (Object.keys(fields) as (keyof typeof fields)[]).filter((name) => !same(before[name], fields[name])); // keys of a literal
  if (changed.length === 0 && !guestChanged) {
    await noteRead(trx, put, before.id);
    return { ok: true, bookingId: before.id, changed: false };
  }
  await trx
    .updateTable('booking')
    .set((eb) => ({ ...fields, version: eb('version', '+', 1), changed_at: now, pms_read_seq: NEXT_TICKET }))
    .where('location_id', '=', locationId)
    .where('id', '=', before.id)
    .execute();
  // Both hold words of the guest or the PMS about persons: not for the audit chain.
  const told = changed.filter((name) => name !== 'search_text' && name !== 'party');
  await tell(trx, put, before.id, {
    action: 'booking.changed',
    before: Object.fromEntries(told.map((name) => [name, before[name]])),
    after: Object.fromEntries(told.map((name) => [name, fields[name]])),
  });
  if (before.room_id !== null && before.room_id !== roomId) {
    await emit(trx, { name: 'room.changed', locationId, roomId: before.room_id });
  }
  if (changed.includes('party') || guestChanged) await tellParty(trx, put, before.id, fields.party);
  if (changed.includes('party') && roomId !== null) await emit(trx, { name: 'room.changed', locationId, roomId });
  return { ok: true, bookingId: before.id, changed: true };
};

const NEXT_TICKET = sql<number>`nextval('pms_read')`;

const isOvertaken = (written: number | null, { readTicket }: PutBooking): boolean =>
  readTicket !== undefined && written !== null && readTicket < written;

/** What was read is what we know: an answer that was asked for earlier and comes later must not undo it. */
const noteRead = async (trx: Trx, put: PutBooking, bookingId: string): Promise<void> => {
  if (put.readTicket === undefined) return;
  await trx
    .updateTable('booking')
    .set({ pms_read_seq: NEXT_TICKET })
    .where('location_id', '=', put.locationId)
    .where('id', '=', bookingId)
    .execute();
};

/** Others were booked together with this one: a phone of one guest may be a phone for all their rooms. */
const tellParty = async (trx: Trx, put: PutBooking, bookingId: string, party: string | null): Promise<void> => {
  if (party === null) return;
  const { locationId } = put;
  const other = await trx
    .selectFrom('booking')
    .select('id')
    .where('location_id', '=', locationId)
    .where('party', '=', party)
    .where('id', '!=', bookingId)
    .limit(1)
    .executeTakeFirst();
  if (other) await emit(trx, { name: 'party.changed', locationId, bookingId });
};

/** The guest was erased: what the source still tells of this booking stays out. */
const isErased = async (trx: Trx, { locationId, reference }: PutBooking): Promise<boolean> => {
  const hashed = createHash('sha256').update(`${locationId}:${reference}`).digest('hex');
  const row = await trx
    .selectFrom('booking')
    .select('id')
    .where('location_id', '=', locationId)
    .where('reference', '=', `erased:${hashed}`)
    .executeTakeFirst();
  return row !== undefined;
};

const same = (a: unknown, b: unknown): boolean =>
  a instanceof Date && b instanceof Date ? a.getTime() === b.getTime() : a === b;

const insertBooking = async (
  trx: Trx,
  put: PutBooking,
  fields: { status: BookingStatus; room_id: string | null; arrival_date: string; departure_date: string } & Record<
    string,
    unknown
  > & {
      pms_check_out_at: Date | null;
      id_verification: IdVerification;
      mobile_check_in: MobileCheckIn;
      search_text: string;
      party: string | null;
    },
): Promise<PutOutcome> => {
  const { locationId, reference, truth, now } = put;
  const guestId = newId();
  const { firstName, lastName, email, phone, language } = truth.guest;
  await trx
    .insertInto('guest')
    .values({
      location_id: locationId,
      id: guestId,
      first_name: firstName,
      last_name: lastName,
      email,
      phone,
      language,
    })
    .execute();
  const id = newId();
  const made = await trx
    .insertInto('booking')
    .values({
      location_id: locationId,
      id,
      reference,
      source: put.source,
      guest_id: guestId,
      ...fields,
      created_at: now,
      changed_at: now,
      pms_read_seq: NEXT_TICKET,
    })
    .onConflict((oc) => oc.columns(['location_id', 'reference']).doNothing())
    .returning('id')
    .executeTakeFirst();
  if (!made) {
    // Another hint of the same new booking won; what it wrote is compared with this truth.
    await trx.deleteFrom('guest').where('location_id', '=', locationId).where('id', '=', guestId).execute();
    return putBooking(trx, put);
  }
  await tellParty(trx, put, id, fields.party);
  await tell(trx, put, id, {
    action: 'booking.created',
    before: null,
    after: { status: truth.status, room: truth.room?.number ?? null },
  });
  return { ok: true, bookingId: id, changed: true };
};

const updateGuest = async (trx: Trx, put: PutBooking, guestId: string): Promise<boolean> => {
  const { firstName, lastName, email, phone, language } = put.truth.guest;
  const changed = await trx
    .updateTable('guest')
    .set({ first_name: firstName, last_name: lastName, email, phone, language })
    .where('location_id', '=', put.locationId)
    .where('id', '=', guestId)
    .where((eb) =>
      eb.or([
        eb('first_name', '!=', firstName),
        eb('last_name', '!=', lastName),
        eb('email', 'is distinct from', email),
        eb('phone', 'is distinct from', phone),
        eb('language', 'is distinct from', language),
      ]),
    )
    .returning('id')
    .executeTakeFirst();
  return changed !== undefined;
};

const tell = async (
  trx: Trx,
  put: PutBooking,
  bookingId: string,
  what: { action: string; before: unknown; after: unknown },
): Promise<void> => {
  const { locationId } = put;
  const subject = { kind: 'booking' as const, id: bookingId };
  await writeAudit(trx, { locationId, at: put.now, actor: put.actor, ...what, subject, bookingId });
  await emit(trx, { name: 'booking.changed', locationId, bookingId });
  await notifyLive(trx, { topic: 'change', locationId, kind: 'booking', id: bookingId, bookingId });
};
