// Wall-clock time in the hotel's zone to instants and back, for forms (docs/domain.md §4: gap → first instant after, overlap → the later).

const partsIn = (instantMs: number, timeZone: string): number => {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  }).formatToParts(instantMs);
  const part = (type: string): number => Number(parts.find((one) => one.type === type)?.value);
  return Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second'));
};

/** The zone's offset from UTC in ms at an instant. */
export const offsetMs = (instantMs: number, timeZone: string): number =>
  partsIn(instantMs, timeZone) - Math.floor(instantMs / 1000) * 1000;

/** An instant as `YYYY-MM-DDTHH:mm` on the wall of the zone: the value of an input of type datetime-local. */
export const toWallTime = (instantMs: number, timeZone: string): string =>
  new Date(partsIn(instantMs, timeZone)).toISOString().slice(0, 16);

/** The instant in UTC ms of a wall-clock time `YYYY-MM-DDTHH:mm`, or undefined if it is not one. */
export const fromWallTime = (wall: string, timeZone: string): number | undefined => {
  const asUtc = Date.parse(`${wall}Z`);
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/.test(wall) || Number.isNaN(asUtc)) return undefined;
  const dayMs = 86_400_000;
  const offsets = [offsetMs(asUtc - dayMs, timeZone), offsetMs(asUtc + dayMs, timeZone)];
  const candidates = offsets.map((offset) => asUtc - offset);
  const exact = candidates.filter((one) => partsIn(one, timeZone) === asUtc);
  if (exact.length > 0) return Math.max(...exact);
  // In a gap: the first instant after it lies between the two candidates; halve to the minute.
  let before = Math.min(...candidates);
  let after = Math.max(...candidates);
  while (after - before > 60_000) {
    const middle = before + Math.floor((after - before) / 120_000) * 60_000;
    if (partsIn(middle, timeZone) < asUtc) before = middle;
    else after = middle;
  }
  return after;
};
