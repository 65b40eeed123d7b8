// Writes what the rules decided: occupancies and keys, each with its audit entry and the events that follow.
import type { KeyChange } from '@nightlatch/domain';
import type { Selectable } from 'kysely';
import type { Actor } from '../audit/write-audit.ts';
import { askThrough } from '../db/ask.ts';
import { createRowBatch, type RowSink } from '../db/row-batch.ts';
import type { DigitalKeyTable, Trx } from '../db/schema.ts';
import type { ServerEvent } from '../events.ts';
import { newId } from '../ids.ts';
import { closeTasksOfKey, raiseTask } from '../tasks/staff-tasks.ts';
import type { BookingKeyFacts } from './read-facts.ts';

export type ChangeContext = {
  readonly locationId: string;
  readonly bookingId: string;
  /** What the changes were decided from; the booking and its room are held for this transaction. */
  readonly facts: BookingKeyFacts;
  readonly now: Date;
  readonly actor: Actor;
  readonly note?: string | null;
  /** The booking's version was raised in this transaction already. */
  readonly touched?: boolean;
  /** The changes are all that settling the booking finds: it need not be settled again for their sake. */
  readonly settled?: boolean;
};

/** Whoever else has the room, or waits for it, has to be settled. */
const roomChanged = ({ locationId, bookingId, settled }: ChangeContext, roomId: string): ServerEvent => ({
  ...{ name: 'room.changed', locationId, roomId },
  ...(settled ? { settledBookingId: bookingId } : {}),
});

type ChangeOf<C extends KeyChange['change']> = Extract<KeyChange, { change: C }>;

const at = (instant: number | null): Date | null => (instant === null ? null : new Date(instant));

/** The generation that an occupancy has, or gets by these changes: the room's next, unless it joins one. */
export const generationOf = (
  { generations, room }: BookingKeyFacts,
  opened: readonly KeyChange[],
  occupancyId: string,
): number | undefined => {
  const known = generations.get(occupancyId);
  if (known !== undefined) return known;
  const isNew = opened.some((one) => one.change === 'open_occupancy' && one.occupancyId === occupancyId);
  return isNew && room ? room.lastGeneration + 1 : undefined;
};

/** Thrown when changes and the facts that they came from do not fit each other. */
class UnfitChangeError extends Error {
  override readonly name = 'UnfitChangeError';
  readonly code = 'unfit_change';
}

const openOccupancy = (batch: RowSink, context: ChangeContext, change: ChangeOf<'open_occupancy'>): void => {
  const { locationId, facts } = context;
  const generation = generationOf(facts, [change], change.occupancyId);
  if (generation === undefined) throw new UnfitChangeError('an occupancy opens in a room that was not read');
  if (!change.joined) batch.update('room', { locationId, id: change.roomId }, { last_generation: generation });
  batch.insert('occupancy', {
    location_id: locationId,
    id: newId(),
    booking_id: context.bookingId,
    room_id: change.roomId,
    door_occupancy_id: change.occupancyId,
    generation,
    opened_at: new Date(change.at),
  });
  batch.emit(roomChanged(context, change.roomId));
};

const closeOccupancy = (batch: RowSink, context: ChangeContext, change: ChangeOf<'close_occupancy'>): void => {
  const { locationId, facts } = context;
  for (const row of facts.occupancyRows) {
    if (row.door_occupancy_id !== change.occupancyId || row.closed_at !== null) continue;
    const fields = { closed_at: new Date(change.at), closed_because: change.reason };
    batch.update('occupancy', { locationId, id: row.id }, fields);
    batch.emit(roomChanged(context, row.room_id));
  }
};

const NEW_KEY = {
  kind: 'primary',
  parent_key_id: null,
  with_parent: false,
  end_reason: null,
  ended_at: null,
  revoke_reason: null,
  revoke_note: null,
  revoked_by: null,
  version: 1,
  ended_suspended: false,
  door_ids: null,
  replaced_by: null,
} as const satisfies Partial<Selectable<DigitalKeyTable>>;

/** Invitations that were not redeemed yet are to the key that takes over. */
const MOVE_INVITATIONS = `update invitation set parent_key_id = $3
  where location_id = $1 and parent_key_id = $2 and used_at is null and withdrawn_at is null`;

type KeyRows = Map<string, Selectable<DigitalKeyTable>>;

const putKey = (batch: RowSink, context: ChangeContext, change: ChangeOf<'wait' | 'issue'>, rows: KeyRows): void => {
  const { locationId, bookingId, facts, now } = context;
  const issued = change.change === 'issue';
  const fields = {
    state: issued ? ('issued' as const) : ('waiting' as const),
    waiting_for: issued ? [] : [...change.waitingFor],
    requested_by: change.requestedBy,
    validity_source: change.validitySource,
    check_out_seen: new Date(facts.booking.checkOutAt),
    occupancy_id: issued ? change.occupancyId : null,
    room_id: issued ? change.roomId : null,
    valid_from: at(change.validFrom),
    valid_until: at(change.validUntil),
    issued_at: issued ? now : null,
  };
  if (!change.isNew) {
    updateKey(batch, context, change.keyId, fields, rows);
    return;
  }
  const row: Selectable<DigitalKeyTable> = {
    ...NEW_KEY,
    location_id: locationId,
    id: change.keyId,
    booking_id: bookingId,
    guest_id: facts.guestId,
    requested_at: now,
    ...fields,
  };
  batch.insert('digital_key', row);
  rows.set(row.id, row);
};

