// A stand-in for the system's Bluetooth service, BlueZ (https://git.kernel.org/pub/scm/bluetooth/bluez.git/tree/doc), on a private
// bus: an adapter, devices that advertise, connect and vanish, their GATT services with real notifications. No radio, no kernel.
import { setTimeout as delay } from 'node:timers/promises';
import { BusConnection, NOTHING, type PrivateBus, type Reply } from './dbus-bus.fixture.ts';
import { type DbusMessage, type Variant, variant } from './dbus-wire.fixture.ts';

/** What a peripheral does for one connected central. */
export interface GattSession {
  read(characteristic: string): Uint8Array;
  write(characteristic: string, bytes: Uint8Array): void;
  /** The link is gone. */
  lost(): void;
}

/** What a peripheral may do to its central. */
export interface GattCentral {
  notify(characteristic: string, bytes: Uint8Array): void;
  /** Ends the link from the peripheral's side. */
  disconnect(): void;
}

export interface Peripheral {
  /** `C0:00:00:00:00:01`. */
  readonly address: string;
  readonly name: string;
  readonly service: string;
  /** UUID → BlueZ's flags: `read`, `write`, `write-without-response`, `notify`. */
  readonly characteristics: ReadonlyMap<string, readonly string[]>;
  readonly attMtu: number;
  accept(central: GattCentral): GattSession;
}

/** A peripheral as the stand-in's air has it. */
export interface DeviceInAir {
  /** Out of range it neither advertises nor connects; an open link is lost. */
  setInRange(inRange: boolean): void;
  /** Strength of what is heard, dBm. */
  setRssi(rssi: number): void;
  /** Cuts the link, as when the guest walks away. */
  cut(): void;
  readonly connected: boolean;
  /** How many links there were. */
  readonly links: number;
}

type Properties = Map<string, Variant>;
type Interfaces = Map<string, Properties>;

const ADAPTER = '/org/bluez/hci0';
const ADAPTER1 = 'org.bluez.Adapter1';
const DEVICE1 = 'org.bluez.Device1';
const SERVICE1 = 'org.bluez.GattService1';
const CHARACTERISTIC1 = 'org.bluez.GattCharacteristic1';
const DESCRIPTOR1 = 'org.bluez.GattDescriptor1';
const PROPERTIES = 'org.freedesktop.DBus.Properties';
const OBJECT_MANAGER = 'org.freedesktop.DBus.ObjectManager';
const CLIENT_CONFIGURATION = '00002902-0000-1000-8000-00805f9b34fb';
const ADVERTISE_EVERY_MS = 100;
/** BlueZ gives up on a device that does not answer after about this long. */
const CONNECT_GIVES_UP_MS = 20_000;
/** A write under way when its link breaks fails after the device's objects are gone. */
const WRITE_FAILS_AFTER_MS = 20;

const properties = (entries: Record<string, Variant>): Properties => new Map(Object.entries(entries));
const refusal = (name: string, message: string): Reply => ({ error: `org.bluez.Error.${name}`, message });

export class BluezStandIn {
  readonly #objects = new Map<string, Interfaces>();
  readonly #devices = new Map<string, Device>();
  readonly #discovering = new Set<string>();
  #bus: BusConnection | undefined;
  #advertising: NodeJS.Timeout | undefined;
  powered = true;

  static async start(bus: PrivateBus): Promise<BluezStandIn> {
    const stand = new BluezStandIn();
    stand.#export('/org/bluez', new Map([['org.bluez.AgentManager1', new Map()]]));
    stand.#export(
      ADAPTER,
      new Map<string, Properties>([
        [
          ADAPTER1,
          properties({
            Address: variant('s', '00:11:22:33:44:55'),
            AddressType: variant('s', 'public'),
            Name: variant('s', 'stand-in'),
            Alias: variant('s', 'stand-in'),
            Class: variant('u', 0),
            Powered: variant('b', true),
            Discoverable: variant('b', false),
            DiscoverableTimeout: variant('u', 0),
            Pairable: variant('b', false),
            PairableTimeout: variant('u', 0),
            Discovering: variant('b', false),
            UUIDs: variant('as', []),
            Modalias: variant('s', 'usb:v1D6Bp0246d0540'),
            Roles: variant('as', ['central', 'peripheral']),
          }),
        ],
        ['org.bluez.GattManager1', new Map()],
        ['org.bluez.LEAdvertisingManager1', new Map()],
      ]),
    );
    const connection = await BusConnection.open(bus.path, (call) => stand.#onCall(call));
    stand.#bus = connection;
    await connection.call('RequestName', 'su', ['org.bluez', 0]);
    stand.#advertising = setInterval(() => stand.#advertise(), ADVERTISE_EVERY_MS);
    return stand;
  }

