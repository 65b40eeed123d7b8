// The command line of the bench: which figures, how many rounds, in which form.
import { parseArgs } from 'node:util';

export type BenchArguments = {
  /** Prefixes of figure names, or names of groups; none means all. */
  readonly prefixes: readonly string[];
  readonly json: boolean;
  readonly list: boolean;
  readonly runs: number | undefined;
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
    },
  });
  const runs = values.runs === undefined ? undefined : Number(values.runs);
  if (runs !== undefined && (!Number.isInteger(runs) || runs < 1)) {
    throw new Error(`--runs must be a whole number from 1, not "${values.runs}".`);
  }
  return { prefixes: positionals, json: values.json, list: values.list, runs };
};

/** Whether a figure is asked for. `door` chooses `door.bytes.auth0`; a declared `door.bytes.*` is chosen by anything it may become. */
export const isWanted = (name: string, group: string, prefixes: readonly string[]): boolean => {
  if (prefixes.length === 0) return true;
  const stem = name.endsWith('*') ? name.slice(0, -1) : undefined;
  return prefixes.some(
    (prefix) => prefix === group || name.startsWith(prefix) || (stem !== undefined && prefix.startsWith(stem)),
  );
};
