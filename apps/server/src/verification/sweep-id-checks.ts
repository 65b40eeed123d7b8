// Images that nobody decides on do not stay: the check is given up and the guest may begin anew.
import { type ArrivalPolicy, DEFAULT_ARRIVAL_POLICY } from '@nightlatch/api';
import { SYSTEM, writeAudit } from '../audit/write-audit.ts';
import type { Db } from '../db/schema.ts';
import { abandon, lockCheck, setVerification, tellDesk } from './id-checks.ts';

const DAY_MS = 86_400_000;

/** When a check that nobody decides on is given up: what was never handed in after a day. */
export const undecidedUntil = (check: {
  readonly submitted_at: Date | null;
  readonly started_at: Date;
  readonly policy: ArrivalPolicy | null;
}): Date => {
  const { submitted_at: submitted, started_at: started, policy } = check;
  const days = submitted ? (policy ?? DEFAULT_ARRIVAL_POLICY).keepUndecidedDays : 1;
  return new Date((submitted ?? started).getTime() + days * DAY_MS);
};

/** Deletes what nobody decided on in the location's time, and what was never handed in within a day; the booking starts anew. */
export const sweepIdChecks = async (db: Db, now: Date): Promise<void> => {
  const stale = await db
    .selectFrom('id_check as c')
    .leftJoin('arrival_settings as s', 's.location_id', 'c.location_id')
    .select(['c.location_id', 'c.id', 'c.booking_id', 'c.state', 'c.started_at', 'c.submitted_at', 's.policy'])
    .where('c.state', 'in', ['collecting', 'pending'])
    .where('c.started_at', '<', new Date(now.getTime() - DAY_MS))
    .execute();
  for (const check of stale) {
    if (undecidedUntil(check) > now) continue;
    await db.transaction().execute(async (trx) => {
      const still = await lockCheck(trx, { locationId: check.location_id, idCheckId: check.id });
      if (still?.state !== check.state) return;
      const deletedImages = await abandon(trx, { locationId: check.location_id, idCheckId: check.id, now });
      const of = { locationId: check.location_id, bookingId: check.booking_id, now };
      if (check.state === 'pending') await setVerification(trx, { ...of, to: 'not_verified' });
      await tellDesk(trx, { ...of, idCheckId: check.id });
      await writeAudit(trx, {
        locationId: of.locationId,
        at: now,
        actor: SYSTEM,
        action: 'id_check.abandoned',
        subject: { kind: 'id_check', id: check.id },
        bookingId: of.bookingId,
        after: { deletedImages },
      });
    });
  }
};
