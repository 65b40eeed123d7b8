// Checked-in bookings that wait for nothing but the command: each with a room, a door, a lock, an occupancy, a phone and a spare door key.
import { createECDH, createHash, randomBytes } from 'node:crypto';
import type pg from 'pg';

/** One booking whose key can be issued; the reference and the room's unit are the PMS's names. */
export type IssuableBooking = {
  readonly bookingId: string;
  readonly deviceId: string;
  readonly reference: string;
  readonly unitId: string;
};

/** Writes API keys with the scope to issue, straight into the table: the hotel has no command for that yet. Returns the secrets. */
export const createApiKeys = async (pool: pg.Pool, of: { locationId: string; count: number }): Promise<string[]> => {
  const secrets = Array.from({ length: of.count }, () => randomBytes(24).toString('base64url'));
  for (const [index, secret] of secrets.entries()) {
    await pool.query(
      `insert into api_key (location_id, id, name, scopes, secret_hash, created_at)
       values ($1, gen_random_uuid(), $2, '{keys:write}', $3, now())`,
      [of.locationId, `bench ${index + 1}`, createHash('sha256').update(secret, 'utf8').digest()],
    );
  }
  return secrets;
};

/** An uncompressed P-256 point, 65 bytes; the private part is thrown away, nobody opens with these. */
const newPoint = (): Buffer => createECDH('prime256v1').generateKeys();

/**
 * Adds `count` guests in rooms of their own, as the tables hold them right after check-in (or, `confirmed`, right before), in one
 * transaction. Written by SQL so that no event fires: the command of the measurement is then the first to issue, and its issue is a
 * real one.
 */
export const stockBookings = async (
  pool: pg.Pool,
  of: { locationId: string; count: number; confirmed?: boolean },
): Promise<IssuableBooking[]> => {
  const rows = Array.from({ length: of.count }, () => ({ lock: newPoint(), phone: newPoint(), spare: newPoint() }));
  const column = (name: 'lock' | 'phone' | 'spare'): Buffer[] => rows.map((row) => row[name]);
  const hashes = column('spare').map((point) => createHash('sha256').update(point).digest());
  const client = await pool.connect();
  try {
    await client.query('begin');
    await client.query(
      `create temporary table stock on commit drop as
       select n, gen_random_uuid() as room, gen_random_uuid() as door, gen_random_uuid() as guest, gen_random_uuid() as booking,
         gen_random_uuid() as occupancy, gen_random_uuid() as device, gen_random_uuid() as spare,
         upper(replace(gen_random_uuid()::text, '-', '')) || '-1' as reference, uuid_send(gen_random_uuid()) as sub_id, l as lock_point, p as phone_point, s as spare_point, h as spare_hash
       from unnest($1::bytea[], $2::bytea[], $3::bytea[], $4::bytea[]) with ordinality as t (l, p, s, h, n)`,
      [column('lock'), column('phone'), column('spare'), hashes],
    );
    for (const statement of STOCK) await client.query(statement, [of.locationId]);
    if (of.confirmed)
      await client.query(
        "update booking set status = 'confirmed' where location_id = $1 and id in (select booking from stock)",
        [of.locationId],
      );
    else await client.query(OCCUPANCIES, [of.locationId]);
    const stocked = await client.query<IssuableBooking>(
      'select booking as "bookingId", device as "deviceId", reference, room::text as "unitId" from stock order by n',
    );
    await client.query('commit');
    // As autovacuum would a minute later: plans made without statistics would be measured instead of the issue.
    await client.query(
      'analyze room, door, lock, guest, booking, occupancy, device, door_key, digital_key, credential',
    );
    return stocked.rows;
  } catch (error) {
    await client.query('rollback').catch(() => {});
    throw error;
  } finally {
    client.release();
  }
};

/** In the order of their references; `$1` is the location. */
const STOCK: readonly string[] = [
  `insert into room (location_id, id, number, pms_unit_id, last_generation) select $1, room, 'B' || room, room::text, 1 from stock`,
  `insert into door (location_id, id, kind, name, element, room_id, sort)
   select $1, door, 'room', 'Bench ' || n, 'r:' || substr(md5(door::text), 1, 12), room, 1000 from stock`,
  // These locks heard today's time and their configuration already, as those of a house that runs.
  `insert into lock (location_id, id, door_id, reader_sub_id, lock_id, lock_point, certificate, simulated, commissioned_at, journal_last_hash,
     configuration_sent, time_floor_sent_at, generation_sent)
   select $1, gen_random_uuid(), door, sub_id, substring(sub_id from 9), lock_point, '\\x00', true, now(), '\\x00',
     (select configuration_sent from lock where location_id = $1 and configuration_sent is not null limit 1), now(), 1 from stock`,
  `insert into guest (location_id, id, first_name, last_name) select $1, guest, 'Bench', 'Guest ' || n from stock`,
  `insert into booking (location_id, id, reference, source, status, room_id, arrival_date, departure_date, guest_id, search_text, created_at, changed_at)
   select $1, booking, reference, 'bench', 'checked_in', room, current_date - 1, current_date + 2, guest, 'bench', now(), now() from stock`,
  `insert into device (location_id, id, guest_id, name, sign_in_point, enrolled_at)
   select $1, device, guest, 'Bench phone', phone_point, now() from stock`,
  `insert into door_key (location_id, id, device_id, point, key_hash, offered_at)
   select $1, spare, device, spare_point, spare_hash, now() from stock`,
];

const OCCUPANCIES = `insert into occupancy (location_id, id, booking_id, room_id, door_occupancy_id, generation, opened_at)
   select $1, occupancy, booking, room, gen_random_uuid(), 1, now() from stock`;

/** Gives these phones a session each, straight into the table; returns their bearer tokens in the same order. */
export const openSessions = async (
  pool: pg.Pool,
  of: { locationId: string; deviceIds: readonly string[] },
): Promise<string[]> => {
  const tokens = of.deviceIds.map(() => randomBytes(24).toString('base64url'));
  await pool.query(
    `insert into device_session (location_id, device_id, token_hash, expires_at)
     select $1, d, h, now() + interval '1 day' from unnest($2::uuid[], $3::bytea[]) t (d, h)`,
    [of.locationId, of.deviceIds, tokens.map((token) => createHash('sha256').update(token, 'utf8').digest())],
  );
  return tokens;
};
