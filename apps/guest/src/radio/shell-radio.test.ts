// The shell's radio against a fake of the plugin's documented interface: finding, naming, connecting, losing, and every way in which a phone refuses.
import { encodeFrame, encodeInfo, parseInfo, STATE } from '@nightlatch/aliro';
import { RadioError } from '@nightlatch/phone';
import { beforeEach, describe, expect, it } from 'vitest';
import { createFakeClock, eventually, type FakeClock, settled } from '../../test/fake-clock.ts';
import { DOOR_GATT } from './gatt-link.ts';
import { createShellRadio, type ShellBluetooth } from './shell-radio.ts';

const WISH = { readerIdentifiers: ['aa'], locationIds: ['l'] };
const infoOf = (fill: number): Uint8Array =>
  encodeInfo({
    ...{ fast: true, stepUp: true, mailbox: true, maxFrame: 4100, timeNonce: null, chunkSize: 64 },
    readerIdentifier: new Uint8Array(32).fill(fill),
    versions: [0x0100],
  });

type Heard = { device: { deviceId: string }; localName?: string; rssi?: number };
let clock: FakeClock;
let enabled: boolean;
let calls: string[];
let refuses: Partial<Record<keyof ShellBluetooth, string>>;
let hearAdvert: (result: Heard) => void;
let hearChunk: Map<string, (value: DataView) => void>;
let hearGone: () => void;
let connectNeverAnswers: boolean;
let info: Uint8Array;
let written: { to: string; bytes: Uint8Array; how: string }[];
let met: Map<string, Uint8Array>;

beforeEach(() => {
  clock = createFakeClock(0);
  [enabled, connectNeverAnswers] = [true, false];
  [calls, refuses, written] = [[], {}, []];
  [hearChunk, met] = [new Map(), new Map()];
  info = infoOf(1);
});

const fail = (operation: keyof ShellBluetooth): void => {
  calls.push(operation);
  const words = refuses[operation];
  if (words !== undefined) throw new Error(words);
};
const keep = (how: string) => async (_id: string, _service: string, to: string, value: DataView) => {
  written.push({ to, how, bytes: new Uint8Array(value.buffer.slice(0)) }); // the whole buffer, as some platforms send it
};
const plugin: ShellBluetooth = {
  initialize: async () => fail('initialize'),
  isEnabled: async () => enabled,
  requestDevice: async (options) => {
    fail('requestDevice');
    expect(options).toEqual({ services: [DOOR_GATT.service] });
    return { deviceId: 'A', name: 'Room' };
  },
  requestLEScan: async (_options, hear) => {
    fail('requestLEScan');
    hearAdvert = hear;
  },
  stopLEScan: async () => fail('stopLEScan'),
  connect: async (_id, onGone) => {
    fail('connect');
    hearGone = () => onGone?.('door');
    if (connectNeverAnswers) await new Promise(() => undefined);
  },
  disconnect: async () => fail('disconnect'),
  read: async (_id, service, characteristic) => {
    expect([service, characteristic]).toEqual([DOOR_GATT.service, DOOR_GATT.info]);
    const padded = new Uint8Array([9, ...info, 9]); // a view inside of a larger buffer
    return new DataView(padded.buffer, 1, info.length);
  },
  write: keep('with'),
  writeWithoutResponse: keep('without'),
  startNotifications: async (_id, _service, characteristic, hear) => void hearChunk.set(characteristic, hear),
};

const radio = (finds: 'by_listening' | 'by_choice' = 'by_listening') =>
  createShellRadio({
    clock,
    bluetooth: plugin,
    finds,
    known: {
      all: async () => [...met].map(([deviceId, known]) => ({ deviceId, info: known })),
      remember: async (deviceId, known) => void met.set(deviceId, known),
    },
  });

const advert = (deviceId: string, rssi: number): Heard => ({ device: { deviceId }, localName: deviceId, rssi });
const codeOf = (promise: Promise<unknown>): Promise<string> =>
  promise.then(
    () => 'no error',
    (error: unknown) => (error instanceof RadioError ? error.code : String(error)),
  );

