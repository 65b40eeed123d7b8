// The folder that holds one embedded cluster: `<DATA_DIR>/postgres`, or a link from there to a place PostgreSQL's user can enter.
import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { EmbeddedPostgresError, errnoOf, explainFileError } from './embedded-postgres-error.ts';
import { systemFolder } from './find-binaries.ts';
import { anyProcessWorksIn } from './process-state.ts';
import { canEnter, canWrite, type RunAs } from './run-as.ts';

/** Where things of one cluster are; all absolute, links resolved. */
export type DataHome = {
  /** The folder that holds the rest; mode 0700, owned by PostgreSQL's user. */
  readonly root: string;
  /** PostgreSQL's own data folder (PGDATA). */
  readonly cluster: string;
  /** One log file for each start. */
  readonly logs: string;
};

/** Inside a cluster that lies elsewhere: the path of the link that leads to it. */
const belongsTo = 'belongs-to';

/** Makes `<dataDir>/postgres` when absent and says where it really is. Safe when several starts do it at once. */
export function prepareDataHome(dataDir: string, runAs: RunAs): DataHome {
  const wanted = homePath(dataDir);
  try {
    mkdirSync(resolve(dataDir), { recursive: true });
    if (!existsSync(wanted)) makeHome(wanted, resolve(dataDir), runAs);
    const root = realpathSync(wanted);
    mkdirSync(join(root, 'logs'), { recursive: true, mode: 0o700 });
    if (runAs) for (const folder of [root, join(root, 'logs')]) chownSync(folder, runAs.uid, runAs.gid);
    return checkReach({ root, cluster: join(root, 'cluster'), logs: join(root, 'logs') }, dataDir, runAs);
  } catch (error) {
    throw explainFileError(error, resolve(dataDir));
  }
}

/** The path, inside `dataDir`, of the folder (or link) that holds the cluster. */
export function homePath(dataDir: string): string {
  return join(resolve(dataDir), 'postgres');
}

function makeHome(wanted: string, dataDir: string, runAs: RunAs): void {
  try {
    if (canEnter(runAs, dataDir)) {
      mkdirSync(wanted, { mode: 0o700 });
      return;
    }
    // A link to a fresh folder, so that whoever deletes DATA_DIR afterwards starts afresh and does not meet old data again.
    if (isLink(wanted)) mkdirSync(readlinkSync(wanted), { recursive: true, mode: 0o700 });
    else symlinkSync(makeSystemHome(wanted), wanted);
  } catch (error) {
    if (errnoOf(error) !== 'EEXIST') throw error;
  }
}

function makeSystemHome(wanted: string): string {
  const clusters = join(systemFolder, 'clusters');
  const fresh = join(clusters, randomBytes(8).toString('hex'));
  mkdirSync(fresh, { recursive: true, mode: 0o755 });
  for (const folder of [systemFolder, clusters]) chmodSync(folder, 0o755);
  sweepTemporary(clusters);
  writeFileSync(join(fresh, belongsTo), wanted);
  chmodSync(fresh, 0o700);
  return fresh;
}

/**
 * Deletes clusters whose data folder was a temporary one and is gone (tests, tours). Never any other: a data folder may
 * be missing because its disk is not mounted yet.
 */
function sweepTemporary(clusters: string): void {
  for (const name of readdirSync(clusters)) {
    const folder = join(clusters, name);
    try {
      const link = readFileSync(join(folder, belongsTo), 'utf8');
      const gone = link.startsWith(`${tmpdir()}/`) && !existsSync(dirname(link));
      if (gone && !anyProcessWorksIn(join(folder, 'cluster'))) rmSync(folder, { recursive: true, force: true });
    } catch {
      // Made a moment ago by another start, or by an earlier version: it stays.
    }
  }
}

function isLink(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() ?? false;
}

function checkReach(home: DataHome, dataDir: string, runAs: RunAs): DataHome {
  if (canWrite(runAs, home.root)) return home;
  throw new EmbeddedPostgresError(
    'folder_unreachable',
    `PostgreSQL's user "${runAs?.name ?? ''}" can't enter the data folder ${resolve(dataDir)}; choose another with DATA_DIR or set DATABASE_URL.`,
  );
}
