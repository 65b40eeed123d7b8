// Writes what the rules decided: occupancies and keys, each with its audit entry and the events that follow.
import type { KeyChange } from '@nightlatch/domain';
import { type RawBuilder, sql, type Updateable } from 'kysely';
import { type Actor, writeAudit } from '../audit/write-audit.ts';
import { notifyLive } from '../db/notify-live.ts';
import type { DigitalKeyTable, Trx } from '../db/schema.ts';
import { emit } from '../events.ts';
import { newId } from '../ids.ts';
import { closeTasksOfKey, raiseTask } from '../tasks/staff-tasks.ts';

export type ChangeContext = {
  readonly locationId: string;
  readonly bookingId: string;
  readonly guestId: string;
  readonly checkOutAt: number;
  readonly now: Date;
  readonly actor: Actor;
  readonly note?: string | null;
};

const at = (instant: number | null): Date | null => (instant === null ? null : new Date(instant));

const openOccupancy = async (
  trx: Trx,
  context: ChangeContext,
  change: Extract<KeyChange, { change: 'open_occupancy' }>,
): Promise<void> => {
  const { locationId } = context;
  const generation = change.joined
    ? await trx
        .selectFrom('occupancy')
        .select('generation')
        .where('location_id', '=', locationId)
        .where('door_occupancy_id', '=', change.occupancyId)
        .orderBy('opened_at', 'desc')
        .limit(1)
        .executeTakeFirstOrThrow()
    : await trx
        .updateTable('room')
        .set((eb) => ({ last_generation: eb('last_generation', '+', 1) }))
        .where('location_id', '=', locationId)
        .where('id', '=', change.roomId)
        .returning('last_generation as generation')
        .executeTakeFirstOrThrow();
  await trx
    .insertInto('occupancy')
    .values({
      location_id: locationId,
      id: newId(),
      booking_id: context.bookingId,
      room_id: change.roomId,
      door_occupancy_id: change.occupancyId,
      generation: generation.generation,
      opened_at: new Date(change.at),
    })
    .execute();
  await emit(trx, { name: 'room.changed', locationId, roomId: change.roomId });
};

const closeOccupancy = async (
  trx: Trx,
  { locationId, bookingId }: ChangeContext,
  change: Extract<KeyChange, { change: 'close_occupancy' }>,
): Promise<void> => {
  const closed = await trx
    .updateTable('occupancy')
    .set({ closed_at: new Date(change.at), closed_because: change.reason })
    .where('location_id', '=', locationId)
    .where('booking_id', '=', bookingId)
    .where('door_occupancy_id', '=', change.occupancyId)
    .where('closed_at', 'is', null)
    .returning('room_id')
    .execute();
  for (const { room_id } of closed) await emit(trx, { name: 'room.changed', locationId, roomId: room_id });
};

const putKey = async (
  trx: Trx,
  context: ChangeContext,
  change: Extract<KeyChange, { change: 'wait' | 'issue' }>,
): Promise<void> => {
  const issued = change.change === 'issue';
  const fields = {
    state: issued ? ('issued' as const) : ('waiting' as const),
    waiting_for: issued ? [] : [...change.waitingFor],
    requested_by: change.requestedBy,
    validity_source: change.validitySource,
    check_out_seen: new Date(context.checkOutAt),
    occupancy_id: issued ? change.occupancyId : null,
    room_id: issued ? change.roomId : null,
    valid_from: at(change.validFrom),
    valid_until: at(change.validUntil),
    issued_at: issued ? context.now : null,
  };
  if (change.isNew) {
    const row = {
      location_id: context.locationId,
      id: change.keyId,
      booking_id: context.bookingId,
      guest_id: context.guestId,
      kind: 'primary' as const,
      requested_at: context.now,
    };
    await trx
      .insertInto('digital_key')
      .values({ ...row, ...fields })
      .execute();
    return;
  }
  await updateKey(trx, context, change.keyId, fields);
};

type KeyFields = Omit<Updateable<DigitalKeyTable>, 'ended_suspended'> & { ended_suspended?: RawBuilder<boolean> };

