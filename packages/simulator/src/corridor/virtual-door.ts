// One simulated door: the real lock brain with its own key and its memory in files; only bolt, clock and switches are simulated.
import { randomBytes } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type BatteryLevel, createLock, type Lock } from '@nightlatch/lock';
import type { SetTimer } from '../radio/air.ts';
import { readFileIfThere, removeDrafts, writeFileDurably } from '../write-file-durably.ts';
import { type DoorPlan, type DoorView, viewDoor } from './door-view.ts';
import { createFileStorage, type FileStorage } from './file-storage.ts';

/** What a door is made of. */
export interface VirtualDoorOptions {
  readonly plan: DoorPlan;
  /** Folder of this door alone. */
  readonly folder: string;
  readonly now: () => number;
  readonly setTimer: SetTimer;
  /** After every change worth showing. */
  readonly onChange: () => void;
}

/** A door. */
export interface VirtualDoor {
  readonly plan: DoorPlan;
  /** The lock's brain; undefined while the power is cut. */
  lock(): Lock | undefined;
  view(): DoorView;
  setPrivacy(on: boolean): Promise<void>;
  setBattery(level: BatteryLevel): void;
  /** Takes the battery out: links break, nothing is written any more, the clock will be lost. */
  cutPower(): Promise<void>;
  /** Puts it in again: the same memory, an unknown clock. */
  restorePower(): Promise<void>;
  /** The sentence shown while the door can't be commissioned. */
  setProblem(problem: string | null): void;
  close(): Promise<void>;
}

const BOLT_MOVES_MS = 30;
const RED_LAMP_MS = 4000;
const POWER_MARK = 'power-was-cut';

/** Opens a door over its folder; a new folder is a lock fresh from the factory. */
export async function createVirtualDoor(options: VirtualDoorOptions): Promise<VirtualDoor> {
  const { plan, folder, setTimer } = options;
  const mark = join(folder, POWER_MARK);
  let boltOpen = false;
  let cancelBolt: () => void = () => undefined;
  let refusedSeq: number | undefined;
  let shownSeq = 0;
  let problem: string | null = null;
  let battery: BatteryLevel = 'ok';
  let storage: FileStorage;
  let lock: Lock | undefined;

  function changed(): void {
    const tail = lock?.status().journal.tail ?? [];
    const last = tail.at(-1);
    if (last && last.seq > shownSeq) {
      if (last.event === 'refused') showRed(last.seq);
      shownSeq = last.seq;
    }
    options.onChange();
  }

  function showRed(seq: number): void {
    refusedSeq = seq;
    setTimer(RED_LAMP_MS, () => {
      if (refusedSeq !== seq) return;
      refusedSeq = undefined;
      options.onChange();
    });
  }

  function openBolt(openMs: number): Promise<'open'> {
    cancelBolt();
    boltOpen = true;
    refusedSeq = undefined;
    options.onChange();
    cancelBolt = setTimer(openMs, () => {
      boltOpen = false;
      options.onChange();
    });
    return new Promise((resolve) => {
      setTimer(BOLT_MOVES_MS, () => resolve('open'));
    });
  }

  async function start(): Promise<void> {
    const keptOverPowerLoss = (await readFileIfThere(mark)) === undefined;
    await removeDrafts(folder);
    storage = createFileStorage(folder);
    let counter = 0;
    const started = await createLock({
      storage,
      clock: {
        counterMs: () => {
          counter = Math.max(counter, options.now()); // this computer's clock stands for the battery-kept counter
          return counter;
        },
        keptOverPowerLoss,
      },
      bolt: { open: openBolt },
      random: (length) => new Uint8Array(randomBytes(length)),
      timers: { after: setTimer },
      onChange: changed,
    });
    started.setBattery(battery);
    await rm(mark, { force: true });
    shownSeq = started.status().journal.lastSeq;
    lock = started;
    options.onChange();
  }

  await start();
  return {
    plan,
    lock: () => lock,
    view: () =>
      viewDoor({
        plan,
        problem,
        boltOpen,
        ...(lock && { status: lock.status() }),
        ...(refusedSeq !== undefined && { refusedSeq }),
      }),
    setPrivacy: async (on) => lock?.setPrivacy(on),
    setBattery: (level) => {
      battery = level;
      lock?.setBattery(level);
      options.onChange();
    },
    cutPower: async () => {
      if (!lock) return;
      const cut = lock;
      lock = undefined;
      storage.cutPower();
      cancelBolt();
      boltOpen = false;
      refusedSeq = undefined;
      await writeFileDurably(mark, '');
      options.onChange();
      await cut.stop();
    },
    restorePower: async () => {
      if (!lock) await start();
    },
    setProblem: (sentence) => {
      problem = sentence;
      options.onChange();
    },
    close: async () => {
      cancelBolt();
      const closing = lock;
      lock = undefined;
      await closing?.stop();
    },
  };
}
