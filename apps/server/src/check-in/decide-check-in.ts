// Staff or the rules decide on a mobile check-in; a room that is not ready is waited for (docs/domain.md §5).
import { isIdAccepted } from '@nightlatch/domain';
import { type Actor, SYSTEM } from '../audit/write-audit.ts';
import type { Db, Trx } from '../db/schema.ts';
import { emit } from '../events.ts';
import { type ArrivingBooking, findRequest, lockRequest, OPEN, tell, writeState } from './check-in-rows.ts';

export type DecideOutcome =
  | { readonly ok: true; readonly bookingId: string }
  | { readonly ok: false; readonly code: 'not_found' | 'decided' | 'id_first' };

type Decision = {
  readonly locationId: string;
  readonly checkInId: string;
  readonly actor: Actor;
  readonly now: Date;
};

const isOpen = (state: string): boolean => OPEN.some((one) => one === state);

/** Staff's yes. Where the location waits for the room, the request goes on by itself as soon as it is ready. */
export const approveCheckIn = async (trx: Trx, of: Decision): Promise<DecideOutcome> => {
  const found = await lockRequest(trx, of);
  if (!found) return { ok: false, code: 'not_found' };
  const { booking, request } = found;
  if (!isOpen(request.state) || booking.status !== 'confirmed') return { ok: false, code: 'decided' };
  const bookingId = booking.id;
  if (request.state === 'waiting') return { ok: true, bookingId };
  if (lacksId(booking)) return { ok: false, code: 'id_first' };
  if (mustWait(booking, of.now)) {
    await setState(trx, of, { state: 'waiting', decided_by: of.actor.name });
    await tell(trx, { ...of, bookingId, action: 'check_in.waits_for_room' });
    await lookAgain(trx, of, booking);
  } else await approve(trx, of, booking);
  return { ok: true, bookingId };
};

/** Staff's no, with the reason that the guest sees; the guest may submit again. */
export const declineCheckIn = async (trx: Trx, of: Decision & { readonly reason: string }): Promise<DecideOutcome> => {
  const found = await lockRequest(trx, of);
  if (!found) return { ok: false, code: 'not_found' };
  if (!isOpen(found.request.state)) return { ok: false, code: 'decided' };
  const bookingId = found.booking.id;
  const { reason, actor, now } = of;
  await setState(trx, of, { state: 'declined', decided_by: actor.name, decided_at: now, reason });
  await writeState(trx, { ...of, bookingId, to: 'declined', action: 'check_in.declined', words: reason });
  return { ok: true, bookingId };
};

/** Goes on with a request whenever its booking, room or ID may have changed; safe to repeat. */
export const settleCheckIn = async (
  db: Db,
  of: { locationId: string; bookingId: string; now: Date },
): Promise<void> => {
  const newest = await findRequest(db, of);
  if (!newest || (!isOpen(newest.state) && newest.pms_check_in !== 'wanted')) return;
  await db.transaction().execute(async (trx) => {
    const found = await lockRequest(trx, { locationId: of.locationId, checkInId: newest.id });
    if (!found) return;
    const { request, booking } = found;
    const decision = { locationId: of.locationId, checkInId: newest.id, actor: SYSTEM, now: of.now };
    if (isOpen(request.state)) await goOn(trx, decision, booking, request.state === 'waiting');
    // Asked already: the job comes again by itself, and two at once would tell the PMS twice.
    else if (request.pms_check_in === 'wanted' && request.pms_check_in_at === null)
      await askPms(trx, decision, booking);
  });
};

const goOn = async (trx: Trx, of: Decision, booking: ArrivingBooking, byStaff: boolean): Promise<void> => {
  if (booking.status !== 'confirmed') {
    // Checked in at the desk, cancelled, a no-show: there is nothing left to approve.
    await setState(trx, of, { state: 'withdrawn', sealed_details: null });
    return tell(trx, { ...of, bookingId: booking.id, action: 'check_in.withdrawn' });
  }
  if (!byStaff) {
    if (booking.policy?.mobileCheckIn !== 'automatic') return;
    if (lacksId(booking)) return;
  }
  if (mustWait(booking, of.now)) return lookAgain(trx, of, booking);
  return approve(trx, of, booking);
};

const lacksId = (booking: ArrivingBooking): boolean =>
  booking.policy?.requireIdFirst === true && !isIdAccepted(booking.id_verification);

/** Before the day of arrival a room that is ready is ready for somebody else. */
const mustWait = (booking: ArrivingBooking, now: Date): boolean =>
  booking.policy?.waitForRoomReady === true && (!booking.roomReady || now.getTime() < booking.dayBegins);

const lookAgain = async (trx: Trx, of: Decision, booking: ArrivingBooking): Promise<void> => {
  if (of.now.getTime() >= booking.dayBegins) return;
  const at = new Date(booking.dayBegins);
  await emit(trx, { name: 'booking.changed', locationId: of.locationId, bookingId: booking.id }, { at });
};

const approve = async (trx: Trx, of: Decision, booking: ArrivingBooking): Promise<void> => {
  const wanted = booking.policy?.checkInAtPms === true;
  await setState(trx, of, {
    state: 'approved',
    decided_at: of.now,
    // Who said yes before the room was ready is still who decided.
    ...(of.actor.id === SYSTEM.id ? {} : { decided_by: of.actor.name }),
    pms_check_in: wanted ? 'wanted' : null,
  });
  await writeState(trx, { ...of, bookingId: booking.id, to: 'approved', action: 'check_in.approved' });
  if (wanted) await askPms(trx, of, booking);
};

/** The PMS checks nobody in before the day of arrival, or without a room. */
const askPms = async (trx: Trx, of: Decision, booking: ArrivingBooking): Promise<void> => {
  const event = { name: 'check_in.approved', locationId: of.locationId, checkInId: of.checkInId } as const;
  if (of.now.getTime() < booking.dayBegins) return lookAgain(trx, of, booking);
  if (booking.room_id === null && booking.status === 'confirmed') return;
  await trx
    .updateTable('check_in_request')
    .set({ pms_check_in_at: of.now })
    .where('location_id', '=', of.locationId)
    .where('id', '=', of.checkInId)
    .execute();
  await emit(trx, event);
};

const setState = (
  trx: Trx,
  of: Pick<Decision, 'locationId' | 'checkInId'>,
  to: {
    state: 'waiting' | 'approved' | 'declined' | 'withdrawn';
    decided_by?: string;
    decided_at?: Date;
    reason?: string;
    /** Nobody decides any more: nobody needs what the guest typed. */
    sealed_details?: null;
    pms_check_in?: 'wanted' | null;
  },
) =>
  trx
    .updateTable('check_in_request')
    .set(to)
    .where('location_id', '=', of.locationId)
    .where('id', '=', of.checkInId)
    .execute();
