// What the lock's brain needs from the world: memory, a counter, a bolt, randomness, timers and radio links. No Node, no DOM.
import type { RandomBytes, StateByte } from '@nightlatch/aliro';

/**
 * The lock's non-volatile memory: named slots, each written whole. A write may be torn by a power cut; the brain
 * survives that (docs/protocol §7.6), so an adapter needs no transaction, only to write through before it resolves.
 */
export interface LockStorage {
  /** The bytes last written to `slot`, or undefined when it was never written. */
  read(slot: string): Promise<Uint8Array | undefined>;
  /** Writes `bytes` durably. A rejection counts as a hardware fault: nothing opens (0303). */
  write(slot: string, bytes: Uint8Array): Promise<void>;
}

/** A counter that only rises; it is not the time of day (docs/protocol §7.6.2). */
export interface LockClock {
  /** Milliseconds since any fixed instant, never falling while powered. */
  counterMs(): number;
  /** True when the counter ran on a battery since the last start, so that a stored offset still holds. */
  readonly keptOverPowerLoss: boolean;
}

/** What the bolt reports: it is open, no report came in time, or it is stuck. */
export type BoltReport = 'open' | 'timeout' | 'jammed';

/** The motor. Egress is mechanical and never passes through here. */
export interface LockBolt {
  /** Frees the bolt for `openMs`; resolves when the bolt reports, not when it locks again. A rejection counts as jammed. */
  open(openMs: number): Promise<BoltReport>;
}

/** Timers by port, so that tests run on a clock of their own. */
export interface LockTimers {
  /** Calls `action` once after `delayMs`; the returned function cancels it. */
  after(delayMs: number, action: () => void): () => void;
}

/** Cryptographically strong random bytes. */
export type LockRandom = RandomBytes;

/** Carrier of frames (docs/protocol §6): all but NFC carry frames with a 4-byte header; NFC carries bare APDUs. */
export type LinkKind = 'websocket' | 'memory' | 'gatt' | 'nfc';

/**
 * The lock's side of one connected phone. `sendFrame` takes one whole frame (docs/protocol §6.2), for `nfc` one command APDU.
 * `end` sends the state byte of docs/protocol §6.4 and closes: a WebSocket adapter closes with `closeCodeOf(state)`.
 */
export interface LinkPort {
  readonly kind: LinkKind;
  /** What the carrier calls the other side (a BLE address): absent where it can't tell one from another. Used for back-off only. */
  readonly peer?: string | undefined;
  sendFrame(frame: Uint8Array): void;
  /** `waitTenths` comes with `86` only: n × 100 ms to wait. Called at most once, nothing is sent after it. */
  end(state: StateByte, waitTenths?: number): void;
}

/** What the adapter calls when the phone does something. None of these throws, whatever arrives. */
export interface LinkSession {
  /** One whole frame from the phone, for `nfc` one answer APDU. */
  receiveFrame(frame: Uint8Array): void;
  /** The phone's state byte (END or an abort). */
  receiveState(stateByte: number): void;
  /** The link is gone without a word. */
  lost(): void;
  /** The adapter found the link broken (chunk counter, text message): the lock ends it with this state byte. */
  abort(state: StateByte): void;
  /** Resolves when this link's session is over and everything it caused is stored. Tests and orderly stops wait for it. */
  readonly finished: Promise<void>;
}
