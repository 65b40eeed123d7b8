// Hours of a door in words of any language, and whether it is open now by the hotel's clock: for screens only, the door decides by its document.

/** Hours on some days of the week (1 Monday … 7 Sunday), 'HH:MM'; `to` not after `from` is on the next day, the same is a whole day. */
export type HoursRule = { readonly days: readonly number[]; readonly from: string; readonly to: string };

/** A line of a door's hours: days that have the same times. */
export type HoursLine = { readonly days: string; readonly times: string };

/** The name of a day of the week, 1 Monday … 7 Sunday. */
export function dayName(day: number, locale: string, style: 'short' | 'long'): string {
  // 2024-01-01 was a Monday.
  return new Intl.DateTimeFormat(locale, { weekday: style, timeZone: 'UTC' }).format(Date.UTC(2024, 0, day));
}

/** "06:00–22:00" as the language writes it; a whole day in the hotel's own way of saying it. */
function timesOf({ from, to }: HoursRule, locale: string): string {
  const at = (time: string): number => Date.parse(`2024-01-01T${time}:00Z`);
  const format = new Intl.DateTimeFormat(locale, {
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZone: 'UTC',
  });
  // A range's end is never before its start, so both are written by themselves.
  return `${format.format(at(from))}–${format.format(at(to))}`;
}

/** "Mon–Fri" of days that follow each other; others one by one. */
function daysOf(days: readonly number[], locale: string): string {
  const runs: number[][] = [];
  for (const day of [...new Set(days)].sort((a, b) => a - b)) {
    const last = runs.at(-1);
    if (last?.at(-1) === day - 1) last.push(day);
    else runs.push([day]);
  }
  const name = (day: number | undefined): string => (day === undefined ? '' : dayName(day, locale, 'short'));
  const said = runs.flatMap((run) =>
    run.length > 2 ? [`${name(run[0])}–${name(run.at(-1))}`] : run.map((day) => name(day)),
  );
  return new Intl.ListFormat(locale, { style: 'short', type: 'unit' }).format(said);
}

/** The hours as lines, in the order of the week; days that have the same times together. A door that opens every day names no days. */
export function hoursLines(hours: readonly HoursRule[], locale: string): HoursLine[] {
  const ofDay = (day: number): string =>
    hours
      .filter((rule) => rule.days.includes(day))
      .sort((a, b) => a.from.localeCompare(b.from))
      .map((rule) => timesOf(rule, locale))
      .join(', ');
  const byTimes = new Map<string, number[]>();
  for (let day = 1; day <= 7; day += 1) {
    const times = ofDay(day);
    if (times !== '') byTimes.set(times, [...(byTimes.get(times) ?? []), day]);
  }
  return [...byTimes].map(([times, days]) => ({ times, days: days.length === 7 ? '' : daysOf(days, locale) }));
}

/** Whether any rule holds at the instant (UTC ms), by the wall clock of the zone. */
export function isOpenAt(hours: readonly HoursRule[], instantMs: number, timeZone: string): boolean {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    weekday: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).formatToParts(instantMs);
  const of = (type: Intl.DateTimeFormatPartTypes): string => parts.find((part) => part.type === type)?.value ?? '';
  const time = `${of('hour')}:${of('minute')}`;
  const today = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'].indexOf(of('weekday')) + 1;
  const yesterday = today === 1 ? 7 : today - 1;
  return hours.some(({ days, from, to }) => {
    const overnight = to <= from;
    if (days.includes(today) && time >= from && (overnight || time < to)) return true;
    return overnight && days.includes(yesterday) && time < to;
  });
}
