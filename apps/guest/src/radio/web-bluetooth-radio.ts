// The browser's own Bluetooth as the phone's radio: doors met before are called directly, others by the browser's list.
import { hex, parseInfo, STATE } from '@nightlatch/aliro';
import { type Advert, type Clock, type FrameLink, type Radio, RadioError, type ScanWish } from '@nightlatch/phone';
import { DOOR_GATT, linkOverGatt } from './gatt-link.ts';
import { type BluetoothLike, type BluetoothSource, connectDevice, type DeviceLike } from './web-bluetooth.ts';

/** Which door a device was when this phone last met it: `info` as it came, a hint that grants nothing. */
export interface KnownDoors {
  all(): Promise<readonly { readonly deviceId: string; readonly info: Uint8Array }[]>;
  remember(deviceId: string, info: Uint8Array): Promise<void>;
}

export interface WebBluetoothParts {
  readonly source: BluetoothSource;
  readonly known: KnownDoors;
  readonly clock: Clock;
}

/** Questions that a browser answers at once; after its Bluetooth was off and on Chromium may leave one open for good. */
const ANSWER_MS = 1_000;
/** Connecting, finding the service and reading `info`; a door in reach needs a fraction of it. */
const CONNECT_MS = 5_000;
/** Listening which of several known doors is the nearest. */
const LISTEN_MS = 700;
/**
 * Between a link's end and the next connect to that door. Chromium 156 on BlueZ leaves a connect unanswered for good
 * where it follows a disconnect within the same few milliseconds; no stack is quicker than this in tearing a link down.
 */
const REST_MS = 250;
/** Waiting for a known door's next advert where the browser has not heard it yet. */
const HEAR_MS = 2_500;

/** Makes the radio. `requestDevice` is called only with a wish, within the guest's own press. */
export function createWebBluetoothRadio(parts: WebBluetoothParts): Radio {
  const { clock, source } = parts;
  let bluetooth = source.current();
  /** Devices met since the page was loaded: they connect again even where the browser forgets permissions. */
  const met = new Map<string, DeviceLike>();
  /** Did not answer last time: perhaps too far, perhaps replaced. The next press shows the list. */
  const silent = new Set<string>();
  /** When the last link to a device ended. */
  const left = new Map<string, number>();

  const use = (fresh: BluetoothLike): void => {
    if (fresh === bluetooth) return;
    bluetooth = fresh;
    met.clear(); // its devices are others, of the same ids
  };
  /** A browser's Bluetooth that has broken down (decision 90) answers nothing any more: then another one is taken. */
  const wake = async (): Promise<void> => {
    use(source.current()); // the radio of another hotel may have taken one
    const asked = bluetooth.getAvailability?.();
    if (asked === undefined || (await answersWithin(clock, ANSWER_MS, asked))) return;
    if (source.replace()) use(source.current());
  };
  const permitted = async (): Promise<readonly DeviceLike[]> => {
    const remembered = within(clock, ANSWER_MS, bluetooth.getDevices?.() ?? Promise.resolve([])).catch(() => []);
    for (const device of await remembered) {
      if (!met.has(device.id)) met.set(device.id, device);
    }
    return [...met.values()];
  };
  const knownAdverts = async ({ readerIdentifiers }: ScanWish): Promise<Advert[]> => {
    const devices = new Map((await permitted()).map((device) => [device.id, device]));
    const adverts = (await parts.known.all()).flatMap(({ deviceId, info }): Advert[] => {
      const device = devices.get(deviceId);
      const door = parseInfo(info);
      const wanted = door.ok && readerIdentifiers.includes(hex(door.value.readerIdentifier));
      return device && wanted && !silent.has(deviceId) ? [{ id: deviceId, name: device.name ?? '', info }] : [];
    });
    if (adverts.length < 2) return adverts;
    const listening = adverts.map(({ id }) => listenFor(devices.get(id), LISTEN_MS, clock));
    const heard = await Promise.all(listening).catch(async (error: unknown) => {
      throw await whyNoLink(bluetooth, clock, error);
    });
    return adverts.map((advert, at) => {
      const rssi = heard[at];
      return rssi === undefined ? advert : { ...advert, rssi };
    });
  };
  const askGuest = async (): Promise<Advert> => {
    const filters = [{ services: [DOOR_GATT.service] }];
    const device = await bluetooth
      .requestDevice({ filters })
      .catch((error: unknown) => refuseChoice(bluetooth, clock, error));
    met.set(device.id, device);
    silent.delete(device.id);
    return { id: device.id, name: device.name ?? '', chosenAt: clock.now() };
  };
  const open = async (device: DeviceLike, wanted: () => boolean): Promise<FrameLink> => {
    const rest = (left.get(device.id) ?? Number.NEGATIVE_INFINITY) + REST_MS - clock.now();
    if (rest > 0) await new Promise<void>((resolve) => clock.setTimer(rest, resolve));
    const port = await connectDevice(device).catch(async (error: unknown) => {
      if (isOff(error) || !wanted()) throw error;
      // Browsers that have not heard the door since they started refuse at once; its next advert mends that.
      if ((await listenFor(device, HEAR_MS, clock)) === undefined || !wanted()) throw error;
      return connectDevice(device);
    });
    port.onLost(() => left.set(device.id, clock.now()));
    return linkOverGatt(port, clock);
  };
  return {
    async scan(wish) {
      if (wish === undefined) return [];
      await wake();
      const adverts = await knownAdverts(wish);
      return adverts.length > 0 ? adverts : [await askGuest()];
    },
    async connect(advert) {
      await wake();
      const device = met.get(advert.id) ?? (await permitted()).find(({ id }) => id === advert.id);
      if (!device) throw new RadioError('too_far', 'the door was never heard');
      let wanted = true;
      const opening = open(device, () => wanted);
      try {
        const link = await within(clock, CONNECT_MS, opening);
        silent.delete(device.id);
        await parts.known.remember(device.id, link.info).catch(() => undefined); // a hint lost is a list shown
        return link;
      } catch (error) {
        wanted = false;
        opening.then(
          (late) => late.close(STATE.end),
          () => undefined,
        );
        device.gatt?.disconnect();
        left.set(device.id, clock.now());
        const why = await whyNoLink(bluetooth, clock, error);
        if (why.code === 'too_far') silent.add(device.id);
        throw why;
      }
    },
  };
}

