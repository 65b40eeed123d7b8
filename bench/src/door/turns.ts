// Two sides in one process that never work at the same time, so that the process's CPU time can be charged to the one whose turn it is.

export type Side = 'phone' | 'lock';

/** What hands the turn over. */
export type Turns = {
  /** Queues what happens next on a side. */
  readonly give: (side: Side, action: () => void) => void;
  /** Plays until nobody has anything left to do; CPU milliseconds of each side, crypto threads included. */
  readonly play: () => Promise<Readonly<Record<Side, number>>>;
  /** Whose turn it is, or was last. */
  readonly side: () => Side;
  /** Crypto jobs under way in other threads: a turn ends when there are none left. */
  readonly pending: { readonly started: () => void; readonly ended: () => void };
};

/** CPU time of the whole process in ms, its crypto threads included. */
export const cpuMs = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};

const nextRound = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

export const createTurns = (): Turns => {
  const queue: { readonly side: Side; readonly action: () => void }[] = [];
  let jobs = 0;
  let current: Side = 'phone';
  let idle: (() => void) | undefined;

  /** Microtasks run dry before the next round of the event loop; jobs of other threads are waited for without spinning. */
  const quiet = async (): Promise<void> => {
    do {
      if (jobs > 0)
        await new Promise<void>((resolve) => {
          idle = resolve;
        });
      await nextRound();
    } while (jobs > 0);
  };

  return {
    give: (side, action) => void queue.push({ side, action }),
    play: async () => {
      const charged = { phone: 0, lock: 0 };
      let before = cpuMs();
      for (let turn = queue.shift(); turn; turn = queue.shift()) {
        current = turn.side;
        turn.action();
        await quiet();
        const after = cpuMs();
        charged[turn.side] += after - before;
        before = after;
      }
      return charged;
    },
    side: () => current,
    pending: {
      started: () => {
        jobs += 1;
      },
      ended: () => {
        jobs -= 1;
        if (jobs === 0) idle?.();
      },
    },
  };
};
