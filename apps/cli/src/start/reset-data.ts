// `--reset`: deletes what Nightlatch keeps in the data folder, and nothing else that may be in there.
import { spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { CliProblem, explainFileError } from '../cli-problem.ts';

/** By name: DATA_DIR may point, by mistake, at a folder full of other things. The database wipes itself (see below). */
const ours = ['corridor', 'master-key', 'server.log'];

const wipeProgram = fileURLToPath(new URL('../../../server/dist/db/embedded/wipe-main.js', import.meta.url));

/** The caller holds the data folder, so nothing of ours runs there but perhaps a PostgreSQL left by a killed server. */
export async function resetData(dataDir: string): Promise<void> {
  await wipeDatabase(dataDir);
  try {
    for (const name of ours) rmSync(join(dataDir, name), { recursive: true, force: true });
  } catch (error) {
    throw explainFileError(error, dataDir);
  }
}

/** In a process of the server's code, which alone knows where the database really is. */
function wipeDatabase(dataDir: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [wipeProgram, dataDir], { stdio: ['ignore', 'ignore', 'pipe'] });
    let words = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      words += text;
    });
    child.on('error', reject);
    child.on('close', (status) => {
      if (status === 0) resolve();
      else reject(explain(words));
    });
  });
}

function explain(words: string): CliProblem {
  const line = words.split('\n').find((text) => text.startsWith('{"fatal"'));
  const fatal: unknown = line ? JSON.parse(line).fatal : undefined;
  if (fatal && typeof fatal === 'object' && 'message' in fatal) {
    return new CliProblem('code' in fatal ? String(fatal.code) : 'reset_failed', String(fatal.message));
  }
  return new CliProblem('reset_failed', `The data could not be deleted: ${words.trim()}`);
}