describe('scan', () => {
  it('asks nothing without a wish', async () => {
    expect(await radio().scan()).toEqual([]);
    expect(calls).toEqual([]);
  });

  it('gives each door by its loudest advert, soon after the first was heard, with what is known of it', async () => {
    met.set('B', infoOf(2));
    const scanning = radio().scan(WISH);
    await settled();
    hearAdvert(advert('A', -80));
    hearAdvert(advert('A', -60));
    hearAdvert(advert('A', -75));
    await clock.advance(300);
    hearAdvert(advert('B', -50)); // a nearer one
    await clock.advance(50);
    expect(await scanning).toEqual([
      { id: 'A', name: 'A', rssi: -60 },
      { id: 'B', name: 'B', rssi: -50, info: infoOf(2) },
    ]);
    expect(calls).toEqual(['initialize', 'requestLEScan', 'stopLEScan']);
  });

  it('hears nothing for a while, and then says so by an empty list', async () => {
    const scanning = radio().scan(WISH);
    await settled();
    await clock.advance(1_500);
    expect(await scanning).toEqual([]);
    expect(calls.at(-1)).toBe('stopLEScan');
  });

  it.each([
    ['initialize', 'Permission denied.', 'bluetooth_not_allowed'],
    ['initialize', 'BLE permission denied', 'bluetooth_not_allowed'],
    ['initialize', 'BLE is not supported.', 'unsupported_phone'],
    ['initialize', 'BLE unsupported', 'unsupported_phone'],
    ['requestLEScan', 'Scanning failed.', 'bluetooth_off'],
  ] as const)('%s: "%s" is %s', async (operation, words, code) => {
    refuses = { [operation]: words };
    expect(await codeOf(radio().scan(WISH))).toBe(code);
  });

  it('says that Bluetooth is off, and asks for permission again after a no', async () => {
    const one = radio();
    enabled = false;
    expect(await codeOf(one.scan(WISH))).toBe('bluetooth_off');
    refuses = { initialize: 'Permission denied.' };
    const other = radio();
    expect(await codeOf(other.scan(WISH))).toBe('bluetooth_not_allowed');
    refuses = {};
    enabled = true;
    const scanning = other.scan(WISH);
    await settled();
    await clock.advance(1_500);
    expect(await scanning).toEqual([]);
  });
});

describe('in a browser', () => {
  it('takes the door that the guest picks from its list', async () => {
    expect(await radio('by_choice').scan(WISH)).toEqual([{ id: 'A', name: 'Room', chosenAt: 0 }]);
  });

  it.each([
    ['User cancelled the requestDevice() chooser.', 'no_door_chosen'],
    ['Permission denied.', 'bluetooth_not_allowed'],
  ] as const)('"%s" is %s', async (words, code) => {
    refuses = { requestDevice: words };
    expect(await codeOf(radio('by_choice').scan(WISH))).toBe(code);
  });
});

describe('state', () => {
  it('asks for nothing before the first press, and then says how it is', async () => {
    const one = radio();
    expect(await one.state(false)).toBe('unknown');
    expect(calls).toEqual([]);
    const scanning = one.scan(WISH);
    await settled();
    await clock.advance(1_500);
    await scanning;
    expect(await one.state(false)).toBe('on');
    enabled = false;
    expect(await one.state(false)).toBe('off');
    expect(await one.state(true)).toBe('not_allowed');
  });
});

describe('connect', () => {
  it('reads info, carries frames both ways, says goodbye, and remembers the door', async () => {
    const link = await radio().connect({ id: 'A', name: '' });
    expect(parseInfo(link.info)).toMatchObject({ ok: true, value: { chunkSize: 64 } });
    expect(met.get('A')).toEqual(info);
    const frame = encodeFrame({ type: 1, id: 0, payload: Uint8Array.of(1, 2, 3) });
    await link.send(frame);
    expect(written).toMatchObject([{ to: DOOR_GATT.toLock, how: 'with' }]);
    link.close(STATE.end);
    await eventually(() => expect(calls.at(-1)).toBe('disconnect'));
    expect(written.at(-1)).toEqual({ to: DOOR_GATT.state, how: 'without', bytes: Uint8Array.of(STATE.end) });
    expect(await link.receive()).toEqual({ kind: 'closed', state: STATE.end });
  });

  it('hears that the link is gone', async () => {
    const link = await radio().connect({ id: 'A', name: '' });
    hearGone();
    expect(await link.receive()).toEqual({ kind: 'closed' });
  });

  it('takes a state of the lock', async () => {
    const link = await radio().connect({ id: 'A', name: '' });
    hearChunk.get(DOOR_GATT.state)?.(new DataView(Uint8Array.of(STATE.overloaded, 7).buffer));
    expect(await link.receive()).toEqual({ kind: 'closed', state: STATE.overloaded, retryAfterMs: 700 });
  });

  it('is too far when the door does not answer in time, and lets go of it', async () => {
    connectNeverAnswers = true;
    const code = codeOf(radio().connect({ id: 'A', name: '' }));
    await settled();
    await clock.advance(5_000);
    expect(await code).toBe('too_far');
    expect(calls.at(-1)).toBe('disconnect');
    expect(met.size).toBe(0);
  });

  it('is too far when the phone’s stack says so', async () => {
    refuses = { connect: 'Connection timeout.' };
    expect(await codeOf(radio().connect({ id: 'A', name: '' }))).toBe('too_far');
  });
});
