// Dates and times as the hotel's own clock shows them.

/** Formats instants for one hotel's zone and one reader's locale. */
export type TimeFormat = {
  readonly timeZone: string;
  /** The zone's name when the reader's own zone shows another time now, else undefined. */
  readonly foreignZone: string | undefined;
  /** `Tue 24 Nov, 11:00`; the year is added when it is not this year's. */
  instant(iso: string): string;
  /** `11:00`, with the day in front when it is not the hotel's today. */
  short(iso: string): string;
  /** `11:00:07`. */
  clock(iso: string): string;
  /** `Tue 24 Nov` of a calendar date `YYYY-MM-DD`. */
  date(wallDate: string): string;
  /** `24 Nov – 27 Nov`. */
  range(from: string, to: string): string;
  /** `Tuesday 24 November` of an instant, to head a day. */
  day(iso: string): string;
};

/** Nights between two calendar dates. */
export const nightsBetween = (arrival: string, departure: string): number =>
  Math.round((Date.parse(`${departure}T00:00Z`) - Date.parse(`${arrival}T00:00Z`)) / 86_400_000);

const cityOf = (timeZone: string): string => timeZone.split('/').at(-1)?.replaceAll('_', ' ') ?? timeZone;

/** Makes the formatter. `viewerZone` is the reader's zone; `now` decides what today and this year are. */
export const timeFormat = (options: {
  locale: string;
  timeZone: string;
  viewerZone: string;
  now: () => number;
}): TimeFormat => {
  const { locale, timeZone, now } = options;
  const formatter = (zone: string, parts: Intl.DateTimeFormatOptions): Intl.DateTimeFormat =>
    new Intl.DateTimeFormat(locale, { timeZone: zone, ...parts });
  const clock = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;
  const dayParts = { weekday: 'short', day: 'numeric', month: 'short' } as const;
  const time = formatter(timeZone, clock);
  const seconds = formatter(timeZone, { ...clock, second: '2-digit' });
  const day = formatter(timeZone, dayParts);
  const dayWithYear = formatter(timeZone, { ...dayParts, year: 'numeric' });
  const longDay = formatter(timeZone, { weekday: 'long', day: 'numeric', month: 'long' });
  const wallDay = formatter('UTC', dayParts);
  const wallShort = formatter('UTC', { day: 'numeric', month: 'short' });
  const year = formatter(timeZone, { year: 'numeric' });
  const zoneName = formatter(timeZone, { timeZoneName: 'shortOffset' });
  const offsetNow = (zone: string): string => formatter(zone, { timeZoneName: 'longOffset' }).format(now());
  const dayOf = (iso: string): string =>
    year.format(Date.parse(iso)) === year.format(now())
      ? day.format(Date.parse(iso))
      : dayWithYear.format(Date.parse(iso));
  // Day and time by one formatter: what stands between them is the language's own.
  const dayTime = formatter(timeZone, { ...dayParts, ...clock });
  const dayTimeWithYear = formatter(timeZone, { ...dayParts, year: 'numeric', ...clock });
  const instantOf = (iso: string): string =>
    (year.format(Date.parse(iso)) === year.format(now()) ? dayTime : dayTimeWithYear).format(Date.parse(iso));
  const offset = zoneName.formatToParts(now()).find((one) => one.type === 'timeZoneName')?.value ?? '';
  return {
    timeZone,
    foreignZone: offsetNow(timeZone) === offsetNow(options.viewerZone) ? undefined : `${cityOf(timeZone)}, ${offset}`,
    instant: instantOf,
    short: (iso) => (dayOf(iso) === day.format(now()) ? time.format(Date.parse(iso)) : instantOf(iso)),
    clock: (iso) => seconds.format(Date.parse(iso)),
    date: (wallDate) => wallDay.format(Date.parse(`${wallDate}T00:00Z`)),
    range: (from, to) =>
      `${wallShort.format(Date.parse(`${from}T00:00Z`))} – ${wallShort.format(Date.parse(`${to}T00:00Z`))}`,
    day: (iso) => longDay.format(Date.parse(iso)),
  };
};
