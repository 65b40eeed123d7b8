// A phone's memory in memory, for Node and tests. Nothing survives the process.
import type { PhoneStore, StoreChange } from './ports.ts';
import type { Collection, PhoneRecords } from './records.ts';

/** Makes an empty store. Copies are shallow: records are immutable by type. */
export function createMemoryStore(): PhoneStore {
  const tables: { [C in Collection]: Map<string, PhoneRecords[C]> } = {
    device: new Map(),
    doorKeys: new Map(),
    stays: new Map(),
    locations: new Map(),
    keys: new Map(),
    credentials: new Map(),
    mail: new Map(),
    pages: new Map(),
    fastKeys: new Map(),
    receipts: new Map(),
  };
  function table<C extends Collection>(collection: C): Map<string, PhoneRecords[C]> {
    return tables[collection];
  }
  function apply<C extends Collection>(change: Extract<StoreChange, { collection: C }>): void {
    const records: Map<string, PhoneRecords[C]> = table<C>(change.collection);
    if (change.op === 'put')
      records.set(change.record.id, change.record as PhoneRecords[C]); // the union ties record to collection
    else records.delete(change.id);
  }
  return {
    get: async (collection, id) => table(collection).get(id),
    all: async (collection) => [...table(collection).values()],
    write: async (changes) => {
      for (const change of changes) apply(change);
    },
  };
}
