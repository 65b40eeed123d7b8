// `nightlatch start --json` as a process: from its spawning to ready, and its end.
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { atEnd } from './stop-everything.ts';

/** What the program says when it is ready, as far as we use it. */
export type Ready = {
  readonly url: string;
  readonly addresses: { readonly corridor: string; readonly pms: string };
  readonly demo: {
    readonly locationId: string;
    readonly signIns: readonly { readonly email: string; readonly password: string; readonly role: string }[];
  };
};

export type RunningStart = {
  readonly ready: Ready;
  /** Milliseconds from spawning to the word `ready`. */
  readonly readyMs: number;
  /** SIGTERM, then waits until all of it is gone. */
  readonly stop: () => Promise<void>;
};

export const repository: string = fileURLToPath(new URL('../..', import.meta.url));
const program = fileURLToPath(new URL('../../apps/cli/dist/main.js', import.meta.url));

/** Starts it on free ports. `command` replaces our own build's program, for instance by `npm start` in a clone. */
export const runStart = async (options: {
  dataDir: string;
  command?: { program: string; args: readonly string[]; cwd: string };
  env?: Record<string, string>;
}): Promise<RunningStart> => {
  const {
    program: file,
    args,
    cwd,
  } = options.command ?? {
    program: process.execPath,
    args: [program, 'start', '--json'],
    cwd: repository,
  };
  const started = performance.now();
  const child = spawn(file, args, {
    cwd,
    env: { ...cleanEnvironment(), DATA_DIR: options.dataDir, PORT: '0', ...options.env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let words = '';
  child.stderr.on('data', (part: Buffer) => {
    words = (words + part.toString()).slice(-3000);
  });
  const exited = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const stop = atEnd(async () => {
    child.kill('SIGTERM');
    await exited;
  });
  const ready = await new Promise<Ready>((resolve, reject) => {
    child.once('error', reject);
    createInterface({ input: child.stdout }).on('line', (line) => {
      // npm talks too; our own program's lines are JSON objects.
      if (!line.startsWith('{')) return;
      const said = JSON.parse(line) as ({ event: 'ready' } & Ready) | { event: 'error'; message: string };
      if (said.event === 'ready') resolve(said);
      if (said.event === 'error') reject(new Error(said.message));
    });
    child.once('exit', (code) => reject(new Error(`nightlatch start ended with ${code}: ${words}`)));
  });
  return { ready, readyMs: performance.now() - started, stop };
};

/** The environment without what would lead a start elsewhere: another database, or the npm that runs this bench. */
export const cleanEnvironment = (): NodeJS.ProcessEnv =>
  Object.fromEntries(
    Object.entries(process.env).filter(
      ([name]) =>
        !['DATABASE_URL', 'PUBLIC_URL', 'CORRIDOR_URL', 'HOST', 'PORT', 'DATA_DIR', 'INIT_CWD', 'NODE_ENV'].includes(
          name,
        ) && !/^npm_(lifecycle|package|command)/.test(name),
    ),
  );
