// The few statistics that figures need; empty input is a fault of the measurement, not a zero.

/** The value below which `share` (0–1) of the values lie, interpolated linearly between neighbours. Throws on none. */
export const percentile = (values: readonly number[], share: number): number => {
  const sorted = [...values].sort((a, b) => a - b);
  const place = (sorted.length - 1) * Math.min(1, Math.max(0, share));
  const below = sorted[Math.floor(place)];
  const above = sorted[Math.ceil(place)];
  if (below === undefined || above === undefined) throw new RangeError('no values were measured');
  return below + (above - below) * (place - Math.floor(place));
};

/** The middle value, or the mean of the two in the middle. Throws on none. */
export const median = (values: readonly number[]): number => percentile(values, 0.5);
