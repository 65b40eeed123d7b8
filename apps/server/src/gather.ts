// Lets calls that come close together be done together: whoever comes while a batch is under way is in the next one.

/** How one call of a batch ended; one that failed does not fail the others. `again`: not now, take it into the next batch. */
export type Outcome<O> =
  | { readonly kind: 'done'; readonly value: O }
  | { readonly kind: 'failed'; readonly error: unknown }
  | { readonly kind: 'again' };

/** The outcome of doing one item's part. */
export const attempt = async <T>(run: () => Promise<T>): Promise<Outcome<T>> => {
  try {
    return { kind: 'done', value: await run() };
  } catch (error) {
    return { kind: 'failed', error };
  }
};

export type GatherOptions<I, O> = {
  /** Does the items of one key together; outcomes in the order of the items. Throws when nothing was done. */
  readonly run: (key: string, items: readonly I[]) => Promise<readonly Outcome<O>[]>;
  /** After a throw: whether each item should be tried alone, so that one can't fail the others. */
  readonly tryAlone: (error: unknown) => boolean;
  /** Most items of one batch. */
  readonly most: number;
  /** Default true. False: every call is a batch of its own, under way beside others, for tests that interleave calls statement by statement. */
  readonly together?: boolean;
};

type Waiting<I, O> = {
  readonly item: I;
  readonly resolve: (value: O) => void;
  readonly reject: (error: unknown) => void;
};

/**
 * Group commit: one batch per key at a time. A call that finds nothing under way starts at once, with what else came in the same
 * turn of the event loop; no call waits for others to come.
 */
export const createGatherer = <I, O>(options: GatherOptions<I, O>): ((key: string, item: I) => Promise<O>) => {
  const lanes = new Map<string, Waiting<I, O>[]>();

  const settle = (one: Waiting<I, O>, outcome: Outcome<O> | undefined): boolean => {
    if (outcome?.kind === 'done') one.resolve(outcome.value);
    else if (outcome?.kind === 'failed') one.reject(outcome.error);
    else return false;
    return true;
  };

  const alone = async (key: string, one: Waiting<I, O>): Promise<boolean> => {
    try {
      const [outcome] = await options.run(key, [one.item]);
      return settle(one, outcome);
    } catch (error) {
      one.reject(error);
      return true;
    }
  };

  /** Those that have to come again. */
  const runBatch = async (key: string, batch: readonly Waiting<I, O>[]): Promise<Waiting<I, O>[]> => {
    const left: Waiting<I, O>[] = [];
    try {
      const outcomes = await options.run(
        key,
        batch.map(({ item }) => item),
      );
      batch.forEach((one, index) => {
        if (!settle(one, outcomes[index])) left.push(one);
      });
    } catch (error) {
      if (!options.tryAlone(error)) for (const one of batch) one.reject(error);
      else for (const one of batch) if (!(await alone(key, one))) left.push(one);
    }
    return left;
  };

  const drain = async (key: string, lane: Waiting<I, O>[]): Promise<void> => {
    while (lane.length > 0) lane.unshift(...(await runBatch(key, lane.splice(0, options.most))));
    lanes.delete(key);
  };

  const byItself = async (key: string, item: I): Promise<O> => {
    for (;;) {
      const [outcome] = await options.run(key, [item]);
      if (outcome?.kind === 'done') return outcome.value;
      if (outcome?.kind === 'failed') throw outcome.error;
    }
  };

  if (options.together === false) return byItself;
  return (key, item) =>
    new Promise<O>((resolve, reject) => {
      const one = { item, resolve, reject };
      const lane = lanes.get(key);
      if (lane) {
        lane.push(one);
        return;
      }
      const opened = [one];
      lanes.set(key, opened);
      // After this turn: requests that arrived together are read one after the other before it.
      setImmediate(() => void drain(key, opened));
    });
};
