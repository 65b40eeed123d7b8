// A server of the tour's own: `nightlatch start` in a folder that goes away afterwards.
import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { CliProblem } from '../cli-problem.ts';
import { resetData } from '../start/reset-data.ts';

export type OwnServer = { readonly url: string; readonly stop: () => Promise<void> };

const program = fileURLToPath(new URL('../main.js', import.meta.url));

/** Starts it on a free pair of ports. Throws `CliProblem` with its own sentence when it can't start. */
export const startOwnServer = async (): Promise<OwnServer> => {
  const dataDir = await mkdtemp(join(tmpdir(), 'nightlatch-tour-'));
  const { DATABASE_URL: _, PUBLIC_URL: __, ...env } = process.env;
  const child = spawn(process.execPath, [program, 'start', '--json'], {
    env: { ...env, DATA_DIR: dataDir, PORT: '0' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const stop = async (): Promise<void> => {
    child.kill('SIGTERM');
    await exited;
    // The database may live outside of the folder (docs/operations.md): it wipes itself.
    await resetData(dataDir);
    await rm(dataDir, { recursive: true, force: true });
  };
  const url = await new Promise<string>((resolve, reject) => {
    createInterface({ input: child.stdout }).on('line', (line) => {
      const said = JSON.parse(line) as { event: string; code?: string; message?: string; addresses?: { home: string } }; // our own program's lines
      if (said.event === 'ready' && said.addresses) resolve(said.addresses.home.replace(/\/$/, ''));
      if (said.event === 'error')
        reject(new CliProblem(said.code ?? 'start_failed', said.message ?? 'The server did not start.'));
    });
    child.once('exit', () => reject(new CliProblem('start_failed', 'The server ended before it was ready.')));
  }).catch(async (error: unknown) => {
    await stop();
    throw error;
  });
  return { url, stop };
};
