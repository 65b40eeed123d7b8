// `npm test`: gets what is missing, checks, builds, runs every test, and closes with a line `N passed, N failed`.
import './steps/require-node.mjs';

async function main() {
  const [{ installPackages }, { runTests }, { createSay }] = await Promise.all([
    import('./steps/install-packages.mjs'),
    import('./steps/run-tests.mjs'),
    import('./steps/say.mjs'),
  ]);
  const say = createSay();
  await installPackages(say);
  process.exitCode = await runTests(say, process.argv.slice(2));
}

main().catch(async (error) => (await import('./steps/problem.mjs')).endWith(error));
