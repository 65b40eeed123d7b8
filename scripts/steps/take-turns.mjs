// Lets only one process at a time install or build in a clone: two starts at once would tear each other's files apart.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { explainFileError } from './problem.mjs';
import { cache, root } from './project.mjs';

/** Waits for whoever is at it, then runs `work` alone. A killed holder's lock is taken over. */
export async function takeTurns(work) {
  const file = join(cache, 'setup.lock');
  while (!take(file)) await wait(100);
  try {
    return await work();
  } finally {
    rmSync(file, { force: true });
  }
}

function take(file) {
  try {
    mkdirSync(cache, { recursive: true });
    writeFileSync(file, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') throw explainFileError(error, root);
    if (!lives(readHolder(file))) rmSync(file, { force: true });
    return false;
  }
}

function readHolder(file) {
  try {
    return Number(readFileSync(file, 'utf8'));
  } catch {
    return 0;
  }
}

function lives(pid) {
  // An empty file was opened a moment ago and has not got its number yet.
  if (!(pid > 0)) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}
