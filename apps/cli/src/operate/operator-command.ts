// The form that every command of the operator has: run on the server's program, then one JSON object or a few lines; exit code by the result.
import type { Command } from 'commander';
import { CliProblem, reportFailure } from '../cli-problem.ts';
import { type Style, styleFor } from '../style.ts';
import { type CommandResult, runOnServer } from './run-on-server.ts';

export type Show = (result: CommandResult, style: Style) => readonly string[];

export const ENVIRONMENT = `
Works on the same data as \`nightlatch start\` with the same variables: DATA_DIR (default ./data),
or DATABASE_URL with NIGHTLATCH_MASTER_KEY. A server may run meanwhile, unless said otherwise.
`;

/** Gives `command` the option --json and runs `on`; `show` makes the lines for people. */
export function operate(
  command: Command,
  on: string,
  show: Show,
  more: (
    given: Readonly<Record<string, unknown>>,
    args: readonly string[],
  ) => Readonly<Record<string, unknown>> = () => ({}),
): void {
  command.option('--json', 'one JSON object instead of lines', false).action(async (...given: unknown[]) => {
    // commander's own form: the arguments, then the options, then the command.
    const options = given.at(-2) as Readonly<Record<string, unknown>>;
    const args = given.slice(0, -2) as readonly string[];
    const json = options.json === true;
    try {
      const result = await runOnServer(on, { ...options, ...more(options, args) }, { json });
      if (json) process.stdout.write(`${JSON.stringify(result)}\n`);
      else for (const line of show(result, styleFor(process.stdout))) process.stdout.write(`${line}\n`);
      process.exitCode = result.ok ? 0 : 1;
    } catch (error) {
      reportFailure(error, json);
      if (!(error instanceof CliProblem)) process.exitCode = 2;
    }
  });
}

/** A field of a result as text. */
export const text = (value: unknown): string => (value === null || value === undefined ? '–' : String(value));

/** A list in a result; our own program wrote it. */
export const list = (value: unknown): readonly Readonly<Record<string, unknown>>[] =>
  Array.isArray(value) ? (value as Readonly<Record<string, unknown>>[]) : [];

/** 1234567 as "1.2 MB". */
export const size = (value: unknown): string => {
  const bytes = Number(value);
  if (bytes < 1e6) return `${Math.ceil(bytes / 1e3)} kB`;
  return bytes < 1e9 ? `${(bytes / 1e6).toFixed(1)} MB` : `${(bytes / 1e9).toFixed(2)} GB`;
};

/** Names in a result, in a row; empty for none. */
export const names = (value: unknown): string => (Array.isArray(value) ? value.map(String).join(', ') : '');
