// Takes personal data out by age, location by location, in small transactions; several servers may call it, one sweeps at a time.
import { sql } from 'kysely';
import { SYSTEM } from '../audit/write-audit.ts';
import type { Db } from '../db/schema.ts';
import { eraseGuest } from './erase-guest.ts';
import { type RetentionDays, retentionOf } from './periods.ts';
import { PERSONAL_TABLES } from './personal-data.ts';

const DAY_MS = 86_400_000;
/** Rows per transaction, so that nobody waits long for a row. */
const BATCH = 1000;
const GUESTS = 200;

export type SweepResult = { readonly rows: number; readonly guests: number };

/** Sweeps every location. `now` in UTC ms. */
export const sweepRetention = async (db: Db, now: number): Promise<SweepResult> => {
  const locations = await db.selectFrom('location').select(['id', 'retention']).orderBy('id').execute();
  let [rows, guests] = [0, 0];
  for (const location of locations) {
    const days = retentionOf(location.retention);
    rows += await sweepByAge(db, { locationId: location.id, days, now });
    guests += await eraseDeparted(db, { locationId: location.id, days, now });
  }
  return { rows, guests };
};

type Of = { readonly locationId: string; readonly days: RetentionDays; readonly now: number };

const sweepByAge = async (db: Db, { locationId, days, now }: Of): Promise<number> => {
  let rows = 0;
  for (const { table, byAge } of PERSONAL_TABLES) {
    if (!byAge) continue;
    const before = new Date(now - days[byAge.period] * DAY_MS);
    const due = sql`select ctid from ${sql.table(table)} where location_id = ${locationId}
      and ${sql.raw(byAge.from)} < ${before} and ${sql.raw(byAge.while)} limit ${sql.lit(BATCH)} for update skip locked`;
    const { erase } = byAge;
    for (;;) {
      const done =
        erase === 'delete'
          ? await sql`delete from ${sql.table(table)} where ctid = any (array(${due}))`.execute(db)
          : await sql`update ${sql.table(table)} set ${sql.raw(erase.set)} where ctid = any (array(${due}))`.execute(
              db,
            );
      rows += Number(done.numAffectedRows ?? 0);
      if (Number(done.numAffectedRows ?? 0) < BATCH) break;
    }
  }
  return rows;
};

/** Guests whose last departure is long enough ago; those that can't be erased yet are tried again at the next sweep. */
const eraseDeparted = async (db: Db, { locationId, days, now }: Of): Promise<number> => {
  const before = new Date(now - days.guest * DAY_MS).toISOString().slice(0, 10);
  const due = await db
    .selectFrom('guest')
    .select('guest.id')
    .where('guest.location_id', '=', locationId)
    .where('guest.erased_at', 'is', null)
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('booking')
            .select('booking.id')
            .whereRef('booking.location_id', '=', 'guest.location_id')
            .whereRef('booking.guest_id', '=', 'guest.id')
            .where((b) => b.or([b('departure_date', '>=', before), b('status', 'in', ['confirmed', 'checked_in'])])),
        ),
      ),
    )
    // A companion has no booking of their own: the key that they were given says when they were here.
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('digital_key as key')
            .select('key.id')
            .whereRef('key.location_id', '=', 'guest.location_id')
            .whereRef('key.guest_id', '=', 'guest.id')
            .where((k) => k.or([k('key.state', '!=', 'ended'), k('key.valid_until', '>=', new Date(before))])),
        ),
      ),
    )
    .limit(GUESTS)
    .execute();
  let erased = 0;
  for (const { id } of due) {
    const outcome = await db
      .transaction()
      .execute((trx) =>
        eraseGuest(trx, { locationId, guestId: id, now: new Date(now), actor: SYSTEM, reason: 'retention' }),
      );
    if (outcome.ok) erased += 1;
  }
  return erased;
};
