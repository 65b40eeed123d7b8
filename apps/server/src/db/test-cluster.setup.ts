// Starts one PostgreSQL per test run, with a migrated template database, for every `*.db.test.ts` file.
import { chmodSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { readPostmasterFile } from './embedded/postmaster-file.ts';
import { processState, worksIn } from './embedded/process-state.ts';
import { startEmbeddedPostgres } from './embedded/start-embedded-postgres.ts';
import { wipeEmbeddedPostgres } from './embedded/wipe-embedded-postgres.ts';
import { migrate } from './migrate.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** What `createTestDatabase` needs: an address that may create databases, and the one to copy. */
    testCluster: { adminConnectionString: string; template: string };
  }
}

const prefix = 'nightlatch-test-';

/** Vitest's global set-up; what it gives back is the tear-down. */
export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  await sweepDeadRuns();
  const folder = mkdtempSync(join(tmpdir(), `${prefix}${process.pid}-`));
  // PostgreSQL runs as another user when the tests run as root, and has to pass through.
  chmodSync(folder, 0o711);
  // `throwAway` (no fsync) is for tests alone: this cluster is deleted in any case.
  const postgres = await startEmbeddedPostgres({ dataDir: folder, throwAway: true });
  const template = 'nightlatch_template';
  try {
    const admin = new pg.Client({ connectionString: postgres.connectionString });
    await admin.connect();
    await admin.query(`create database ${template}`);
    await migrate({ connectionString: onDatabase(postgres.connectionString, template) });
    await admin.query(`alter database ${template} with is_template true allow_connections false`);
    await admin.end();
  } catch (error) {
    await postgres.stop();
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
  project.provide('testCluster', { adminConnectionString: postgres.connectionString, template });
  return async () => {
    await postgres.stop();
    rmSync(folder, { recursive: true, force: true });
  };
}

/** The same address with another database. */
function onDatabase(connectionString: string, database: string): string {
  return connectionString.replace(/\/nightlatch(\?|$)/, `/${database}$1`);
}

/** Runs that were killed leave a PostgreSQL behind: ends it and deletes its folder. */
async function sweepDeadRuns(): Promise<void> {
  for (const name of readdirSync(tmpdir()).filter((entry) => entry.startsWith(prefix))) {
    const owner = Number(name.slice(prefix.length).split('-')[0]);
    if (!(owner > 0) || processState(owner) === 'alive') continue;
    const folder = join(tmpdir(), name);
    const cluster = join(folder, 'postgres', 'cluster');
    try {
      const left = readPostmasterFile(cluster);
      if (left && worksIn(left.pid, cluster)) process.kill(left.pid, 'SIGQUIT');
      await wipeEmbeddedPostgres({ dataDir: folder });
      rmSync(folder, { recursive: true, force: true });
    } catch {
      // Somebody else's run, or one that another run is sweeping: not ours to clear.
    }
  }
}
