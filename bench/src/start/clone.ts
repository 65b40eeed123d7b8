// A fresh clone of this repository, as a newcomer has it: what is committed, nothing installed, nothing built.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { makeFolder } from '../make-folder.ts';
import { cleanEnvironment, repository } from '../run-start.ts';
import { atEnd } from '../stop-everything.ts';

export type Clone = { readonly path: string; readonly remove: () => Promise<void> };

/** Clones into a folder of its own. */
export const cloneRepository = async (): Promise<Clone> => {
  const folder = await makeFolder('clone');
  const path = join(folder.path, 'nightlatch');
  // Over file:// git copies everything, as it would from far away, instead of linking to the objects here.
  await runCommand({ program: 'git', args: ['clone', '--quiet', `file://${repository}`, path], cwd: folder.path });
  return { path, remove: folder.remove };
};

/** The npm that runs us, else the one of the path. */
export const npmCommand = (...args: readonly string[]): { program: string; args: string[] } => {
  const npm = process.env.npm_execpath;
  if (npm && /npm-cli\.c?js$/.test(npm)) return { program: process.execPath, args: [npm, ...args] };
  return { program: process.platform === 'win32' ? 'npm.cmd' : 'npm', args: [...args] };
};

/** Runs to its end; throws with its last words. */
export const runCommand = (command: { program: string; args: readonly string[]; cwd: string }): Promise<void> =>
  new Promise((resolve, reject) => {
    const { program, args, cwd } = command;
    const child = spawn(program, args, { cwd, env: cleanEnvironment(), stdio: ['ignore', 'pipe', 'pipe'] });
    const gone = atEnd(async () => void child.kill());
    let words = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (part: Buffer) => {
        words = (words + part.toString()).slice(-2000);
      });
    }
    child.once('error', reject);
    child.once('close', (code) => {
      void gone();
      if (code === 0) resolve();
      else reject(new Error(`${program} ${args.join(' ')} ended with ${code}: ${words.trim()}`));
    });
  });
