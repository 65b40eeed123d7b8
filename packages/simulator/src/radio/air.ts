// The simulated air of one link: two directions, in order, with interference and a way to lose the link.
import { type AirUnit, CLEAR_AIR, type Interference } from './interference.ts';

/** Timers by port. */
export type SetTimer = (delayMs: number, fire: () => void) => () => void;

/** One end's way in. */
export type Transmit = (bytes: Uint8Array) => void;

/** What an air is made of. */
export interface AirOptions {
  readonly setTimer: SetTimer;
  readonly interference?: Interference;
  readonly toPhone: Transmit;
  readonly toLock: Transmit;
  /** Both ends lose the link; called at most once. */
  readonly onLost: () => void;
}

/** A running air. */
export interface Air {
  readonly fromPhone: Transmit;
  readonly fromLock: Transmit;
  /** Runs `then` behind everything sent from that side so far (a control byte travels in the same order). */
  afterSentBy(side: 'phone' | 'lock', then: () => void): void;
  /** Nothing is delivered any more. */
  silence(): void;
}

/** Makes an air. */
export function createAir(options: AirOptions): Air {
  const decide = options.interference ?? CLEAR_AIR;
  const held: Partial<Record<'phone' | 'lock', Uint8Array>> = {};
  const line: Record<'phone' | 'lock', Promise<void>> = { phone: Promise.resolve(), lock: Promise.resolve() };
  let index = 0;
  let bytesBefore = 0;
  let dead = false;

  function lose(): void {
    if (dead) return;
    dead = true;
    options.onLost();
  }

  function deliver(side: 'phone' | 'lock', bytes: Uint8Array): void {
    if (dead) return;
    if (side === 'phone') options.toLock(bytes);
    else options.toPhone(bytes);
  }

  function act(side: 'phone' | 'lock', unit: AirUnit): Promise<void> | void {
    if (dead) return;
    const action = decide(unit);
    const before = held[side];
    delete held[side];
    const arrive = (bytes: Uint8Array): void => {
      deliver(side, bytes);
      if (before) deliver(side, before);
    };
    switch (action.kind) {
      case 'pass':
        return arrive(unit.bytes);
      case 'drop':
        if (before) deliver(side, before);
        return;
      case 'repeat':
        arrive(unit.bytes);
        return deliver(side, unit.bytes);
      case 'swap':
        if (before) deliver(side, before);
        held[side] = unit.bytes;
        return;
      case 'cut':
        return lose();
      case 'truncate':
        arrive(unit.bytes.slice(0, action.bytes));
        return lose();
      case 'flip':
        return arrive(withFlippedBit(unit.bytes, action.bit));
      case 'delay':
        return new Promise((resolve) => {
          options.setTimer(action.ms, () => {
            arrive(unit.bytes);
            resolve();
          });
        });
    }
  }

  function transmit(side: 'phone' | 'lock', bytes: Uint8Array): void {
    const unit: AirUnit = { from: side, index, bytesBefore, bytes: bytes.slice() };
    index += 1;
    bytesBefore += bytes.length;
    line[side] = line[side].then(() => act(side, unit));
  }

  return {
    fromPhone: (bytes) => transmit('phone', bytes),
    fromLock: (bytes) => transmit('lock', bytes),
    afterSentBy: (side, then) => {
      line[side] = line[side].then(() => {
        if (!dead) then();
      });
    },
    silence: () => {
      dead = true;
    },
  };
}

function withFlippedBit(bytes: Uint8Array, bit: number): Uint8Array {
  const flipped = bytes.slice();
  const at = Math.floor(bit / 8) % Math.max(1, bytes.length);
  flipped[at] = (flipped[at] ?? 0) ^ (1 << (bit % 8));
  return flipped;
}
