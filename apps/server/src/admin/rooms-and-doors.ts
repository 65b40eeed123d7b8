// Rooms and doors: adding, changing and deleting them. What was in use stays, because keys, locks and journals refer to it.
import { randomBytes } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import type { DoorKind, OpeningHours } from '@nightlatch/domain';
import { type Actor, writeAudit } from '../audit/write-audit.ts';
import { notifyLive } from '../db/notify-live.ts';
import type { Trx } from '../db/schema.ts';
import { emit } from '../events.ts';
import { newId } from '../ids.ts';
import { type AdminOutcome, done, invalid, notFound, unlessTaken } from './admin-outcome.ts';
import { judgeHours, lockForHours } from './door-hours.ts';

type By = { readonly locationId: string; readonly now: Date; readonly actor: Actor };
type RoomFacts = {
  readonly number?: string | undefined;
  readonly floor?: number | null | undefined;
  readonly pmsUnitId?: string | null | undefined;
};

const TAKEN = 'Another room has this number or this id at the PMS.';

/** Adds a room, with its door where `doorName` is given. */
export async function createRoom(
  trx: Trx,
  of: By & { room: RoomFacts & { number: string }; doorName: string | undefined },
): Promise<AdminOutcome<string>> {
  const { locationId } = of;
  const id = newId();
  const number = of.room.number.trim();
  const { floor = null, pmsUnitId = null } = of.room;
  const written = await unlessTaken(
    trx.insertInto('room').values({ location_id: locationId, id, number, floor, pms_unit_id: pmsUnitId }).execute(),
    TAKEN,
  );
  if (!written.ok) return written;
  await note(trx, of, { action: 'room.created', subject: { kind: 'room', id }, after: { number, floor, pmsUnitId } });
  if (of.doorName !== undefined) {
    const door = await createDoor(trx, { ...of, door: { kind: 'room', name: of.doorName, roomId: id } });
    if (!door.ok) return door;
  }
  return done(id);
}

/** Changes what is given. */
export async function changeRoom(
  trx: Trx,
  of: By & { roomId: string; changes: RoomFacts },
): Promise<AdminOutcome<null>> {
  const { locationId, roomId, changes } = of;
  const was = await trx
    .selectFrom('room')
    .select(['number', 'floor', 'pms_unit_id', 'version'])
    .where('location_id', '=', locationId)
    .where('id', '=', roomId)
    .forNoKeyUpdate()
    .executeTakeFirst();
  if (!was) return notFound;
  const before = { number: was.number, floor: was.floor, pmsUnitId: was.pms_unit_id };
  const after = {
    number: changes.number?.trim() ?? before.number,
    floor: changes.floor === undefined ? before.floor : changes.floor,
    pmsUnitId: changes.pmsUnitId === undefined ? before.pmsUnitId : changes.pmsUnitId,
  };
  const written = await unlessTaken(
    trx
      .updateTable('room')
      .set({ number: after.number, floor: after.floor, pms_unit_id: after.pmsUnitId, version: was.version + 1 })
      .where('location_id', '=', locationId)
      .where('id', '=', roomId)
      .execute(),
    TAKEN,
  );
  if (!written.ok) return written;
  await note(trx, of, { action: 'room.changed', subject: { kind: 'room', id: roomId }, before, after });
  return done(null);
}

/** Deletes a room that no booking, occupancy or door refers to. */
export async function deleteRoom(trx: Trx, of: By & { roomId: string }): Promise<AdminOutcome<null>> {
  const { locationId, roomId } = of;
  const deleted = await unlessTaken(
    trx
      .deleteFrom('room')
      .where('location_id', '=', locationId)
      .where('id', '=', roomId)
      .returning(['number'])
      .executeTakeFirst(),
    'Bookings or doors refer to this room: delete its doors first; a room that was ever booked stays.',
  );
  if (!deleted.ok) return deleted;
  if (!deleted.value) return notFound;
  await note(trx, of, { action: 'room.deleted', subject: { kind: 'room', id: roomId }, before: deleted.value });
  return done(null);
}

/** Adds a door. Doors of a room share its element; a common door has one of its own. */
export async function createDoor(
  trx: Trx,
  of: By & { door: { kind: DoorKind; name: string; roomId?: string | null | undefined; sort?: number | undefined } },
): Promise<AdminOutcome<string>> {
  const { locationId, door } = of;
  const roomId = door.roomId ?? null;
  if ((door.kind === 'common') !== (roomId === null)) {
    return door.kind === 'common'
      ? invalid('body.roomId', 'must be absent for a common door')
      : invalid('body.roomId', 'must name the room that the door belongs to');
  }
  if (roomId !== null) {
    const room = await trx
      .selectFrom('room')
      .select('id')
      .where('location_id', '=', locationId)
      .where('id', '=', roomId)
      // Doors of one room are added one after the other, so that they share the element.
      .forNoKeyUpdate()
      .executeTakeFirst();
    if (!room) return invalid('body.roomId', 'is not a room of this location');
  }
  const shared =
    roomId === null
      ? undefined
      : await trx
          .selectFrom('door')
          .select('element')
          .where('location_id', '=', locationId)
          .where('room_id', '=', roomId)
          .limit(1)
          .executeTakeFirst();
  const id = newId();
  const name = door.name.trim();
  const element = shared?.element ?? randomElement(door.kind === 'common' ? 'c' : 'r');
  await trx
    .insertInto('door')
    .values({ location_id: locationId, id, kind: door.kind, name, element, room_id: roomId, sort: door.sort ?? 0 })
    .execute();
  await note(trx, of, {
    action: 'door.created',
    subject: { kind: 'door', id },
    after: { kind: door.kind, name, roomId },
  });
  return done(id);
}

