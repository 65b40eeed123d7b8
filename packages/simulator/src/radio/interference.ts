// What the simulated air does to what is sent through it: the test hooks of docs/protocol §6.5, by hand or by seed.

/** One thing in the air: a whole frame on memory links, one chunk on GATT links. */
export interface AirUnit {
  readonly from: 'phone' | 'lock';
  /** Counts units of both directions on this link, from 0. */
  readonly index: number;
  /** Bytes sent before this unit, both directions. */
  readonly bytesBefore: number;
  readonly bytes: Uint8Array;
}

/** What happens to a unit. `swap` holds it back until after the next one of its direction. */
export type AirAction =
  | { readonly kind: 'pass' }
  | { readonly kind: 'drop' }
  | { readonly kind: 'repeat' }
  | { readonly kind: 'swap' }
  /** The link is gone without a word, before this unit arrives. */
  | { readonly kind: 'cut' }
  | { readonly kind: 'flip'; readonly bit: number }
  /** Only this many bytes arrive, then the link is gone. */
  | { readonly kind: 'truncate'; readonly bytes: number }
  | { readonly kind: 'delay'; readonly ms: number };

/** Decides per unit. */
export type Interference = (unit: AirUnit) => AirAction;

/** Clear air. */
export const CLEAR_AIR: Interference = () => ({ kind: 'pass' });

/** A seeded generator of numbers in [0, 1): the same seed gives the same air (mulberry32). */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Probabilities per unit. */
export interface RandomAir {
  readonly seed: number;
  /**
   * Share of radio packets lost. Bluetooth's link layer sends a lost packet again at the next connection interval,
   * so that it arrives late and in order, until the supervision time-out ends the link.
   */
  readonly loss?: number;
  /** ms from one try to the next. */
  readonly intervalMs?: number;
  /** Tries after which the link is given up (supervision time-out). */
  readonly triesAtMost?: number;
  readonly drop?: number;
  readonly repeat?: number;
  readonly swap?: number;
  readonly flip?: number;
  readonly cut?: number;
}

const TRIES_AT_MOST = 24; // 720 ms at 30 ms

/** Random air from a seed. */
export function randomInterference(air: RandomAir): Interference {
  const random = seededRandom(air.seed);
  const chance = (share: number | undefined): boolean => random() < (share ?? 0);
  return (unit) => {
    if (chance(air.cut)) return { kind: 'cut' };
    if (chance(air.drop)) return { kind: 'drop' };
    if (chance(air.repeat)) return { kind: 'repeat' };
    if (chance(air.swap)) return { kind: 'swap' };
    if (chance(air.flip)) return { kind: 'flip', bit: Math.floor(random() * unit.bytes.length * 8) };
    let lost = 0;
    while (chance(air.loss)) lost += 1;
    if (lost >= (air.triesAtMost ?? TRIES_AT_MOST)) return { kind: 'cut' };
    return lost > 0 ? { kind: 'delay', ms: lost * (air.intervalMs ?? 30) } : { kind: 'pass' };
  };
}

/** Cuts the link after `bytes` bytes in the air, both directions together. */
export function cutAfter(bytes: number): Interference {
  return (unit) => {
    const left = bytes - unit.bytesBefore;
    if (left >= unit.bytes.length) return { kind: 'pass' };
    return left <= 0 ? { kind: 'cut' } : { kind: 'truncate', bytes: left };
  };
}
