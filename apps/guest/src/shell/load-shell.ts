// Whether the app runs in its native shell (native/README.md), and what the shell brings; browsers load nothing of it.
import type { Clock, Radio } from '@nightlatch/phone';
import type { KnownDoors } from '../radio/web-bluetooth-radio.ts';
import type { BluetoothState, RadioSupport } from '../state.ts';
import type { ShellPlace } from './shell-place.ts';

/** What the app has of the phone when it is no page of a browser. */
export interface Shell {
  /** Links arrive here, not in an address bar. */
  readonly place: ShellPlace;
  /** Calls `hear` for each link that the phone opens with this app, and for the one that started it. */
  onLink(hear: (url: string) => void): void;
  /** The system's share sheet. */
  share(what: { readonly title: string; readonly text: string; readonly url: string }): Promise<void>;
  buzz(pattern: readonly number[]): void;
}

/** What a browser brings, or the native shell. */
export interface Carrier {
  readonly shell: Shell | undefined;
  readonly support: RadioSupport;
  /** For real doors; one per hotel. */
  readonly makeRadio: (known: KnownDoors, clock: Clock) => Radio;
  /** `refused`: the last try was not allowed to use Bluetooth. */
  readonly bluetooth: (refused: boolean) => Promise<BluetoothState>;
}

/** Undefined in a browser. The shell's page says that it is one (native/make-www.mjs). */
export async function carryByShell({ documentElement }: Document): Promise<Carrier | undefined> {
  if (documentElement.dataset.shell === undefined) return undefined;
  return (await import('./capacitor-shell.ts')).openCarrier();
}
