// The command line of `nightlatch start`.
import type { Command } from 'commander';
import { reportFailure } from '../cli-problem.ts';
import { start } from './start.ts';

const more = `
Environment:
  PORT          port of the server (default 4080); the virtual doors use the next one; 0 picks a free pair
  HOST          address to listen on (default 127.0.0.1)
  DATA_DIR      where everything is kept (default ./data)
  DATABASE_URL  a PostgreSQL of your own; without it the embedded one runs in DATA_DIR, with a demo hotel
  PUBLIC_URL    the address browsers use (default http://localhost:PORT)

Exit codes: 0 after a clean stop (Ctrl-C, SIGTERM), 1 when it can't start or has to end.`;

/** Adds the command to the program. */
export function registerStart(program: Command): void {
  program
    .command('start')
    .description('start the server, its database, and a demo hotel with virtual doors')
    .option('--reset', 'delete the data first and start afresh', false)
    .option('--json', 'one JSON object a line: ready, stopped, error', false)
    .option('--verbose', "show the server's log on stderr", false)
    .addHelpText('after', more)
    .action(async (options: { reset: boolean; json: boolean; verbose: boolean }) => {
      try {
        await start(options);
      } catch (error) {
        reportFailure(error, options.json);
      }
    });
}
