// A process with nothing but locks in it, so that its CPU time is theirs: real lock brains, memory in RAM, a bolt that opens at once.
import { randomBytes } from 'node:crypto';
import { createLock, type LinkSession, type Lock } from '@nightlatch/lock';
import type { FromLock, LockCall, Moment, ToLock } from './door-messages.ts';
import { cpuMs, measureBareCosts, watchCrypto } from './meter.ts';

const locks: Lock[] = [];
let session: LinkSession | undefined;
let moments: Moment[] = [];
let unwatch: (() => void) | undefined;

const tell = (message: FromLock): void => void process.send?.(message);

const newLock = (): Promise<Lock> => {
  const slots = new Map<string, Uint8Array>();
  return createLock({
    storage: {
      read: async (slot) => slots.get(slot)?.slice(),
      write: async (slot, bytes) => void slots.set(slot, bytes.slice()),
    },
    clock: { counterMs: () => Date.now(), keptOverPowerLoss: true },
    bolt: {
      open: async () => {
        if (unwatch) moments.push({ kind: 'bolt' });
        return 'open';
      },
    },
    random: (length) => new Uint8Array(randomBytes(length)),
    timers: {
      after: (delayMs, action) => {
        const timer = setTimeout(action, delayMs);
        return () => clearTimeout(timer);
      },
    },
  });
};

const lockAt = (index: number): Lock => {
  const lock = locks[index];
  if (!lock) throw new Error(`there is no lock ${index}`);
  return lock;
};

const answer = async (call: LockCall): Promise<unknown> => {
  switch (call.what) {
    case 'make':
      locks.push(await newLock());
      return lockAt(locks.length - 1).factoryPoint();
    case 'commission':
      return lockAt(call.lock).commission(call.record, call.fingerprint);
    case 'info':
      return lockAt(call.lock).info(244);
    case 'settled':
      return session?.finished;
    case 'cpu':
      return cpuMs();
    case 'watch':
      moments = [];
      unwatch = watchCrypto((operation) => moments.push({ kind: 'crypto', operation }));
      return undefined;
    case 'moments':
      unwatch?.();
      unwatch = undefined;
      return moments;
    case 'bare':
      return measureBareCosts(call.times);
  }
};

const connect = (lock: Lock): void => {
  session = lock.acceptLink({
    kind: 'gatt',
    sendFrame: (frame) => {
      if (unwatch) moments.push({ kind: 'out', bytes: frame.length });
      tell({ kind: 'frame', frame });
    },
    end: (state, waitTenths) => tell({ kind: 'end', state, ...(waitTenths !== undefined && { waitTenths }) }),
  });
};

process.on('message', (message: ToLock) => {
  switch (message.kind) {
    case 'call':
      // A failed call ends this process, and with it the measurement, with the reason on stderr.
      return void answer(message.call).then((value) => tell({ kind: 'answer', id: message.id, value }));
    case 'connect':
      return connect(lockAt(message.lock));
    case 'frame':
      if (unwatch) moments.push({ kind: 'in', bytes: message.frame.length });
      return session?.receiveFrame(message.frame);
    case 'state':
      session?.receiveState(message.state);
      return session?.lost();
    case 'echo':
      return tell({ kind: 'frame', frame: new Uint8Array(message.answerBytes) });
  }
});
process.on('disconnect', () => process.exit(0));
