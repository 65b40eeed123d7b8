// One guest with several rooms: a phone that serves one of the bookings they made together serves the others too (docs/decisions/0068).
import { sql } from 'kysely';
import { SYSTEM, writeAudit } from '../audit/write-audit.ts';
import type { Db, Trx } from '../db/schema.ts';
import { emit } from '../events.ts';

/**
 * The guests of the party that are one person: same name and same e-mail address, as the PMS says. A party's other people have their own
 * phones and links.
 */
const samePerson = async (trx: Trx, of: { locationId: string; bookingId: string }): Promise<string[]> => {
  const { rows } = await sql<{ guest_id: string }>`
    select distinct other.guest_id from booking mine
    join guest me on me.location_id = mine.location_id and me.id = mine.guest_id
    join booking other on other.location_id = mine.location_id and other.party = mine.party
      and other.status in ('confirmed', 'checked_in')
    join guest they on they.location_id = other.location_id and they.id = other.guest_id
    where mine.location_id = ${of.locationId} and mine.id = ${of.bookingId} and mine.status in ('confirmed', 'checked_in')
      and lower(they.email) = lower(me.email)
      and lower(they.first_name) = lower(me.first_name) and lower(they.last_name) = lower(me.last_name)
    order by other.guest_id`.execute(trx);
  return rows.map((row) => row.guest_id);
};

/** Links each phone of the person to each of their bookings. Said again it changes nothing. */
export const linkParty = (db: Db, of: { locationId: string; bookingId: string; now: Date }): Promise<void> =>
  db.transaction().execute(async (trx) => {
    const { locationId, now } = of;
    const guestIds = await samePerson(trx, of);
    if (guestIds.length < 2) return;
    const linked = await sql<{ device_id: string; guest_id: string }>`
      insert into device_guest (location_id, device_id, guest_id, since)
      select distinct s.location_id, s.device_id, g.id, ${now}::timestamptz from device_serves s
      cross join unnest(${guestIds}::uuid[]) as g (id)
      where s.location_id = ${locationId} and s.guest_id = any(${guestIds}::uuid[])
        and not exists (select from device_serves has where has.location_id = s.location_id
          and has.device_id = s.device_id and has.guest_id = g.id)
      on conflict do nothing returning device_id, guest_id`.execute(trx);
    for (const { device_id: deviceId, guest_id: guestId } of linked.rows) {
      await writeAudit(trx, {
        ...{ locationId, at: now, actor: SYSTEM, action: 'device.linked', bookingId: of.bookingId },
        subject: { kind: 'device', id: deviceId },
      });
      await emit(trx, { name: 'guest.changed', locationId, guestId });
      await emit(trx, { name: 'device.changed', locationId, deviceId });
    }
  });
