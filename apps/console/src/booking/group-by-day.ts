// Cuts a sorted list into runs that share a heading.

/** Neighbours with the same heading, in order: `[heading, entries]`. */
export const groupByDay = <T>(sorted: readonly T[], headingOf: (entry: T) => string): [string, T[]][] => {
  const groups: [string, T[]][] = [];
  for (const entry of sorted) {
    const heading = headingOf(entry);
    const last = groups.at(-1);
    if (last?.[0] === heading) last[1].push(entry);
    else groups.push([heading, [entry]]);
  }
  return groups;
};
