// Tasks for staff: raised by the rules, finished by a person or by the rules when there is nothing left to decide.
import type { StaffTaskKind } from '@nightlatch/domain';
import { type Actor, SYSTEM, writeAudit } from '../audit/write-audit.ts';
import { askThrough } from '../db/ask.ts';
import { liveChannel, notifyLive } from '../db/notify-live.ts';
import { createRowBatch, type RowSink } from '../db/row-batch.ts';
import type { Trx } from '../db/schema.ts';
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
    .set({ done_at: of.now, done_by: of.actor.name, done_note: of.note })
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
