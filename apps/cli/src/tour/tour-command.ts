// The command line of `nightlatch tour`.
import type { Command } from 'commander';
import { reportFailure } from '../cli-problem.ts';
import { styleFor } from '../style.ts';
import { startOwnServer } from './own-server.ts';
import { playStay } from './play-stay.ts';
import { stepLine, type TourStep } from './report-step.ts';

const more = `
The doors, the phone and the PMS are simulated; the server, the locks' decisions, the
radio protocol and the cryptography are the real ones.

Exit codes: 0 when every step held, 1 at the first that did not.`;

/** Adds the command to the program. */
export function registerTour(program: Command): void {
  program
    .command('tour')
    .description('play one stay: booking, check-in, key, door, revocation, check-out')
    .option('--url <url>', 'a demo server that runs already; without it the tour starts its own')
    .option('--json', 'one JSON object a line: step, ok, ms, detail', false)
    .addHelpText('after', more)
    .action(async (options: { url?: string; json: boolean }) => {
      try {
        process.exitCode = (await tour(options)) ? 0 : 1;
      } catch (error) {
        reportFailure(error, options.json);
      }
    });
}

async function tour(options: { url?: string; json: boolean }): Promise<boolean> {
  const style = styleFor(process.stdout);
  const tell = (step: TourStep): void => {
    process.stdout.write(`${options.json ? JSON.stringify(step) : stepLine(step, style)}\n`);
  };
  if (options.url !== undefined) return playStay({ url: options.url.replace(/\/$/, ''), tell });
  if (!options.json) process.stderr.write('Starting a demo hotel of the tour’s own …\n');
  const server = await startOwnServer();
  try {
    return await playStay({ url: server.url, tell });
  } finally {
    await server.stop();
  }
}
