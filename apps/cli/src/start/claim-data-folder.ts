// Makes one start the holder of a data folder, ends what a killed start left running there, and refuses a second start.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { CliProblem, errnoOf, explainFileError } from '../cli-problem.ts';
import { lives, markOf, type ProcessMark } from './process-mark.ts';

/** What a start leaves in the folder about itself; the server is added once it runs. */
type StartRecord = { holder: ProcessMark; npm: ProcessMark | undefined; url: string; server?: ProcessMark };

export type DataFolderClaim = {
  /** Notes the server's process, so that a later start can end it should we be killed. */
  readonly noteServer: (pid: number) => void;
  /** To be called last, when nothing of ours uses the folder any more. */
  readonly release: () => void;
};

const fileName = 'start.json';

/** How long what a killed start left gets to end by itself before it is killed too. */
const patienceMs = 20_000;

/** Throws `CliProblem`: `already_running`, or why the folder can't be used. */
export async function claimDataFolder(options: {
  dataDir: string;
  url: string;
  npm: ProcessMark | undefined;
}): Promise<DataFolderClaim> {
  const { dataDir, url, npm } = options;
  const file = join(dataDir, fileName);
  const holder = markOf(process.pid);
  if (!holder) throw new Error('this process has no mark');
  const record: StartRecord = { holder, npm, url };
  while (!create(file, dataDir, record)) await makeWay(file, dataDir);
  return {
    noteServer: (pid) => {
      const server = markOf(pid);
      if (server) writeFileSync(file, JSON.stringify({ ...record, server }));
    },
    release: () => rmSync(file, { force: true }),
  };
}

function create(file: string, dataDir: string, record: StartRecord): boolean {
  try {
    mkdirSync(dataDir, { recursive: true });
  } catch (error) {
    throw explainFileError(error, dataDir);
  }
  try {
    writeFileSync(file, JSON.stringify(record), { flag: 'wx' });
    return true;
  } catch (error) {
    if (errnoOf(error) === 'EEXIST') return false;
    // A full disk may have left an empty file, which would look like a start in the making.
    if (errnoOf(error) === 'ENOSPC') rmSync(file, { force: true });
    throw explainFileError(error, dataDir);
  }
}

/** Waits for, or ends, whatever holds the folder. Throws `already_running` when that is a healthy start. */
async function makeWay(file: string, dataDir: string): Promise<void> {
  const found = await readRecord(file);
  if (!found) return rmSync(file, { force: true });
  const leaving = found.npm !== undefined && !lives(found.npm);
  if (lives(found.holder) && !leaving) {
    throw new CliProblem(
      'already_running',
      `Nightlatch already runs on ${dataDir} (process ${found.holder.pid}, ${found.url}); stop it first or choose another folder with DATA_DIR.`,
    );
  }
  // Its npm was killed: it notices that by itself and stops. It was killed itself: its server notices and stops.
  for (const left of [found.holder, found.server]) if (left) await endProcess(left);
  const now = await readRecord(file);
  if (now && now.holder.pid === found.holder.pid && now.holder.began === found.holder.began)
    rmSync(file, { force: true });
}

async function endProcess(mark: ProcessMark): Promise<void> {
  const deadline = Date.now() + patienceMs;
  if (lives(mark)) process.kill(mark.pid, 'SIGTERM');
  while (lives(mark)) {
    if (Date.now() > deadline) process.kill(mark.pid, 'SIGKILL');
    await wait(25);
  }
}

async function readRecord(file: string): Promise<StartRecord | undefined> {
  // Its maker may be between creating the file and filling it.
  for (const attempt of [1, 2, 3]) {
    try {
      const value: unknown = JSON.parse(readFileSync(file, 'utf8'));
      if (isRecord(value)) return value;
    } catch (error) {
      if (errnoOf(error) === 'ENOENT') return undefined;
    }
    if (attempt < 3) await wait(50);
  }
  return undefined;
}

function isRecord(value: unknown): value is StartRecord {
  if (!value || typeof value !== 'object' || !('holder' in value)) return false;
  const { holder } = value;
  return Boolean(holder) && typeof holder === 'object' && holder !== null && 'pid' in holder && 'began' in holder;
}
