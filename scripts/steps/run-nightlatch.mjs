// Installs and builds what is missing, then becomes the command-line program: one process, so that signals need no passing on.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { buildProject } from './build-project.mjs';
import { installPackages } from './install-packages.mjs';
import { endWith } from './problem.mjs';
import { root } from './project.mjs';
import { createSay } from './say.mjs';

/** `say` is the stream for progress; with `--json` among the arguments it is stderr, to keep stdout for machines. */
export async function runNightlatch(args, { say: stream }) {
  try {
    const say = createSay(args.includes('--json') ? process.stderr : stream);
    await installPackages(say);
    await buildProject(say);
  } catch (error) {
    endWith(error);
  }
  const program = join(root, 'apps', 'cli', 'dist', 'main.js');
  process.argv = [process.argv[0], program, ...args];
  await import(pathToFileURL(program).href);
}
