// `npm run check`: types, lint and format of the whole project, in seconds.
import './steps/require-node.mjs';
import { offerHelp } from './steps/offer-help.mjs';

offerHelp(`
npm run check

Types, lint, format, import walls, the lock of the packages and migrations. Exit code 0 when all is fine.
`);

async function main() {
  const [{ installPackages }, { checkProject }, { createSay }] = await Promise.all([
    import('./steps/install-packages.mjs'),
    import('./steps/check-project.mjs'),
    import('./steps/say.mjs'),
  ]);
  const say = createSay();
  await installPackages(say);
  const failed = await checkProject(say);
  process.exitCode = failed.length === 0 ? 0 : 1;
}

main().catch(async (error) => (await import('./steps/problem.mjs')).endWith(error));
