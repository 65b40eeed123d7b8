// Whether a location is in quarantine after a restore; asked before anything leaves the server for it.
import type { Db, Trx } from '../db/schema.ts';
import type { ServerEventName } from '../events.ts';

/** What goes on in quarantine: hearing the PMS, and sealing the audit. Everything else is settled when it is lifted. */
const GOES_ON: ReadonlySet<ServerEventName> = new Set(['hint.received', 'pms.resync', 'pms.tended', 'audit.written']);

export const isQuarantined = async (db: Db | Trx, locationId: string): Promise<boolean> => {
  const row = await db.selectFrom('location').select('quarantined_at').where('id', '=', locationId).executeTakeFirst();
  return row?.quarantined_at != null;
};

/** Whether the event's handler has to wait for the quarantine's end. */
export const isHeldBack = async (db: Db, event: { name: ServerEventName; locationId?: string }): Promise<boolean> =>
  !GOES_ON.has(event.name) && event.locationId !== undefined && (await isQuarantined(db, event.locationId));
