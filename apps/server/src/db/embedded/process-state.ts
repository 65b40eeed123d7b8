// Looks at other processes: does one live, is it a zombie, does it work inside a given folder.
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { errnoOf } from './embedded-postgres-error.ts';

/** `gone` also for pids that never were; a `zombie` answers signals but serves nobody. */
export type ProcessState = 'gone' | 'zombie' | 'alive';

/** The state of a process of this machine. */
export function processState(pid: number): ProcessState {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (errnoOf(error) !== 'EPERM') return 'gone';
  }
  if (process.platform !== 'linux') return 'alive';
  try {
    // The command name, in brackets, may hold blanks and brackets itself: the state follows the last closing one.
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    const state = stat.slice(stat.lastIndexOf(')') + 2, stat.lastIndexOf(')') + 3);
    return state === 'Z' || state === 'X' ? 'zombie' : 'alive';
  } catch {
    return 'gone';
  }
}

/**
 * Whether the process has `folder` as its working folder; every PostgreSQL process has its PGDATA. Undefined where the
 * system does not tell (no /proc, or a process of somebody else).
 */
export function worksIn(pid: number, folder: string): boolean | undefined {
  if (process.platform !== 'linux') return undefined;
  try {
    return readlinkSync(`/proc/${pid}/cwd`) === folder;
  } catch (error) {
    return errnoOf(error) === 'ENOENT' ? false : undefined;
  }
}

/** Whether any process we may look at works in `folder`. False where the system does not tell. */
export function anyProcessWorksIn(folder: string): boolean {
  if (process.platform !== 'linux') return false;
  return readdirSync('/proc').some((name) => /^\d+$/.test(name) && worksIn(Number(name), folder) === true);
}
