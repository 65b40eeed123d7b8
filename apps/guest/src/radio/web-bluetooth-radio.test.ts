// The browser's Bluetooth as a radio: which error becomes which reason, and the rest between two links. The real browser: tests/bluetooth.
import { encodeInfo, hex } from '@nightlatch/aliro';
import type { Clock } from '@nightlatch/phone';
import { describe, expect, it, vi } from 'vitest';
import { DOOR_GATT } from './gatt-link.ts';
import type { BluetoothLike, BluetoothSource, DeviceLike, ServerLike } from './web-bluetooth.ts';
import { createWebBluetoothRadio } from './web-bluetooth-radio.ts';

const reader = new Uint8Array(32).fill(7);
const info = encodeInfo({
  ...{ fast: true, stepUp: true, mailbox: true, maxFrame: 4100, chunkSize: 64, timeNonce: null },
  readerIdentifier: reader,
  versions: [0x0100],
});

const createDoor = (clock: { now(): number }) => {
  const connects: number[] = [];
  const lost = new Set<() => void>();
  const characteristic = (uuid: string) => ({
    uuid,
    readValue: async () => new DataView(info.slice().buffer),
    writeValueWithResponse: async () => undefined,
    writeValueWithoutResponse: async () => undefined,
    startNotifications: async () => undefined,
    addEventListener: () => undefined,
  });
  const { info: infoId, state, toLock, fromLock } = DOOR_GATT;
  const server: ServerLike = {
    connect: async () => {
      connects.push(clock.now());
      return server;
    },
    disconnect: () => {
      for (const hear of lost) hear();
    },
    getPrimaryService: async () => ({
      getCharacteristics: async () => [infoId, state, toLock, fromLock].map(characteristic),
    }),
  };
  const device: DeviceLike = {
    ...{ id: 'door', name: '204', gatt: server },
    addEventListener: (type, listener) => {
      if (type === 'gattserverdisconnected') lost.add(() => listener({}));
    },
    removeEventListener: () => undefined,
  };
  return { device, connects, cut: () => server.disconnect() };
};

const clock: Clock = {
  now: () => Date.now(),
  setTimer: (delayMs, fire) => {
    const timer = setTimeout(fire, delayMs);
    return () => clearTimeout(timer);
  },
};
/** The page's Bluetooth, and what takes its place. */
const sourceOf = (bluetooth: BluetoothLike, another?: () => BluetoothLike): BluetoothSource => {
  let current = bluetooth;
  return {
    current: () => current,
    replace: () => {
      current = another?.() ?? current;
      return another !== undefined;
    },
  };
};
const over = (source: BluetoothSource) =>
  createWebBluetoothRadio({ source, clock, known: { all: async () => [], remember: async () => undefined } });
const radioOf = (bluetooth: BluetoothLike, another?: () => BluetoothLike) => over(sourceOf(bluetooth, another));
const wish = { readerIdentifiers: [hex(reader)] };

