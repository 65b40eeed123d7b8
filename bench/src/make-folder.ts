// A folder that goes away with the run.
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { atEnd } from './stop-everything.ts';

/** Makes it; `remove` deletes it now instead of at the end of the run. */
export const makeFolder = async (name: string): Promise<{ path: string; remove: () => Promise<void> }> => {
  const path = await mkdtemp(join(tmpdir(), `nightlatch-bench-${name}-`));
  // PostgreSQL runs as another user when we are root, and must be able to enter.
  await chmod(path, 0o755);
  return { path, remove: atEnd(() => rm(path, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 })) };
};
