// Chromium with a Bluetooth of its own: the browser's whole Web Bluetooth stack over the stand-in for BlueZ on a private bus.
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserContext, type CDPSession, chromium, type Page } from 'playwright-core';
import { BluezStandIn } from './bluez-stand-in.fixture.ts';
import { DAEMON, type PrivateBus, startPrivateBus } from './dbus-bus.fixture.ts';

const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--enable-features=WebBluetooth,WebBluetoothNewPermissionsBackend',
];

const program = (): string => process.env.CHROMIUM_PATH || '/usr/bin/chromium';

/** What this machine lacks for these tests: a message bus, or a Chromium that is more than a headless shell. */
export function missingForBluetooth(): string | undefined {
  if (process.platform !== 'linux') return 'a Linux with D-Bus is not here';
  if (!existsSync(DAEMON)) return `${DAEMON} not present`;
  if (program().endsWith('chromium.sh')) return 'the headless shell from npm has no Bluetooth';
  return undefined;
}

/** What the guest does when the browser asks for a door: picks the one of this address, or closes the list. */
export type Choice = `C0:${string}` | 'cancel';

export interface BluetoothBrowser {
  readonly bluez: BluezStandIn;
  readonly context: BrowserContext;
  readonly page: Page;
  /** What the guest does at the next lists of doors. */
  choice: Choice;
  /** How often the browser showed its list. */
  readonly asked: number;
  /** Closes the browser and starts it on the same profile; `blocked`: with Bluetooth forbidden in its settings. */
  restart(options?: { readonly blocked: boolean }): Promise<void>;
  close(): Promise<void>;
}

type Prompt = { id: string; devices: { id: string; name: string }[] };

class Running implements BluetoothBrowser {
  readonly bluez: BluezStandIn;
  readonly #bus: PrivateBus;
  readonly #profile: string;
  #context: BrowserContext | undefined;
  #page: Page | undefined;
  choice: Choice = 'cancel';
  asked = 0;

  constructor(bus: PrivateBus, bluez: BluezStandIn, profile: string) {
    this.#bus = bus;
    this.bluez = bluez;
    this.#profile = profile;
  }

  get context(): BrowserContext {
    if (!this.#context) throw new Error('the browser is not running');
    return this.#context;
  }

  get page(): Page {
    if (!this.#page) throw new Error('the browser is not running');
    return this.#page;
  }

  async open(): Promise<void> {
    this.#context = await chromium.launchPersistentContext(this.#profile, {
      executablePath: program(),
      args: FLAGS,
      env: { ...process.env, DBUS_SYSTEM_BUS_ADDRESS: this.#bus.address },
      viewport: { width: 390, height: 844 },
      locale: 'en-GB',
    });
    this.#page = this.#context.pages()[0] ?? (await this.#context.newPage());
    this.#page.setDefaultTimeout(20_000);
    const devtools = await this.#context.newCDPSession(this.#page);
    await devtools.send('DeviceAccess.enable');
    let answered = '';
    devtools.on('DeviceAccess.deviceRequestPrompted', (prompt: Prompt) => {
      if (prompt.id === answered) return; // the event repeats as devices come; a second answer ends the browser
      const wanted = prompt.devices.find(({ id }) => id === this.choice);
      if (this.choice !== 'cancel' && !wanted) return;
      answered = prompt.id;
      this.asked += 1;
      void answerPrompt(devtools, prompt.id, wanted?.id);
    });
  }

  async restart({ blocked } = { blocked: false }): Promise<void> {
    await this.#context?.close();
    // What the browser's own settings page writes: 2 is "don't allow sites to use Bluetooth".
    const file = join(this.#profile, 'Default', 'Preferences');
    const settings = JSON.parse(await readFile(file, 'utf8')) as { profile?: object }; // Chromium's own file
    const profile = { ...settings.profile, default_content_setting_values: blocked ? { bluetooth_guard: 2 } : {} };
    await writeFile(file, JSON.stringify({ ...settings, profile }));
    await this.open();
  }

  async close(): Promise<void> {
    await this.#context?.close();
    this.bluez.stop();
    await this.#bus.stop();
    await rm(this.#profile, { recursive: true, force: true });
  }
}

async function answerPrompt(devtools: CDPSession, id: string, deviceId: string | undefined): Promise<void> {
  if (deviceId === undefined) await devtools.send('DeviceAccess.cancelPrompt', { id });
  else await devtools.send('DeviceAccess.selectPrompt', { id, deviceId });
}

export async function openBluetoothBrowser(): Promise<BluetoothBrowser> {
  const bus = await startPrivateBus();
  const bluez = await BluezStandIn.start(bus);
  const browser = new Running(bus, bluez, await mkdtemp(join(tmpdir(), 'nightlatch-profile-')));
  await browser.open();
  return browser;
}
