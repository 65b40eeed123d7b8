// How fast this PostgreSQL writes given rows when nothing else is done: pgbench where the system has it, else a small loop of ours.
import { spawn, spawnSync } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';

export type PgRate = {
  /** Committed transactions a second. */
  readonly perSecond: number;
  readonly by: 'pgbench' | 'our own minimal client';
};

/** The rate in pgbench's report, connections' making left out. Throws when there is none. */
export const parseTps = (report: string): number => {
  const found = /^tps = ([\d.]+) \(without initial connection time\)/m.exec(report) ?? /^tps = ([\d.]+)/m.exec(report);
  const tps = Number(found?.[1]);
  if (!(tps > 0)) throw new Error(`pgbench reported no rate: ${report.trim().slice(-300)}`);
  return tps;
};

const hasPgbench = (): boolean => spawnSync('pgbench', ['--version']).status === 0;

/** Runs one statement as often as `clients` connections can for `seconds`, each in a transaction of its own, prepared. */
export const measureStatement = async (of: {
  connectionString: string;
  statement: string;
  clients: number;
  seconds: number;
  folder: string;
}): Promise<PgRate> => {
  if (!hasPgbench()) return { perSecond: await ownLoop(of), by: 'our own minimal client' };
  const script = join(of.folder, 'statement.sql');
  await writeFile(script, `${of.statement.replace(/\s*\n\s*/g, ' ').trim()};\n`);
  const args = ['-n', '-M', 'prepared', '-c', String(of.clients), '-j', String(Math.min(2, of.clients))];
  const report = await run(
    'pgbench',
    [...args, '-T', String(of.seconds), '-f', script],
    connectionEnvironment(of.connectionString),
  );
  return { perSecond: parseTps(report), by: 'pgbench' };
};

/** The password goes by environment: arguments are for everybody to read. */
const connectionEnvironment = (connectionString: string): Record<string, string> => {
  const url = new URL(connectionString.replace('@/', '@localhost/'));
  const host = url.searchParams.get('host') ?? url.hostname;
  return {
    PGHOST: host,
    PGPORT: url.searchParams.get('port') ?? url.port,
    PGUSER: decodeURIComponent(url.username),
    PGPASSWORD: decodeURIComponent(url.password),
    PGDATABASE: url.pathname.slice(1),
  };
};

const run = (program: string, args: readonly string[], env: Record<string, string>): Promise<string> =>
  new Promise((resolve, reject) => {
    const child = spawn(program, args, { env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
    let words = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (part: Buffer) => (words += part.toString()));
    child.once('error', reject);
    child.once('close', (code) => {
      if (code === 0) resolve(words);
      else reject(new Error(`${program} ended with ${code}: ${words.trim().slice(-300)}`));
    });
  });

const ownLoop = async (of: {
  connectionString: string;
  statement: string;
  clients: number;
  seconds: number;
}): Promise<number> => {
  const clients = Array.from({ length: of.clients }, () => new pg.Client({ connectionString: of.connectionString }));
  await Promise.all(clients.map((client) => client.connect()));
  const started = performance.now();
  let done = 0;
  await Promise.all(
    clients.map(async (client) => {
      while (performance.now() - started < of.seconds * 1000) {
        await client.query({ name: 'bench', text: of.statement });
        done += 1;
      }
    }),
  );
  const seconds = (performance.now() - started) / 1000;
  await Promise.all(clients.map((client) => client.end()));
  return done / seconds;
};
