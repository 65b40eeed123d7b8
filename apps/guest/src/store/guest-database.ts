// What the app itself remembers beside the phone's memory: notices not yet closed, tries at doors not yet told, doors met by Bluetooth.
import type { DoorDiagnosis } from '@nightlatch/phone';
import { type DBSchema, openDB } from 'idb';
import type { Notice } from '../state.ts';

/** One try at a door, kept until the server has it: for diagnosis only, it proves nothing. */
export interface Attempt {
  readonly id: string;
  readonly keyId: string;
  readonly doorId?: string;
  /** UTC ms by this phone's clock. */
  readonly at: number;
  readonly outcome: 'opened' | 'refused' | 'failed';
  readonly diagnosis: DoorDiagnosis | null;
}

/** Which door a Bluetooth device was when it was last met (docs/protocol §6.4, info): a hint. */
export interface BluetoothDoor {
  /** The browser's own id of the device, for this site only. */
  readonly deviceId: string;
  readonly info: Uint8Array;
  /** UTC ms. */
  readonly metAt: number;
}

interface Schema extends DBSchema {
  notices: { key: string; value: Notice };
  attempts: { key: string; value: Attempt };
  bluetoothDoors: { key: string; value: BluetoothDoor };
}

export interface GuestDatabase {
  notices(): Promise<Notice[]>;
  addNotice(notice: Notice): Promise<void>;
  dropNotice(id: string): Promise<void>;
  attempts(): Promise<Attempt[]>;
  /** Keeps the newest 64. */
  addAttempt(attempt: Attempt): Promise<void>;
  dropAttempts(ids: readonly string[]): Promise<void>;
  bluetoothDoors(): Promise<BluetoothDoor[]>;
  /** Keeps the newest 64. */
  addBluetoothDoor(door: BluetoothDoor): Promise<void>;
  close(): void;
}

const MOST_ATTEMPTS = 64;
const MOST_DOORS = 64;

/** Opens (or creates) the database `name`. */
export async function openGuestDatabase(name: string): Promise<GuestDatabase> {
  const db = await openDB<Schema>(name, 2, {
    upgrade(opened, oldVersion) {
      if (oldVersion < 1) {
        opened.createObjectStore('notices', { keyPath: 'id' });
        opened.createObjectStore('attempts', { keyPath: 'id' });
      }
      opened.createObjectStore('bluetoothDoors', { keyPath: 'deviceId' });
    },
    blocking: () => db.close(),
  });
  return {
    notices: async () => (await db.getAll('notices')).sort((a, b) => b.at - a.at),
    addNotice: async (notice) => void (await db.put('notices', notice)),
    dropNotice: (id) => db.delete('notices', id),
    attempts: () => db.getAll('attempts'),
    async addAttempt(attempt) {
      const kept = (await db.getAll('attempts')).sort((a, b) => b.at - a.at).slice(MOST_ATTEMPTS - 1);
      await Promise.all([db.put('attempts', attempt), ...kept.map((old) => db.delete('attempts', old.id))]);
    },
    dropAttempts: async (ids) => void (await Promise.all(ids.map((id) => db.delete('attempts', id)))),
    bluetoothDoors: () => db.getAll('bluetoothDoors'),
    async addBluetoothDoor(door) {
      const kept = (await db.getAll('bluetoothDoors')).sort((a, b) => b.metAt - a.metAt).slice(MOST_DOORS - 1);
      await Promise.all([
        ...kept.map((old) => db.delete('bluetoothDoors', old.deviceId)),
        db.put('bluetoothDoors', door),
      ]);
    },
    close: () => db.close(),
  };
}