const updateKey = (
  batch: RowSink,
  { locationId, facts }: ChangeContext,
  keyId: string,
  fields: Partial<Selectable<DigitalKeyTable>>,
  rows: KeyRows,
): void => {
  const before = rows.get(keyId) ?? facts.keyRows.get(keyId);
  if (!before) throw new UnfitChangeError('a key changes that was not read');
  const changed = { ...fields, version: before.version + 1 };
  batch.update('digital_key', { locationId, id: keyId }, changed);
  rows.set(keyId, { ...before, ...changed });
};

const writeKeyChange = (
  batch: RowSink,
  context: ChangeContext,
  change: Exclude<KeyChange, { change: 'open_occupancy' | 'close_occupancy' }>,
  rows: KeyRows,
): void => {
  const { facts } = context;
  const update = (fields: Partial<Selectable<DigitalKeyTable>>): void =>
    updateKey(batch, context, change.keyId, fields, rows);
  switch (change.change) {
    case 'wait':
    case 'issue':
      putKey(batch, context, change, rows);
      return;
    case 'redate':
      closeTasksOfKey(batch, { ...context, keyId: change.keyId });
      update({
        valid_from: new Date(change.validFrom),
        valid_until: new Date(change.validUntil),
        validity_source: change.validitySource,
        check_out_seen: new Date(facts.booking.checkOutAt),
      });
      return;
    case 'hand_over':
      update({ replaced_by: change.to, valid_until: new Date(change.validUntil) });
      batch.also(MOVE_INVITATIONS, [context.locationId, change.keyId, change.to]);
      return;
    case 'adopt':
      update({ parent_key_id: change.parentKeyId });
      return;
    case 'suspend':
      update({ state: 'suspended', with_parent: change.withParent });
      return;
    case 'resume':
      update({ state: 'issued', with_parent: false });
      return;
    case 'end': {
      closeTasksOfKey(batch, { ...context, keyId: change.keyId });
      const before = rows.get(change.keyId) ?? facts.keyRows.get(change.keyId);
      update({
        state: 'ended',
        ended_suspended: before?.state === 'suspended' && !before.with_parent,
        waiting_for: [],
        end_reason: change.reason,
        ended_at: new Date(change.at),
        revoke_reason: change.revokeReason,
        revoke_note: change.revokeReason === null ? null : (context.note ?? null),
        revoked_by: change.revokeReason === null ? null : context.actor.name,
      });
      return;
    }
    case 'raise_task': {
      const checkOutAt = new Date(change.checkOutAt);
      const detail = { checkOutAt: checkOutAt.toISOString() };
      raiseTask(batch, { ...context, kind: change.task, keyId: change.keyId, detail });
      update({ check_out_seen: checkOutAt });
      return;
    }
  }
};

const ACTIONS: Record<KeyChange['change'], string> = {
  open_occupancy: 'occupancy.opened',
  close_occupancy: 'occupancy.closed',
  wait: 'key.waiting',
  issue: 'key.issued',
  redate: 'key.redated',
  hand_over: 'key.handed_over',
  adopt: 'key.adopted',
  suspend: 'key.suspended',
  resume: 'key.resumed',
  end: 'key.ended',
  raise_task: 'key.task_raised',
};

/**
 * Adds the rows of the changes to the batch. Each key touched gets an audit entry and the event `key.changed`, unless it is one of
 * `delivered`, whose credentials stand in the same batch. Gives the keys' rows as they will be.
 */
export const addKeyChanges = (
  batch: RowSink,
  context: ChangeContext,
  changes: readonly KeyChange[],
  delivered: ReadonlySet<string> = new Set(),
): ReadonlyMap<string, Selectable<DigitalKeyTable>> => {
  const { locationId, bookingId } = context;
  const rows: KeyRows = new Map();
  for (const change of changes) {
    if (change.change === 'open_occupancy') openOccupancy(batch, context, change);
    else if (change.change === 'close_occupancy') closeOccupancy(batch, context, change);
    else {
      writeKeyChange(batch, context, change, rows);
      if (!delivered.has(change.keyId)) batch.emit({ name: 'key.changed', locationId, keyId: change.keyId });
    }
    const isKey = change.change !== 'open_occupancy' && change.change !== 'close_occupancy';
    batch.audit({
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
  if (changes.length === 0) return rows;
  if (!context.touched) batch.touch('booking', { locationId, id: bookingId });
  batch.notify({ locationId, topic: 'change', kind: 'booking', id: bookingId, bookingId });
  return rows;
};

/** Writes the changes in the caller's transaction. */
export const writeKeyChanges = async (
  trx: Trx,
  context: ChangeContext,
  changes: readonly KeyChange[],
): Promise<void> => {
  const batch = createRowBatch();
  addKeyChanges(batch, context, changes);
  await Promise.all(batch.send(askThrough(trx), { locationId: context.locationId }));
};
