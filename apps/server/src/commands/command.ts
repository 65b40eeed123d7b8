// What a command of the operator is given, and how it speaks: results are values, failures are our own errors with one sentence.
import type { StartConfig } from '../config.ts';
import type { ServerParts } from '../server-parts.ts';

/** A refusal or failure of a command, in one sentence for the operator. */
export class CommandError extends Error {
  override readonly name = 'CommandError';
  readonly code: string;
  constructor(code: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/** Options as they came, each read by its command. */
export type CommandOptions = Readonly<Record<string, unknown>>;

export type CommandContext = {
  readonly config: StartConfig;
  readonly connectionString: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly options: CommandOptions;
  readonly now: Date;
  readonly progress: (message: string) => void;
  /** The server's parts on a database that is migrated; made on first use. */
  readonly parts: () => Promise<ServerParts>;
};

/** `ok: false` ends with exit code 1: what was looked at is not as it should be. */
export type CommandResult = { readonly ok: boolean } & Readonly<Record<string, unknown>>;
export type Command = (context: CommandContext) => Promise<CommandResult>;

/** An option's text, or undefined. */
export const textOption = (options: CommandOptions, name: string): string | undefined => {
  const value = options[name];
  return typeof value === 'string' && value !== '' ? value : undefined;
};

/** Throws `CommandError` without it. */
export const requiredOption = (options: CommandOptions, name: string): string => {
  const value = textOption(options, name);
  if (value === undefined) throw new CommandError('option_missing', `--${name} is needed.`);
  return value;
};

/** The location named by `--location` (id, or a part of its name that only one has), or the only one there is. */
export const locationOption = async ({ options, parts }: CommandContext): Promise<{ id: string; name: string }> => {
  const { db } = await parts();
  const wanted = textOption(options, 'location')?.toLowerCase();
  const all = await db.selectFrom('location').select(['id', 'name']).orderBy('name').execute();
  const found =
    wanted === undefined ? all : all.filter((one) => one.id === wanted || one.name.toLowerCase().includes(wanted));
  const [only] = found;
  if (only && found.length === 1) return only;
  const names = all.map((one) => `${one.name} (${one.id})`).join(', ') || 'none';
  throw new CommandError(
    'which_location',
    found.length === 0 ? `There is no such location; there are: ${names}.` : `Say which with --location: ${names}.`,
  );
};

/** Who acts when an operator does at the machine itself. */
export const OPERATOR = { id: 'operator', name: 'Operator at the server' } as const;
