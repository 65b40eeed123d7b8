// `npm run bench`: builds what is missing, then runs bench/ with the arguments given.
import './steps/require-node.mjs';
import { offerHelp } from './steps/offer-help.mjs';

offerHelp(`
npm run bench [-- names or groups] [--list] [--runs N] [--keys N] [--json]

Measures, each figure beside its limit in the same run (bench/README.md). Exit code 1 when one could not be measured.

  npm run bench -- door                      a group: start, server, console, guest, door
  npm run bench -- issue.single door.cpu     prefixes of names
  npm run bench -- --list                    names, and what each limit is
  npm run bench -- checkin --runs 100        more rounds
  npm run bench -- issue.at --keys 10000000  a database of ten million keys
`);

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
