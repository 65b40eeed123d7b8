// What the app itself remembers beside the phone's memory: notices not yet closed and tries at doors not yet told.
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

interface Schema extends DBSchema {
  notices: { key: string; value: Notice };
  attempts: { key: string; value: Attempt };
}

export interface GuestDatabase {
  notices(): Promise<Notice[]>;
  addNotice(notice: Notice): Promise<void>;
  dropNotice(id: string): Promise<void>;
  attempts(): Promise<Attempt[]>;
  /** Keeps the newest 64. */
  addAttempt(attempt: Attempt): Promise<void>;
  dropAttempts(ids: readonly string[]): Promise<void>;
  close(): void;
}

const MOST_ATTEMPTS = 64;

/** Opens (or creates) the database `name`. */
export async function openGuestDatabase(name: string): Promise<GuestDatabase> {
  const db = await openDB<Schema>(name, 1, {
    upgrade(opened) {
      opened.createObjectStore('notices', { keyPath: 'id' });
      opened.createObjectStore('attempts', { keyPath: 'id' });
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
    close: () => db.close(),
  };
}
