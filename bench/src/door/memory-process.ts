// Locks in a process of their own with the collector at hand: what one weighs empty, and with a revocation list that is full.
import { randomBytes } from 'node:crypto';
import { encodeMailList } from '@nightlatch/aliro';
import { createLock, type Lock, type LockStorage } from '@nightlatch/lock';
import { createDeskLocation, type DeskLocation } from '@nightlatch/simulator';

/** Bytes of one lock. */
export type MemoryReport = {
  readonly emptyBytes: number;
  readonly fullBytes: number;
  readonly entries: number;
  readonly documentBytes: number;
  readonly locks: number;
};

const LOCKS = 60;
/** What a lock holds at most (docs/protocol §7.6.1), and how many key hashes with an end go into each document that brings them. */
const CAPACITY = 256;
const DOCUMENTS = 4;
const kept: Lock[] = [];

/** Slots on disk, so to say: their bytes are not the lock's working memory and are taken off. */
const slots = new Map<string, Uint8Array>();
const storage = (lock: number): LockStorage => ({
  read: async (slot) => slots.get(`${lock}/${slot}`)?.slice(),
  write: async (slot, bytes) => void slots.set(`${lock}/${slot}`, bytes.slice()),
});

const startLock = (index: number): Promise<Lock> =>
  createLock({
    storage: storage(index),
    clock: { counterMs: () => Date.now(), keptOverPowerLoss: true },
    bolt: { open: async () => 'open' },
    random: (length) => new Uint8Array(randomBytes(length)),
    timers: { after: () => () => undefined },
  });

/** Working memory in use after collection, buffers outside the heap included. */
const usedBytes = async (): Promise<number> => {
  if (!globalThis.gc) throw new Error('run with --expose-gc');
  for (let n = 0; n < 4; n += 1) {
    globalThis.gc();
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
};

/** A full list as documents: no single one can carry it. Key hashes with an end, as the server writes them. */
const fullList = async (location: DeskLocation): Promise<Uint8Array[]> => {
  const documents: Uint8Array[] = [];
  while (documents.length < DOCUMENTS) {
    const entries = Array.from({ length: CAPACITY / DOCUMENTS }, () => ({
      keyHash: new Uint8Array(randomBytes(32)),
      expiresAt: Date.now() + 86_400_000,
    }));
    documents.push(await location.revocation(entries, undefined, documents.length === 0 ? 'overwrite' : 'append'));
  }
  return documents;
};

const location = await createDeskLocation({ now: Date.now });
const documents = await fullList(location);
for (let index = 0; index < LOCKS; index += 1) {
  const lock = await startLock(index);
  await location.commission(lock, { doorId: `d${index}`, name: 'Room', kind: 'room', element: 'r:0123456789ab' });
  await lock.stop();
}

/** Starts all locks afresh from their slots, as after a change of battery, and weighs them. */
const weigh = async (): Promise<number> => {
  const before = await usedBytes();
  for (let index = 0; index < LOCKS; index += 1) kept.push(await startLock(index));
  return ((await usedBytes()) - before) / LOCKS;
};

const rest = async (): Promise<void> => {
  for (const lock of kept.splice(0)) await lock.stop();
};

await weigh();
await rest();
const emptyBytes = await weigh();
for (const document of documents) {
  const mail = encodeMailList([await location.mail({ kind: 'revocation', document })]);
  for (const lock of kept) {
    const [result] = await lock.applyMail(mail);
    if (result?.outcome !== 'applied') throw new Error(`the list was not applied: ${result?.outcome ?? 'nothing'}`);
  }
}
await rest();
const fullBytes = await weigh();
const held = kept[0]?.status().revocationEntries;
if (held !== CAPACITY) throw new Error(`the lock holds ${held} entries of ${CAPACITY}`);
await rest();
const documentBytes = documents.reduce((sum, document) => sum + document.length, 0);
const report: MemoryReport = { emptyBytes, fullBytes, entries: CAPACITY, documentBytes, locks: LOCKS };
process.send?.(report, () => process.disconnect());
