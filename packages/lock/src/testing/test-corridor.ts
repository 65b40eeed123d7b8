// One commissioned lock with its fake hardware, a hotel and the everyday acts of tests.
import { platformRandom } from '@nightlatch/aliro';
import { createLock } from '../lock.ts';
import type { Lock } from '../lock-types.ts';
import type { LockRandom } from '../ports.ts';
import { FakeBolt, FakeStorage, FakeTime } from './fake-hardware.ts';
import { roomAccess, type TestDoor, TestHotel } from './test-hotel.ts';
import { TestPhone } from './test-phone.ts';

/** Start of all test time: true time and the lock's clock agree here. */
export const START_MS: number = Date.UTC(2026, 10, 24, 12);

/** A guest's stay at this door. */
export interface TestStay {
  readonly occupancyId: Uint8Array;
  readonly generation: number;
}

interface Hardware {
  readonly storage: FakeStorage;
  readonly time: FakeTime;
  readonly bolt: FakeBolt;
}

/** One door of a hotel. */
export class TestCorridor {
  readonly hotel: TestHotel;
  readonly storage: FakeStorage;
  readonly time: FakeTime;
  readonly bolt: FakeBolt;
  lock: Lock;
  door: TestDoor;

  private constructor(hotel: TestHotel, hardware: Hardware, lock: Lock, door: TestDoor) {
    this.hotel = hotel;
    this.storage = hardware.storage;
    this.time = hardware.time;
    this.bolt = hardware.bolt;
    this.lock = lock;
    this.door = door;
  }

  static async open(
    options: Partial<Parameters<TestHotel['commission']>[1]> & { readonly hotel?: TestHotel } = {},
  ): Promise<TestCorridor> {
    const { hotel = await TestHotel.open(), ...configuration } = options;
    const storage = new FakeStorage();
    const time = new FakeTime(START_MS);
    const bolt = new FakeBolt();
    const lock = await createLock({ storage, clock: time, bolt, timers: time, random: platformRandom });
    const { door, result } = await hotel.commission(lock, { element: 'r101', at: START_MS, ...configuration });
    if (!result.ok) throw new Error(`commissioning refused: ${result.code}`);
    return new TestCorridor(hotel, { storage, time, bolt }, lock, door);
  }

  /** A lock started from the memory as it is. */
  start(): Promise<Lock> {
    const { storage, time, bolt } = this;
    return createLock({ storage, clock: time, bolt, timers: time, random: platformRandom });
  }

  /** Power is back: the lock starts anew from its memory (`kept` says whether the counter ran on). */
  async restart(kept: boolean): Promise<void> {
    this.time.forgetTimers();
    this.storage.powerOn();
    this.time.keptOverPowerLoss = kept;
    this.lock = await this.start();
  }

  /** Another lock with a copy of this one's memory, at the start of test time: a commissioned door without commissioning. */
  async again(random: LockRandom = platformRandom): Promise<TestCorridor> {
    const hardware = { storage: this.storage.clone(), time: new FakeTime(START_MS), bolt: new FakeBolt() };
    const { storage, time, bolt } = hardware;
    const lock = await createLock({ storage, clock: time, bolt, timers: time, random });
    return new TestCorridor(this.hotel, hardware, lock, this.door);
  }

  phone(): Promise<TestPhone> {
    return TestPhone.make([this.hotel.rik.point]);
  }

  /** A phone with a live document for this room. */
  async guest(
    stay: TestStay,
    more: { readonly mode?: 'override' | 'join' } & Partial<GuestWish> = {},
  ): Promise<TestPhone> {
    const phone = await this.phone();
    phone.document = await this.roomDocument(phone, stay, more);
    return phone;
  }

  roomDocument(
    phone: TestPhone,
    stay: TestStay,
    more: { readonly mode?: 'override' | 'join' } & Partial<GuestWish> = {},
  ): Promise<Uint8Array> {
    const { mode = 'override', ...wish } = more;
    const gate = { lockId: this.door.lockId, generation: stay.generation, mode };
    return this.hotel.document({
      devicePoint: phone.signer.point,
      elements: new Map([[this.door.element, roomAccess(stay.occupancyId, gate)]]),
      signedAt: this.time.trueMs(),
      ...wish,
    });
  }
}

type GuestWish = Parameters<TestHotel['document']>[0];

/** A stay with its own occupancy id. */
export function stay(generation: number): TestStay {
  return { occupancyId: platformRandom(16), generation };
}
