// Deletes the embedded PostgreSQL of a data folder, wherever it really is; what `--reset` needs.
import { lstatSync, realpathSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { homePath } from './data-home.ts';
import { EmbeddedPostgresError, errnoOf, explainFileError } from './embedded-postgres-error.ts';
import { removeSocketFolder } from './launch-postmaster.ts';
import { postmasterLife, readPostmasterFile } from './postmaster-file.ts';
import { anyProcessWorksIn } from './process-state.ts';

/** How long an orphan of a killed start gets to end. */
const patienceMs = 20_000;

/**
 * Ends a PostgreSQL that still runs there and deletes all its data. The caller has made sure that no server of ours uses
 * it. Does nothing when there is none.
 */
export async function wipeEmbeddedPostgres(options: { dataDir: string }): Promise<void> {
  const home = homePath(options.dataDir);
  const entry = lstatSync(home, { throwIfNoEntry: false });
  if (!entry) return;
  try {
    const root = realpathSync(home);
    await endOrphan(join(root, 'cluster'));
    rmSync(root, { recursive: true, force: true, maxRetries: 5 });
    rmSync(home, { recursive: true, force: true });
  } catch (error) {
    // A link to a folder that is gone already.
    if (errnoOf(error) !== 'ENOENT') throw explainFileError(error, options.dataDir);
    rmSync(home, { force: true });
  }
}

async function endOrphan(cluster: string): Promise<void> {
  const running = readPostmasterFile(cluster);
  if (running && ['alive', 'unclear'].includes(postmasterLife(running, cluster))) {
    // Immediate shutdown: nobody will need this data again.
    process.kill(running.pid, 'SIGQUIT');
    const deadline = Date.now() + patienceMs;
    while (postmasterLife(running, cluster) === 'alive' || anyProcessWorksIn(cluster)) {
      if (Date.now() > deadline) {
        throw new EmbeddedPostgresError('stop_failed', `PostgreSQL (process ${running.pid}) did not stop.`);
      }
      await wait(15);
    }
  }
  removeSocketFolder(running?.socketFolder);
}
