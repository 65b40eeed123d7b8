// Instants and dates in the hotel's wall-clock time, with its zone named where the viewer's clock shows another time.

/** "Wed, 25 Nov, 11:00" in `timeZone` (IANA name). */
export function hotelTime(instantMs: number, timeZone: string, language: string): string {
  return new Intl.DateTimeFormat(language, {
    timeZone,
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).format(instantMs);
}

/** "Wed, 25 Nov" of a calendar date `YYYY-MM-DD`, which has no zone. */
export function calendarDate(date: string, language: string): string {
  return new Intl.DateTimeFormat(language, {
    timeZone: 'UTC',
    weekday: 'short',
    day: 'numeric',
    month: 'short',
  }).format(Date.parse(`${date}T00:00:00Z`));
}

/** "Vienna" of `Europe/Vienna` when the viewer's clock differs from the hotel's at any of the instants; else undefined. */
export function foreignPlace(instants: readonly number[], timeZone: string, viewerZone: string): string | undefined {
  const differs = instants.some((instant) => offsetOf(instant, timeZone) !== offsetOf(instant, viewerZone));
  return differs ? placeOf(timeZone) : undefined;
}

/** The viewer's IANA zone. */
export function viewerZone(): string {
  return new Intl.DateTimeFormat().resolvedOptions().timeZone;
}

function placeOf(timeZone: string): string {
  return (timeZone.split('/').at(-1) ?? timeZone).replaceAll('_', ' ');
}

/** "GMT+01:00". */
function offsetOf(instant: number, timeZone: string): string {
  const parts = new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'longOffset' }).formatToParts(instant);
  return parts.find((part) => part.type === 'timeZoneName')?.value ?? timeZone;
}

/** "2026-11-25T11:00" of an instant in `timeZone`, as a date-and-time field has it. */
export function wallClock(instantMs: number, timeZone: string): string {
  const parts = new Intl.DateTimeFormat('en-CA', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).formatToParts(instantMs);
  const of = (type: Intl.DateTimeFormatPartTypes): string => parts.find((part) => part.type === type)?.value ?? '';
  return `${of('year')}-${of('month')}-${of('day')}T${of('hour')}:${of('minute')}`;
}

/** The instant of a field's "2026-11-25T11:00" in `timeZone`; in an hour that a clock change skips, the first after it. Undefined for anything else. */
export function instantOfWallClock(text: string, timeZone: string): number | undefined {
  const asUtc = /^\d{4}-\d\d-\d\dT\d\d:\d\d$/.test(text) ? Date.parse(`${text}:00Z`) : Number.NaN;
  if (Number.isNaN(asUtc)) return undefined;
  // The zone's offset is at most 15 hours and changes at most once in between: two looks find it.
  let guess = asUtc;
  for (let look = 0; look < 2; look += 1) guess += asUtc - Date.parse(`${wallClock(guess, timeZone)}:00Z`);
  return guess;
}