  stop(): void {
    clearInterval(this.#advertising);
    for (const device of this.#devices.values()) device.cut();
    this.#bus?.close();
  }

  /** Switches the computer's Bluetooth: off ends every link. */
  setPowered(on: boolean): void {
    this.powered = on;
    if (!on) {
      for (const device of this.#devices.values()) device.cut();
      this.#discovering.clear();
      this.change(ADAPTER, ADAPTER1, { Discovering: variant('b', false) });
    }
    this.change(ADAPTER, ADAPTER1, { Powered: variant('b', on) });
  }

  add(peripheral: Peripheral): DeviceInAir {
    const path = `${ADAPTER}/dev_${peripheral.address.replaceAll(':', '_')}`;
    const device = new Device(this, path, peripheral);
    this.#devices.set(path, device);
    return device;
  }

  /** Changes properties of an object and says so. */
  change(path: string, name: string, changed: Record<string, Variant>): void {
    const held = this.#objects.get(path)?.get(name);
    if (!held) return;
    for (const [key, value] of Object.entries(changed)) held.set(key, value);
    this.#bus?.signal(path, PROPERTIES, 'PropertiesChanged', 'sa{sv}as', [name, Object.entries(changed), []]);
  }

  #export(path: string, interfaces: Interfaces): void {
    this.#objects.set(path, interfaces);
  }

  exportNew(path: string, interfaces: Interfaces): void {
    this.#export(path, interfaces);
    this.#bus?.signal('/', OBJECT_MANAGER, 'InterfacesAdded', 'oa{sa{sv}}', [path, listed(interfaces)]);
  }

  remove(path: string): void {
    const names = [...(this.#objects.get(path)?.keys() ?? [])];
    if (!this.#objects.delete(path)) return;
    this.#bus?.signal('/', OBJECT_MANAGER, 'InterfacesRemoved', 'oas', [path, names]);
  }

  exports(path: string): boolean {
    return this.#objects.has(path);
  }

  #advertise(): void {
    if (!this.powered || this.#discovering.size === 0) return;
    for (const device of this.#devices.values()) device.advertise();
  }

  async #onCall(call: DbusMessage): Promise<Reply> {
    const { path = '', interfaceName, member = '' } = call;
    if (interfaceName === OBJECT_MANAGER) {
      const objects = [...this.#objects].map(([at, interfaces]) => [at, listed(interfaces)]);
      return { signature: 'a{oa{sa{sv}}}', body: [objects] };
    }
    if (interfaceName === PROPERTIES) return this.#onProperties(path, member, call.body);
    if (interfaceName === ADAPTER1) return this.#onAdapter(member, call.sender ?? '');
    const device = [...this.#devices.values()].find((one) => path.startsWith(one.path));
    if (device && interfaceName === DEVICE1) return device.onCall(member);
    if (device && interfaceName === CHARACTERISTIC1) return device.onCharacteristic(path, member, call.body);
    return NOTHING; // agents, advertisements, descriptors: taken and forgotten
  }

  #onProperties(path: string, member: string, body: readonly unknown[]): Reply {
    const held = this.#objects.get(path)?.get(String(body[0]));
    if (!held) return { error: 'org.freedesktop.DBus.Error.UnknownInterface', message: String(body[0]) };
    if (member === 'GetAll') return { signature: 'a{sv}', body: [[...held]] };
    const key = String(body[1]);
    if (member === 'Get') {
      const value = held.get(key);
      return value
        ? { signature: 'v', body: [value] }
        : { error: 'org.freedesktop.DBus.Error.UnknownProperty', message: key };
    }
    const value = body[2] as Variant; // Set's third argument is a variant
    if (key === 'Powered') this.setPowered(value.value === true);
    else this.change(path, String(body[0]), { [key]: value });
    return NOTHING;
  }

  #onAdapter(member: string, sender: string): Reply {
    if (member === 'StartDiscovery') {
      if (!this.powered) return refusal('NotReady', 'Resource Not Ready');
      this.#discovering.add(sender);
      this.change(ADAPTER, ADAPTER1, { Discovering: variant('b', true) });
      setTimeout(() => this.#advertise(), 5);
    }
    if (member === 'StopDiscovery') {
      this.#discovering.delete(sender);
      if (this.#discovering.size === 0) this.change(ADAPTER, ADAPTER1, { Discovering: variant('b', false) });
    }
    return NOTHING;
  }
}

class Device implements DeviceInAir {
  readonly path: string;
  readonly #stand: BluezStandIn;
  readonly #peripheral: Peripheral;
  readonly #paths = new Map<string, string>();
  #session: GattSession | undefined;
  #giveUp: () => void = () => undefined;
  #connecting = false;
  #inRange = true;
  #rssi = -55;
  links = 0;

  constructor(stand: BluezStandIn, path: string, peripheral: Peripheral) {
    this.#stand = stand;
    this.path = path;
    this.#peripheral = peripheral;
  }

  get connected(): boolean {
    return this.#session !== undefined;
  }

  setInRange(inRange: boolean): void {
    this.#inRange = inRange;
    if (!inRange) this.cut();
  }

  setRssi(rssi: number): void {
    this.#rssi = rssi;
  }

  advertise(): void {
    if (!this.#inRange) return;
    const heard = { RSSI: variant('n', this.#rssi) };
    if (this.#stand.exports(this.path)) this.#stand.change(this.path, DEVICE1, heard);
    else this.#stand.exportNew(this.path, new Map([[DEVICE1, this.#describe()]]));
  }

  #describe(): Properties {
    const { address, name, service } = this.#peripheral;
    return properties({
      Address: variant('s', address),
      AddressType: variant('s', 'random'),
      Name: variant('s', name),
      Alias: variant('s', name),
      UUIDs: variant('as', [service]),
      RSSI: variant('n', this.#rssi),
      Paired: variant('b', false),
      Bonded: variant('b', false),
      Connected: variant('b', false),
      Trusted: variant('b', false),
      Blocked: variant('b', false),
      LegacyPairing: variant('b', false),
      ServicesResolved: variant('b', false),
      Adapter: variant('o', ADAPTER),
    });
  }

  async onCall(member: string): Promise<Reply> {
    if (member === 'Connect') return this.#connect();
    if (member === 'Disconnect') {
      const idle = !this.#session && !this.#connecting;
      this.cut();
      return idle ? refusal('NotConnected', 'Not Connected') : NOTHING;
    }
    return NOTHING;
  }

  async #connect(): Promise<Reply> {
    if (!this.#stand.powered) return refusal('NotReady', 'Resource Not Ready');
    if (this.#session) return NOTHING;
    if (!this.#inRange) {
      // BlueZ waits for an advert, until it gives up or is told to.
      this.#connecting = true;
      await new Promise<void>((resolve) => {
        this.#giveUp = resolve;
        setTimeout(resolve, CONNECT_GIVES_UP_MS).unref();
      });
      this.#connecting = false;
      return refusal('Failed', 'le-connection-abort-by-local');
    }
    this.links += 1;
    const mine = this.links;
    this.#session = this.#peripheral.accept({
      notify: (uuid, bytes) => {
        const path = this.#paths.get(uuid);
        if (path && mine === this.links && this.#session)
          this.#stand.change(path, CHARACTERISTIC1, { Value: variant('ay', bytes) });
      },
      disconnect: () => {
        if (mine === this.links) this.cut();
      },
    });
    this.#stand.change(this.path, DEVICE1, { Connected: variant('b', true) });
    this.#exportServices();
    this.#stand.change(this.path, DEVICE1, { ServicesResolved: variant('b', true) });
    return NOTHING;
  }

  #exportServices(): void {
    const service = `${this.path}/service0001`;
    const { service: uuid, characteristics, attMtu } = this.#peripheral;
    this.#stand.exportNew(
      service,
      new Map([
        [
          SERVICE1,
          properties({
            UUID: variant('s', uuid),
            Device: variant('o', this.path),
            Primary: variant('b', true),
            Includes: variant('ao', []),
          }),
        ],
      ]),
    );
    for (const [at, [id, flags]] of [...characteristics].entries()) {
      const path = `${service}/char${String(at + 2).padStart(4, '0')}`;
      this.#paths.set(id, path);
      this.#stand.exportNew(
        path,
        new Map([
          [
            CHARACTERISTIC1,
            properties({
              UUID: variant('s', id),
              Service: variant('o', service),
              Value: variant('ay', new Uint8Array(0)),
              Notifying: variant('b', false),
              Flags: variant('as', flags),
              MTU: variant('q', attMtu),
            }),
          ],
        ]),
      );
      if (!flags.includes('notify')) continue;
      const descriptor = properties({
        UUID: variant('s', CLIENT_CONFIGURATION),
        Characteristic: variant('o', path),
        Value: variant('ay', new Uint8Array(0)),
        Flags: variant('as', ['read', 'write']),
      });
      this.#stand.exportNew(`${path}/desc0001`, new Map([[DESCRIPTOR1, descriptor]]));
    }
  }

  async onCharacteristic(path: string, member: string, body: readonly unknown[]): Promise<Reply> {
    const uuid = [...this.#paths].find(([, at]) => at === path)?.[0];
    const session = this.#session;
    if (!session || uuid === undefined) return refusal('Failed', 'Not connected');
    if (member === 'ReadValue') return { signature: 'ay', body: [session.read(uuid)] };
    if (member === 'WriteValue' && body[0] instanceof Uint8Array) {
      session.write(uuid, body[0]);
      if (session !== this.#session) {
        await delay(WRITE_FAILS_AFTER_MS);
        return refusal('Failed', 'Operation failed with ATT error: 0x0e');
      }
    }
    if (member === 'StartNotify' || member === 'StopNotify')
      this.#stand.change(path, CHARACTERISTIC1, { Notifying: variant('b', member === 'StartNotify') });
    return NOTHING;
  }

  cut(): void {
    this.#giveUp();
    const session = this.#session;
    if (!session) return;
    this.#session = undefined;
    session.lost();
    for (const path of this.#paths.values()) {
      this.#stand.remove(`${path}/desc0001`);
      this.#stand.remove(path);
    }
    this.#paths.clear();
    this.#stand.remove(`${this.path}/service0001`);
    this.#stand.change(this.path, DEVICE1, { ServicesResolved: variant('b', false), Connected: variant('b', false) });
  }
}

/** As a{sa{sv}}. */
function listed(interfaces: Interfaces): unknown[] {
  return [...interfaces].map(([name, held]) => [name, [...held]]);
}
