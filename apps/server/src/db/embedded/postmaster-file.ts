// PostgreSQL's own lock file (postmaster.pid): reading it, and removing it when the pid in it now belongs to somebody else.
import { randomBytes } from 'node:crypto';
import { linkSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { errnoOf } from './embedded-postgres-error.ts';
import { anyProcessWorksIn, processState, worksIn } from './process-state.ts';

/** The lines of postmaster.pid that we use; the later ones are written a little after the pid. */
export type PostmasterInfo = {
  readonly pid: number;
  readonly port: number | undefined;
  readonly socketFolder: string | undefined;
};

/** Reads the lock file of a cluster; undefined when there is none or it is still being written. */
export function readPostmasterFile(cluster: string): PostmasterInfo | undefined {
  return parse(readText(join(cluster, 'postmaster.pid')));
}

/**
 * Whether the PostgreSQL that wrote `info` still lives. `unclear` where the system does not tell whose process it is
 * (macOS): then only a connection can say.
 */
export function postmasterLife(info: PostmasterInfo, cluster: string): 'gone' | 'stale' | 'alive' | 'unclear' {
  const state = processState(info.pid);
  if (state === 'gone') return 'gone';
  // PostgreSQL itself takes a zombie, or a stranger that got the same pid, for its running self and would refuse to start.
  if (state === 'zombie') return 'stale';
  const ours = worksIn(info.pid, cluster);
  if (ours === undefined) return process.platform === 'linux' ? 'stale' : 'unclear';
  return ours ? 'alive' : 'stale';
}

/**
 * Removes the lock file that `stale` came from. Does nothing while any process still works in the cluster (orphaned
 * backends end by themselves within moments) or when another start has replaced the file meanwhile. Should two starts
 * still collide here, PostgreSQL's own check of the shared memory segment of the folder stops the second.
 */
export function removeStalePostmasterFile(cluster: string, stale: PostmasterInfo): void {
  if (anyProcessWorksIn(cluster)) return;
  const file = join(cluster, 'postmaster.pid');
  const aside = `${file}.stale-${randomBytes(4).toString('hex')}`;
  try {
    renameSync(file, aside);
    if (parse(readText(aside))?.pid !== stale.pid) linkSync(aside, file);
  } catch (error) {
    if (!['ENOENT', 'EEXIST'].includes(errnoOf(error))) throw error;
  } finally {
    rmSync(aside, { force: true });
  }
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return '';
    throw error;
  }
}

function parse(text: string): PostmasterInfo | undefined {
  const lines = text.split('\n');
  const pid = Number(lines[0]);
  if (!Number.isInteger(pid) || pid <= 0) return undefined;
  const port = Number(lines[3]);
  const socketFolder = lines[4]?.trim();
  return { pid, port: port > 0 ? port : undefined, socketFolder: socketFolder || undefined };
}
