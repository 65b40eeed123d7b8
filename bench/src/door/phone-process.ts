// A process with nothing but phones in it; it forks the one with the locks, plays openings of every way and reports once.
import { keyHash } from '@nightlatch/aliro';
import { createMemoryStore, createPhone, type Phone } from '@nightlatch/phone';
import {
  createDeskLocation,
  type DeskDoor,
  type DeskGrant,
  type DeskLocation,
  SYSTEM_CLOCK,
} from '@nightlatch/simulator';
import type { CpuBatch, DoorReport, Moment, Opening, Way, WayReport, WireFrame } from './door-messages.ts';
import { startLocks } from './lock-link.ts';
import { cpuMs, measureBareCosts, watchCrypto } from './meter.ts';

const batches = Number(process.argv[2] ?? 7);
const OPENINGS_PER_BATCH = 12;
const WARM_UP_BATCHES = 10;
const BARE_TIMES = 150;

const locks = startLocks();
const location: DeskLocation = await createDeskLocation({ now: Date.now });
let generation = 0;
let made = 0;

/** A new lock of room 204, alone in reach of the radio. */
const newDoor = async (fast: boolean): Promise<{ index: number; door: DeskDoor }> => {
  const index = made++;
  const point = await locks.call<Uint8Array>({ what: 'make' });
  const plan = {
    doorId: 'door-204',
    name: 'Room 204',
    kind: 'room' as const,
    element: 'r:0123456789ab',
    configuration: { fast },
  };
  const { door, record, rootFingerprint } = await location.commissioningRecord(point, plan);
  const result = await locks.call<{ ok: boolean }>({
    what: 'commission',
    lock: index,
    record,
    fingerprint: rootFingerprint,
  });
  if (!result.ok) throw new Error('the lock did not take its record');
  return { index, door };
};

/** A phone with one document for the door: the next guest's, so that this door has never seen it. */
const newGuest = async (
  door: DeskDoor,
  shape: { elements?: number; revocations?: number | null } = {},
): Promise<Phone> => {
  const phone = createPhone({ store: createMemoryStore(), clock: SYSTEM_CLOCK, radio: locks.radio });
  const { doorKeys } = await phone.prepareEnrolment({ secret: 's'.repeat(24), deviceName: 'Bench', spareDoorKeys: 1 });
  generation += 1;
  const others: DeskGrant[] = Array.from({ length: (shape.elements ?? 1) - 1 }, (_, n) => ({
    door: { ...door, doorId: `c${n}`, kind: 'common', element: `c:${String(n).padStart(12, '0')}` },
  }));
  const credential = await location.credential({
    doorKeyPoint: doorKeys[0]?.point ?? '',
    occupancyId: crypto.getRandomValues(new Uint8Array(16)),
    grants: [{ door, generation }, ...others],
  });
  const wallet = location.wallet([credential]);
  const list =
    shape.revocations === undefined || shape.revocations === null ? null : await revocationList(shape.revocations);
  await phone.applyWallet({
    ...wallet,
    locations: wallet.locations.map((one) => ({ ...one, revocationDocument: list })),
  });
  return phone;
};

const revocationList = async (count: number): Promise<string> => {
  const entries = await Promise.all(
    Array.from({ length: count }, async (_, n) => ({
      id: (await keyHash(Uint8Array.of(n, generation & 255))).slice(0, 16),
      expiresAt: Date.now() + 3_600_000,
    })),
  );
  return Buffer.from(await location.revocation(entries)).toString('base64url');
};

const open = async (phone: Phone): Promise<number> => {
  const result = await phone.unlock();
  if (result.kind !== 'opened') throw new Error(`the door did not open: ${result.diagnosis}`);
  await locks.call({ what: 'settled' });
  return result.cost.commands;
};

/** One opening with everything that happened in it, on both sides. */
const watch = async (phone: Phone): Promise<Opening> => {
  const moments: Moment[] = [];
  const frames: WireFrame[] = [];
  await locks.call({ what: 'watch' });
  locks.watcher = { moment: (moment) => moments.push(moment), wire: (frame) => frames.push(frame) };
  const unwatch = watchCrypto((operation) => moments.push({ kind: 'crypto', operation }));
  const commands = await open(phone);
  unwatch();
  locks.watcher = undefined;
  return { phone: moments, lock: await locks.call({ what: 'moments' }), frames, commands };
};

