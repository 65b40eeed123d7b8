// The command line of `nightlatch aliro`: test vectors recomputed, and either side of the protocol on stdin and stdout.
import type { Command } from 'commander';
import { reportFailure } from '../cli-problem.ts';
import { styleFor } from '../style.ts';
import { checkFile, describeFile, type FileResult } from './check-file.ts';
import { registerStdio } from './stdio-commands.ts';

const more = `
Prints a line per file and below it one for every value, with both sides of a value that differs; with --json one object a
line: file, name, ok, expected, actual.

Exit codes: 0 when every value of every file agrees, 1 when one differs or a file can't be checked.`;

/** Adds the command and its subcommands to the program. */
export function registerAliro(program: Command): void {
  const aliro = program.command('aliro').description('work with the door protocol');
  registerStdio(aliro);
  aliro
    .command('vectors')
    .description('recompute vector files (docs/protocol §3.6) and say of every value whether it agrees')
    .argument('<file...>', 'JSON files')
    .option('--json', 'one JSON object a line', false)
    .addHelpText('after', more)
    .action(async (files: string[], options: { json: boolean }) => {
      for (const file of files) {
        try {
          const result = await checkFile(file);
          if (options.json) printJson(result);
          else printLines(result);
          if (!result.ok) process.exitCode = 1;
        } catch (error) {
          reportFailure(error, options.json);
        }
      }
    });
}

function printLines(result: FileResult): void {
  const [head = '', ...values] = describeFile(result);
  const style = styleFor(process.stdout);
  process.stdout.write(`${[style.strong(head), ...values].join('\n')}\n`);
}

function printJson({ file, lines }: FileResult): void {
  for (const line of lines) process.stdout.write(`${JSON.stringify({ file, ...line })}\n`);
}
