// How long something lasts, in the reader's words: 15 minutes, 24 hours, 7 days.

const UNITS = [
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
  ['second', 1],
] as const;

/** The duration in its largest whole unit; days from three days on, because "48 hours" says more at a door than "2 days". */
export const formatDuration = (locale: string, seconds: number): string => {
  const fits = ([unit, size]: (typeof UNITS)[number]): boolean =>
    seconds % size === 0 && seconds >= (unit === 'day' ? 3 * size : size);
  const [unit, size] = UNITS.find(fits) ?? UNITS[3];
  return new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'long' }).format(seconds / size);
};

/** A span that was measured: rounded to what matters, `42 s`, `7 min`, `3 h`. */
export const roughDuration = (locale: string, seconds: number): string => {
  const [unit, size] = seconds < 90 ? UNITS[3] : seconds < 5400 ? UNITS[2] : seconds < 172_800 ? UNITS[1] : UNITS[0];
  const format = { style: 'unit', unit, unitDisplay: 'short', maximumFractionDigits: 0 } as const;
  return new Intl.NumberFormat(locale, format).format(seconds / size);
};
