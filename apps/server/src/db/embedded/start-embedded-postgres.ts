// Starts the PostgreSQL that comes with npm for one data folder, or joins the one that already serves it.
import { realpathSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';
import { type ClusterSecrets, clusterUser, ensureCluster, tokenSetting } from './create-cluster.ts';
import { type DataHome, homePath, prepareDataHome } from './data-home.ts';
import { EmbeddedPostgresError, errnoOf } from './embedded-postgres-error.ts';
import { type Binaries, findBinaries } from './find-binaries.ts';
import {
  type Launched,
  launchError,
  launchPostmaster,
  removeSocketFolder,
  tidyAfterStart,
} from './launch-postmaster.ts';
import {
  type PostmasterInfo,
  postmasterLife,
  readPostmasterFile,
  removeStalePostmasterFile,
} from './postmaster-file.ts';
import { processState } from './process-state.ts';
import { chooseRunAs, type RunAs } from './run-as.ts';

export type EmbeddedPostgres = {
  /** For `pg` and `psql`: over the Unix socket where there is one, else 127.0.0.1. Holds a password: do not log. */
  readonly connectionString: string;
  /** True when it ran already (another process, or an earlier one that was killed) and we joined it. */
  readonly adopted: boolean;
  /** The process id of PostgreSQL's first process. */
  readonly pid: number;
  /** Stops PostgreSQL and waits until it is gone; when another process still uses it, only lets go. Can be called twice. */
  readonly stop: () => Promise<void>;
};

export type EmbeddedPostgresOptions = {
  /** The project's DATA_DIR; PostgreSQL lives in its `postgres` folder. */
  readonly dataDir: string;
  readonly onProgress?: (message: string) => void;
  /** Called once when PostgreSQL goes away without `stop`. */
  readonly onLost?: (error: Error) => void;
  /** Tests only: trades durability for speed, and refuses to do so outside of a test run. */
  readonly throwAway?: boolean;
  /** Tests only: another package to take the programs from. */
  readonly packageName?: string;
};

/** One shared lock per user of the cluster, an exclusive one for who stops it ("night" in ASCII). */
const usersLock = 0x6e69676874;

const startDeadlineMs = 180_000;
const pollMs = 15;

/** Any start-up step that can meet another start at work answers `again`, and the loop looks at the world anew. */
type Attempt = Held | 'again';
type Held = { client: pg.Client; info: ServingInfo };
type ServingInfo = PostmasterInfo & { readonly port: number };

/**
 * Starts or joins the embedded PostgreSQL of `dataDir`. Several processes may do so at once: one starts it, all use it,
 * the last one stops it. Throws `EmbeddedPostgresError` with one sentence for the operator.
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const durable = !options.throwAway;
  if (!durable && !process.env.VITEST)
    throw new Error('throwAway is for test runs only: it loses commits at a power cut');
  const onProgress = options.onProgress ?? (() => {});
  const runAs = chooseRunAs(`${homePath(options.dataDir)}/cluster`);
  const home = prepareDataHome(options.dataDir, runAs);
  const binaries = findBinaries({
    runAs,
    fallbackFolder: home.root,
    ...(options.packageName ? { packageName: options.packageName } : {}),
  });
  const secrets = await ensureCluster({ home, binaries, runAs, durable, onProgress });
  const ours: DataHome = { ...home, cluster: realpathSync(home.cluster) };
  const { held, adopted } = await startOrJoin({ home: ours, binaries, runAs, durable, secrets, onProgress });
  try {
    if (durable) await assertDurable(held.client);
    await ensureDatabase(held.client);
  } catch (error) {
    await letGo(held, ours);
    throw error;
  }
  const connectionString = urlOf(held.info, secrets, clusterUser);
  let stopped: Promise<void> | undefined;
  const lost = (error: Error): void => {
    if (!stopped) options.onLost?.(error);
  };
  held.client.once('error', lost);
  return {
    connectionString,
    adopted,
    pid: held.info.pid,
    stop: () => {
      stopped ??= letGo(held, ours);
      return stopped;
    },
  };
}

async function startOrJoin(options: {
  home: DataHome;
  binaries: Binaries;
  runAs: RunAs;
  durable: boolean;
  secrets: ClusterSecrets;
  onProgress: (message: string) => void;
}): Promise<{ held: Held; adopted: boolean }> {
  const { home, secrets, onProgress } = options;
  const deadline = Date.now() + startDeadlineMs;
  let unclearSince: number | undefined;
  while (Date.now() < deadline) {
    const running = readPostmasterFile(home.cluster);
    const life = running ? postmasterLife(running, home.cluster) : 'gone';
    if (running && life === 'stale') removeStalePostmasterFile(home.cluster, running);
    if (running && (life === 'alive' || life === 'unclear')) {
      const joined = await hold(running, secrets, home);
      if (joined !== 'again') return { held: joined, adopted: true };
      if (life === 'unclear') unclearSince ??= Date.now();
      // Nobody answers at that pid for long: somebody else has it now, and the file is a leftover.
      if (unclearSince && Date.now() - unclearSince > 10_000) removeStalePostmasterFile(home.cluster, running);
      await wait(pollMs);
      continue;
    }
    onProgress('Starting PostgreSQL');
    const launched = await launchPostmaster(options);
    const started = await waitUntilServing(launched, { home, secrets, deadline });
    if (started === 'again') {
      await wait(pollMs * 4);
      continue;
    }
    removeSocketFolder(running?.socketFolder);
    tidyAfterStart(home, launched.socketFolder);
    return { held: started, adopted: false };
  }
  throw new EmbeddedPostgresError(
    'start_failed',
    `PostgreSQL did not become ready in ${startDeadlineMs / 1000} s (its log: ${home.logs}).`,
  );
}

async function waitUntilServing(
  launched: Launched,
  options: { home: DataHome; secrets: ClusterSecrets; deadline: number },
): Promise<Attempt> {
  while (Date.now() < options.deadline) {
    const end = launched.ended();
    if (end) {
      if (['stopped', 'locked', 'port_taken', 'memory_in_use'].includes(end.reason)) return 'again';
      throw launchError(end, options.home);
    }
    const info = readPostmasterFile(options.home.cluster);
    if (info && info.pid === launched.pid) {
      const held = await hold(info, options.secrets, options.home);
      if (held !== 'again') return held;
    }
    await wait(pollMs);
  }
  return 'again';
}

/**
 * Connects, checks that it is the PostgreSQL of this folder (it proves by SCRAM that it knows our password, and shows our
 * token) and takes the shared lock that keeps others from stopping it. The connection stays open as long as we use it.
 */
async function hold(info: PostmasterInfo, secrets: ClusterSecrets, home: DataHome): Promise<Attempt> {
  const { pid, port, socketFolder } = info;
  if (!port) return 'again';
  const complete = { pid, port, socketFolder };
  const client = new pg.Client({
    connectionString: urlOf(complete, secrets, 'postgres'),
    application_name: 'nightlatch holder',
    connectionTimeoutMillis: 10_000,
    keepAlive: true,
  });
  // A connection that breaks while we only wait is answered by looking again.
  const ignore = (): void => {};
  client.on('error', ignore);
  try {
    await client.connect();
    const shown = await client.query<{ token: string | null }>('select current_setting($1, true) as token', [
      tokenSetting,
    ]);
    if (shown.rows[0]?.token !== secrets.token) throw busy(home, pid);
    await client.query('select pg_advisory_lock_shared($1)', [usersLock]);
    return { client, info: complete };
  } catch (error) {
    await client.end().catch(ignore);
    if (error instanceof EmbeddedPostgresError) throw error;
    if (errnoOf(error).startsWith('28')) throw busy(home, pid);
    if (errnoOf(error) === '53300') throw error;
    return 'again';
  }
}

function busy(home: DataHome, pid: number): EmbeddedPostgresError {
  return new EmbeddedPostgresError(
    'data_dir_busy',
    `Another PostgreSQL (process ${pid}) uses ${home.cluster}; stop it or choose another folder with DATA_DIR.`,
  );
}

async function assertDurable(client: pg.Client): Promise<void> {
  const names = ['fsync', 'full_page_writes', 'synchronous_commit'];
  const result = await client.query<{ name: string; setting: string }>(
    'select name, setting from pg_settings where name = any($1)',
    [names],
  );
  const off = names.filter((name) => result.rows.find((row) => row.name === name)?.setting !== 'on');
  if (off.length === 0) return;
  throw new EmbeddedPostgresError(
    'unsafe_settings',
    `PostgreSQL runs with ${off.join(' and ')} not "on" and could lose keys at a power cut; undo that change (alter system, alter role or alter database).`,
  );
}

async function ensureDatabase(client: pg.Client): Promise<void> {
  const found = await client.query('select 1 from pg_database where datname = $1', [clusterUser]);
  if (found.rowCount) return;
  try {
    await client.query(`create database ${clusterUser}`);
  } catch (error) {
    // Another start created it in between (the second code is the unique index of the catalogue).
    if (!['42P04', '23505'].includes(errnoOf(error))) throw error;
  }
}

/** Gives up our share, and stops PostgreSQL when it was the last. */
async function letGo(held: Held, home: DataHome): Promise<void> {
  try {
    if (await isAlone(held.client)) await stopPostmaster(held.info, home);
  } finally {
    await held.client.end().catch(() => {});
  }
}

/** Trades our shared lock for the exclusive one; while we hold that, nobody can join what we are about to stop. */
async function isAlone(client: pg.Client): Promise<boolean> {
  try {
    await client.query('select pg_advisory_unlock_shared($1)', [usersLock]);
    const answer = await client.query<{ alone: boolean }>('select pg_try_advisory_lock($1) as alone', [usersLock]);
    return answer.rows[0]?.alone ?? false;
  } catch {
    // The connection broke: somebody else stopped or killed PostgreSQL. Should it live on, others may be using it.
    return false;
  }
}

async function stopPostmaster(info: PostmasterInfo, home: DataHome): Promise<void> {
  const { pid } = info;
  // Fast shutdown; then, should it hang, an immediate one, which the next start recovers from like from a power cut.
  for (const { signal, patienceMs } of [
    { signal: 'SIGINT', patienceMs: 30_000 },
    { signal: 'SIGQUIT', patienceMs: 10_000 },
  ] as const) {
    if (readPostmasterFile(home.cluster)?.pid !== pid) break;
    try {
      process.kill(pid, signal);
    } catch (error) {
      if (errnoOf(error) !== 'ESRCH') throw error;
    }
    const deadline = Date.now() + patienceMs;
    while (processState(pid) === 'alive' && Date.now() < deadline) await wait(pollMs);
    if (processState(pid) !== 'alive') break;
  }
  removeSocketFolder(info.socketFolder);
  if (processState(pid) !== 'alive') return;
  throw new EmbeddedPostgresError('stop_failed', `PostgreSQL (process ${pid}) did not stop.`);
}

function urlOf(info: ServingInfo, secrets: ClusterSecrets, database: string): string {
  const who = `${clusterUser}:${secrets.password}`;
  if (!info.socketFolder || process.platform === 'win32') {
    return `postgresql://${who}@127.0.0.1:${info.port}/${database}`;
  }
  return `postgresql://${who}@/${database}?host=${encodeURIComponent(info.socketFolder)}&port=${info.port}`;
}
