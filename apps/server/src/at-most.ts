// Lets at most so many calls be under way at once; the others wait for their turn, in order.

/** Gives a function that runs calls, at most `most` at once. */
export const createAtMost = (most: number): (<T>(run: () => Promise<T>) => Promise<T>) => {
  const waiting: (() => void)[] = [];
  let running = 0;
  return async (run) => {
    // Whoever ends hands its place on, so nobody who comes meanwhile can take it.
    if (running < most) running += 1;
    else await new Promise<void>((go) => waiting.push(go));
    try {
      return await run();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else running -= 1;
    }
  };
};
