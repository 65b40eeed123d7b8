// Wall-clock time in an IANA zone to an instant, with the rules of docs/domain.md §4 for gaps and overlaps.
import { DomainError } from './errors.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** No zone was ever further than this from UTC; Samoa's and Kwajalein's skipped days lie within it too. */
const WIDEST_OFFSET = 27 * HOUR;
/** Zones never changed twice within this time since 1970, so samples this far apart see every offset. */
const SAMPLE_STEP = 3 * HOUR;

/** A wall-clock reading: `date` 'YYYY-MM-DD', `time` 'HH:MM' (00:00–23:59), `timeZone` an IANA name. */
export interface WallClock {
  readonly date: string;
  readonly time: string;
  readonly timeZone: string;
}

/**
 * The instant (UTC ms) at which the wall clock of a zone shows `date` `time`. In a gap (clocks put forward) it is the first
 * instant after the gap, in an overlap (clocks put back) the later of the two (docs/domain.md §4).
 * Throws `DomainError` for a malformed date or time or an unknown zone.
 */
export function wallClockToInstant(clock: WallClock): number {
  return remembered(instants, `${clock.date} ${clock.time} ${clock.timeZone}`, () => findInstant(clock));
}

function findInstant(clock: WallClock): number {
  const local = parseDate(clock.date) + parseTime(clock.time);
  const offsetAt = (instant: number): number => zoneOffset(instant, clock.timeZone);
  const fitting = offsetsAround(local, offsetAt).filter((offset) => offsetAt(local - offset) === offset);
  if (fitting.length > 0) return local - Math.min(...fitting);
  return endOfGap(local, offsetAt);
}

/** The wall clock of `timeZone` at `instant` (UTC ms), to the minute. Throws `DomainError` for an unknown zone. */
export function instantToWallClock(instant: number, timeZone: string): WallClock {
  const text = new Date(instant + zoneOffset(instant, timeZone)).toISOString();
  return { date: text.slice(0, 10), time: text.slice(11, 16), timeZone };
}

/** Offset of a zone's wall clock from UTC at `instant`, in ms, east positive. */
export function zoneOffset(instant: number, timeZone: string): number {
  const whole = Math.floor(instant / 1000) * 1000;
  return remembered(offsets, `${whole} ${timeZone}`, () => findOffset(whole, timeZone));
}

function findOffset(whole: number, timeZone: string): number {
  const field: Record<string, number> = {};
  for (const part of formatterOf(timeZone).formatToParts(whole)) {
    if (part.type !== 'literal') field[part.type] = Number(part.value);
  }
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = field;
  return Date.UTC(year, month - 1, day, hour, minute, second) - whole;
}

/** Whether this runtime's time-zone data knows the IANA name. */
export function isTimeZone(timeZone: string): boolean {
  try {
    formatterOf(timeZone);
    return true;
  } catch {
    return false;
  }
}

function offsetsAround(local: number, offsetAt: (instant: number) => number): number[] {
  const seen = new Set<number>();
  for (let t = local - WIDEST_OFFSET; t <= local + WIDEST_OFFSET; t += SAMPLE_STEP) seen.add(offsetAt(t));
  return [...seen];
}

/** The wall clock jumps over `local` somewhere within the sampled time: halve until the jump is one second wide. */
function endOfGap(local: number, offsetAt: (instant: number) => number): number {
  let before = local - WIDEST_OFFSET;
  let after = local + WIDEST_OFFSET;
  while (after - before > 1000) {
    const middle = Math.floor((before + after) / 2000) * 1000;
    if (middle + offsetAt(middle) < local) before = middle;
    else after = middle;
  }
  return after;
}

/**
 * Asking ICU costs some 20 µs, an instant asks twenty times, and the rules ask for the same few check-outs of a house again and
 * again. The answer depends on nothing but its question and the time-zone data of this process.
 */
const offsets = new Map<string, number>();
const instants = new Map<string, number>();
const steps = new Map<string, readonly ZoneOffsetStep[]>();
const MOST_REMEMBERED = 2000;

function remembered<T>(known: Map<string, T>, question: string, find: () => T): T {
  const found = known.get(question);
  if (found !== undefined) return found;
  const answer = find();
  if (known.size >= MOST_REMEMBERED) known.clear();
  known.set(question, answer);
  return answer;
}

/** Making a formatter costs some 50 µs and a location asks for the same zone again and again. */
const formatters = new Map<string, Intl.DateTimeFormat>();

function formatterOf(timeZone: string): Intl.DateTimeFormat {
  const known = formatters.get(timeZone);
  if (known) return known;
  let made: Intl.DateTimeFormat;
  try {
    made = new Intl.DateTimeFormat('en-US', {
      timeZone,
      hourCycle: 'h23',
      calendar: 'gregory',
      numberingSystem: 'latn',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
  } catch {
    throw new DomainError('unknown_time_zone', 'timeZone is not a name of the IANA time-zone database');
  }
  formatters.set(timeZone, made);
  return made;
}

function parseDate(date: string): number {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(date);
  const utc = match ? Date.UTC(Number(match[1]), Number(match[2]) - 1, Number(match[3])) : Number.NaN;
  if (Number.isNaN(utc) || new Date(utc).toISOString().slice(0, 10) !== date) {
    throw new DomainError('malformed_date', 'date must be a real day as YYYY-MM-DD');
  }
  return utc;
}

function parseTime(time: string): number {
  const match = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(time);
  if (!match) throw new DomainError('malformed_time', 'time must be HH:MM from 00:00 to 23:59');
  return Number(match[1]) * HOUR + Number(match[2]) * MINUTE;
}

/** From `from` (UTC ms) on a zone's wall clock is `offsetMinutes` ahead of UTC. */
export interface ZoneOffsetStep {
  readonly from: number;
  readonly offsetMinutes: number;
}

/**
 * A zone's offsets from `from` until `until` (UTC ms), ascending, the first at `from`: for devices that know no time zones.
 * Offsets are whole minutes, as all zones' have been since 1972. Throws `DomainError` for an unknown zone.
 */
export function zoneOffsetSteps(timeZone: string, span: { from: number; until: number }): readonly ZoneOffsetStep[] {
  return remembered(steps, `${span.from} ${span.until} ${timeZone}`, () => findSteps(timeZone, span));
}

function findSteps(timeZone: string, span: { from: number; until: number }): ZoneOffsetStep[] {
  const minutesAt = (instant: number): number => Math.round(zoneOffset(instant, timeZone) / MINUTE);
  const found: ZoneOffsetStep[] = [{ from: span.from, offsetMinutes: minutesAt(span.from) }];
  for (let before = span.from; before < span.until; before += DAY) {
    const after = Math.min(before + DAY, span.until);
    if (minutesAt(after) === minutesAt(before)) continue;
    const from = firstDifferent(before, after, (instant) => minutesAt(instant) === minutesAt(before));
    found.push({ from, offsetMinutes: minutesAt(after) });
  }
  return found;
}

/** The first instant in (low, high], to the second, at which `same` no longer holds. */
function firstDifferent(low: number, high: number, same: (instant: number) => boolean): number {
  let [last, first] = [low, high];
  while (first - last > 1000) {
    const middle = Math.floor((last + first) / 2000) * 1000;
    if (middle <= last) break;
    if (same(middle)) last = middle;
    else first = middle;
  }
  return first;
}