describe('the browser’s Bluetooth as a radio', () => {
  it('rests between a link’s end and the next connect: a browser may leave a connect in the same moment unanswered', async () => {
    vi.useFakeTimers();
    try {
      const door = createDoor(clock);
      const radio = radioOf({ requestDevice: async () => door.device });
      const [advert] = await radio.scan(wish);
      if (!advert) throw new Error('no advert');
      await radio.connect(advert);
      door.cut();
      await vi.advanceTimersByTimeAsync(10);
      const again = radio.connect(advert);
      await vi.advanceTimersByTimeAsync(1_000);
      await again;
      const [first = 0, second = 0] = door.connects;
      expect(second - first).toBeGreaterThanOrEqual(250);
    } finally {
      vi.useRealTimers();
    }
  });

  it('takes another connection to the browser’s Bluetooth when the one at hand answers nothing any more', async () => {
    vi.useFakeTimers();
    try {
      const [door, sameDoor] = [createDoor(clock), createDoor(clock)];
      const never = () => new Promise<never>(() => undefined);
      const dying = { requestDevice: async () => door.device, getAvailability: async () => true };
      const another = vi.fn(() => ({ requestDevice: never, getDevices: async () => [sameDoor.device] }));
      const radio = radioOf(dying, another);
      const [advert] = await radio.scan(wish);
      if (!advert) throw new Error('no advert');
      expect(another).not.toHaveBeenCalled();
      dying.getAvailability = never;
      const opening = radio.connect(advert);
      await vi.advanceTimersByTimeAsync(2_000);
      await opening;
      expect(another).toHaveBeenCalledOnce();
      expect([door.connects.length, sameDoor.connects.length]).toEqual([0, 1]);
    } finally {
      vi.useRealTimers();
    }
  });

  it('goes on with the one that another hotel’s radio took, and does not take a second', async () => {
    vi.useFakeTimers();
    try {
      const [door, sameDoor] = [createDoor(clock), createDoor(clock)];
      const never = () => new Promise<never>(() => undefined);
      const dying = { requestDevice: async () => door.device, getAvailability: async () => true };
      const another = vi.fn(() => ({ requestDevice: async () => sameDoor.device, getAvailability: async () => true }));
      const source = sourceOf(dying, another);
      const [one, two] = [over(source), over(source)];
      await two.scan(wish); // it has met the door by the page's own Bluetooth
      dying.getAvailability = never;
      const first = one.scan(wish);
      await vi.advanceTimersByTimeAsync(2_000);
      await first;
      const [advert] = await two.scan(wish);
      if (!advert) throw new Error('no advert');
      await two.connect(advert);
      expect(another).toHaveBeenCalledOnce();
      expect([door.connects.length, sameDoor.connects.length]).toEqual([0, 1]);
    } finally {
      vi.useRealTimers();
    }
  });

  it('closes a link that comes when nobody waits for it any more, and begins none', async () => {
    vi.useFakeTimers();
    try {
      const door = createDoor(clock);
      let answer: () => void = () => undefined;
      const { connect } = door.device.gatt ?? {};
      Object.assign(door.device.gatt ?? {}, {
        connect: async () => {
          await new Promise<void>((resolve) => {
            answer = resolve;
          });
          return connect?.();
        },
      });
      const disconnect = vi.spyOn(door.device.gatt ?? { disconnect: () => undefined }, 'disconnect');
      const radio = radioOf({ requestDevice: async () => door.device });
      const [advert] = await radio.scan(wish);
      if (!advert) throw new Error('no advert');
      const refused = expect(radio.connect(advert)).rejects.toMatchObject({ code: 'too_far' });
      await vi.advanceTimersByTimeAsync(5_000);
      await refused;
      const before = disconnect.mock.calls.length;
      answer();
      await vi.advanceTimersByTimeAsync(1_000);
      expect(disconnect.mock.calls.length).toBeGreaterThan(before);
    } finally {
      vi.useRealTimers();
    }
  });

  it.each([
    ['NotFoundError', 'User cancelled the requestDevice() chooser.', true, 'no_door_chosen'],
    ['NotFoundError', 'Web Bluetooth API globally disabled.', true, 'bluetooth_not_allowed'],
    ['NotFoundError', 'anything', false, 'bluetooth_not_allowed'],
    ['NotFoundError', 'Bluetooth adapter not available.', true, 'bluetooth_off'],
    ['SecurityError', 'not here', true, 'bluetooth_not_allowed'],
    ['NotSupportedError', 'no such thing', true, 'unsupported_phone'],
  ])('%s "%s", available: %s → %s', async (name, message, available, code) => {
    const radio = radioOf({
      requestDevice: () => Promise.reject(Object.assign(new Error(message), { name })),
      getAvailability: async () => available,
    });
    await expect(radio.scan(wish)).rejects.toMatchObject({ code });
  });

  it('shows no list without a wish', async () => {
    const requestDevice = vi.fn();
    expect(await radioOf({ requestDevice }).scan()).toEqual([]);
    expect(requestDevice).not.toHaveBeenCalled();
  });
});
