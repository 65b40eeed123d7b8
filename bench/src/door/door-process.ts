// A process with a lock and phones in it that take turns; it plays openings of every way on one platform and reports once.
import { randomBytes } from 'node:crypto';
import { keyHash, useCrypto, webCrypto } from '@nightlatch/aliro';
import { nodeCrypto } from '@nightlatch/node-crypto';
import { createMemoryStore, createPhone, type Phone } from '@nightlatch/phone';
import {
  createDeskLocation,
  type DeskDoor,
  type DeskGrant,
  type DeskLocation,
  SYSTEM_CLOCK,
} from '@nightlatch/simulator';
import { createBareMeter } from './bare-costs.ts';
import type { CpuBatch, DoorReport, Moment, Opening, Spent, Way, WayReport, WireFrame } from './door-messages.ts';
import { type Called, type Took, watchPort, watchWebCrypto } from './meter.ts';
import { createOneDoor } from './one-door.ts';
import { createTurns, type Side } from './turns.ts';

const platform = process.argv[2] === 'webcrypto' ? 'webcrypto' : 'node';
const batches = Number(process.argv[3] ?? 7);
const OPENINGS_PER_BATCH = 12;
const WARM_UP_BATCHES = 25;
const BARE_TIMES = 24;

const turns = createTurns();
const near = createOneDoor(turns);
/** Told of every operation, on whichever side it is the turn. */
let heard: ((side: Side, moment: Moment) => void) | undefined;
const called: Called = (operation) => heard?.(turns.side(), { kind: 'crypto', operation });
watchWebCrypto(called, turns.pending);
let spent: Record<Side, Record<keyof Spent, number>> | undefined;
const took: Took = (kind, ms) => {
  if (spent) spent[turns.side()][kind] += ms;
};
useCrypto(watchPort(platform === 'webcrypto' ? webCrypto : nodeCrypto, called, took));

const bareCosts = await createBareMeter(platform);
const location: DeskLocation = await createDeskLocation({ now: Date.now });
let generation = 0;

/** A new lock of room 204, alone in reach of the radio. */
const newDoor = async (fast: boolean): Promise<DeskDoor> => {
  const lock = await near.newLock((length) => new Uint8Array(randomBytes(length)));
  near.near = lock;
  return location.commission(lock, {
    doorId: 'door-204',
    name: 'Room 204',
    kind: 'room',
    element: 'r:0123456789ab',
    configuration: { fast },
  });
};

/** A phone with one document for the door: the next guest's, so that this door has never seen it. */
const newGuest = async (
  door: DeskDoor,
  shape: { elements?: number; revocations?: number | null } = {},
): Promise<Phone> => {
  const phone = createPhone({ store: createMemoryStore(), clock: SYSTEM_CLOCK, radio: near.radio });
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

/** Opens, turn by turn, and gives each side's CPU milliseconds. */
const open = async (phone: Phone): Promise<{ commands: number; cpu: Readonly<Record<Side, number>> }> => {
  let result: Awaited<ReturnType<Phone['unlock']>> | undefined;
  turns.give('phone', () => {
    void phone.unlock().then((said) => {
      result = said;
    });
  });
  const cpu = await turns.play();
  if (result?.kind !== 'opened') throw new Error(`the door did not open: ${result?.diagnosis ?? 'no answer'}`);
  return { commands: result.cost.commands, cpu };
};

/** One opening with everything that happened in it, on both sides. */
const watch = async (phone: Phone): Promise<Opening> => {
  const moments: Record<Side, Moment[]> = { phone: [], lock: [] };
  const frames: WireFrame[] = [];
  heard = (side, moment) => moments[side].push(moment);
  near.watcher = { moment: heard, wire: (frame) => frames.push(frame) };
  const { commands } = await open(phone);
  heard = undefined;
  near.watcher = undefined;
  return { ...moments, frames, commands };
};

/** What as many turns cost in which nobody does anything. */
const emptyTurns = async (count: number): Promise<number> => {
  for (let n = 0; n < count; n += 1) turns.give('lock', () => undefined);
  return (await turns.play()).lock;
};

const batch = async (phones: readonly Phone[], opening: Opening | undefined): Promise<CpuBatch> => {
  const sum = { phone: 0, lock: 0 };
  const cryptography = { phone: { publicKey: 0, symmetric: 0 }, lock: { publicKey: 0, symmetric: 0 } };
  spent = cryptography;
  for (const phone of phones) {
    const { cpu } = await open(phone);
    sum.phone += cpu.phone;
    sum.lock += cpu.lock;
  }
  spent = undefined;
  const measured = async (side: Side): Promise<CpuBatch[Side]> => {
    // Beside a turn for each frame that came: two for `info`, one for the start or the link, one for the goodbye.
    const count = (opening?.[side] ?? []).filter(({ kind }) => kind === 'in').length + 4;
    const idle = (await emptyTurns(count * phones.length)) / phones.length;
    const { publicKey, symmetric } = cryptography[side];
    return {
      opening: sum[side] / phones.length - idle,
      spent: { publicKey: publicKey / phones.length, symmetric: symmetric / phones.length },
      bare: await bareCosts(side, BARE_TIMES),
    };
  };
  return { phone: await measured('phone'), lock: await measured('lock') };
};

/** Phones for a batch; but for a first time, one that has opened this door before. */
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
  const door = await newDoor(way === 'fast');
  for (let warm = 0; warm < WARM_UP_BATCHES; warm += 1) await batch(await phonesFor(way, door), undefined);
  const [phone] = await phonesFor(way, door);
  if (!phone) throw new Error('no phone');
  const opening = await watch(phone);
  const found: CpuBatch[] = [];
  while (found.length < batches) {
    const phones = await phonesFor(way, door);
    await new Promise((resolve) => setTimeout(resolve, 20));
    found.push(await batch(phones, opening));
  }
  return { opening, batches: found };
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
    const door = await newDoor(false);
    const { frames } = await watch(await newGuest(door, { elements, revocations }));
    found.push({ elements, revocations, frames });
  }
  return found;
};

const message: DoorReport = {
  ways: { fast: await report('fast'), standard: await report('standard'), first: await report('first') },
  shapes: platform === 'node' ? await shapes() : [],
  openings: batches * OPENINGS_PER_BATCH,
};
process.send?.(message, () => process.disconnect());
