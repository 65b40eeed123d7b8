// Tasks for staff: raised by the rules, finished by a person or by the rules when there is nothing left to decide.
import type { StaffTaskKind } from '@nightlatch/domain';
import { type Actor, SYSTEM, writeAudit } from '../audit/write-audit.ts';
import { notifyLive } from '../db/notify-live.ts';
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

/** Raises the task; one of its kind that is open for the same key or booking gets the newer detail instead. */
export const raiseTask = async (trx: Trx, task: Raise): Promise<void> => {
  const detail = JSON.stringify(task.detail);
  const raised = await trx
    .insertInto('staff_task')
    .values({
      location_id: task.locationId,
      id: newId(),
      kind: task.kind,
      booking_id: task.bookingId,
      key_id: task.keyId,
      detail,
      raised_at: task.now,
    })
    .onConflict((oc) =>
      (task.keyId === null
        ? oc.columns(['location_id', 'kind', 'booking_id']).where('done_at', 'is', null).where('key_id', 'is', null)
        : oc.columns(['location_id', 'kind', 'key_id']).where('done_at', 'is', null)
      ).doUpdateSet({ detail }),
    )
    .returning('id')
    .executeTakeFirstOrThrow();
  await tell(trx, { ...task, taskId: raised.id });
};

/** The key ended, or staff set its times: what was asked about it is decided. */
export const closeTasksOfKey = async (
  trx: Trx,
  of: { readonly locationId: string; readonly keyId: string; readonly now: Date; readonly actor: Actor },
): Promise<void> => {
  const closed = await trx
    .updateTable('staff_task')
    .set({ done_at: of.now, done_by: of.actor.name })
    .where('location_id', '=', of.locationId)
    .where('key_id', '=', of.keyId)
    .where('done_at', 'is', null)
    .returning(['id', 'booking_id'])
    .execute();
  for (const { id, booking_id } of closed) await tell(trx, { ...of, taskId: id, bookingId: booking_id });
};

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
