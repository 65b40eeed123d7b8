// Finds the npm that runs us (`npm start`), which may be our parent or, behind its shell, our grandparent.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { markOf, type ProcessMark } from './process-mark.ts';

/** Undefined when no npm runs us: then nobody's end but a signal is ours. */
export function npmAbove(env: NodeJS.ProcessEnv = process.env): ProcessMark | undefined {
  if (!env.npm_lifecycle_event) return undefined;
  let pid = process.ppid;
  for (let level = 0; level < 3 && pid > 1; level++) {
    const { parent, command } = describe(pid);
    // Its title is "npm start"; before it sets that, "node …/npm-cli.js start".
    if (/(^|[\s/])npm(-cli\.c?js)?(\s|$)/.test(command) && !/^(\S*\/)?(da|ba)?sh\s/.test(command)) return markOf(pid);
    pid = parent;
  }
  return undefined;
}

function describe(pid: number): { parent: number; command: string } {
  if (process.platform === 'linux') {
    try {
      const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
      const parent = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
      const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
      return { parent, command };
    } catch {
      return { parent: 0, command: '' };
    }
  }
  const listed = spawnSync('ps', ['-o', 'ppid=,command=', '-p', String(pid)], { encoding: 'utf8' });
  const found = /^\s*(\d+)\s+(.*)$/.exec(listed.stdout?.trim() ?? '');
  return { parent: Number(found?.[1] ?? 0), command: found?.[2] ?? '' };
}
