// Days that somebody picks become instants on the hotel's clock: from the first day's start to the last day's end.
import { fromWallTime } from './wall-clock.ts';

const dayAfter = (day: string): string => new Date(Date.parse(`${day}T00:00Z`) + 86_400_000).toISOString().slice(0, 10);

/** `from` and `to` for lists of what happened; a day left empty leaves that side open. */
export const dayRange = (first: string, last: string, timeZone: string): { from?: string; to?: string } => {
  const instant = (day: string): string | undefined => {
    const at = /^\d{4}-\d{2}-\d{2}$/.test(day) ? fromWallTime(`${day}T00:00`, timeZone) : undefined;
    return at === undefined ? undefined : new Date(at).toISOString();
  };
  const from = instant(first);
  const to = /^\d{4}-\d{2}-\d{2}$/.test(last) ? instant(dayAfter(last)) : undefined;
  return { ...(from ? { from } : {}), ...(to ? { to } : {}) };
};
