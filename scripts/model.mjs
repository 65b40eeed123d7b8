// `npm run model -- [server] --runs 1000000 [--seed 7]`: random days at a door against the model, or histories of the server, on every core (docs/testing.md).
import './steps/require-node.mjs';
import { offerHelp } from './steps/offer-help.mjs';

/** What a batch is, and which test plays it. */
const MODELS = {
  door: { batch: 2_500, project: 'unit', fileOf: (length) => `packages/lock/src/model-${length}.test.ts` },
  server: { batch: 500, project: 'db', fileOf: (length) => `apps/server/src/model/model-${length}.db.test.ts` },
};

function numberOf(name, otherwise) {
  const at = process.argv.indexOf(name);
  const value = at === -1 ? otherwise : Number(process.argv[at + 1]);
  if (!Number.isSafeInteger(value) || value < 1) throw new Error(`${name} wants a whole number above 0`);
  return value;
}

offerHelp(`
npm run model [-- server] [--runs N] [--seed N]

Random days at a door against the model of its rules, or with "server" histories of the server against its oracle,
on every core (docs/testing.md). 100000 sequences unless said; a failure prints the command that repeats it; exit code 1.
`);

async function main() {
  const [{ runNode }, { programOf }, { availableParallelism }] = await Promise.all([
    import('./steps/run-program.mjs'),
    import('./steps/project.mjs'),
    import('node:os'),
  ]);
  const { batch: most, project, fileOf } = MODELS[process.argv.includes('server') ? 'server' : 'door'];
  const runs = numberOf('--runs', 100_000);
  let seed = numberOf('--seed', (Date.now() % 1_000_000_000) + 1);
  const started = performance.now();
  let left = runs;
  let done = 0;
  let failed = false;
  // Short and long days in turn, each batch with a seed of its own.
  const work = async () => {
    while (left > 0 && !failed) {
      const batch = Math.min(most, left);
      left -= batch;
      const mine = seed++;
      const file = fileOf(mine % 2 === 0 ? 'short' : 'long');
      const env = { ...process.env, NIGHTLATCH_RUNS: String(batch), NIGHTLATCH_SEED: String(mine) };
      const { status, output } = await runNode([programOf('vitest', 'vitest.mjs'), 'run', '--project', project, file], {
        env,
      });
      if (status !== 0) {
        failed = true;
        console.log(
          `${output}\nFAILED. Again: NIGHTLATCH_RUNS=${batch} NIGHTLATCH_SEED=${mine} npx vitest run --project ${project} ${file}`,
        );
        return;
      }
      done += batch;
      console.log(`${done} of ${runs} sequences hold, ${Math.round((performance.now() - started) / 1000)} s`);
    }
  };
  await Promise.all(Array.from({ length: Math.min(availableParallelism(), Math.ceil(runs / most)) }, work));
  process.exitCode = failed ? 1 : 0;
}

main().catch(async (error) => (await import('./steps/problem.mjs')).endWith(error));
