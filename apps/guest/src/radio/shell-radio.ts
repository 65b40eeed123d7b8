// The phone's own Bluetooth as the radio, in the native shell: no list to pick from, the nearest door of the key by what is heard.
import type { BleClientInterface } from '@capacitor-community/bluetooth-le';
import { STATE } from '@nightlatch/aliro';
import { type Advert, type Clock, type FrameLink, type Radio, RadioError } from '@nightlatch/phone';
import type { BluetoothState } from '../state.ts';
import { DOOR_GATT, type GattPort, linkOverGatt } from './gatt-link.ts';
import type { KnownDoors } from './web-bluetooth-radio.ts';

/** What the radio uses of the plugin. */
export type ShellBluetooth = Pick<
  BleClientInterface,
  | 'initialize'
  | 'isEnabled'
  | 'requestDevice'
  | 'requestLEScan'
  | 'stopLEScan'
  | 'connect'
  | 'disconnect'
  | 'read'
  | 'write'
  | 'writeWithoutResponse'
  | 'startNotifications'
>;

export interface ShellRadioParts {
  readonly bluetooth: ShellBluetooth;
  /** `by_choice`: from the browser's list, where the plugin runs in one. */
  readonly finds: 'by_listening' | 'by_choice';
  readonly known: KnownDoors;
  readonly clock: Clock;
}

/** Doors advertise several times a second (docs/protocol §6.4); nobody waits longer for none. */
const LISTEN_MS = 1_500;
/** After the first door was heard: time for a nearer one. */
const NEARER_MS = 350;
/** Connecting, finding the service and reading `info`. */
const CONNECT_MS = 5_000;

export interface ShellRadio extends Radio {
  /** Bluetooth of this phone without asking for anything; `refused`: the last try was not allowed to use it. */
  state(refused: boolean): Promise<BluetoothState>;
}

/** Makes the radio, one for all hotels. The phone's permission is asked for at the first scan with a wish. */
export function createShellRadio({ bluetooth: ble, finds, known, clock }: ShellRadioParts): ShellRadio {
  let ready: Promise<void> | undefined;
  const prepared = (): Promise<void> => {
    // Adverts of doors say nothing of where a guest is: Android then asks for no location.
    const asking = ready ?? ble.initialize({ androidNeverForLocation: true });
    ready = asking;
    asking.catch(() => {
      if (ready === asking) ready = undefined; // asked again at the next press
    });
    return asking;
  };
  const usable = async (): Promise<void> => {
    await prepared().catch((error: unknown) => {
      throw whyUnusable(error);
    });
    if (!(await ble.isEnabled())) throw new RadioError('bluetooth_off', 'the phone’s Bluetooth is off');
  };
  return {
    async scan(wish) {
      if (wish === undefined) return [];
      await usable();
      if (finds === 'by_choice') return [await choose(ble, clock)];
      const [heard, doors] = await Promise.all([listen(ble, clock), known.all()]);
      const infos = new Map(doors.map(({ deviceId, info }) => [deviceId, info]));
      return heard.map((advert) => {
        const info = infos.get(advert.id);
        return info === undefined ? advert : { ...advert, info };
      });
    },
    async connect(advert) {
      await usable();
      let wanted = true;
      const opening = openDoor(ble, advert.id, clock).then((link) => {
        if (!wanted) link.close(STATE.end); // a door serves few links
        return link;
      });
      try {
        const link = await within(clock, CONNECT_MS, opening);
        await known.remember(advert.id, link.info).catch(() => undefined); // a hint lost is a second link to a wrong door
        return link;
      } catch (error) {
        wanted = false;
        opening.catch(() => undefined);
        await ble.disconnect(advert.id).catch(() => undefined);
        if (error instanceof RadioError) throw error;
        throw new RadioError('too_far', error instanceof Error ? error.message : String(error));
      }
    },
    async state(refused) {
      if (refused) return 'not_allowed';
      if (ready === undefined) return 'unknown'; // looking would ask the guest
      const enabled = await ready.then(() => ble.isEnabled()).catch(() => undefined);
      return enabled === undefined ? 'unknown' : enabled ? 'on' : 'off';
    },
  };
}

