// Everything the screens show, as one plain value.
import type { LinkView } from '@nightlatch/api';
import type { DoorDiagnosis, KeyView, LocationRecord, StayRecord } from '@nightlatch/phone';
import type { LinkProblem, RadioSupport, UnlockStep } from '@nightlatch/texts';
import type { ArrivalFacts } from './pages/arrival/arrival-steps.ts';
import type { UnlockTarget } from './unlock/targets.ts';

export type { LinkProblem, RadioSupport, UnlockStep };

/** Where the one-time link stands, with what it is for once that is known. Nothing is redeemed before the guest presses the button. */
export type LinkState =
  | { readonly kind: 'none' }
  | { readonly kind: 'offered'; readonly view?: LinkView }
  | { readonly kind: 'redeeming'; readonly view?: LinkView }
  | { readonly kind: 'failed'; readonly problem: LinkProblem; readonly view?: LinkView };

/**
 * `offline`: the server was tried and is out of reach, or the browser says there is no network. `not_known`: it
 * answers, but does not recognise this phone's signature any more.
 */
export type Connection = 'connecting' | 'online' | 'offline' | 'not_known';

/** How a try at a door ended, for the screen. */
export type UnlockOutcome =
  | { readonly kind: 'opened'; readonly door: string; readonly ms: number }
  | {
      readonly kind: 'refused' | 'failed';
      readonly diagnosis: DoorDiagnosis;
      /** Our own name of the door, never the lock's; absent when no door was reached. */
      readonly door?: string;
      /** True when the app has renewed the key and the next try may succeed. */
      readonly renewed: boolean;
      /** The door is one of another key on this phone: its name. */
      readonly otherDoor?: string;
      /** The guest closed the browser's list without picking a door. */
      readonly noDoorChosen?: true;
    };

export type UnlockState =
  | { readonly kind: 'idle' }
  | {
      readonly kind: 'running';
      readonly keyId: string;
      readonly target: UnlockTarget;
      readonly step: UnlockStep;
      readonly door: string;
      readonly attempt: number;
    }
  | { readonly kind: 'done'; readonly keyId: string; readonly target: UnlockTarget; readonly outcome: UnlockOutcome };

/** A message that stays until the guest closes it. */
export interface Notice {
  readonly id: string;
  readonly kind: 'key_removed' | 'device_removed' | 'link_used_already_here';
  /** UTC ms. */
  readonly at: number;
  readonly hotel?: string;
  readonly roomNumber?: string;
}

/** A door that the simulated radio hears; its name is display of the simulation only. */
export interface HeardDoor {
  readonly advertId: string;
  readonly name: string;
  /** Lower-case hex, 32 bytes, as the advert claims; absent where it claims none. */
  readonly readerIdentifier?: string;
}

/** Bluetooth as the browser tells it; `on` also while it can't be known whether this page may use it. */
export type BluetoothState = 'on' | 'off' | 'not_allowed' | 'unsupported' | 'unknown';

/** Push messages on this phone. `failed`: allowed, but the browser's push service or the hotel was out of reach. */
export type PushState = 'off' | 'on' | 'denied' | 'unsupported' | 'asking' | 'failed';

/** What the guest chose for this phone. */
export interface Choices {
  readonly sound: boolean;
  readonly darkCorridor: boolean;
}

/** A page beside the keys, loaded when it is opened. */
export type Page =
  | { readonly kind: 'share' | 'help'; readonly keyId: string }
  | { readonly kind: 'arrival' | 'stay_help'; readonly bookingId: string }
  | { readonly kind: 'settings' };

export interface AppState {
  /** False until the phone's memory was read. */
  readonly ready: boolean;
  readonly radio: RadioSupport;
  /** The last try at a door was not allowed to use Bluetooth. */
  readonly bluetoothRefused: boolean;
  readonly link: LinkState;
  readonly enrolled: boolean;
  readonly keys: readonly KeyView[];
  readonly stays: readonly StayRecord[];
  /** What can be done before arrival, by booking; read while online. */
  readonly arrivals: ReadonlyMap<string, ArrivalFacts>;
  readonly locations: readonly LocationRecord[];
  /** Ids of keys of past stays that only this phone still remembers. */
  readonly archived: readonly string[];
  readonly connection: Connection;
  /** Deletions the server has not been told yet. */
  readonly unconfirmedRemovals: number;
  readonly notices: readonly Notice[];
  readonly unlock: UnlockState;
  /** Key that the guest looks at; undefined for the list. */
  readonly shownKeyId: string | undefined;
  readonly page: Page | undefined;
  readonly push: PushState;
  readonly choices: Choices;
  /** The browser would put the app on the home screen now, and the guest has not said no. */
  readonly canInstall: boolean;
  /** The guest said no to push messages, or has not been asked yet where false. */
  readonly pushDeclined: boolean;
  readonly heardDoors: readonly HeardDoor[];
  /** UTC ms, for "until" and "has ended"; moves once a minute. */
  readonly now: number;
}

/** The state before anything was read. */
export function initialState(now: number): AppState {
  return {
    ready: false,
    radio: 'bluetooth',
    bluetoothRefused: false,
    link: { kind: 'none' },
    enrolled: false,
    keys: [],
    stays: [],
    arrivals: new Map(),
    locations: [],
    archived: [],
    connection: 'connecting',
    unconfirmedRemovals: 0,
    notices: [],
    unlock: { kind: 'idle' },
    shownKeyId: undefined,
    page: undefined,
    push: 'unsupported',
    choices: { sound: true, darkCorridor: false },
    canInstall: false,
    pushDeclined: false,
    heardDoors: [],
    now,
  };
}
