// Everything `npm test` does once the packages are there; every part that fails counts as at least one failure.
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { buildProject } from './build-project.mjs';
import { checkProject } from './check-project.mjs';
import { findChromium } from './find-chromium.mjs';
import { Problem } from './problem.mjs';
import { cache, programOf, readJson } from './project.mjs';
import { runNode } from './run-program.mjs';

/**
 * The runs of vitest, those in one row at the same time: journeys mostly wait for processes and a browser, so the tests
 * of endurance work beside them. With arguments (files, `--project db`) one run of just those.
 */
const rows = [
  [['--project', 'unit', '--project', 'node-crypto', '--project', 'db']],
  [
    ['--project', 'journey'],
    ['--project', 'endurance'],
  ],
];

/** Gives back the exit code. */
export async function runTests(say, args) {
  const counts = { passed: 0, failed: 0, skipped: 0 };
  const env = { ...process.env };
  await attempt(counts, say, async () => {
    env.CHROMIUM_PATH = await findChromium(say);
    say.line(`  Chromium: ${env.CHROMIUM_PATH}`);
  });
  await attempt(counts, say, async () => {
    counts.failed += (await checkProject(say)).length;
  });
  await attempt(counts, say, () => buildProject(say));
  for (const row of args.length > 0 ? [[args]] : rows) {
    const runs = row.map((run, at) => attempt(counts, say, () => runVitest(run, { counts, env, lane: at })));
    await Promise.all(runs);
  }
  if (counts.skipped > 0) say.line(`${counts.skipped} skipped (their lines above say why)`);
  say.line(`${counts.passed} passed, ${counts.failed} failed`);
  return counts.failed === 0 ? 0 : 1;
}

async function attempt(counts, say, work) {
  try {
    await work();
  } catch (error) {
    counts.failed += 1;
    say.line(`FAILED: ${error instanceof Problem ? error.message : error.stack}`);
  }
}

/** The first lane shows its progress; another one's comes when it is done, so that their lines do not mix. */
async function runVitest(args, { counts, env, lane }) {
  const report = join(cache, `test-results-${process.pid}-${lane}.json`);
  rmSync(report, { force: true });
  const { status, output } = await runNode(
    [
      programOf('vitest', 'vitest.mjs'),
      'run',
      '--passWithNoTests',
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${report}`,
      ...args,
    ],
    { env, show: lane === 0 },
  );
  process.stdout.write(output);
  const result = readJson(report);
  rmSync(report, { force: true });
  const failed = (result?.numFailedTests ?? 0) + brokenFiles(result);
  counts.passed += result?.numPassedTests ?? 0;
  counts.failed += failed;
  counts.skipped += (result?.numPendingTests ?? 0) + (result?.numTodoTests ?? 0);
  // An error outside of any test, or no report at all.
  if (status !== 0 && failed === 0) counts.failed += 1;
}

/** Files that failed before any test of theirs could (an import, a `beforeAll`): vitest does not count them as tests. */
function brokenFiles(result) {
  const files = result?.testResults ?? [];
  return files.filter(
    (file) => file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed'),
  ).length;
}
