// A hotel on a desk for the journeys: doors with real lock brains in memory, phones with real brains.
import { randomBytes } from 'node:crypto';
import { hex, platformRandom } from '@nightlatch/aliro';
import { type BoltReport, createLock, type Lock, type LockStorage } from '@nightlatch/lock';
import {
  type Clock,
  createMemoryStore,
  createPhone,
  type Phone,
  type PhoneStore,
  type Wallet,
} from '@nightlatch/phone';
import { createDeskLocation, type DeskDoor, type DeskGrant, type DeskLocation } from '../desk/desk-location.ts';
import { SYSTEM_CLOCK } from '../guest/create-virtual-guest.ts';
import type { Interference } from '../radio/interference.ts';
import { createVirtualRadio, type DoorInRange } from '../radio/virtual-radio.ts';
import { JumpingClock } from './jumping-clock.fixture.ts';

/** A lock's memory in RAM. */
export function createMemoryStorage(): LockStorage & { readonly slots: Map<string, Uint8Array> } {
  const slots = new Map<string, Uint8Array>();
  return {
    slots,
    read: async (slot) => slots.get(slot)?.slice(),
    write: async (slot, bytes) => {
      slots.set(slot, bytes.slice());
    },
  };
}

/** A door of the desk with its lock. */
export interface DeskLock {
  readonly door: DeskDoor;
  lock: Lock;
  readonly storage: LockStorage & { readonly slots: Map<string, Uint8Array> };
  /** How often the bolt moved. */
  opened: number;
  report: BoltReport;
  /** Another lock brain over the same memory. */
  restart(options?: { readonly keptOverPowerLoss: boolean }): Promise<void>;
}

/** A phone with its store and one door key. */
export interface DeskPhone {
  readonly phone: Phone;
  readonly store: PhoneStore;
  /** Hex, 65 bytes each. */
  readonly points: readonly string[];
}

/** How a phone's radio behaves. */
export interface PhoneRadio {
  readonly carrier?: 'memory' | number;
  readonly interference?: () => Interference;
  readonly onFrame?: (from: 'phone' | 'lock', frame: Uint8Array) => void;
  readonly infoInAdverts?: boolean;
  readonly inRange?: () => readonly DoorInRange[];
  readonly askTime?: NonNullable<Parameters<typeof createPhone>[0]['askTime']>;
}

/** The hotel. */
export interface DeskHotel {
  readonly clock: Clock;
  readonly location: DeskLocation;
  readonly room: DeskLock;
  readonly gym: DeskLock;
  /** A lock fresh from the factory whose bolt always opens. */
  newLock(): Promise<Lock>;
  phone(radio?: PhoneRadio): Promise<DeskPhone>;
  /** Gives `who` one credential for these doors and returns the wallet. */
  give(who: DeskPhone, grants: readonly DeskGrant[], change?: Give): Promise<Wallet>;
  close(): Promise<void>;
}

/** Changes to what is given. */
export interface Give {
  readonly occupancyId?: Uint8Array;
  readonly point?: number;
  readonly signedAt?: number;
  readonly validFrom?: number;
  readonly validUntil?: number;
  readonly wallet?: Partial<Wallet>;
}

