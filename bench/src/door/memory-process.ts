// Locks in a process of their own with the collector at hand: what one weighs empty, and with the longest list a document carries.
import { randomBytes } from 'node:crypto';
import { encodeMailList, type RevocationEntry } from '@nightlatch/aliro';
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

/** The longest full list that fits one document, as the server writes it: key hashes with an end. */
const longestList = async (location: DeskLocation): Promise<{ document: Uint8Array; entries: number }> => {
  const entries: RevocationEntry[] = [];
  let longest: Uint8Array | undefined;
  for (;;) {
    entries.push({ keyHash: new Uint8Array(randomBytes(32)), expiresAt: Date.now() + 86_400_000 });
    // The issuer throws for a list that does not fit.
    const document = await location.revocation(entries).catch(() => undefined);
    if (!document) break;
    longest = document;
  }
  if (!longest) throw new Error('not even one entry fits');
  return { document: longest, entries: entries.length - 1 };
};

const location = await createDeskLocation({ now: Date.now });
const { document, entries } = await longestList(location);
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
const mail = encodeMailList([await location.mail({ kind: 'revocation', document })]);
for (const lock of kept) {
  const [result] = await lock.applyMail(mail);
  if (result?.outcome !== 'applied') throw new Error(`the list was not applied: ${result?.outcome ?? 'nothing'}`);
}
await rest();
const fullBytes = await weigh();
const held = kept[0]?.status().revocationEntries;
if (held !== entries) throw new Error(`the lock holds ${held} entries of ${entries}`);
await rest();
const report: MemoryReport = { emptyBytes, fullBytes, entries, documentBytes: document.length, locks: LOCKS };
process.send?.(report, () => process.disconnect());