/** Why no door was chosen, by the browser's error (Chromium's words where its names don't tell). */
async function refuseChoice(bluetooth: BluetoothLike, clock: Clock, error: unknown): Promise<never> {
  const { name, message } = error instanceof Error ? error : { name: '', message: String(error) };
  if (isOff(error)) throw new RadioError('bluetooth_off', message);
  if (name === 'NotSupportedError') throw new RadioError('unsupported_phone', message);
  // A browser whose settings forbid Bluetooth calls it not available and shows no list.
  const forbidden =
    name !== 'NotFoundError' || /denied|disabled|permission/i.test(message) || !(await isAvailable(bluetooth, clock));
  throw new RadioError(forbidden ? 'bluetooth_not_allowed' : 'no_door_chosen', message);
}

async function whyNoLink(bluetooth: BluetoothLike, clock: Clock, error: unknown): Promise<RadioError> {
  if (error instanceof RadioError) return error;
  const { name, message } = error instanceof Error ? error : { name: '', message: String(error) };
  if (isOff(error) || !(await isAvailable(bluetooth, clock))) return new RadioError('bluetooth_off', message);
  if (name === 'SecurityError' || name === 'NotAllowedError') return new RadioError('bluetooth_not_allowed', message);
  return new RadioError('too_far', message);
}

/** Whether there is an adapter; a browser that does not say so in time is asked by using it. */
function isAvailable(bluetooth: BluetoothLike, clock: Clock): Promise<boolean> {
  return within(clock, ANSWER_MS, bluetooth.getAvailability?.() ?? Promise.resolve(true)).catch(() => true);
}

/** Browsers call an adapter that is switched off available, and say it only when it is used. */
function isOff(error: unknown): boolean {
  return error instanceof Error && /adapter not available|not ready|powered off/i.test(error.message);
}

/** dBm of the device's next advert; undefined when none comes in time or the browser can't listen. Rejects where Bluetooth is off. */
async function listenFor(device: DeviceLike | undefined, limitMs: number, clock: Clock): Promise<number | undefined> {
  if (!device?.watchAdvertisements) return undefined;
  const stop = new AbortController();
  let hear: (event: { readonly rssi?: number | undefined }) => void = () => undefined;
  let cancel: () => void = () => undefined;
  try {
    return await new Promise<number | undefined>((resolve, reject) => {
      hear = ({ rssi }) => resolve(rssi ?? WEAKEST);
      device.addEventListener('advertisementreceived', hear);
      cancel = clock.setTimer(limitMs, () => resolve(undefined));
      device
        .watchAdvertisements?.({ signal: stop.signal })
        .catch((error: unknown) => (isOff(error) ? reject(error) : resolve(undefined)));
    });
  } finally {
    cancel();
    device.removeEventListener('advertisementreceived', hear);
    stop.abort();
  }
}

/** Heard, but the browser does not say how loud. */
const WEAKEST = -127;

/** Whether the question was answered at all, be it by a refusal. */
function answersWithin(clock: Clock, limitMs: number, asked: Promise<unknown>): Promise<boolean> {
  return within(
    clock,
    limitMs,
    asked.then(
      () => true,
      () => true,
    ),
  ).catch(() => false);
}

function within<T>(clock: Clock, limitMs: number, promise: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const cancel = clock.setTimer(limitMs, () => reject(new RadioError('too_far', 'the door did not answer in time')));
    promise.then(resolve, reject).finally(cancel);
  });
}
