// Reads hinted reservations back from the PMS: the only way a PMS's word becomes ours.
import { ConnectorError, type PmsBooking } from '@nightlatch/connectors';
import { createAtMost } from '../at-most.ts';
import type { Ask } from '../db/ask.ts';
import type { Db } from '../db/schema.ts';
import type { openPms } from './open-pms.ts';

type OpenedPms = NonNullable<Awaited<ReturnType<typeof openPms>>>;

/** Questions to one PMS at once: a rush must not be one for the vendor. */
const QUESTIONS_AT_ONCE = 10;

export type Hint = { readonly id: string; readonly reference: string };

const HINTS = 'select id, reference from inbox_hint where location_id = $1 and id = any($2::uuid[])';

/** The hints by id; those that the location does not have are missing. */
export const readHints = (
  ask: Ask,
  of: { readonly locationId: string; readonly hintIds: readonly string[] },
): Promise<readonly Hint[]> => ask<Hint>(HINTS, [of.locationId, of.hintIds]);

/** Asks the PMS for reservations as they are now, and keeps in mind how it went. */
export type Questions = {
  /** Throws `ConnectorError` when the vendor does not answer: the job is tried again. Null: the PMS does not know it. */
  readonly read: (reference: string) => Promise<PmsBooking | null>;
  /** Null: it answered, or was not asked. */
  readonly trouble: () => string | null;
};

/** Of the vendor as a whole, not of one reservation. */
const OUT_OF_REACH: readonly string[] = ['vendor_unavailable', 'vendor_unauthorised', 'address_not_allowed'];

/** A vendor who is out of reach is not asked the rest: each question would wait for its time limit, and all jobs with it. */
export const createQuestions = ({ connection }: Pick<OpenedPms, 'connection'>): Questions => {
  const inTurn = createAtMost(QUESTIONS_AT_ONCE);
  let trouble: string | null = null;
  let outOfReach: ConnectorError | undefined;
  return {
    read: (reference) =>
      inTurn(async () => {
        if (outOfReach) throw outOfReach;
        try {
          return await connection.readReservation(reference);
        } catch (error) {
          trouble = error instanceof ConnectorError ? error.code : 'internal_error';
          if (error instanceof ConnectorError && OUT_OF_REACH.includes(error.code)) outOfReach = error;
          throw error;
        }
      }),
    trouble: () => trouble,
  };
};

/** Notes when the PMS was last heard, or what went wrong, for the console. */
export const noteContact = async (
  db: Db,
  of: { locationId: string; now: Date; error: string | null },
): Promise<void> => {
  await db
    .updateTable('pms_connection')
    .set(of.error === null ? { last_event_at: of.now, last_error: null } : { last_error: of.error })
    .where('location_id', '=', of.locationId)
    .execute();
};

const CLOSE = `update inbox_hint h set settled_at = $4::timestamptz, error = r.error
  from unnest($2::uuid[], $3::text[]) r (id, error) where h.location_id = $1 and h.id = r.id`;

/** Hints that have been settled, and why those could not be that have an error. */
export const closeHints = async (
  ask: Ask,
  of: {
    readonly locationId: string;
    readonly now: Date;
    readonly hints: readonly { readonly id: string; readonly error: string | null }[];
  },
): Promise<void> => {
  if (of.hints.length === 0) return;
  await ask(CLOSE, [of.locationId, of.hints.map(({ id }) => id), of.hints.map(({ error }) => error), of.now]);
};
