// What a property may set at a lock: commissioning brings it, mail type 5 replaces single fields (docs/protocol §7.8).
import type { LockConfiguration, ZoneStep } from '@nightlatch/aliro';

/** All settings, with their defaults filled in. */
export interface Configuration {
  /** A room keeps a generation, a common door does not (docs/protocol §7.3). */
  readonly kind: 'room' | 'common';
  /** The lock's own element, for instance `r101`. */
  readonly element: string;
  /** At most 3 zones or common names it also answers to, in order. */
  readonly otherElements: readonly string[];
  readonly openMs: number;
  readonly extendedOpenMs: number;
  /** 1 lets the current occupancy in under privacy. */
  readonly privacyMode: 0 | 1;
  /** Longest lease taken, seconds. */
  readonly maxLeaseSeconds: number;
  readonly revocationElement: string;
  /** Wall clock, ascending; absent = the lock has no zone table. */
  readonly zone?: readonly ZoneStep[];
  readonly fast: boolean;
  readonly allowRuleless: boolean;
}

/** What holds until a property says otherwise. 7 days is the longest lease a property may choose. */
export const DEFAULT_CONFIGURATION: Configuration = {
  kind: 'room',
  element: '',
  otherElements: [],
  openMs: 5_000,
  extendedOpenMs: 15_000,
  privacyMode: 0,
  maxLeaseSeconds: 7 * 24 * 3600,
  revocationElement: 'rv',
  fast: true,
  allowRuleless: false,
};

/** The named fields replaced. */
export function changeConfiguration(configuration: Configuration, change: LockConfiguration): Configuration {
  const { door, ...rest } = change;
  return { ...configuration, ...rest, ...door };
}

/** The elements this lock asks phones for, in the order in which it judges them (docs/protocol §7.1: its own and at most 3 others). */
export function askedElements(configuration: Configuration): string[] {
  return [configuration.element, ...configuration.otherElements];
}
