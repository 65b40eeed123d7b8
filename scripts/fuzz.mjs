// `npm run fuzz`: builds what is missing, then runs tests/fuzz with the arguments given.
import './steps/require-node.mjs';
import { offerHelp } from './steps/offer-help.mjs';

offerHelp(`
npm run fuzz [-- targets] [--seconds N] [--seed N] [--list] [--json] [--no-files]

Strikes the parsers with inputs led by what code they reach; all targets share the time (600 s unless said).
Findings become files in tests/fuzz/findings; exit code 1 when there is one.
`);

async function main() {
  const [{ installPackages }, { buildProject }, { createSay }, { runNode }, { programOf, root }, { Problem }, path] =
    await Promise.all([
      import('./steps/install-packages.mjs'),
      import('./steps/build-project.mjs'),
      import('./steps/say.mjs'),
      import('./steps/run-program.mjs'),
      import('./steps/project.mjs'),
      import('./steps/problem.mjs'),
      import('node:path'),
    ]);
  // stdout belongs to the figures (`--json`).
  const say = createSay(process.stderr);
  await installPackages(say);
  await buildProject(say);
  const folder = path.join('tests', 'fuzz');
  const compiled = await runNode([programOf('typescript', 'bin/tsc'), '-b', folder]);
  if (compiled.status !== 0) throw new Problem(`${folder} does not compile:\n${compiled.output.trim()}`);
  const program = path.join(root, folder, 'dist', 'main.js');
  const { status } = await runNode([program, ...process.argv.slice(2)], { show: true });
  process.exitCode = status;
}

main().catch(async (error) => (await import('./steps/problem.mjs')).endWith(error));
