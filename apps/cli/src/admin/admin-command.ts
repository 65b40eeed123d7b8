// The command line of `nightlatch admin`: the first administrator of a brand, and whoever lost everything they sign in with, on a database of one's own.
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import type { Command } from 'commander';
import { CliProblem, reportFailure } from '../cli-problem.ts';

const program = fileURLToPath(new URL('../../../server/dist/admin/administrator-main.js', import.meta.url));

const more = `
Needs DATABASE_URL and NIGHTLATCH_MASTER_KEY (docs/operations.md). The password is asked for, or read
from standard input with --password-stdin; with --link none is set and a one-time link is printed
instead, valid for 7 days.

Exit codes: 0 when the administrator was made, 1 otherwise.`;

const moreOfRecover = `
For an administrator whom nobody else can reset. Passkeys, authenticator app and recovery codes are taken
away, every session ends at once, and the audit of each of their locations says so. Be sure who asks.
Needs DATABASE_URL and NIGHTLATCH_MASTER_KEY. The new password is asked for, or read from standard input
with --password-stdin.

Exit codes: 0 when it was done, 1 otherwise.`;

type RecoverOptions = { readonly email: string; readonly passwordStdin: boolean; readonly json: boolean };

type Options = {
  readonly brand: string;
  readonly name: string;
  readonly email: string;
  readonly link: boolean;
  readonly passwordStdin: boolean;
  readonly json: boolean;
};

/** Adds the commands to the program. */
export function registerAdmin(root: Command): void {
  const admin = root.command('admin').description('administrators, for the operator');
  admin
    .command('recover')
    .description('give somebody who lost everything a new password, and take the rest away')
    .requiredOption('--email <address>', 'the e-mail that the person signs in with')
    .option('--password-stdin', 'read the password from standard input', false)
    .option('--json', 'one JSON object', false)
    .addHelpText('after', moreOfRecover)
    .action(async (options: RecoverOptions) => {
      try {
        const password = await readNewPassword(options.passwordStdin);
        await run({ recover: { email: options.email, password } });
        process.stdout.write(
          options.json ? '{}\n' : `${options.email} signs in with the new password, and nothing else.\n`,
        );
      } catch (error) {
        reportFailure(error, options.json);
      }
    });
  admin
    .command('create')
    .description('make a brand and its first administrator')
    .requiredOption('--brand <name>', 'the brand’s name')
    .requiredOption('--name <name>', 'the person’s name')
    .requiredOption('--email <address>', 'the e-mail that the person signs in with')
    .option('--link', 'print a one-time link instead of setting a password', false)
    .option('--password-stdin', 'read the password from standard input', false)
    .option('--json', 'one JSON object: brandId, link', false)
    .addHelpText('after', more)
    .action(async (options: Options) => {
      try {
        await create(options);
      } catch (error) {
        reportFailure(error, options.json);
      }
    });
}

async function create(options: Options): Promise<void> {
  const { brand, name, email } = options;
  if (!/^[^\s@]+@[^\s@]+$/.test(email)) throw new CliProblem('invalid_email', 'The e-mail is not an address.');
  if (!brand.trim() || !name.trim()) throw new CliProblem('invalid_name', 'Brand and name must not be empty.');
  const password = options.link ? undefined : await readNewPassword(options.passwordStdin);
  const made = await run({ brand, name, email, ...(password === undefined ? {} : { password }) });
  if (options.json) process.stdout.write(`${JSON.stringify(made)}\n`);
  else if (made.link === null) process.stdout.write(`${email} administers ${brand} now; sign in at /console/.\n`);
  else process.stdout.write(`Give this link to ${email}; it works once:\n${made.link}\n`);
}

async function readNewPassword(fromStdin: boolean): Promise<string> {
  const password = await readPassword(fromStdin);
  if (password.length >= 12 && password.length <= 200) return password;
  throw new CliProblem('invalid_password', 'The password must have 12 to 200 characters.');
}

async function readPassword(fromStdin: boolean): Promise<string> {
  if (fromStdin) return (await text(process.stdin)).replace(/\r?\n$/, '');
  if (!process.stdin.isTTY) {
    throw new CliProblem(
      'password_missing',
      'Nobody can be asked for a password here: use --password-stdin or --link.',
    );
  }
  // What is typed is not shown.
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
  process.stderr.write('Password (12 characters or more): ');
  const asked = createInterface({ input: process.stdin, output: silent, terminal: true });
  const password = await asked.question('');
  asked.close();
  process.stderr.write('\n');
  return password;
}

/** In a process of the server's code, which alone may touch its database. The password goes by standard input, never as an argument. */
async function run(wanted: object): Promise<{ brandId: string; link: string | null }> {
  const child = spawn(process.execPath, [program], { stdio: ['pipe', 'pipe', 'pipe'] });
  child.stdin.end(JSON.stringify(wanted));
  const [out, words, status] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    new Promise<number | null>((resolve, reject) => {
      child.once('error', reject);
      child.once('close', resolve);
    }),
  ]);
  if (status === 0) return JSON.parse(out) as { brandId: string; link: string | null }; // our own program's line
  const line = words.split('\n').find((one) => one.startsWith('{"fatal"'));
  const fatal =
    line === undefined ? undefined : (JSON.parse(line) as { fatal: { code: string; message: string } }).fatal;
  throw new CliProblem(fatal?.code ?? 'admin_failed', fatal?.message ?? `It did not work: ${words.trim()}`);
}
