// The command line of the bench: which figures, how many rounds, in which form.
import { parseArgs } from 'node:util';

export type BenchArguments = {
  /** Prefixes of figure names, or names of groups; none means all. */
  readonly prefixes: readonly string[];
  readonly json: boolean;
  readonly list: boolean;
  readonly runs: number | undefined;
  /** How many keys the database holds for `issue.at`. */
  readonly keys: number | undefined;
};

/** Throws an Error with one sentence for arguments that make no sense. */
export const readArguments = (args: readonly string[]): BenchArguments => {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      json: { type: 'boolean', default: false },
      list: { type: 'boolean', default: false },
      runs: { type: 'string' },
      keys: { type: 'string' },
    },
  });
  const runs = wholeNumber('--runs', values.runs, 1);
  const keys = wholeNumber('--keys', values.keys, 20_000);
  return { prefixes: positionals, json: values.json, list: values.list, runs, keys };
};

const wholeNumber = (name: string, text: string | undefined, least: number): number | undefined => {
  if (text === undefined) return undefined;
  const number = Number(text);
  if (Number.isInteger(number) && number >= least) return number;
  throw new Error(`${name} must be a whole number from ${least}, not "${text}".`);
};

/** Whether a figure is asked for. `door` chooses `door.bytes.auth0`; a declared `door.bytes.*` is chosen by anything it may become. */
export const isWanted = (name: string, group: string, prefixes: readonly string[]): boolean => {
  if (prefixes.length === 0) return true;
  const stem = name.endsWith('*') ? name.slice(0, -1) : undefined;
  return prefixes.some(
    (prefix) => prefix === group || name.startsWith(prefix) || (stem !== undefined && prefix.startsWith(stem)),
  );
};
