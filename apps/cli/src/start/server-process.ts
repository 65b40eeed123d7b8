// The server as a child process: started, watched until it serves, started again when it dies, stopped with us.
import { type ChildProcess, spawn } from 'node:child_process';
import { createWriteStream, statSync, truncateSync, type WriteStream } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { CliProblem, explainFileError } from '../cli-problem.ts';

export type ServerOptions = {
  /** True once we are to stop: a start that is still under way is then given up. */
  readonly stopAsked: () => boolean;
  readonly env: NodeJS.ProcessEnv;
  readonly dataDir: string;
  /** Where `/health` answers 200 once all is ready. */
  readonly healthUrl: string;
  readonly onStarted: (pid: number) => void;
  readonly onProgress: (message: string) => void;
  /** Every line of its log, when wanted on the terminal too. */
  readonly onLine?: (line: string) => void;
  /** It died and is being started again. */
  readonly onRestart: (how: string) => void;
  /** It died for good. */
  readonly onGone: (problem: CliProblem) => void;
};

export type ServerProcess = { readonly stop: () => Promise<void> };

type Running = {
  child: ChildProcess;
  fatal: { code: string; message: string } | undefined;
  lastLines: string[];
  exited: string | undefined;
};

const serverProgram = fileURLToPath(new URL('../../../server/dist/main.js', import.meta.url));
const watchParent = new URL('./watch-parent.js', import.meta.url).href;

/** A first start unpacks, creates a database and seeds it; slow disks take their time. */
const startDeadlineMs = 180_000;
const stopDeadlineMs = 30_000;
const mostRestartsPerMinute = 3;
const largestLogBytes = 10_000_000;

/** Resolves when the server serves, or with undefined when asked to stop before. Throws `CliProblem` with the server's own sentence when it gives up. */
export async function startServer(options: ServerOptions): Promise<ServerProcess | undefined> {
  const log = openLog(options.dataDir);
  let stopping = false;
  let running = launch(options, log);
  const restarts: number[] = [];

  async function keepAlive(): Promise<void> {
    while (!stopping) {
      const how = await ended(running);
      if (stopping) return;
      const now = Date.now();
      restarts.push(now);
      if (restarts.filter((at) => now - at < 60_000).length > mostRestartsPerMinute) {
        return options.onGone(explainEnd(running, options.dataDir));
      }
      options.onRestart(how);
      await wait(500);
      if (!stopping) running = launch(options, log);
    }
  }

  const stop = async (): Promise<void> => {
    stopping = true;
    await stopChild(running);
    log.end();
  };
  try {
    if (!(await isServing(running, options))) {
      await stop();
      return undefined;
    }
  } catch (error) {
    await stop();
    throw error;
  }
  keepAlive().catch((error) => options.onGone(new CliProblem('server_failed', String(error))));
  return { stop };
}

function launch(options: ServerOptions, log: WriteStream): Running {
  const child = spawn(process.execPath, ['--enable-source-maps', '--import', watchParent, serverProgram], {
    env: options.env,
    // The channel tells the server when we are gone, however we end.
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  const running: Running = { child, fatal: undefined, lastLines: [], exited: undefined };
  for (const stream of [child.stdout, child.stderr]) {
    if (stream) createInterface({ input: stream }).on('line', (line) => takeLine(line, running, options, log));
  }
  child.on('error', (error) => {
    running.exited ??= error.message;
  });
  // 'close' comes after the last line of its output, 'exit' may come before.
  child.on('close', (status, signal) => {
    running.exited ??= signal ?? `exit code ${status}`;
  });
  if (child.pid) options.onStarted(child.pid);
  return running;
}

function takeLine(line: string, running: Running, options: ServerOptions, log: WriteStream): void {
  log.write(`${line}\n`);
  options.onLine?.(line);
  running.lastLines = [...running.lastLines.slice(-9), line];
  if (!line.startsWith('{')) return;
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return;
  }
  if (!value || typeof value !== 'object') return;
  if ('progress' in value && typeof value.progress === 'string') options.onProgress(value.progress);
  if ('fatal' in value && value.fatal && typeof value.fatal === 'object') {
    const { code, message } = { code: 'server_failed', message: '', ...value.fatal };
    running.fatal = { code: String(code), message: String(message) };
  }
}

/** Waits until it serves; false when asked to stop before that. */
async function isServing(running: Running, options: ServerOptions): Promise<boolean> {
  const deadline = Date.now() + startDeadlineMs;
  while (Date.now() < deadline) {
    if (running.exited !== undefined) throw explainEnd(running, options.dataDir);
    if (options.stopAsked()) return false;
    if (await isHealthy(options.healthUrl)) return true;
    await wait(40);
  }
  throw new CliProblem(
    'server_slow',
    `The server did not become ready in ${startDeadlineMs / 1000} s; see ${logFileIn(options.dataDir)}.`,
  );
}

async function isHealthy(url: string): Promise<boolean> {
  try {
    const answer = await fetch(url, { signal: AbortSignal.timeout(5_000) });
    await answer.body?.cancel();
    return answer.status === 200;
  } catch {
    return false;
  }
}

async function ended(running: Running): Promise<string> {
  if (running.exited === undefined) await new Promise((resolve) => running.child.once('close', resolve));
  return running.exited ?? 'unknown reason';
}

async function stopChild(running: Running): Promise<void> {
  if (running.exited !== undefined) return;
  running.child.kill('SIGTERM');
  const tooLong = setTimeout(() => running.child.kill('SIGKILL'), stopDeadlineMs);
  await ended(running);
  clearTimeout(tooLong);
}

function explainEnd(running: Running, dataDir: string): CliProblem {
  if (running.fatal?.message) return new CliProblem(running.fatal.code, running.fatal.message);
  const words = running.lastLines.filter((line) => line.trim() !== '').join('\n');
  return new CliProblem(
    'server_failed',
    `The server ended unexpectedly (${running.exited}); its log is ${logFileIn(dataDir)}.${words ? ` Its last words:\n${words}` : ''}`,
  );
}

function logFileIn(dataDir: string): string {
  return join(dataDir, 'server.log');
}

/** One file that does not grow for ever: the next start begins anew when it has become large. */
function openLog(dataDir: string): WriteStream {
  const file = logFileIn(dataDir);
  try {
    if ((statSync(file, { throwIfNoEntry: false })?.size ?? 0) > largestLogBytes) truncateSync(file);
  } catch (error) {
    throw explainFileError(error, dataDir);
  }
  const log = createWriteStream(file, { flags: 'a', mode: 0o600 });
  // A full disk must not end us: the log is the least that is lost then.
  log.on('error', () => {});
  return log;
}
