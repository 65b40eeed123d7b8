// What a figure is, what measures a family of them, and what the measurements share.
import type { Hotel } from './server/hotel.ts';

/** One measured value beside its limit, both from the same run on the same machine. */
export type Figure = {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** In the same unit: what the value is compared with. */
  readonly limit: number;
  /** How many measurements the value is the median (or percentile) of. */
  readonly runs: number;
};

/** Figures that are measured together. */
export type Family = {
  /** `start`, `server`, `console`, `guest` or `door`: chooses all of its families. */
  readonly group: string;
  /** The names of its figures; a trailing `*` stands for names that the measurement makes. */
  readonly names: readonly string[];
  /** What the limit is, in a few words, for people. */
  readonly limit: string;
  readonly measure: (bench: Bench) => AsyncIterable<Figure>;
};

/** What a measurement is given. */
export type Bench = {
  /** Rounds asked for with `--runs`, else the family's own number. */
  readonly runs: (standard: number) => number;
  /** Keys in the database asked for with `--keys`. */
  readonly keys: number | undefined;
  /** Progress, on stderr. */
  readonly say: (text: string) => void;
  /** The demo hotel of this run, started at first use. */
  readonly hotel: () => Promise<Hotel>;
  /** Whether somebody asked for this figure: a family may leave out what takes long. */
  readonly wants: (name: string) => boolean;
};

/** `value` as a share or multiple of `limit`. */
export const ratioOf = ({ value, limit }: Figure): number => value / limit;
