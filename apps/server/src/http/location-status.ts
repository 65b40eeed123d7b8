// The location at a glance: what was promised to guests and doors and is still on its way.
import type { LocationStatus } from '@nightlatch/api';
import { sql } from 'kysely';
import type { Db } from '../db/schema.ts';
import { readRevocation } from '../delivery/read-revocation.ts';
import { awaitsLocksWord } from '../locks/read-lock-mail.ts';

type Of = { readonly locationId: string; readonly now: Date };

/** Mail that a lock has not confirmed for this long wants somebody to pass by. */
const MAIL_OVERDUE_MS = 24 * 3_600_000;

/** Reads all figures; undefined where there is no such location. */
export const readLocationStatus = async (db: Db, of: Of): Promise<LocationStatus | undefined> => {
  const found = await db.selectFrom('location').select('id').where('id', '=', of.locationId).executeTakeFirst();
  if (!found) return undefined;
  const [revocations, keys, locks, pms] = await Promise.all([
    readRevocations(db, of),
    readKeyFigures(db, of),
    readLockFigures(db, of),
    readPmsFigures(db, of),
  ]);
  return { at: of.now.toISOString(), revocations, keys, locks, pms };
};

const readRevocations = async (db: Db, of: Of): Promise<LocationStatus['revocations']> => {
  const open = db.selectFrom('revocation').where('location_id', '=', of.locationId).where('enforced_at', 'is', null);
  const { count } = await open.select((eb) => eb.fn.countAll<string>().as('count')).executeTakeFirstOrThrow();
  const first = await open.select('key_id').orderBy('requested_at').orderBy('key_id').limit(1).executeTakeFirst();
  return { open: Number(count), oldest: first ? await readOldest(db, { ...of, keyId: first.key_id }) : null };
};

const readOldest = async (db: Db, of: Of & { keyId: string }): Promise<LocationStatus['revocations']['oldest']> => {
  const reading = await readRevocation(db, of);
  const key = await db
    .selectFrom('digital_key')
    .select('booking_id')
    .where('location_id', '=', of.locationId)
    .where('id', '=', of.keyId)
    .executeTakeFirst();
  // Proven between two reads: there is nothing to show of it any more.
  if (!reading || !key) return null;
  const { couldOpenUntil, doorIds } = reading.progress;
  const doors = doorIds.length
    ? await db
        .selectFrom('door')
        .select('name')
        .where('location_id', '=', of.locationId)
        .where('id', 'in', doorIds)
        .orderBy('sort')
        .execute()
    : [];
  return {
    keyId: of.keyId,
    bookingId: key.booking_id,
    requestedAt: reading.row.requested_at.toISOString(),
    couldOpenUntil:
      couldOpenUntil !== null && Number.isFinite(couldOpenUntil) ? new Date(couldOpenUntil).toISOString() : null,
    couldOpenDoors: doors.map((door) => door.name),
  };
};

const readKeyFigures = async (db: Db, of: Of): Promise<LocationStatus['keys']> => {
  const { rows } = await sql<{ issued: string; waiting: string; not_downloaded: string; lease_ended: string }>`
    select count(*) filter (where k.state = 'issued') as issued,
      count(*) filter (where k.state = 'waiting') as waiting,
      count(*) filter (where k.state = 'issued' and not coalesce(c.delivered, false)) as not_downloaded,
      count(*) filter (where k.state = 'issued' and c.delivered and c.lease_until <= ${of.now}) as lease_ended
    from digital_key k
    left join lateral (
      select bool_or(c.state = 'delivered') as delivered, max(c.lease_until) filter (where c.state = 'delivered') as lease_until
      from credential c where c.location_id = k.location_id and c.key_id = k.id and c.wanted
    ) c on true
    where k.location_id = ${of.locationId} and k.state in ('waiting', 'issued')`.execute(db);
  const [row] = rows;
  return {
    issued: Number(row?.issued ?? 0),
    waiting: Number(row?.waiting ?? 0),
    notDownloaded: Number(row?.not_downloaded ?? 0),
    leaseEnded: Number(row?.lease_ended ?? 0),
  };
};

const readLockFigures = async (db: Db, of: Of): Promise<LocationStatus['locks']> => {
  const overdue = new Date(of.now.getTime() - MAIL_OVERDUE_MS);
  const { rows } = await sql<{
    total: string;
    unhealthy: string;
    battery_low: string;
    clock_unknown: string;
    mail_waiting: string;
    silent_since: Date | null;
  }>`
    select count(*) as total,
      count(*) filter (where not l.healthy) as unhealthy,
      count(*) filter (where l.battery in ('low', 'critical')) as battery_low,
      count(*) filter (where not l.clock_known) as clock_unknown,
      count(*) filter (where exists (select 1 from lock_mail m where m.location_id = l.location_id and m.lock_id = l.id
        and ${awaitsLocksWord} and m.created_at < ${overdue})) as mail_waiting,
      min(coalesce(l.last_contact_at, l.commissioned_at)) as silent_since
    from lock l where l.location_id = ${of.locationId} and l.retired_at is null`.execute(db);
  const [row] = rows;
  return {
    total: Number(row?.total ?? 0),
    unhealthy: Number(row?.unhealthy ?? 0),
    batteryLow: Number(row?.battery_low ?? 0),
    clockUnknown: Number(row?.clock_unknown ?? 0),
    mailWaiting: Number(row?.mail_waiting ?? 0),
    longestSilenceSince: row?.silent_since?.toISOString() ?? null,
  };
};

const readPmsFigures = async (db: Db, of: Of): Promise<LocationStatus['pms']> => {
  const connection = await db
    .selectFrom('pms_connection')
    .select(['last_event_at', 'last_error'])
    .where('location_id', '=', of.locationId)
    .executeTakeFirst();
  const { waiting } = await db
    .selectFrom('inbox_hint')
    .select((eb) => eb.fn.countAll<string>().as('waiting'))
    .where('location_id', '=', of.locationId)
    .where('settled_at', 'is', null)
    .executeTakeFirstOrThrow();
  return {
    lastEventAt: connection?.last_event_at?.toISOString() ?? null,
    lastError: connection?.last_error ?? null,
    hintsWaiting: Number(waiting),
  };
};
