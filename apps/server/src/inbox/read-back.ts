// Reads a hinted reservation back from the PMS: the only way a PMS's word becomes ours.
import { ConnectorError, type PmsBooking } from '@nightlatch/connectors';
import type { Db } from '../db/schema.ts';
import { openPms } from './open-pms.ts';

export type ReadBack =
  | { readonly kind: 'booking'; readonly connector: string; readonly booking: PmsBooking }
  | { readonly kind: 'nothing' };

/** Reads the hint's reservation as it is now. Throws `ConnectorError` when the vendor does not answer: the job is tried again. */
export const readBack = async (
  db: Db,
  of: { locationId: string; hintId: string; masterKey: Uint8Array; fetch: typeof globalThis.fetch; now: Date },
): Promise<ReadBack> => {
  const hint = await db
    .selectFrom('inbox_hint')
    .select('reference')
    .where('location_id', '=', of.locationId)
    .where('id', '=', of.hintId)
    .executeTakeFirst();
  const pms = await openPms(db, of);
  if (!hint || !pms) return { kind: 'nothing' };
  try {
    const booking = await pms.connection.readReservation(hint.reference);
    await noteContact(db, { ...of, error: null });
    return booking ? { kind: 'booking', connector: pms.connector, booking } : { kind: 'nothing' };
  } catch (error) {
    await noteContact(db, { ...of, error: error instanceof ConnectorError ? error.code : 'internal_error' });
    throw error;
  }
};

/** Notes when the PMS was last heard, or what went wrong, for the console. */
export const noteContact = async (
  db: Db,
  of: { locationId: string; now: Date; error: string | null },
): Promise<void> => {
  await db
    .updateTable('pms_connection')
    .set(of.error === null ? { last_event_at: of.now, last_error: null } : { last_error: of.error })
    .where('location_id', '=', of.locationId)
    .execute();
};

/** The hint has been settled, or why it could not be. */
export const closeHint = async (
  db: Db,
  of: { locationId: string; hintId: string; now: Date; error: string | null },
): Promise<void> => {
  await db
    .updateTable('inbox_hint')
    .set({ settled_at: of.now, error: of.error })
    .where('location_id', '=', of.locationId)
    .where('id', '=', of.hintId)
    .execute();
};