const updateKey = async (trx: Trx, { locationId }: ChangeContext, keyId: string, fields: KeyFields): Promise<void> => {
  await trx
    .updateTable('digital_key')
    .set((eb) => ({ ...fields, version: eb('version', '+', 1) }))
    .where('location_id', '=', locationId)
    .where('id', '=', keyId)
    .execute();
};

const writeKeyChange = async (
  trx: Trx,
  context: ChangeContext,
  change: Exclude<KeyChange, { change: 'open_occupancy' | 'close_occupancy' }>,
): Promise<void> => {
  switch (change.change) {
    case 'wait':
    case 'issue':
      return putKey(trx, context, change);
    case 'redate':
      await closeTasksOfKey(trx, { ...context, keyId: change.keyId });
      return updateKey(trx, context, change.keyId, {
        valid_from: new Date(change.validFrom),
        valid_until: new Date(change.validUntil),
        validity_source: change.validitySource,
        check_out_seen: new Date(context.checkOutAt),
      });
    case 'suspend':
      return updateKey(trx, context, change.keyId, { state: 'suspended', with_parent: change.withParent });
    case 'resume':
      return updateKey(trx, context, change.keyId, { state: 'issued', with_parent: false });
    case 'end':
      await closeTasksOfKey(trx, { ...context, keyId: change.keyId });
      return updateKey(trx, context, change.keyId, {
        state: 'ended',
        ended_suspended: sql<boolean>`state = 'suspended' and not with_parent`,
        waiting_for: [],
        end_reason: change.reason,
        ended_at: new Date(change.at),
        revoke_reason: change.revokeReason,
        revoke_note: change.revokeReason === null ? null : (context.note ?? null),
        revoked_by: change.revokeReason === null ? null : context.actor.name,
      });
    case 'raise_task': {
      const checkOutAt = new Date(change.checkOutAt);
      const detail = { checkOutAt: checkOutAt.toISOString() };
      await raiseTask(trx, { ...context, kind: change.task, keyId: change.keyId, detail });
      return updateKey(trx, context, change.keyId, { check_out_seen: checkOutAt });
    }
  }
};

const ACTIONS: Record<KeyChange['change'], string> = {
  open_occupancy: 'occupancy.opened',
  close_occupancy: 'occupancy.closed',
  wait: 'key.waiting',
  issue: 'key.issued',
  redate: 'key.redated',
  suspend: 'key.suspended',
  resume: 'key.resumed',
  end: 'key.ended',
  raise_task: 'key.task_raised',
};

/** Writes the changes in order. Each key touched gets an audit entry and the event `key.changed`. */
export const writeKeyChanges = async (
  trx: Trx,
  context: ChangeContext,
  changes: readonly KeyChange[],
): Promise<void> => {
  const { locationId, bookingId } = context;
  for (const change of changes) {
    if (change.change === 'open_occupancy') await openOccupancy(trx, context, change);
    else if (change.change === 'close_occupancy') await closeOccupancy(trx, context, change);
    else {
      await writeKeyChange(trx, context, change);
      await emit(trx, { name: 'key.changed', locationId, keyId: change.keyId });
    }
    const isKey = change.change !== 'open_occupancy' && change.change !== 'close_occupancy';
    await writeAudit(trx, {
      locationId,
      at: context.now,
      actor: context.actor,
      action: ACTIONS[change.change],
      subject: isKey ? { kind: 'key', id: change.keyId } : { kind: 'booking', id: bookingId },
      bookingId,
      reason: change.change === 'end' ? change.revokeReason : null,
      after: change,
      ...(context.note ? { personal: { note: context.note } } : {}),
    });
  }
  if (changes.length === 0) return;
  await trx
    .updateTable('booking')
    .set({ version: sql`version + 1` })
    .where('location_id', '=', locationId)
    .where('id', '=', bookingId)
    .execute();
  await notifyLive(trx, { locationId, topic: 'change', kind: 'booking', id: bookingId, bookingId });
};
