// A lock's memory in files: one per slot, replaced whole and synced, so that kill -9 and power cuts leave old or new.
import { join } from 'node:path';
import type { LockStorage } from '@nightlatch/lock';
import { readFileIfThere, writeFileDurably } from '../write-file-durably.ts';

/** A storage whose power can be cut: from then on it can neither be read nor written. */
export interface FileStorage extends LockStorage {
  cutPower(): void;
}

/** Keeps slots in `folder`. Slot names become file names; anything but letters, digits, dot, dash is encoded. */
export function createFileStorage(folder: string): FileStorage {
  let powered = true;
  const pathOf = (slot: string): string => join(folder, `${encodeURIComponent(slot)}.slot`);
  const needPower = (): void => {
    if (!powered) throw new Error('The simulated lock has no power.');
  };
  return {
    read: async (slot) => {
      needPower();
      return readFileIfThere(pathOf(slot));
    },
    write: async (slot, bytes) => {
      needPower();
      await writeFileDurably(pathOf(slot), bytes);
    },
    cutPower: () => {
      powered = false;
    },
  };
}
