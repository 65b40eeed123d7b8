// Schedules and recurrences: form, limits, and whether one is active (docs/protocol §5.3, UNSURE 19).
import { type CborNode, type CborValue, cborMap } from '../encoding/cbor.ts';
import { fieldOf, itemsOf, onlyLabels, uintOf } from '../encoding/cbor-fields.ts';
import { UNSURE } from '../unsure-choices.ts';

/** A recurrence: pattern 1 daily, 2 weekly, 3 monthly by weekday, 4 monthly by date, 5-8 yearly (not evaluable). */
export type Recurrence = {
  readonly durationSeconds: number;
  readonly mask: number;
  readonly pattern: number;
  readonly interval: number;
  readonly ordinal: number;
};

/** A schedule. Seconds since 1970; `endSeconds` 0 is open. `utc` false: wall clock of the lock. */
export type Schedule = {
  readonly startSeconds: number;
  readonly endSeconds: number;
  readonly recurrence?: Recurrence;
  readonly utc: boolean;
};

/** Offset of a lock's wall clock: from `fromSeconds` (since 1970) on, `offsetMinutes` east of UTC; ascending (mail type 5, field 6). */
export type ZoneStep = { readonly fromSeconds: number; readonly offsetMinutes: number };

/** Whether a schedule is active; `unevaluable` counts as inactive for allow and active for deny. */
export type ScheduleState = 'active' | 'inactive' | 'unevaluable';

const DAY = 86400;
const PERIOD_SECONDS = [0, DAY, 7 * DAY, 31 * DAY, 31 * DAY, 366 * DAY, 366 * DAY, 366 * DAY, 366 * DAY];

/** The CBOR of a schedule. */
export function encodeSchedule(schedule: Schedule): CborValue {
  const r = schedule.recurrence;
  return cborMap(
    [0, schedule.startSeconds],
    [1, schedule.endSeconds === 0 ? undefined : schedule.endSeconds],
    [2, r === undefined ? undefined : [r.durationSeconds, r.mask, r.pattern, r.interval, r.ordinal]],
    [3, schedule.utc ? 1 : undefined],
  );
}

function parseRecurrence(node: CborNode): Recurrence | null {
  const items = itemsOf(node);
  if (items?.length !== 5) return null;
  const [durationSeconds, mask, pattern, interval] = items.map((item) => uintOf(item));
  const ordinal = items[4]?.kind === 'integer' ? items[4].value : undefined;
  if (durationSeconds === undefined || mask === undefined || pattern === undefined) return null;
  if (interval === undefined || ordinal === undefined || Math.abs(ordinal) > 366) return null;
  return { durationSeconds, mask, pattern, interval, ordinal };
}

/** Reads a schedule's form; null where it is malformed. Its limits are `scheduleProblem`'s matter. */
export function parseSchedule(node: CborNode): Schedule | null {
  if (!onlyLabels(node, [0, 1, 2, 3])) return null;
  const startSeconds = uintOf(fieldOf(node, 0));
  const endSeconds = fieldOf(node, 1) === undefined ? 0 : uintOf(fieldOf(node, 1));
  const flags = fieldOf(node, 3) === undefined ? 0 : uintOf(fieldOf(node, 3));
  if (startSeconds === undefined || endSeconds === undefined || flags === undefined) return null;
  const recurrenceNode = fieldOf(node, 2);
  const base = { startSeconds, endSeconds, utc: (flags & 1) === 1 };
  if (recurrenceNode === undefined) return base;
  const recurrence = parseRecurrence(recurrenceNode);
  return recurrence === null ? null : { ...base, recurrence };
}

function recurrenceProblem(r: Recurrence): string | null {
  const period = PERIOD_SECONDS[r.pattern];
  if (period === undefined || r.pattern === 0) return 'recurrence pattern';
  if (r.interval < 1 || r.interval > 255) return 'recurrence interval';
  if (r.durationSeconds === 0 || r.durationSeconds > period) return 'recurrence duration';
  if (r.pattern === 1 && (r.mask !== 0 || r.ordinal !== 0)) return 'daily mask or ordinal';
  if (r.pattern === 2 && (r.mask === 0 || r.mask > 0x7f || r.ordinal !== 0)) return 'weekly mask or ordinal';
  if (r.pattern === 3 && (r.mask === 0 || r.mask > 0x7f)) return 'weekday mask';
  if (r.pattern === 3 && (r.ordinal === 0 || Math.abs(r.ordinal) > 5)) return 'weekday ordinal';
  if (r.pattern === 4 && r.ordinal === 0 && (r.mask === 0 || r.mask > 0x7fffffff)) return 'date mask';
  return null;
}

