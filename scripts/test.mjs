// `npm test`: gets what is missing, checks, builds, runs every test, and closes with a line `N passed, N failed`.
import './steps/require-node.mjs';
import { offerHelp } from './steps/offer-help.mjs';

offerHelp(`
npm test [-- --long] [-- what vitest takes]

Installs what is missing (a Chromium too), checks, builds and runs every test.
The last line is "N passed, N failed"; exit code 0 when nothing failed.

  npm test -- --long                                 everything, with as many sequences and kills as continuous integration
  npm test -- packages/lock/src/generation.test.ts   one file
  npm test -- --project db                           one project: unit, node-crypto, db, journey, endurance
`);

async function main() {
  const [{ installPackages }, { runTests }, { createSay }] = await Promise.all([
    import('./steps/install-packages.mjs'),
    import('./steps/run-tests.mjs'),
    import('./steps/say.mjs'),
  ]);
  const say = createSay();
  await installPackages(say);
  const args = process.argv.slice(2);
  // Read where the tests say how much they do.
  if (args.includes('--long')) process.env.NIGHTLATCH_LONG = '1';
  process.exitCode = await runTests(
    say,
    args.filter((arg) => arg !== '--long'),
  );
}

main().catch(async (error) => (await import('./steps/problem.mjs')).endWith(error));
