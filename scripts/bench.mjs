// `npm run bench`: builds what is missing, then runs bench/ with the arguments given.
import './steps/require-node.mjs';

async function main() {
  const [
    { installPackages },
    { buildProject },
    { createSay },
    { runNode },
    { programOf, root },
    { Problem },
    fs,
    path,
  ] = await Promise.all([
    import('./steps/install-packages.mjs'),
    import('./steps/build-project.mjs'),
    import('./steps/say.mjs'),
    import('./steps/run-program.mjs'),
    import('./steps/project.mjs'),
    import('./steps/problem.mjs'),
    import('node:fs'),
    import('node:path'),
  ]);
  // stdout belongs to the figures (`--json`).
  const say = createSay(process.stderr);
  if (!fs.existsSync(path.join(root, 'bench', 'tsconfig.json'))) throw new Problem('bench/ holds no measurements yet.');
  await installPackages(say);
  await buildProject(say);
  const compiled = await runNode([programOf('typescript', 'bin/tsc'), '-b', 'bench']);
  if (compiled.status !== 0) throw new Problem(`bench/ does not compile:\n${compiled.output.trim()}`);
  const { status } = await runNode([path.join(root, 'bench', 'dist', 'main.js'), ...process.argv.slice(2)], {
    show: true,
  });
  process.exitCode = status;
}

main().catch(async (error) => (await import('./steps/problem.mjs')).endWith(error));
