// Tasks for staff as the API shows them.
import type { StaffTask } from '@nightlatch/api';
import { STAFF_TASK_SENTENCES, type StaffTaskKind } from '@nightlatch/domain';
import { sql } from 'kysely';
import type { Db, Trx } from '../db/schema.ts';
import { cursorKeys, pageOf, readCursor } from './cursor.ts';
import { fullName } from './key-view.ts';
import { ProblemError } from './problem-error.ts';

const tasksAt = (db: Db | Trx, locationId: string) =>
  db
    .selectFrom('staff_task as t')
    .leftJoin('booking as b', (join) =>
      join.onRef('b.location_id', '=', 't.location_id').onRef('b.id', '=', 't.booking_id'),
    )
    .leftJoin('guest as g', (join) =>
      join.onRef('g.location_id', '=', 'b.location_id').onRef('g.id', '=', 'b.guest_id'),
    )
    .leftJoin('room as r', (join) => join.onRef('r.location_id', '=', 'b.location_id').onRef('r.id', '=', 'b.room_id'))
    .selectAll('t')
    .select(['g.first_name', 'g.last_name', 'r.number'])
    .where('t.location_id', '=', locationId);

type Row = Awaited<ReturnType<ReturnType<typeof tasksAt>['execute']>>[number];

const taskView = (row: Row): StaffTask => {
  const { title, todo } = STAFF_TASK_SENTENCES[row.kind];
  return {
    id: row.id,
    kind: row.kind,
    title,
    todo,
    bookingId: row.booking_id,
    keyId: row.key_id,
    guestName: row.last_name === null ? null : fullName({ first_name: row.first_name ?? '', last_name: row.last_name }),
    roomNumber: row.number,
    checkOutAt: textOf(row.detail, 'checkOutAt'),
    otherBookingId: textOf(row.detail, 'otherBookingId'),
    raisedAt: row.raised_at.toISOString(),
    doneAt: row.done_at?.toISOString() ?? null,
    doneBy: row.done_by,
    doneNote: row.done_note,
  };
};

function textOf(detail: unknown, name: string): string | null {
  if (detail === null || typeof detail !== 'object') return null;
  const value: unknown = Object.getOwnPropertyDescriptor(detail, name)?.value;
  return typeof value === 'string' ? value : null;
}

/** Newest first. */
export async function listTasks(
  db: Db,
  options: {
    locationId: string;
    query: {
      cursor?: string;
      limit?: number;
      state?: 'open' | 'done';
      kind?: StaffTaskKind;
      bookingId?: string;
    };
  },
): Promise<{ items: StaffTask[]; nextCursor: string | null }> {
  const { query } = options;
  const after = readCursor(query.cursor, cursorKeys.instant);
  const limit = query.limit ?? 25;
  let select = tasksAt(db, options.locationId).where('t.done_at', query.state === 'done' ? 'is not' : 'is', null);
  if (query.kind) select = select.where('t.kind', '=', query.kind);
  if (query.bookingId) select = select.where('t.booking_id', '=', query.bookingId);
  if (after) select = select.where(sql<boolean>`(t.raised_at, t.id) < (${after.key}::timestamptz, ${after.id}::uuid)`);
  const rows = await select
    .orderBy('t.raised_at', 'desc')
    .orderBy('t.id', 'desc')
    .limit(limit + 1)
    .execute();
  const page = pageOf(rows, limit, (row) => ({ key: row.raised_at.toISOString(), id: row.id }));
  return { items: page.rows.map(taskView), nextCursor: page.nextCursor };
}

/** One task that is there. Throws `not_found` otherwise. */
export async function readTask(db: Db | Trx, of: { locationId: string; taskId: string }): Promise<StaffTask> {
  const row = await tasksAt(db, of.locationId).where('t.id', '=', of.taskId).executeTakeFirst();
  if (!row) throw new ProblemError('not_found');
  return taskView(row);
}
