// Recognises a process for sure: by its number and the moment it began, because numbers are given out again.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { errnoOf } from '../cli-problem.ts';

export type ProcessMark = { readonly pid: number; readonly began: string };

/** The mark of a living process; undefined when it is gone or a zombie. */
export function markOf(pid: number): ProcessMark | undefined {
  if (!(pid > 0) || !answers(pid)) return undefined;
  if (process.platform === 'linux') return markFromProc(pid);
  const listed = spawnSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' });
  const began = listed.status === 0 ? listed.stdout.trim() : '';
  return began ? { pid, began } : undefined;
}

/** Whether that very process still lives. */
export function lives(mark: ProcessMark): boolean {
  return markOf(mark.pid)?.began === mark.began;
}

function answers(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return errnoOf(error) === 'EPERM';
  }
}

function markFromProc(pid: number): ProcessMark | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    // The fields after the command's closing bracket: state is the 3rd of the whole line, the start time the 22nd.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const began = fields[19];
    return began && fields[0] !== 'Z' && fields[0] !== 'X' ? { pid, began } : undefined;
  } catch {
    return undefined;
  }
}
