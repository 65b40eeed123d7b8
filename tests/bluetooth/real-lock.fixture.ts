// The real lock's brain with a memory of its own and a bolt that counts, factory-new.
import { randomBytes } from 'node:crypto';
import { createLock, type Lock, type LockStorage } from '@nightlatch/lock';

export interface RealLock {
  lock: Lock;
  /** How often the bolt moved. */
  opened: number;
  /** The battery was out: the same memory, an unknown clock. */
  losePower(): Promise<void>;
  /** Reasons of the journal's newest tries, oldest first: `opened 0000`, `refused 0202`. */
  tries(): string[];
}

export async function startRealLock(): Promise<RealLock> {
  const slots = new Map<string, Uint8Array>();
  const storage: LockStorage = {
    read: async (slot) => slots.get(slot)?.slice(),
    write: async (slot, bytes) => void slots.set(slot, bytes.slice()),
  };
  const start = (keptOverPowerLoss: boolean): Promise<Lock> =>
    createLock({
      storage,
      clock: { counterMs: () => Date.now(), keptOverPowerLoss },
      bolt: {
        open: async () => {
          made.opened += 1;
          return 'open';
        },
      },
      random: (length) => new Uint8Array(randomBytes(length)),
      timers: {
        after: (ms, action) => {
          const timer = setTimeout(action, ms);
          return () => clearTimeout(timer);
        },
      },
    });
  const made: RealLock = {
    lock: await start(true),
    opened: 0,
    losePower: async () => {
      await made.lock.stop();
      made.lock = await start(false);
    },
    tries: () =>
      made.lock
        .status()
        .journal.tail.filter(({ event }) => event === 'opened' || event === 'refused')
        .map(({ event, reason }) => `${event} ${reason.toString(16).padStart(4, '0')}`),
  };
  return made;
}
