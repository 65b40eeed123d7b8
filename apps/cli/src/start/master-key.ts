// With a database of your own the server wants its master key given; a single machine may keep it in the data folder.
import { randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { errnoOf, explainFileError } from '../cli-problem.ts';

/** Reads or makes `<DATA_DIR>/master-key` (32 bytes in base64, mode 0600). Losing it loses every signing key. */
export function ensureMasterKey(dataDir: string): string {
  const file = join(dataDir, 'master-key');
  try {
    writeFileSync(file, `${randomBytes(32).toString('base64')}\n`, { flag: 'wx', mode: 0o600, flush: true });
  } catch (error) {
    if (errnoOf(error) !== 'EEXIST') throw explainFileError(error, dataDir);
  }
  return readFileSync(file, 'utf8').trim();
}
