// Starts one PostgreSQL process on a cluster, detached from our terminal, and says why when it ends instead of serving.
import { type ChildProcess, spawn } from 'node:child_process';
import { chownSync, closeSync, lstatSync, mkdtempSync, openSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import type { DataHome } from './data-home.ts';
import { diskFull, EmbeddedPostgresError, endedByFullDisk } from './embedded-postgres-error.ts';
import type { Binaries } from './find-binaries.ts';
import { type RunAs, spawnIdentity } from './run-as.ts';

/** A PostgreSQL process we started; it may not serve yet, or not for long. */
export type Launched = {
  readonly pid: number | undefined;
  readonly port: number;
  readonly socketFolder: string;
  /** Undefined while it runs. */
  readonly ended: () => { reason: LaunchEnd; detail: string } | undefined;
};

/** Why a start ended: the first four are reasons to look again, the rest to give up. */
export type LaunchEnd = 'stopped' | 'locked' | 'port_taken' | 'memory_in_use' | 'disk_full' | 'data_version' | 'other';

/** Settings that keep acknowledged commits through power cuts; on the command line, where no edited file undoes them. */
const durableSettings = ['fsync=on', 'full_page_writes=on', 'synchronous_commit=on'];

/** For tests only: a lost cluster is thrown away with its temporary folder. */
const throwAwaySettings = ['fsync=off', 'full_page_writes=off', 'synchronous_commit=off', 'max_wal_size=4GB'];

const socketPrefix = 'nl-sock-';

/** A socket's path may have 107 bytes, of which `/.s.PGSQL.65535.lock` takes 20 and the random folder name 15. */
const longestSocketHome = 107 - 20 - 15;

/** Starts PostgreSQL on a free port of 127.0.0.1 and a Unix socket in a folder of its own. */
export async function launchPostmaster(options: {
  home: DataHome;
  binaries: Binaries;
  runAs: RunAs;
  durable: boolean;
}): Promise<Launched> {
  const { home, runAs } = options;
  const port = await findFreePort();
  const socketFolder = makeSocketFolder(home, runAs);
  const logFile = join(home.logs, `${new Date().toISOString().replaceAll(/[:.]/g, '-')}-${process.pid}.log`);
  const log = openSync(logFile, 'a', 0o600);
  let child: ChildProcess;
  try {
    if (runAs) chownSync(logFile, runAs.uid, runAs.gid);
    child = spawn(
      options.binaries.postgres,
      postgresArguments({ home, port, socketFolder, durable: options.durable }),
      {
        ...spawnIdentity(runAs),
        // Its own session: Ctrl-C in the terminal must not stop the database before the server has finished its work.
        detached: true,
        stdio: ['ignore', log, log],
        env: { PATH: process.env.PATH ?? '', LC_ALL: 'C', TZ: 'UTC' },
      },
    );
  } finally {
    closeSync(log);
  }
  let end: { reason: LaunchEnd; detail: string } | undefined;
  child.on('error', (error) => {
    end = { reason: 'other', detail: error.message };
  });
  child.on('exit', (status) => {
    // Asked to stop by another start that joined it, used it and left before we had joined it ourselves.
    if (status === 0) end ??= { reason: 'stopped', detail: 'it was asked to stop' };
    end ??= explainEnd(readFileSync(logFile, 'utf8'), home.root);
    removeSocketFolder(socketFolder);
  });
  child.unref();
  return { pid: child.pid, port, socketFolder, ended: () => end };
}

/** The error for a start that ended for good. */
export function launchError(end: { reason: LaunchEnd; detail: string }, home: DataHome): EmbeddedPostgresError {
  if (end.reason === 'disk_full') return diskFull(home.root);
  if (end.reason === 'data_version') {
    return new EmbeddedPostgresError(
      'data_version',
      `The data in ${home.cluster} belongs to another version of PostgreSQL; start the Nightlatch that made it, or choose another folder with DATA_DIR.`,
    );
  }
  return new EmbeddedPostgresError('start_failed', `PostgreSQL did not start: ${end.detail} (its log: ${home.logs}).`);
}

/** Removes what earlier starts left: socket folders other than ours, and all but the newest logs. */
export function tidyAfterStart(home: DataHome, socketFolder: string | undefined, keepLogs = 5): void {
  for (const name of readdirSync(home.root)) {
    if (name.startsWith(socketPrefix) && join(home.root, name) !== socketFolder)
      removeSocketFolder(join(home.root, name));
  }
  for (const name of readdirSync(home.logs).sort().slice(0, -keepLogs)) rmSync(join(home.logs, name), { force: true });
}

/** Removes a socket folder of ours, wherever it is; leaves every other folder alone. */
export function removeSocketFolder(folder: string | undefined): void {
  if (!folder || !basename(folder).startsWith(socketPrefix)) return;
  if (lstatSync(folder, { throwIfNoEntry: false })?.isDirectory()) rmSync(folder, { recursive: true, force: true });
}

function postgresArguments(options: {
  home: DataHome;
  port: number;
  socketFolder: string;
  durable: boolean;
}): string[] {
  const settings = [
    'listen_addresses=127.0.0.1',
    `unix_socket_directories="${options.socketFolder}"`,
    'unix_socket_permissions=0700',
    'logging_collector=off',
    'log_destination=stderr',
    'timezone=UTC',
    'log_timezone=UTC',
    ...(options.durable ? durableSettings : throwAwaySettings),
  ];
  return ['-D', options.home.cluster, '-p', String(options.port), ...settings.flatMap((setting) => ['-c', setting])];
}

/** A fresh folder for each start: a leftover lock of an earlier socket can then never be in the way. */
function makeSocketFolder(home: DataHome, runAs: RunAs): string {
  const fits = Buffer.byteLength(home.root) <= longestSocketHome && !/[",]/.test(home.root);
  const folder = mkdtempSync(join(fits ? home.root : tmpdir(), socketPrefix));
  if (runAs) chownSync(folder, runAs.uid, runAs.gid);
  return folder;
}

function findFreePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.on('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      const port = address && typeof address === 'object' ? address.port : 0;
      probe.close(() => resolve(port));
    });
  });
}

function explainEnd(log: string, folder: string): { reason: LaunchEnd; detail: string } {
  const detail = (
    log.split('\n').findLast((line) => /FATAL|PANIC|error while loading/.test(line)) ?? 'it ended without a word'
  )
    .replace(/^.*?(FATAL|PANIC):\s*/, '')
    .trim();
  if (
    /lock file "postmaster\.pid" (already exists|is empty)|could not (open|create) lock file "postmaster\.pid"/.test(
      log,
    )
  ) {
    return { reason: 'locked', detail };
  }
  if (/pre-existing shared memory block/.test(log)) return { reason: 'memory_in_use', detail };
  if (/could not bind|could not create any TCP\/IP sockets|could not create any Unix-domain sockets/.test(log)) {
    return { reason: 'port_taken', detail };
  }
  if (/database files are incompatible with server/.test(log)) return { reason: 'data_version', detail };
  return { reason: endedByFullDisk(log, folder) ? 'disk_full' : 'other', detail };
}
