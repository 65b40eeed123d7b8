// Checks the validity that staff typed, before the server judges it by the location's rules.
import { fromWallTime, toWallTime } from '../time/wall-clock.ts';

/** What stands in the two fields, `YYYY-MM-DDTHH:mm` on the hotel's wall. */
export type ValidityFields = { readonly from: string; readonly until: string };

/** Why a field can not be sent. */
export type ValidityFault = 'startMissing' | 'endMissing' | 'endBeforeStart' | 'endPast';

/** The body's part of a validity, or what is wrong with the fields. */
export type ValidityResult =
  | { readonly ok: true; readonly body: { validFrom?: string; validUntil?: string } }
  | { readonly ok: false; readonly field: 'validFrom' | 'validUntil'; readonly fault: ValidityFault };

/** Fields filled with the validity that the key would get by itself. */
export const proposedFields = (
  proposed: { readonly validFrom: string; readonly validUntil: string },
  timeZone: string,
): ValidityFields => ({
  from: toWallTime(Date.parse(proposed.validFrom), timeZone),
  until: toWallTime(Date.parse(proposed.validUntil), timeZone),
});

/** Reads the fields at `now` (UTC ms). A start that is over means "at once", and is left to the server; so is an end that was not changed. */
export const readValidity = (options: {
  fields: ValidityFields;
  proposed: ValidityFields;
  timeZone: string;
  now: number;
}): ValidityResult => {
  const { fields, proposed, timeZone, now } = options;
  const from = fromWallTime(fields.from, timeZone);
  const until = fromWallTime(fields.until, timeZone);
  if (from === undefined) return { ok: false, field: 'validFrom', fault: 'startMissing' };
  if (until === undefined) return { ok: false, field: 'validUntil', fault: 'endMissing' };
  if (until <= now) return { ok: false, field: 'validUntil', fault: 'endPast' };
  if (until <= from) return { ok: false, field: 'validUntil', fault: 'endBeforeStart' };
  return {
    ok: true,
    body: {
      ...(from > now && fields.from !== proposed.from ? { validFrom: new Date(from).toISOString() } : {}),
      ...(fields.until === proposed.until ? {} : { validUntil: new Date(until).toISOString() }),
    },
  };
};
