// Asks the PMS by itself for what webhooks may have lost: all stays around today on demand, and every few minutes what changed since the last
// time and which rooms are ready. A hotel whose PMS sends no webhooks lives on this alone.
import { ConnectorError, type PmsBooking } from '@nightlatch/connectors';
import { roomIsReady } from './check-in/check-in-rows.ts';
import { setRoomReadiness } from './check-in/room-readiness.ts';
import { emit } from './events.ts';
import { attempt, type Outcome } from './gather.ts';
import { openPms } from './inbox/open-pms.ts';
import { createQuestions, noteContact } from './inbox/read-back.ts';
import { drawReadTicket, putFromPms } from './put-from-pms.ts';
import type { ServerParts } from './server-parts.ts';

type Of = { readonly locationId: string; readonly now: Date };
type Pms = NonNullable<Awaited<ReturnType<typeof openPms>>>;
type Filter = Parameters<Pms['connection']['listReservations']>[0];

/** Days before and after today that a resync reads. */
const RESYNC_DAYS = 14;
const EVERY_MS = 5 * 60_000;
/** What the PMS noted shortly before we asked may show only now, and its clock may be another. */
const OVERLAP_MS = 10 * 60_000;

const open = (parts: ServerParts, { locationId }: Of): Promise<Pms | undefined> =>
  openPms(parts.db, { locationId, masterKey: parts.config.masterKey, fetch: parts.fetchOutside });

/** Stays of a list that are put together: as many as one transaction takes (put-from-pms.ts). */
const AT_ONCE = 200;

/** Tests that choose who goes first have one thing at a time done by each client (docs/decisions/0037). */
const atOnce = ({ gathers }: ServerParts): number => (gathers ? AT_ONCE : 1);

/** Puts everything that the PMS lists. One that fails holds up no other, and fails the whole at its end, so that it is read again. */
const putListed = async (parts: ServerParts, of: Of, pms: Pms, filter: Filter): Promise<void> => {
  const { connector, connection } = pms;
  const readTicket = await drawReadTicket(parts.db);
  const questions = createQuestions(pms);
  const put = (booking: PmsBooking): Promise<Outcome<unknown>> =>
    attempt(() =>
      putFromPms(parts, {
        ...{ ...of, first: { connector, booking, readTicket } },
        ask: async () => {
          const read = await questions.read(booking.reference);
          return read ? { connector, booking: read } : undefined;
        },
      }),
    );
  const failed: unknown[] = [];
  const putAll = async (bookings: readonly PmsBooking[]): Promise<void> => {
    for (const outcome of await Promise.all(bookings.map(put)))
      if (outcome.kind === 'failed') failed.push(outcome.error);
  };
  const listed: PmsBooking[] = [];
  for await (const booking of connection.listReservations(filter)) {
    listed.push(booking);
    if (listed.length >= atOnce(parts)) await putAll(listed.splice(0));
  }
  await putAll(listed);
  if (failed.length > 0) throw failed[0];
};

/** Reads every stay around today. Throws `ConnectorError`: the job is tried again. */
export const resyncWithPms = async (parts: ServerParts, of: Of): Promise<void> => {
  const pms = await open(parts, of);
  if (!pms) return;
  const span = RESYNC_DAYS * 86_400_000;
  await putListed(parts, of, pms, { stayFrom: of.now.getTime() - span, stayTo: of.now.getTime() + span });
  await noteCaughtUp(parts, of);
  await emit(parts.db, { name: 'pms.tended', locationId: of.locationId });
};

/** Reads what changed since the last time, and the rooms; comes again by itself, also after a PMS that did not answer. */
export const catchUpWithPms = async (parts: ServerParts, of: Of): Promise<void> => {
  const { locationId, now } = of;
  const pms = await open(parts, of);
  if (!pms) return;
  // First, so that whatever happens to this job another one comes.
  await emit(parts.db, { name: 'pms.tended', locationId }, { at: new Date(now.getTime() + EVERY_MS) });
  const { caught_up_to: since } = await parts.db
    .selectFrom('pms_connection')
    .select('caught_up_to')
    .where('location_id', '=', locationId)
    .executeTakeFirstOrThrow();
  try {
    // Without a beginning there was no resync yet, which is asked for when the connection is tried.
    if (since) await putListed(parts, of, pms, { modifiedSince: since.getTime() - OVERLAP_MS });
    await takeRoomStates(parts, of, pms);
  } catch (error) {
    if (!(error instanceof ConnectorError)) throw error;
    return noteContact(parts.db, { locationId, now, error: error.code });
  }
  if (since) await noteCaughtUp(parts, of);
};

const noteCaughtUp = async (parts: ServerParts, { locationId, now }: Of): Promise<void> => {
  await noteContact(parts.db, { locationId, now, error: null });
  await parts.db
    .updateTable('pms_connection')
    .set((eb) => ({ caught_up_to: eb.fn('greatest', ['caught_up_to', eb.val(now)]) }))
    .where('location_id', '=', locationId)
    .execute();
};

/** Notes the rooms of which the PMS says something new, or ready again after a guest; until then what staff said stands. */
const takeRoomStates = async (parts: ServerParts, of: Of, { connector, connection }: Pms): Promise<void> => {
  const states = await connection.listRoomStates?.();
  if (!states) return;
  const rooms = await parts.db
    .selectFrom('room as r')
    .select(['r.id', 'r.number', 'r.pms_unit_id', 'r.pms_ready', 'r.readiness', roomIsReady.as('ready')])
    .where('r.location_id', '=', of.locationId)
    .execute();
  const actor = { id: `pms:${connector}`, name: 'PMS' };
  for (const { unit, ready } of states) {
    const room = rooms.find((one) =>
      one.pms_unit_id === null ? one.number === unit.name : one.pms_unit_id === unit.id,
    );
    const isAnew = room && ready && room.readiness === 'ready' && !room.ready;
    if (!room || (room.pms_ready === ready && !isAnew)) continue;
    const { locationId, now } = of;
    await parts.db.transaction().execute(async (trx) => {
      await setRoomReadiness(trx, { locationId, roomId: room.id, ready, actor, now });
      await trx
        .updateTable('room')
        .set({ pms_ready: ready })
        .where('location_id', '=', locationId)
        .where('id', '=', room.id)
        .execute();
    });
  }
};

/** Makes sure that each connection is looked after; to be called as the server starts. */
export const tendPmsConnections = async ({ db }: Pick<ServerParts, 'db'>): Promise<void> => {
  const connections = await db.selectFrom('pms_connection').select('location_id').execute();
  for (const { location_id: locationId } of connections) await emit(db, { name: 'pms.tended', locationId });
};
