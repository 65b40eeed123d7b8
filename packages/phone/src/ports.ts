// What the phone's brain needs from the world: radio, storage, time, random and a maker of key pairs.
import type { Collection, PhoneRecords } from './records.ts';

/** Time. Timers are part of it so that tests run on a fake one. */
export interface Clock {
  /** UTC milliseconds since 1970. */
  now(): number;
  /** Calls `fire` once after `delayMs`; the returned function cancels it. */
  setTimer(delayMs: number, fire: () => void): () => void;
}

/** What a scan saw of one door. A hint that grants nothing (docs/protocol §6.4 Advert). */
export interface Advert {
  /** Identifies the advert to this radio only (a URL, a Bluetooth device id). */
  readonly id: string;
  /** Local name as sent; never shown to the guest as the door's name (docs/protocol §7.12). */
  readonly name: string;
  /** The `info` bytes where the radio has them before connecting; else absent. */
  readonly info?: Uint8Array;
  /** Signal strength in dBm, nearer is higher; absent where the radio has none. */
  readonly rssi?: number;
  /**
   * UTC ms at which the guest picked this very door in a list of the system's own (Web Bluetooth's chooser): an act of
   * theirs, so any door of the key will do. Absent where nobody was asked.
   */
  readonly chosenAt?: number;
}

/** What a scan is for. A radio that must ask the guest for a door decides by it whether to ask. */
export interface ScanWish {
  /** Lower-case hex, 32 bytes each: the doors that would do. */
  readonly readerIdentifiers: readonly string[];
  /** Locations of those doors. */
  readonly locationIds: readonly string[];
}

/** What a link hands over next. `state` is a control byte of docs/protocol §6.4 (`02` END, `80`… abort). */
export type LinkEvent =
  | { readonly kind: 'frame'; readonly frame: Uint8Array }
  /** `retryAfterMs` only with state `86`, overloaded; `state` absent when the link was simply lost. */
  | { readonly kind: 'closed'; readonly state?: number; readonly retryAfterMs?: number };

/** One link to one door: whole frames in both directions (docs/protocol §6.2), chunks are the radio's matter. */
export interface FrameLink {
  /** `info` of docs/protocol §6.4 as this link gave it. Unauthenticated. */
  readonly info: Uint8Array;
  /** Rejects when the link is gone. */
  send(frame: Uint8Array): Promise<void>;
  /** Next event; after `closed` always `closed`. Called by one reader at a time. */
  receive(): Promise<LinkEvent>;
  /** Ends the link with a control byte: `02` END or an abort `80`…`87`. May be called more than once. */
  close(state: number): void;
}

/** The phone's radio. An unusable radio is a thrown `RadioError`. */
export interface Radio {
  /** Doors heard now, in any order. An empty list is an answer, not an error. Without a wish nobody is asked anything. */
  scan(wish?: ScanWish): Promise<readonly Advert[]>;
  /** Opens a link and reads `info`. Throws `RadioError` with code `too_far` when the door does not answer. */
  connect(advert: Advert): Promise<FrameLink>;
}

/**
 * Why a radio can't be used; the codes are the diagnosis codes of docs/domain.md §7. `no_door_chosen`: the guest closed
 * the system's list without picking a door, which is `too_far` with a better sentence.
 */
export type RadioErrorCode =
  | 'bluetooth_off'
  | 'bluetooth_not_allowed'
  | 'unsupported_phone'
  | 'too_far'
  | 'no_door_chosen';

/** Thrown by a `Radio`. */
export class RadioError extends Error {
  readonly code: RadioErrorCode;
  constructor(code: RadioErrorCode, message: string = code) {
    super(message);
    this.name = 'RadioError';
    this.code = code;
  }
}

/** One step of an atomic write. `delete` of what is absent is no error. */
export type StoreChange = {
  readonly [C in Collection]:
    | { readonly op: 'put'; readonly collection: C; readonly record: PhoneRecords[C] }
    | { readonly op: 'delete'; readonly collection: C; readonly id: string };
}[Collection];

/**
 * The phone's memory: collections of records, each with a text `id`. Records hold plain data, `Uint8Array`s
 * and private-key handles, all of which structured clone keeps. An IndexedDB store is one object store per
 * collection with key path `id`, and one read-write transaction per `write`.
 */
export interface PhoneStore {
  get<C extends Collection>(collection: C, id: string): Promise<PhoneRecords[C] | undefined>;
  /** All records of a collection in no particular order. */
  all<C extends Collection>(collection: C): Promise<PhoneRecords[C][]>;
  /** Applies all changes in order, or none; settled means durable. */
  write(changes: readonly StoreChange[]): Promise<void>;
}
