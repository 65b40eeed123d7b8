// Reads what a diagnosis looks at, and says its verdict in the words of whoever asked (docs/domain.md §7).
import type { KeyDiagnosis } from '@nightlatch/api';
import {
  type Attempt,
  DIAGNOSIS_SENTENCES,
  type DiagnosedDelivery,
  type DiagnosedDoor,
  type DiagnosedKey,
  type DiagnosedPhone,
  diagnose,
} from '@nightlatch/domain';
import { type Selectable, sql } from 'kysely';
import type { Db, DigitalKeyTable } from '../db/schema.ts';
import { isCondition } from './key-view.ts';

export type DiagnosisOf = {
  readonly locationId: string;
  readonly bookingId: string;
  /** Whose key; null: the primary guest's. */
  readonly guestIds: readonly string[] | null;
  readonly keyId: string | null;
  readonly deviceId: string | null;
  readonly now: Date;
  readonly reader: 'staff' | 'guest';
};

/** Tries that are looked at, newest first. */
const MOST_ATTEMPTS = 20;

const ms = (at: Date | null): number | null => at?.getTime() ?? null;

/** Undefined where the location has no such booking, key or phone. */
export const readDiagnosis = async (db: Db, of: DiagnosisOf): Promise<KeyDiagnosis | undefined> => {
  const booking = await db
    .selectFrom('booking')
    .select(['status', 'room_id', 'guest_id'])
    .where('location_id', '=', of.locationId)
    .where('id', '=', of.bookingId)
    .executeTakeFirst();
  if (!booking) return undefined;
  const row = await findKey(db, of, of.guestIds ?? [booking.guest_id]);
  if (of.keyId !== null && !row) return undefined;
  const held = row && (await findCredential(db, of, row.id));
  const device = await findDevice(db, of, held?.device_id ?? of.deviceId);
  if (of.deviceId !== null && !device) return undefined;
  const verdict = diagnose({
    now: of.now.getTime(),
    booking: { status: booking.status, roomId: booking.room_id },
    key: row ? keyFacts(row) : null,
    delivery: held ? deliveryFacts(held, device) : null,
    phone: phoneFacts(device),
    door: await readDoor(db, of, row?.room_id ?? null),
    attempts: row ? await readAttempts(db, of, row.id) : [],
  });
  const { title, todo } = DIAGNOSIS_SENTENCES[verdict.code][of.reader];
  return {
    at: of.now.toISOString(),
    bookingId: of.bookingId,
    keyId: row?.id ?? null,
    deviceId: device?.id ?? null,
    code: verdict.code,
    nextStep: verdict.nextStep,
    title,
    todo,
    evidence: [...verdict.evidence],
  };
};

type KeyRow = Selectable<DigitalKeyTable>;

