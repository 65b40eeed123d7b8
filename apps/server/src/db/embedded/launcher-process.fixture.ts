// For tests: runs the launcher in a process of its own, as a chosen user, because races, kills and users need real processes.
import { type ChildProcessWithoutNullStreams, execFileSync, spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** One line a launcher process prints: started, stopped, or its error. */
export type LauncherReport = { event: string; pid?: number; adopted?: boolean; code?: string; message?: string };

export type LauncherProcess = {
  readonly process: ChildProcessWithoutNullStreams;
  /** The next line it prints; `{event: 'end'}` when it ended without one. */
  readonly next: () => Promise<LauncherReport>;
};

const here = dirname(fileURLToPath(import.meta.url));
const serverFolder = join(here, '../../..');
const buildFolder = join(serverFolder, '.cache', 'launcher');

const script = `
import { startEmbeddedPostgres } from './out/start-embedded-postgres.js';
const say = (value) => process.stdout.write(JSON.stringify(value) + '\\n');
try {
  const postgres = await startEmbeddedPostgres({ dataDir: process.argv[2], onProgress: () => {} });
  const told = new Promise((resolve) => process.once('SIGTERM', resolve));
  say({ event: 'started', pid: postgres.pid, adopted: postgres.adopted });
  await told;
  await postgres.stop();
  say({ event: 'stopped' });
} catch (error) {
  say({ event: 'failed', code: error.code, message: error.message });
}
`;

/** Compiles the launcher for plain Node (Node 20 runs no TypeScript); call once before `runLauncher`. */
export function buildLauncher(): void {
  mkdirSync(buildFolder, { recursive: true });
  const config = {
    extends: '../../../../tsconfig.base.json',
    compilerOptions: {
      composite: false,
      declaration: false,
      declarationMap: false,
      isolatedDeclarations: false,
      outDir: 'out',
      rootDir: '../../src/db/embedded',
      types: ['node'],
    },
    files: ['../../src/db/embedded/start-embedded-postgres.ts'],
  };
  writeFileSync(join(buildFolder, 'tsconfig.json'), JSON.stringify(config));
  writeFileSync(join(buildFolder, 'run.mjs'), script);
  const manifest = createRequire(import.meta.url).resolve('typescript/package.json');
  execFileSync(process.execPath, [join(dirname(manifest), 'bin', 'tsc'), '-p', buildFolder]);
}

/** Starts a launcher on a data folder; SIGTERM makes it stop PostgreSQL and end. */
export function runLauncher(dataDir: string, user?: { uid: number; gid: number }): LauncherProcess {
  const child = spawn(process.execPath, [join(buildFolder, 'run.mjs'), dataDir], { ...user, cwd: '/' });
  const lines: LauncherReport[] = [];
  const waiting: Array<(report: LauncherReport) => void> = [];
  let text = '';
  let ended = false;
  const give = (report: LauncherReport): void => {
    const taker = waiting.shift();
    if (taker) taker(report);
    else lines.push(report);
  };
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    text += chunk;
    for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n')) {
      give(JSON.parse(text.slice(0, end)));
      text = text.slice(end + 1);
    }
  });
  let complaint = '';
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => (complaint += chunk));
  child.on('close', () => {
    ended = true;
    for (const taker of waiting.splice(0)) taker({ event: 'end', message: complaint });
  });
  const next = (): Promise<LauncherReport> => {
    const line = lines.shift();
    if (line) return Promise.resolve(line);
    if (ended) return Promise.resolve({ event: 'end', message: complaint });
    return new Promise((resolve) => waiting.push(resolve));
  };
  return { process: child, next };
}
