// What the app uses of Web Bluetooth (https://webbluetoothcg.github.io/web-bluetooth/), and one connected door made from it.
import { DOOR_GATT, type GattPort } from './gatt-link.ts';

/** `navigator.bluetooth`; members that some browsers lack are optional. */
export interface BluetoothLike {
  getAvailability?(): Promise<boolean>;
  /** Devices that this page may use already: only where permissions outlive the page. */
  getDevices?(): Promise<readonly DeviceLike[]>;
  /** Shows the browser's list of doors; rejects `NotFoundError` when it is closed without a choice. */
  requestDevice(options: {
    readonly filters: readonly { readonly services: readonly string[] }[];
  }): Promise<DeviceLike>;
}

/** The page's Web Bluetooth, if this browser has any. */
export function bluetoothOf(navigator: object): BluetoothLike | undefined {
  return 'bluetooth' in navigator ? (navigator.bluetooth as BluetoothLike | undefined) : undefined; // TypeScript's DOM has no Web Bluetooth
}

/** The Bluetooth of this page, the same for every hotel's radio. */
export interface BluetoothSource {
  /** The one to use now. */
  current(): BluetoothLike;
  /** Takes another connection to the same Bluetooth, for when the one at hand has stopped answering; false where there is none. */
  replace(): boolean;
}

/**
 * The page's own Bluetooth, and after that the one of an empty frame in the page at each replacement: it has a connection
 * of its own and shares the page's permissions. The next frame always waits already: only one that was there shares the
 * guest's press too. The frame before is removed, and its links with it.
 */
export function createFrameBluetooth(document: Document, page: BluetoothLike): BluetoothSource {
  const addFrame = (): HTMLIFrameElement => {
    const frame = document.createElement('iframe');
    frame.hidden = true;
    document.body.append(frame);
    return frame;
  };
  let bluetooth = page;
  let used: HTMLIFrameElement | undefined;
  let spare = addFrame();
  return {
    current: () => bluetooth,
    replace() {
      const fresh = spare.contentWindow && bluetoothOf(spare.contentWindow.navigator);
      if (!fresh) return false;
      used?.remove();
      used = spare;
      spare = addFrame();
      bluetooth = fresh;
      return true;
    },
  };
}

export interface DeviceLike {
  readonly id: string;
  readonly name?: string | undefined;
  readonly gatt?: ServerLike | undefined;
  watchAdvertisements?(options?: { readonly signal?: AbortSignal }): Promise<void>;
  addEventListener(type: string, listener: (event: { readonly rssi?: number | undefined }) => void): void;
  removeEventListener(type: string, listener: (event: { readonly rssi?: number | undefined }) => void): void;
}

export interface ServerLike {
  connect(): Promise<ServerLike>;
  disconnect(): void;
  getPrimaryService(uuid: string): Promise<{ getCharacteristics(): Promise<readonly CharacteristicLike[]> }>;
}

export interface CharacteristicLike {
  readonly uuid: string;
  readonly value?: DataView | undefined;
  readValue(): Promise<DataView>;
  writeValueWithResponse(bytes: Uint8Array<ArrayBuffer>): Promise<void>;
  writeValueWithoutResponse(bytes: Uint8Array<ArrayBuffer>): Promise<void>;
  startNotifications(): Promise<unknown>;
  addEventListener(type: 'characteristicvaluechanged', listener: () => void): void;
}

/** Connects to a door and finds its service. Rejects with the browser's own errors. */
export async function connectDevice(device: DeviceLike): Promise<GattPort> {
  if (!device.gatt) throw new Error('a device without GATT');
  const lost = new Promise<void>((resolve) => {
    const hear = (): void => {
      device.removeEventListener('gattserverdisconnected', hear);
      resolve();
    };
    device.addEventListener('gattserverdisconnected', hear);
  });
  const server = await device.gatt.connect();
  const service = await server.getPrimaryService(DOOR_GATT.service);
  const found = await service.getCharacteristics();
  const characteristic = (name: 'info' | 'state' | 'toLock' | 'fromLock'): CharacteristicLike => {
    const one = found.find(({ uuid }) => uuid === DOOR_GATT[name]);
    if (!one) throw new Error(`a door without ${name}`);
    return one;
  };
  // Browsers refuse a second operation while one is under way.
  let queue: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(operation: () => Promise<T>): Promise<T> => {
    const done = queue.then(operation);
    queue = done.catch(() => undefined);
    return done;
  };
  return {
    readInfo: () => inTurn(async () => bytesOf(await characteristic('info').readValue())),
    subscribe: (from, hear) =>
      inTurn(async () => {
        const source = characteristic(from);
        source.addEventListener('characteristicvaluechanged', () => {
          if (source.value) hear(bytesOf(source.value));
        });
        await source.startNotifications();
      }),
    write: (to, bytes, response) =>
      inTurn(() => {
        const target = characteristic(to);
        const copy = new Uint8Array(bytes); // a view over a larger buffer would send all of it in some browsers
        return response === 'with' ? target.writeValueWithResponse(copy) : target.writeValueWithoutResponse(copy);
      }),
    onLost: (hear) => void lost.then(hear),
    disconnect: () => server.disconnect(),
  };
}

function bytesOf(view: DataView): Uint8Array {
  return new Uint8Array(view.buffer.slice(view.byteOffset, view.byteOffset + view.byteLength));
}
