// `npm start` as a process: ready, stopped, killed at every joint, started again, and refused with one sentence.
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';

type Event = { event: string; url?: string; code?: string; message?: string; demo?: { locationId: string } };
type Start = { child: ChildProcess; next: () => Promise<Event>; ended: Promise<number | string>; words: () => string };

const program = fileURLToPath(new URL('../scripts/start.mjs', import.meta.url));
let folder: string;
let dataDir: string;
const starts: Start[] = [];

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'nightlatch start '));
  dataDir = join(folder, 'data');
});

afterEach(async () => {
  for (const start of starts.splice(0)) {
    start.child.kill('SIGTERM');
    await start.ended;
  }
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Runs a start with `--json` and gives its events one by one; `{event: 'end'}` when it ended without another. */
function run(args: string[] = [], env: NodeJS.ProcessEnv = {}): Start {
  const child = spawn(process.execPath, [program, '--json', ...args], {
    env: { ...process.env, PORT: '0', DATA_DIR: dataDir, DATABASE_URL: '', npm_lifecycle_event: '', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let words = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    words += text;
  });
  const events: Event[] = [];
  const waiting: Array<(event: Event) => void> = [];
  createInterface({ input: child.stdout }).on('line', (line) => {
    const event: Event = JSON.parse(line);
    const taker = waiting.shift();
    if (taker) taker(event);
    else events.push(event);
  });
  const ended = new Promise<number | string>((resolve) => {
    child.once('close', (status, signal) => {
      for (const taker of waiting.splice(0)) taker({ event: 'end', message: words });
      resolve(status ?? signal ?? 'unknown');
    });
  });
  const next = (): Promise<Event> => {
    const event = events.shift();
    if (event) return Promise.resolve(event);
    return new Promise((resolve) => {
      if (child.exitCode !== null || child.signalCode !== null) resolve({ event: 'end', message: words });
      else waiting.push(resolve);
    });
  };
  const start = { child, next, ended, words: () => words };
  starts.push(start);
  return start;
}

async function ready(start: Start): Promise<Event> {
  const event = await start.next();
  expect(event, start.words()).toMatchObject({ event: 'ready' });
  return event;
}

async function stop(start: Start, signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
  start.child.kill(signal);
  expect(await start.next()).toEqual({ event: 'stopped' });
  expect(await start.ended).toBe(0);
}

/** Processes of ours that still work on the data folder: PostgreSQL by its arguments, the server by our own note. */
function leftovers(): string[] {
  const databases = execFileSync('ps', ['-A', '-o', 'stat=,args='], { encoding: 'utf8' })
    .split('\n')
    .filter((line) => line.includes(`-D ${dataDir}/`) && !line.trimStart().startsWith('Z'));
  return [...databases, ...(existsSync(join(dataDir, 'start.json')) ? ['start.json'] : [])];
}

function serverPid(): number {
  return JSON.parse(readFileSync(join(dataDir, 'start.json'), 'utf8')).server.pid;
}

describe('npm start', () => {
  let locationId: string | undefined;

  test('serves, and stops whole on SIGTERM and on Ctrl-C', async () => {
    const first = run();
    const event = await ready(first);
    locationId = event.demo?.locationId;
    for (const path of ['/health', '/console/', '/guest/', '/docs']) {
      expect((await fetch(`${event.url}${path}`)).status, path).toBe(200);
    }
    await stop(first);
    expect(leftovers()).toEqual([]);

    const second = run();
    expect((await ready(second)).demo?.locationId).toBe(locationId);
    await stop(second, 'SIGINT');
    expect(leftovers()).toEqual([]);
  });

  test('killed with its server or alone, it loses nothing and the next start cleans up', async () => {
    for (const victims of ['all', 'start'] as const) {
      const start = run();
      await ready(start);
      const server = serverPid();
      start.child.kill('SIGKILL');
      if (victims === 'all') process.kill(server, 'SIGKILL');
      await start.ended;
      const next = run();
      expect((await ready(next)).demo?.locationId).toBe(locationId);
      await stop(next);
      expect(leftovers()).toEqual([]);
    }
  });

  test('a killed server is started again while the doors stay up', async () => {
    const start = run();
    const { url } = await ready(start);
    process.kill(serverPid(), 'SIGKILL');
    await expect
      .poll(
        () =>
          fetch(`${url}/health`).then(
            (answer) => answer.status,
            () => 0,
          ),
        { timeout: 60_000, interval: 100 },
      )
      .toBe(200);
    expect(start.words()).toContain('starting it again');
    await stop(start);
    expect(leftovers()).toEqual([]);
  });

  test('refuses a second start, a busy port and a wrong DATABASE_URL, each with one sentence', async () => {
    const start = run();
    const { url } = await ready(start);
    const second = run();
    expect(await second.next()).toMatchObject({ event: 'error', code: 'already_running' });
    expect(await second.ended).toBe(1);

    const busy = run([], { PORT: new URL(url ?? '').port, DATA_DIR: join(folder, 'other') });
    const refused = await busy.next();
    expect(refused).toMatchObject({ event: 'error', code: 'port_in_use' });
    expect(refused.message).toMatch(/^Port \d+ is in use.*PORT=\d+\.$/);
    expect(await busy.ended).toBe(1);
    await stop(start);

    const closed = await closedPort();
    const wrong = run([], { DATABASE_URL: `postgresql://me:secret@127.0.0.1:${closed}/hotel` });
    const unreachable = await wrong.next();
    expect(unreachable).toMatchObject({ event: 'error', code: 'unreachable' });
    expect(unreachable.message).not.toContain('secret');
    expect(unreachable.message?.split('\n')).toHaveLength(1);
    expect(await wrong.ended).toBe(1);
  });

  test('--reset starts afresh', async () => {
    const start = run(['--reset']);
    expect((await ready(start)).demo?.locationId).not.toBe(locationId);
    await stop(start);
  });
});

function closedPort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 1));
    });
  });
}