/** Changes what is given. New hours of a common door reach the keys in force as new documents. */
export async function changeDoor(
  trx: Trx,
  of: By & {
    doorId: string;
    changes: {
      readonly name?: string | undefined;
      readonly sort?: number | undefined;
      readonly hours?: OpeningHours | null | undefined;
    };
  },
): Promise<AdminOutcome<null>> {
  const { locationId, doorId, changes } = of;
  // Before the door's own row: whoever signs takes no door, and waits for none.
  const location = changes.hours === undefined ? undefined : await lockForHours(trx, locationId);
  const was = await trx
    .selectFrom('door')
    .select(['name', 'sort', 'hours', 'kind', 'version'])
    .where('location_id', '=', locationId)
    .where('id', '=', doorId)
    .forNoKeyUpdate()
    .executeTakeFirst();
  if (!was) return notFound;
  if (changes.hours && was.kind !== 'common') {
    return invalid(
      'body.hours',
      'must be absent: only a common door keeps hours, a room is open to its guest at any time',
    );
  }
  if (changes.hours && location) {
    const { leaseSeconds } = location.policies;
    const judged = judgeHours({ doors: [{ name: was.name, hours: changes.hours }], leaseSeconds });
    if (!judged.ok) return judged;
  }
  const before = { name: was.name, sort: was.sort, hours: was.hours };
  const after = {
    name: changes.name?.trim() ?? was.name,
    sort: changes.sort ?? was.sort,
    hours: changes.hours === undefined ? was.hours : changes.hours,
  };
  await trx
    .updateTable('door')
    .set({ ...after, hours: after.hours && JSON.stringify(after.hours), version: was.version + 1 })
    .where('location_id', '=', locationId)
    .where('id', '=', doorId)
    .execute();
  await note(trx, of, { action: 'door.changed', subject: { kind: 'door', id: doorId }, before, after });
  if (!isDeepStrictEqual(before.hours, after.hours)) await emit(trx, { name: 'hours.changed', locationId });
  return done(null);
}

/** Deletes a door that never had a lock. */
export async function deleteDoor(trx: Trx, of: By & { doorId: string }): Promise<AdminOutcome<null>> {
  const { locationId, doorId } = of;
  const deleted = await unlessTaken(
    trx
      .deleteFrom('door')
      .where('location_id', '=', locationId)
      .where('id', '=', doorId)
      .returning(['name', 'kind'])
      .executeTakeFirst(),
    'A lock was commissioned on this door; its journal refers to it.',
  );
  if (!deleted.ok) return deleted;
  if (!deleted.value) return notFound;
  await note(trx, of, { action: 'door.deleted', subject: { kind: 'door', id: doorId }, before: deleted.value });
  return done(null);
}

/** Takes the door's lock out of service. What it must still refuse stays with it; another lock starts from the room's generation. */
export async function retireLock(trx: Trx, of: By & { doorId: string }): Promise<AdminOutcome<null>> {
  const { locationId, doorId, now } = of;
  const retired = await trx
    .updateTable('lock')
    .set({ retired_at: now })
    .where('location_id', '=', locationId)
    .where('door_id', '=', doorId)
    .where('retired_at', 'is', null)
    .returning('id')
    .executeTakeFirst();
  if (!retired) return notFound;
  await note(trx, of, { action: 'lock.retired', subject: { kind: 'lock', id: retired.id }, before: { doorId } });
  await emit(trx, { name: 'rotation.changed', locationId });
  return done(null);
}

/** Opaque, so that a disclosed element tells nobody a room's number (docs/protocol §7.1). */
export function randomElement(kind: 'r' | 'c'): string {
  return `${kind}:${randomBytes(6).toString('hex')}`;
}

type Told = Pick<Parameters<typeof writeAudit>[1], 'action' | 'subject' | 'before' | 'after'>;

/** The audit entry, and everything that depends on rooms and doors settled again. */
async function note(trx: Trx, { locationId, now, actor }: By, told: Told): Promise<void> {
  await writeAudit(trx, { locationId, at: now, actor, ...told });
  await emit(trx, { name: 'location.changed', locationId });
  await notifyLive(trx, { topic: 'change', locationId, kind: 'location', id: locationId, bookingId: null });
}