/** The limit of §5.3 that a schedule breaks (status 0007), or null. */
export function scheduleProblem(schedule: Schedule): string | null {
  if (schedule.endSeconds !== 0 && schedule.endSeconds < schedule.startSeconds) return 'schedule ends before it starts';
  return schedule.recurrence === undefined ? null : recurrenceProblem(schedule.recurrence);
}

type CivilDay = { readonly month: number; readonly day: number; readonly daysInMonth: number };

function civil(dayNumber: number): CivilDay {
  const date = new Date(dayNumber * DAY * 1000);
  const year = date.getUTCFullYear();
  const month = date.getUTCMonth();
  const daysInMonth = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  return { month: year * 12 + month, day: date.getUTCDate(), daysInMonth };
}

/** Monday 0 … Sunday 6; day 0 was a Thursday. */
function weekdayOf(dayNumber: number): number {
  return (dayNumber + 3) % 7;
}

function weekOf(dayNumber: number): number {
  return Math.floor((dayNumber + 3) / 7);
}

function ordinalFits(day: CivilDay, ordinal: number): boolean {
  return ordinal > 0
    ? Math.floor((day.day - 1) / 7) + 1 === ordinal
    : Math.floor((day.daysInMonth - day.day) / 7) + 1 === -ordinal;
}

function dayFits(r: Recurrence, firstDay: number, dayNumber: number): boolean {
  if (r.pattern === 1) return (dayNumber - firstDay) % r.interval === 0;
  const onWeekday = ((r.mask >> weekdayOf(dayNumber)) & 1) === 1;
  if (r.pattern === 2) return onWeekday && (weekOf(dayNumber) - weekOf(firstDay)) % r.interval === 0;
  const day = civil(dayNumber);
  if ((day.month - civil(firstDay).month) % r.interval !== 0) return false;
  if (r.pattern === 3) return onWeekday && ordinalFits(day, r.ordinal);
  return ((r.mask >> (day.day - 1)) & 1) === 1;
}

function recurs(schedule: Schedule, r: Recurrence, at: number): boolean {
  const firstDay = Math.floor(schedule.startSeconds / DAY);
  const timeOfDay = schedule.startSeconds % DAY;
  const latest = Math.floor((at - timeOfDay) / DAY);
  for (let day = latest; day >= firstDay; day -= 1) {
    const begins = day * DAY + timeOfDay;
    if (begins + r.durationSeconds <= at) return false;
    const ended = schedule.endSeconds !== 0 && begins > schedule.endSeconds;
    if (!ended && dayFits(r, firstDay, day)) return true;
  }
  return false;
}

function wallSeconds(seconds: number, zone: readonly ZoneStep[]): number | null {
  let offset: number | null = null;
  for (const step of zone) if (step.fromSeconds <= seconds) offset = step.offsetMinutes;
  return offset === null ? null : seconds + offset * 60;
}

/** State of a schedule at `now` (UTC ms, null = clock unknown → unevaluable). Without `zone`, wall-clock schedules are unevaluable. */
export function scheduleState(schedule: Schedule, now: number | null, zone: readonly ZoneStep[] = []): ScheduleState {
  if (now === null) return 'unevaluable';
  const seconds = Math.floor(now / 1000);
  const at = schedule.utc ? seconds : wallSeconds(seconds, zone);
  if (at === null) return 'unevaluable';
  const r = schedule.recurrence;
  if (r === undefined) {
    const inside = schedule.startSeconds <= at && (schedule.endSeconds === 0 || at <= schedule.endSeconds);
    return inside ? 'active' : 'inactive';
  }
  if (!UNSURE.evaluablePatterns.includes(r.pattern) || (r.pattern === 4 && r.ordinal !== 0)) return 'unevaluable';
  return recurs(schedule, r, at) ? 'active' : 'inactive';
}
