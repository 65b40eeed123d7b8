// `npm run fuzz`: builds what is missing, then runs tests/fuzz with the arguments given.
import './steps/require-node.mjs';

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
