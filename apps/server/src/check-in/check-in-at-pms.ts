// Asks the PMS to check in a guest whose mobile check-in is approved. An outage is tried again by the job; whatever a person must do is a task.
import { ConnectorError, type PmsConnection } from '@nightlatch/connectors';
import { SYSTEM } from '../audit/write-audit.ts';
import { crashPoint } from '../crash-point.ts';
import type { Db, Trx } from '../db/schema.ts';
import { emit } from '../events.ts';
import { closeTaskOfBooking, raiseTaskIn } from '../tasks/staff-tasks.ts';
import { lockRequest, tell } from './check-in-rows.ts';

type Of = { readonly locationId: string; readonly checkInId: string; readonly now: Date };
type Pms = { readonly connection: PmsConnection } | undefined;

/** Repeats are harmless: a guest whom the PMS has checked in already counts as checked in. Resolves to the reference to read back, if it was done. */
export const checkInAtPms = async (
  db: Db,
  of: Of & { readonly openPms: () => Promise<Pms> },
): Promise<string | undefined> => {
  const { locationId } = of;
  const due = await readDue(db, of);
  if (!due) return undefined;
  if (due.status !== 'confirmed') {
    await end(db, of, due.status === 'checked_in' ? 'done' : 'refused', null);
    return undefined;
  }
  if (due.room_id === null) {
    // The room was taken away meanwhile: asked again when there is one.
    await setPmsState(db, of, { pms_check_in: 'wanted', pms_check_in_at: null });
    return undefined;
  }
  const connection = (await of.openPms())?.connection;
  if (!connection?.checkIn) {
    await end(db, of, 'not_supported', 'not_supported');
    return undefined;
  }
  try {
    crashPoint('send.before');
    const outcome = await connection.checkIn(due.reference);
    crashPoint('send.after');
    await end(db, of, outcome.ok ? 'done' : 'refused', outcome.ok ? null : outcome.code);
    return outcome.ok ? due.reference : undefined;
  } catch (error) {
    if (!(error instanceof ConnectorError)) throw error;
    const detail = { code: error.code };
    const { bookingId } = due;
    await db
      .transaction()
      .execute((trx) =>
        raiseTaskIn(trx, { locationId, kind: 'check_in_at_pms', bookingId, keyId: null, detail, now: of.now }),
      );
    throw error; // the job is tried again
  }
};

/** Staff have it asked again, for instance after mending the PMS's reason to refuse. */
export const retryPmsCheckIn = async (
  trx: Trx,
  of: Of & { readonly actor: { id: string; name: string } },
): Promise<'ok' | 'not_found' | 'not_approved'> => {
  const found = await lockRequest(trx, of);
  if (!found) return 'not_found';
  const { booking, request } = found;
  if (request.state !== 'approved' || booking.status !== 'confirmed') return 'not_approved';
  await setPmsState(trx, of, { pms_check_in: 'wanted', pms_check_in_at: of.now });
  await tell(trx, { ...of, bookingId: booking.id, action: 'check_in.pms_asked_again' });
  await emit(trx, { name: 'check_in.approved', locationId: of.locationId, checkInId: of.checkInId });
  return 'ok';
};

const readDue = async (db: Db, of: Of) => {
  const row = await db
    .selectFrom('check_in_request as c')
    .innerJoin('booking as b', (join) =>
      join.onRef('b.location_id', '=', 'c.location_id').onRef('b.id', '=', 'c.booking_id'),
    )
    .select(['c.state', 'c.pms_check_in', 'b.id as bookingId', 'b.status', 'b.room_id', 'b.reference'])
    .where('c.location_id', '=', of.locationId)
    .where('c.id', '=', of.checkInId)
    .executeTakeFirst();
  return row?.state === 'approved' && row.pms_check_in === 'wanted' ? row : undefined;
};

/** Writes how it went. `code`: why a person must check the guest in at the PMS. */
const end = (db: Db, of: Of, to: 'done' | 'refused' | 'not_supported', code: string | null): Promise<void> =>
  db.transaction().execute(async (trx) => {
    const found = await lockRequest(trx, of);
    if (found?.request.pms_check_in !== 'wanted') return;
    const bookingId = found.booking.id;
    const about = { locationId: of.locationId, kind: 'check_in_at_pms', bookingId, now: of.now } as const;
    await setPmsState(trx, of, { pms_check_in: to, pms_check_in_at: of.now });
    if (code === null) await closeTaskOfBooking(trx, about);
    else await raiseTaskIn(trx, { ...about, keyId: null, detail: { code } });
    await tell(trx, { ...of, bookingId, actor: SYSTEM, action: `check_in.pms_${to}` });
  });

const setPmsState = (
  trx: Db | Trx,
  of: Of,
  to: { pms_check_in: 'wanted' | 'done' | 'refused' | 'not_supported'; pms_check_in_at: Date | null },
) =>
  trx
    .updateTable('check_in_request')
    .set(to)
    .where('location_id', '=', of.locationId)
    .where('id', '=', of.checkInId)
    .execute();
