// What a phone tells of its tries at doors: evidence for a diagnosis, and what the desk sees first when a guest stands before a closed door.
import type { DoorAttempts } from '@nightlatch/api';
import { sql } from 'kysely';
import { notifyLive } from '../db/notify-live.ts';
import type { Trx } from '../db/schema.ts';
import { newId } from '../ids.ts';

type Of = {
  readonly locationId: string;
  readonly deviceId: string;
  readonly attempts: DoorAttempts['attempts'];
  readonly now: Date;
};

/** Keeps tries with keys of guests whom this phone serves; a phone can't tell anything of other guests' keys. */
export const takeDoorAttempts = async (trx: Trx, of: Of): Promise<void> => {
  const { locationId, deviceId } = of;
  const told = of.attempts.map((attempt) => ({ ...attempt, id: newId() }));
  const { rows } = await sql<{ booking_id: string }>`
    with told as (
      select * from json_to_recordset(${JSON.stringify(told)}) as t(id uuid, "keyId" uuid, "doorId" uuid, at timestamptz, outcome text, diagnosis text)
    ), own as (
      select told.*, k.booking_id from told
      join digital_key k on k.location_id = ${locationId} and k.id = told."keyId"
      where exists (select from device_serves s where s.location_id = k.location_id and s.device_id = ${deviceId} and s.guest_id = k.guest_id)
    ), kept as (
      insert into door_attempt (location_id, id, device_id, key_id, door_id, at, received_at, outcome, diagnosis)
      select ${locationId}, id, ${deviceId}, "keyId", "doorId", at, ${of.now}, outcome, diagnosis from own
    )
    select distinct booking_id from own`.execute(trx);
  for (const { booking_id: id } of rows) {
    await notifyLive(trx, { topic: 'change', locationId, kind: 'booking', id, bookingId: id });
  }
};
