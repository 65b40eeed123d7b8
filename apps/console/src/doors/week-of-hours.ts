// Hours of a door as a week of days, which is how people fill them in, and back to rules, which is how the server keeps them.
import type { Door } from '@nightlatch/api';

type Hours = NonNullable<Door['hours']>;

/** One time of opening; `to` not after `from` is on the next day, the same is a whole day. */
export type Span = { readonly from: string; readonly to: string };
/** Monday first. */
export type Week = readonly (readonly Span[])[];

export const DAYS = [1, 2, 3, 4, 5, 6, 7] as const;

/** A day at the gym, for whoever starts with nothing. */
export const USUAL: Week = DAYS.map(() => [{ from: '06:00', to: '22:00' }]);

/** The rules, laid out by day; each day's times from early to late. */
export const weekOf = (hours: Hours): Week =>
  DAYS.map((day) =>
    hours
      .filter((rule) => rule.days.includes(day))
      .map(({ from, to }) => ({ from, to }))
      .sort((a, b) => a.from.localeCompare(b.from)),
  );

/** As few rules as say the same: days that share a time share its rule. */
export const hoursOf = (week: Week): Hours => {
  const rules = new Map<string, Hours[number]>();
  for (const [at, spans] of week.entries()) {
    for (const { from, to } of spans) {
      const rule = rules.get(`${from}-${to}`) ?? { days: [], from, to };
      const day = at + 1;
      rules.set(`${from}-${to}`, { ...rule, days: [...new Set([...rule.days, day])] });
    }
  }
  return [...rules.values()];
};

/** What stands in the way of saving: a time that is missing, or not one opening in the whole week. */
export const isWhole = (week: Week): boolean =>
  week.some((spans) => spans.length > 0) &&
  week.every((spans) => spans.every(({ from, to }) => from !== '' && to !== ''));