async function choose(ble: ShellBluetooth, clock: Clock): Promise<Advert> {
  const { deviceId, name } = await ble.requestDevice({ services: [DOOR_GATT.service] }).catch((error: unknown) => {
    const message = error instanceof Error ? error.message : String(error);
    throw /cancel/i.test(message) ? new RadioError('no_door_chosen', message) : whyUnusable(error);
  });
  return { id: deviceId, name: name ?? '', chosenAt: clock.now() };
}

/** The doors in reach, each by its loudest advert. */
async function listen(ble: ShellBluetooth, clock: Clock): Promise<Advert[]> {
  const heard = new Map<string, Advert>();
  let cancel: () => void = () => undefined;
  await new Promise<void>((resolve, reject) => {
    let waiting = LISTEN_MS;
    const wait = (ms: number): void => {
      cancel();
      cancel = clock.setTimer(ms, resolve);
    };
    wait(waiting);
    const take = (result: { device: { deviceId: string }; localName?: string; rssi?: number }): void => {
      const { device, localName, rssi } = result;
      const before = heard.get(device.deviceId)?.rssi;
      if (before === undefined || (rssi ?? before) >= before)
        heard.set(device.deviceId, {
          id: device.deviceId,
          name: localName ?? '',
          ...(rssi === undefined ? {} : { rssi }),
        });
      if (waiting === NEARER_MS) return;
      waiting = NEARER_MS;
      wait(waiting);
    };
    ble
      .requestLEScan({ services: [DOOR_GATT.service], allowDuplicates: true, scanMode: LOW_LATENCY }, take)
      .catch(reject);
  })
    .catch((error: unknown) => {
      throw whyUnusable(error);
    })
    .finally(() => {
      cancel();
      return ble.stopLEScan().catch(() => undefined);
    });
  return [...heard.values()];
}

/** The plugin's ScanMode.SCAN_MODE_LOW_LATENCY, without loading it: the guest stands at the door and looks at the screen. */
const LOW_LATENCY = 2;

async function openDoor(ble: ShellBluetooth, id: string, clock: Clock): Promise<FrameLink> {
  let hearLost: () => void = () => undefined;
  const lost = new Promise<void>((resolve) => {
    hearLost = resolve;
  });
  await ble.connect(id, () => hearLost(), { timeout: CONNECT_MS });
  const port: GattPort = {
    readInfo: async () => bytesOf(await ble.read(id, DOOR_GATT.service, DOOR_GATT.info)),
    subscribe: (from, hear) =>
      ble.startNotifications(id, DOOR_GATT.service, DOOR_GATT[from], (value) => hear(bytesOf(value))),
    write: (to, bytes, response) => {
      const write = response === 'with' ? ble.write : ble.writeWithoutResponse;
      return write.call(ble, id, DOOR_GATT.service, DOOR_GATT[to], viewOf(bytes));
    },
    onLost: (hear) => void lost.then(hear),
    disconnect: () => void ble.disconnect(id).catch(() => undefined),
  };
  return linkOverGatt(port, clock);
}

/** By the plugin's own words; it has no codes. */
function whyUnusable(error: unknown): RadioError {
  const message = error instanceof Error ? error.message : String(error);
  if (/permission|unauthori[sz]ed|denied/i.test(message)) return new RadioError('bluetooth_not_allowed', message);
  if (/not supported|unsupported|not available/i.test(message)) return new RadioError('unsupported_phone', message);
  return new RadioError('bluetooth_off', message);
}

const bytesOf = (view: DataView): Uint8Array =>
  new Uint8Array(view.buffer.slice(view.byteOffset, view.byteOffset + view.byteLength));

/** A view of its own bytes: the plugin sends all of a view's buffer on some platforms. */
const viewOf = (bytes: Uint8Array): DataView => new DataView(new Uint8Array(bytes).buffer);

function within<T>(clock: Clock, limitMs: number, promise: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const cancel = clock.setTimer(limitMs, () => reject(new RadioError('too_far', 'the door did not answer in time')));
    promise.then(resolve, reject).finally(cancel);
  });
}
