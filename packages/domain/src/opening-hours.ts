// When a common door lets guests in: hours of the week by the hotel's wall clock, as the windows of a given time.
import { DomainError } from './errors.ts';
import { instantToWallClock, wallClockToInstant } from './wall-clock.ts';

/**
 * Hours on some days of the week (1 Monday … 7 Sunday), 'HH:MM' by the hotel's wall clock. `to` not after `from` is on the next
 * day; equal times are a whole day.
 */
export interface OpeningRule {
  readonly days: readonly number[];
  readonly from: string;
  readonly to: string;
}

/** A door is open to guests while any rule holds; without rules it never is. */
export type OpeningHours = readonly OpeningRule[];

/** From `from` until `until`, UTC ms. */
export interface OpeningWindow {
  readonly from: number;
  readonly until: number;
}

const DAY = 24 * 3_600_000;

/**
 * The windows within `span`, ascending, apart from each other. Each edge is the wall clock's on its own day, so hours stay hours
 * over a change of summer time (docs/domain.md §4 for edges in a gap or overlap). Throws `DomainError` for a malformed time or day.
 */
export function openingWindows(
  hours: OpeningHours,
  options: { readonly timeZone: string; readonly span: OpeningWindow },
): OpeningWindow[] {
  const { timeZone, span } = options;
  const found: OpeningWindow[] = [];
  for (const date of datesAround(span, timeZone)) {
    for (const rule of hours) {
      if (!onDay(rule, date)) continue;
      const from = wallClockToInstant({ date, time: rule.from, timeZone });
      const end = rule.to > rule.from ? date : dayAfter(date);
      const until = wallClockToInstant({ date: end, time: rule.to, timeZone });
      if (until > span.from && from < span.until) {
        found.push({ from: Math.max(from, span.from), until: Math.min(until, span.until) });
      }
    }
  }
  return joined(found);
}

/** A day is this much shorter at most where clocks go forward, so that a lease meets the next opening earlier. */
const LONGEST_CLOCK_STEP = 2 * 3_600_000;

/**
 * The most openings that any time of `spanMs` can meet, whenever it begins and whatever the clocks do meanwhile; infinite ones
 * count as one.
 */
export function mostOpeningsWithin(hours: OpeningHours, spanMs: number): number {
  const weeks = 2 + Math.ceil((spanMs + LONGEST_CLOCK_STEP) / (7 * DAY));
  const windows = openingWindows(hours, { timeZone: 'UTC', span: { from: 0, until: weeks * 7 * DAY } });
  // The most are met from a moment before one of them ends.
  return windows.reduce((most, first, at) => {
    const met = windows.slice(at).filter(({ from }) => from < first.until - 1 + spanMs + LONGEST_CLOCK_STEP);
    return Math.max(most, met.length);
  }, 0);
}

/** Dates whose hours may reach into the span: from the day before its first to its last. */
function datesAround(span: OpeningWindow, timeZone: string): string[] {
  const first = Date.parse(instantToWallClock(span.from, timeZone).date) - DAY;
  const last = Date.parse(instantToWallClock(span.until, timeZone).date);
  return Array.from({ length: (last - first) / DAY + 1 }, (_, n) =>
    new Date(first + n * DAY).toISOString().slice(0, 10),
  );
}

function dayAfter(date: string): string {
  return new Date(Date.parse(date) + DAY).toISOString().slice(0, 10);
}

function onDay(rule: OpeningRule, date: string): boolean {
  for (const day of rule.days) {
    if (!Number.isInteger(day) || day < 1 || day > 7) throw new DomainError('malformed_number', 'days are 1 to 7');
  }
  return rule.days.includes(new Date(Date.parse(date)).getUTCDay() || 7);
}

/** Windows that touch or overlap become one. */
function joined(windows: readonly OpeningWindow[]): OpeningWindow[] {
  const result: OpeningWindow[] = [];
  for (const window of [...windows].sort((a, b) => a.from - b.from)) {
    const last = result.at(-1);
    if (last && window.from <= last.until) {
      result[result.length - 1] = { from: last.from, until: Math.max(last.until, window.until) };
    } else result.push(window);
  }
  return result;
}
