// Tasks for staff: raised by the rules, finished by a person or by the rules when there is nothing left to decide.
import type { StaffTaskKind } from '@nightlatch/domain';
import { type Actor, SYSTEM, writeAudit } from '../audit/write-audit.ts';
import { askThrough } from '../db/ask.ts';
import { liveChannel, notifyLive } from '../db/notify-live.ts';
import { createRowBatch, type RowSink } from '../db/row-batch.ts';
import type { Trx } from '../db/schema.ts';
import { emit } from '../events.ts';
import { newId } from '../ids.ts';

type Raise = {
  readonly locationId: string;
  readonly kind: StaffTaskKind;
  readonly bookingId: string;
  /** Null: it is about the booking as a whole. */
  readonly keyId: string | null;
  readonly detail: Readonly<Record<string, string>>;
  readonly now: Date;
};

/** Tells of rows with `id` and `booking_id`, in the location `$1`. */
const TELL = `select pg_notify('${liveChannel}', json_build_object('topic', 'change', 'locationId', $1::uuid, 'kind', 'task', 'id', id,
  'bookingId', booking_id)::text)`;

const RAISE = (target: string): string => `with raised as (
    insert into staff_task (location_id, id, kind, booking_id, key_id, detail, raised_at)
    values ($1::uuid, $2::uuid, $3, $4::uuid, $5::uuid, $6::jsonb, $7::timestamptz)
    on conflict ${target} do update set detail = excluded.detail returning id, booking_id)
  ${TELL} from raised`;

const RAISE_FOR_BOOKING = RAISE('(location_id, kind, booking_id) where done_at is null and key_id is null');
const RAISE_FOR_KEY = RAISE('(location_id, kind, key_id) where done_at is null');

const CLOSE_OF_KEY = `with closed as (
    update staff_task set done_at = $3::timestamptz, done_by = $4 where location_id = $1 and key_id = $2 and done_at is null
    returning id, booking_id)
  ${TELL} from closed`;

const CLOSE_OF_BOOKING = `with closed as (
    update staff_task set done_at = $4::timestamptz, done_by = $5
    where location_id = $1 and booking_id = $2 and kind = $3 and key_id is null and done_at is null
    returning id, booking_id)
  ${TELL} from closed`;

/** Raises the task; one of its kind that is open for the same key or booking gets the newer detail instead. */
export const raiseTask = (sink: RowSink, task: Raise): void =>
  sink.also(task.keyId === null ? RAISE_FOR_BOOKING : RAISE_FOR_KEY, [
    task.locationId,
    newId(),
    task.kind,
    task.bookingId,
    task.keyId,
    JSON.stringify(task.detail),
    task.now,
  ]);

/** The same in a transaction of one's own. */
export const raiseTaskIn = async (trx: Trx, task: Raise): Promise<void> => {
  const batch = createRowBatch();
  raiseTask(batch, task);
  await Promise.all(batch.send(askThrough(trx), { locationId: task.locationId }));
};

/** The key ended, or staff set its times: what was asked about it is decided. */
export const closeTasksOfKey = (
  sink: RowSink,
  of: { readonly locationId: string; readonly keyId: string; readonly now: Date; readonly actor: Actor },
): void => sink.also(CLOSE_OF_KEY, [of.locationId, of.keyId, of.now, of.actor.name]);

/** What was asked about the booking has settled itself, within a batch. */
export const closeTaskOf = (
  sink: RowSink,
  of: {
    readonly locationId: string;
    readonly bookingId: string;
    readonly kind: StaffTaskKind;
    readonly now: Date;
    readonly actor: Actor;
  },
): void => sink.also(CLOSE_OF_BOOKING, [of.locationId, of.bookingId, of.kind, of.now, of.actor.name]);

/** What was asked about the booking has settled itself. */
export const closeTaskOfBooking = async (
  trx: Trx,
  of: {
    readonly locationId: string;
    readonly kind: StaffTaskKind;
    readonly bookingId: string;
    readonly now: Date;
    readonly actor?: Actor;
  },
): Promise<void> => {
  const closed = await trx
    .updateTable('staff_task')
    .set({ done_at: of.now, done_by: (of.actor ?? SYSTEM).name })
    .where('location_id', '=', of.locationId)
    .where('kind', '=', of.kind)
    .where('booking_id', '=', of.bookingId)
    .where('key_id', 'is', null)
    .where('done_at', 'is', null)
    .returning('id')
    .execute();
  for (const { id } of closed) await tell(trx, { ...of, taskId: id });
};

