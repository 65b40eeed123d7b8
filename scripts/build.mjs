// `npm run build`: installs what is missing and builds what changed.
import './steps/require-node.mjs';
import { offerHelp } from './steps/offer-help.mjs';

offerHelp(`
npm run build

Installs what is missing and builds what changed.
`);

async function main() {
  const [{ installPackages }, { buildProject }, { createSay }] = await Promise.all([
    import('./steps/install-packages.mjs'),
    import('./steps/build-project.mjs'),
    import('./steps/say.mjs'),
  ]);
  const say = createSay();
  await installPackages(say);
  await buildProject(say);
}

main().catch(async (error) => (await import('./steps/problem.mjs')).endWith(error));
