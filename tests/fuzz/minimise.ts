// Makes an input smaller while it still shows what it showed.

/** Cuts ever smaller pieces, then zeroes bytes, while `holds` stays true. At most `tries` calls. */
export async function minimise(
  input: Uint8Array,
  holds: (candidate: Uint8Array) => Promise<boolean>,
  tries = 400,
): Promise<Uint8Array> {
  let best = input;
  let left = tries;
  const attempt = async (candidate: Uint8Array): Promise<boolean> => {
    left -= 1;
    if (left < 0 || !(await holds(candidate))) return false;
    best = candidate;
    return true;
  };
  for (let size = Math.max(1, best.length >> 1); size >= 1 && left > 0; size >>= 1) {
    for (let at = 0; at < best.length && left > 0; ) {
      const candidate = Uint8Array.from([...best.subarray(0, at), ...best.subarray(at + size)]);
      if (!(await attempt(candidate))) at += size;
    }
  }
  for (let at = 0; at < best.length && left > 0; at += 1) {
    if (best[at] !== 0) await attempt(best.map((byte, i) => (i === at ? 0 : byte)));
  }
  return best;
}
