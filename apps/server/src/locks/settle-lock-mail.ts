// Makes what every lock was sent equal to what it should know: configuration, the room's generation, the time (docs/protocol §7.8).
import { isDeepStrictEqual } from 'node:util';
import type { LockConfiguration } from '@nightlatch/aliro';
import type { Policies } from '@nightlatch/api';
import type { Db, Trx } from '../db/schema.ts';
import { emit } from '../events.ts';
import type { Signing } from '../signing/signing.ts';
import { notifyCarriers } from './notify-carriers.ts';
import { putMail } from './put-mail.ts';
import { wantedConfiguration } from './wanted-configuration.ts';

/** A lock forgets revocations only by proven time, so each hears the time once a day from whoever passes. */
const TIME_EVERY_MS = 24 * 3_600_000;
/** A settling a little early still counts as the day's. */
const TIME_EARLY_MS = 4 * 3_600_000;

type Of = { readonly locationId: string; readonly now: Date; readonly roomId?: string };

type Sent = {
  readonly lockId: Buffer;
  readonly configuration: LockConfiguration | null;
  readonly generation: number;
  readonly timeFloorAt: Date | null;
  readonly lastGeneration: number | null;
};

/** Settles the mail of the location's locks, or of one room's. Each lock by itself, so that no lock waits for many others. */
export const settleLockMail = async (db: Db, signing: Signing, of: Of): Promise<void> => {
  const location = await db
    .selectFrom('location')
    .select(['policies', 'time_zone'])
    .where('id', '=', of.locationId)
    .executeTakeFirst();
  if (!location) return;
  let locks = db
    .selectFrom('lock')
    .innerJoin('door', (join) =>
      join.onRef('door.location_id', '=', 'lock.location_id').onRef('door.id', '=', 'lock.door_id'),
    )
    .select('lock.id')
    .where('lock.location_id', '=', of.locationId)
    .where('lock.retired_at', 'is', null)
    .orderBy('lock.id');
  if (of.roomId) locks = locks.where('door.room_id', '=', of.roomId);
  const wanted = wantedOf(location, of.now);
  for (const { id } of await locks.execute()) {
    await db.transaction().execute((trx) => settleLock(trx, signing, { ...of, lockRowId: id, wanted }));
  }
};

/** Settles all locks, and appoints tomorrow's settling: the time goes out daily, and the zone table yearly. */
export const tendLocks = async (db: Db, signing: Signing, of: { locationId: string; now: Date }): Promise<void> => {
  await settleLockMail(db, signing, of);
  const at = new Date(of.now.getTime() + TIME_EVERY_MS);
  await emit(db, { name: 'locks.tended', locationId: of.locationId }, { at });
};

const wantedOf = (location: { policies: Policies; time_zone: string }, now: Date): LockConfiguration =>
  wantedConfiguration({ policies: location.policies, timeZone: location.time_zone, now });

const readSent = async (trx: Trx, of: { locationId: string; lockRowId: string }): Promise<Sent | undefined> => {
  const lock = await trx
    .selectFrom('lock')
    .innerJoin('door', (join) =>
      join.onRef('door.location_id', '=', 'lock.location_id').onRef('door.id', '=', 'lock.door_id'),
    )
    .leftJoin('room', (join) =>
      join.onRef('room.location_id', '=', 'door.location_id').onRef('room.id', '=', 'door.room_id'),
    )
    .select(['lock.lock_id', 'configuration_sent', 'generation_sent', 'time_floor_sent_at', 'room.last_generation'])
    .where('lock.location_id', '=', of.locationId)
    .where('lock.id', '=', of.lockRowId)
    .where('lock.retired_at', 'is', null)
    .forNoKeyUpdate('lock')
    .executeTakeFirst();
  return (
    lock && {
      lockId: lock.lock_id,
      configuration: lock.configuration_sent,
      generation: lock.generation_sent,
      timeFloorAt: lock.time_floor_sent_at,
      lastGeneration: lock.last_generation,
    }
  );
};

const settleLock = async (
  trx: Trx,
  signing: Signing,
  of: Of & { readonly lockRowId: string; readonly wanted: LockConfiguration },
): Promise<void> => {
  const { locationId, lockRowId, now, wanted } = of;
  const sent = await readSent(trx, of);
  if (!sent) return;
  const target = { locationId, lockRowId, now };
  const note = (fields: { configuration_sent?: string; generation_sent?: number; time_floor_sent_at?: Date }) =>
    trx.updateTable('lock').set(fields).where('location_id', '=', locationId).where('id', '=', lockRowId).execute();

  // jsonb keeps no order of fields and no undefined: compare what was stored with what would be.
  if (!isDeepStrictEqual(sent.configuration, JSON.parse(JSON.stringify(wanted)))) {
    await putMail(trx, signing, { ...target, body: { kind: 'configuration', configuration: wanted } });
    await note({ configuration_sent: JSON.stringify(wanted) });
  }
  if (sent.lastGeneration !== null && sent.lastGeneration > sent.generation) {
    const generation = sent.lastGeneration;
    const { lockId } = sent;
    await putMail(trx, signing, { ...target, generation, body: { kind: 'generation-floor', lockId, generation } });
    await note({ generation_sent: generation });
    await notifyCarriers(trx, { locationId, lockRowIds: [lockRowId] });
  }
  if (isTimeDue(sent.timeFloorAt, now)) {
    await putMail(trx, signing, { ...target, body: { kind: 'time-floor', at: now.getTime() } });
    await note({ time_floor_sent_at: now });
  }
};

const isTimeDue = (sentAt: Date | null, now: Date): boolean =>
  sentAt === null || now.getTime() - sentAt.getTime() >= TIME_EVERY_MS - TIME_EARLY_MS;
