// Runs a command of the operator in a process of the server's own program: it opens the database, we show what it says.
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { CliProblem } from '../cli-problem.ts';
import { styleFor } from '../style.ts';

const program = fileURLToPath(new URL('../../../server/dist/commands/main.js', import.meta.url));

/** What a command gave back; `ok` false: what it looked at is not as it should be. */
export type CommandResult = { readonly ok: boolean } & Readonly<Record<string, unknown>>;

/** Runs it to its end. Throws `CliProblem` with the server's own sentence. Ctrl-C ends it and leaves nothing half done. */
export async function runOnServer(
  command: string,
  options: Readonly<Record<string, unknown>>,
  how: { readonly json: boolean },
): Promise<CommandResult> {
  const style = styleFor(process.stderr);
  const child = spawn(process.execPath, ['--enable-source-maps', program, command, JSON.stringify(options)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const stop = (): void => {
    child.kill('SIGTERM');
  };
  process.once('SIGINT', stop).once('SIGTERM', stop);
  let result: CommandResult | undefined;
  let fatal: { code: string; message: string } | undefined;
  createInterface({ input: child.stdout }).on('line', (line) => {
    const said = JSON.parse(line) as {
      progress?: string;
      result?: CommandResult;
      fatal?: { code: string; message: string };
    }; // written by our own program
    if (said.progress !== undefined && !how.json) process.stderr.write(`  ${style.quiet(said.progress)}\n`);
    result = said.result ?? result;
    fatal = said.fatal ?? fatal;
  });
  const ended = await new Promise<string>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => resolve(signal ?? `exit code ${code}`));
  });
  process.off('SIGINT', stop).off('SIGTERM', stop);
  if (fatal) throw new CliProblem(fatal.code, fatal.message);
  if (!result) throw new CliProblem('stopped', `The command was stopped (${ended}); nothing was left half done.`);
  return result;
}