/** The key asked for, else the newest that lives, else the newest that ended. */
const findKey = (db: Db, of: DiagnosisOf, guestIds: readonly string[]): Promise<KeyRow | undefined> => {
  const keys = db
    .selectFrom('digital_key')
    .selectAll()
    .where('location_id', '=', of.locationId)
    .where('booking_id', '=', of.bookingId);
  const which = of.keyId === null ? keys.where('guest_id', 'in', guestIds) : keys.where('id', '=', of.keyId);
  return which
    .orderBy((eb) => eb('state', '=', 'ended'))
    .orderBy('requested_at', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
};

const findCredential = (db: Db, of: DiagnosisOf, keyId: string) => {
  const held = db
    .selectFrom('credential')
    .select(['device_id', 'state', 'delivered_at', 'lease_until'])
    .where('location_id', '=', of.locationId)
    .where('key_id', '=', keyId)
    .where('wanted', '=', true);
  const which = of.deviceId === null ? held : held.where('device_id', '=', of.deviceId);
  return which
    .orderBy((eb) => eb('state', '=', 'delivered'), 'desc')
    .orderBy('lease_until', (order) => order.desc().nullsLast())
    .limit(1)
    .executeTakeFirst();
};

type Device = { id: string; bluetooth: string; last_seen_at: Date | null; notifies: boolean };

const findDevice = async (db: Db, of: DiagnosisOf, deviceId: string | null): Promise<Device | undefined> => {
  if (deviceId === null) return undefined;
  return db
    .selectFrom('device')
    .select(['id', 'bluetooth', 'last_seen_at'])
    .select((eb) =>
      eb
        .exists(
          eb
            .selectFrom('push_subscription as push')
            .select('push.id')
            .whereRef('push.location_id', '=', 'device.location_id')
            .whereRef('push.device_id', '=', 'device.id')
            .where('push.ended_at', 'is', null),
        )
        .$castTo<boolean>()
        .as('notifies'),
    )
    .where('location_id', '=', of.locationId)
    .where('id', '=', deviceId)
    .executeTakeFirst();
};

const keyFacts = (row: KeyRow): DiagnosedKey => ({
  state: row.state,
  endReason: row.end_reason,
  endedAt: ms(row.ended_at),
  waitingFor: row.waiting_for.filter(isCondition),
  roomId: row.room_id,
  validFrom: ms(row.valid_from),
  validUntil: ms(row.valid_until),
});

const deliveryFacts = (
  held: { state: DiagnosedDelivery['state']; delivered_at: Date | null; lease_until: Date | null },
  device: Device | undefined,
): DiagnosedDelivery => ({
  state: held.state,
  deliveredAt: ms(held.delivered_at),
  leaseEnd: ms(held.lease_until),
  phoneSeenAt: ms(device?.last_seen_at ?? null),
  // A phone that never asked for notifications is not one that has them off.
  notificationsOn: device?.notifies ? true : null,
});

const phoneFacts = (device: Device | undefined): DiagnosedPhone => {
  const bluetooth = device?.bluetooth ?? 'unknown';
  return {
    bluetooth: bluetooth === 'on' || bluetooth === 'off' || bluetooth === 'not_allowed' ? bluetooth : null,
    supported: bluetooth === 'unsupported' ? false : null,
    holdsKey: null,
  };
};

/** Of a room with several doors, the worst of its locks. A low battery still opens: only a critical one is a cause. */
const readDoor = async (db: Db, of: DiagnosisOf, roomId: string | null): Promise<DiagnosedDoor> => {
  const locks =
    roomId === null
      ? []
      : await db
          .selectFrom('lock')
          .innerJoin('door', (join) =>
            join.onRef('door.location_id', '=', 'lock.location_id').onRef('door.id', '=', 'lock.door_id'),
          )
          .select(['lock.battery', 'lock.clock_known', 'lock.hardware_fault'])
          .where('lock.location_id', '=', of.locationId)
          .where('lock.retired_at', 'is', null)
          .where('door.room_id', '=', roomId)
          .execute();
  return {
    privacyOn: null,
    inHours: null,
    clockKnown: locks.some((lock) => lock.clock_known === false) ? false : null,
    batteryLow: locks.some((lock) => lock.battery === 'critical') ? true : null,
    reachable: locks.some((lock) => lock.hardware_fault === true) ? false : null,
    vendorAvailable: null,
  };
};

/** What doors wrote of this key, and what phones told of their own tries. */
const readAttempts = async (db: Db, of: DiagnosisOf, keyId: string): Promise<Attempt[]> => {
  type Row = { at: Date; door_id: string | null; granted: boolean; diagnosis: Attempt['code'] };
  const { rows } = await sql<Row>`
    select coalesce(at, received_at) as at, door_id, event = 'granted' as granted, diagnosis from access_event
      where location_id = ${of.locationId} and key_id = ${keyId} and event in ('granted', 'refused')
    union all
    select at, door_id, outcome = 'opened', diagnosis from door_attempt
      where location_id = ${of.locationId} and key_id = ${keyId}
    order by at desc limit ${MOST_ATTEMPTS}`.execute(db);
  return rows.map((row) => ({
    at: row.at.getTime(),
    doorId: row.door_id,
    outcome: row.granted ? 'granted' : 'refused',
    code: row.granted ? null : row.diagnosis,
  }));
};