/** A person marks it as done; done twice stays what it was. Undefined: the location has no such task. */
export const completeTask = async (
  trx: Trx,
  of: {
    readonly locationId: string;
    readonly taskId: string;
    readonly note: string | null;
    readonly now: Date;
    readonly actor: Actor;
  },
): Promise<{ readonly changed: boolean } | undefined> => {
  const task = await trx
    .selectFrom('staff_task')
    .select(['kind', 'booking_id', 'key_id', 'done_at'])
    .where('location_id', '=', of.locationId)
    .where('id', '=', of.taskId)
    .forNoKeyUpdate()
    .executeTakeFirst();
  if (!task) return undefined;
  if (task.done_at !== null) return { changed: false };
  await trx
    .updateTable('staff_task')
    .set({ done_at: of.now, done_by: of.actor.name, done_by_id: of.actor.id, done_note: of.note })
    .where('location_id', '=', of.locationId)
    .where('id', '=', of.taskId)
    .execute();
  await writeAudit(trx, {
    locationId: of.locationId,
    at: of.now,
    actor: of.actor,
    action: 'task.done',
    subject: { kind: 'task', id: of.taskId },
    bookingId: task.booking_id,
    after: { kind: task.kind, keyId: task.key_id },
    ...(of.note ? { personal: { note: of.note } } : {}),
  });
  await tell(trx, { ...of, bookingId: task.booking_id });
  return { changed: true };
};

/** How long whoever marked a task as done may take it back. */
const REOPEN_MS = 3_600_000;

/** Takes "done" back, by who said it. `decided`: it is another's word, too long ago, about a key that ended, or asked anew meanwhile. */
export const reopenTask = async (
  trx: Trx,
  of: { readonly locationId: string; readonly taskId: string; readonly now: Date; readonly actor: Actor },
): Promise<'open' | 'not_found' | 'decided'> => {
  const task = await trx
    .selectFrom('staff_task as task')
    .leftJoin('digital_key as key', (join) =>
      join.onRef('key.location_id', '=', 'task.location_id').onRef('key.id', '=', 'task.key_id'),
    )
    .select(['task.kind', 'task.booking_id', 'task.key_id', 'task.done_at', 'task.done_by_id', 'key.state'])
    .where('task.location_id', '=', of.locationId)
    .where('task.id', '=', of.taskId)
    .forNoKeyUpdate('task')
    .executeTakeFirst();
  if (!task) return 'not_found';
  if (task.done_at === null) return 'open';
  const late = of.now.getTime() - task.done_at.getTime() > REOPEN_MS;
  if (late || task.done_by_id !== of.actor.id || task.state === 'ended') return 'decided';
  if (await isAskedAnew(trx, { ...of, ...task })) return 'decided';
  await trx
    .updateTable('staff_task')
    .set({ done_at: null, done_by: null, done_by_id: null, done_note: null })
    .where('location_id', '=', of.locationId)
    .where('id', '=', of.taskId)
    .execute();
  await writeAudit(trx, {
    locationId: of.locationId,
    at: of.now,
    actor: of.actor,
    action: 'task.reopened',
    subject: { kind: 'task', id: of.taskId },
    bookingId: task.booking_id,
    after: { kind: task.kind, keyId: task.key_id },
  });
  // What it asked may have settled itself meanwhile: then the rules close it.
  if (task.booking_id !== null)
    await emit(trx, { name: 'booking.changed', locationId: of.locationId, bookingId: task.booking_id });
  await tell(trx, { ...of, bookingId: task.booking_id });
  return 'open';
};

/** Whether a newer task asks the same; those about no booking stand each for itself. */
const isAskedAnew = async (
  trx: Trx,
  of: { locationId: string; kind: StaffTaskKind; booking_id: string | null; key_id: string | null },
): Promise<boolean> => {
  if (of.booking_id === null) return false;
  const newer = await trx
    .selectFrom('staff_task')
    .select('id')
    .where('location_id', '=', of.locationId)
    .where('kind', '=', of.kind)
    .where('booking_id', '=', of.booking_id)
    .where('key_id', 'is not distinct from', of.key_id)
    .where('done_at', 'is', null)
    .executeTakeFirst();
  return newer !== undefined;
};

const tell = (
  trx: Trx,
  of: { readonly locationId: string; readonly taskId: string; readonly bookingId: string | null },
): Promise<void> =>
  notifyLive(trx, {
    topic: 'change',
    locationId: of.locationId,
    kind: 'task',
    id: of.taskId,
    bookingId: of.bookingId,
  });