/** Builds a hotel with room 204 and a gym. Its time stands still while anything is computed; `realTime` lets it run. */
export async function createDeskHotel(
  options: { readonly realTime?: boolean; readonly startsAt?: string } = {},
): Promise<DeskHotel> {
  const clock: Clock = options.realTime
    ? SYSTEM_CLOCK
    : new JumpingClock(Date.parse(options.startsAt ?? '2026-11-24T12:00:00Z'));
  const location = await createDeskLocation({ now: () => clock.now() });
  const room = await createDeskLock(clock, location, {
    doorId: 'door-204',
    name: 'Room 204',
    kind: 'room',
    element: 'r204',
  });
  const gym = await createDeskLock(clock, location, {
    doorId: 'door-gym',
    name: 'Gym',
    kind: 'common',
    element: 'c:gym',
  });
  const inRange = (): DoorInRange[] => [
    { id: 'gym', name: 'gym', lock: gym.lock, rssi: -70 },
    { id: '204', name: '204', lock: room.lock, rssi: -50 },
  ];
  return {
    clock,
    location,
    room,
    gym,
    newLock: () => startLock(clock, createMemoryStorage(), true, async () => 'open'),
    phone: async (radio = {}) => {
      const store = createMemoryStore();
      const phone = createPhone({
        store,
        clock,
        radio: createVirtualRadio({
          doors: radio.inRange ?? inRange,
          carrier: radio.carrier ?? 'memory',
          setTimer: clock.setTimer,
          ...(radio.interference && { interference: radio.interference }),
          ...(radio.onFrame && { onFrame: radio.onFrame }),
          ...(radio.infoInAdverts !== undefined && { infoInAdverts: radio.infoInAdverts }),
        }),
        ...(radio.askTime && { askTime: radio.askTime }),
      });
      const { doorKeys } = await phone.prepareEnrolment({
        secret: 's'.repeat(24),
        deviceName: 'Desk',
        spareDoorKeys: 3,
      });
      return { phone, store, points: doorKeys.map(({ point }) => point) };
    },
    give: async (who, grants, change = {}) => {
      const credential = await location.credential({
        doorKeyPoint: who.points[change.point ?? 0] ?? '',
        occupancyId: change.occupancyId ?? new Uint8Array(16).fill(1),
        grants,
        ...(change.signedAt !== undefined && { signedAt: change.signedAt }),
        ...(change.validFrom !== undefined && { validFrom: change.validFrom }),
        ...(change.validUntil !== undefined && { validUntil: change.validUntil }),
      });
      const wallet = location.wallet([credential], change.wallet);
      await who.phone.applyWallet(wallet);
      return wallet;
    },
    close: async () => {
      await room.lock.stop();
      await gym.lock.stop();
    },
  };
}

async function createDeskLock(
  clock: Clock,
  location: DeskLocation,
  door: Pick<DeskDoor, 'doorId' | 'name' | 'kind' | 'element'>,
): Promise<DeskLock> {
  const storage = createMemoryStorage();
  const start = (keptOverPowerLoss: boolean): Promise<Lock> =>
    startLock(clock, storage, keptOverPowerLoss, async () => {
      made.opened += 1;
      return made.report;
    });
  const lock = await start(true);
  const made: DeskLock = {
    door: await location.commission(lock, door),
    lock,
    storage,
    opened: 0,
    report: 'open',
    restart: async (options = { keptOverPowerLoss: true }) => {
      await made.lock.stop();
      made.lock = await start(options.keptOverPowerLoss);
    },
  };
  return made;
}

function startLock(
  clock: Clock,
  storage: LockStorage,
  keptOverPowerLoss: boolean,
  open: () => Promise<BoltReport>,
): Promise<Lock> {
  return createLock({
    storage,
    clock: { counterMs: () => clock.now(), keptOverPowerLoss },
    bolt: { open },
    random: (length) => new Uint8Array(randomBytes(length)),
    timers: { after: clock.setTimer },
  });
}

/** Sixteen random bytes. */
export function newOccupancy(): Uint8Array {
  return platformRandom(16);
}

/** The lock's memory as one text, to see that nothing changed. */
export function memoryOf(lock: DeskLock): string {
  const { generation, revocationEntries, revocationSignedMs, privacy, phase } = lock.lock.status();
  return JSON.stringify({ generation, revocationEntries, revocationSignedMs, privacy, phase });
}

/** Journal events as text, oldest first, without the lock's starting and mail. */
export function triesOf(lock: DeskLock): string[] {
  return lock.lock
    .status()
    .journal.tail.filter(({ event }) => event === 'opened' || event === 'refused')
    .map(({ event, reason }) => `${event} ${hex(Uint8Array.of(reason >> 8, reason & 255))}`);
}
