// Hours of common doors: whether documents can say them, and that keys in force hear of a change.
import { MOST_OPENINGS } from '@nightlatch/connectors';
import { mostOpeningsWithin, type OpeningHours } from '@nightlatch/domain';
import type { Selectable } from 'kysely';
import type { LocationTable, Trx } from '../db/schema.ts';
import { type AdminOutcome, done } from './admin-outcome.ts';

/**
 * Takes the location against everyone who signs a new key's document (`readGround` holds it while it does): those either have
 * committed, or read what this transaction writes. `hours.changed` then finds every document that says something else.
 */
export const lockForHours = (trx: Trx, locationId: string): Promise<Selectable<LocationTable> | undefined> =>
  trx.selectFrom('location').selectAll().where('id', '=', locationId).forUpdate().executeTakeFirst();

/** Refuses hours that open more often within one lease than a document can say. */
export const judgeHours = (of: {
  readonly doors: readonly { readonly name: string; readonly hours: OpeningHours | null }[];
  readonly leaseSeconds: number;
}): AdminOutcome<null> => {
  for (const { name, hours } of of.doors) {
    const openings = hours ? mostOpeningsWithin(hours, of.leaseSeconds * 1000) : 0;
    if (openings <= MOST_OPENINGS) continue;
    const detail = `A key can name ${MOST_OPENINGS} openings of a door within one lease, and ${name} would have ${openings}. Give it fewer openings a day, or shorten the leases of this location.`;
    return { ok: false, code: 'too_many_openings', detail };
  }
  return done(null);
};

/** The same for every door that keeps hours already, as leases get longer. */
export const judgeHoursOfAll = async (
  trx: Trx,
  of: { readonly locationId: string; readonly leaseSeconds: number },
): Promise<AdminOutcome<null>> => {
  const doors = await trx
    .selectFrom('door')
    .select(['name', 'hours'])
    .where('location_id', '=', of.locationId)
    .where('hours', 'is not', null)
    .execute();
  return judgeHours({ doors, leaseSeconds: of.leaseSeconds });
};