/** Mean CPU of a few openings on each side; the lock's process idles before and after. */
const batch = async (phones: readonly Phone[]): Promise<CpuBatch> => {
  const lockBefore = await locks.call<number>({ what: 'cpu' });
  const before = cpuMs();
  for (const phone of phones) await open(phone);
  const phoneMs = cpuMs() - before;
  const lockMs = (await locks.call<number>({ what: 'cpu' })) - lockBefore;
  return { phone: phoneMs / phones.length, lock: lockMs / phones.length };
};

/** What sending and receiving the same frames costs both processes when no brain takes part. */
const carrierOf = async ({ frames }: Opening): Promise<CpuBatch> => {
  const sizes = (from: WireFrame['from']): number[] =>
    frames.filter((one) => one.from === from).map(({ frame }) => frame.length);
  const phone = sizes('phone');
  const lock = sizes('lock');
  const play = async (): Promise<void> => {
    for (let n = 0; n < Math.max(phone.length, lock.length); n += 1) await locks.echo(phone[n] ?? 4, lock[n] ?? 4);
    // Every opening also asks for `info` twice, connects, says goodbye and waits until the lock is done.
    for (let n = 0; n < 3; n += 1) await locks.call({ what: 'info', lock: locks.near });
  };
  for (let warm = 0; warm < 20; warm += 1) await play();
  const times = 60;
  const lockBefore = await locks.call<number>({ what: 'cpu' });
  const before = cpuMs();
  for (let n = 0; n < times; n += 1) await play();
  const phoneMs = cpuMs() - before;
  return { phone: phoneMs / times, lock: ((await locks.call<number>({ what: 'cpu' })) - lockBefore) / times };
};

/** Phones for a batch; `prepared` ones have opened this door before. */
const phonesFor = async (way: Way, door: DeskDoor): Promise<Phone[]> => {
  if (way === 'first') {
    const guests: Phone[] = [];
    // One after the other: their generations must rise in the order in which they open.
    while (guests.length < OPENINGS_PER_BATCH) guests.push(await newGuest(door));
    return guests;
  }
  const phone = await newGuest(door);
  await open(phone);
  return Array.from({ length: OPENINGS_PER_BATCH }, () => phone);
};

const report = async (way: Way): Promise<WayReport> => {
  const { index, door } = await newDoor(way === 'fast');
  locks.near = index;
  for (let warm = 0; warm < WARM_UP_BATCHES; warm += 1) await batch(await phonesFor(way, door));
  const [phone] = await phonesFor(way, door);
  if (!phone) throw new Error('no phone');
  const opening = await watch(phone);
  const carrier = await carrierOf(opening);
  const found: CpuBatch[] = [];
  while (found.length < batches) {
    const phones = await phonesFor(way, door);
    await new Promise((resolve) => setTimeout(resolve, 20));
    const whole = await batch(phones);
    found.push({ phone: whole.phone - carrier.phone, lock: whole.lock - carrier.lock });
  }
  return { opening, batches: found, carrier };
};

const shapes = async (): Promise<DoorReport['shapes']> => {
  const found: { elements: number; revocations: number | null; frames: readonly WireFrame[] }[] = [];
  for (const [elements, revocations] of [
    [1, null],
    [3, null],
    [1, 0],
    [1, 3],
    [1, 20],
    [1, 100],
  ] as const) {
    // A door of its own each time: a list must be newer than what the door knows, or nobody asks for it.
    const { index, door } = await newDoor(false);
    locks.near = index;
    const { frames } = await watch(await newGuest(door, { elements, revocations }));
    found.push({ elements, revocations, frames });
  }
  return found;
};

const message: DoorReport = {
  ways: { fast: await report('fast'), standard: await report('standard'), first: await report('first') },
  shapes: await shapes(),
  bare: { phone: await measureBareCosts(BARE_TIMES), lock: await locks.call({ what: 'bare', times: BARE_TIMES }) },
  openings: batches * OPENINGS_PER_BATCH,
};
process.send?.(message, () => {
  locks.close();
  process.disconnect();
});
