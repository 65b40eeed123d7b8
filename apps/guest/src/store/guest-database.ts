// What the app itself remembers beside its phones' memories: which phones there are, notices, tries not yet told, doors met, past keys, choices.
import type { DoorDiagnosis, KeyRecord } from '@nightlatch/phone';
import { type DBSchema, type IDBPDatabase, openDB } from 'idb';
import type { Notice } from '../state.ts';

/** One try at a door, kept until the server has it: for diagnosis only, it proves nothing. */
export interface Attempt {
  readonly id: string;
  /** Which phone of this browser tried; absent from before there were several: the first one. */
  readonly phoneId?: string;
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

/** The name of one phone's database, and the hotel that it is enrolled with; absent: from before there were several. */
export interface PhoneSlot {
  readonly id: string;
  readonly locationId?: string;
  /** Origin of the hotel's server, in the native shell; absent: the one that the app came from. */
  readonly server?: string;
}

/** A key of a stay that is over, after the hotel has stopped telling of it: words for the guest, it opens nothing. */
export interface ArchivedKey {
  readonly id: string;
  readonly key: Omit<KeyRecord, 'waitingFor' | 'replacedByKeyId'>;
  readonly hotel: string;
  readonly timeZone: string;
  readonly phone: string | null;
  /** UTC ms. */
  readonly archivedAt: number;
}

/** What the guest chose, and what the app learned; each absent until then. */
export interface Settings {
  /** Server time minus this phone's, in ms. */
  readonly clockOffset: number;
  readonly soundOff: boolean;
  readonly darkCorridor: boolean;
  /** UTC ms at which the guest said no to installing or to notifications. */
  readonly installDeclinedAt: number;
  readonly pushDeclinedAt: number;
}

/** A push message that was shown or opened here, until every hotel of this browser was told. */
export interface PushedRecord {
  readonly id: string;
  readonly state: 'shown' | 'opened';
}

interface Schema extends DBSchema {
  notices: { key: string; value: Notice };
  attempts: { key: string; value: Attempt };
  bluetoothDoors: { key: string; value: BluetoothDoor };
  pushed: { key: string; value: PushedRecord };
  phones: { key: string; value: PhoneSlot };
  archive: { key: string; value: ArchivedKey };
  settings: { key: string; value: { readonly id: string; readonly value: unknown } };
}

export interface GuestDatabase {
  phones(): Promise<PhoneSlot[]>;
  addPhone(slot: PhoneSlot): Promise<void>;
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
  /** Newest first. */
  archive(): Promise<ArchivedKey[]>;
  /** Keeps the newest 24. */
  addArchived(key: ArchivedKey): Promise<void>;
  dropArchived(id: string): Promise<void>;
  setting<K extends keyof Settings>(name: K): Promise<Settings[K] | undefined>;
  setSetting<K extends keyof Settings>(name: K, value: Settings[K]): Promise<void>;
  pushed(): Promise<PushedRecord[]>;
  addPushed(record: PushedRecord): Promise<void>;
  dropPushed(ids: readonly string[]): Promise<void>;
  close(): void;
}

const MOST_ATTEMPTS = 64;
const MOST_DOORS = 64;
const MOST_ARCHIVED = 24;

/** Name of the app's own database, and of the channel between its tabs and its service worker. */
export const GUEST_DATABASE = 'nightlatch-guest';

/** The one phone of a browser before there were several. */
export const FIRST_PHONE = 'nightlatch-phone';

/** Opens (or creates) the database `name`. `onGone`: a newer version of the app in another tab closed it. */
export async function openGuestDatabase(name: string, onGone: () => void = () => undefined): Promise<GuestDatabase> {
  const db = await openDB<Schema>(name, 4, {
    async upgrade(opened, oldVersion, _newVersion, transaction) {
      if (oldVersion < 1) {
        opened.createObjectStore('notices', { keyPath: 'id' });
        opened.createObjectStore('attempts', { keyPath: 'id' });
      }
      if (oldVersion < 2) opened.createObjectStore('bluetoothDoors', { keyPath: 'deviceId' });
      if (oldVersion < 3) {
        opened.createObjectStore('phones', { keyPath: 'id' });
        opened.createObjectStore('archive', { keyPath: 'id' });
        opened.createObjectStore('settings', { keyPath: 'id' });
      }
      opened.createObjectStore('pushed', { keyPath: 'id' });
      // The app was updated in the middle of a stay: the phone that is there stays what it is.
      if (oldVersion === 1 || oldVersion === 2) await transaction.objectStore('phones').put({ id: FIRST_PHONE });
    },
    blocking() {
      db.close();
      onGone();
    },
  });
  return databaseOn(db);
}

function databaseOn(db: IDBPDatabase<Schema>): GuestDatabase {
  return {
    phones: () => db.getAll('phones'),
    addPhone: async (slot) => void (await db.put('phones', slot)),
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
    archive: async () => (await db.getAll('archive')).sort((a, b) => b.archivedAt - a.archivedAt),
    async addArchived(key) {
      const old = (await this.archive()).filter((one) => one.id !== key.id).slice(MOST_ARCHIVED - 1);
      await Promise.all([db.put('archive', key), ...old.map(({ id }) => db.delete('archive', id))]);
    },
    dropArchived: (id) => db.delete('archive', id),
    async setting<K extends keyof Settings>(name: K) {
      // Written by `setSetting` under the same name only.
      return (await db.get('settings', name))?.value as Settings[K] | undefined;
    },
    setSetting: async (name, value) => void (await db.put('settings', { id: name, value })),
    pushed: () => db.getAll('pushed'),
    addPushed: async (record) => void (await db.put('pushed', record)),
    dropPushed: async (ids) => void (await Promise.all(ids.map((id) => db.delete('pushed', id)))),
    close: () => db.close(),
  };
}
