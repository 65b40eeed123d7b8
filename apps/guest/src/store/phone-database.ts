// The phone's memory in IndexedDB: key handles stay non-extractable `CryptoKey`s, kept by structured clone.
import { COLLECTIONS, type Collection, type PhoneRecords, type PhoneStore } from '@nightlatch/phone';
import { type IDBPDatabase, openDB } from 'idb';

/** Raise it when `COLLECTIONS` gains a name; the upgrade adds what is missing and keeps the rest. */
const VERSION = 1;

/** The store and the way to close it. */
export interface PhoneDatabase {
  readonly store: PhoneStore;
  close(): void;
}

/**
 * Opens (or creates) the database `name`. `onGone` is called when the browser or a newer version of the app
 * in another tab closes it: the page must load anew. Rejects where the browser has no IndexedDB or forbids it.
 */
export async function openPhoneDatabase(options: {
  readonly name: string;
  readonly onGone: () => void;
}): Promise<PhoneDatabase> {
  const db = await openDB(options.name, VERSION, {
    upgrade(opened) {
      for (const collection of COLLECTIONS) {
        if (!opened.objectStoreNames.contains(collection)) opened.createObjectStore(collection, { keyPath: 'id' });
      }
    },
    blocking() {
      db.close();
      options.onGone();
    },
    terminated: options.onGone,
  });
  return { store: storeOn(db), close: () => db.close() };
}

function storeOn(db: IDBPDatabase): PhoneStore {
  return {
    async get<C extends Collection>(collection: C, id: string): Promise<PhoneRecords[C] | undefined> {
      return db.get(collection, id);
    },
    async all<C extends Collection>(collection: C): Promise<PhoneRecords[C][]> {
      return db.getAll(collection);
    },
    async write(changes) {
      if (changes.length === 0) return;
      const collections = [...new Set(changes.map((change) => change.collection))];
      // strict: a settled write is on the disk, so a confirmed deletion stays deleted after a power cut.
      const transaction = db.transaction(collections, 'readwrite', { durability: 'strict' });
      try {
        for (const change of changes) {
          const target = transaction.objectStore(change.collection);
          // Awaited together below: a failing request aborts the transaction and with it every change.
          void (change.op === 'put' ? target.put(change.record) : target.delete(change.id)).catch(() => undefined);
        }
      } catch (error) {
        transaction.abort();
        await transaction.done.catch(() => undefined);
        throw error;
      }
      await transaction.done;
    },
  };
}
